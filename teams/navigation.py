"""The entry of the main navigation that leads to the teams."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from municipality.people.request import is_administrator
from municipality.people.workplace import workplace_of
from municipality.ui import navigation


def has_to_do_with_teams(request: HttpRequest) -> bool:
    """Whoever works in a unit: also without a seat one asks without names, fetches answers and raises systemsaker."""
    return bool(workplace_of(request).units) or is_administrator(request)


def register_navigation() -> None:
    """Called from the app's `ready()`."""
    navigation.register(50, _("Team"), "teams:list", visible=has_to_do_with_teams, key="t")
