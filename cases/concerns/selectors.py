"""Reading concerns: the list, and the words for who reads one. The database decides which ones are seen."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.concerns.models import Concern, ConcernKeptOut
from consent.models import Consent, ConsentState
from consent.selectors import questions_about_undringer
from municipality.access.verbs import rows, value
from municipality.organisation.models import Unit
from municipality.people.models import User
from municipality.people.namesakes import apart_in
from municipality.ui.words import in_a_row

PER_PAGE: Final = 25


def concerns_of_child(name: str) -> QuerySet[Concern]:
    """Those that the current user may see, about a child whose name contains `name` (all when empty).

    Open ones first, the longest overdue on top, those of one day in the order written; then the closed, newest first.
    """
    found = Concern.objects.select_related("unit").prefetch_related("author")
    if name:
        found = found.filter(child_name__icontains=name)
    return found.order_by(F("closed_at").desc(nulls_first=True), "deadline", "registered_at", "pk")


def concern_counts(concerns: QuerySet[Concern]) -> dict[str, int]:
    """How many are open, how many of these are late, and how many are closed."""
    is_open = Q(closed_at=None)
    return concerns.order_by().aggregate(
        open=Count("pk", filter=is_open),
        late=Count("pk", filter=is_open & Q(deadline__lt=timezone.localdate())),
        closed=Count("pk", filter=~is_open),
    )


def without_a_log(concerns: Iterable[Concern]) -> set[uuid.UUID]:
    """Those about which the family has said no, and is not asked anew; every reader reads it on the page, too."""
    asked = Consent.objects.filter(concern_id__in=[one.pk for one in concerns if not one.closed_at])
    return {key for key, state in questions_about_undringer(asked).items() if state == ConsentState.DECLINED}


def is_mine(concern: Concern) -> bool:
    """Whether the current user has it: may change, share, hand over and close it."""
    return concern.pk in value("my_concerns")


class Leader(NamedTuple):
    """Somebody who reads a concern of the unit because they have the leader's place."""

    user_id: int
    name: str


def leaders_who_read(unit: Unit, kept_out: Sequence[int] = ()) -> list[Leader]:
    """Who will read, as leader, what is written in my unit, when these are kept out; the current user too."""
    return rows(Leader, "unit_concern_readers", unit=unit.pk, kept_out=list(kept_out))


def others_who_read(user: User, unit: Unit, kept_out: Sequence[int] = ()) -> str:
    """Who else reads a new concern, in words, leaders by name; empty when nobody does."""
    return others_among(leaders_who_read(unit, kept_out), user, unit, somebody_kept_out=bool(kept_out))


def others_among(
    leaders: Sequence[Leader], user: User, unit: Unit, *, somebody_kept_out: bool = False
) -> str:
    """The same, of leaders that are known."""
    if others := [one.name for one in leaders if one.user_id != user.pk]:
        return in_a_row(others)
    if leaders or somebody_kept_out or not unit.municipality.leader_sees_concerns:
        return ""
    return _("den som blir leder ved %(unit)s") % {"unit": unit.name}


def readers_line(others: str) -> str:
    """The line under the text field."""
    return (
        _("Leses av: deg og %(others)s. Ingen andre.") % {"others": others}
        if others
        else _("Leses av: deg. Ingen andre.")
    )


class _Reader(NamedTuple):
    name: str
    leads: bool


class Colleague(NamedTuple):
    """Somebody of the unit; `reads`: the concern already."""

    user_id: int
    name: str
    reads: bool


def readers_of(concern: Concern) -> str:
    """Who reads it, as far as the current user may know: «deg, Kari Nordmann (leder) og Ola Nordmann»."""
    found = rows(_Reader, "concern_readers", concern=concern.pk)
    names = [_("%(name)s (leder)") % {"name": one.name} if one.leads else one.name for one in found]
    return in_a_row([_("deg"), *names])


def colleagues(concern: Concern) -> list[Colleague]:
    """Who in the unit can read it or be given it, but for whoever has it; empty for others than who has it."""
    return colleagues_of(concern.pk, concern.unit_id)


def colleagues_of(concern_id: uuid.UUID, unit_id: int) -> list[Colleague]:
    """The same where the current user sees the head only."""
    return apart_in(unit_id, rows(Colleague, "concern_candidates", concern=concern_id))


def kept_out_of(concern: Concern) -> QuerySet[ConcernKeptOut]:
    """Who is kept out, for who has the concern; nothing for others."""
    return (
        ConcernKeptOut.objects.filter(concern=concern, lifted_at=None)
        .prefetch_related("user")
        .order_by("kept_at")
    )


class ConcernHead(NamedTuple):
    """What whom the municipality has named sees of a concern: no child, no text. `lies`: nobody has it."""

    id: uuid.UUID
    unit_id: int
    unit: str
    author: str
    registered_at: datetime
    deadline: date
    lies: bool


def concern_heads() -> list[ConcernHead]:
    """Those in which the current user has the leader's place as whom the municipality has named; that lie first."""
    return rows(ConcernHead, "concern_heads")
