"""Steps in which somebody else comes to answer."""

from hypothesis import strategies as st

from tests.access.histories_drawn import case, step
from tests.access.histories_log import consents

care_taken = step("care_taken", case, ["@holder"] * 3 + ["@0", "mother"])
care_over = step("care_over", case, ["@holder"] * 3 + ["@0"])
of_deputies = [care_taken, care_over]
# At the end of a history, since most of it is closed by this.
scenes_of_deputies = st.one_of(
    st.just(()),
    st.tuples(step("care_taken", 0, "@holder")),
    st.tuples(step("care_taken", 0, "@holder"), consents, step("care_over", 0, "@holder"), consents),
)
