"""Steps about a pregnancy: a woman's own log, notes in it, the birth, and a pregnancy that is over."""

from hypothesis import strategies as st

from tests.access.histories_drawn import UNITS, case, kind, kinds, mostly_yes, step, yes_or_no
from tests.access.histories_log import openings, room_shares, some_shares

holder = ["@holder"] * 5 + ["@0", "mother"]
women = st.sampled_from([("mother", 38)] * 3 + [("youth", 13), ("youth", 14), ("youth", 15), ("youth", 16)])
opening = step(
    "open_pregnancy", ["nurse", "nurse", "teacher", "other_teacher"], women, mostly_yes,
    ["yes"] * 7 + ["no", "not_asked"], st.one_of(some_shares, room_shares), kinds,
)  # fmt: skip
both = st.sampled_from([("yes", "yes")] * 5 + [("no", "yes"), ("yes", "no"), ("yes", "not_reached")])
# What she has ticked is mostly the first of the notes, and at times something that cannot come along.
ticked = st.sampled_from([set(), {0}, {0}, {1}, {0, 1}, {2}])
own = st.one_of(st.none(), st.tuples(st.frozensets(st.sampled_from(UNITS), max_size=3).map(set), yes_or_no))
born = step("born", case, holder, some_shares, kinds)
answered = step(
    "parents_answer", st.integers(0, 1), ["its author"] * 5 + ["head", "@holder"], both, own, ticked
)
# Between the two something ends, rests, changes hands, or years pass.
meanwhile = st.one_of(
    st.just(()),
    st.just(()),
    step("newborn_grows", 0, [1, 1, 14, 15, 16, 18]),
    step("years_pass", 0, st.integers(1, 3)),
    step("withdraw", 0, "mother", [None, "%0", "%1"], ""),
    st.tuples(*[step("expire", 0, f"%{number}") for number in range(4)]),
    step("give_concern", ["head", "nurse"], ["other_teacher", "teacher", "nurse"], 0),
    step("end_concern", "its author", 0),
)
births = st.tuples(born, meanwhile, answered)
over = step("end_pregnancy", case, holder)
of_births = [births, over, answered]
notes = st.lists(
    step("write", 0, ["@holder", "@0", "@1"], kind, [False] * 4 + [True], [False] * 4 + [True]), max_size=3
)
# Her log, who comes into it, and the child's beside it, or none; at times another one.
pregnancies = st.tuples(
    opening,
    st.lists(step("welcome", 0, ["%0", "%1", "%2"]), max_size=3),
    notes,
    st.one_of(births, births, births, over, st.just(())),
    st.one_of(st.just(()), st.just(()), openings),
)
