"""The first line of the pages about people: the administrator, and an account of the own municipality."""

from django.http import Http404, HttpRequest

from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.audit.gates import administrator_or_403
from municipality.people.models import AccountType, User


def account_or_404(request: HttpRequest, user_id: int, act: Act) -> User:
    """An account of the administrator's own municipality, of no family."""
    administrator_or_403(request, act)
    found = User.objects.filter(pk=user_id).exclude(account_type=AccountType.FAMILY).first()
    if found is None:
        access_log.refuse(act, shown=f"user:{user_id}")
        raise Http404
    return found
