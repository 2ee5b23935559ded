"""Steps about goals, measures and the individuell plan."""

from typing import Any

from hypothesis import strategies as st

from tests.access.histories_drawn import UNITS, case, kind, kinds, own_said, said, step, which, yes_or_no
from tests.access.oracle_answers import EVERY_AREA

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
