"""Steps in which somebody else comes to answer."""

from hypothesis import strategies as st

from tests.access.histories_drawn import case, step
from tests.access.histories_log import consents

care_taken = step("care_taken", case, ["@holder"] * 3 + ["@0", "mother"])
care_over = step("care_over", case, ["@holder"] * 3 + ["@0"])
of_deputies = [
    care_taken,
    care_over,
    st.tuples(care_taken, consents, care_over, consents),
]
