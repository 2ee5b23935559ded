"""Steps about handing out without consent."""

from hypothesis import strategies as st

from tests.access.histories_drawn import UNITS, case, nothing, step, yes_or_no
from tests.access.play import WORKERS

WHO = ["@holder", "@0", "@1", "@2", "head", "overseer", "named_person", *WORKERS]
disclosures = [
    step("disclose", case, yes_or_no, WHO, "%own", yes_or_no),
    step("disclose", case, yes_or_no, ["mother", *WHO], list(UNITS), yes_or_no),
]
# Somebody who takes part hands out, before all that can happen to who reads the log.
scenes_of_disclosures = st.one_of(
    *nothing(2), step("disclose", case, yes_or_no, ["@holder", "@0", "@1"], "%own", yes_or_no)
)
