"""Scenes that many tests of access share."""

import uuid

import pytest

from tests.access.scenes import join
from tests.cast import Cast
from tests.logs.opening import open_log


@pytest.fixture
def log(cast: Cast) -> uuid.UUID:
    """Emma's log: opened by the teacher; PPT and the clinic have joined; child welfare has no consent."""
    case_id = open_log(cast)
    join(cast, case_id, "adviser", "ppt")
    join(cast, case_id, "nurse", "clinic")
    return case_id
