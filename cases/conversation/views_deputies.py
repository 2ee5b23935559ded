"""«Noen andre svarer i stedet»: in a question that has no log yet, and in a log. A page beside the steps."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.case.gates import read_or_head
from cases.checks.forms import PaperForm
from cases.consents.deputies import DeputyTold, deputies_told
from cases.conversation.about import About, about_or_404, record, refuse
from cases.conversation.deputies import deputy_end, deputy_enter, deputy_keep
from cases.conversation.forms_deputies import DeputyForm
from cases.conversation.services import person_drop
from consent.deputies import REPLACE_PARENTS
from municipality.audit.acts import Act
from municipality.ui.forms import Form
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved, WritingPage


def _told(about: About) -> list[DeputyTold]:
    if about.case:
        return deputies_told(case_id=about.case.pk)
    return deputies_told(consent_id=about.consent.pk) if about.consent else []


class Deputies(WritingPage):
    """Who answers instead now, and somebody more. In a log what follows at once is said before it is done."""

    template = "conversation/deputies.html"
    form_class = DeputyForm
    act = Act.CONVERSATION_KEEP
    keeps_draft = False
    is_read_first = True
    asks_first = False

    def gate(
        self, concern_id: uuid.UUID | None = None, case_id: uuid.UUID | None = None
    ) -> HttpResponse | None:
        self.whom = about_or_404(self.request, self.act, concern_id, case_id)
        if self.whom.case or self.whom.consent:
            return None
        return redirect(self.whom.url(""))

    def about(self) -> dict[str, Any]:
        return {"about": self.whom}

    def again(self, data: QueryDict) -> DeputyForm | None:
        if not self.whom.case or data.get("confirmed"):
            return None
        form = DeputyForm(data, about=self.whom)
        if not form.is_valid() or form.cleaned_data["kind"] not in REPLACE_PARENTS:
            return None
        self.asks_first = True
        return form

    def shown(self, form: DeputyForm) -> None:
        record(self.whom, Act.CONVERSATION_READ)

    def refused(self) -> None:
        refuse(self.whom, self.act)

    def save(self, form: DeputyForm) -> Saved:
        if self.whom.case:
            deputy_enter(case_id=self.whom.case.pk, mandate=form.mandate)
            words = _("Det er registrert. Spør den som svarer nå, om samtykke.")
            return Saved(read_or_head(self.whom.case.pk, "consents:list"), words)
        if self.whom.consent:
            deputy_keep(consent_id=self.whom.consent.pk, mandate=form.mandate)
        record(self.whom, self.act)
        return Saved(self.request.path, _("Det er lagret."))

    def context(self, form: DeputyForm) -> dict[str, Any]:
        drop = f"{'conversation' if self.whom.concern else 'new_consent'}:i_stedet_bort"
        return {
            "about": self.whom,
            "concern": self.whom.concern,
            "case": self.whom.case,
            "asks_first": self.asks_first,
            "deputies": [
                (one, reverse(drop, kwargs={**self.whom.keys, "deputy_id": one.id}))
                for one in _told(self.whom)
            ],
            "back_url": self.whom.page if self.whom.case else self.whom.url(""),
        }


class OneDeputy(WritingPage):
    """What both pages about one of them have in common."""

    act = Act.CONVERSATION_KEEP
    keeps_draft = False

    def gate(
        self, deputy_id: uuid.UUID, concern_id: uuid.UUID | None = None, case_id: uuid.UUID | None = None
    ) -> None:
        self.whom = about_or_404(self.request, self.act, concern_id, case_id)
        self.back = self.whom.url("i_stedet")
        found = next((one for one in _told(self.whom) if one.id == deputy_id), None)
        if found is None:
            self.refused()
            raise Http404
        self.deputy = found

    def who_answers(self, of_age: str, under: str) -> str:
        """Afterwards: who is of age alone, of a child the parents."""
        return of_age % {"name": self.whom.first_name} if self.whom.is_of_age else under

    def shown(self, form: Any) -> None:
        record(self.whom, Act.CONVERSATION_READ)

    def refused(self) -> None:
        refuse(self.whom, self.act)


class DeputyAway(OneDeputy, ConfirmPage):
    """Written down by mistake, in a question that has no log yet."""

    def save(self, form: Form) -> Saved:
        if self.whom.consent and self.deputy.asked_id:
            person_drop(consent_id=self.whom.consent.pk, person_id=self.deputy.asked_id)
        record(self.whom, self.act)
        return Saved(self.back, _("Det er tatt bort."))

    def context(self, form: Form) -> dict[str, Any]:
        return {
            "concern": self.whom.concern,
            "title": _("Svarer ikke denne i stedet lenger?"),
            "text": self.who_answers(_("Da svarer %(name)s selv."), _("Da svarer foreldrene som ellers."))
            + " "
            + _("Teksten må leses på nytt."),
            "confirm_label": _("Svarer ikke lenger"),
            "cancel_label": _("Behold"),
        }


class DeputyOver(OneDeputy):
    """It is over, in a log: what narrows holds at once, and a second person looks at the rest."""

    template = "conversation/deputy_over.html"
    form_class = PaperForm

    def save(self, form: PaperForm) -> Saved:
        if self.whom.case:
            deputy_end(case_id=self.whom.case.pk, deputy_id=self.deputy.id, shown=form.shown)
        words = self.who_answers(
            _("Det er registrert. %(name)s svarer selv når en leder har kontrollert det."),
            _("Det er registrert. Foreldrene blir spurt når en leder har kontrollert det."),
        )
        return Saved(read_or_head(self.whom.case.pk, "consents:list") if self.whom.case else self.back, words)

    def context(self, form: PaperForm) -> dict[str, Any]:
        return {"about": self.whom, "case": self.whom.case, "deputy": self.deputy, "back_url": self.back}
