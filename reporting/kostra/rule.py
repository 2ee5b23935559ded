"""What a rule is, and how a form's rules are collected.

A rule of one row is a function that is true when the row breaks it; its number, severity and words are above it:

    @rules_2026.row("13", ERROR, _("Antallet barn (ANTBU18) er %(ANTBU18.code)s, %(limit)s eller flere."), limit=MANY)
    def children_are_too_many(row: Row) -> bool:
        return row.amount("ANTBU18") >= MANY

What the words may name:

    %(NAME)s            the content of the field of that name, in quotation marks, and what it means if it is a code
    %(NAME.code)s       the same without
    %(NAME.codes)s      what the field may hold, from its code list
    %(NAME.kroner)s     the amount in it
    %(group.sum)s       the amounts of a group together
    %(NAME.limit)s      the codes that the rule's limit names, with what they mean in that field
    %(limit)s           the rule's limit, when it is a number
    %(age)s             the person's age
    %(year)s, %(yy)s    the reporting year with four and two digits
    %(municipality)s    the delivery's

No words say an identity number or a DUF number.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain
from typing import Final, NamedTuple, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reporting.kostra.numbers import BLANK
from reporting.kostra.row import Row
from reporting.kostra.words import offered, quoted, spaced

Words = str | Promise
# What a rule measures against, for its words to name: a number, or the codes that it accepts.
Limit = int | tuple[str, ...] | None


class Severity(IntEnum):
    """How bad a finding is: FATAL stops the check, ERROR stops the delivery, WARNING asks for a second look."""

    OK = 0
    WARNING = 1
    ERROR = 2
    FATAL = 3

    @property
    def words(self) -> Words:
        return SEVERITY_WORDS[self]

    @property
    def blocks(self) -> bool:
        """Whether a file with such a finding cannot be delivered."""
        return self >= Severity.ERROR


SEVERITY_WORDS: Final[Mapping[Severity, Words]] = {  # of a finding; none is OK
    Severity.WARNING: _("Advarsel"),
    Severity.ERROR: _("Feil"),
    Severity.FATAL: _("Alvorlig feil"),
}
WARNING, ERROR, FATAL = Severity.WARNING, Severity.ERROR, Severity.FATAL


class Finding(NamedTuple):
    """A rule that a line breaks.

    `line` and `journal` are None for what is true of the whole file, `journal` also for a line that cannot be read.
    `field` is the field when the rule is about that field alone, None when it compares fields or lines.
    """

    rule: str
    severity: Severity
    line: int | None
    field: str | None
    journal: str | None
    caseworker: str
    message: str


class _Values:
    """What a rule's words name, looked up when a row has broken the rule."""

    def __init__(self, row: Row, limit: Limit, added: Mapping[str, object]) -> None:
        self._row, self._limit, self._added = row, limit, added

    def __getitem__(self, name: str) -> object:
        if name in self._added:
            return self._added[name]
        subject, _dot, seen_as = name.partition(".")
        return self._seen_as(subject, seen_as) if seen_as else self._plain(subject)

    def _plain(self, name: str) -> object:
        delivery = self._row.delivery
        match name:
            case "limit" if isinstance(self._limit, int):
                return spaced(self._limit)
            case "age":
                return _("kan ikke leses") if self._row.age is None else self._row.age
            case "year":
                return delivery.year
            case "yy":
                return f"{delivery.year % 100:02}"
            case "municipality":
                return delivery.municipality
        value = getattr(self._row, name)
        meaning = self._row.layout.fields[name].codes.get(value)
        return f"{quoted(value)} ({meaning})" if meaning else quoted(value)

    def _seen_as(self, subject: str, seen_as: str) -> str:
        match seen_as:
            case "code":
                return str(getattr(self._row, subject)).strip(BLANK)
            case "codes":
                return offered(self._row.layout.fields[subject].codes)
            case "limit" if isinstance(self._limit, tuple):
                codes = self._row.layout.fields[subject].codes
                return offered({code: codes[code] for code in self._limit})
            case "kroner":
                return spaced(self._row.amount(subject))
            case "sum":
                return spaced(self._row.total(subject))
        raise KeyError(seen_as)


def finding(
    number: str,
    severity: Severity,
    words: Words,
    row: Row,
    *,
    about: str | None = None,
    limit: Limit = None,
    added: Mapping[str, object] | None = None,
) -> Finding:
    """A finding about a row, in words that quote its content."""
    return Finding(
        number,
        severity,
        row.number,
        about,
        row.PERSON_JOURNALNR.strip(BLANK),
        row.SAKSBEHANDLER.strip(BLANK),
        str(words) % _Values(row, limit, added or {}),
    )


@dataclass(frozen=True)
class RowRule:
    """Broken by a row for itself."""

    number: str
    severity: Severity
    words: Words
    field: str | None
    limit: Limit
    broken: Callable[[Row], bool]


@dataclass(frozen=True)
class TwiceRule:
    """Broken by every row whose key another row has too. A key is below 2 to the 64th; None takes no part.

    The words can name `others`, the other lines.
    """

    number: str
    severity: Severity
    words: Words
    key: Callable[[Row], int | None]


class FieldFault(NamedTuple):
    """What is wrong with the field of that name; the words can name `values` too."""

    name: str
    words: Words
    values: Mapping[str, object]


@dataclass(frozen=True)
class FieldsRule:
    """Broken once for each field with a fault. `quick` is true of most rows without any, and never of another."""

    number: str
    severity: Severity
    quick: Callable[[Row], bool]
    faults: Callable[[Row], Iterable[FieldFault]]


AnyRule = RowRule | TwiceRule | FieldsRule


def order(number: str) -> tuple[int, str]:
    """Rules are in the order of their numbers: 04, 04A, 05, ..., 20_B."""
    digits = number[: len(number) - len(number.lstrip("0123456789"))]
    return int(digits), number[len(digits) :]


Broken = TypeVar("Broken", bound=Callable[[Row], bool])
Key = TypeVar("Key", bound=Callable[[Row], int | None])
Faults = TypeVar("Faults", bound=Callable[[Row], Iterable[FieldFault]])


def _by_number(rules: Iterable[AnyRule]) -> dict[str, list[AnyRule]]:
    """03 and 27 are two rules each."""
    found: dict[str, list[AnyRule]] = {}
    for rule in rules:
        found.setdefault(rule.number, []).append(rule)
    return found


class Rules:
    """The rules of a form: those of `bases` but the numbers in `without`, and its own.

    What has the same number as a rule of an earlier base takes its place. So a year whose rules differ is
    `Rules(rules_of_the_year_before, without={"32"})`, and below it what is new or says something else.
    """

    def __init__(self, *bases: "Rules", without: Collection[str] = ()) -> None:
        self._bases, self._without = bases, frozenset(without)
        self._own: list[AnyRule] = []

    @property
    def all(self) -> list[AnyRule]:
        """Raises ValueError when no base has a number that is to be left out."""
        held: dict[str, list[AnyRule]] = {}
        for base in self._bases:
            held |= _by_number(base.all)
        if unknown := self._without - held.keys():
            raise ValueError(f"no rule has the number {', '.join(sorted(unknown))}")
        kept = {number: rules for number, rules in held.items() if number not in self._without}
        return list(chain.from_iterable((kept | _by_number(self._own)).values()))

    def row(
        self,
        number: str,
        severity: Severity,
        words: Words,
        *,
        field: str | None = None,
        limit: Limit = None,
    ) -> Callable[[Broken], Broken]:
        """A rule of one row; `field` when it is about one field alone, `limit` for the words to name."""

        def add(broken: Broken) -> Broken:
            self._own.append(RowRule(number, severity, words, field, limit, broken))
            return broken

        return add

    def twice(self, number: str, severity: Severity, words: Words) -> Callable[[Key], Key]:
        """A rule that no two rows have the same key."""

        def add(key: Key) -> Key:
            self._own.append(TwiceRule(number, severity, words, key))
            return key

        return add

    def fields(
        self, number: str, severity: Severity, *, quick: Callable[[Row], bool]
    ) -> Callable[[Faults], Faults]:
        """A rule that is looked into field by field, for rows that `quick` does not pass at a glance."""

        def add(faults: Faults) -> Faults:
            self._own.append(FieldsRule(number, severity, quick, faults))
            return faults

        return add
