"""What two persons have registered and looked at, with where each of it stands, as «Hvem får lese hva» shows it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cases.case.models import Case, ParentalResponsibility
from cases.checks.models import What
from cases.checks.selectors import Registered, of_log


@dataclass(frozen=True)
class Row:
    """One of them, with the name of whom it is about. `stands` is empty while it holds."""

    one: Registered
    name: str
    stands: str
    tone: str = ""


def registered_in(case: Case, parents: Iterable[ParentalResponsibility]) -> list[Row]:
    return list(_rows(case, {one.parent_id: one for one in parents}))


def _rows(case: Case, parents: dict[object, ParentalResponsibility]) -> Iterator[Row]:
    for one in of_log(case.pk):
        parent = parents.get(one.resident_id)
        name = parent.name if parent else case.subject_name
        if one.waits:
            yield Row(one, name, _("Venter på kontroll"), "waiting")
        elif one.returned:
            yield Row(one, name, _("Sendt tilbake"))
        elif one.ended_at and not one.checked_at:
            yield Row(one, name, _("Falt bort"))  # taken back, or something else came in its place
        elif one.ended_at or _is_past(one, case, parent):
            yield Row(one, name, _("Gjelder ikke lenger"))
        else:
            yield Row(one, name, "")


def _is_past(one: Registered, case: Case, parent: ParentalResponsibility | None) -> bool:
    """It was seen by two, and the log says something else now."""
    if one.what == What.PROTECTION:
        return one.becomes != case.address_protection
    if one.what == What.BIRTH_DATE:
        return one.becomes != case.subject_birth_date.isoformat()
    if one.what in (What.RESPONSIBILITY, What.LOST) and parent:
        return parent.has_responsibility != (one.what == What.RESPONSIBILITY)
    return False
