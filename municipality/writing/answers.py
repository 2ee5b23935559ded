"""Answers to a form that could not be stored as it was sent: what was typed is kept, and the page says where."""

from contextlib import suppress
from dataclasses import replace
from typing import Final

from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.template.loader import render_to_string
from django.utils.http import urlencode

from municipality.ui import errors
from municipality.writing.drafts import DraftsFull, address_of, draft_save
from municipality.writing.once import MARK, ONCE, Opened, Sent, fields_of, fresh, mark_of, opened
from municipality.writing.unsent import has_words, unsent_keep

_NOTHING_DONE: Final = "_nothing_done"


def nothing_done(request: HttpRequest) -> None:
    """The answer leads on, but what was sent is not stored: the form can be sent later, with the same value."""
    request.__dict__[_NOTHING_DONE] = True


def is_done(request: HttpRequest) -> bool:
    """Unless the view has said `nothing_done`."""
    return _NOTHING_DONE not in request.__dict__


def sent_otherwise(request: HttpRequest, before: Sent) -> HttpResponse:
    """Back, changed, sent: the first stays stored. The other words become a draft, and the page asks what is meant."""
    form, again = opened(request.POST), fresh()
    if form is not None and has_words(request.POST):
        with suppress(DraftsFull):  # the page has the words too
            draft_save(replace(form, once=again), request.POST)
    sent = request.POST.copy()
    sent[ONCE] = str(again)
    if form is not None:
        sent[MARK] = mark_of(replace(form, once=again))
    context = {"result": before.result, "again": fields_of(sent), "texts": errors.texts_sent(request)}
    return render(request, "writing/sent_otherwise.html", context, status=409)


def no_room(request: HttpRequest) -> HttpResponse:
    """What was sent should become a draft, and the person has as many as allowed: it is shown, to be sent again."""
    context = {"again": fields_of(request.POST), "texts": errors.texts_sent(request)}
    return render(request, "writing/no_room.html", context, status=409)


def led_elsewhere(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The gate leads on and nothing is stored: what was written is shown on the way."""
    texts = errors.texts_sent(request) if isinstance(answer, HttpResponseRedirect) else []
    if not texts:
        return answer
    return render(request, "writing/not_stored.html", {"to": answer["Location"], "texts": texts}, status=409)


def kept_for_its_author(request: HttpRequest) -> HttpResponse | None:
    """What is sent by somebody else than the person who opened the form, or by nobody, is kept for the opener.

    None for a form of the current user, and for one without a mark.
    """
    form = opened(request.POST) if request.method == "POST" else None
    if form is None or form.user_id == request.user.pk:
        return None
    return _to_sign_in(request, form)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token of this session: opened before signing in again. The mark says whose it is."""
    form = opened(request.POST)
    if form is None:
        return errors.csrf_failure(request, reason)
    if form.user_id != request.user.pk:
        return _to_sign_in(request, form)
    try:
        draft_save(form, request.POST)
    except DraftsFull:
        return no_room(request)
    context = {"form_address": address_of(form.page, form.once)}
    return render(request, "writing/opened_before.html", context, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400. Of a session that ended while the request was under way: to sign in, with what was typed kept."""
    if not isinstance(exception, SessionInterrupted):
        return errors.bad_request(request, exception)
    form = opened(request.POST) if request.method == "POST" else None
    if form is not None:
        return _to_sign_in(request, form)
    if request.method != "POST":
        return redirect(_sign_in(request.path))
    return _ended(request, _sign_in(request.path), kept=False)


def _to_sign_in(request: HttpRequest, form: Opened) -> HttpResponse:
    sign_in = _sign_in(address_of(form.page, form.once))
    if not has_words(request.POST) and not request.user.is_authenticated:
        return redirect(sign_in)
    return _ended(request, sign_in, kept=unsent_keep(form, request.POST))


def _sign_in(after: str) -> str:
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': after})}"


def _ended(request: HttpRequest, sign_in: str, *, kept: bool) -> HttpResponse:
    """What could not be kept is shown, so that it can be copied."""
    context = {"sign_in": sign_in, "kept": kept, "texts": [] if kept else errors.texts_sent(request)}
    return HttpResponse(render_to_string("writing/session_ended.html", context), status=403)
