"""Leading one item: the curtain first, then what was asked and agreed, then the minutes, then the next item."""

import uuid
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.logs.gates import signed_in_user
from municipality.access.refusals import NothingThere
from municipality.audit import log
from municipality.audit.acts import Act
from municipality.drafts.services import draft_drop, draft_kept, draft_of, draft_save, draft_url
from municipality.ui.pages import typed_values
from municipality.versions import ChangedMeanwhile
from teams.meetings.forms import MinutesForm
from teams.meetings.gates import item_on_the_table, keeper_or_403, meeting_or_404
from teams.meetings.leading import Leading, form_for, leading_of
from teams.meetings.lost import given_back
from teams.meetings.models import Meeting, MinutesItem
from teams.meetings.preparing import is_written
from teams.meetings.services import Item, Written, curtains_down, minutes_write
from teams.members.selectors import i_keep_minutes
from teams.referrals.models import Referral


@login_required
@require_http_methods(["GET", "POST"])
def lead(request: HttpRequest, meeting_id: uuid.UUID, about: str, item_id: uuid.UUID) -> HttpResponse:
    """One item, for chair or secretary. Others in the team read the referral itself, and the minutes of the meeting."""
    meeting = meeting_or_404(request, meeting_id, Act.MINUTES_WRITE)
    item = item_on_the_table(meeting.team, about, item_id)
    if item is None or meeting.approved_at:
        return _not_there(request, meeting)
    keeper_or_403(request, meeting.team, Act.MINUTES_WRITE)
    if not meeting.started_at:
        messages.info(request, _("Møtet er ikke begynt. Si hvem som er her først."))
        return redirect("meetings:start", meeting.pk)
    leading = leading_of(meeting, item, signed_in_user(request))
    if leading.curtain.is_anothers:
        if request.method == "POST":
            return _not_there(request, meeting)
        log.refuse(request, Act.MINUTES_WRITE)
        raise PermissionDenied
    if request.method == "POST" and not leading.curtain.hides:
        return _write(request, leading)
    curtains_down(meeting, but=item.pk)
    if leading.curtain.hides:
        if request.method == "POST":  # somebody has come in since the page was opened
            draft_save(user_id=signed_in_user(request).pk, path=request.path, typed=request.POST)
        return render(
            request, "meetings/gate.html", {"leading": leading, "meeting": meeting, "team": meeting.team}
        )
    form = form_for(leading, signed_in_user(request))
    if typed := draft_of(request):
        form = form_for(leading, signed_in_user(request), initial=typed_values(form, typed))
    return _page(request, leading, form, draft=draft_kept(request))


def _write(request: HttpRequest, leading: Leading) -> HttpResponse:
    """Save, and go on to the next item; stay where asked for, where something is wrong, and where two have written."""
    form = form_for(leading, signed_in_user(request), data=request.POST)
    if not form.is_valid():
        return _page(request, leading, form)
    meeting, item = leading.meeting, leading.item
    if not (form.is_blank and not is_written(leading.minutes)):
        try:
            _save(meeting, item, form.cleaned_data["version"], form.written)
        except ChangedMeanwhile as conflict:
            current = cast("MinutesItem", conflict.current)
            # The next save is meant: it is made over the text that is now shown beside one's own.
            form.data = {**request.POST.dict(), "version": str(current.version)}
            return _page(request, leading, form, current=current)
        except NothingThere:  # approved while this was written
            meeting.refresh_from_db()
            return _not_there(request, meeting)
        except PermissionDenied:
            if item_on_the_table(meeting.team, leading.about.value, item.pk) is None:
                return _not_there(request, meeting)
            form.add_error(None, _("En av dem du har valgt, får ikke høre saken lenger. Velg en annen."))
            return _page(request, leading, form)
    draft_drop(request)
    if request.POST.get("go") == "stay":
        messages.success(request, _("Lagret."))
        return redirect(request.path)
    curtains_down(meeting)
    return redirect(leading.following_url or reverse("meetings:read", args=[meeting.pk]))


def _save(meeting: Meeting, item: Item, version: int, written: Written) -> None:
    """Over the version that was read, or over a row that only its curtain has made meanwhile: nobody wrote that."""
    try:
        minutes_write(meeting=meeting, item=item, version=version, written=written)
    except ChangedMeanwhile as conflict:
        current = cast("MinutesItem", conflict.current)
        if is_written(current):
            raise
        minutes_write(meeting=meeting, item=item, version=current.version, written=written)


def _page(request: HttpRequest, leading: Leading, form: MinutesForm, **more: Any) -> HttpResponse:
    if isinstance(leading.item, Referral):
        log.record(Act.REFERRAL_READ, case_id=leading.item.case_id, objects=leading.shown)
    context = {
        "leading": leading, "meeting": leading.meeting, "team": leading.meeting.team, "form": form,
        "draft_url": draft_url(request), **more,
    }  # fmt: skip
    return render(request, "meetings/item.html", context)


def _not_there(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """What was typed is given back; else it is not found, like an item that never was."""
    if i_keep_minutes(meeting.team):
        if request.method == "POST" and request.POST.get("forget"):
            draft_drop(request)
            messages.success(request, _("Teksten er slettet."))
            return redirect("meetings:read", meeting.pk)
        if back := given_back(request, meeting):
            return back
        if meeting.approved_at:
            messages.info(
                request, _("Referatet er godkjent og låst. Er noe galt, kan du legge til en rettelse.")
            )
            return redirect("meetings:read", meeting.pk)
    log.refuse(request, Act.MINUTES_WRITE)
    raise Http404
