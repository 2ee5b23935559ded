"""What the pages of this room have in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from municipality.access.identity import as_user
from municipality.audit.acts import Act
from municipality.localaccounts.tries import Try
from municipality.signin.refused import note_refused
from municipality.ui.begin import begins_in
from municipality.ui.forms import Form


def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """404 where no local accounts are wanted. What is typed on these pages is secret, so no draft is kept of it."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def here(request: HttpRequest, *args: Any, **keys: Any) -> HttpResponse:
        if not settings.LOCAL_ACCOUNTS:
            raise Http404
        return view(request, *args, **keys)

    return here


def begin(form: Form) -> Form:
    """The form as it is shown: the focus is in its first field, or in the first that is wrong."""
    begins_in(form, "")
    return form


def locked(form: Form, user_id: int | None) -> None:
    """Say that it is locked, and note the try; the same whether there is such an account or not."""
    with as_user(user_id):
        note_refused(Act.SIGN_IN_FAILED)
    form.add_error(
        None,
        _(
            "Det er prøvd for mange ganger. Vent et kvarter før du prøver igjen. Har det skjedd flere ganger, må"
            " du vente lenger. Er det ikke du som har prøvd, si fra til administratoren."
        ),
    )


def failed(trying: Try, user_id: int | None) -> None:
    """Count a failed try and note it, in the log of the account's municipality if there is an account."""
    is_locked = trying.failed()
    with as_user(user_id):
        note_refused(Act.SIGN_IN_FAILED)
        if is_locked:
            note_refused(Act.ACCOUNT_LOCK)
