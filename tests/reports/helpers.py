"""What tests of reports to barnevern have in common."""

from datetime import date
from typing import Any

from django.test import Client
from django.utils import timezone

from cases.reports.models import Report
from cases.reports.services import Said, report_register
from municipality.access.identity import as_user
from municipality.people.models import User
from municipality.people.selectors import my_units

TO = "Barneverntjenesten"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def said(**other: Any) -> Said:
    """Emma's school has reported today, and the family does not know."""
    today = timezone.localdate()
    words: dict[str, Any] = {
        "child_name": "Emma Eksempel", "sent_on": today, "sent_to": TO, "hidden_because": "child_at_risk",
        "review_on": today,
    }  # fmt: skip
    return Said(**words | other)


def told(day: date | None = None, **other: Any) -> Said:
    """The same, and the family knows."""
    return said(told_on=day or timezone.localdate(), hidden_because="", review_on=None, **other)


def reported(author: User, words: Said | None = None, **of: Any) -> Report:
    """As `author`, in the own unit that comes first."""
    with as_user(author.pk):
        return report_register(author=author, unit=my_units()[0], said=words or said(), **of)
