"""Steps in a log: opening, naming, writing, consents and what ends them, the baton, people who come and go."""

from hypothesis import strategies as st

from tests.access.histories_drawn import (
    UNITS,
    case,
    kind,
    kinds,
    mostly_yes,
    own_said,
    people,
    said,
    step,
    units,
    workers,
    yes_or_no,
)
from tests.access.play import WORKERS

some_shares = st.dictionaries(st.sampled_from(UNITS), kinds, min_size=1, max_size=4)
room_shares = st.fixed_dictionaries(
    {"ppt": kinds, "clinic": kinds}, optional={"child_welfare": kinds, "nav_office": kinds}
)
openings = step(
    "open", ["teacher", "teacher", "other_teacher", "nurse", "head"], ["emma", "youth"], mostly_yes, ["yes", "no"],
    mostly_yes, st.one_of(some_shares, room_shares, room_shares), kinds,
    ["none"] * 5 + ["fortrolig", "strengt_fortrolig"],
)  # fmt: skip
welcomes = step("welcome", case, ["%0", "%1", "%2", "%3"])
withdrawals = step(
    "withdraw", case, people, [None, *units], ["", "", "", "health", "school", "child_welfare"]
)
consents = step(
    "consent", case, ["@holder"] * 5 + ["@0"],
    st.dictionaries(st.sampled_from([*UNITS, "coordinating"]), kinds, min_size=1, max_size=2), yes_or_no,
    said, own_said,
)  # fmt: skip
excepting = step(
    "consent_excepting", case, ["@holder"] * 5 + ["@0"],
    st.dictionaries(st.sampled_from([*UNITS]), kinds, min_size=1, max_size=2), said, own_said,
)  # fmt: skip
# Often somebody who answers does not say yes, though something opens.
asking_to_lift = step(
    "consent_lifting", case, ["@holder"] * 5 + ["@0"],
    st.dictionaries(st.sampled_from([*UNITS]), kinds, min_size=1, max_size=2),
    ["yes", "yes", "no", "not_reached"], ["yes", "yes", "no", "not_asked"],
)  # fmt: skip
lifting = step("lift", case, ["mother"] * 3 + ["@holder", "youth", "father", "@0"])
# Health opens on the young person's own yes, and the exception stays, since the mother answers for the rest.
not_all_say_yes = st.tuples(
    step("consent_excepting", case, "@holder", some_shares, "yes", "yes"),
    step("consent_lifting", case, "@holder", some_shares, ["no", "not_reached"], "yes"),
)
in_the_log = [
    not_all_say_yes,
    excepting,
    lifting,
    asking_to_lift,
    st.tuples(excepting, asking_to_lift, step("name", case, "adviser", "adviser", "ppt")),
    st.tuples(excepting, lifting, step("name", case, "adviser", "adviser", "ppt")),
    step("welcome", case, units),
    step("name", case, workers, WORKERS, units),
    step("name", case, "adviser", ["ppt_colleague", "adviser"], "ppt"),
    step("write", case, workers, kind, yes_or_no, yes_or_no),
    step("write", case, workers, kind, False, False),
    withdrawals,
    step("remove", case, workers, workers, units),
    step("offer", case, workers, workers, units),
    step("offer", case, "@holder", ["@0", "@1", "@2"], "%own"),
    step("offer", case, "@holder", ["@0", "@1", "@2"], "%own"),
    step("answer", case, ["@asked", "@asked", "@0", "head"], yes_or_no),
    consents,
    step("expire", case, units),
    st.tuples(*[step("expire", case, f"%{number}") for number in range(4)], consents),
    step("rest_enough", case),
    step("end_rest", case, ["@holder", "@0", "head"]),
    step("years_pass", case, st.integers(1, 8)),
    step("leave", WORKERS),
    step("join", WORKERS),
    step("second_job", ["adviser", "nurse", "teacher", "nav"], list(UNITS)),
    step("settle"),
]
