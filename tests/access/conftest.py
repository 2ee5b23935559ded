"""Scenes that many tests of access share."""

import uuid

import pytest

from cases.plans.models import IndividualPlan
from cases.work.models import Measure
from tests.cast import Cast
from tests.plans.helpers import make_plan
from tests.work.helpers import set_goal, set_measure


@pytest.fixture
def log(cast: Cast, emmas_log: uuid.UUID) -> uuid.UUID:
    return emmas_log


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
