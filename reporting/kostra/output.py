"""What the command says: findings as they come, as text or JSON, then the verdict and the summary tables."""

import json
import re
from collections.abc import Mapping
from typing import IO, Final, Protocol

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from reporting.kostra.checking import Check
from reporting.kostra.row import Delivery
from reporting.kostra.rule import Finding, Severity, order
from reporting.kostra.summary import Table

# The content of a file must not control the terminal that it is shown on.
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
VERDICTS: Final = {
    Severity.OK: _("Filen er i orden og kan sendes."),
    Severity.WARNING: _("Filen kan sendes. Se gjennom advarslene først."),
    Severity.ERROR: _("Filen kan ikke sendes før feilene er rettet."),
    Severity.FATAL: _("Filen kan ikke sendes, og innholdet i linjene er ikke kontrollert."),
}
TABLE_NAMES: Final = {
    "sum": _("Sum i kroner"),
    "age": _("Personer etter alder"),
    "duration": _("Personer etter måneder med stønad"),
    "amount": _("Personer etter beløp i kroner"),
}


def passed_over_in_words(count: int) -> str:
    """Why a line's number is not the one that an editor shows; empty when it is."""
    if not count:
        return ""
    return ngettext(
        "Mellom linjene står én tom linje. Den er ikke talt med i linjenumrene.",
        "Mellom linjene står %(count)s tomme linjer. De er ikke talt med i linjenumrene.",
        count,
    ) % {"count": count}


class Output(Protocol):
    """Begins, is told each finding, and ends when the check has ended."""

    def begin(self, delivery: Delivery) -> None: ...
    def tell(self, finding: Finding) -> None: ...
    def end(self, check: Check) -> None: ...


class JsonOutput:
    """One object. The findings come first, before it is known how bad the worst of them is."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._between = ""

    def begin(self, delivery: Delivery) -> None:
        head = {"form": delivery.form, "year": delivery.year, "region": delivery.region}
        self._stream.write(f'{json.dumps(head)[:-1]}, "findings": [')

    def tell(self, finding: Finding) -> None:
        told = {
            "rule": finding.rule,
            "severity": finding.severity.name,
            "lines": [] if finding.line is None else [finding.line],
            "field": finding.field,
            "journal": finding.journal,
            "message": finding.message,
        }
        line = CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(told, ensure_ascii=False))
        self._stream.write(f"{self._between}\n{line}")
        self._between = ","

    def end(self, check: Check) -> None:
        tail = {"severity": check.severity.name, "lines": check.lines, "summary": check.summary}
        self._stream.write(f"], {json.dumps(tail, ensure_ascii=False)[1:]}\n")


class TextOutput:
    """A line for each finding, then how many there are of each rule."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def begin(self, delivery: Delivery) -> None:
        self._say(
            _("%(title)s (%(form)s) for %(year)s, region %(region)s"),
            title=delivery.layout.title,
            form=delivery.form,
            year=delivery.year,
            region=delivery.region,
        )

    def tell(self, finding: Finding) -> None:
        where = [str(_("Linje %(line)s")) % {"line": finding.line}] if finding.line else []
        if finding.journal:
            where.append(str(_("journal %(journal)s")) % {"journal": finding.journal})
        if finding.field:
            where.append(finding.field)
        place = f"{', '.join(where)}: " if where else ""
        line = f"{place}{finding.severity.words} {finding.rule}. {finding.message}"
        self._stream.write(f"{CONTROL.sub(REPLACEMENT, line)}\n")

    def end(self, check: Check) -> None:
        self._stream.write("\n")
        for (rule, severity), count in sorted(check.found.items(), key=lambda item: order(item[0][0])):
            self._say(
                _("Kontroll %(rule)s (%(severity)s): %(count)s"),
                rule=rule,
                severity=str(severity.words).lower(),
                count=count,
            )
        self._say(_("Linjer i filen: %(lines)s"), lines=check.lines)
        if passed_over := passed_over_in_words(check.passed_over):
            self._stream.write(f"{passed_over}\n")
        self._stream.write(f"{VERDICTS[check.severity]}\n")
        for name, table in (check.summary or {}).items():
            self._table(str(TABLE_NAMES[name]), table)

    def _table(self, title: str, table: Table) -> None:
        self._stream.write(f"\n{title}\n")
        labels = max(map(len, table), default=0)
        numbers = max((len(str(count)) for count in table.values()), default=0)
        for label, count in table.items():
            self._stream.write(f"  {label:<{labels}}  {count:>{numbers}}\n")

    def _say(self, words: object, **values: object) -> None:
        named: Mapping[str, object] = values
        self._stream.write(f"{str(words) % named}\n")


OUTPUTS: Final[Mapping[str, type[JsonOutput] | type[TextOutput]]] = {"text": TextOutput, "json": JsonOutput}
