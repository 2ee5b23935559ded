"""A check as the page shows it: findings by caseworker and rule, with their lines; and as the workbook gets it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any, Final

from django.core import signing
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from municipality.ui.words import in_a_row
from reporting.kostra.checking import Check
from reporting.kostra.output import TABLE_NAMES, VERDICTS, passed_over_in_words
from reporting.kostra.row import Delivery
from reporting.kostra.rule import Finding, Severity, Words, order
from reporting.kostra.summary import Table

MOST_SHOWN: Final = 20_000  # findings; how many there are is counted all the same
MOST_JOURNALS: Final = 12
MOST_PARCEL: Final = 900_000  # characters: the rest of a posted form must fit beside them
SALT: Final = "kostra findings"
SESSION: Final = 8 * 3600
TAG_KINDS: Final = {
    Severity.OK: "done",
    Severity.WARNING: "waiting",
    Severity.ERROR: "late",
    Severity.FATAL: "late",
}
ALERT_KINDS: Final = {
    Severity.OK: "success",
    Severity.WARNING: "warning",
    Severity.ERROR: "danger",
    Severity.FATAL: "danger",
}


@dataclass(frozen=True)
class Group:
    """What one rule says of a caseworker's lines: the same words, the lines they are said of, and whose they are."""

    rule: str
    severity: Severity
    message: str
    lines: str
    journals: str

    @property
    def tag(self) -> str:
        return TAG_KINDS[self.severity]


@dataclass(frozen=True)
class Caseworker:
    """`name` is the number that stands in the file; empty for what is true of the whole file or names none."""

    name: str
    groups: list[Group]


@dataclass(frozen=True)
class Report:
    """`shown` of `found` findings are in `caseworkers`; `parcel` holds those for the workbook, empty when too many.

    `errors` stop the delivery, or the check. `passed_over` tells of empty lines that the numbers do not count; empty
    when there are none.
    """

    title: str
    severity: Severity
    lines: int
    passed_over: str
    errors: int
    warnings: int
    found: int
    shown: int
    caseworkers: list[Caseworker]
    tables: list[tuple[Words, Table]]
    parcel: str

    @property
    def counted(self) -> str:
        """How much was found, by how bad it is."""
        told = []
        if self.errors:
            told.append(ngettext("én feil", "%(count)s feil", self.errors) % {"count": self.errors})
        if self.warnings:
            told.append(
                ngettext("én advarsel", "%(count)s advarsler", self.warnings) % {"count": self.warnings}
            )
        return in_a_row(told)

    @property
    def verdict(self) -> Words:
        return VERDICTS[self.severity]

    @property
    def alert(self) -> str:
        return ALERT_KINDS[self.severity]

    @property
    def is_cut(self) -> bool:
        return self.shown < self.found


def report_of(check: Check, delivery: Delivery, reader: int) -> Report:
    """Go through the check and gather it. `reader` is the account that alone can have the workbook made."""
    findings = check.findings()
    shown = list(islice(findings, MOST_SHOWN))
    for _rest in findings:
        pass
    return Report(
        title=f"{delivery.form} {delivery.year}, {delivery.region}",
        severity=check.severity,
        lines=check.lines,
        passed_over=passed_over_in_words(check.passed_over) if check.passed_over else "",
        errors=sum(count for (_rule, severity), count in check.found.items() if severity >= Severity.ERROR),
        warnings=sum(
            count for (_rule, severity), count in check.found.items() if severity == Severity.WARNING
        ),
        found=check.found.total(),
        shown=len(shown),
        caseworkers=list(_by_caseworker(shown)),
        tables=[(TABLE_NAMES[name], _as_printed(table)) for name, table in (check.summary or {}).items()],
        parcel=packed(delivery, shown, reader) if shown else "",
    )


def _as_printed(table: Table) -> Table:
    return {label.replace("-", "–"): count for label, count in table.items()}


def _by_caseworker(findings: Iterable[Finding]) -> Iterator[Caseworker]:
    ordered = sorted(findings, key=lambda one: (one.caseworker, order(one.rule), one.message))
    for name, of_caseworker in groupby(ordered, key=lambda one: one.caseworker):
        groups = [
            _group(*said, list(same))
            for said, same in groupby(of_caseworker, key=lambda one: (one.rule, one.severity, one.message))
        ]
        yield Caseworker(name, groups)


def _group(rule: str, severity: Severity, message: str, same: list[Finding]) -> Group:
    lines = in_runs(one.line for one in same if one.line)
    return Group(rule, severity, message, lines, _first([one.journal for one in same if one.journal]))


def _first(journals: list[str]) -> str:
    """The first journal numbers of many; the workbook has them all."""
    named = ", ".join(journals[:MOST_JOURNALS])
    rest = len(journals) - MOST_JOURNALS
    return str(_("%(named)s og %(rest)s til")) % {"named": named, "rest": rest} if rest > 0 else named


def in_runs(lines: Iterable[int]) -> str:
    """Lines in rising order as people write them: 3, 7–12, 20."""
    runs: list[list[int]] = []
    for line in lines:
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    return ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in runs)


def packed(delivery: Delivery, findings: Iterable[Finding], reader: int) -> str:
    """The findings in a parcel that the page hands back when the workbook is wanted; nothing stays on the server.

    Sealed, so that only what a check has found comes back, from the one who saw it, the same day. Empty when there is
    too much for a form.
    """
    rows = [
        [one.rule, one.severity, one.line, one.field, one.journal, one.caseworker, one.message]
        for one in findings
    ]
    told = {"form": delivery.form, "year": delivery.year, "rows": rows}
    parcel = signing.dumps(told, salt=f"{SALT} {reader}", compress=True)
    return parcel if len(parcel) <= MOST_PARCEL else ""


def unpacked(parcel: str, reader: int) -> tuple[str, list[Finding]]:
    """The form with its year, and the findings. Raises signing.BadSignature for what this reader was not given."""
    told: dict[str, Any] = signing.loads(parcel, salt=f"{SALT} {reader}", max_age=SESSION)
    rows = [Finding(rule, Severity(severity), *rest) for rule, severity, *rest in told["rows"]]
    return f"{told['form']}-{told['year']}", rows
