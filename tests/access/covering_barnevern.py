"""A log of which some know that barnevern takes part, and others who take part do not."""

import uuid
from collections.abc import Sequence

from tests.access.scenes import join
from tests.cast import Cast
from tests.logs.opening import open_log

COVERS = ("school", "family", "child_welfare")
KNOW = {"teacher", "child_welfare_worker", "mother"}


def covered_log(cast: Cast, *, of_barnevern: Sequence[str]) -> uuid.UUID:
    """School, child welfare and the mother are covered; PPT and the clinic take part and are not."""
    case_id = open_log(
        cast,
        shares={
            "school": COVERS, "child_welfare": of_barnevern, "ppt": ("school",), "clinic": ("school", "health"),
        },
    )  # fmt: skip
    for person, unit in (("adviser", "ppt"), ("nurse", "clinic"), ("child_welfare_worker", "child_welfare")):
        join(cast, case_id, person, unit)
    return case_id
