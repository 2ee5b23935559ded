import uuid

import pytest

from cases.plans.models import IndividualPlan
from tests.cast import Cast
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.plans.helpers import make_plan


@pytest.fixture
def case_id(cast: Cast) -> uuid.UUID:
    """Emma's log with the nurse and the adviser named; nobody has spoken of a plan yet."""
    key = open_log(cast)
    join(cast, key, "nurse", "adviser")
    return key


@pytest.fixture
def plan(cast: Cast, case_id: uuid.UUID) -> IndividualPlan:
    """The same log with a plan, kept by the coordinator."""
    return make_plan(cast, case_id)
