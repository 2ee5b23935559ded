"""Which histories are played: steps, drawn so that many are allowed and enough are refused.

People and units are drawn by the part they play: "@1" is the second living participant, "@holder" the relay holder,
"@asked" the one who was offered the baton, "%1" the second unit with a consent, "%own" the unit of the person before
it, "#chair" a kind of information that the chair of the team may hear of.
"""

from typing import Any

from hypothesis import strategies as st

from tests.access.oracle_answers import EVERY_AREA
from tests.access.play import WORKERS
from tests.cast import EVERY_KIND

UNITS = ("school", "clinic", "ppt", "child_welfare", "nav_office")
KINDS = ({"school"}, {"school", "health"}, {"school", "child_welfare"}, {"health"}, {"family"}, {"child_welfare"},
         {"health", "child_welfare"}, {"school", "health", "child_welfare"}, {"school", "family"})  # fmt: skip
IN_THE_TEAM = ("adviser", "nurse", "child_welfare_worker", "nav", "ppt_colleague", "teacher")


def step(name: str, *drawn: Any) -> Any:
    """A step with its arguments; what is no strategy stands for itself, a list is drawn from."""
    return st.tuples(st.just(name), *[_drawn(one) for one in drawn])


def _drawn(one: Any) -> Any:
    if isinstance(one, st.SearchStrategy):
        return one
    return st.sampled_from(one) if isinstance(one, list) else st.just(one)


yes_or_no = st.booleans()
kinds = st.sampled_from(KINDS)
kind = [*EVERY_KIND, "school", "school", "health", "child_welfare"]
case = st.integers(0, 1)
which = st.integers(0, 2)
workers = ["@0", "@1", "@2", "@3", "@holder", "@asked"] * 3 + WORKERS
people = ["@0", "@1", "@holder", "mother", "mother", "youth", "father", *WORKERS]
units = ["%0", "%1", "%2", "%3"] * 2 + list(UNITS)
mostly_yes = ["yes"] * 6 + ["no", "not_asked"]
said = ["yes"] * 6 + ["no", "not_yet", "not_reached", "not_asked"]
own_said = ["yes"] * 3 + ["no", "not_asked", "not_asked"]

# --- a log ---
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
in_the_log = [
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

# --- goals, measures, the plan ---
works = ["@holder", "@0", "@1", "@2", "child_welfare_worker", "nav"]
answers_for = ["@0", "@1", "@holder", "child_welfare_worker", "mother", "child", "nurse"]
goals = step("goal", case, works)
measures = step("measure", case, works, answers_for, which)
changes = step("change", case, works, answers_for, which)
evaluations = step("evaluate", case, works, kind, yes_or_no, which)


def agreement(number: Any) -> Any:
    """A goal and a measure of one log, and perhaps more."""
    return st.tuples(
        step("goal", number, "@holder"),
        step("measure", number, ["@holder", "@0"], answers_for, which),
        st.one_of(
            st.just(()),
            st.tuples(
                step("goal", number, works),
                step("measure", number, works, answers_for, which),
                step("evaluate", number, works, kind, yes_or_no, which),
            ),
            step("change", number, works, answers_for, which),
        ),
    )


def planning(number: Any) -> Any:
    return st.tuples(
        step(
            "consent",
            number,
            "@holder",
            st.fixed_dictionaries({"coordinating": kinds}),
            True,
            said,
            own_said,
        ),
        step("welcome", number, "coordinating"),
        step("start_plan", number, ["@holder", "coordinator", "@0"], ["coordinator"] * 5 + ["teacher"]),
        step("tell", number, ["coordinator"] * 4 + ["@holder"], kind),
        step(
            "document",
            number,
            ["@0", "@1", "mother", "coordinator", "youth"],
            kinds,
            ["", *sorted(EVERY_AREA)],
            yes_or_no,
            st.one_of(st.just(set()), st.sets(st.sampled_from(UNITS), max_size=2)),
        ),
    )


at_work = [goals, measures, changes, evaluations]

# --- the team's table ---
leads = ["adviser", "adviser", "adviser", "adviser", "nurse", "nurse", "child_welfare_worker", "nav"]
heard = [None, None, None, "@0", "@1", "@holder", "nurse", "adviser", "child_welfare_worker", "nav", "mother"]
referrals = step(
    "refer", case, ["@holder"] * 6 + ["@0", "adviser"], ["#chair"] * 4 + ["school", "health"],
    st.one_of(*[st.just("needed")] * 4, st.sets(st.sampled_from(UNITS), max_size=3)),
)  # fmt: skip
beginnings = step("begin", leads)
minutes = step("minutes", case, leads, heard, heard, yes_or_no, [False] * 6 + [True])
approvals = step("approve", leads)
tasks = step("do", case, ["its own", "its own", "its own", "teacher", "adviser"], which)
corrections = step("correct", case, ["@0", "@1", "@holder", "mother", "nurse", "child_welfare_worker"])


def table(number: Any) -> Any:
    """One case on the table of a meeting that has begun; decided in most cases."""
    asked = ["nurse", "adviser", "@holder", None]
    return st.tuples(
        step("refer", number, "@holder", "#chair", "needed"),
        step("begin", ["adviser", "nurse"]),
        st.one_of(
            st.just(()),
            st.tuples(
                step("minutes", number, "adviser", asked, asked, yes_or_no, False),
                st.one_of(
                    st.just(()),
                    st.tuples(
                        step("approve", "adviser"),
                        st.one_of(
                            st.just(()),
                            step("do", number, "its own", which),
                            step("correct", number, ["@0", "@holder", "mother"]),
                        ),
                    ),
                ),
            ),
        ),
    )


seats = [
    step("seat", list(IN_THE_TEAM), ["%own"] * 4 + list(UNITS), ["member", "member", "chair", "secretary"]),
    step("unseat", list(IN_THE_TEAM)),
]
closings = step("close", case, ["@holder", "adviser", "nurse", "@0", "mother"])
at_the_table = [referrals, beginnings, minutes, minutes, approvals, tasks, corrections, closings, *seats]

# --- absence ---
stand_ins = [
    "other_teacher",
    "ppt_colleague",
    "ppt_colleague",
    "teacher",
    "head",
    "nurse",
    "adviser",
    "nav",
    None,
]
aways = step("away", ["self"] * 5 + ["head", "nurse"], ["teacher", "teacher", "adviser", "adviser", *WORKERS],
             stand_ins, ["now", "now", "later"])  # fmt: skip
absences = [
    aways,
    aways,
    step("change_absence", ["self", "self", "head", "nurse"], stand_ins, which),
    step("end_absence", ["self", "self", "head", "nurse"], which),
    step("days_pass"),
    step("offer", case, "head", ["@0", "@1", "@2"], "%own"),
]
# A colleague of the same unit stands in, before or after the person is named.
scenes_of_absence = st.one_of(
    st.just(()),
    step("away", "self", "adviser", "ppt_colleague", ["now", "later"]),
    st.tuples(
        step("away", "self", "teacher", ["other_teacher", "head"], "now"),
        step("offer", case, ["@holder", "head"], ["other_teacher", "@0", "@1"], "%own"),
        step("answer", case, "@asked", True),
    ),
)

# What changes who may read, most often in the middle of something else.
turns = [
    withdrawals,
    withdrawals,
    step("withdraw", case, "mother", ["%0", "%1", "%2", "ppt", "clinic"], ["", "school", "health"]),
    consents,
    step("expire", case, units),
    st.tuples(*[step("expire", case, f"%{number}") for number in range(4)], consents),
    step("rest_enough", case),
    step("end_rest", case, ["@holder", "@0", "head"]),
    step("leave", list(IN_THE_TEAM)),
    step("join", list(IN_THE_TEAM)),
    step("second_job", ["adviser", "nurse", "teacher", "nav"], list(UNITS)),
    step("remove", case, ["@holder", "@0"], ["@0", "@1", "@2"], "%own"),
    *seats,
]

# --- beside the log ---
beside = [
    step("concern", ["teacher", "teacher", "other_teacher", "nurse", "adviser", "child_welfare_worker"]),
    step(
        "share",
        ["its author"] * 3 + ["head", "nurse"],
        ["other_teacher", "head", "ppt_colleague", "nurse"],
        which,
    ),
    step("end_concern", ["its author", "its author", "head"], which),
    step("draft", ["mother", "teacher", "nurse", "child_welfare_worker"]),
    step(
        "look",
        ["mother", "youth", "teacher", "nurse", "adviser", "child_welfare_worker"],
        ["notice.list", "case.read"],
    ),
]
# What is told of, or shared, and then no longer read by somebody who still reads the rest.
scenes_beside = st.one_of(
    st.just(()),
    st.tuples(
        step("concern", "teacher"),
        step("share", "its author", ["other_teacher", "other_teacher", "teacher"], 0),
        step("leave", ["other_teacher", "head", "teacher"]),
    ),
    st.tuples(
        step(
            "consent",
            0,
            "@holder",
            st.fixed_dictionaries({"ppt": st.just({"school", "health"})}),
            False,
            "yes",
            own_said,
        ),
        step("welcome", 0, "ppt"),
        step("write", 0, "@holder", ["health", "school"], yes_or_no, yes_or_no),
        step("look", "adviser", ["notice.list", "case.read"]),
        step("withdraw", 0, "mother", ["ppt", "%0"], "health"),
    ),
    st.tuples(
        step("consent", 0, "@holder", st.fixed_dictionaries({"child_welfare": kinds}), False, said, own_said),
        step("welcome", 0, "child_welfare"),
        step("offer", 0, "@holder", "@0", "%own"),
        step("withdraw", 0, "mother", "child_welfare", ["", "child_welfare", "school"]),
    ),
)
# --- in a leader's place ---
kin = [
    "head",
    "head",
    "teacher",
    "other_teacher",
    "adviser",
    "nurse",
    "ppt_colleague",
    "overseer",
    "@0",
    "@1",
]
colleagues = ["head", "other_teacher", "other_teacher", "teacher", "ppt_colleague", "overseer"]
who_has_it = ["its author"] * 4 + ["named_person", "overseer", "head"]
keeping_out = [
    step("keep_out", case, ["@holder"] * 5 + ["@0", "overseer"], kin),
    step("let_in", case, ["@holder"] * 4 + ["@0"], kin),
    step("keep_out_of_concern", who_has_it, colleagues, which),
    step("let_into_concern", who_has_it, colleagues, which),
    step("give_concern", who_has_it, colleagues, which),
]
leading = [
    step("appoint", "overseer", ["school", "school", "ppt", "clinic", "child_welfare"]),
    step("appoint", ["named_person", "named_person", "overseer"], None),
    step("dismiss", ["overseer", "named_person"]),
    step("lead", ["adviser", "nurse", "other_teacher"], ["school", "ppt", "clinic"]),
    step("second_job", "overseer", ["school", "ppt"]),
    step("leave", ["head", "teacher", "adviser", "overseer"]),
    step("join", ["head", "teacher", "adviser"]),
    step("settle_concerns"),
    step("settle"),
    step(
        "name",
        case,
        ["@holder", "overseer", "named_person"],
        ["other_teacher", "ppt_colleague"],
        ["school", "ppt"],
    ),
    step("offer", case, "@holder", ["@0", "@1"], "%own"),
]
in_place = st.one_of(*keeping_out, *leading)
# Somebody is kept out, or leaves, and the chain goes on.
scenes_of_leaders = st.one_of(
    st.just(()),
    st.tuples(
        step("appoint", "named_person", None),
        step("appoint", "overseer", ["school", "ppt"]),
        step("keep_out", 0, "@holder", ["head", "adviser", "ppt_colleague"]),
        step("leave", ["head", "teacher", "adviser"]),
        step("settle"),
    ),
    st.tuples(
        step("concern", ["teacher", "other_teacher"]),
        step("appoint", ["overseer", "named_person"], [None, "school"]),
        step("keep_out_of_concern", "its author", ["head", "other_teacher"], 0),
        step("leave", ["head", "teacher", "other_teacher"]),
        st.one_of(st.just(()), step("settle_concerns"), step("join", "teacher")),
        step("give_concern", who_has_it, colleagues, 0),
    ),
)
# --- leaving, and units that change ---
hand_overs = [
    step("hand_over", case, ["self"] * 4 + ["head", "overseer", "@holder"], ["teacher", "adviser", "nurse", "head"],
         ["other_teacher", "ppt_colleague", "teacher", "head"], ["school", "ppt", "%own"]),
    step("hand_over", case, "self", "teacher", "other_teacher", "school"),
    step("hand_over", case, "self", "adviser", "ppt_colleague", "ppt"),
    step("hand_over", case, "self", "coordinator", "other_coordinator", "coordinating"),
]  # fmt: skip
leavings = [
    *hand_overs,
    step("leave", ["teacher", "adviser", "nurse", "nav", "head"]),
    step("join", ["teacher", "adviser", "nurse", "nav", "head"]),
    step("clock"),
    step("clock"),
    step("rename", ["school", "nav_office"]),
    step("close_unit", ["school", "nav_office"]),
    step("open_unit", ["school", "nav_office"]),
    step(
        "name", case, ["head", "overseer", "adviser"], ["other_teacher", "ppt_colleague"], ["school", "ppt"]
    ),
]
# Somebody leaves, the clock comes by, and somebody else goes on; or comes back.
scenes_of_leaving = st.one_of(
    st.just(()),
    st.just(()),
    st.tuples(
        st.one_of(st.just(()), st.one_of(*hand_overs)),
        step("leave", ["teacher", "adviser", "nurse"]),
        st.one_of(st.just(()), step("hand_over", 0, "head", "teacher", "other_teacher", "school")),
        step("clock"),
        st.one_of(step("join", ["teacher", "adviser", "nurse"]),
                  step("name", 0, "head", "other_teacher", "school")),
    ),
    st.tuples(step("appoint", "overseer", "school"), step("close_unit", "school"), step("clock"),
              st.one_of(st.just(()), step("open_unit", "school"))),
)  # fmt: skip
anything = st.one_of(
    st.one_of(*in_the_log),
    st.one_of(*leavings),
    st.one_of(*at_work, *at_the_table),
    st.one_of(*turns),
    st.one_of(*beside),
    st.one_of(*absences),
    in_place,
)
# First what makes the rest possible, then anything; a scene is several steps.
histories = st.tuples(
    st.lists(openings, min_size=1, max_size=2),
    st.lists(welcomes, min_size=2, max_size=5),
    st.one_of(st.just(()), agreement(0), agreement(1)),
    st.one_of(st.just(()), st.just(()), planning(0)),
    st.one_of(st.just(()), table(0), table(0), table(1)),
    scenes_beside,
    scenes_of_absence,
    scenes_of_leaders,
    scenes_of_leaving,
    st.lists(anything, min_size=3, max_size=14),
)


def flat(scenes: Any) -> list[tuple[Any, ...]]:
    """The steps of scenes within scenes, in order."""
    if isinstance(scenes, tuple) and scenes and isinstance(scenes[0], str):
        return [scenes]
    return [one for scene in scenes for one in flat(scene)]
