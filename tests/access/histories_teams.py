"""Steps at a team's table."""

from typing import Any

from hypothesis import strategies as st

from tests.access.histories_drawn import IN_THE_TEAM, UNITS, case, step, which, yes_or_no

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
