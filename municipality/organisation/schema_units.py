"""What a file may say about units: those that there are, known by key or name, and those that close."""

from collections.abc import Callable, Collection, Mapping

from django.utils.translation import gettext as _

from municipality.organisation import document
from municipality.organisation.checker import Checker
from municipality.organisation.said import ClosingSaid, ServiceSaid, UnitSaid

NAME = 120
KEY = 60
MOST_CHILDREN = 5000


class UnitsForm:
    """`district` reads the district of an item. Which keys there are already is the loader's to know."""

    def __init__(
        self,
        check: Checker,
        services: Mapping[str, ServiceSaid],
        district: Callable[[document.Mapping], str],
    ) -> None:
        self.check = check
        self.services = services
        self.district = district

    def units(self, top: document.Mapping) -> list[UnitSaid]:
        units: dict[tuple[str, str], UnitSaid] = {}
        keys: set[str] = set()
        for item in self.check.items(top, "units"):
            said = self.check.mapping(
                item, _("Enhetene"), required=["service", "names"], optional=["district", "children"]
            )
            service = self.check.text(said, "service", 40)
            known = bool(service) and self.check.reference(
                service, said.entries["service"].line, _("Tjenesten"), self.services
            )
            district = self.district(said)
            named = [self._named(one) for one in self.check.items(said, "names")]
            children = self._children(said, [name for name, _key, _line in named])
            for name, key, line in named:
                if (service, name) in units:
                    self.check.twice(line, name)
                elif key in keys:
                    self.check.twice(line, key)
                elif known and name:
                    units[service, name] = UnitSaid(
                        service, name, district, children.get(name), key, line=line
                    )
                keys |= {key} if key else set()
        listed = {service for service, _name in units}
        for service, office in self.services.items():
            if service not in listed and office.name:
                units[service, office.name] = UnitSaid(service, office.name, "", None, is_office=True)
        return list(units.values())

    def _named(self, item: document.Value) -> tuple[str, str, int]:
        """Name, key and line: «Baksalen skole», or {key: baksalen-skole, name: Nye Baksalen skole}."""
        if not isinstance(item, document.Mapping):
            return self.check.as_text(item, "names", NAME), "", item.line
        said = self.check.mapping(item, _("Enheten"), required=["key", "name"], optional=[])
        return self.check.text(said, "name", NAME), self.check.key(said, "key", KEY), item.line

    def _children(self, said: document.Mapping, names: Collection[str]) -> dict[str, int]:
        """How many children each of the units has; those that are not named here have no number."""
        if "children" not in said.entries:
            return {}
        numbers = self.check.mapping(said.entries["children"], "«children»", required=[], optional=names)
        return {
            name: self.check.integer(value, name, 0, MOST_CHILDREN)
            for name, value in numbers.entries.items()
            if name in names
        }

    def closing(self, top: document.Mapping) -> list[ClosingSaid]:
        found: dict[str, ClosingSaid] = {}
        for item in self.check.items(top, "closed"):
            said = self.check.mapping(
                item, _("Enheten som stenger"), required=["key", "last_day"], optional=["successor"]
            )
            key, successor = self.check.key(said, "key", KEY), self.check.key(said, "successor", KEY)
            day = self.check.day(said.entries["last_day"], "last_day") if "last_day" in said.entries else None
            if key in found:
                self.check.twice(item.line, key)
            if key and key == successor:
                self.check.problem(item.line, _("En enhet kan ikke ta over for seg selv."))
            elif key and day:
                found[key] = ClosingSaid(key, day, successor, item.line)
        return list(found.values())
