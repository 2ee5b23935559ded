"""A check as the page shows it: findings by caseworker, rule and what is said, with lines and journal numbers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from municipality.ui.words import in_a_row, in_runs
from reporting.kostra.checking import Check
from reporting.kostra.output import TABLE_NAMES, VERDICTS, passed_over_in_words
from reporting.kostra.parcel import packed
from reporting.kostra.row import Delivery
from reporting.kostra.rule import Finding, Severity, Words, order
from reporting.kostra.summary import Table

MOST_SHOWN: Final = 20_000  # findings; how many there are is counted all the same
MOST_JOURNALS: Final = 12
TAG_TONES: Final = {
    Severity.WARNING: "waiting",
    Severity.ERROR: "late",
    Severity.FATAL: "late",
}
ALERT_TONES: Final = {
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
        return TAG_TONES[self.severity]


@dataclass(frozen=True)
class Caseworker:
    """`name` is the number in the file, empty where there is none."""

    name: str
    groups: list[Group]

    @property
    def is_whole_file(self) -> bool:
        return not any(group.lines for group in self.groups)


@dataclass(frozen=True)
class Report:
    """`shown` findings are in `caseworkers`; `parcel` holds those for the workbook, empty when too many.

    `errors` stop the delivery, or the check. `is_counted` is false when the check was given up before all were counted.
    `passed_over` tells of empty lines that the numbers do not count; empty when there are none.
    """

    severity: Severity
    lines: int
    passed_over: str
    errors: int
    warnings: int
    is_counted: bool
    shown: int
    caseworkers: list[Caseworker]
    tables: list[tuple[Words, Table]]
    parcel: str

    @property
    def counted(self) -> str:
        """How much was found, by how bad it is; empty for nothing."""
        if not self.shown:
            return ""
        told = []
        if self.errors:
            told.append(ngettext("én feil", "%(count)s feil", self.errors) % {"count": self.errors})
        if self.warnings:
            told.append(
                ngettext("én advarsel", "%(count)s advarsler", self.warnings) % {"count": self.warnings}
            )
        counted = in_a_row(told)
        return counted if self.is_counted else str(_("minst %(counted)s")) % {"counted": counted}

    @property
    def verdict(self) -> Words:
        return VERDICTS[self.severity]

    @property
    def alert(self) -> str:
        return ALERT_TONES[self.severity]

    @property
    def is_cut(self) -> bool:
        return not self.is_counted or self.shown < self.errors + self.warnings


def report_of(check: Check, delivery: Delivery, reader: int) -> Report:
    """Go through the check and gather it. `reader` is the account that alone can have the workbook made."""
    findings = check.findings()
    shown = list(islice(findings, MOST_SHOWN))
    is_counted = True
    for _rest in findings:
        if check.severity == Severity.FATAL:
            is_counted = False  # nothing worse can come, and a file of short lines has millions more
            break
    return Report(
        severity=check.severity,
        lines=check.lines,
        passed_over=passed_over_in_words(check.passed_over),
        errors=sum(count for (_rule, severity), count in check.found.items() if severity.blocks),
        warnings=sum(count for (_rule, severity), count in check.found.items() if not severity.blocks),
        is_counted=is_counted,
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
