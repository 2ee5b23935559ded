"""Lays a municipality's file into the database: adds new parts, changes others, sets the rest out of use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.text import slugify

from municipality.organisation.models import District, Part, PartQuerySet, Service, Team, Theme, Unit
from municipality.organisation.municipality import Municipality
from municipality.organisation.said import OrganisationSaid
from municipality.organisation.schema import read_organisation

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t"})
P = TypeVar("P", bound=Part)


@dataclass
class Count:
    """What happened to one sort of part: how many are new or changed, and the names of those out of use."""

    label: str
    in_use: int
    new: int = 0
    changed: int = 0
    out_of_use: list[str] = field(default_factory=list)


@dataclass
class Summary:
    """What loading a file did, sort by sort."""

    municipality: str
    counts: list[Count]
    missing: list[str]


def load_organisation(path: Path) -> Summary:
    """Load the file, all of it or nothing, and say what was done.

    Raises OrganisationFileError with every mistake when the file is wrong; the database is not touched then.
    The session must be allowed to write the organisation (run inside `as_system`).
    """
    said = read_organisation(path)
    with transaction.atomic():
        return _Loading(said).run()


class _Loading:
    """One load of one file. The municipality's row is locked first, so that two loads follow each other."""

    def __init__(self, said: OrganisationSaid) -> None:
        self.said = said
        self.counts: list[Count] = []
        self.municipality = self._municipality()
        self.services: dict[str, Service] = {}
        self.districts: dict[str, District] = {}

    def run(self) -> Summary:
        for service in self._keep(Service, ["key"], [vars(service) for service in self.said.services]):
            self.services[service.key] = service
        for district in self._keep(District, ["name"], [{"name": name} for name in self.said.districts]):
            self.districts[district.name] = district
        self._keep(
            Unit,
            ["service", "name"],
            [
                {
                    "service": self.services[unit.service],
                    "name": unit.name,
                    "district": self.districts.get(unit.district),
                    "children": unit.children,
                }
                for unit in self.said.units
            ],
        )
        self._keep(
            Team,
            ["name"],
            [vars(team) | {"district": self.districts.get(team.district)} for team in self.said.teams],
            links=["members", "when_needed"],
        )
        self._keep(Theme, ["name"], [vars(theme) for theme in self.said.themes], links=["services"])
        return Summary(self.municipality.name, self.counts, self.municipality.missing)

    def _municipality(self) -> Municipality:
        said = self.said
        municipality = (
            Municipality.objects.select_for_update().filter(number=said.number).first()
            # The same municipality under a former number: it has been given a new one, and keeps its rows.
            or Municipality.objects.select_for_update()
            .filter(number__in=said.earlier_numbers, name=said.name)
            .order_by("-number")
            .first()
        )
        count = Count(str(Municipality._meta.verbose_name_plural), in_use=1)
        self.counts.append(count)
        values = {
            "number": said.number,
            "name": said.name,
            "earlier_numbers": said.earlier_numbers,
        } | said.settings
        if municipality is None:
            count.new = 1
            return Municipality.objects.create(**values)
        count.changed = int(_change(municipality, values))
        return municipality

    def _keep(
        self,
        model: type[P],
        key: Sequence[str],
        said: Sequence[Mapping[str, Any]],
        links: Sequence[str] = (),
    ) -> list[P]:
        """Make the municipality's rows of the model say what the file says, and return those in use.

        `key` names the fields that a row is known by, `links` those that hold keys of services.
        """
        rows = PartQuerySet(model).filter(municipality=self.municipality).order_by("pk")
        gone = {tuple(getattr(row, name) for name in key): row for row in rows}
        count = Count(str(model._meta.verbose_name_plural), in_use=len(said))
        kept = []
        for item in said:
            values = {name: value for name, value in item.items() if name not in links}
            known = gone.pop(tuple(item[name] for name in key), None)
            row = known or self._make(model, values)
            changes = [
                _change(row, values | {"active": True}),
                *(self._link(row, link, item[link]) for link in links),
            ]
            count.new += known is None
            count.changed += known is not None and any(changes)
            kept.append(row)
        for row in gone.values():
            if _change(row, {"active": False}):
                count.out_of_use.append(row.name)
        self.counts.append(count)
        return kept

    def _make(self, model: type[P], values: dict[str, Any]) -> P:
        if model is Unit:
            values = values | {"reception": self._reception(values["service"], values["name"])}
        return PartQuerySet(model).create(municipality=self.municipality, **values)

    def _reception(self, service: Service, name: str) -> Group:
        """A new group for those who receive invitations for the unit, with a name that people recognise."""
        slug = slugify(name.lower().translate(_LETTERS)) or "enhet"
        wanted = f"mottak:{self.municipality.number}:{service.key}:{slug}"[:140]
        free, number = wanted, 1
        while Group.objects.filter(name=free).exists():
            number += 1
            free = f"{wanted}-{number}"
        return Group.objects.create(name=free)

    def _link(self, row: Part, link: str, keys: Sequence[str]) -> bool:
        manager = getattr(row, link)
        wanted = {self.services[key].pk for key in keys}
        if set(manager.values_list("pk", flat=True)) == wanted:
            return False
        manager.set(wanted)
        return True


def _change(row: Part | Municipality, values: Mapping[str, Any]) -> bool:
    """Write the values that differ; whether any did."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)
    return bool(changed)
