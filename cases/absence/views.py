"""Absences: one's own, and those of people in units that one leads."""

import uuid
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.absence.forms import AbsenceForm, ChangeForm
from cases.absence.models import Absence
from cases.absence.selectors import open_absences, reach_of, stand_in_candidates
from cases.absence.services import absence_change, absence_end, absence_register
from cases.case.candidates import Candidate
from cases.case.models import Case
from cases.concerns.models import Concern
from municipality.access.verbs import Among, value
from municipality.audit import access_log
from municipality.audit.access_log import Shown
from municipality.audit.acts import Act
from municipality.notices.models import OF_AN_ABSENCE
from municipality.notices.services import notices_seen
from municipality.people.models import User
from municipality.people.request import SignedInRequest, signed_in
from municipality.people.selectors import colleagues
from municipality.people.workplace import workplace_of
from municipality.ui.dates import day_text
from municipality.ui.forms import Form
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved, WritingPage


@signed_in
@require_safe
def list_absences(request: SignedInRequest) -> HttpResponse:
    """Those that are not over, and whom one can register one for."""
    place, me = workplace_of(request), request.user
    if not place.units:
        raise Http404
    found = list(open_absences())
    notices_seen(*OF_AN_ABSENCE)
    access_log.record_list(Act.ABSENCE_READ, found)
    context = {
        "own": [one for one in found if one.user_id == me.pk],
        "as_stand_in": [one for one in found if one.stand_in_id == me.pk],
        "of_colleagues": [one for one in found if me.pk not in (one.user_id, one.stand_in_id)],
        "led": [(unit, [one for one in colleagues(unit) if one.pk != me.pk]) for unit in place.led_units],
    }
    return render(request, "absence/list.html", context)


@signed_in
@require_safe
def read(request: SignedInRequest, absence_id: uuid.UUID) -> HttpResponse:
    """One absence: who stands in, which logs the stand-in reads and which not, and the own undringer."""
    absence = absence_or_404(absence_id)
    reach = reach_of(absence.pk)
    seen = {case.pk: case for case in Case.objects.filter(pk__in=[one.case_id for one in reach])}
    is_own = absence.user_id == request.user.pk
    concerns = list(Concern.objects.filter(Among("my_concerns"), closed_at=None)) if is_own else []
    notices_seen(*OF_AN_ABSENCE)
    access_log.record_list(
        Act.ABSENCE_READ,
        [absence, *(Shown(one.case_id, f"case:{one.case_id}") for one in reach), *concerns],
    )
    lines = [(one, seen.get(one.case_id) if is_own else None) for one in reach]
    context = {
        "absence": absence,
        "is_own": is_own,
        "sees_to_it": value("i_see_to_absence_of", user=absence.user_id) and _lasts(absence),
        "read": [line for line in lines if line[0].reads],
        "unread": [line for line in lines if not line[0].reads],
        "concerns": concerns,
    }
    return render(request, "absence/read.html", context)


def absence_or_404(absence_id: uuid.UUID) -> Absence:
    absence = Absence.objects.filter(pk=absence_id).prefetch_related("user", "stand_in", "chosen_by").first()
    if absence is None:
        access_log.refuse(Act.ABSENCE_READ)
        raise Http404
    return absence


def _lasts(absence: Absence) -> bool:
    return absence.ended_at is None and absence.last >= timezone.localdate()


def _with_present(candidates: list[Candidate], absence: Absence) -> list[Candidate]:
    """The candidates, and who stands in now, who stays also where another could not choose the same."""
    present = absence.stand_in
    if present is None or present.pk in {one.user_id for one in candidates}:
        return candidates
    return [Candidate(present.pk, present.display_name, 0, _("vikar nå"), "", None), *candidates]


class Register(WritingPage):
    """For oneself, or for somebody in a unit that one leads (`user_id`)."""

    template = "absence/register.html"
    form_class = AbsenceForm
    act = Act.ABSENCE_REGISTER
    beside: ClassVar = {
        "away_already": "first",
        "absence_ends_within_a_year": "last",
        "stand_in_works_in_the_unit": "stand_in",
    }

    def gate(self, user_id: int | None = None) -> None:
        self.person = self.request.user
        if user_id is None:
            if not workplace_of(self.request).units:
                raise Http404
        else:
            person = User.objects.filter(pk=user_id).first()
            if person is None:
                raise Http404
            if not value("i_see_to_absence_of", user=user_id):
                self.refused()
                raise PermissionDenied
            self.person = person
        self.candidates = stand_in_candidates(self.person.pk)

    def about(self) -> dict[str, Any]:
        return {"candidates": self.candidates}

    def save(self, form: AbsenceForm) -> Saved:
        absence_id = absence_register(
            user_id=self.person.pk,
            first=form.cleaned_data["first"],
            last=form.cleaned_data["last"],
            stand_in_id=form.stand_in_id,
        )
        return Saved(reverse("absence:read", args=[absence_id]), _("Fraværet er meldt."))

    def context(self, form: AbsenceForm) -> dict[str, Any]:
        return {"away": self.person, "is_own": self.person == self.request.user}


class Change(WritingPage):
    """Another last day, or somebody else who stands in."""

    template = "absence/change.html"
    form_class = ChangeForm
    keeps_draft = False
    act = Act.ABSENCE_CHANGE
    beside: ClassVar = {**Register.beside, "stand_in_makes_it_last": "last"}

    def gate(self, absence_id: uuid.UUID) -> None:
        self.absence = absence_or_404(absence_id)
        if not value("i_see_to_absence_of", user=self.absence.user_id):
            self.refused()
            raise PermissionDenied
        self.candidates = _with_present(stand_in_candidates(self.absence.user_id), self.absence)

    def about(self) -> dict[str, Any]:
        return {"candidates": self.candidates}

    def initial(self) -> dict[str, Any]:
        chosen = next((one for one in self.candidates if one.user_id == self.absence.stand_in_id), None)
        return {
            "last": self.absence.last,
            "stand_in": f"{chosen.user_id}:{chosen.unit_id}" if chosen else "",
        }

    def shown(self, form: ChangeForm) -> None:
        access_log.record(Act.ABSENCE_READ, objects=[self.absence])

    def save(self, form: ChangeForm) -> Saved:
        absence_change(
            absence_id=self.absence.pk, last=form.cleaned_data["last"], stand_in_id=form.stand_in_id
        )
        return Saved(reverse("absence:read", args=[self.absence.pk]), _("Fraværet er endret."))

    def context(self, form: ChangeForm) -> dict[str, Any]:
        return {"absence": self.absence}


class End(ConfirmPage):
    """Back before the last day, or it was not to be."""

    act = Act.ABSENCE_END

    def gate(self, absence_id: uuid.UUID) -> None:
        self.absence = absence_or_404(absence_id)
        self.back = reverse("absence:read", args=[absence_id])
        if not value("i_see_to_absence_of", user=self.absence.user_id):
            self.refused()
            raise PermissionDenied

    def shown(self, form: Form) -> None:
        access_log.record(Act.ABSENCE_READ, objects=[self.absence])

    def save(self, form: Form) -> Saved:
        absence_end(self.absence.pk)
        return Saved(reverse("absence:list"), _("Fraværet er avsluttet."))

    def context(self, form: Form) -> dict[str, Any]:
        stand_in = self.absence.stand_in
        last = day_text(self.absence.last, timezone.localdate())
        words = (
            _("Da slutter %(name)s å lese stafettloggene med en gang.") % {"name": stand_in.display_name}
            if stand_in
            else _("Det er meldt til og med %(day)s.") % {"day": last}
        )
        return {
            "title": _("Skal fraværet avsluttes nå?"),
            "text": words,
            "confirm_label": _("Avslutt fraværet"),
            "cancel_label": _("Behold"),
        }
