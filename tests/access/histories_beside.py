"""Steps beside the log: concerns, drafts and lists; and absence."""

from hypothesis import strategies as st

from tests.access.histories_drawn import case, kinds, own_said, said, step, which, yes_or_no
from tests.access.play import WORKERS

# --- absence ---
stand_ins = [
    "other_teacher",
    "ppt_colleague",
    "ppt_colleague",
    "teacher",
    "head",
    "nurse",
    "adviser",
    "nav",
    None,
]
aways = step("away", ["self"] * 5 + ["head", "nurse"], ["teacher", "teacher", "adviser", "adviser", *WORKERS],
             stand_ins, ["now", "now", "later"])  # fmt: skip
absences = [
    aways,
    aways,
    step("change_absence", ["self", "self", "head", "nurse"], stand_ins, which),
    step("end_absence", ["self", "self", "head", "nurse"], which),
    step("days_pass"),
    step("offer", case, "head", ["@0", "@1", "@2"], "%own"),
]
# A colleague of the same unit stands in, before or after the person is named.
scenes_of_absence = st.one_of(
    st.just(()),
    step("away", "self", "adviser", "ppt_colleague", ["now", "later"]),
    st.tuples(
        step("away", "self", "teacher", ["other_teacher", "head"], "now"),
        step("offer", case, ["@holder", "head"], ["other_teacher", "@0", "@1"], "%own"),
        step("answer", case, "@asked", True),
    ),
)

# --- beside the log ---
beside = [
    step("concern", ["teacher", "teacher", "other_teacher", "nurse", "adviser", "child_welfare_worker"]),
    step(
        "share",
        ["its author"] * 3 + ["head", "nurse"],
        ["other_teacher", "head", "ppt_colleague", "nurse"],
        which,
    ),
    step("end_concern", ["its author", "its author", "head"], which),
    step("draft", ["mother", "teacher", "nurse", "child_welfare_worker"]),
    step(
        "look",
        ["mother", "youth", "teacher", "nurse", "adviser", "child_welfare_worker"],
        ["notice.list", "case.read"],
    ),
]
# What is told of, or shared, and then no longer read by somebody who still reads the rest.
scenes_beside = st.one_of(
    st.just(()),
    st.tuples(
        step("concern", "teacher"),
        step("share", "its author", ["other_teacher", "other_teacher", "teacher"], 0),
        step("leave", ["other_teacher", "head", "teacher"]),
    ),
    st.tuples(
        step(
            "consent",
            0,
            "@holder",
            st.fixed_dictionaries({"ppt": st.just({"school", "health"})}),
            False,
            "yes",
            own_said,
        ),
        step("welcome", 0, "ppt"),
        step("write", 0, "@holder", ["health", "school"], yes_or_no, yes_or_no),
        step("look", "adviser", ["notice.list", "case.read"]),
        step("withdraw", 0, "mother", ["ppt", "%0"], "health"),
    ),
    st.tuples(
        step("consent", 0, "@holder", st.fixed_dictionaries({"child_welfare": kinds}), False, said, own_said),
        step("welcome", 0, "child_welfare"),
        step("offer", 0, "@holder", "@0", "%own"),
        step("withdraw", 0, "mother", "child_welfare", ["", "child_welfare", "school"]),
    ),
)
