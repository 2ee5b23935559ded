"""Who hears a case at a team's table, and who reads what is written about it there."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases.logs.models import Case, ParentalResponsibility
from cases.logs.selectors import family_readers, may_know_of_child_welfare, shared_with
from municipality.access.verbs import value
from municipality.organisation.kinds import KindOfInformation
from municipality.organisation.models import Team, Unit
from municipality.people.models import User
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
        """What the page has shown of the room, to see whether it is another one when the form is sent."""
        return ",".join(f"{unit.unit_id}{'+' if unit.covered else '-'}" for unit in self.units)


def who_said_no(case: Case) -> str:
    """Whose consent is lacking, as one says it: «Mor», «Far», else «Familien»."""
    responsible = ParentalResponsibility.objects.filter(case=case, has_responsibility=True)
    relations = [parent.get_relation_display() for parent in responsible]
    return capfirst(relations[0]) if len(relations) == 1 else _("Familien")


@dataclass(frozen=True)
class Readers:
    """Who reads what is written about one kind of information: units with a consent for it, and the family.

    `units` by key, with whether each may know of barnevern.
    """

    units: dict[int, tuple[str, bool]]
    others: list[str]

    @classmethod
    def of(cls, case: Case, user: User, kind: str) -> "Readers":
        words = {value: str(label) for value, label in KindOfInformation.choices}
        units = {
            share.unit_id: (share.unit, words[KindOfInformation.CHILD_WELFARE] in share.kinds)
            for share in shared_with(case, user)
            if share.alive and words.get(kind) in share.kinds
        }
        unknown = kind == KindOfInformation.CHILD_WELFARE and not may_know_of_child_welfare(case, user)
        hidden = [_("de som har samtykke til å lese om barnevern")] if unknown else []
        return cls(units, [*hidden, *family_readers(case)])

    def line(self, left_out: Collection[int], *, tells_of_child_welfare: bool) -> str:
        """«Leses av: …», without those left out; when it tells of barnevern only with those who may know that."""
        units = [
            name
            for key, (name, may_know) in self.units.items()
            if key not in left_out and (may_know or not tells_of_child_welfare)
        ]
        return _("Leses av: %(names)s.") % {"names": in_a_row([_("deg"), *units, *self.others])}


def readers_line(referral: Referral, user: User) -> str:
    """Exactly who reads what is written about a referral that has been sent: «Leses av: …»."""
    tells = value(
        "tells_of_child_welfare",
        unit=referral.unit_id, team=referral.team_id, sent_at=referral.sent_at, left_out=referral.left_out,
    )  # fmt: skip
    readers = Readers.of(referral.case, user, referral.kind)
    return readers.line(referral.left_out, tells_of_child_welfare=bool(tells))


def child_welfare_among(units: Collection[int]) -> bool:
    """Whether barnevern is among these units."""
    own_kind = Unit.objects.filter(service__kind_of_information=KindOfInformation.CHILD_WELFARE)
    return bool(units) and own_kind.filter(pk__in=units).exists()
