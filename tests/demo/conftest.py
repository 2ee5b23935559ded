"""The demo as `make demo` leaves it: two municipalities from their files, then `load_demo`."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

import municipality.organisation

DATA = Path(municipality.organisation.__file__).parent / "data"


def load_organisations() -> None:
    for name in ("hammerfest", "drammen"):
        call_command("load_organisation", str(DATA / f"{name}.yaml"), stdout=StringIO())


def load_demo() -> str:
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


@pytest.fixture
def demo(db: None) -> str:
    """What the command said when it had loaded everything."""
    load_organisations()
    return load_demo()
