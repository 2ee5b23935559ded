import uuid

import pytest

from cases.plans.models import IndividualPlan
from tests.cast import Cast
from tests.plans.helpers import make_plan


@pytest.fixture
def case_id(cast: Cast, emmas_log: uuid.UUID) -> uuid.UUID:
    """Nobody has spoken of a plan yet."""
    return emmas_log


@pytest.fixture
def plan(cast: Cast, case_id: uuid.UUID) -> IndividualPlan:
    """The same log with a plan, kept by the coordinator."""
    return make_plan(cast, case_id)
