"""Steps about two logs of one child that become one, and two again."""

from hypothesis import strategies as st

from tests.access.histories_drawn import case, kinds, step, units, workers, yes_or_no
from tests.access.histories_log import some_shares, welcomes, withdrawals
from tests.access.histories_statute import by_statute
from tests.access.histories_wrongchild import moves
from tests.access.play import WORKERS

joins = step("join_logs", yes_or_no)
parts = step("part_logs")
openers = ["teacher", "nurse", "teacher", "head", "adviser"]
with_more = {"child_welfare": kinds}
shares = st.one_of(some_shares, st.fixed_dictionaries({"ppt": kinds, "clinic": kinds}, optional=with_more))
asked = st.dictionaries(st.sampled_from(["ppt", "clinic", "nav_office"]), kinds, min_size=1, max_size=2)


def opening(protection: list[str]) -> st.SearchStrategy[tuple[object, ...]]:
    return step("open", openers, "emma", "yes", "no", "not_asked", shares, kinds, protection)


steps = [
    joins,
    parts,
    welcomes,
    withdrawals,
    *moves,
    *by_statute,
    step("write", case, workers, ["school", "health", "family", "child_welfare"], yes_or_no, yes_or_no),
    step("write", case, workers, ["school", "health"], False, False),
    step("name", case, workers, WORKERS, units),
    step("remove", case, workers, workers, units),
    step("offer", case, "@holder", ["@0", "@1", "@2"], "%own"),
    step("answer", case, ["@asked", "@asked", "@0"], yes_or_no),
    step("consent", case, "@holder", asked, False, "yes", "not_asked"),
    step("expire", case, units),
    step("leave", ["adviser", "nurse", "nav", "teacher"]),
    step("join", ["adviser", "nurse", "nav", "teacher"]),
    step("settle"),
    step("years_pass", case, st.integers(1, 8)),
]  # fmt: skip
written = st.tuples(
    *[step("write", log, "@holder", ["school", "health"], False, False) for log in (0, 1)],
    step("write", case, "@0", ["school", "health"], yes_or_no, yes_or_no),
)
# Two logs with people in them, then often one, and much that happens in it before they are two again.
histories_of_joining = st.tuples(
    opening(["none"] * 6 + ["fortrolig"]),
    opening(["none"] * 8 + ["fortrolig", "strengt_fortrolig"]),
    st.lists(welcomes, min_size=2, max_size=4),
    written,
    st.lists(st.one_of(*steps), max_size=4),
    joins,
    st.lists(st.one_of(*steps), max_size=6),
    written,
    st.one_of(st.just(()), parts),
    st.lists(st.one_of(*steps), max_size=3),
)
