"""Where requests begin and are seen: the page of a log. Of what was asked and answered nothing stands there."""

from collections.abc import Iterator

from cases.case.models import Case
from cases.logs.panels import Happened, Shown, register
from cases.requests.waiting import register_waiting
from municipality.people.models import User


def of_a_log(case: Case, user: User) -> Iterator[Shown | Happened]:
    """The family to its page; staff to where they write down what somebody has asked for."""
    yield Shown("aside", 95, "requests/_of_log.html", {"case": case, "is_family": user.is_family})


def register_requests() -> None:
    """Called from the app's `ready()`."""
    register("requests", of_a_log)
    register_waiting()
