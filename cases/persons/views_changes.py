"""What changes about the people of an open log: what narrows holds at once, what widens is looked at first."""

import uuid
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.case.gates import case_or_404, holder_or_403
from cases.case.models import AddressProtection, Ascertained, Case, ParentalResponsibility
from cases.checks.forms import PaperForm
from cases.checks.models import What
from cases.checks.services import change_propose, protection_set, responsibility_end
from cases.opening.services import Parent, parent_enter
from cases.persons.forms_changes import NewParentForm, ProtectionForm
from consent.models import Answer
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.writing.page import Saved, WritingPage


class Change(WritingPage):
    """Of a log whose baton the reader holds."""

    keeps_draft = False
    act = Act.CHANGE_PROPOSE

    def gate(self, case_id: uuid.UUID) -> None:
        self.case: Case = case_or_404(case_id, self.act)
        holder_or_403(self.request, self.case, self.act)
        self.parents = list(ParentalResponsibility.objects.filter(case=self.case).order_by("registered_at"))

    def shown(self, form: Any) -> None:
        access_log.record(Act.CASE_READ, case_id=self.case.pk)

    def done_with(self, words: str) -> Saved:
        return Saved(reverse("consents:list", args=[self.case.pk]), words)

    def context(self, form: Any) -> dict[str, Any]:
        return {"case": self.case}


class Protection(Change):
    """Set or raised at once, by one person; lowered by two."""

    template = "persons/protection.html"
    form_class = ProtectionForm

    def about(self) -> dict[str, Any]:
        readers = [one for one in self.parents if one.has_responsibility]
        return {"now": AddressProtection(self.case.address_protection), "parents": readers}

    def save(self, form: ProtectionForm) -> Saved:
        if form.is_lower:
            change_propose(
                case_id=self.case.pk, what=What.PROTECTION, shown=form.shown, becomes=form.becomes.value
            )
            return self.done_with(_("Det er registrert. Det gjelder når en leder har kontrollert det."))
        chosen = [uuid.UUID(one) for one in form.cleaned_data.get("protected_too", [])]
        protection_set(case_id=self.case.pk, protection=form.becomes.value, parents=chosen)
        return self.done_with(_("Adressesperren gjelder fra nå."))


class Lost(Change):
    """A parent has no responsibility any longer: closed at once, by one person."""

    template = "persons/lost.html"
    form_class = PaperForm
    act = Act.RESPONSIBILITY_END

    def gate(self, case_id: uuid.UUID, parent_id: uuid.UUID) -> None:  # type: ignore[override]
        super().gate(case_id)
        parent = next((one for one in self.parents if one.pk == parent_id and one.has_responsibility), None)
        if parent is None:
            self.refused()
            raise Http404
        self.parent = parent

    def save(self, form: PaperForm) -> Saved:
        responsibility_end(case_id=self.case.pk, parent_id=self.parent.pk, shown=form.shown)
        words = _("%(name)s leser ikke stafettloggen fra nå.") % {"name": self.parent.name}
        if not Case.objects.filter(pk=self.case.pk).exists():  # nothing is open any longer: it rests
            return Saved(reverse("heads:read", args=[self.case.pk]), words)
        return self.done_with(words)

    def context(self, form: PaperForm) -> dict[str, Any]:
        return super().context(form) | {"parent": self.parent}


class NewParent(Change):
    """Written down at once as somebody who neither answers nor reads; both when a second person has looked at it."""

    template = "persons/new_parent.html"
    form_class = NewParentForm

    def save(self, form: NewParentForm) -> Saved:
        asked = form.cleaned_data
        parent = Parent(
            asked["name"], asked["relation"], False, Ascertained.TOLD, Answer.NOT_ASKED, form.number
        )
        resident = parent_enter(self.case.pk, parent)
        written = ParentalResponsibility.objects.get(case=self.case, parent=resident)
        change_propose(case_id=self.case.pk, what=What.RESPONSIBILITY, shown=form.shown, parent_id=written.pk)
        return self.done_with(_("Det er registrert. Det gjelder når en leder har kontrollert det."))
