"""The entry of the main navigation that leads to the teams."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from municipality.people.place import place_of
from municipality.people.request import is_administrator
from municipality.ui import navigation


def has_to_do_with_teams(request: HttpRequest) -> bool:
    """Anybody who works in a unit: even without a seat they can ask without names, fetch answers, raise systemsaker."""
    return bool(place_of(request).units) or is_administrator(request)


def register_navigation() -> None:
    """Called from the app's `ready()`."""
    navigation.register(50, _("Team"), "teams:list", visible=has_to_do_with_teams)
