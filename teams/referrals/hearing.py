"""Who hears a case in a team, and who reads what is written about it there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases.case.models import Case, ParentalResponsibility
from cases.logs.readers import Reader, in_words, read_by_words
from municipality.access.verbs import rows
from municipality.organisation.choices import KindOfInformation
from municipality.organisation.models import Team
from municipality.ui.words import in_a_row
from teams.referrals.models import Referral
from teams.referrals.services import InTheRoom, team_room


@dataclass(frozen=True)
class Room:
    """Who sits in a team, seen from one case and one kind of information."""

    units: tuple[InTheRoom, ...] = ()
    own: int | None = None

    @classmethod
    def of(cls, case: Case, team: Team | None, kind: str) -> "Room":
        if team is None or kind not in KindOfInformation.values:
            return cls()
        return cls(tuple(team_room(case, team, kind)), case.holder_unit_id)

    @property
    def uncovered(self) -> list[InTheRoom]:
        return [unit for unit in self.units if not unit.covered]

    @property
    def covered(self) -> list[InTheRoom]:
        return [unit for unit in self.units if unit.covered]

    @property
    def chair(self) -> InTheRoom | None:
        return next((unit for unit in self.units if unit.chairs), None)

    @property
    def chair_may_hear(self) -> bool:
        """At least one of those who lead the team has a consent for this."""
        return any(unit.chairs and unit.covered for unit in self.units)

    @property
    def may_be_left_out(self) -> list[InTheRoom]:
        """All but those who have to lead the item and the relay holder's own unit; those without consent first."""
        leads = [unit for unit in self.units if unit.chairs and (unit.covered or not self.chair_may_hear)]
        able = [unit for unit in self.units if unit not in leads and unit.unit_id != self.own]
        return sorted(able, key=lambda unit: unit.covered)

    @property
    def seen(self) -> str:
        """What the page showed of the room, to see whether it has changed when the form is sent."""
        return ",".join(f"{unit.unit_id}{'+' if unit.covered else '-'}" for unit in self.units)


@dataclass(frozen=True)
class Proposal:
    """A kind of information that the team may hear about, and in words why it is proposed."""

    kind: str
    reason: str


def propose_kind(case: Case, team: Team | None) -> Proposal | None:
    """What those who lead the team may hear and the fewest have to leave for, the holder's own kind before others.

    None if the team's leader may hear about nothing. Barnevern is proposed only where the holder's own kind is that.
    """
    if team is None:
        return None
    own = case.holder_unit.service.kind_of_information
    others = [kind for kind in KindOfInformation.values if kind not in (own, KindOfInformation.CHILD_WELFARE)]
    found: list[tuple[int, str, Room]] = []
    for kind in (own, *others):
        room = Room.of(case, team, kind)
        if room.chair_may_hear:
            found.append((len(room.uncovered), kind, room))
            if not room.uncovered:
                break
    if not found:
        return None
    _count, kind, room = min(found, key=lambda one: one[0])
    return Proposal(kind, _why(kind, team, room))


def _why(kind: str, team: Team, room: Room) -> str:
    said = {
        "kind": KindOfInformation(kind).label,
        "team": team.name,
        "units": in_a_row([one.unit for one in room.uncovered]) if room.uncovered else "",
    }
    if not room.uncovered:
        return _("Forslag: «%(kind)s». Alle i %(team)s har samtykke til å høre om det.") % said
    return _("Forslag: «%(kind)s». Da er det bare %(units)s i %(team)s som ikke kan høre det.") % said


def who_said_no(case: Case) -> str:
    """Whose consent is missing, in words: «Mor», «Far», else «Familien»."""
    responsible = ParentalResponsibility.objects.filter(case=case, has_responsibility=True)
    relations = [parent.get_relation_display() for parent in responsible]
    return capfirst(relations[0]) if len(relations) == 1 else _("Familien")


def line_if_sent(case: Case, team: Team, kind: str, left_out: Collection[int]) -> str:
    """«Leses av: …»: who would read a referral that the relay holder's unit sends now, without those left out."""
    return _line(case, case.holder_unit_id, team.pk, None, kind, left_out)


def readers_line(referral: Referral) -> str:
    """Exactly who reads what is written about a referral that has been sent: «Leses av: …»."""
    sent_at, left_out = referral.sent_at, referral.left_out
    return _line(referral.case, referral.unit_id, referral.team_id, sent_at, referral.kind, left_out)


def _line(
    case: Case, unit: int, team: int, sent_at: datetime | None, kind: str, left_out: Collection[int]
) -> str:
    found = rows(
        Reader, "referral_readers", case=case.pk, unit=unit, team=team, sent_at=sent_at, kind=kind,
        left_out=list(left_out),
    )  # fmt: skip
    return read_by_words(in_words(case, found))
