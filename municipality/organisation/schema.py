"""What a file about an organisation says: its form, checked as a whole before anything is used.

The form is explained for those who write such a file at the top of data/hammerfest.yaml.
"""

import re
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from municipality.organisation.checker import Checker
from municipality.organisation.choices import (
    KindOfInformation,
    Owner,
    Secrecy,
    Source,
    coordinates_plans,
    delivers_kostra,
    kind_of_service,
    source_of_service,
)
from municipality.organisation.document import Mapping, OrganisationFileError, Value, read_document
from municipality.organisation.municipality import (
    EMERGENCY_ROLES,
    MOST_WARNINGS,
    RANGES,
    WARNING_DAYS,
    WARNINGS,
    Municipality,
)
from municipality.organisation.said import (
    EarlierNumberSaid,
    OrganisationSaid,
    ServiceSaid,
    TeamSaid,
    ThemeSaid,
)
from municipality.organisation.schema_units import NAME, UnitsForm

SETTINGS = {
    column.name: column
    for column in Municipality._meta.concrete_fields
    if column.name not in ("id", "number", "name", "merges_into", "merges_on", "merged_at")
}
_EVERY = re.compile(r"([1-9][0-9]? )?(day|week|month|year)s?\Z")
_TIMES = ("times_per_year", "times_per_half_year")


def read_organisation(path: Path) -> OrganisationSaid:
    """The file's organisation; raises OrganisationFileError with all the mistakes, each with its line."""
    document, problems = read_document(path)
    said = _Form(Checker(problems)).organisation(document)
    if problems:
        raise OrganisationFileError(path, problems)
    return said


class _Form:
    """The form from the outside in. What comes first (services, districts) is what the rest refers to."""

    def __init__(self, check: Checker) -> None:
        self.check = check
        self.services: dict[str, ServiceSaid] = {}
        self.districts: list[str] = []

    def organisation(self, document: Value) -> OrganisationSaid:
        top = self.check.mapping(
            document,
            _("Filen"),
            required=["municipality", "services"],
            optional=["settings", "districts", "units", "closed", "teams", "themes"],
        )
        number, name, earlier = self._municipality(top)
        for item in self.check.items(top, "services"):
            self._service(item)
        if "services" in top.entries and not self.services:
            self.check.problem(top.key_lines["services"], _("Kommunen skal ha minst én tjeneste."))
        self.districts = self.check.texts(top, "districts", NAME)
        units = UnitsForm(self.check, self.services, self._district)
        return OrganisationSaid(
            number=number,
            name=name,
            earlier_numbers=earlier,
            line=top.key_lines.get("municipality", 0),
            settings=self._settings(top),
            services=list(self.services.values()),
            districts=self.districts,
            units=units.units(top),
            closing=units.closing(top),
            teams=self._teams(top),
            themes=self._themes(top),
        )

    def _municipality(self, top: Mapping) -> tuple[str, str, list[EarlierNumberSaid]]:
        if "municipality" not in top.entries:
            return "", "", []
        said = self.check.mapping(
            top.entries["municipality"],
            "«municipality»",
            required=["number", "name"],
            optional=["earlier_numbers"],
        )
        number = self.check.number(said.entries["number"]) if "number" in said.entries else ""
        name = self.check.text(said, "name", 100)
        found: dict[str, EarlierNumberSaid] = {}
        for item in self.check.items(said, "earlier_numbers"):
            earlier = self._earlier(item, name)
            if earlier and earlier.number in found:
                self.check.twice(item.line, earlier.number)
            elif earlier:
                found[earlier.number] = earlier
        return number, name, list(found.values())

    def _earlier(self, item: Value, name: str) -> EarlierNumberSaid | None:
        """A number and its last day; `name` is the municipality's own, where that number was not another's."""
        said = self.check.mapping(
            item, _("Et tidligere nummer"), required=["number", "last_day"], optional=["name"]
        )
        number = self.check.number(said.entries["number"]) if "number" in said.entries else ""
        day = self.check.day(said.entries["last_day"], "last_day") if "last_day" in said.entries else None
        whose = self.check.text(said, "name", 100) or name
        return EarlierNumberSaid(number, whose, day) if number and day else None

    def _settings(self, top: Mapping) -> dict[str, Any]:
        if "settings" not in top.entries:
            return {}
        said = self.check.mapping(top.entries["settings"], "«settings»", required=[], optional=SETTINGS)
        return {key: self._setting(said, key) for key in said.entries if key in SETTINGS}

    def _setting(self, said: Mapping, key: str) -> Any:
        """The value as the column takes it: the column's own validators decide, so form and file agree."""
        column = SETTINGS[key]
        value = said.entries[key]
        if isinstance(column, models.BooleanField):
            return self.check.boolean(value, key)
        if key in RANGES:
            return self.check.integer(value, key, *RANGES[key])
        if isinstance(column, models.DateField):
            return self.check.day(value, key)
        if key in WARNINGS:
            days = [self.check.integer(one, key, *WARNING_DAYS) for one in self.check.items(said, key)]
            if not 0 < len(days) <= MOST_WARNINGS:
                self.check.problem(value.line, _("«%(key)s» skal ha ett til fire tall.") % {"key": key})
            return days
        if key in ("emergency_services", "emergency_roles"):
            return self._emergency(said, key)
        if key == "level_names":
            names = self.check.texts(said, key, 60)
            if len(names) != 4:
                self.check.problem(value.line, _("«level_names» skal ha fire ulike navn: nivå 0, 1, 2 og 3."))
            return names
        text = self.check.text(said, key, getattr(column, "max_length", NAME))
        try:
            return column.clean(text, None) if text else ""
        except ValidationError as error:
            self.check.problem(value.line, f"«{key}»: " + " ".join(error.messages))
            return ""

    def _emergency(self, said: Mapping, key: str) -> list[str]:
        if key == "emergency_services":
            return self._service_keys(said, key)
        roles = self.check.texts_with_lines(said, key, 12)
        return [self.check.one_of(role, line, f"«{key}»", EMERGENCY_ROLES) for role, line in roles.items()]

    def _service(self, item: Value) -> None:
        said = self.check.mapping(
            item,
            _("Tjenesten"),
            required=["key", "name"],
            optional=[
                "sector",
                "owner",
                "kind_of_information",
                "source",
                "coordinates_plans",
                "delivers_kostra",
                "secrecy",
            ],
        )
        key = self.check.key(said, "key", 40)
        name = self.check.text(said, "name", NAME)
        if key in self.services:
            self.check.twice(said.entries["key"].line, key)
        if name and name in {other.name for other in self.services.values()}:
            self.check.twice(said.entries["name"].line, name)
        owner = self.check.choice(said, "owner", Owner.values, Owner.MUNICIPALITY)
        kind = self.check.choice(said, "kind_of_information", KindOfInformation.values, kind_of_service(key))
        usual = source_of_service(key, kind) if kind in KindOfInformation.values else Source.OTHERS
        source = self.check.choice(said, "source", Source.values, usual)
        coordinates = self._yes_or_no(said, "coordinates_plans", coordinates_plans(key))
        delivers = self._yes_or_no(said, "delivers_kostra", delivers_kostra(key))
        if key:
            sector = self.check.text(said, "sector", 100)
            self.services[key] = ServiceSaid(
                key, name, sector, owner, kind, source, coordinates, delivers, self._secrecy(said)
            )

    def _secrecy(self, said: Mapping) -> str | None:
        return self.check.choice(said, "secrecy", Secrecy.values, "") if "secrecy" in said.entries else None

    def _yes_or_no(self, said: Mapping, name: str, usual: bool) -> bool:
        return self.check.boolean(said.entries[name], name) if name in said.entries else usual

    def _district(self, said: Mapping) -> str:
        district = self.check.text(said, "district", NAME)
        if district and not self.check.reference(
            district, said.entries["district"].line, _("Distriktet"), self.districts
        ):
            return ""
        return district

    def _service_keys(self, said: Mapping, key: str) -> list[str]:
        found = self.check.texts_with_lines(said, key, 40)
        return [
            text
            for text, line in found.items()
            if self.check.reference(text, line, _("Tjenesten"), self.services)
        ]

    def _teams(self, top: Mapping) -> list[TeamSaid]:
        teams: dict[str, TeamSaid] = {}
        for item in self.check.items(top, "teams"):
            said = self.check.mapping(
                item,
                _("Teamet"),
                required=["type", "name"],
                optional=[
                    *("proposed_for_its_district", "receives_system_issues", "district", "mandate", "meets"),
                    *("members", "when_needed", "reporters"),
                ],
            )
            name = self.check.text(said, "name", NAME)
            if name in teams:
                self.check.twice(said.entries["name"].line, name)
            team = TeamSaid(
                name=name,
                team_type=self.check.text(said, "type", 40),
                proposed_for_its_district=self._yes_or_no(said, "proposed_for_its_district", True),
                receives_system_issues=self._yes_or_no(said, "receives_system_issues", False),
                district=self._district(said),
                mandate=self.check.text(said, "mandate", 2000),
                meets=self._meets(said),
                members=self._service_keys(said, "members"),
                when_needed=self._service_keys(said, "when_needed"),
                reporters=self.check.texts(said, "reporters", NAME),
            )
            if name:
                teams[name] = team
        return list(teams.values())

    def _meets(self, said: Mapping) -> dict[str, str | int]:
        if "meets" not in said.entries:
            return {}
        meets = self.check.mapping(
            said.entries["meets"], "«meets»", required=[], optional=["every", "note", *_TIMES]
        )
        found: dict[str, str | int] = {}
        for key in ("every", "note"):
            if text := self.check.text(meets, key, 200):
                found[key] = text
        if "every" in found and not _EVERY.match(str(found["every"])):
            self.check.problem(
                meets.entries["every"].line,
                _("«every» skal være day, week, month eller year, gjerne med et tall foran: 2 weeks."),
            )
        for key in _TIMES:
            if key in meets.entries:
                found[key] = self.check.integer(meets.entries[key], key, 1, 366)
        return found

    def _themes(self, top: Mapping) -> list[ThemeSaid]:
        themes: dict[str, ThemeSaid] = {}
        for item in self.check.items(top, "themes"):
            said = self.check.mapping(item, _("Temaet"), required=["name"], optional=["services"])
            name = self.check.text(said, "name", NAME)
            if name in themes:
                self.check.twice(said.entries["name"].line, name)
            services = self._service_keys(said, "services")
            if name:
                themes[name] = ThemeSaid(name, services)
        return list(themes.values())
