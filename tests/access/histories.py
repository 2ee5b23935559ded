"""Which histories are played: steps, drawn so that many are allowed and enough are refused.

Each subject has a file of steps (`histories_*.py`); here they come together.
"""

from typing import Any

from hypothesis import strategies as st

from tests.access.histories_beside import absences, beside, scenes_beside, scenes_of_absence
from tests.access.histories_births import of_births, pregnancies
from tests.access.histories_changes import of_changes, scenes_of_changes
from tests.access.histories_deputies import of_deputies, scenes_of_deputies, scenes_of_verges
from tests.access.histories_disclosures import disclosures, scenes_of_disclosures
from tests.access.histories_drawn import IN_THE_TEAM, UNITS, case, step, units
from tests.access.histories_emergencies import emergencies, scenes_of_emergencies
from tests.access.histories_leaders import in_place, leavings, scenes_of_leaders, scenes_of_leaving
from tests.access.histories_log import consents, in_the_log, openings, welcomes, withdrawals
from tests.access.histories_own import of_adults, scenes_of_adults
from tests.access.histories_reports import reports, scenes_of_reports
from tests.access.histories_secrecy import scenes_of_secrecy, secrecy
from tests.access.histories_teams import at_the_table, seats, table
from tests.access.histories_work import agreement, at_work, planning
from tests.access.histories_wrongchild import moves, scenes_of_moves

# What changes who may read, most often in the middle of something else.
turns = [
    withdrawals,
    withdrawals,
    step("withdraw", case, "mother", ["%0", "%1", "%2", "ppt", "clinic"], ["", "school", "health"]),
    consents,
    step("expire", case, units),
    st.tuples(*[step("expire", case, f"%{number}") for number in range(4)], consents),
    step("rest_enough", case),
    step("end_rest", case, ["@holder", "@0", "head"]),
    step("leave", list(IN_THE_TEAM)),
    step("join", list(IN_THE_TEAM)),
    step("second_job", ["adviser", "nurse", "teacher", "nav"], list(UNITS)),
    step("remove", case, ["@holder", "@0"], ["@0", "@1", "@2"], "%own"),
    *seats,
]
anything = st.one_of(
    st.one_of(*in_the_log),
    st.one_of(*leavings),
    st.one_of(*at_work, *at_the_table),
    st.one_of(*turns),
    st.one_of(*beside),
    st.one_of(*of_adults),
    st.one_of(*of_deputies),
    st.one_of(*of_changes),
    st.one_of(*of_births),
    st.one_of(*absences),
    st.one_of(*reports),
    st.one_of(*moves),
    st.one_of(*disclosures),
    st.one_of(*emergencies),
    st.one_of(*secrecy),
    in_place,
)
# First what makes the rest possible, then anything; a scene is several steps.
histories = st.tuples(
    st.one_of(*[st.lists(openings, min_size=1, max_size=2)] * 4, pregnancies),
    st.lists(welcomes, min_size=2, max_size=5),
    st.one_of(st.just(()), agreement(0), agreement(1)),
    st.one_of(st.just(()), st.just(()), planning(0)),
    st.one_of(st.just(()), table(0), table(0), table(1)),
    scenes_of_adults,
    scenes_beside,
    scenes_of_verges,
    scenes_of_changes,
    scenes_of_absence,
    scenes_of_leaders,
    scenes_of_leaving,
    scenes_of_reports,
    scenes_of_moves,
    scenes_of_disclosures,
    scenes_of_emergencies,
    scenes_of_secrecy,
    st.lists(anything, min_size=3, max_size=14),
    scenes_of_deputies,
)


def flat(scenes: Any) -> list[tuple[Any, ...]]:
    """The steps of scenes within scenes, in order."""
    if isinstance(scenes, tuple) and scenes and isinstance(scenes[0], str):
        return [scenes]
    return [one for scene in scenes for one in flat(scene)]
