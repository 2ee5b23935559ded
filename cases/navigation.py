"""The entries of the main navigation that lead to concerns, logs and case heads. They are asked for on every page."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.bylaw.sections import found_by
from cases.concerns.models import Concern
from cases.concerns.selectors import concern_heads
from cases.deviations.selectors import open_ones
from cases.emergency.panels import may_open
from cases.heads.selectors import my_invitations
from cases.patterns.views import sees_patterns
from municipality.access.verbs import Among, value
from municipality.people.models import AccountType, MembershipRole, User
from municipality.people.request import is_privacy_officer
from municipality.people.workplace import workplace_of
from municipality.ui import navigation
from municipality.ui.paging import how_many


def works_in_a_unit(request: HttpRequest) -> bool:
    return bool(workplace_of(request).units)


def works_or_steps_in(request: HttpRequest) -> bool:
    return workplace_of(request).has_a_part


def has_a_day(request: HttpRequest) -> bool:
    """Everybody but the executive, who is sent on to the figures."""
    return isinstance(request.user, User) and request.user.account_type != AccountType.EXECUTIVE


def may_have_logs(request: HttpRequest) -> bool:
    return works_in_a_unit(request) or (isinstance(request.user, User) and request.user.is_family)


def reads_concerns(request: HttpRequest) -> bool:
    """Who works in a unit; who takes a leader's place, only where that shows any."""
    place = workplace_of(request)
    return bool(place.units) or bool(place.overseen and value("my_led_concerns"))


def sees_heads(request: HttpRequest) -> bool:
    """Reception and leaders; who takes a leader's place, only where that shows any.

    A relay holder without access is told on "Min dag", with the link.
    """
    place = workplace_of(request)
    if place.led_units or any(one.role == MembershipRole.RECEPTION for one in place.memberships):
        return True
    return bool(place.overseen and value("case_head_page", start=0, most=1))


def counts_units(request: HttpRequest) -> bool:
    return bool(workplace_of(request).services)


def leads(request: HttpRequest) -> bool:
    """Or takes a leader's place. Whoever else has something to answer finds it on «Min dag»."""
    place = workplace_of(request)
    return bool(place.led_units or place.overseen)


def is_named(request: HttpRequest) -> bool:
    return workplace_of(request).is_named


def concerns_of_nobody(_request: HttpRequest) -> int:
    """Those that whom the municipality has named must give to somebody."""
    return sum(one.lies for one in concern_heads())


def late_concerns(request: HttpRequest) -> int:
    """My own concerns that should have been clarified by now."""
    own = Concern.objects.filter(Among("my_concerns"), closed_at=None)
    return how_many(own.filter(deadline__lt=timezone.localdate()))


def heads_to_receive(request: HttpRequest) -> int:
    """Invitations in which nobody of the unit has been named."""
    if not workplace_of(request).receives:
        return 0
    return len(my_invitations())


def open_deviations(_request: HttpRequest) -> int:
    return how_many(open_ones())


def register_navigation() -> None:
    """Called from the app's `ready()`."""
    navigation.register(10, _("Min dag"), "home", visible=has_a_day, key="m")
    navigation.register(
        20, _("Undringer"), "concerns:list", visible=reads_concerns, count=late_concerns, key="u"
    )
    navigation.register(25, _("Meldinger"), "reports:list", visible=works_in_a_unit, key="b")
    navigation.register(30, _("Stafettlogger"), "logs:list", visible=may_have_logs, key="s")
    navigation.register(
        40, _("Saker i enheten"), "heads:list", visible=sees_heads, count=heads_to_receive, key="e"
    )
    navigation.register(43, _("Uten samtykke"), "bylaw:overview", visible=found_by, key="x", seldom=True)
    navigation.register(
        44, _("Åpne i en nødssituasjon"), "emergency:open", visible=may_open, key="z", seldom=True
    )
    navigation.register(
        86, _("Åpnet uten samtykke"), "bylaw:control", visible=is_privacy_officer, key="x", seldom=True
    )
    navigation.register(42, _("Krav fra familien"), "requests:list", visible=leads, key="g", seldom=True)
    navigation.register(45, _("Enhetene i tjenesten"), "oversight:units", visible=counts_units, key="n")
    navigation.register(
        47, _("Undringer uten leder"), "concerns:heads", visible=is_named, count=concerns_of_nobody, key="w"
    )
    navigation.register(
        87, _("Krav om innsyn"), "requests:control", visible=is_privacy_officer, key="k", seldom=True
    )
    navigation.register(
        86, _("Avvik"), "deviations:list", visible=is_privacy_officer, count=open_deviations, key="d"
    )
    navigation.register(87, _("Avvik"), "deviations:own", visible=works_or_steps_in, key="d", seldom=True)
    navigation.register(85, _("Mønstre"), "patterns:list", visible=sees_patterns, key="j", seldom=True)
