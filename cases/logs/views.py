"""Reading and writing a log: the list, the story, notes, who has seen it, and the way out."""

import uuid
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.baton.models import BatonOffer, OfferAnswer
from cases.baton.services import latest_offer
from cases.logs import selectors
from cases.logs.forms import ChangeEntryForm, NewEntryForm
from cases.logs.gates import acting_units, case_or_404, change_or_403, signed_in_user, told_if_withdrawn
from cases.logs.models import Entry, EntryRole
from cases.logs.panels import objects_of, panels_of
from cases.logs.services import entry_change, entry_write, person_remove
from municipality.access.refusals import NothingThere
from municipality.audit import log
from municipality.audit.acts import Act
from municipality.drafts.services import draft_drop, draft_kept, draft_of, draft_url
from municipality.organisation.kinds import KindOfInformation
from municipality.ui.pages import typed_values
from municipality.ui.search import search_keep, search_of
from municipality.versions import ChangedMeanwhile

PER_PAGE = 25


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def list_logs(request: HttpRequest) -> HttpResponse:
    """The logs one takes part in. There is no filter for who sees: under row security this is the list."""
    if request.method == "POST":
        return search_keep(request, "q")
    text = search_of(request, "q")["q"]
    pages = selectors.log_pages(signed_in_user(request), text=text, per_page=PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    log.record(Act.CASE_LIST, objects=page.object_list)
    return render(
        request, "logs/list.html", {"page": page, "q": text, "has_any": page.paginator.count or bool(text)}
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The case as a story: what worries us, what happened, who takes part, who may read what."""
    case = case_or_404(request, case_id, Act.CASE_READ)
    user = signed_in_user(request)
    if request.method == "POST":
        return search_keep(request, "q", "kind")
    text, kind = search_of(request, "q", "kind").values()
    kind = kind if kind in KindOfInformation.values else ""
    masked = selectors.is_masked(case, user)
    entries = list(selectors.timeline(case, kind=kind, text=text))
    for entry in entries:
        entry.shown_author = (  # type: ignore[attr-defined]
            selectors.unit_label(entry.unit, masked=True) if masked and entry.unit else entry.signature
        )
    first = Entry.objects.filter(case=case, role=EntryRole.FIRST).select_related("unit__service").first()
    story, aside = panels_of("story", case, user), panels_of("aside", case, user)
    log.record(Act.CASE_READ, case_id=case.pk, objects=[case, *entries, *objects_of([*story, *aside])])
    may_change = not case.closed_at and user.has_perm("cases.change_case", case)
    taking_part = selectors.participants(case)
    context = {
        "case": case,
        "first": first,
        "entries": [entry for entry in entries if entry.role != EntryRole.FIRST],
        "kinds": KindOfInformation.choices,
        "kind": kind,
        "q": text,
        "masked": masked,
        "hidden": selectors.hidden_entry_count(case),
        "participants": taking_part,
        "holder": next((one for one in taking_part if one.holds), None),
        "units_with_somebody": {one.unit_id for one in taking_part},
        "shares": [share for share in selectors.shared_with(case, user) if share.alive],
        "may_change": may_change,
        "is_holder": case.holder_id == user.pk and may_change,
        "offer": BatonOffer.objects.filter(case=case, user=user, answer=OfferAnswer.WAITING).first(),
        "without_mail": selectors.family_without_mail(case) if case.holder_id == user.pk else "",
        "latest": latest_offer(case.pk) if case.holder_id == user.pk else None,
        "level_name": case.municipality.level_names[case.level],
        "story": story,
        "beside": aside,
    }
    return render(request, "logs/read.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Write a note. The page says who will read it before it is written."""
    case = case_or_404(request, case_id, Act.ENTRY_WRITE)
    change_or_403(request, case, Act.ENTRY_WRITE)
    user = signed_in_user(request)
    units = acting_units(case)
    if not units:  # withdrawn since the case was read, a few lines up
        log.refuse(request, Act.ENTRY_WRITE, case_id=case.pk)
        raise Http404
    if request.method == "POST":
        form = NewEntryForm(request.POST, case=case, user=user, units=units)
        if form.is_valid():
            with told_if_withdrawn(request, case, Act.ENTRY_WRITE):
                entry_write(author=user, case_id=case.pk, **form.cleaned_data)
            draft_drop(request)
            messages.success(request, _("Notatet er lagret. De som kan lese det, har fått beskjed."))
            return redirect("logs:read", case.pk)
        context = {"case": case, "form": form, "draft_url": draft_url(request)}
        return render(request, "logs/write.html", context)
    log.record(Act.CONSENT_READ, case_id=case.pk)  # the page says who reads what
    form = NewEntryForm(case=case, user=user, units=units)
    if typed := draft_of(request):
        form = NewEntryForm(initial=typed_values(form, typed), case=case, user=user, units=units)
    context = {"case": case, "form": form, "draft_url": draft_url(request), "draft": draft_kept(request)}
    return render(request, "logs/write.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def change_entry(request: HttpRequest, case_id: uuid.UUID, entry_id: uuid.UUID) -> HttpResponse:
    """Change one's own note. If another window saved first, both texts are shown and neither is lost."""
    case = case_or_404(request, case_id, Act.ENTRY_CHANGE)
    change_or_403(request, case, Act.ENTRY_CHANGE)
    user = signed_in_user(request)
    entry = Entry.objects.filter(pk=entry_id, case=case, author=user).first()
    if entry is None:
        log.refuse(request, Act.ENTRY_CHANGE, case_id=case.pk)
        raise Http404
    context = {"case": case, "entry": entry, "draft_url": draft_url(request)}
    if request.method == "GET":
        log.record(Act.CASE_READ, case_id=case.pk, unit_id=entry.unit_id, objects=[entry])
        form = ChangeEntryForm.of(entry, case=case, user=user, typed=draft_of(request))
        return render(request, "logs/write.html", {**context, "form": form, "draft": draft_kept(request)})
    form = ChangeEntryForm(request.POST, case=case, user=user, entry=entry)
    if not form.is_valid():
        return render(request, "logs/write.html", {**context, "form": form})
    try:
        with told_if_withdrawn(request, case, Act.ENTRY_CHANGE):
            entry_change(entry=entry, **form.cleaned_data)
    except ChangedMeanwhile as conflict:
        current = cast("Entry", conflict.current)
        # The next save is meant: it is made over the text that is now shown beside one's own.
        form.data = {**request.POST.dict(), "version": str(current.version)}
        return render(request, "logs/write.html", {**context, "form": form, "current": current})
    draft_drop(request)
    messages.success(request, _("Endringen er lagret. Det du hadde skrevet før, er tatt vare på."))
    return redirect("logs:read", case.pk)


@login_required
@require_safe
def events(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Who has read and changed what: for the family."""
    case = case_or_404(request, case_id, Act.EVENTS_READ)
    if not signed_in_user(request).is_family:
        log.refuse(request, Act.EVENTS_READ, case_id=case.pk)
        raise Http404
    page = Paginator(selectors.family_events(case), 50).get_page(request.GET.get("page"))
    log.record(Act.EVENTS_READ, case_id=case.pk)
    masked = selectors.is_masked(case, signed_in_user(request))
    return render(request, "logs/events.html", {"case": case, "page": page, "masked": masked})


@login_required
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Leave the case. The baton, if one holds it, goes on by itself; nothing written is lost."""
    case = case_or_404(request, case_id, Act.PERSON_REMOVE)
    change_or_403(request, case, Act.PERSON_REMOVE)
    user = signed_in_user(request)
    if request.method == "POST" and request.POST.get("confirmed"):
        for unit in acting_units(case):
            try:
                person_remove(case_id=case.pk, person_id=user.pk, unit_id=unit.pk)
            except NothingThere:
                continue
        messages.success(
            request, _("Du er ikke lenger med i stafettloggen til %(name)s.") % {"name": case.first_name}
        )
        return redirect("home")
    context = {
        "title": _("Gå ut av stafettloggen til %(name)s?") % {"name": case.first_name},
        "text": _("Du kan ikke lese mer i loggen. Det du har skrevet, blir stående."),
        "confirm_label": _("Gå ut av loggen"),
        "cancel_label": _("Bli med videre"),
        "cancel_url": reverse("logs:read", args=[case.pk]),
        "danger": True,
    }
    if case.holder_id == user.pk:
        context["text"] = _(
            "Du holder stafettpinnen. Går du ut, går pinnen til en tidligere stafettholder eller til lederen. "
            "Det er bedre å gi den videre først. Det du har skrevet, blir stående."
        )
    return render(request, "ui/confirm_page.html", context)
