"""Writing accounts and memberships: the administrator's verbs, each refused for everybody else."""

from datetime import datetime

from django.db import transaction

from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.services import deliver_soon
from municipality.organisation.models import Service, Unit
from municipality.people.models import Membership, MembershipRole, Overseer, User


@transaction.atomic
def account_make(*, username: str, display_name: str, email: str, account_type: str) -> int:
    """Make an account in the current administrator's municipality, and return its key.

    One that opens much (administrator, privacy officer, executive) stays closed until another administrator approves
    it. Refused for a user name that is taken, and for accounts of families, who sign in by number.
    """
    key: int = call(
        "account_make",
        username=username,
        display_name=display_name,
        email=email,
        account_type=account_type,
    )
    access_log.record(Act.ACCOUNT_MAKE, objects=[User(pk=key)])
    return key


@transaction.atomic
def account_change(*, user: User, display_name: str, email: str, phone: str, phone_hours: str) -> None:
    """Change what somebody is called, where e-mail goes, and where and when they can be called.

    Where an administrator gets the own address to an account with places, its leaders and the privacy officer are told.
    Refused for another address of somebody else's open account that opens much.
    """
    call(
        "account_change",
        user=user.pk,
        display_name=display_name,
        email=email,
        phone=phone,
        phone_hours=phone_hours,
    )
    access_log.record(Act.ACCOUNT_CHANGE, objects=[user])
    deliver_soon()


@transaction.atomic
def account_approve(user: User) -> None:
    """The second administrator's yes: the account is open from now. Refused for the one who made it."""
    call("account_approve", user=user.pk)
    access_log.record(Act.ACCOUNT_APPROVE, objects=[user])


@transaction.atomic
def account_close(user: User) -> None:
    """Close an account at once: memberships end, sessions are over. Refused for one's own."""
    call("account_close", user=user.pk)
    access_log.record(Act.ACCOUNT_CLOSE, objects=[user])


@transaction.atomic
def account_reopen(user: User) -> None:
    """Open a closed account again, without its memberships; one that opens much needs a second yes anew."""
    call("account_reopen", user=user.pk)
    access_log.record(Act.ACCOUNT_REOPEN, objects=[user])


@transaction.atomic
def membership_give(
    *,
    user: User,
    unit: Unit,
    role: MembershipRole | str,
    profession: str,
    starts: datetime | None = None,
    ends: datetime | None = None,
) -> int:
    """Let somebody work in a unit from `starts` (None: now) until `ends` (None: without end); returns its key.

    Refused for accounts that are closed or not of staff, for a day that is over, and for a role that the person has in
    the unit at the time already. Where the person is an administrator too, the unit's leader and the privacy officer
    are told.
    """
    key: int = call(
        "membership_give",
        user=user.pk,
        unit=unit.pk,
        role=str(role),
        profession=profession,
        starts=starts,
        ends=ends,
    )
    access_log.record(Act.MEMBERSHIP_CHANGE, unit_id=unit.pk, objects=[user, Membership(pk=key)])
    deliver_soon()
    return key


@transaction.atomic
def membership_stop(membership: Membership) -> None:
    """End a membership this moment, and with it every access that rests on it."""
    call("membership_stop", membership=membership.pk)
    access_log.record(Act.MEMBERSHIP_CHANGE, objects=[membership.user, membership])


@transaction.atomic
def overseer_give(
    *, user: User, service: Service | None, starts: datetime | None = None, ends: datetime | None = None
) -> int:
    """Let somebody take a leader's place from `starts` (None: now) until `ends` (None: without end); returns its key.

    Over the units of a service, or, without one, as the person whom the municipality names. Refused for accounts that
    are closed or not of staff, for a day that is over, and for who has the role at the time already. Where the person
    is an administrator too, the privacy officer is told.
    """
    key: int = call(
        "overseer_give", user=user.pk, service=service.pk if service else None, starts=starts, ends=ends
    )
    access_log.record(Act.OVERSEER_CHANGE, objects=[user, Overseer(pk=key)])
    deliver_soon()
    return key


@transaction.atomic
def overseer_stop(overseer: Overseer) -> None:
    """End the role this moment."""
    call("overseer_stop", overseer=overseer.pk)
    access_log.record(Act.OVERSEER_CHANGE, objects=[overseer.user, overseer])
