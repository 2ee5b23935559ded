"""The front page for those who are not signed in, and the way in and out."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from municipality.people.signin import demo_guide, doors, safe_next, sign_in_as, sign_out


def welcome(request: HttpRequest) -> HttpResponse:
    """What Stafettpinnen is; in the demo also its people and the line to try. Shows no data; `home` calls it."""
    return render(request, "people/welcome.html", _guide_context(request))


@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Where somebody without a session is sent, with `next` saying where she was."""
    if request.user.is_authenticated:
        return redirect(safe_next(request))
    return render(
        request, "people/sign_in.html", {**_guide_context(request), "came_from": "next" in request.GET}
    )


def demo_login(request: HttpRequest, username: str) -> HttpResponse:
    """One click in the demo; anywhere else this address does not exist."""
    if not settings.DEMO or "\x00" in username:  # Postgres takes no null character
        raise Http404
    return _demo_login(request, username)


@require_POST
def _demo_login(request: HttpRequest, username: str) -> HttpResponse:
    sign_in_as(request, username)
    return redirect(safe_next(request))


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """End the session and go to the front page."""
    sign_out(request)
    messages.success(request, _("Du er logget ut."))
    response = redirect(settings.LOGIN_REDIRECT_URL)
    if request.is_secure():
        # Over http browsers refuse it with an error. Cookies are not named: the session is gone, the message is in one.
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _guide_context(request: HttpRequest) -> dict[str, object]:
    guide = demo_guide()
    if guide is None:
        return {"guide": None}
    by_name = doors(request, guide)
    groups = [
        (title, [by_name[persona.username] for persona in personas])
        for title, personas in guide.groups.items()
    ]
    return {"guide": guide, "groups": groups, "doors": by_name, "words": guide.words}
