import uuid

import pytest

from tests.cast import Cast
from tests.family.scene import lay_full_log


@pytest.fixture
def case_id(cast: Cast) -> uuid.UUID:
    return lay_full_log(cast)
