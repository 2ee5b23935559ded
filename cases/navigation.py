"""The entries of the main navigation that lead to concerns, logs and case heads. They are asked for on every page."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.concerns.models import Concern
from cases.heads.selectors import my_invitations
from municipality.access.verbs import Among
from municipality.people.models import AccountType, User
from municipality.people.workplace import workplace_of
from municipality.ui import navigation
from municipality.ui.paging import how_many


def works_in_a_unit(request: HttpRequest) -> bool:
    return bool(workplace_of(request).units)


def has_a_day(request: HttpRequest) -> bool:
    """Everybody but the executive, who is sent on to the figures."""
    return isinstance(request.user, User) and request.user.account_type != AccountType.EXECUTIVE


def may_have_logs(request: HttpRequest) -> bool:
    return works_in_a_unit(request) or (isinstance(request.user, User) and request.user.is_family)


def sees_heads(request: HttpRequest) -> bool:
    """Reception and leaders. A relay holder without access is told on "Min dag", with the link."""
    place = workplace_of(request)
    return place.receives or bool(place.led_units)


def late_concerns(request: HttpRequest) -> int:
    """My own concerns that should have been clarified by now."""
    own = Concern.objects.filter(Among("my_concerns"), closed_at=None)
    return how_many(own.filter(deadline__lt=timezone.localdate()))


def heads_to_receive(request: HttpRequest) -> int:
    """Invitations in which nobody of the unit has been named."""
    if not workplace_of(request).receives:
        return 0
    return len(my_invitations())


def register_navigation() -> None:
    """Called from the app's `ready()`."""
    navigation.register(10, _("Min dag"), "home", visible=has_a_day, key="m")
    navigation.register(
        20, _("Undringer"), "concerns:list", visible=works_in_a_unit, count=late_concerns, key="u"
    )
    navigation.register(30, _("Stafettlogger"), "logs:list", visible=may_have_logs, key="s")
    navigation.register(
        40, _("Saker i enheten"), "heads:list", visible=sees_heads, count=heads_to_receive, key="e"
    )
