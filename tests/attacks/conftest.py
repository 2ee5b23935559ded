"""What all attackers share that walk page by page."""

import pytest
from django.http import HttpRequest

from municipality.ui import navigation
from tests.attacks.noticing import HOME_PAGE


@pytest.fixture
def navigation_on_the_first_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked for on every page and is the same on each."""
    items = navigation.items

    def on_the_first(request: HttpRequest) -> list[navigation.Item]:
        return items(request) if request.path == HOME_PAGE else []

    monkeypatch.setattr(navigation, "items", on_the_first)
