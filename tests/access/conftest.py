"""Scenes that many tests of access share."""

import uuid
from types import SimpleNamespace

import pytest

from tests.access.scenes import join, open_log
from tests.cast import assemble


@pytest.fixture
def log(cast: SimpleNamespace) -> uuid.UUID:
    """Emma's log: opened by the teacher; PPT and the clinic have joined; child welfare has no consent."""
    case_id = open_log(cast)
    join(cast, case_id, "adviser", "ppt")
    join(cast, case_id, "nurse", "clinic")
    return case_id


@pytest.fixture
def committed(transactional_db: None) -> SimpleNamespace:
    """The cast, for tests with more than one connection."""
    return assemble()
