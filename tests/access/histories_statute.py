"""Steps about decisions by statute."""

from hypothesis import strategies as st

from tests.access.histories_drawn import KINDS, UNITS, case, step, which

leaders = ["head"] * 6 + ["overseer", "named_person", "nurse", "adviser", "teacher", "mother"]
deciding = ["school"] * 6 + ["clinic", "ppt", "child_welfare", "nav_office"]
receptions = ["nav", "nav", "nurse", "adviser", "child_welfare_worker", "named_person", "head"]
named = ["nav", "nav", "nurse", "adviser", "ppt_colleague", "child_welfare_worker", "head", "teacher"]
KINDS_OPENED = [{"school"}, {"school"}, {"school", "family"}, *KINDS]

decides = step(
    "decide_by_statute", case, leaders, deciding, ["nav_office", "ppt", "clinic", *UNITS],
    st.sampled_from(KINDS_OPENED), [False, False, False, True],
)  # fmt: skip
names = step("name_by_statute", receptions, named, which)
by_statute = [
    decides,
    names,
    names,
    step("unname_by_statute", receptions, named, which),
    step("end_statute", leaders, which),
    step("statute_goes_by", which),
]
# The school opens what it knows, and somebody reads it, before all that can happen to the log and to them.
scenes_of_statute = st.one_of(
    st.just(()),
    st.just(()),
    st.tuples(decides, names),
    st.tuples(
        step("decide_by_statute", case, "head", "school", "nav_office", st.sampled_from(KINDS_OPENED), False),
        step("name_by_statute", "nav", "nav", 2),
        step("decide_by_statute", case, "head", "school", ["ppt", "clinic"], st.just({"school"}), False),
        step("name_by_statute", ["adviser", "nurse"], ["adviser", "ppt_colleague", "nurse"], 2),
    ),
)
