"""Who takes a leader's place, beside the cast: over the units of a service, and named by the municipality."""

from datetime import datetime, timedelta

from django.utils import timezone

from municipality.access.identity import as_system
from municipality.organisation.models import Service
from municipality.people.models import Membership, MembershipRole, Overseer, User
from tests.cast import Cast, make_staff, make_user


def lay_overseer(
    cast: Cast, username: str, service: Service | None, *, ends_at: datetime | None = None
) -> User:
    """An account of the home municipality with the role and no unit, since a month."""
    with as_system("test: somebody who takes a leader's place"):
        user = make_user(username, cast.home)
        Overseer.objects.create(
            user=user,
            municipality=cast.home,
            service=service,
            starts_at=timezone.now() - timedelta(days=30),
            ends_at=ends_at,
        )
    return user


def lay_accounts(cast: Cast) -> None:
    """Both accounts, without a role yet."""
    with as_system("test: two accounts"):
        cast.overseer = make_user("overseer", cast.home)
        cast.named_person = make_user("named_person", cast.home)


def lay_overseers(cast: Cast) -> None:
    """Both, as `cast.overseer` and `cast.named_person`."""
    cast.overseer = lay_overseer(cast, "overseer", cast.school.service)
    cast.named_person = lay_overseer(cast, "named_person", None)


def end_places(user: User) -> None:
    """The person leaves: every place ends now."""
    with as_system("test: a place ends"):
        Membership.objects.filter(user=user, ends_at=None).update(ends_at=timezone.now())


def second_leader(cast: Cast) -> User:
    """One more leader of the school."""
    with as_system("test: a second leader"):
        return make_staff("deputy", cast.school, MembershipRole.LEADER)
