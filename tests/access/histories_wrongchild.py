"""Steps about notes that were written on the wrong child."""

from hypothesis import strategies as st

from tests.access.histories_drawn import case, step
from tests.access.play import WORKERS

whose = ["", "", "", "mother", "other"]
movers = ["its author"] * 4 + ["its leader", "its leader", "@0", "mother", *WORKERS]
notes = st.integers(0, 5)
moves = [
    step("move_note", case, movers, notes, whose),
    step("move_note", case, movers, notes, whose),
    step("take_note_out", case, movers, notes, WORKERS),
]
# A note of somebody of the school, who may have left, in the one log or the other.
scenes_of_moves = st.one_of(
    st.just(()),
    st.just(()),
    st.tuples(
        step("write", case, "@holder", ["school", "health"], [False, False, True], False),
        st.one_of(st.just(()), step("leave", ["teacher", "nurse"])),
        step("move_note", case, ["its author", "its leader"], st.integers(1, 2), whose),
    ),
)
