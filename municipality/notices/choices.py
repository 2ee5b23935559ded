"""Which kinds of notices there are to choose for, and how little e-mail each role can do with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from municipality.notices.models import OF_A_CONSENT, OF_AN_ABSENCE, NoticeChoice, NoticeType, Way
from municipality.people.models import AccountType, Membership, MembershipRole, Overseer, User
from municipality.people.workplace import ALIVE, STEPS_IN

MORNING: Final = time(7)  # before the working day begins
FROM_LITTLE_TO_MUCH: Final = (Way.NONE, Way.DAILY, Way.AT_ONCE)


@dataclass(frozen=True)
class Kind:
    """Notices that one chooses for together.

    `least`: what everybody in a unit gets, whatever they choose; `least_for`: what a role in a unit gets.
    """

    key: str
    label: str | Promise
    types: frozenset[NoticeType]
    least: Way = Way.NONE
    least_for: Mapping[MembershipRole, Way] = field(default_factory=dict)
    for_families: bool = False

    def least_as(self, roles: Iterable[MembershipRole]) -> Way:
        """What somebody with these roles gets at least; without any, as in a family, nothing is needed."""
        needed = [way for role in roles for way in (self.least, self.least_for.get(role, Way.NONE))]
        return max(needed, key=FROM_LITTLE_TO_MUCH.index, default=Way.NONE)

    def offered_to(self, roles: Iterable[MembershipRole]) -> list[Way]:
        """What somebody with these roles can choose, the most first."""
        return [way for way in Way if not _is_less(way, self.least_as(roles))]


# Nobody chooses for what guards accounts and the access log (a changed password, an administrator who gets a place),
# nor for what was read without consent or without right, nor that a log has become another, nor for a deviation.
ALWAYS_AT_ONCE: Final = frozenset(
    {
        NoticeType.SIGN_IN_CHANGED,
        NoticeType.PLACE_ENDS,
        NoticeType.ADMINISTRATORS_PLACE,
        NoticeType.DECLARATION_CHANGED,
        NoticeType.EMERGENCY_OPENED,
        NoticeType.EMERGENCY_TOLD,
        NoticeType.STATUTE_DECIDED,
        NoticeType.JOINING_JOINED,
        NoticeType.JOINING_PARTED,
        NoticeType.CHAIN_BROKEN,
        NoticeType.DEVIATION,
        NoticeType.DEVIATION_DUE,
        NoticeType.READING_TOLD,
        NoticeType.READING_SOURCE,
        NoticeType.QUESTION_SENT,
        NoticeType.QUESTION_ASKED,
        NoticeType.QUESTION_ANSWERED,
        NoticeType.QUESTION_CONCLUDED,
    }
)
KINDS: Final = (
    Kind(
        "asked",
        _("Noe du er bedt om å gjøre eller følge opp"),
        frozenset(
            {
                NoticeType.NAMED,
                NoticeType.HANDED,
                NoticeType.MEASURE_YOURS,
                NoticeType.MEASURE_REMINDED,
                NoticeType.TASK_GIVEN,
                NoticeType.COORDINATOR,
                NoticeType.CHECK_ASKED,
                NoticeType.CHECK_ANSWERED,
                NoticeType.STATUTE_RECEIVED,
                NoticeType.STATUTE_NAMED,
                NoticeType.REQUEST_RECEIVED,
                NoticeType.REQUEST_DUE,
                NoticeType.REQUEST_LATE,
                NoticeType.REQUEST_ANSWERED,
                NoticeType.JOINING_ASKED,
                NoticeType.JOINING_CHANGED,
                NoticeType.STATUTE_ENDED,
            }
        ),
        least=Way.DAILY,
        for_families=True,
    ),
    Kind("absence", _("Fravær og vikarer"), frozenset(OF_AN_ABSENCE), least=Way.DAILY),
    Kind(
        "baton",
        _("Stafettpinnen"),
        frozenset(
            {
                NoticeType.BATON_OFFERED,
                NoticeType.BATON_ANSWERED,
                NoticeType.BATON_REMINDED,
                NoticeType.BATON_RETURNED,
            }
        ),
        least=Way.DAILY,
    ),
    Kind(
        "logs",
        _("Nytt i stafettloggen"),
        frozenset(
            {
                NoticeType.ENTRY,
                NoticeType.MEASURE_SET,
                NoticeType.EVALUATED,
                NoticeType.PLAN_STARTED,
                NoticeType.DOCUMENT_READY,
                NoticeType.REFERRAL_ANSWERED,
            }
        ),
        for_families=True,
    ),
    Kind(
        "consents",
        _("Samtykke som er registrert, trukket eller går ut"),
        frozenset(OF_A_CONSENT),
        least=Way.DAILY,
        for_families=True,
    ),
    Kind(
        "teams",
        _("Saker og møter i teamene dine"),
        frozenset(
            {
                NoticeType.REFERRAL_SENT,
                NoticeType.REFERRAL_REMINDED,
                NoticeType.MEETING_PLANNED,
                NoticeType.MEETING_CANCELLED,
                NoticeType.SEAT_GIVEN,
                NoticeType.SEAT_LEFT,
            }
        ),
        least=Way.DAILY,
    ),
    Kind(
        "invitations",
        _("Invitasjoner til enheten"),
        frozenset({NoticeType.INVITED, NoticeType.INVITATION_REMINDED, NoticeType.LEFT_ALONE}),
        least_for={MembershipRole.RECEPTION: Way.DAILY, MembershipRole.LEADER: Way.DAILY},
    ),
    Kind(
        "concerns",
        _("Undringer i enheten"),
        frozenset(
            {
                NoticeType.CONCERN_REGISTERED,
                NoticeType.CONCERN_SHARED,
                NoticeType.CONCERN_GIVEN,
                NoticeType.CONCERN_LEFT,
            }
        ),
        least_for={MembershipRole.LEADER: Way.DAILY},
    ),
)
_KIND_OF: Final = {one: kind for kind in KINDS for one in kind.types}


def kinds_for(user: User) -> tuple[Kind, ...]:
    """What this account can be told of; nothing to choose for those who work in no unit and are of no family."""
    if user.is_family:
        return tuple(kind for kind in KINDS if kind.for_families)
    return KINDS if user.account_type == AccountType.STAFF else ()


def roles_of(user: User) -> frozenset[MembershipRole]:
    """The roles somebody has in units at this moment. Who takes a leader's place is told as a leader."""
    living = Membership.objects.filter(ALIVE, user=user).values_list("role", flat=True)
    steps_in = Overseer.objects.filter(STEPS_IN, user=user).exists()
    return frozenset(map(MembershipRole, living)) | ({MembershipRole.LEADER} if steps_in else frozenset())


def chosen_by(user: User) -> dict[str, Way]:
    """What somebody has chosen, by the kind's key; of oneself, or as the system."""
    return {one.kind: Way(one.way) for one in NoticeChoice.objects.filter(user=user)}


class Told:
    """How one person is told of each type of notice: as chosen, and never less than the roles of now need."""

    def __init__(self, user: User) -> None:
        self._chosen, self._roles = chosen_by(user), roles_of(user)

    def by(self, notice_type: str) -> Way:
        kind = _KIND_OF.get(NoticeType(notice_type))
        return self.of(kind) if kind else Way.AT_ONCE

    def of(self, kind: Kind) -> Way:
        chosen, least = self._chosen.get(kind.key, Way.AT_ONCE), kind.least_as(self._roles)
        return least if _is_less(chosen, least) else chosen

    def offered(self, kind: Kind) -> list[Way]:
        return kind.offered_to(self._roles)


def next_morning(now: datetime) -> datetime:
    """When the e-mail that is sent each morning leaves next."""
    today = timezone.localtime(now)
    due = today.replace(hour=MORNING.hour, minute=0, second=0, microsecond=0)
    return due if due > today else due + timedelta(days=1)


def _is_less(way: Way, than: Way) -> bool:
    return FROM_LITTLE_TO_MUCH.index(way) < FROM_LITTLE_TO_MUCH.index(than)
