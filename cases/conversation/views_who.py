"""The steps that say whom it is about, who the grown-ups are, and which units may read what."""

from contextlib import suppress
from typing import Any

from dateutil.relativedelta import relativedelta
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from cases.conversation.about import record
from cases.conversation.exclusions import exclusions_asked
from cases.conversation.forms import ChildForm, GrownUpsPage, WomanForm, child_form
from cases.conversation.forms_units import MEANS, UnitsPage
from cases.conversation.page import AskingPage, StepPage
from cases.conversation.selectors import shares_to_ask_again
from cases.conversation.services import conversation_begin, person_drop, person_keep, woman_keep
from cases.conversation.steps import CHILD, GROWN_UPS, UNITS
from cases.conversation.suggestions import often_asked
from consent.form_words import bokmal
from consent.models import Asked, Role
from consent.selectors import shared_with
from consent.services import period_keep, shares_keep
from municipality.organisation.choices import KindOfInformation
from municipality.organisation.models import Unit
from municipality.writing.drafts import DraftsFull, draft_save
from municipality.writing.once import opened
from municipality.writing.page import Saved


class Child(StepPage):
    """Name and day of birth stand in the undring; the number and whether the address is protected are asked."""

    step = CHILD.slug
    template = "conversation/child.html"
    form_class = staticmethod(child_form)
    begins = "identity_number"

    @property
    def stored(self) -> Asked | None:
        return next((one for one in self.people if one.role == Role.SUBJECT), None)

    def about(self) -> dict[str, Any]:
        return {"about": self.whom, "stored": self.stored}

    def initial(self) -> dict[str, Any]:
        if not self.stored:
            return {}
        said = {"address_protection": self.stored.protection, "birth_date": self.stored.birth_date}
        return said | ({"name": self.stored.name} if self.stored.birth_date else {})

    def save(self, form: ChildForm) -> Saved:
        consent_id = conversation_begin(concern=self.whom.concern)
        child = Asked.objects.get(consent=consent_id, role=Role.SUBJECT)
        said = {"protection": form.cleaned_data["address_protection"], "number": form.number}
        if isinstance(form, WomanForm):
            born, name = form.cleaned_data["birth_date"], form.cleaned_data["name"]
            woman_keep(consent_id=consent_id, person_id=child.pk, born=born, name=name, **said)
            # Another name or age can be another way through the steps.
            record(self.whom, self.act)
            return Saved(self.whom.url(""))
        name = self.whom.name
        person_keep(consent_id=consent_id, person_id=child.pk, role=Role.SUBJECT, name=name, **said)
        return self.on()


class GrownUps(AskingPage):
    """Everybody who has care of the child, also who has no responsibility: one row each."""

    step = GROWN_UPS.slug
    template = "conversation/grown_ups.html"
    called = "page"

    def _page(self, **how: Any) -> GrownUpsPage:
        answered = {one.asked_id for one in self.replies}
        return GrownUpsPage(about=self.whom, people=self.people, answered=answered, **how)

    def again(self, data: QueryDict) -> GrownUpsPage | None:
        if more := data.get("more", ""):
            return self._page(typed=data, more=more)
        return super().judged_again(data)

    def sent(self, data: QueryDict) -> GrownUpsPage:
        return self._page(data=data)

    def fresh(self, typed: QueryDict | None) -> GrownUpsPage:
        return self._page(typed=typed)

    def changes(self, form: GrownUpsPage) -> bool:
        return any(_asks_another(row) for row in form.kept()) or bool(form.dropped())

    def save(self, form: GrownUpsPage) -> Saved:
        consent_id = self.consent.pk
        for person in form.dropped():
            person_drop(consent_id=consent_id, person_id=person.pk)
        for row in form.kept():
            stored = row.stored.pk if row.stored else None
            person_keep(consent_id=consent_id, person_id=stored, role=Role.PARENT, **row.said)
        return self.on()


def _asks_another(row: Any) -> bool:
    """Whether the row is somebody new, or now another is asked: a number or a relation asks nothing new."""
    said = row.said
    return not row.stored or (row.stored.name, row.stored.has_responsibility) != (
        said["name"],
        said["has_responsibility"],
    )


class Units(AskingPage):
    """The table: units down, kinds of information across."""

    step = UNITS.slug
    template = "conversation/units.html"
    called = "page"

    @property
    def near(self) -> list[Unit]:
        concern = self.whom.concern
        return often_asked(concern.unit, concern.observed) if concern else []

    def _page(self, **how: Any) -> UnitsPage:
        return UnitsPage(
            about=self.whom, consent=self.whom.consent, near=self.near, first=self._first(), **how
        )

    def _first(self) -> list[dict[str, Any]]:
        """What the address asks for: all that holds today, the unit that takes over for one that closes, or that
        coordinates plans.
        """
        case, asked = self.whom.case, self.request.GET
        if not case:
            return []
        if asked.get("again"):
            return [{"unit": one.unit_id, "kinds": one.kinds} for one in shares_to_ask_again(case.pk)]
        closing = [one for one in shared_with(case.pk) if str(one.basis_id) == asked.get("for")]
        if closing:
            return [{"unit": closing[0].successor_id, "kinds": closing[0].kinds}]
        units = Unit.objects.in_use().filter(
            municipality=case.municipality_id, service__coordinates_plans=True
        )
        return [{"unit": unit.pk} for unit in units[:1]] if asked.get("plan") else []

    def again(self, data: QueryDict) -> UnitsPage | None:
        if more := data.get("more", ""):
            return self._page(typed=data, more=more)
        return super().judged_again(data)

    def sent(self, data: QueryDict) -> UnitsPage:
        return self._page(data=data)

    def fresh(self, typed: QueryDict | None) -> UnitsPage:
        return self._page(typed=typed)

    def changes(self, form: UnitsPage) -> bool:
        stored = {share.unit_id: set(share.kinds) for share in self.consent.shares.all()}
        asked = {share.unit.pk: set(share.kinds) for share in form.asked()}
        return (stored, self.consent.for_plan) != (asked, form.for_plan)

    def aside(self) -> HttpResponse | None:
        """To the exceptions, for which the family is asked from now on; what is ticked waits as a draft meanwhile."""
        if "unntak" not in self.request.POST:
            return None
        if kept := opened(self.request.POST):
            with suppress(DraftsFull):  # then what is ticked is ticked again
                draft_save(kept, self.request.POST)
        if self.whom.consent is None:
            conversation_begin(concern=self.whom.concern, case=self.whom.case)
            record(self.whom, self.act)
        return redirect(self.whom.url("unntak"))

    def save(self, form: UnitsPage) -> Saved:
        consent_id = conversation_begin(concern=self.whom.concern, case=self.whom.case)
        shares_keep(consent_id=consent_id, shares=form.asked(), for_plan=form.for_plan)
        if not (self.whom.consent and self.whom.consent.ends):
            # A proposal, so that the next page can say what it means before anything is chosen there.
            months = relativedelta(months=self.whom.own.municipality.consent_months)
            period_keep(consent_id=consent_id, ends=timezone.localdate() + months, purpose="")
        return self.on()

    def context(self, form: UnitsPage) -> dict[str, Any]:
        kinds = [(kind.label, MEANS[kind]) for kind in KindOfInformation]
        consent = self.whom.consent
        excluded = exclusions_asked(consent.pk) if consent else []
        return {
            "kinds": kinds,
            "excluded": excluded,
            "plan_explanation": bokmal(self.whom.own.municipality_id).lines("plan"),
        }
