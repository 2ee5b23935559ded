"""The first line of pages about secrecy: others are refused, or find nothing."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.models import AccountType
from municipality.people.request import has_account
from municipality.secrecy.models import Kind
from municipality.secrecy.selectors import Asked, Listed, i_see_secrecy_list, my_secrecy, secrecy_list


def staff_or_404(request: HttpRequest) -> None:
    """For who works here; Http404 for others, of whom nothing is asked on that page."""
    if not has_account(request, AccountType.STAFF):
        raise Http404


def list_or_403() -> None:
    """PermissionDenied for who neither registers declarations nor is a privacy officer."""
    if not i_see_secrecy_list():
        access_log.refuse(Act.SECRECY_LIST)
        raise PermissionDenied


def notice_or_404(unit_id: int) -> Asked:
    """What the current user reads, or has read, for this unit; Http404 where nothing is asked."""
    for one in my_secrecy():
        if one.unit_id == unit_id and one.kind == Kind.NOTICE:
            return one
    raise Http404


def whose_declaration_or_404(user_id: int, unit_id: int, act: Act) -> Listed:
    """Somebody for whom the current user registers; Http404 for others, whether there are such people or not."""
    for one in secrecy_list():
        if (one.user_id, one.unit_id) == (user_id, unit_id) and one.i_register and one.is_signed:
            return one
    access_log.refuse(act)
    raise Http404
