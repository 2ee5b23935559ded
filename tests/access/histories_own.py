"""Steps about an adult's own affairs: what adults say, notes about them, and what is taken back."""

from hypothesis import strategies as st

from tests.access.histories_drawn import UNITS, case, kind, kinds, people, step, units, workers, yes_or_no

adults = ["mother", "father"]
some = st.frozensets(st.sampled_from(UNITS), max_size=4)
asked = step(
    "adults_say", case, ["@holder"] * 5 + ["@0"],
    st.dictionaries(st.sampled_from(UNITS), kinds, min_size=1, max_size=4),
    st.dictionaries(st.sampled_from(adults), st.tuples(some, yes_or_no), max_size=2),
)  # fmt: skip
notes = step(
    "write", case, workers, kind, [False, False, True], [False, False, True], [*adults, "father", "other"]
)
taken_back = step("takes_back_own", case, ["@holder", "mother", *people], adults, [None, "child", *units])
of_adults = [asked, notes, notes, taken_back, step("release_own", case, st.integers(0, 2))]
# An adult says something of the own affairs, somebody writes about them, and some of it is taken back.
scenes_of_adults = st.one_of(
    st.just(()), st.just(()), st.tuples(asked, notes, notes), st.tuples(notes, asked, notes, taken_back)
)
