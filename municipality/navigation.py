"""The entries of the main navigation that lead to the rooms of the ground."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from municipality.notices.selectors import mail_given_up, unread_notices
from municipality.people.models import AccountType
from municipality.people.request import has_account, is_administrator, is_privacy_officer
from municipality.people.workplace import workplace_of
from municipality.ui import navigation
from municipality.ui.paging import MOST


def gets_notices(request: HttpRequest) -> bool:
    return has_account(request, AccountType.STAFF, AccountType.FAMILY, AccountType.PRIVACY_OFFICER)


def sees_secrecy(request: HttpRequest) -> bool:
    """Who leads, and the privacy officer; who leads a team finds it on the team's page."""
    place = workplace_of(request)
    return is_privacy_officer(request) or bool(place.led_units or place.overseen)


def unread_count(_request: HttpRequest) -> int:
    """How many notices wait for the current user, for `number_text`."""
    return unread_notices(MOST + 1)


def without_mail_count(_request: HttpRequest) -> int:
    """How many people no e-mail reaches."""
    return sum(one.people for one in mail_given_up())


def register_navigation() -> None:
    """Called from the app's `ready()`."""
    navigation.register(80, _("Varsler"), "notices:list", visible=gets_notices, count=unread_count, key="v")
    navigation.register(87, _("Taushetsplikt"), "secrecy:list", visible=sees_secrecy, seldom=True)
    navigation.register(85, _("Innsynslogg"), "audit:list", visible=is_privacy_officer, key="l")
    navigation.register(90, _("Organisasjon"), "administration:overview", visible=is_administrator, key="o")
    navigation.register(
        92, _("E-post"), "mail:given_up", visible=is_administrator, count=without_mail_count, key="p"
    )
    navigation.register(88, _("Folk"), "accounts:list", visible=is_administrator, key="f")
    navigation.register(95, _("Innstillinger"), "administration:settings", visible=is_administrator, key="i")
