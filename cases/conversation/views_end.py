"""How a conversation ends: the log opens, the consent comes into force, or what nobody has answered is thrown away."""

import uuid
from functools import cached_property
from typing import Any, cast

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.case.gates import read_or_head
from cases.case.models import Case
from cases.concerns.models import Concern
from cases.conversation.about import about_or_404, record, refuse
from cases.conversation.birth import notes_to_carry
from cases.conversation.forms_answers import FirstEntryForm
from cases.conversation.page import StepPage, stands
from cases.conversation.services import conversation_drop, log_open
from cases.conversation.steps import CONCLUDE, OPEN
from cases.logs.models import Entry
from cases.logs.naming import Adult
from consent.form_words import bokmal
from consent.models import Role
from consent.reading import who_reads
from consent.services import consent_conclude
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.ui.forms import Form
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved


class OpenLog(StepPage):
    """The first of the log and its level; those who may read are told."""

    step = OPEN.slug
    template = "conversation/open.html"
    form_class = FirstEntryForm
    act = Act.CASE_OPEN

    @property
    def concern(self) -> Concern:
        return cast("Concern", self.whom.concern)

    def about(self) -> dict[str, Any]:
        adults = [Adult("", one.name) for one in self.people if one.role == Role.PARENT]
        return {"about": self.whom, "adults": adults, "notes": self.notes}

    @cached_property
    def notes(self) -> list[Entry]:
        return notes_to_carry(self.concern)

    def initial(self) -> dict[str, Any]:
        return {
            "first_text": self.concern.observed,
            "first_kind": self.whom.own.service.kind_of_information,
        }

    def shown(self, form: FirstEntryForm) -> None:
        super().shown(form)
        if self.notes:  # in the mother's log it is an event that they were read
            access_log.record(Act.CASE_READ, case_id=self.notes[0].case_id, objects=self.notes)

    def save(self, form: FirstEntryForm) -> Saved:
        said = form.cleaned_data
        case_id = log_open(
            consent_id=self.consent.pk,
            concern=self.concern,
            opener=self.request.user,
            level=said["level"],
            first_kind=said["first_kind"],
            first_text=said["first_text"],
            carried=said.get("carried", ()),
        )
        words = _(
            "Stafettloggen til %(name)s er åpnet, og du er stafettholder. Enhetene du valgte, er invitert."
        )
        return Saved(reverse("logs:read", args=[case_id]), words % {"name": self.whom.first_name})

    def context(self, form: FirstEntryForm) -> dict[str, Any]:
        return stands(self)


class Conclude(StepPage):
    """In a log: what was answered comes into force."""

    step = CONCLUDE.slug
    template = "conversation/conclude.html"
    form_class = Form
    keeps_draft = False
    is_read_first = True
    act = Act.CONSENT_REGISTER

    def save(self, form: Form) -> Saved:
        case = cast("Case", self.whom.case)
        consent_conclude(consent_id=self.consent.pk, case_id=case.pk, own=self.whom.own)
        # A log that rested is awake now, and its holder reads it, unless the own unit was left out.
        to = read_or_head(case.pk, "consents:list")
        return Saved(to, _("Samtykket er registrert. Enhetene det gjelder, har fått beskjed."))

    def context(self, form: Form) -> dict[str, Any]:
        case = cast("Case", self.whom.case)
        return {**stands(self), "who_reads": who_reads(self.consent, bokmal(case.municipality_id))}


class Drop(ConfirmPage):
    """Throw away what is begun, as long as nobody has answered."""

    act = Act.CONVERSATION_KEEP

    def gate(
        self, concern_id: uuid.UUID | None = None, case_id: uuid.UUID | None = None
    ) -> HttpResponse | None:
        self.whom = about_or_404(self.request, self.act, concern_id, case_id)
        self.back = self.whom.url("")
        return None if self.whom.consent else redirect(self.whom.page)

    def shown(self, form: Form) -> None:
        record(self.whom, Act.CONVERSATION_READ)

    def refused(self) -> None:
        refuse(self.whom, self.act)

    def save(self, form: Form) -> Saved:
        if self.whom.consent:
            conversation_drop(consent_id=self.whom.consent.pk)
        record(self.whom, self.act)
        return Saved(self.whom.page, _("Samtalen er forkastet. Du kan begynne på nytt når som helst."))

    def context(self, form: Form) -> dict[str, Any]:
        return {
            "concern": self.whom.concern,
            "case": self.whom.case,
            "title": _("Skal det du har skrevet her, forkastes?"),
            "text": _(
                "Det som er skrevet i stegene, blir borte, også fødselsnumrene. Ingen har fått beskjed om noe."
            ),
            "confirm_label": _("Forkast"),
            "cancel_label": _("Behold"),
        }
