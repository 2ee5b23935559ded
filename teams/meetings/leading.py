"""What leading an item needs: what was asked and agreed before, who hears it, who can be asked to do what."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Model
from django.utils.translation import gettext as _

from cases.absence.selectors import away_among
from cases.case.candidates import with_away
from cases.meetings.curtain import NO_CURTAIN, Curtain
from cases.work.selectors import GoalShown, goals_of
from municipality.access.verbs import rows
from municipality.people.models import User
from teams.items.item import About, Item, about_of, title_of
from teams.meetings.agenda import AgendaItem, agenda_of
from teams.meetings.forms import MinutesForm
from teams.meetings.minutes import MinutesShown, earlier_minutes
from teams.meetings.models import Meeting, MinutesItem
from teams.meetings.room import curtain_of
from teams.meetings.selectors import day_of
from teams.members.selectors import team_above
from teams.referrals.hearing import readers_line
from teams.referrals.models import Referral
from teams.systemissues.models import SystemIssue


@dataclass(frozen=True)
class Leading:
    """One item of a meeting that goes on. `goals` and `earlier` are empty while the curtain hides it."""

    meeting: Meeting
    item: Item
    minutes: MinutesItem | None
    curtain: Curtain
    agenda: list[AgendaItem]
    goals: list[GoalShown] = field(default_factory=list)
    earlier: list[MinutesShown] = field(default_factory=list)

    @property
    def about(self) -> About:
        return about_of(self.item)

    @property
    def referral(self) -> Referral | None:
        return self.item if isinstance(self.item, Referral) else None

    @property
    def title(self) -> str:
        return self.place.title if self.place else title_of(self.item)

    @cached_property
    def place(self) -> AgendaItem | None:
        """Its place on the agenda; None for one that is not due yet but was opened all the same."""
        return next((one for one in self.agenda if one.item.pk == self.item.pk), None)

    @cached_property
    def following(self) -> AgendaItem | None:
        """What comes next; nothing after the last."""
        place = self.place
        return next((one for one in self.agenda if place and one.number == place.number + 1), None)

    @property
    def following_url(self) -> str:
        return self.following.leading_url(self.meeting) if self.following else ""

    @property
    def shown(self) -> list[Model]:
        """What the page shows of persons, for the access log."""
        goals: list[Model] = [one.goal for one in self.goals]
        measures: list[Model] = [one.measure for goal in self.goals for one in goal.measures]
        return [self.item, *goals, *measures, *(one.minutes for one in self.earlier)]


def leading_of(
    meeting: Meeting, item: Item, user: User, *, agenda: list[AgendaItem] | None = None
) -> Leading:
    """For chair or secretary. Behind a curtain nothing of the item is read but its place on the agenda.

    With the `agenda` that the shared screen has read already, without what is in the log: not all who may hear the
    item reads all of that.
    """
    minutes = MinutesItem.objects.filter(meeting=meeting, **{about_of(item).column: item.pk}).first()
    curtain = curtain_of(meeting, item) if isinstance(item, Referral) else NO_CURTAIN
    found = agenda_of(meeting.team, day_of(meeting)) if agenda is None else agenda
    if curtain.hides:
        return Leading(meeting, item, minutes, curtain, found)
    goals: list[GoalShown] = []
    if isinstance(item, Referral) and agenda is None:
        goals = [one for one in goals_of(item.case, listed=True) if one.is_active]
    return Leading(meeting, item, minutes, curtain, found, goals, earlier_minutes(item, meeting))


def form_for(
    leading: Leading, user: User, *, initial: dict[str, Any] | None = None, data: Any = None
) -> MinutesForm:
    """The minutes of the item, with those who can be asked to do something and the words for who reads it."""
    return MinutesForm(
        data,
        initial=initial or MinutesForm.values_of(leading.minutes),
        about=leading.about,
        held_on=day_of(leading.meeting),
        people=_candidates(leading),
        sent_on_to=_sent_on_to(leading),
        readers=_readers(leading),
    )


class Candidate(NamedTuple):
    """Somebody who can be given a decision."""

    user_id: int
    name: str
    unit: str


def _candidates(leading: Leading) -> list[tuple[int, str]]:
    if leading.about == About.DISCUSSION:
        return []
    referral = leading.referral
    found = rows(
        Candidate, "minutes_candidates", meeting=leading.meeting.pk, referral=referral and referral.pk
    )
    away = away_among([one.user_id for one in found])
    people = {one.user_id: with_away(f"{one.name}, {one.unit}", "", away.get(one.user_id)) for one in found}
    for person in _chosen(leading.minutes):
        # If it were not shown, saving would clear it without a word. So saving says that this person cannot be asked.
        people.setdefault(person.pk, _("%(name)s, kan ikke spørres lenger") % {"name": person.display_name})
    return [*people.items()]


def _chosen(minutes: MinutesItem | None) -> list[User]:
    return [one for one in (minutes.responsible, minutes.informs) if one] if minutes else []


def _sent_on_to(leading: Leading) -> str:
    """The team to which the item can be sent on, in words; empty when to none.

    Also where it was said already and that team is gone: what a form does not show must not be cleared.
    """
    above = team_above(leading.meeting.team) if isinstance(leading.item, SystemIssue) else None
    said = leading.minutes is not None and leading.minutes.send_on
    return str(above) if above else _("det overordnede teamet") if said else ""


def _readers(leading: Leading) -> str:
    referral = leading.referral
    if referral:
        line = readers_line(referral)
        return f"{line} {_('De utenfor teamet leser det når referatet er godkjent.')}"
    if leading.about == About.DISCUSSION:
        return _("Leses av: de som sitter i teamet, og den som spurte, når referatet er godkjent.")
    return _("Leses av: de som sitter i teamet, og i teamet saken kommer fra eller går til.")
