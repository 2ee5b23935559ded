"""Questions about what was read: the list, one of them, and a page for each step."""

import uuid
from datetime import date
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cases.patterns.selectors import Found, PatternQuery, patterns_seen
from cases.questions.forms import AdviseForm, AnswerForm, AskForm, ConcludeForm, SendForm
from cases.questions.gates import has_a_part_or_403, open_about, question_or_404
from cases.questions.models import Question
from cases.questions.selectors import OFFICER, Told, advices, questions_told
from cases.questions.services import (
    About,
    question_advise,
    question_answer,
    question_ask,
    question_conclude,
    question_send,
)
from municipality.audit import access_log
from municipality.audit.access_log import Shown
from municipality.audit.acts import Act
from municipality.notices.models import NoticeType
from municipality.notices.services import notices_seen
from municipality.people.request import SignedInRequest, is_privacy_officer, signed_in
from municipality.writing.page import Saved, WritingPage

OF_QUESTIONS = (
    NoticeType.QUESTION_SENT,
    NoticeType.QUESTION_ASKED,
    NoticeType.QUESTION_ANSWERED,
    NoticeType.QUESTION_CONCLUDED,
)


@signed_in
@require_safe
def list_questions(request: SignedInRequest) -> HttpResponse:
    has_a_part_or_403(request, Act.QUESTION_LIST)
    found = questions_told()
    access_log.record(Act.QUESTION_LIST, objects=[Question(pk=one.id) for one in found])
    notices_seen(*OF_QUESTIONS)
    return render(request, "questions/list.html", {"found": found})


@signed_in
@require_safe
def read(request: SignedInRequest, question_id: uuid.UUID) -> HttpResponse:
    found = question_or_404(request, question_id, Act.QUESTION_READ)
    access_log.record(Act.QUESTION_READ, unit_id=found.unit_id, objects=[Question(pk=found.id)])
    return render(request, "questions/read.html", {"one": found, "advices": advices(question_id)})


class Send(WritingPage):
    """From a pattern: to who has the leader's place there, or by that person to begin with."""

    template = "questions/send.html"
    form_class = SendForm
    act = Act.QUESTION_SEND

    def gate(self, pattern: str, user_id: int, unit_id: int, since: str, until: str) -> HttpResponse | None:
        has_a_part_or_403(self.request, self.act)
        self.found = self._pattern(pattern, user_id, unit_id, since, until)
        if self.found is None:
            access_log.refuse(self.act, shown=f"user:{user_id}")
            raise Http404
        open_one = open_about(self.pattern)
        if open_one is None or self.request.method == "POST":
            return None
        messages.info(self.request, _("Det er alt spurt om dette."))
        return redirect("questions:read", open_one.id)

    def _pattern(self, pattern: str, user_id: int, unit_id: int, since: str, until: str) -> Found | None:
        """As it is found now between these days."""
        try:
            first, last = date.fromisoformat(since), date.fromisoformat(until)
        except ValueError:
            return None
        self.pattern = About(pattern, user_id, unit_id, first, last)
        found = patterns_seen(PatternQuery(first, last, pattern, user_id, unit_id))
        return found[0] if found and pattern else None

    def refused(self) -> None:
        access_log.refuse(self.act, shown=f"user:{self.kwargs['user_id']}")

    def shown(self, form: SendForm) -> None:
        access_log.record_list(Act.PATTERN_READ, [Shown(None, f"user:{self.kwargs['user_id']}")])

    def save(self, form: SendForm) -> Saved:
        key = question_send(self.pattern, text=form.cleaned_data["text"])
        words = _("Lederen har fått beskjed.") if is_privacy_officer(self.request) else _("Nå kan du spørre.")
        return Saved(reverse("questions:read", args=[key]), words)

    def context(self, form: SendForm) -> dict[str, Any]:
        return {"found": self.found, "by_officer": is_privacy_officer(self.request)}


class _Step(WritingPage):
    """One text about one question, by whose turn it is. It cannot be changed afterwards, and the page says so."""

    template = "questions/step.html"
    title: ClassVar[Promise]
    submit: ClassVar[Promise]
    words: ClassVar[Promise]

    def gate(self, question_id: uuid.UUID) -> None:
        self.one = question_or_404(self.request, question_id, self.act, self.may)

    def refused(self) -> None:
        access_log.refuse(self.act, shown=f"question:{self.one.id}")

    def shown(self, form: Any) -> None:
        access_log.record(Act.QUESTION_READ, unit_id=self.one.unit_id, objects=[Question(pk=self.one.id)])

    def may(self, one: Told) -> bool:
        """Whether it is this person's turn now."""
        raise NotImplementedError

    def write(self, form: Any) -> None:
        raise NotImplementedError

    def save(self, form: Any) -> Saved:
        self.write(form)
        return Saved(reverse("questions:read", args=[self.one.id]), str(self.words))

    def context(self, form: Any) -> dict[str, Any]:
        return {
            "one": self.one,
            "title": self.title,
            "submit_words": self.submit,
            "advices": advices(self.one.id),
        }


class Ask(_Step):
    form_class = AskForm
    act = Act.QUESTION_ASK
    title, submit = gettext_lazy("Spør om hva som er lest"), gettext_lazy("Send spørsmålet")
    words = gettext_lazy("Spørsmålet er sendt.")

    def may(self, one: Told) -> bool:
        return one.is_to_ask

    def write(self, form: AskForm) -> None:
        question_ask(self.one.id, text=form.cleaned_data["text"])


class Answer(_Step):
    form_class = AnswerForm
    act = Act.QUESTION_ANSWER
    title, submit = gettext_lazy("Svar lederen"), gettext_lazy("Send svaret")
    words = gettext_lazy("Svaret er sendt.")

    def may(self, one: Told) -> bool:
        return one.is_to_answer

    def write(self, form: AnswerForm) -> None:
        question_answer(self.one.id, text=form.cleaned_data["text"])


class Conclude(_Step):
    form_class = ConcludeForm
    act = Act.QUESTION_CONCLUDE
    title, submit = gettext_lazy("Avgjør spørsmålet"), gettext_lazy("Avgjør")
    words = gettext_lazy("Spørsmålet er avgjort.")

    def may(self, one: Told) -> bool:
        return one.is_to_conclude

    def write(self, form: ConcludeForm) -> None:
        said = form.cleaned_data
        question_conclude(self.one.id, outcome=said["outcome"], text=said["text"])


class Advise(_Step):
    form_class = AdviseForm
    act = Act.QUESTION_ADVISE
    title, submit = gettext_lazy("Gi råd til lederen"), gettext_lazy("Send rådet")
    words = gettext_lazy("Rådet er sendt.")

    def may(self, one: Told) -> bool:
        return one.part == OFFICER

    def write(self, form: AdviseForm) -> None:
        question_advise(self.one.id, text=form.cleaned_data["text"])
