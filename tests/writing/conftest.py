"""What a teacher writes in the form of a new undring."""

import pytest
from django.core.cache import cache

from tests.cast import Cast


@pytest.fixture
def concern_fields(cast: Cast) -> dict[str, str]:
    return {
        "unit": str(cast.school.pk),
        "child_name": "Emma Eksempel",
        "birth_date": "03.05.2017",
        "observed": "Emma går alene i friminuttene.",
        "since": "01.10.2026",
    }


@pytest.fixture
def empty_store() -> None:
    """Nothing is kept of what was sent without a session."""
    cache.clear()
