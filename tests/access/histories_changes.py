"""Steps in which one yes becomes enough, and in which something about a person changes after the log is open."""

from hypothesis import strategies as st

from tests.access.histories_drawn import case, step, which
from tests.access.histories_log import consents

grounds = ["sole", "lives_with", "daily_care", "against_harm"]
parents = ["mother", "father", "father"]
holder = ["@holder"] * 5 + ["@0", "mother"]
seen = step("second_person", 0, ["head", "head", "overseer"], True)
provide = step("provide", case, holder, parents, grounds)
given = step("propose", case, holder, "responsibility", parents, None)
lost = step("loses", case, holder, parents)
protect = step(
    "protect", case, holder, ["fortrolig", "strengt_fortrolig"],
    st.frozensets(st.sampled_from(["mother", "father"]), max_size=2),
)  # fmt: skip
of_changes = [
    provide,
    step("no_longer", case, holder, which),
    step("father_says", case, ["yes", "no", "not_reached"]),
    given,
    lost,
    protect,
    step("propose", case, holder, "release", parents, None),
    step("propose", case, holder, "protection", "", ["none", "none", "fortrolig"]),
    step("propose", case, holder, "birth_date", "", [9, 14, 15, 16, 17]),
    step("propose", case, "@holder", "birth_date", "", [9, 14, 15, 16, 17, 19]),
    step("second_person", case, ["head"] * 4 + ["@holder", "overseer", "nurse", "mother"], st.booleans()),
]
answered = st.tuples(step("father_says", 0, ["yes", "no", "not_reached"]), consents)
# The father is given responsibility, and does not say yes; or somebody loses it, or is protected.
scenes_of_changes = st.one_of(
    st.just(()),
    st.just(()),
    st.tuples(
        step("propose", 0, "@holder", "responsibility", "father", None), seen, answered,
        step("provide", 0, "@holder", ["father", "father", "mother"], grounds), seen, answered,
        st.one_of(st.just(()), step("no_longer", 0, "@holder", which), step("loses", 0, "@holder", parents)),
    ),
    st.tuples(step("loses", 0, "@holder", ["mother", "father"]), seen, given, seen),
    st.tuples(step("propose", 0, "@holder", "responsibility", "father", None), seen,
              st.one_of(st.just(()), answered), step("loses", 0, "@holder", ["father", "mother"]), consents,
              st.one_of(st.just(()), st.tuples(seen, given, seen))),
    st.tuples(
        protect, step("propose", 0, "@holder", ["release", "protection"], "mother", "none"), seen,
        step("propose", 0, "@holder", "release", "mother", None), seen,
    ),
    st.tuples(step("propose", 0, "@holder", "birth_date", "", [9, 15, 16]), seen, consents),
    # Between the two: asked anew, protected, let in; then another date, and one of both holds, or none yet.
    st.tuples(
        step("propose", 0, "@holder", "birth_date", "", [9, 14, 15, 16, 17, 19]),
        st.one_of(consents, protect, lost, st.tuples(given, seen)),
        st.one_of(
            st.just(()),
            step("propose", 0, "@holder", "birth_date", "", [8, 15, 17]),
            step("no_longer", 0, "@holder", which),
        ),
        st.one_of(st.just(()), step("second_person", 0, ["head", "head", "overseer"], st.booleans())),
    ),
)  # fmt: skip
