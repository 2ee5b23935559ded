"""The way through the conversation, for how long, and what is read together."""

import uuid
from functools import cached_property
from typing import Any, ClassVar

from dateutil.relativedelta import relativedelta
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.case.exclusions import exclusions_told
from cases.conversation.about import about_or_404
from cases.conversation.exclusions import exclusions_asked
from cases.conversation.forms import PeriodForm, ReadForm
from cases.conversation.own import own_text
from cases.conversation.page import AskingPage, StepPage
from cases.conversation.steps import PERIOD, READ, goes_on
from cases.conversation.words import if_all_say_yes
from consent.form_words import BOKMAL, Words, languages
from consent.models import Asked, Role
from consent.reading import UNCHECKED, form_of
from consent.selectors import ReadIn, readings_now
from consent.services import period_keep, text_read
from consent.words import last_day_of
from municipality.audit.acts import Act
from municipality.people.request import SignedInRequest, signed_in
from municipality.writing.page import Saved

LARGER, LANGUAGE, ALONE = "stor", "sprak", "alene"


@signed_in
@require_safe
def go_on(
    request: SignedInRequest, concern_id: uuid.UUID | None = None, case_id: uuid.UUID | None = None
) -> HttpResponse:
    """Where the conversation stands: the first step that is not done, with what the address asks of it."""
    about = about_or_404(request, Act.CONVERSATION_KEEP, concern_id, case_id)
    asked = request.META.get("QUERY_STRING", "")
    return redirect(goes_on(about).url + (f"?{asked}" if asked else ""))


class Period(AskingPage):
    """Until when, and what for; below it what that means for each part."""

    step = PERIOD.slug
    template = "conversation/period.html"
    form_class = PeriodForm
    begins: ClassVar = "purpose"

    def initial(self) -> dict[str, Any]:
        consent = self.consent
        months = self.whom.own.municipality.consent_months
        ends = (
            last_day_of(consent.ends) if consent.ends else timezone.localdate() + relativedelta(months=months)
        )
        purpose = _("De som hjelper %(name)s, skal kunne samarbeide, så hjelpen henger sammen.")
        return {"ends": ends, "purpose": consent.purpose or purpose % {"name": self.whom.first_name}}

    def changes(self, form: PeriodForm) -> bool:
        stored = (self.consent.ends and last_day_of(self.consent.ends), self.consent.purpose)
        return stored != (form.cleaned_data["ends"], form.cleaned_data["purpose"])

    def save(self, form: PeriodForm) -> Saved:
        said = form.cleaned_data
        period_keep(consent_id=self.consent.pk, ends=said["ends"], purpose=said["purpose"])
        on = self.on()
        return Saved(self.request.path) if "look" in form.data else on

    def context(self, form: PeriodForm) -> dict[str, Any]:
        return {"untils": if_all_say_yes(self.consent, self.whom)}


class ReadTogether(StepPage):
    """The family's own page: plain words in large letters, and the one who asks says that it was read with them."""

    step = READ.slug
    template = "conversation/read.html"
    form_class = ReadForm
    is_read_first = True

    @cached_property
    def languages(self) -> dict[str, Words]:
        return languages(self.whom.own.municipality_id)

    @property
    def words(self) -> Words:
        """Those of the language that is chosen; else of the one that was read last."""
        typed, stood = self.request.POST.get("language"), next(iter(self.read), BOKMAL)
        chosen = typed or self.request.GET.get(LANGUAGE) or stood
        return self.languages.get(chosen, self.languages[BOKMAL])

    @cached_property
    def read(self) -> dict[str, ReadIn]:
        """By language, what is asked now as it was read."""
        return {one.language: one for one in readings_now(self.consent.pk)}

    def about(self) -> dict[str, Any]:
        return {"words": self.words, "changed_at": self.consent.changed_at}

    def initial(self) -> dict[str, Any]:
        read = self.read.get(self.words.language)
        return {"interpreter": read.interpreter if read else ""}

    def save(self, form: ReadForm) -> Saved:
        text_read(
            consent_id=self.consent.pk,
            text=form_of(self.consent, form.words),
            interpreter=form.cleaned_data["interpreter"],
        )
        return self.on()

    @property
    def alone(self) -> Asked | None:
        """The adult with whom it is read alone; only then what is about that adult stands there."""
        return next((one for one in self.adults if str(one.pk) == self.request.GET.get(ALONE)), None)

    @property
    def adults(self) -> list[Asked]:
        return [] if self.whom.is_of_age else [one for one in self.people if one.role == Role.PARENT]

    def context(self, form: ReadForm) -> dict[str, Any]:
        words = self.words
        is_own = words.language == BOKMAL
        return {
            "text": form_of(self.consent, words),
            "beside": None if is_own else form_of(self.consent, self.languages[BOKMAL]),
            "excluded": exclusions_asked(self.consent.pk),
            "to_lift": [one for one in exclusions_told(self.whom.case.pk) if one.is_asked]
            if self.whom.case
            else [],
            "languages": [(one, self.read.get(one.language)) for one in self.languages.values()],
            "unchecked": "" if words.is_checked else UNCHECKED,
            "is_larger": LARGER in self.request.GET,
            "adults": self.adults,
            "alone": self.alone,
            "own": own_text(self.consent, self.whom, self.alone, words) if self.alone else None,
        }
