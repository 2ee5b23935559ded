"""Lays the units of a file into the database. A unit is the same as long as its key is, whatever it is called."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.contrib.auth.models import Group
from django.utils.text import slugify
from django.utils.translation import gettext as _

from municipality.clock import database_today
from municipality.organisation.depending import depending_on
from municipality.organisation.document import Problem
from municipality.organisation.loaded import Count, Leaving, Renamed, change
from municipality.organisation.models import District, Service, Unit
from municipality.organisation.municipality import Municipality
from municipality.organisation.said import OrganisationSaid, UnitSaid
from municipality.organisation.schema_units import KEY

_LETTERS: Final = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t"})


def slug_of(name: str) -> str:
    return slugify(name.lower().translate(_LETTERS)) or "enhet"


class UnitsLoading:
    """One load. `problems` collects what only the database knows to be wrong; then the caller undoes all of it."""

    def __init__(
        self,
        municipality: Municipality,
        said: OrganisationSaid,
        services: Mapping[str, Service],
        districts: Mapping[str, District],
        *,
        former_names: Mapping[int, str],
        close_missing: bool,
    ) -> None:
        """`former_names`: of the services, by key of the row, as they were before this load."""
        self.municipality = municipality
        self.said = said
        self.services = services
        self.districts = districts
        self.former_names = former_names
        self.close_missing = close_missing
        self.today = database_today()
        self.problems: list[Problem] = []
        self.count = Count(str(Unit._meta.verbose_name_plural), in_use=0)
        self.renamed: list[Renamed] = []
        self.leaving: list[Leaving] = []
        rows = Unit.objects.filter(municipality=municipality).select_related("successor").order_by("pk")
        self.by_key = {row.key: row for row in rows}
        self.by_name = {(row.service_id, row.name): row for row in rows}
        self.said_keys = {unit.key for unit in said.units} - {""}
        self.changed: set[int] = set()

    def run(self) -> None:
        kept = [self._keep(said) for said in self.said.units]
        stay = {row.pk for row in kept if row}
        closing = {one.key for one in self.said.closing}
        for row in kept:
            if row and row.key not in closing:
                self._change(row, last_day=None, successor=None)
        self._close()
        gone = [row for row in self.by_key.values() if row.pk not in stay and row.key not in closing]
        self._leave([row for row in gone if row.active and not row.last_day])
        self._names_are_free()
        self.count.in_use = Unit.objects.in_use().filter(municipality=self.municipality).count()
        self.count.changed = len(self.changed)

    def _change(self, row: Unit, **values: object) -> None:
        if change(row, values):
            self.changed.add(row.pk)

    def _keep(self, said: UnitSaid) -> Unit | None:
        service = self.services[said.service]
        named = self.by_name.get((service.pk, said.name))
        if named and named.key in self.said_keys - {said.key}:
            named = None  # the file calls that unit something else from now on
        row = self.by_key.get(said.key) if said.key else named
        if row is None and said.is_office:
            row = self._office(service)
        if row is None and named is not None:
            told = {"name": named.name, "key": named.key}
            self._problem(said.line, _("«%(name)s» har nøkkelen «%(key)s», og den kan ikke byttes.") % told)
            return None
        if row is None:
            return self._make(said, service)
        if row.service_id != service.pk:
            told = {"key": row.key, "service": row.service.name}
            self._problem(
                said.line,
                _(
                    "«%(key)s» hører til tjenesten %(service)s. En enhet kan ikke flyttes til en annen tjeneste."
                )
                % told,
            )
            return None
        if row.name != said.name:
            self.renamed.append(Renamed(row.name, said.name))
        self._change(
            row,
            name=said.name,
            district=self.districts.get(said.district),
            children=said.children,
            active=True,
        )
        return row

    def _office(self, service: Service) -> Unit | None:
        """The unit that was called as its service before that got another name."""
        return self.by_name.get((service.pk, self.former_names.get(service.pk, "")))

    def _make(self, said: UnitSaid, service: Service) -> Unit:
        row: Unit = Unit.objects.create(
            municipality=self.municipality,
            service=service,
            key=said.key or self._free_key(said),
            name=said.name,
            district=self.districts.get(said.district),
            children=said.children,
            reception=self._reception(service, said.name),
        )
        self.count.new += 1
        self.by_key[row.key] = row
        return row

    def _free_key(self, said: UnitSaid) -> str:
        """From the name; with the service before it, and then a number, where that key is another unit's."""
        taken = self.by_key.keys() | self.said_keys
        wanted = slug_of(said.name)[:KEY]
        if wanted not in taken:
            return wanted
        base, number = f"{said.service}-{wanted}"[: KEY - 4], 1
        free = base
        while free in taken:
            number += 1
            free = f"{base}-{number}"
        return free

    def _reception(self, service: Service, name: str) -> Group:
        """A new group for those who receive invitations for the unit, with a name that people recognise."""
        wanted = f"mottak:{self.municipality.number}:{service.key}:{slug_of(name)}"[:140]
        free, number = wanted, 1
        while Group.objects.filter(name=free).exists():
            number += 1
            free = f"{wanted}-{number}"
        return Group.objects.create(name=free)

    def _close(self) -> None:
        for said in self.said.closing:
            row, successor = self.by_key.get(said.key), self.by_key.get(said.successor)
            for key, found in ((said.key, row), (said.successor, successor)):
                if key and found is None:
                    self._problem(said.line, _("Ingen enhet har nøkkelen «%(key)s».") % {"key": key})
            if row is None or bool(said.successor) != bool(successor):
                continue
            opens = {"active": True} if said.last_day >= self.today else {}
            self._change(row, last_day=said.last_day, successor=successor, **opens)
            if said.last_day >= self.today or row.pk in self.changed:
                self._tell(row, said.last_day, depending_on([row.pk])[row.pk])
        for said in self.said.closing:
            row = self.by_key.get(said.key)
            if row and row.successor and not self._outlives(row.successor, said.last_day):
                told = {"key": row.key, "successor": row.successor.key}
                self._problem(
                    said.line, _("«%(successor)s» stenger selv før den kan ta over for «%(key)s».") % told
                )

    def _outlives(self, successor: Unit, day: date) -> bool:
        now = self.by_key[successor.key]
        return now.active and (now.last_day is None or now.last_day > day)

    def _leave(self, gone: list[Unit]) -> None:
        """Those that the file does not mention: out of use at once, or after today where something depends on them."""
        depends = depending_on([row.pk for row in gone])
        for row in gone:
            depending = depends[row.pk]
            self._tell(row, None, depending, unsaid=bool(depending) and not self.close_missing)
            if depending:
                change(row, {"last_day": self.today})
            else:
                change(row, {"active": False})
                self.count.out_of_use.append(row.name)

    def _tell(self, row: Unit, day: date | None, depends: list[str], *, unsaid: bool = False) -> None:
        if day is None and not depends:
            return  # said with the other parts that are out of use
        successor = row.successor.name if row.successor else ""
        self.leaving.append(Leaving(row.name, row.key, day, successor, depends, unsaid))

    def _names_are_free(self) -> None:
        """A name that one unit gets and another keeps: the database refuses it, and would not say which line."""
        seen: dict[tuple[int, str], Unit] = {}
        lines = {(self.services[said.service].pk, said.name): said.line for said in self.said.units}
        for row in self.by_key.values():
            other = seen.setdefault((row.service_id, row.name), row)
            if other != row:
                told = {"name": row.name, "one": other.key, "other": row.key}
                self._problem(
                    lines.get((row.service_id, row.name), 0),
                    _(
                        "Både «%(one)s» og «%(other)s» ville hete «%(name)s». Også en enhet som er ute av bruk, "
                        "har navnet sitt."
                    )
                    % told,
                )

    def _problem(self, line: int, text: str) -> None:
        self.problems.append(Problem(line, text))
