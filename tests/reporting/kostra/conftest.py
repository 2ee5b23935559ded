"""What tests of the command and of the page both begin with."""

import pytest

from reporting.kostra import editions


@pytest.fixture
def half_a_new_year(monkeypatch: pytest.MonkeyPatch) -> int:
    """11F has a table of that year, and 11CF has none."""
    known = {**editions._EDITIONS, ("11F", 2099): editions._EDITIONS["11F", 2026]}
    monkeypatch.setattr(editions, "_EDITIONS", known)
    return 2099
