"""What happened with a referral, in the words that each reader gets."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from cases.case.models import Case
from cases.case.names import Told
from municipality.access.verbs import value
from municipality.organisation.models import Unit
from municipality.people.models import User
from teams.meetings.minutes import corrections_of, unapproved_among
from teams.meetings.models import Correction, MinutesItem
from teams.members.selectors import my_team_ids
from teams.referrals.models import Referral
from teams.referrals.selectors import may_close

# Tag colours of municipality/ui: what waits, what is done, what is neither.
WAITING: Final = "waiting"
DONE: Final = "done"
INFO: Final = "info"


@dataclass(frozen=True)
class Decision:
    """What one meeting said about a referral, in the words that this reader gets."""

    item: MinutesItem
    responsible: str
    informs: str
    corrections: list[Correction] = field(default_factory=list)


@dataclass(frozen=True)
class Story:
    """One referral as this reader meets it; `state` and `tone` are the words and colour of its tag.

    `left_out` is for those who have to keep it. `being_written`: the team has minutes that are not approved yet.
    """

    referral: Referral
    team: str
    sent_by: str
    decisions: list[Decision]
    left_out: list[str]
    being_written: bool
    may_close: bool

    @property
    def tone(self) -> str:
        if self.referral.closed_at:
            return DONE
        return INFO if self.referral.follow_up_on else WAITING

    @property
    def state(self) -> str:
        if self.referral.closed_at:
            return _("avsluttet")
        if self.referral.follow_up_on:
            return _("følges opp")
        return _("tatt opp") if self.decisions else _("venter på møte")

    @property
    def latest(self) -> Decision | None:
        return self.decisions[-1] if self.decisions else None

    @property
    def corrections(self) -> list[Correction]:
        return [correction for decision in self.decisions for correction in decision.corrections]


def stories(case: Case, user: User, referrals: Iterable[Referral], *, listed: bool = False) -> list[Story]:
    """Each referral of the case, that comes by `told`, with what the team decided. A fixed number of queries.

    `listed`: for paper, where nobody is named if the child's address is protected.
    """
    found: list[Any] = list(referrals)
    if not found:
        return []
    items: list[Any] = list(
        MinutesItem.objects.filter(referral__in=found)
        .annotate(responsible_told=Told("item_responsible"), informs_told=Told("item_informs"))
        .order_by("held_on", "written_at")
    )
    unapproved, corrections = unapproved_among(items), corrections_of(items, listed=listed)
    teams = set() if user.is_family else set(my_team_ids())
    names = not listed or bool(value("names_told", case=case.pk, listed=True))
    decided = [
        Decision(
            item,
            _named(item.responsible_told, names=names),
            _named(item.informs_told, names=names),
            corrections.get(item.pk, []),
        )
        for item in items
        if item.meeting_id not in unapproved and (item.advice or item.summary)
    ]
    keeps = {one.pk for one in found if _has_to_keep(one, case, user, teams)}
    units = _units([one for one in found if one.pk in keeps])
    return [
        Story(
            referral=one,
            team=one.team_told or _("et tverrfaglig team"),
            sent_by=one.sent_by,
            decisions=[decision for decision in decided if decision.item.referral_id == one.pk],
            left_out=[units[key] for key in one.left_out if key in units],
            being_written=any(item.meeting_id in unapproved and item.referral_id == one.pk for item in items),
            may_close=may_close(one, case, user, teams),
        )
        for one in found
    ]


def _has_to_keep(referral: Referral, case: Case, user: User, teams: set[int]) -> bool:
    """Those who must make sure that the units left out hear nothing: the sender, the relay holder, the team."""
    return user.pk in (referral.author_id, case.holder_id) or referral.team_id in teams


def _units(referrals: list[Referral]) -> dict[int, str]:
    keys = {key for referral in referrals for key in referral.left_out}
    return dict(Unit.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}


def _named(told: str | None, *, names: bool) -> str:
    """Nobody at all, or somebody who may not be named."""
    return "" if told is None else (told if names else "") or _("en fagperson")
