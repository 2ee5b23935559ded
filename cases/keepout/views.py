"""Keeping somebody out who is part of it: of a concern by who has it, of a log by its relay holder (D6)."""

import uuid
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.case.head import CaseHead
from cases.case.models import Case
from cases.concerns.gates import own_open_concern
from cases.concerns.selectors import kept_out_of
from cases.concerns.services import KeptOut, concern_keep_out, concern_let_in
from cases.keepout.forms import KeepOutForm
from cases.keepout.selectors import kept_out_of_case, units_of
from cases.keepout.services import case_keep_out, case_let_in
from municipality.access.verbs import value
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.organisation.models import Unit
from municipality.people.selectors import people_of
from municipality.ui.forms import Form
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved, WritingPage


class KeepOut(WritingPage):
    """Whom, of a unit that can be chosen first. What both pages have in common."""

    template = "keepout/keep_out.html"
    form_class = KeepOutForm
    keeps_draft = False
    beside: ClassVar = {"only_staff_are_kept_out": "person"}
    unit: Unit
    back: str
    from_step: bool
    kept_out: list[Any]  # found by `gate`

    def goes_back_to(self, page: str, step: str, key: uuid.UUID) -> None:
        """To the step of the consent that led here, if one did; else to the page of what it is about."""
        self.from_step = self.request.GET.get("fra") == "samtykke"
        self.back = reverse(step, args=[key]) if self.from_step else page

    def choose_unit(self, usual: Unit) -> None:
        """The unit that the address asks for, of the same municipality; else the usual one."""
        self.units = list(units_of(usual.municipality_id))
        asked = self.request.GET.get("enhet", "")
        self.unit = next((one for one in self.units if str(one.pk) == asked), usual)

    def about(self) -> dict[str, Any]:
        without = {self.request.user.pk, *(one.user_id for one in self.kept_out)}
        return {"people": people_of(self.unit.pk, without)}

    def context(self, form: KeepOutForm) -> dict[str, Any]:
        return {
            "unit": self.unit,
            "units": self.units,
            "kept_out": self.kept_out,
            "cancel_url": self.back,
            "from_step": self.from_step,
            "nobody": len(form.fields["person"].choices) == 1,  # type: ignore[attr-defined]
        }

    @property
    def same_page(self) -> str:
        return self.request.path + ("?fra=samtykke" if self.from_step else "")

    def chosen(self, form: KeepOutForm) -> KeptOut:
        return KeptOut(form.cleaned_data["person"], form.cleaned_data["because"])

    def said(self, form: KeepOutForm) -> str:
        names = dict(form.fields["person"].choices)  # type: ignore[attr-defined]
        return _("%(name)s holdes utenfor fra nå.") % {"name": names[str(form.cleaned_data["person"])]}


class OfConcern(KeepOut):
    act = Act.CONCERN_KEEP_OUT

    def gate(self, concern_id: uuid.UUID) -> None:
        self.concern = own_open_concern(concern_id, self.act)
        self.goes_back_to(reverse("concerns:read", args=[concern_id]), "conversation:enheter", concern_id)
        self.kept_out = list(kept_out_of(self.concern))
        self.choose_unit(self.concern.unit)

    def shown(self, form: Form) -> None:
        access_log.record(Act.CONCERN_READ, unit_id=self.concern.unit_id, objects=[self.concern])

    def save(self, form: KeepOutForm) -> Saved:
        concern_keep_out(concern=self.concern, kept_out=self.chosen(form))
        return Saved(self.same_page, self.said(form))

    def context(self, form: KeepOutForm) -> dict[str, Any]:
        return super().context(form) | {
            "concern": self.concern,
            "let_in": "keepout:concern_let_in",
            "key": self.concern.pk,
        }


def held_or_404(case_id: uuid.UUID, act: Act) -> Case | CaseHead:
    """The case, or its head where the relay holder has no access. Refuses everybody but the holder."""
    case: Case | CaseHead | None = Case.objects.filter(pk=case_id).first() or CaseHead.objects.one(case_id)
    if case is None:
        access_log.refuse(act, case_id=case_id)
        raise Http404
    if not value("i_hold", case=case_id):
        access_log.refuse(act, case_id=case_id)
        raise PermissionDenied
    return case


def page_of(case: Case | CaseHead) -> str:
    return reverse("logs:read" if isinstance(case, Case) else "heads:read", args=[case.pk])


class OfCase(KeepOut):
    act = Act.CASE_KEEP_OUT

    def gate(self, case_id: uuid.UUID) -> None:
        self.case = held_or_404(case_id, self.act)
        self.goes_back_to(page_of(self.case), "new_consent:enheter", case_id)
        self.kept_out = list(kept_out_of_case(case_id))
        self.choose_unit(Unit.objects.get(pk=value("held_unit", case=case_id)))

    def shown(self, form: Form) -> None:
        access_log.record(
            Act.CASE_READ if isinstance(self.case, Case) else Act.HEAD_READ, case_id=self.case.pk
        )

    def save(self, form: KeepOutForm) -> Saved:
        case_keep_out(case_id=self.case.pk, kept_out=self.chosen(form))
        return Saved(self.same_page, self.said(form))

    def context(self, form: KeepOutForm) -> dict[str, Any]:
        return super().context(form) | {
            "case": self.case,
            "let_in": "keepout:case_let_in",
            "key": self.case.pk,
        }


class LetIn(ConfirmPage):
    """It is asked once more: from now on the person can learn of it."""

    danger = True

    def find(self, kept_out: list[Any], user_id: int) -> None:
        person = next((one.user for one in kept_out if one.user_id == user_id), None)
        if person is None:
            self.refused()
            raise Http404
        self.person = person

    def context(self, form: Form) -> dict[str, Any]:
        words = {"name": self.person.display_name}
        return {
            "title": _("Skal %(name)s ikke holdes utenfor lenger?") % words,
            "text": _(
                "Da gjelder de vanlige reglene for %(name)s igjen. Det personen får vite, kan ikke tas tilbake."
            )
            % words,
            "confirm_label": _("Slipp inn igjen"),
            "cancel_label": _("Behold utenfor"),
        }


class ConcernLetIn(LetIn):
    act = Act.CONCERN_LET_IN

    def gate(self, concern_id: uuid.UUID, user_id: int) -> None:
        self.concern = own_open_concern(concern_id, self.act)
        self.back = reverse("keepout:concern", args=[concern_id])
        self.find(list(kept_out_of(self.concern)), user_id)

    def context(self, form: Form) -> dict[str, Any]:
        return super().context(form) | {"concern": self.concern}

    def refused(self) -> None:
        access_log.refuse(self.act, shown=f"concern:{self.concern.pk}")

    def save(self, form: Form) -> Saved:
        concern_let_in(concern=self.concern, user_id=self.person.pk)
        return Saved(
            self.back, _("%(name)s holdes ikke utenfor lenger.") % {"name": self.person.display_name}
        )


class CaseLetIn(LetIn):
    act = Act.CASE_LET_IN

    def gate(self, case_id: uuid.UUID, user_id: int) -> None:
        self.case = held_or_404(case_id, self.act)
        self.back = reverse("keepout:case", args=[case_id])
        self.find(list(kept_out_of_case(case_id)), user_id)

    def context(self, form: Form) -> dict[str, Any]:
        return super().context(form) | {"case": self.case}

    def save(self, form: Form) -> Saved:
        case_let_in(case_id=self.case.pk, user_id=self.person.pk)
        return Saved(
            self.back, _("%(name)s holdes ikke utenfor lenger.") % {"name": self.person.display_name}
        )
