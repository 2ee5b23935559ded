"""What somebody wrote about an item that is no longer on the table: given back to its writer.

It is kept as a draft: encrypted, seen by its author alone, deleted after a month. Whether such an item ever existed is
not said: the answer depends only on the author's own draft.
"""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.models import User
from municipality.writing.drafts import draft_kept, draft_save, typed_in
from municipality.writing.models import Draft
from municipality.writing.once import opened
from teams.meetings.models import Meeting
from teams.meetings.preparing import Row

TEXTS = ("summary", "advice")


def texts_without_a_place(user: User, meeting: Meeting, rows: Iterable[Row]) -> list[Draft]:
    """The current user's drafts about items of this meeting that are not among `rows`; each has its old address."""
    items = reverse("meetings:read", args=[meeting.pk]) + "sak/"
    here = {row.url for row in rows}
    drafts = Draft.objects.filter(user=user.pk, form__startswith=items).exclude(form__endswith="/rettelse/")
    return [draft for draft in drafts.order_by("saved_at") if draft.form not in here]


def texts_not_saved(user: User, meeting: Meeting, rows: Iterable[Row]) -> list[Row]:
    """The items of the meeting of which the person has typed something that is not in the minutes yet."""
    shown = {row.url: row for row in rows}
    drafts = Draft.objects.filter(user=user.pk, form__in=shown).values_list("form", flat=True)
    return [shown[url] for url in dict.fromkeys(drafts.order_by("saved_at"))]


def given_back(request: HttpRequest, meeting: Meeting) -> HttpResponse | None:
    """A page that says what has happened, with what was typed; None when nothing was."""
    sent = request.POST if request.method == "POST" else None
    texts, kept = _texts(sent) if sent is not None else [], None
    if sent is not None and texts:
        if form := opened(sent):
            draft_save(form, sent)
    elif kept := draft_kept(request):
        texts = _texts(typed_in(kept))
    if not texts:
        return None
    access_log.refuse(Act.MINUTES_WRITE)
    context = {
        "meeting": meeting,
        "texts": texts,
        "approved": meeting.approved_at is not None,
        "called_off": meeting.cancelled_at is not None,
        "draft": kept,
    }
    return render(request, "meetings/given_back.html", context, status=404)


def _texts(typed: QueryDict) -> list[tuple[str, str]]:
    labels = {"summary": _("Kort om drøftingen"), "advice": _("Råd eller beslutning")}
    said = [(labels[name], str(typed.get(name, ""))) for name in TEXTS]
    return [(label, text) for label, text in said if text.strip()]
