"""The pages of a concern. Not visible is not found; visible but somebody else's is refused; both tries are noted."""

import uuid
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.concerns.forms import ChangeForm, CloseForm, RegisterForm, ShareForm
from cases.concerns.gates import concern_or_404, own_open_concern
from cases.concerns.models import Concern, ConcernOutcome
from cases.concerns.selectors import (
    concern_counts,
    concerns_of_child,
    others_who_read,
    readership,
)
from cases.concerns.services import concern_change, concern_close, concern_register, concern_share
from cases.logs.gates import signed_in_user
from cases.logs.models import Case
from municipality.audit import log
from municipality.audit.acts import Act
from municipality.drafts.services import draft_drop, draft_initial, draft_kept, draft_url
from municipality.people.ages import full_years
from municipality.people.place import place_of
from municipality.ui.dates import day_text
from municipality.ui.search import search_keep, search_of
from municipality.ui.words import in_a_row
from municipality.versions import ChangedMeanwhile

PER_PAGE = 25


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def concern_list(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return search_keep(request, "q")
    name = search_of(request, "q")["q"]
    concerns = concerns_of_child(name)
    page = Paginator(concerns, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    log.record(Act.CONCERN_LIST, objects=shown)
    context = {
        "page": page,
        "open": [concern for concern in shown if not concern.closed_at],
        "closed": [concern for concern in shown if concern.closed_at],
        "counts": concern_counts(concerns),
        "name": name,
        "may_write": bool(place_of(request).units),
    }
    return render(request, "concerns/concern_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """One short page. Refused for whoever works in no unit: a concern always belongs to one."""
    units = place_of(request).units
    if not units:
        log.refuse(request, Act.CONCERN_REGISTER)
        raise PermissionDenied
    me = signed_in_user(request)
    others = others_who_read(units, me)
    if request.method == "POST":
        form = RegisterForm(request.POST, units=units, others=others)
        if form.is_valid():
            said = {
                name: form.cleaned_data[name] for name in ("child_name", "birth_date", "observed", "since")
            }
            concern = concern_register(author=me, unit=form.chosen_unit, **said)
            draft_drop(request)
            messages.success(request, _saved_words(concern, others[concern.unit_id]))
            return redirect("concerns:read", concern.pk)
    else:
        form = RegisterForm(units=units, others=others, initial=draft_initial(request))
    context = {
        "form": form,
        "municipality": units[0].municipality,
        "draft_url": draft_url(request),
        "draft": None if form.is_bound else draft_kept(request),
    }
    return render(request, "concerns/concern_register.html", context)


def _saved_words(concern: Concern, others: str) -> str:
    who = _("Bare du og %(others)s ser den.") % {"others": others} if others else _("Bare du ser den.")
    words = {
        "who": who,
        "name": concern.first_name,
        "day": day_text(concern.deadline, timezone.localdate()),
    }
    return (
        _("Nå er undringen lagret. %(who)s Neste steg: snakk med %(name)s og foreldrene innen %(day)s.")
        % words
    )


@login_required
@require_safe
def read(request: HttpRequest, concern_id: uuid.UUID) -> HttpResponse:
    concern = concern_or_404(request, concern_id, Act.CONCERN_READ)
    return _read_page(request, concern)


def _read_page(request: HttpRequest, concern: Concern, share_form: ShareForm | None = None) -> HttpResponse:
    log.record(Act.CONCERN_READ, unit_id=concern.unit_id, objects=[concern])
    who = readership(concern, signed_in_user(request))
    is_author = concern.author_id == request.user.pk
    municipality = concern.unit.municipality
    context = {
        "concern": concern,
        "municipality": municipality,
        "is_author": is_author,
        "readers": _("Leses av: %(names)s.") % {"names": in_a_row(who.readers)},
        "may_be_shared_further": who.may_be_shared_further,
        "share_form": share_form or ShareForm(candidates=who.candidates),
        "candidates": who.candidates if is_author and not concern.closed_at else [],
        "log_opened": concern.outcome == ConcernOutcome.LOG,
        "log": Case.objects.filter(pk=concern.case_id).first() if concern.case_id else None,
        "consents_alone": full_years(concern.birth_date, timezone.localdate()) >= municipality.consent_age,
    }
    return render(request, "concerns/concern_read.html", context)


@login_required
@require_POST
def share(request: HttpRequest, concern_id: uuid.UUID) -> HttpResponse:
    concern = own_open_concern(request, concern_id, Act.CONCERN_SHARE)
    candidates = readership(concern, signed_in_user(request)).candidates
    form = ShareForm(request.POST, candidates=candidates)
    if not form.is_valid():
        return _read_page(request, concern, form)
    colleague = next(user for user in candidates if user.pk == form.cleaned_data["colleague"])
    concern_share(concern=concern, colleague_id=colleague.pk)
    words = {"colleague": colleague.display_name, "name": concern.first_name}
    messages.success(request, _("Nå kan også %(colleague)s lese undringen om %(name)s.") % words)
    return redirect("concerns:read", concern.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, concern_id: uuid.UUID) -> HttpResponse:
    """The author's new words. If another window has saved meanwhile, both texts are shown and none is lost."""
    concern = own_open_concern(request, concern_id, Act.CONCERN_CHANGE)
    current = None
    if request.method == "POST":
        form = ChangeForm(request.POST)
        if form.is_valid():
            try:
                concern_change(concern=concern, **form.cleaned_data)
            except ChangedMeanwhile as meanwhile:
                current = cast("Concern", meanwhile.current)
                # The next save is meant: it is made over the text that is now shown beside one's own.
                form.data = {**request.POST.dict(), "version": str(current.version)}
            else:
                draft_drop(request)
                messages.success(request, _("Endringen er lagret."))
                return redirect("concerns:read", concern.pk)
    else:
        saved = {
            name: getattr(concern, name)
            for name in ("child_name", "birth_date", "observed", "since", "version")
        }
        # A draft keeps the version it was begun on, so that a change made since is not overwritten unseen.
        form = ChangeForm(initial={**saved, **draft_initial(request)})
    log.record(Act.CONCERN_READ, unit_id=concern.unit_id, objects=[concern])
    names = in_a_row(readership(concern, signed_in_user(request)).readers)
    form.read_by("observed", _("Leses av: %(names)s. Ingen andre.") % {"names": names})
    context = {
        "concern": concern,
        "form": form,
        "current": current,
        "draft_url": draft_url(request),
        "draft": None if form.is_bound else draft_kept(request),
    }
    return render(request, "concerns/concern_change.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, concern_id: uuid.UUID) -> HttpResponse:
    concern = own_open_concern(request, concern_id, Act.CONCERN_CLOSE)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        concern_close(concern=concern, reason=form.cleaned_data["reason"])
        messages.success(
            request,
            _("Undringen om %(name)s er avsluttet. Blir du bekymret igjen, skriver du en ny.")
            % {"name": concern.first_name},
        )
        return redirect("concerns:read", concern.pk)
    log.record(Act.CONCERN_READ, unit_id=concern.unit_id, objects=[concern])
    form.read_by("reason", _("Leses av de samme som kan lese undringen."))
    context = {
        "title": _("Er det ikke behov for mer for %(name)s nå?") % {"name": concern.first_name},
        "text": _(
            "Undringen avsluttes. De som kan lese den, kan fortsatt lese den, men teksten kan ikke endres."
        ),
        "form": form,
        "confirm_label": _("Avslutt undringen"),
        "cancel_label": _("Behold den"),
        "cancel_url": reverse("concerns:read", args=[concern.pk]),
    }
    return render(request, "ui/confirm_page.html", context)
