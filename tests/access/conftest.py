"""Scenes that many tests of access share."""

import uuid

import pytest

from cases.plans.models import IndividualPlan
from cases.work.models import Measure
from tests.access.scenes import join
from tests.cast import Cast
from tests.logs.opening import open_log
from tests.plans.helpers import make_plan
from tests.work.helpers import set_goal, set_measure


@pytest.fixture
def log(cast: Cast) -> uuid.UUID:
    """Emma's log: opened by the teacher; PPT and the clinic have joined; child welfare has no consent."""
    case_id = open_log(cast)
    join(cast, case_id, "adviser", "ppt")
    join(cast, case_id, "nurse", "clinic")
    return case_id


@pytest.fixture
def goal(cast: Cast, log: uuid.UUID) -> uuid.UUID:
    return set_goal(cast, log)


@pytest.fixture
def measure(cast: Cast, log: uuid.UUID, goal: uuid.UUID) -> Measure:
    """The teacher's own."""
    return set_measure(cast, log, goal)


@pytest.fixture
def plan(cast: Cast, log: uuid.UUID) -> IndividualPlan:
    return make_plan(cast, log)
