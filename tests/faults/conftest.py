from collections.abc import Iterator

import pytest
from django.db import connection

from tests.cast import Cast, as_laid


@pytest.fixture
def committed(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """The cast, in a process that keeps its connection from request to request, as production's do."""
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 60)
    connection.close()
    yield as_laid()
    connection.close()
