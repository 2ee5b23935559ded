"""A municipality in which anybody signs in as anybody with a click."""

import pytest


@pytest.fixture
def demo_mode(settings):
    settings.DEMO = True
    return settings
