"""Reading concerns: the list, and the words for who reads one. Which concerns there are is the database's answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.concerns.models import Concern
from municipality.organisation.models import Unit
from municipality.people.models import Membership, MembershipRole, User
from municipality.people.place import ALIVE
from municipality.ui.words import in_a_row


def concerns_of_child(name: str) -> QuerySet[Concern]:
    """Those that the one who asks may see, of a child whose name has `name` in it (all when empty).

    Open ones first, the latest deadline broken on top; then the closed, newest first.
    """
    found = Concern.objects.select_related("unit").prefetch_related("author")
    if name:
        found = found.filter(child_name__icontains=name)
    return found.order_by(F("closed_at").desc(nulls_first=True), "deadline", "pk")


def concern_counts(concerns: QuerySet[Concern]) -> dict[str, int]:
    """How many are open, late among them, and closed."""
    is_open = Q(closed_at=None)
    return concerns.order_by().aggregate(
        open=Count("pk", filter=is_open),
        late=Count("pk", filter=is_open & Q(deadline__lt=timezone.localdate())),
        closed=Count("pk", filter=~is_open),
    )


def others_who_read(units: Sequence[Unit], me: User) -> dict[int, str]:
    """For each unit the words for who reads a new concern beside `me`: leaders by name; empty when nobody does."""
    leaders: dict[int, list[User]] = {unit.pk: [] for unit in units}
    rows = Membership.objects.filter(
        ALIVE, unit__in=leaders, role=MembershipRole.LEADER, user__is_active=True
    )
    for row in rows.select_related("user").order_by("user__display_name"):
        leaders[row.unit_id].append(row.user)
    return {unit.pk: _leader_words(unit, leaders[unit.pk], me) for unit in units}


def _leader_words(unit: Unit, leaders: list[User], me: User) -> str:
    if not unit.municipality.leader_sees_concerns:
        return ""
    if not leaders:
        return _("lederen ved %(unit)s") % {"unit": unit.name}
    others = [leader.display_name for leader in leaders if leader != me]
    return in_a_row(others) if others else ""


def readers_line(others: str) -> str:
    """What stands under the text field."""
    return (
        _("Leses av: deg og %(others)s. Ingen andre.") % {"others": others}
        if others
        else _("Leses av: deg. Ingen andre.")
    )


@dataclass(frozen=True)
class Readership:
    """Who reads one concern now, as far as `me` may know, and the colleagues with whom it could be shared too."""

    readers: list[str]
    may_be_shared_further: bool
    candidates: list[User]


def readership(concern: Concern, me: User) -> Readership:
    """Author, leaders if the municipality says so, colleagues added by the author: those who are in the unit now.

    Whom the author has added is known to the author, and to each of them about oneself.
    """
    rows = Membership.objects.filter(ALIVE, unit=concern.unit_id, user__is_active=True).select_related("user")
    members = {row.user_id: row.user for row in rows.order_by("user__display_name", "user_id")}
    leaders = {row.user_id for row in rows if row.role == MembershipRole.LEADER}
    if not concern.unit.municipality.leader_sees_concerns:
        leaders = set()
    reading = {concern.author_id, *leaders, *concern.colleagues.values_list("user_id", flat=True)}
    names = [_("deg")] + [
        _("%(name)s (leder)") % {"name": user.display_name} if user.pk in leaders else user.display_name
        for user in members.values()
        if user.pk in reading and user != me
    ]
    candidates = [user for user in members.values() if user.pk not in reading]
    return Readership(names, me.pk != concern.author_id, candidates)
