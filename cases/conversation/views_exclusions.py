"""What the family excepts from who may read what: added and taken away on a page of its own."""

import uuid
from typing import Any, ClassVar

from django.http import HttpResponse, QueryDict

from cases.conversation.exclusions import (
    ExclusionForm,
    exclusion_add,
    exclusion_drop,
    exclusions_asked,
    professions_known,
)
from cases.conversation.page import StepPage
from cases.conversation.services import conversation_begin
from cases.conversation.steps import UNITS
from municipality.organisation.models import Unit
from municipality.people.selectors import people_of
from municipality.writing.page import Saved

OF_A_UNIT = "enhet"


class Exclusions(StepPage):
    """It belongs to the step «Hvem får lese hva»."""

    step = UNITS.slug
    template = "conversation/exclusions.html"
    form_class = ExclusionForm
    keeps_draft = False
    beside: ClassVar = {"only_staff_are_kept_out": "person", "your_own_profession": "profession"}

    def gate(
        self, concern_id: uuid.UUID | None = None, case_id: uuid.UUID | None = None
    ) -> HttpResponse | None:
        elsewhere = super().gate(concern_id, case_id)
        self.units = list(Unit.objects.in_use().filter(municipality=self.whom.own.municipality_id))
        asked = self.request.GET.get(OF_A_UNIT, "")
        self.unit = next((one for one in self.units if str(one.pk) == asked), self.whom.own)
        return elsewhere

    def about(self) -> dict[str, Any]:
        return {
            "people": people_of(self.unit.pk, {self.request.user.pk}),
            "professions": professions_known(),
        }

    def sent(self, data: QueryDict) -> ExclusionForm:
        """A button takes one away, whatever stands in the form."""
        form: ExclusionForm = super().sent(data)
        if data.get("drop"):
            form = ExclusionForm(QueryDict("fact=-"), **self.about())
        return form

    def save(self, form: ExclusionForm) -> Saved:
        consent_id = conversation_begin(concern=self.whom.concern, case=self.whom.case)
        if dropped := self.request.POST.get("drop"):
            exclusion_drop(consent_id=consent_id, exclusion_id=uuid.UUID(dropped))
            return Saved(self.request.get_full_path())
        said = form.cleaned_data
        if said["person"] is not None:
            exclusion_add(consent_id=consent_id, user_id=said["person"])
        for name in ("profession", "fact"):
            if said[name]:
                exclusion_add(consent_id=consent_id, **{name: said[name]})
        return Saved(self.request.get_full_path())

    def context(self, form: ExclusionForm) -> dict[str, Any]:
        consent = self.whom.consent
        return {
            "unit": self.unit,
            "units": self.units,
            "excluded": exclusions_asked(consent.pk) if consent else [],
            "units_url": self.whom.url(UNITS.slug),
        }
