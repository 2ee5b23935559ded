"""The fixed cast, and a browser without JavaScript."""

from types import SimpleNamespace

import pytest

from tests.cast import assemble


@pytest.fixture
def cast(db: None) -> SimpleNamespace:
    return assemble()


@pytest.fixture
def demo_mode(settings):
    settings.DEMO = True
    return settings
