"""Nobody reads before what secrecy asks of them is read: every address leads to that page first, and then on.

For who works for an outside body, or stands in, the database asks the same (bound.sql): this page only says why
nothing is there. For families it is this page that asks. It is asked once in each session: new words are read at the
next sign-in, and lock nobody out of what they are doing.
"""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from municipality.people.models import AccountType, User
from municipality.people.workplace import workplace_of
from municipality.secrecy.selectors import my_family_secrecy, my_secrecy
from municipality.writing.answers import no_room
from municipality.writing.drafts import DraftsFull, address_of, draft_save
from municipality.writing.once import opened
from municipality.writing.unsent import has_words

SETTLED: Final = "secrecy_settled"
# Signing in and out, one's own way in, keeping what is typed; the pages to read themselves.
ROOMS_LET_THROUGH: Final = frozenset({"secrecy", "localaccounts", "openid", "demo"})
LET_THROUGH: Final = frozenset(
    {
        "healthz", "sign_in", "choose_account", "take_invitation", "logout", "time_left", "go_on", "sign_in_again",
        "session_end", "sessions_end_others", "drafts:save",
    }
)  # fmt: skip


def ask_again(request: HttpRequest) -> None:
    """Something was read: the next page looks whether anything is left."""
    request.session.pop(SETTLED, None)


class SecrecyMiddleware:
    """After the token of a form was checked, and before the view and its gates."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, keys: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or request.session.get(SETTLED) or _is_let_through(request):
            return None
        is_settled, to = _to_read_first(request)
        if to is None:
            if is_settled:
                request.session[SETTLED] = True
            return None
        try:
            after = _kept(request) if request.method == "POST" else request.get_full_path()
        except DraftsFull:
            return no_room(request)
        return redirect(f"{to}?{urlencode({'next': after})}")


def _is_let_through(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and (match.view_name in LET_THROUGH or match.app_name in ROOMS_LET_THROUGH)


def _to_read_first(request: HttpRequest) -> tuple[bool, str | None]:
    """Whether it need not be asked again, and the address of what is to be read, or that says why nothing is there."""
    assert isinstance(request.user, User)  # noqa: S101 - somebody is signed in
    kind = request.user.account_type
    if kind == AccountType.FAMILY:
        of_logs = my_family_secrecy()
        is_left = any(not one.is_read for one in of_logs)
        # The first log can come while they are signed in.
        return bool(of_logs), reverse("secrecy:family") if is_left else None
    if kind != AccountType.STAFF:
        return True, None
    asked = my_secrecy()
    for one in asked:
        if one.is_to_be_read:
            return True, reverse("secrecy:read", args=[one.unit_id])
    if any(not one.open for one in asked) and not workplace_of(request).has_a_part:
        return True, reverse("secrecy:mine")
    return True, None


def _kept(request: HttpRequest) -> str:
    """What was typed on a page that was opened before becomes a draft there. Returns the address of the page."""
    form = opened(request.POST)
    if form is None or form.user_id != request.user.pk:
        return "/"
    if has_words(request.POST):
        draft_save(form, request.POST)
    return address_of(form.page, form.once)
