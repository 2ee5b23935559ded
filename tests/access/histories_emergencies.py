"""Steps about logs that are opened in an emergency."""

from hypothesis import strategies as st

from tests.access.histories_drawn import case, step, which, yes_or_no
from tests.access.play import WORKERS

SOURCES = [
    ("health",), ("school",), ("school", "others"), ("health", "child_welfare"),
    ("health", "school", "child_welfare", "others"),
]  # fmt: skip
openers = ["nav", "nav", "teacher", "other_teacher", "other_teacher", "head", "stranger", "mother", "@0"]
tellers = ["nav", "other_teacher", "head", "overseer", "named_person", "mother", *WORKERS]
emergencies = [
    step("emergency", case, openers, SOURCES, yes_or_no),
    step("emergency_told", case, which, tellers),
]
# Before all that can happen to the log, to who opened it, and to who leads.
scenes_of_emergencies = st.one_of(
    st.just(()), st.just(()), step("emergency", case, ["nav", "other_teacher", "teacher"], SOURCES, yes_or_no)
)
