"""A file of the cast's municipality, with one thing in it that is otherwise than yesterday."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from municipality.access.identity import as_system
from municipality.organisation.loaded import Summary
from municipality.organisation.loader import load_organisation
from municipality.organisation.models import Unit
from municipality.organisation.municipality import Municipality
from municipality.people.models import User
from tests.cast import CASEWORKER, LEADER, Cast, make_staff, make_unit

TODAY = timezone.localdate()
YESTERDAY, NEXT_MONTH = TODAY - timedelta(days=1), TODAY + timedelta(days=30)
SCHOOL, SUCCESSOR = "skole-baksalen-skole", "skole-fuglenes-skole"


def another_school(cast: Cast) -> tuple[Unit, User, User]:
    """Fuglenes skole, its head and a teacher: whoever takes over for Baksalen skole."""
    with as_system("test: another school"):
        school = make_unit(cast.home, "skole", "Fuglenes skole")
        return (
            school,
            make_staff("other_head", school, LEADER),
            make_staff("their_teacher", school, CASEWORKER),
        )


def file_of(
    home: Municipality,
    path: Path,
    *,
    names: Mapping[str, str] | None = None,
    without: Iterable[str] = (),
    closed: Iterable[Mapping[str, Any]] = (),
) -> Path:
    """What the database says of the municipality's units, by their keys; `names` gives other names, by key."""
    with as_system("test: the organisation"):
        units = list(Unit.objects.filter(municipality=home).select_related("service").order_by("pk"))
        services = {unit.service.key: unit.service.name for unit in units}
    said = {
        "municipality": {"number": home.number, "name": home.name},
        "services": [{"key": key, "name": name} for key, name in services.items()],
        "units": [
            {
                "service": unit.service.key,
                "names": [{"key": unit.key, "name": (names or {}).get(unit.key, unit.name)}],
            }
            for unit in units
            if unit.key not in without
        ],
        "closed": list(closed),
    }
    file = path / "kommunen.yaml"
    file.write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")
    return file


def load(file: Path, **how: bool) -> Summary:
    with transaction.atomic(), as_system("test: load"):
        return load_organisation(file, **how)


def close_school(cast: Cast, path: Path, day: date = NEXT_MONTH, successor: str = SUCCESSOR) -> Summary:
    """Baksalen skole closes, and the other school takes over."""
    entry = {"key": SCHOOL, "last_day": day} | ({"successor": successor} if successor else {})
    return load(file_of(cast.home, path, without=[SCHOOL], closed=[entry]))
