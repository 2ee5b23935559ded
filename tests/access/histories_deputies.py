"""Steps in which somebody else comes to answer, is over, and a second person looks at it."""

from hypothesis import strategies as st

from tests.access.histories_changes import answered, given, lost, protect, provide, seen
from tests.access.histories_drawn import case, nothing, step, which, yes_or_no
from tests.access.histories_log import consents

care_taken = step("care_taken", case, ["@holder"] * 3 + ["@0", "mother"])
verge_comes = step("verge_comes", case, ["@holder"] * 3 + ["@0", "mother"])
over = step("deputy_over", case, ["@holder"] * 3 + ["@0"], which)
look = step(
    "second_person", case, ["head"] * 4 + ["@holder", "overseer", "nurse", "adviser", "mother"], yes_or_no
)
silent = step("care_says", case, ["yes", "not_asked"])
of_deputies = [care_taken, verge_comes, over, look, look, silent]
proposed = step("propose", 0, "@holder", "responsibility", "father", None)
comes, taken = step("verge_comes", 0, "@holder"), step("care_taken", 0, "@holder")
# Beside changes: he is given responsibility and loses it, is shut out, or one yes is enough, in any order.
beside_changes = st.tuples(
    st.one_of(st.tuples(proposed, comes), st.tuples(comes, proposed)), seen, seen,
    st.one_of(over, lost, protect, answered), st.one_of(consents, over), seen, answered,
)  # fmt: skip
beside_provisions = st.tuples(
    provide, seen, answered, comes, st.one_of(seen, protect),
    st.one_of(step("propose", 0, "@holder", "protection", "", "none"), lost), seen, consents, over, seen,
)  # fmt: skip
scenes_of_verges = st.one_of(
    *nothing(5),
    st.tuples(comes, consents, seen),
    st.tuples(comes, seen, over, consents, seen, consents),
    beside_changes,
    beside_provisions,
)
# A father's no from before stays, and barnevern's yes waits for a second person; the parents come back by two.
no_before = st.tuples(
    proposed, seen, step("provide", 0, "@holder", "father", ["sole", "against_harm"]), seen,
    step("father_says", 0, "no"), consents, taken, st.one_of(consents, seen), consents,
)  # fmt: skip
back = st.tuples(
    step("deputy_over", 0, "@holder", 0), seen, consents,
    step("propose", 0, "@holder", "release", ["mother", "father"], None), seen,
)  # fmt: skip
# At the end of a history, since most of it is closed by this.
scenes_of_deputies = st.one_of(
    *nothing(3),
    taken,
    st.tuples(taken, consents, over, consents, seen, consents),
    st.tuples(taken, st.one_of(consents, provide, lost, protect, given), seen, back),
    st.tuples(no_before, st.one_of(back, consents, protect, lost)),
)
