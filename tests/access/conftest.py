"""Scenes that many tests of access share."""

import uuid

import pytest

from tests.access.scenes import join, open_log
from tests.cast import Cast


@pytest.fixture
def log(cast: Cast) -> uuid.UUID:
    """Emma's log: opened by the teacher; PPT and the clinic have joined; child welfare has no consent."""
    case_id = open_log(cast)
    join(cast, case_id, "adviser", "ppt")
    join(cast, case_id, "nurse", "clinic")
    return case_id
