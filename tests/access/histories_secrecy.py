"""Steps about secrecy: a unit is an outside body's, what its people sign is registered and ended, the words change."""

from hypothesis import strategies as st

from tests.access.histories_drawn import step
from tests.access.play import WORKERS

registrars = ["head"] * 4 + ["adviser", "nurse", *WORKERS]
signed = st.one_of(
    step("sign", registrars, "nurse", "clinic"), step("sign", registrars, ["adviser", "ppt_colleague"], "ppt")
)
unsigned = st.one_of(
    step("unsign", registrars, "nurse", "clinic"),
    step("unsign", registrars, ["adviser", "ppt_colleague"], "ppt"),
)
secrecy = [signed, signed, unsigned, step("go_outside", ["clinic", "ppt"]), step("new_words")]
# In some histories a unit is an outside body's before all else happens, and mostly somebody has signed.
scenes_of_secrecy = st.one_of(
    *[st.just(())] * 4, st.tuples(step("go_outside", ["clinic", "ppt"]), signed, st.one_of(signed, unsigned))
)
