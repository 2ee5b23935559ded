"""What each one says: one at a time, on different days; what that opens, and who is waited for."""

import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.case.models import Relation
from cases.checks.selectors import Registered, of_question
from cases.consents.join_answers import join_answer_to_question, join_answers_to_question
from cases.conversation.about import record
from cases.conversation.forms_answers import AnswersPage, SaysForm
from cases.conversation.own import own_of
from cases.conversation.page import StepPage, stands
from cases.conversation.selectors import Told, who_answers
from cases.conversation.services import own_answer_register
from cases.conversation.steps import ANSWERS, READ
from cases.conversation.views_provision import may_be_excused
from cases.documents.forms import MOST_SENT
from cases.documents.models import Document
from cases.documents.selectors import papers_of
from cases.documents.services import answer_keep
from consent.form_words import BOKMAL
from consent.models import Answer, Asked, HowGiven, Role
from consent.selectors import ReadIn, readings_now
from municipality.people.ages import HEARD_FROM
from municipality.ui.upload import was_too_large
from municipality.writing.page import Saved

CHANGED: Final = gettext_lazy(
    "Svaret er ikke lagret, for det dere spør om, er endret i mellomtiden. Spør på nytt."
)
ONE_NO: Final = gettext_lazy(
    "Ett nei er nok til å stoppe. Lagre bare det ene, og skriv det andre i ordene hvis det er viktig."
)


@dataclass(frozen=True)
class Block:
    """One person on the page: what was said to what is asked now, and to what was asked before; the form for more.

    `language`: in which it was read to the person, where that must be said.
    """

    person: Asked
    said: Told | None
    before: Told | None
    form: SaysForm
    papers: list[Document]
    provisions: list[Registered]
    provision_url: str
    screen_url: str
    language: str

    @property
    def relation(self) -> str:
        """«mor», «far» ...; nothing of the young person."""
        return str(Relation(self.person.relation).label) if self.person.relation else ""

    @property
    def answer(self) -> str:
        return str(Answer(self.said.answer).label) if self.said else ""

    @property
    def tone(self) -> str:
        """The colour of the answer's mark: a no has none, since it is no fault."""
        answer = self.said.answer if self.said else ""
        return {Answer.YES: "done", Answer.NO: ""}.get(Answer(answer), "waiting") if answer else ""

    @property
    def how(self) -> str:
        return str(HowGiven(self.said.how).label) if self.said else ""


class Answers(StepPage):
    """One block for each person who is asked."""

    step = ANSWERS.slug
    template = "conversation/answers.html"
    called = "page"
    is_read_first = True
    asks_first = False
    most_bytes = MOST_SENT

    def gate(
        self, concern_id: uuid.UUID | None = None, case_id: uuid.UUID | None = None
    ) -> HttpResponse | None:
        """Nothing of a form with a file is shown on the way elsewhere: then it is said that no answer is stored."""
        elsewhere = super().gate(concern_id, case_id)
        if elsewhere and self.request.method == "POST":
            messages.error(self.request, CHANGED)
        return elsewhere

    @property
    def asked(self) -> list[Asked]:
        """Who answers today, and the young person from the age at which a child is heard."""
        answering = who_answers(self.consent.pk)
        return [
            one
            for one in self.people
            if (one.role != Role.SUBJECT and one.pk in answering)
            or (one.role == Role.SUBJECT and self.whom.age >= HEARD_FROM)
        ]

    @cached_property
    def asked_of_self(self) -> dict[str, Any]:
        """Every adult is asked about the own affairs, also who has no responsibility; with what each has said."""
        if self.whom.is_of_age:
            return {"own": [], "shares": []}
        shares = list(self.consent.shares.select_related("unit"))
        adults = [one for one in self.people if one.role == Role.PARENT]
        return {"own": own_of(self.consent, self.whom.case, adults, shares), "shares": shares}

    @cached_property
    def asked_to_join(self) -> list[tuple[Asked, str]]:
        """Who can answer whether the log can be joined with another, and what each has said."""
        found = join_answers_to_question(self.consent.pk)
        return [(one, found[one.pk].says) for one in self.people if one.pk in found]

    def sent(self, data: QueryDict) -> AnswersPage:
        return self.answers

    @cached_property
    def answers(self) -> AnswersPage:
        """What was sent, made once: files are judged once."""
        return AnswersPage(
            about=self.whom,
            people=self.asked,
            readings=self.readings,
            last=self.last_in,
            **self.asked_of_self,
            join=self.asked_to_join,
            data=self.request.POST,
            files=self.request.FILES,
            too_large=was_too_large(self.request),
        )

    def fresh(self, typed: QueryDict | None) -> AnswersPage:
        return AnswersPage(
            about=self.whom,
            people=self.asked,
            readings=self.readings,
            last=self.last_in,
            **self.asked_of_self,
            join=self.asked_to_join,
            typed=typed,
        )

    @cached_property
    def readings(self) -> list[ReadIn]:
        return readings_now(self.consent.pk)

    @property
    def last_in(self) -> dict[uuid.UUID, ReadIn]:
        """By person, on what was read in which language the last answer was given."""
        by_key = {one.id: one for one in self.readings}
        return {one.asked_id: by_key[one.reading_id] for one in self.replies if one.reading_id in by_key}

    def again(self, data: QueryDict) -> AnswersPage | None:
        """A no cannot be taken back, so its consequence is said first."""
        if data.get("confirmed"):
            return None
        form = self.sent(data)
        if not form.is_valid() or not any(_stops(one) for one in form.now):
            return None
        self.asks_first = True
        return form

    def save(self, form: AnswersPage) -> Saved:
        when, goes_on = form.when.cleaned_data, True
        for own in form.own_now:
            own_answer_register(
                person_id=own.person.pk,
                units=[int(unit) for unit in own.said["units"]],
                to_child=own.said["to_child"],
                said_on=when["said_on"],
                how=when["how"],
            )
        for join in form.join_now:
            join_answer_to_question(
                person_id=join.person.pk,
                says=join.cleaned_data["says"],
                said_on=when["said_on"],
                how=when["how"],
            )
        # What ends the question comes last: afterwards nothing more can be answered to it.
        for one in sorted(form.now, key=_stops):
            if not goes_on:
                raise forms.ValidationError(ONE_NO)
            goes_on = answer_keep(
                person_id=one.person.pk,
                answer=one.cleaned_data["answer"],
                said_on=when["said_on"],
                how=when["how"],
                words=one.cleaned_data["words"],
                papers=when["paper"],
                reading_id=one.read.id if one.read else None,
            )
        record(self.whom, self.act)
        if not goes_on:
            return Saved(self.whom.page, _("Svaret er lagret."))
        return Saved(self.request.path, _("Svaret er lagret."))

    def context(self, form: AnswersPage) -> dict[str, Any]:
        return {
            "blocks": [self._block(one) for one in form.says],
            **stands(self),
            "asks_first": self.asks_first,
            "end_url": self._end(),
            "readings": self.readings,
            "read_url": self.whom.url(READ.slug),
        }

    def _block(self, form: SaysForm) -> Block:
        last = next(reversed(self.replies_of(form.person)), None)
        papers = [one for one in self.papers if one.asked_id == form.person.pk]
        said = last if last and last.counts else None
        return Block(
            form.person,
            said,
            last,
            form,
            papers,
            self._provisions(form.person),
            self._excuse(form.person, said),
            self.whom.url("skjerm", person_id=form.person.pk),
            self._language(said),
        )

    def _language(self, said: Told | None) -> str:
        """In which it was read, where it is not bokmål alone."""
        read = next((one for one in self.readings if said and one.id == said.reading_id), None)
        return read.name if read and [one.language for one in self.readings] != [BOKMAL] else ""

    def _provisions(self, person: Asked) -> list[Registered]:
        """What makes the other's yes enough: of a log by who it is about, before that by who is asked."""
        return [
            one
            for one in self.registered
            if one.asked_id == person.pk or (one.resident_id and one.resident_id == person.resident_id)
        ]

    @cached_property
    def registered(self) -> list[Registered]:
        return of_question(self.consent.pk)

    def _excuse(self, person: Asked, said: Told | None) -> str:
        """Where to register why this parent need not answer; nowhere for one who has said yes."""
        if (said and said.answer == Answer.YES) or person not in may_be_excused(self.people):
            return ""
        return self.whom.url("ett_ja", person_id=person.pk)

    @cached_property
    def papers(self) -> list[Document]:
        """What those who are asked have signed."""
        return papers_of([self.consent.pk])[self.consent.pk]

    def _end(self) -> str:
        name = "conversation:apne" if self.whom.concern else "new_consent:registrer"
        return reverse(name, kwargs=self.whom.keys)


def _stops(form: SaysForm) -> bool:
    return bool(form.cleaned_data["answer"] == Answer.NO)
