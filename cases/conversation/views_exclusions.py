"""What the family excepts from who may read what: added and taken away on a page of its own."""

import uuid
from typing import Any, ClassVar, Final

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from cases.case.exclusions import exclusions_told
from cases.conversation.about import record
from cases.conversation.exclusions import (
    ExclusionForm,
    exclusion_add,
    exclusion_drop,
    exclusion_lift_ask,
    exclusions_asked,
    professions_known,
)
from cases.conversation.page import StepPage
from cases.conversation.services import conversation_begin
from cases.conversation.steps import UNITS
from consent.models import Asked, Role
from municipality.organisation.models import Unit
from municipality.people.ages import HEARD_FROM
from municipality.people.selectors import people_of
from municipality.writing.page import Saved

OF_A_UNIT = "enhet"
EXCEPTIONS: Final = "unntak"  # where the step shows them, and the button that leads here
BUTTONS: Final = ("drop", "ask_to_lift", "keep")


class Exclusions(StepPage):
    """It belongs to the step «Hvem får lese hva»."""

    step = UNITS.slug
    template = "conversation/exclusions.html"
    form_class = ExclusionForm
    beside: ClassVar = {"only_staff_are_kept_out": "person", "your_own_profession": "profession"}

    def gate(
        self, concern_id: uuid.UUID | None = None, case_id: uuid.UUID | None = None
    ) -> HttpResponse | None:
        elsewhere = super().gate(concern_id, case_id)
        if elsewhere is None and self.whom.consent is None:  # nobody is asked yet
            elsewhere = redirect(f"{self.whom.url(UNITS.slug)}?{EXCEPTIONS}=1#{EXCEPTIONS}")
        self.units = list(Unit.objects.in_use().filter(municipality=self.whom.own.municipality_id))
        asked = self.request.GET.get(OF_A_UNIT, "")
        self.unit = next((one for one in self.units if str(one.pk) == asked), self.whom.own)
        return elsewhere

    def who_can_want(self) -> list[Asked]:
        """All but a child who is not heard yet, if there is anybody else."""
        heard = self.whom.age >= HEARD_FROM
        return [one for one in self.people if one.role != Role.SUBJECT or heard] or self.people

    def about(self) -> dict[str, Any]:
        return {
            "asked": self.who_can_want(),
            "people": people_of(self.unit.pk, {self.request.user.pk}),
            "professions": professions_known(),
        }

    def sent(self, data: QueryDict) -> ExclusionForm:
        """A button does what it says, whatever stands in the form."""
        return ExclusionForm(data, is_asked=not any(data.get(name) for name in BUTTONS), **self.about())

    def save(self, form: ExclusionForm) -> Saved:
        consent_id = conversation_begin(concern=self.whom.concern, case=self.whom.case)
        record(self.whom, self.act)
        for name in BUTTONS:
            if pressed := self.request.POST.get(name):
                self.press(name, consent_id, uuid.UUID(pressed))
                return Saved(self.request.get_full_path())
        said = form.cleaned_data
        if said["person"] is not None:
            exclusion_add(consent_id=consent_id, wanted_by=said["wanted_by"], user_id=said["person"])
        for name in ("profession", "fact"):
            if said[name]:
                exclusion_add(consent_id=consent_id, wanted_by=said["wanted_by"], **{name: said[name]})
        return Saved(self.request.get_full_path())

    def press(self, name: str, consent_id: uuid.UUID, exclusion_id: uuid.UUID) -> None:
        if name == "drop":
            exclusion_drop(consent_id=consent_id, exclusion_id=exclusion_id)
        else:
            exclusion_lift_ask(
                consent_id=consent_id, exclusion_id=exclusion_id, is_asked=name == "ask_to_lift"
            )

    def context(self, form: ExclusionForm) -> dict[str, Any]:
        consent = self.whom.consent
        return {
            "unit": self.unit,
            "units": self.units,
            "excluded": exclusions_asked(consent.pk) if consent else [],
            "in_log": exclusions_told(self.whom.case.pk) if self.whom.case else [],
            "units_url": self.whom.url(UNITS.slug),
        }
