"""Varsler: what waits for the person who is signed in."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from cases.notices.selectors import notice_page
from cases.notices.targets import about, address
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.models import Notice
from municipality.notices.services import notice_read, notices_read_all
from municipality.people.request import SignedInRequest, signed_in


@require_safe
@signed_in
def notice_list(request: SignedInRequest) -> HttpResponse:
    """The current user's notices that may still be seen: unread first, then the newest."""
    page = notice_page(request.GET.get("page"))
    shown = about(page.rows, request.user)
    if noted := [row for one in shown for row in one.noted]:
        access_log.record_list(Act.NOTICE_LIST, noted)
    unread = any(notice.read_at is None for notice in page.rows)
    return render(request, "notices/list.html", {"page": page, "shown": shown, "unread": unread})


@require_POST
@signed_in
def notice_open(request: SignedInRequest, notice_id: uuid.UUID) -> HttpResponse:
    """Mark it as read and go to what it is about. Not found once its subject may not be seen any more."""
    notice = get_object_or_404(Notice, pk=notice_id)
    notice_read(notice.pk)
    return redirect(address(notice))


@require_POST
@signed_in
def notice_read_all(request: SignedInRequest) -> HttpResponse:
    """Mark all as read, and show again the page that the button stood on: Min dag or the list."""
    count = notices_read_all()
    messages.success(
        request,
        ngettext("Varselet er merket som lest.", "%(n)d varsler er merket som lest.", count) % {"n": count}
        if count
        else _("Alt er lest fra før."),
    )
    return redirect("home" if "home" in request.POST else "notices:list")
