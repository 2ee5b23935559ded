"""A unit of the cast becomes that of an outside body, in which nobody has read or signed anything yet."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from municipality.access.identity import as_system, as_user
from municipality.organisation.choices import Owner, Secrecy
from municipality.organisation.models import Service, Unit
from municipality.people.models import MembershipRole, User
from municipality.secrecy.models import STANDARD, Declaration
from municipality.secrecy.services import declaration_register
from tests.access.scenes import value
from tests.cast import Cast, make_staff, make_unit

WHERE = "sak 26/1043 i arkivet"


def outside(cast: Cast, unit: str, secrecy: str = "") -> Unit:
    """The service of the unit is a private body's, and nobody has shown anything yet."""
    found: Unit = getattr(cast, unit)
    with as_system("test: an outside body"):
        Service.objects.filter(pk=found.service_id).update(owner=Owner.PRIVATE, secrecy=secrecy)
        Declaration.objects.filter(unit=found).delete()
    found.service.owner, found.service.secrecy = Owner.PRIVATE, Secrecy(secrecy) if secrecy else ""
    return found


@dataclass(frozen=True)
class Volunteer:
    """Somebody of an outside body, who has signed nothing, by keys."""

    user: int
    unit: int
    service: int


def a_volunteer(cast: Cast) -> Volunteer:
    with as_system("test: a voluntary organisation"):
        unit = make_unit(cast.home, "frivillig", "Leksehjelpen")
        Service.objects.filter(pk=unit.service_id).update(owner=Owner.PRIVATE, secrecy=Secrecy.VOLUNTARY)
        cast.late = make_staff("late", unit, MembershipRole.CASEWORKER)
        Declaration.objects.filter(user=cast.late).delete()
    return Volunteer(cast.late.pk, unit.pk, unit.service_id)


def nothing_read(user: User) -> None:
    """The person has read and signed nothing."""
    with as_system("test: nothing read"):
        Declaration.objects.filter(user=user).delete()


def register(cast: Cast, by: str, person: str, unit: Unit, version: int = STANDARD) -> None:
    with as_user(getattr(cast, by).pk):
        declaration_register(
            user_id=getattr(cast, person).pk,
            unit_id=unit.pk,
            version=version,
            signed_on=timezone.localdate() - timedelta(days=1),
            paper=WHERE,
        )


def reads_log(user: User) -> bool:
    """Whether the person finds any log at all, asked of the database."""
    with as_user(user.pk):
        return bool(value("select count(*) from cases_case"))
