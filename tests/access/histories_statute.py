"""Steps about decisions by statute."""

from hypothesis import strategies as st

from tests.access.histories_drawn import KINDS, UNITS, case, step, which, yes_or_no

leaders = ["its leader"] * 8 + ["head", "overseer", "named_person", "teacher", "mother"]
deciding = ["that wrote"] * 6 + ["school", "clinic", "child_welfare"]
receptions = ["its reception"] * 6 + ["nav", "nurse", "adviser", "named_person", "head"]
named = ["of the unit"] * 6 + ["nav", "ppt_colleague", "head", "teacher"]
without_barnevern = st.sampled_from([{"school"}, {"school", "family"}, {"school", "health"}, {"health"}])
receiving = ["nav_office", "nav_office", "ppt", "clinic", "coordinating"]

decides = st.one_of(
    step("decide_by_statute", case, leaders, deciding, receiving, without_barnevern, False),
    step("decide_by_statute", case, leaders, deciding, receiving, without_barnevern, False),
    step("decide_by_statute", case, leaders, deciding, "child_welfare", st.sampled_from(KINDS), True),
    step("decide_by_statute", case, leaders, deciding, list(UNITS), st.sampled_from(KINDS), yes_or_no),
)
names = step("name_by_statute", receptions, named, which)
by_statute = [
    decides,
    decides,
    st.tuples(decides, names),
    names,
    names,
    step("unname_by_statute", receptions, named, which),
    step("end_statute", leaders[8:], which),
    step("statute_goes_by", which),
]
# Somebody opens what the own unit knows, and somebody reads it, before all that can happen to the log and to them.
scenes_of_statute = st.one_of(
    st.just(()),
    st.tuples(decides, names),
    st.tuples(decides, step("name_by_statute", "its reception", "of the unit", 0), decides, names),
)
