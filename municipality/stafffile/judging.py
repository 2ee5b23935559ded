"""What the rows say, checked against the municipality: people and their places, and every mistake with its rows."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from municipality.people.models import MembershipRole
from municipality.stafffile.columns import HEADERS, Line, Table, shortened
from municipality.stafffile.one_row import Identity, day_of, identity_of, mistakes_of_texts
from municipality.ui.words import by_alphabet, in_runs

MOST_SUGGESTED: Final = 50  # different wrong names of units that the nearest are looked for


class Place(NamedTuple):
    """A place in a unit: who, where, as what."""

    username: str
    unit_id: int
    role: str


class Terms(NamedTuple):
    """What the file says of a place. A profession that is empty leaves the one that stands."""

    profession: str
    until: date | None


class Person(NamedTuple):
    """What the file says of somebody. An e-mail address or telephone that is empty leaves the one that stands."""

    username: str
    name: str
    email: str
    phone: str
    identity: Identity | None


class KnownUnit(NamedTuple):
    pk: int
    name: str
    service: str
    service_key: str


class Account(NamedTuple):
    """An account of staff of the own municipality."""

    pk: int
    username: str
    name: str
    email: str
    phone: str
    is_active: bool


@dataclass(frozen=True)
class Known:
    """What the municipality has: the units in use, accounts of staff by user name, and names that others have."""

    units: list[KnownUnit]
    accounts: Mapping[str, Account]
    taken: frozenset[str]


class Mistake(NamedTuple):
    """One reason, in one column, with the rows that it is true of."""

    rows: str
    column: str
    reason: str


@dataclass
class Judged:
    """`people` are those whom the file names; `left` of them have only places whose last day is over (`past`)."""

    people: dict[str, Person] = field(default_factory=dict)
    places: dict[Place, Terms] = field(default_factory=dict)
    past: set[Place] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    mistakes: list[Mistake] = field(default_factory=list)
    wrong_rows: int = 0


def judge(table: Table, known: Known, today: date) -> Judged:
    """People and places of the file, with the mistakes; with one of these nothing of it may be loaded."""
    return _Judge(table, known, today).judged()


class _Judge:
    def __init__(self, table: Table, known: Known, today: date) -> None:
        self.table, self.known, self.today = table, known, today
        self.found = Judged()
        self.wrong: dict[tuple[str, str], set[int]] = defaultdict(set)
        self.units: dict[str, list[KnownUnit]] = defaultdict(list)
        for unit in known.units:
            self.units[_same(unit.name)].append(unit)
        self.spellings: dict[str, str] = {name.casefold(): name for name in known.accounts}
        self.owners: dict[Identity, str] = {}
        self.near: dict[str, str] = {}

    def judged(self) -> Judged:
        stays = set()
        for line in self.table.lines:
            for column, reason in mistakes_of_texts(line):
                self._wrong(line, column, reason)
            self._person(line)
            if self._place(line):
                stays.add(line.username)
        self.found.left = self.found.people.keys() - stays
        self.found.mistakes = list(self._mistakes())
        self.found.wrong_rows = len(set().union(*self.wrong.values())) if self.wrong else 0
        return self.found

    def _wrong(self, line: Line, column: str, reason: str) -> None:
        self.wrong[HEADERS[column], reason].add(line.number)

    def _mistakes(self) -> Iterator[Mistake]:
        for (column, reason), rows in sorted(self.wrong.items(), key=lambda one: min(one[1])):
            yield Mistake(in_runs(sorted(rows)), column, reason)

    def _person(self, line: Line) -> None:
        identity, reason = identity_of(line)
        if reason:
            self._wrong(line, "person" if line.tenant else "tenant", reason)
        said = Person(line.username, line.name, line.email, line.phone, identity)
        before = self.found.people.get(line.username)
        if before is None:
            self._account(line)
        else:
            said = self._same_person(line, before, said)
        self.found.people[line.username] = said
        if identity and self.owners.setdefault(identity, line.username) != line.username:
            self._wrong(line, "person", _("Den samme objekt-id-en står på to brukernavn."))

    def _same_person(self, line: Line, before: Person, said: Person) -> Person:
        """What the rows of one person say together; an empty cell says nothing."""
        if said.name != before.name:
            self._wrong(line, "name", _("Brukernavnet står med et annet navn lenger oppe i filen."))
        if said.email and before.email and said.email != before.email:
            self._wrong(line, "email", _("Brukernavnet står med en annen adresse lenger oppe i filen."))
        if said.phone and before.phone and said.phone != before.phone:
            self._wrong(line, "phone", _("Brukernavnet står med en annen telefon lenger oppe i filen."))
        if said.identity and before.identity and said.identity != before.identity:
            self._wrong(line, "person", _("Brukernavnet står med en annen objekt-id lenger oppe i filen."))
        return Person(
            said.username,
            said.name,
            said.email or before.email,
            said.phone or before.phone,
            said.identity or before.identity,
        )

    def _account(self, line: Line) -> None:
        if line.username in self.known.taken:
            self._wrong(
                line,
                "username",
                _("Brukernavnet er i bruk av en konto som ikke er for fagpersoner i kommunen."),
            )
        spelled = self.spellings.setdefault(line.username.casefold(), line.username)
        if spelled != line.username:
            said = _("Brukernavnet er også skrevet «%(name)s». Store og små bokstaver må være like.")
            self._wrong(line, "username", said % {"name": shortened(spelled)})

    def _place(self, line: Line) -> bool:
        """Whether the row says that the person works here, from today on."""
        role = self._role(line)
        if not line.unit:
            for column in ("role", "until"):
                if getattr(line, column):
                    self._wrong(line, column, _("Skriv enheten også."))
            return True
        unit = self._unit(line)
        until, reason = day_of(line.until, self.today)
        if reason:
            self._wrong(line, "until", reason)
        if unit is None or role is None or reason:
            return True
        place = Place(line.username, unit.pk, role)
        if until and until < self.today:
            self.found.past.add(place)
            return False
        terms = Terms(line.profession, until)
        if self.found.places.setdefault(place, terms) != terms:
            self._wrong(
                line, "unit", _("Den samme plassen står to ganger, med ulikt yrke eller ulik siste dag.")
            )
        return True

    def _role(self, line: Line) -> str | None:
        if not line.role:
            return MembershipRole.CASEWORKER.value
        for role in MembershipRole:
            if str(role.label).casefold() == line.role.casefold():
                return role.value
        self._wrong(line, "role", _("Skriv fagperson, mottak eller leder."))
        return None

    def _unit(self, line: Line) -> KnownUnit | None:
        named = self.units.get(_same(line.unit), [])
        if not named:
            self._wrong(line, "unit", self._nearest(line.unit))
            return None
        found = [one for one in named if not line.service or _same(line.service) in _services(one)]
        if len(found) == 1:
            return found[0]
        services = ", ".join(sorted((one.service for one in named), key=by_alphabet))
        if line.service:
            said = _("Enheten «%(unit)s» er ikke i denne tjenesten, men i: %(services)s.")
        else:
            said = _("Flere enheter heter «%(unit)s». Skriv tjenesten også: %(services)s.")
        self._wrong(line, "service", said % {"unit": shortened(line.unit), "services": services})
        return None

    def _nearest(self, name: str) -> str:
        if name not in self.near:
            said = _("Ingen enhet heter «%(unit)s».") % {"unit": shortened(name)}
            if len(self.near) < MOST_SUGGESTED and len(name) <= 120:
                near = get_close_matches(_same(name), self.units, 3, 0.7)
                names = ", ".join(f"«{self.units[one][0].name}»" for one in near)
                said = f"{said} {_('Mente du %(names)s?') % {'names': names}}" if near else said
            self.near[name] = said
        return self.near[name]


def _same(name: str) -> str:
    return " ".join(name.casefold().split())


def _services(unit: KnownUnit) -> set[str]:
    return {_same(unit.service), _same(unit.service_key)}
