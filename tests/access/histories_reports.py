"""Steps about reports to barnevern."""

from hypothesis import strategies as st

from tests.access.histories_drawn import case, step, yes_or_no
from tests.access.play import WORKERS

reports = [
    step("report", case, ["@holder", "@0", "@1", "@2", "mother", *WORKERS], yes_or_no),
    step("report_alone", ["mother", *WORKERS], yes_or_no),
]
# Somebody who takes part reports, before all that can happen to who reads the log.
scenes_of_reports = st.one_of(
    st.just(()), st.just(()), step("report", case, ["@holder", "@0", "@1"], yes_or_no)
)
