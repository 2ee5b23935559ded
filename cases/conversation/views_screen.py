"""Answering on the screen: the one who asks hands the device over, and takes it back with a code of her own."""

import uuid
from functools import cached_property
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.case.exclusions import exclusions_told
from cases.consents.join_answers import join_answer_to_question, join_answers_to_question
from cases.conversation.about import About, about_or_404, record, refuse
from cases.conversation.forms_join import join_field
from cases.conversation.forms_reading import ask_in_which, read_in, which_reading
from cases.conversation.own import own_text
from cases.conversation.page import StepPage
from cases.conversation.selectors import text_that_was_read, who_answers
from cases.conversation.steps import ANSWERS, READ
from cases.documents.services import answer_keep
from consent.form_words import BOKMAL, Words, languages, product_words
from consent.models import Answer, Asked, HowGiven, Role
from consent.selectors import ReadIn, readings_now
from municipality.access.refusals import Refused
from municipality.audit.acts import Act
from municipality.paper.typography import direction_of
from municipality.people.ages import HEARD_FROM
from municipality.signin.handed_over import hand_over, handed_over, handed_over_change, take_back
from municipality.ui.forms import Form
from municipality.writing.page import Saved, WritingPage


class CodeForm(Form):
    """In which language the text stands there, if it was read in several; and the code that takes it back."""

    marks_optional = False
    reading = which_reading()
    code = forms.RegexField(
        r"^\d{4}$",
        label=gettext_lazy("Velg en kode på fire siffer"),
        help_text=gettext_lazy("Du trenger den for å få skjermen tilbake. Ikke si den høyt."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": "6"}),
        error_messages={
            "required": gettext_lazy("Velg en kode på fire siffer."),
            "invalid": gettext_lazy("Koden skal ha fire siffer."),
        },
    )

    def __init__(self, *args: Any, readings: list[ReadIn], last: ReadIn | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readings = readings
        ask_in_which(self, readings, last)
        if "reading" in self.fields:
            self.fields["reading"].label = _("På hvilket språk skal teksten stå?")


class OwnAnswerForm(Form):
    """What one person says on the screen, asked in the language that was chosen; nobody else is named."""

    marks_optional = False
    answer = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": product_words(BOKMAL).say("screen_choose")}
    )
    words = forms.CharField(
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, words: Words, join: str | None, **kwargs: Any) -> None:
        """`join`: whose log could be joined with another, empty for the own; None where that is not asked."""
        super().__init__(*args, **kwargs)
        if join is not None:
            self.fields["join"] = join_field(words, join)
        answer = cast("forms.ChoiceField", self.fields["answer"])
        answer.label = words.say("screen_question")
        answer.error_messages["required"] = words.say("screen_choose")
        self.fields["words"].label = words.say("screen_words")
        said = (Answer.YES, Answer.NO, Answer.NOT_YET)
        answer.choices = [(one.value, words.say(f"screen_{one.value}")) for one in said]


class HandScreen(StepPage):
    """Before it is handed over: to whom, and the code that takes it back."""

    step = ANSWERS.slug
    template = "conversation/hand_screen.html"
    form_class = CodeForm
    keeps_draft = False

    def gate(
        self,
        concern_id: uuid.UUID | None = None,
        case_id: uuid.UUID | None = None,
        person_id: uuid.UUID | None = None,
    ) -> HttpResponse | None:
        if elsewhere := super().gate(concern_id, case_id):
            return elsewhere
        answering = who_answers(self.consent.pk)
        heard = self.whom.age >= HEARD_FROM
        person = next(
            (
                one
                for one in self.people
                if one.pk == person_id and (one.pk in answering if one.role != Role.SUBJECT else heard)
            ),
            None,
        )
        if person is None:
            return redirect(self.whom.url(ANSWERS.slug))
        self.person: Asked = person
        return None

    def about(self) -> dict[str, Any]:
        readings = readings_now(self.consent.pk)
        by_key = {one.id: one for one in readings}
        answered = [
            by_key[one.reading_id] for one in self.replies_of(self.person) if one.reading_id in by_key
        ]
        return {"readings": readings, "last": answered[-1] if answered else None}

    def save(self, form: CodeForm) -> Saved:
        read = read_in(form, form.readings)
        if read is None:
            raise Refused("not_read_in_that_language")
        to = self.whom.url("pa_skjermen")
        back = self.whom.url(ANSWERS.slug)
        hand_over(
            self.request,
            to=to,
            back=back,
            code=form.cleaned_data["code"],
            person=str(self.kwargs["person_id"]),
            reading=str(read.id),
            language=read.language,
        )
        return Saved(to)

    def context(self, form: CodeForm) -> dict[str, Any]:
        return {
            "answering": self.person,
            "read_url": self.whom.url(READ.slug),
            "back_url": self.whom.url(ANSWERS.slug),
        }


class OnScreen(WritingPage):
    """What was read, and the choices of one person; nothing of the others, and nothing of the case."""

    template = "conversation/on_screen.html"
    form_class = OwnAnswerForm
    act = Act.CONVERSATION_KEEP
    keeps_draft = False
    is_read_first = True
    asks_first = False
    whom: About | None = None
    join: str | None = (
        None  # whose log could be joined with another, empty for the own; None: it is not asked
    )

    def gate(
        self, concern_id: uuid.UUID | None = None, case_id: uuid.UUID | None = None
    ) -> HttpResponse | None:
        self.kept = handed_over(self.request) or {}
        if self.kept.get("answered"):  # the answer can have ended what it was about
            return self._only_give_back()
        try:
            self.whom = about_or_404(self.request, self.act, concern_id, case_id)
        except (Http404, PermissionDenied):
            if not self.kept:
                raise
            return self._only_give_back()  # somebody else has it meanwhile
        if self.kept.get("to") != self.request.path:
            return redirect(self.whom.url(""))
        self.reading_id = uuid.UUID(self.kept["reading"])
        self.text = text_that_was_read(self.reading_id)
        if not self.text:  # something else is asked meanwhile, or nothing
            return self._only_give_back()
        self.person = Asked.objects.get(pk=self.kept["person"], consent=self.whom.consent)
        if self.person.pk in join_answers_to_question(self.person.consent_id):
            self.join = "" if self.person.role == Role.SUBJECT else self.whom.first_name
        return None

    def _only_give_back(self) -> HttpResponse | None:
        """Nothing is answered here any more, and whoever lent the screen gets it back."""
        is_answer = self.request.method == "POST" and "give_back" not in self.request.POST
        return redirect(self.request.path) if is_answer else None

    @cached_property
    def words(self) -> Words:
        """Those of the language that was chosen when the screen was handed over."""
        municipality = self.request.user.municipality
        known = languages(municipality.pk) if municipality else {}
        return known.get(self.kept.get("language", BOKMAL)) or known.get(BOKMAL) or product_words(BOKMAL)

    def about(self) -> dict[str, Any]:
        return {"words": self.words, "join": self.join}

    def aside(self) -> HttpResponse | None:
        if "give_back" not in self.request.POST:
            return None
        to = take_back(self.request, self.request.POST.get("code", ""))
        if not to:
            messages.error(self.request, _("Det er ikke koden. Gi skjermen til den som ga deg den."))
        return redirect(to or self.request.path)

    def again(self, data: QueryDict) -> OwnAnswerForm | None:
        """A no cannot be taken back, so its consequence is said first."""
        form = self.sent(data)
        if data.get("confirmed") or not form.is_valid() or form.cleaned_data["answer"] != Answer.NO:
            return None
        self.asks_first = True
        return form

    def shown(self, form: OwnAnswerForm) -> None:
        if self.whom:
            record(self.whom, Act.CONVERSATION_READ)

    def refused(self) -> None:
        if self.whom:
            refuse(self.whom, self.act)

    def save(self, form: OwnAnswerForm) -> Saved:
        said = form.cleaned_data
        if said.get("join"):
            join_answer_to_question(
                person_id=self.person.pk,
                says=said["join"],
                said_on=timezone.localdate(),
                how=HowGiven.SCREEN,
            )
        goes_on = answer_keep(
            person_id=self.person.pk,
            answer=said["answer"],
            said_on=timezone.localdate(),
            how=HowGiven.SCREEN,
            words=said["words"],
            papers=[],
            reading_id=self.reading_id,
        )
        if self.whom:
            record(self.whom, self.act)
            if not goes_on:
                # A log that rests is closed by a no, and there is no page of it any more.
                handed_over_change(self.request, back=reverse("home") if self.whom.case else self.whom.page)
        handed_over_change(self.request, answered=True)
        return Saved(self.request.path)

    def context(self, form: OwnAnswerForm) -> dict[str, Any]:
        if self.kept.get("answered"):
            return {"is_answered": True, "words": self.words}
        if not self.whom or not self.text:
            return {"has_changed": True}
        title, *sections = self.text.split("\n\n")
        parts = [section.splitlines() for section in sections]
        own = self._own()
        return {
            "asks_first": self.asks_first,
            "answer_title": self.words.say("screen_title", name=self.person.name),
            "title": title,
            "sections": [
                (heading, [(line, direction_of(line)) for line in lines])
                for heading, *lines in [part for part in parts if part] + own
            ],
            "to_lift": [one for one in exclusions_told(self.whom.case.pk) if one.is_asked]
            if self.whom.case
            else [],
            "words": self.words,
            "direction": direction_of(self.text),
        }

    def _own(self) -> list[list[str]]:
        """What this adult has said of the own affairs; nobody else holds the screen."""
        if not self.whom or not self.whom.consent or self.person.role != Role.PARENT or self.whom.is_of_age:
            return []
        own = own_text(self.whom.consent, self.whom, self.person, self.words)
        return [[own.heading, *own.lines]]
