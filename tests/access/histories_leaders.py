"""Steps of those in a leader's place, of those who leave, and of units that change."""

from hypothesis import strategies as st

from tests.access.histories_drawn import case, step, which

# --- in a leader's place ---
kin = [
    "head",
    "head",
    "teacher",
    "other_teacher",
    "adviser",
    "nurse",
    "ppt_colleague",
    "overseer",
    "@0",
    "@1",
]
colleagues = ["head", "other_teacher", "other_teacher", "teacher", "ppt_colleague", "overseer"]
who_has_it = ["its author"] * 4 + ["named_person", "overseer", "head"]
keeping_out = [
    step("keep_out", case, ["@holder"] * 5 + ["@0", "overseer"], kin),
    step("let_in", case, ["@holder"] * 4 + ["@0"], kin),
    step("keep_out_of_concern", who_has_it, colleagues, which),
    step("let_into_concern", who_has_it, colleagues, which),
    step("give_concern", who_has_it, colleagues, which),
]
leading = [
    step("appoint", "overseer", ["school", "school", "ppt", "clinic", "child_welfare"]),
    step("appoint", ["named_person", "named_person", "overseer"], None),
    step("dismiss", ["overseer", "named_person"]),
    step("lead", ["adviser", "nurse", "other_teacher"], ["school", "ppt", "clinic"]),
    step("second_job", "overseer", ["school", "ppt"]),
    step("leave", ["head", "teacher", "adviser", "overseer"]),
    step("join", ["head", "teacher", "adviser"]),
    step("settle_concerns"),
    step("settle"),
    step(
        "name",
        case,
        ["@holder", "overseer", "named_person"],
        ["other_teacher", "ppt_colleague"],
        ["school", "ppt"],
    ),
    step("offer", case, "@holder", ["@0", "@1"], "%own"),
]
in_place = st.one_of(*keeping_out, *leading)
# Somebody is kept out, or leaves, and the chain goes on.
scenes_of_leaders = st.one_of(
    st.just(()),
    st.tuples(
        step("appoint", "named_person", None),
        step("appoint", "overseer", ["school", "ppt"]),
        step("keep_out", 0, "@holder", ["head", "adviser", "ppt_colleague"]),
        step("leave", ["head", "teacher", "adviser"]),
        step("settle"),
    ),
    st.tuples(
        step("concern", ["teacher", "other_teacher"]),
        step("appoint", ["overseer", "named_person"], [None, "school"]),
        step("keep_out_of_concern", "its author", ["head", "other_teacher"], 0),
        step("leave", ["head", "teacher", "other_teacher"]),
        st.one_of(st.just(()), step("settle_concerns"), step("join", "teacher")),
        step("give_concern", who_has_it, colleagues, 0),
    ),
)
# --- leaving, and units that change ---
hand_overs = [
    step("hand_over", case, ["self"] * 4 + ["head", "overseer", "@holder"], ["teacher", "adviser", "nurse", "head"],
         ["other_teacher", "ppt_colleague", "teacher", "head"], ["school", "ppt", "%own"]),
    step("hand_over", case, "self", "teacher", "other_teacher", "school"),
    step("hand_over", case, "self", "adviser", "ppt_colleague", "ppt"),
    step("hand_over", case, "self", "coordinator", "other_coordinator", "coordinating"),
]  # fmt: skip
leavings = [
    *hand_overs,
    step("leave", ["teacher", "adviser", "nurse", "nav", "head"]),
    step("join", ["teacher", "adviser", "nurse", "nav", "head"]),
    step("clock"),
    step("clock"),
    step("rename", ["school", "nav_office"]),
    step("close_unit", ["school", "nav_office"]),
    step("open_unit", ["school", "nav_office"]),
    step(
        "name", case, ["head", "overseer", "adviser"], ["other_teacher", "ppt_colleague"], ["school", "ppt"]
    ),
]
# Somebody leaves, the clock comes by, and somebody else goes on; or comes back.
scenes_of_leaving = st.one_of(
    st.just(()),
    st.just(()),
    st.tuples(
        st.one_of(st.just(()), st.one_of(*hand_overs)),
        step("leave", ["teacher", "adviser", "nurse"]),
        st.one_of(st.just(()), step("hand_over", 0, "head", "teacher", "other_teacher", "school")),
        step("clock"),
        st.one_of(step("join", ["teacher", "adviser", "nurse"]),
                  step("name", 0, "head", "other_teacher", "school")),
    ),
    st.tuples(step("appoint", "overseer", "school"), step("close_unit", "school"), step("clock"),
              st.one_of(st.just(()), step("open_unit", "school"))),
)  # fmt: skip
