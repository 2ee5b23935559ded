"""Case heads («Saker i enheten»): the reception names people for a case, leaders follow it, holders offer it on."""

import uuid
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.baton.services import latest_offer, log_rest_end
from cases.baton.views import passes_baton
from cases.case.head import CaseHead
from cases.case.models import Case
from cases.case.services import participant_add, participant_remove
from cases.heads.forms import NamePersonForm
from cases.heads.panels import panels_of
from cases.heads.selectors import head_page, named_of_my_units, naming_candidates
from cases.logs.withheld import withheld_in_my_units
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.services import notices_seen
from municipality.people.request import SignedInRequest, signed_in
from municipality.ui.forms import Form
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved, WritingPage


def head_or_404(case_id: uuid.UUID, act: Act) -> CaseHead:
    head = CaseHead.objects.one(case_id)
    if head is None:
        access_log.refuse(act, case_id=case_id)
        raise Http404
    return head


def _note(head: CaseHead) -> None:
    access_log.record(Act.HEAD_READ, case_id=head.pk, unit_id=head.for_unit_id)


@signed_in
@require_safe
def list_heads(request: SignedInRequest) -> HttpResponse:
    """Heads of the cases that wait for the current user's units, or that these work with."""
    page = head_page(request.GET.get("page"))
    access_log.record_list(Act.HEAD_LIST, page.rows)
    return render(request, "heads/list.html", {"page": page})


@signed_in
@require_safe
def read(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """One head: what may be known without being named, and what can be done from here."""
    head = head_or_404(case_id, Act.HEAD_READ)
    _note(head)
    notices_seen(case_id=head.pk)
    return render(request, "heads/read.html", page_context(request, head))


def page_context(
    request: SignedInRequest, head: CaseHead, form: NamePersonForm | None = None
) -> dict[str, object]:
    named, unit = named_of_my_units(head.pk), head.for_unit if head.as_reception else None
    candidates = naming_candidates(head, unit, {one.user_id for one in named}) if unit else []
    return {
        "head": head,
        "named": named,
        "form": form or NamePersonForm(candidates=candidates),
        "candidates": candidates,
        "i_am_named": Case.objects.filter(pk=head.pk).exists(),
        "can_name_myself": request.user.pk in {one.user_id for one in candidates},
        "passes_baton": passes_baton(head),
        "withheld": withheld_in_my_units(head.pk),
        "latest": latest_offer(head.pk) if passes_baton(head) else None,
        "brought": panels_of(head, request.user),
    }


class Name(WritingPage):
    """Name a colleague or yourself (`myself`), on the page of the head."""

    template = "heads/read.html"
    form_class = NamePersonForm
    keeps_draft = False
    act = Act.PARTICIPANT_ADD
    beside: ClassVar = {"not_of_the_unit": "person"}

    def gate(self, case_id: uuid.UUID) -> None:
        self.head = head_or_404(case_id, self.act)
        if not self.head.as_reception or self.head.for_unit is None:
            self.refused()
            raise PermissionDenied
        self.unit = self.head.for_unit
        self.myself = bool(self.request.POST.get("myself"))

    def about(self) -> dict[str, Any]:
        named = {one.user_id for one in named_of_my_units(self.head.pk)}
        return {"candidates": naming_candidates(self.head, self.unit, named), "myself": self.myself}

    def shown(self, form: Form) -> None:
        _note(self.head)

    def save(self, form: NamePersonForm) -> Saved:
        person = self.request.user if self.myself else form.cleaned_data["person"]
        participant_add(case_id=self.head.pk, person=person, unit=self.unit)
        if self.myself:
            return Saved(reverse("logs:read", args=[self.head.pk]), _("Du er med i stafettloggen nå."))
        words = _("%(name)s er med i stafettloggen nå, og har fått beskjed.") % {"name": person}
        return Saved(reverse("heads:read", args=[self.head.pk]), words)

    def context(self, form: NamePersonForm) -> dict[str, Any]:
        return page_context(self.request, self.head, form)


class RestEnd(ConfirmPage):
    """End a log that rests: the family will not be asked (D4). The holder's."""

    act = Act.CASE_CLOSE

    def gate(self, case_id: uuid.UUID) -> None:
        self.head = head_or_404(case_id, self.act)
        if self.head.rested_since is None or not self.head.as_holder:
            self.refused()
            raise PermissionDenied
        self.back = reverse("heads:read", args=[self.head.pk])

    def shown(self, form: Form) -> None:
        _note(self.head)

    def save(self, form: Form) -> Saved:
        log_rest_end(self.head.pk)
        return Saved(reverse("home"), _("Stafettloggen er avsluttet."))

    def context(self, form: Form) -> dict[str, Any]:
        return {
            "title": _("Skal stafettloggen til %(child)s avsluttes nå?")
            % {"child": self.head.initials or self.head.number},
            "text": _(
                "Da blir ikke familien spurt om å si ja igjen. Ingen i tjenestene leser loggen etter det."
            ),
            "confirm_label": _("Avslutt loggen"),
            "cancel_label": _("Ikke avslutt"),
        }


class Remove(ConfirmPage):
    """End a colleague's part. By reception or leader; what the colleague has written stays."""

    act = Act.PARTICIPANT_REMOVE

    def gate(self, case_id: uuid.UUID, user_id: int) -> None:
        self.head = head_or_404(case_id, self.act)
        colleague = next((one for one in named_of_my_units(self.head.pk) if one.user_id == user_id), None)
        if colleague is None:
            self.refused()
            raise Http404
        self.colleague = colleague
        self.back = reverse("heads:read", args=[self.head.pk])

    def shown(self, form: Form) -> None:
        _note(self.head)

    def save(self, form: Form) -> Saved:
        colleague = self.colleague
        participant_remove(case_id=self.head.pk, person_id=colleague.user_id, unit_id=colleague.unit_id)
        still_there = CaseHead.objects.one(self.head.pk)
        words = _("%(name)s er ikke lenger med i stafettloggen.") % {"name": colleague.name}
        return Saved(self.back if still_there else reverse("heads:list"), words)

    def context(self, form: Form) -> dict[str, Any]:
        words = {"name": self.colleague.name}
        return {
            "title": _("Skal %(name)s ikke være med lenger?") % words,
            "text": _("Da kan ikke %(name)s lese mer i loggen. Det som er skrevet, blir stående.") % words,
            "confirm_label": _("Avslutt tilgangen"),
            "cancel_label": _("Behold"),
        }
