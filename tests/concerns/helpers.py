"""What the tests of concerns share."""

from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from cases.concerns.models import Concern
from cases.concerns.services import concern_register
from municipality.access.identity import as_system, as_user
from municipality.people.models import User
from tests.cast import Cast

BORN = date(2017, 3, 14)
OBSERVED = "Emma har gått alene i friminuttene siden høstferien."


def signed_in(user: User) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    with as_user(user.pk):
        client.force_login(user)
    return client


def typed(**instead: Any) -> dict[str, str]:
    """What somebody types on the page, with some of it replaced."""
    words = {
        "child_name": "Emma Havblikk",
        "birth_date": "14.03.2017",
        "observed": OBSERVED,
        "since": "i går",
    }
    return {**words, **{name: str(value) for name, value in instead.items()}}


def a_concern(cast: Cast, *, by: str = "teacher", name: str = "Emma Havblikk", late_by: int = 0) -> Concern:
    """A concern of somebody of the cast; `late_by` days past its deadline, or not."""
    author = getattr(cast, by)
    unit = {"nurse": "clinic", "stranger": "away_school"}.get(by, "school")
    with as_user(author.pk):
        concern = concern_register(
            author=author, unit=getattr(cast, unit), child_name=name, birth_date=BORN, observed=OBSERVED,
            since=timezone.localdate(),
        )  # fmt: skip
    if late_by:
        with as_system("test: time passes"):
            Concern.objects.filter(pk=concern.pk).update(
                deadline=timezone.localdate() - timedelta(days=late_by)
            )
    return concern
