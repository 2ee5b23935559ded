"""The demo as `make demo` leaves it."""

import pytest


@pytest.fixture
def demo(db: None) -> None:
    """Two municipalities from their files, then `load_demo`: the database that the test begins in holds them."""
