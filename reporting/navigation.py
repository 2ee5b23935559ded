"""The entries of the main navigation that lead to the figures and to the KOSTRA files."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from municipality.people.models import AccountType
from municipality.people.request import has_account
from municipality.ui import navigation
from reporting.kostra.gates import leads_nav


def is_executive(request: HttpRequest) -> bool:
    return has_account(request, AccountType.EXECUTIVE)


def register_navigation() -> None:
    """Called from the app's `ready()`."""
    navigation.register(10, _("Tall"), "figures:read", visible=is_executive, key="a")
    navigation.register(60, _("KOSTRA"), "kostra:check", visible=leads_nav, key="k", seldom=True)
