"""Writing people: memberships, residents and family accounts."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from municipality.access.verbs import call
from municipality.clock import database_now
from municipality.organisation.models import Unit
from municipality.people.identity_number import IdentityNumber
from municipality.people.models import Membership, MembershipRole, Resident, User
from municipality.runtime.sealing import blind_index, seal


@transaction.atomic
def membership_start(
    *, user: User, unit: Unit, role: MembershipRole, profession: str = "", starts_at: datetime | None = None
) -> Membership:
    """Let somebody work in a unit from now or from `starts_at`. The system's verb.

    Somebody of the reception also joins its group, which is where guardian looks; whether the membership is
    alive is asked of the membership each time.
    """
    if role == MembershipRole.RECEPTION:
        user.groups.add(unit.reception)
    return Membership.objects.create(
        user=user, unit=unit, role=role, profession=profession, starts_at=starts_at or database_now()
    )


def membership_end(membership: Membership) -> None:
    """End a membership this moment, and with it every access that rests on it. The system's verb."""
    Membership.objects.filter(pk=membership.pk, ends_at=None).update(ends_at=Now())


def resident_find_or_register(number: IdentityNumber) -> uuid.UUID:
    """The key of the resident with this number in the municipality of the current user; a new one if nobody knows it.

    Answers the same, by the same statements, whether the number was known. Refused (PermissionDenied) for anybody but
    staff with a living membership.
    """
    index, sealed = index_and_seal(number)
    resident_id: uuid.UUID = call(
        "resident_find_or_register", index=index, sealed=sealed, number_type=number.number_type.value
    )
    return resident_id


def index_and_seal(number: IdentityNumber) -> tuple[str, bytes]:
    """By what the number is found, and the number itself, encrypted."""
    # Sealed to its index, not to the row's key: the caller must not see from a key whether the row is new.
    index = blind_index(number.digits)
    return index, seal(number.digits, **place_of(index))


def place_of(index: str) -> dict[str, str]:
    """What the encryption of a number is bound to."""
    return {"table": "municipality_sealedidentity", "pk": index, "column": "sealed"}


def resident_register_unnumbered() -> uuid.UUID:
    """A new resident whose number is not known; nobody can find it by number."""
    pk = uuid.uuid4()
    call("resident_register_unnumbered", id=pk)
    return pk


def shortcuts_turn(*, on: bool) -> None:
    """Let the keyboard's shortcuts work for the current user, or not."""
    call("shortcuts_turn", on=on)


def family_link(*, user: User, resident: Resident) -> None:
    """Join a family account to its resident, with the rights to read that exist already. The system's verb."""
    call("family_link", user=user.pk, resident=resident.pk)
