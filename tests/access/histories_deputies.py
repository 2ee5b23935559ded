"""Steps in which somebody else comes to answer, is over, and a second person looks at it."""

from hypothesis import strategies as st

from tests.access.histories_drawn import case, step, which, yes_or_no
from tests.access.histories_log import consents

care_taken = step("care_taken", case, ["@holder"] * 3 + ["@0", "mother"])
verge_comes = step("verge_comes", case, ["@holder"] * 3 + ["@0", "mother"])
over = step("deputy_over", case, ["@holder"] * 3 + ["@0"], which)
look = step(
    "second_person", case, ["head"] * 4 + ["@holder", "overseer", "nurse", "adviser", "mother"], yes_or_no
)
confirmed = step("second_person", 0, ["head", "head", "overseer"], True)
of_deputies = [care_taken, verge_comes, over, look]
scenes_of_verges = st.one_of(
    st.just(()),
    st.just(()),
    st.tuples(step("verge_comes", 0, "@holder"), consents, confirmed),
    st.tuples(step("verge_comes", 0, "@holder"), confirmed, over, consents, confirmed, consents),
)
# At the end of a history, since most of it is closed by this.
scenes_of_deputies = st.one_of(
    st.just(()),
    st.tuples(step("care_taken", 0, "@holder")),
    st.tuples(step("care_taken", 0, "@holder"), consents, over, consents, confirmed, consents),
)
