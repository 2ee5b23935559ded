"""Events as a file for a spreadsheet, in Norwegian, as Excel opens it."""

import csv
import io
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from municipality.audit.selectors import Line

ACTS_IN_A_SPREADSHEET = ("=", "+", "-", "@", "\t", "\r")


def as_csv(found: Iterable[Line]) -> bytes:
    """One row for each event, without its number in the chain: gaps would tell of events that others alone see (R9)."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(
        [
            _("Når"),
            _("Hvem"),
            _("Vikar for"),
            _("For enheten"),
            _("Hva"),
            _("Avvist"),
            _("Sak"),
            _("Grunnlag"),
        ]
    )
    for line in found:
        event = line.event
        cells = [
            f"{timezone.localtime(event.at):%d.%m.%Y %H:%M:%S}",
            line.who,
            line.stood_in_for,
            event.unit.name if event.unit else "",
            event.get_act_display(),
            _("ja") if event.refused else _("nei"),
            ", ".join(line.cases) or (_("finnes ikke") if line.strange else ""),
            line.basis,
        ]
        writer.writerow([_plain(one) for one in cells])
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    """A name can begin with what a spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(ACTS_IN_A_SPREADSHEET) else cell
