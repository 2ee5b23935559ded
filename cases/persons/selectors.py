"""What a correction would change, in words; the database says it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.case.models import Case
from municipality.access.verbs import rows
from municipality.clock import database_today, last_day


class Effect(NamedTuple):
    """From when and until when one of the family reads, and would with another birth date; None: never."""

    name: str
    is_child: bool
    begins: datetime | None
    would_begin: datetime | None
    health_until: datetime | None
    health_would_until: datetime | None
    until: datetime | None
    would_until: datetime | None


def birth_date_effects(case: Case, born: date) -> list[str]:
    """A sentence for each that another birth date of the child would change; empty when nobody reads otherwise."""
    found = rows(Effect, "birth_date_effects", case=case.pk, birth_date=born)
    return [words for one in found for words in (_of_child(one) if one.is_child else _of_parent(one))]


def _of_child(one: Effect) -> Iterator[str]:
    if not one.begins or not one.would_begin or one.begins == one.would_begin:
        return
    now, then = timezone.localdate(one.begins), timezone.localdate(one.would_begin)
    words = {"name": one.name, "now": f"{now:%d.%m.%Y}", "then": f"{then:%d.%m.%Y}"}
    if now <= database_today():
        yield _("%(name)s får ikke lese selv før %(then)s. Nå leser %(name)s.") % words
    elif then > now:
        yield _("%(name)s leser selv senere: fra %(then)s. Nå er det fra %(now)s.") % words
    else:
        yield _("%(name)s får lese selv tidligere: fra %(then)s. Nå er det fra %(now)s.") % words


def _of_parent(one: Effect) -> Iterator[str]:
    yield from _until(
        one.name,
        one.until,
        one.would_until,
        _("%(name)s får lese lenger: til og med %(then)s. Nå er det til og med %(now)s."),
        _("%(name)s får lese kortere: til og med %(then)s. Nå er det til og med %(now)s."),
        _("%(name)s får lese til og med %(then)s. Nå leser %(name)s ikke."),
        _("%(name)s får ikke lese lenger."),
    )
    yield from _until(
        one.name,
        one.health_until,
        one.health_would_until,
        _("%(name)s får lese om helse lenger: til og med %(then)s. Nå er det til og med %(now)s."),
        _("%(name)s får lese om helse kortere: til og med %(then)s. Nå er det til og med %(now)s."),
        _("%(name)s får lese om helse til og med %(then)s. Nå leser %(name)s ikke om helse."),
        _("%(name)s får ikke lese om helse lenger."),
    )


def _until(
    name: str, now: datetime | None, then: datetime | None, longer: str, shorter: str, begins: str, never: str
) -> Iterator[str]:
    if now == then:
        return
    words = {
        "name": name,
        "now": now and f"{last_day(now):%d.%m.%Y}",
        "then": then and f"{last_day(then):%d.%m.%Y}",
    }
    if then is None:
        yield never % words
    elif now is None:
        yield begins % words
    else:
        yield (longer if then > now else shorter) % words
