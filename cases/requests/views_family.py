"""«Innsyn og klage»: what somebody of the family has demanded in a log, what was answered, and demanding something."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cases.logs.models import Entry
from cases.logs.selectors import EPOCH, FamilyEvent, family_visits
from cases.logs.withheld import complaint_section
from cases.requests.forms import (
    YES,
    AskForm,
    ComplaintForm,
    CorrectionForm,
    InsightForm,
    NoteCorrectionForm,
    ObjectionForm,
    WhyForm,
)
from cases.requests.gates import family_log_or_404, log_or_404
from cases.requests.models import FamilyRequest, Kind
from cases.requests.selectors import OwnPart, family_of, requests_own
from cases.requests.services import Asked, request_make
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.models import NoticeType
from municipality.notices.services import notices_seen
from municipality.people.request import SignedInRequest, signed_in
from municipality.writing.page import Saved, WritingPage

SENT: Final = gettext_lazy("Det er sendt. Du får svar her innen en måned.")
SENT_BY_STAFF: Final = gettext_lazy("Det er sendt. Familien får svar innen en måned.")


@signed_in
@require_safe
def of_log(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    """Of who asks, and for whom somebody of the services has written it down. Nobody else's."""
    case = log_or_404(request, case_id, Act.REQUEST_SEE)
    found = requests_own(case.pk)
    _note_seeing(request, case.pk, [FamilyRequest(pk=one.about.id) for one in found])
    if request.user.is_family:
        notices_seen(NoticeType.REQUEST_ANSWERED, case_id=case.pk)
    context = {"case": case, "requests": found, "complaint_by": complaint_section()}
    return render(request, "requests/of_log.html", context)


def _note_seeing(
    request: SignedInRequest, case_id: uuid.UUID, requests: Sequence[FamilyRequest] = ()
) -> None:
    """Staff that are shown no request have read who the family is: by another word the family would read in its list
    that somebody of it has asked for something.
    """
    act = Act.REQUEST_SEE if requests or request.user.is_family else Act.CASE_READ
    access_log.record(act, case_id=case_id, objects=requests)


class _Ask(WritingPage):
    """Something that is demanded in a log. A subclass says what, and whether staff can write it down for somebody."""

    template = "requests/ask.html"
    act = Act.REQUEST_MAKE
    title: ClassVar[str | Promise]
    lead: ClassVar[str | Promise] = ""
    read_by: ClassVar[str | Promise] = gettext_lazy("den som svarer for hver enhet, vanligvis lederen")
    sent_words: ClassVar[str | Promise] = SENT
    for_staff: ClassVar[bool] = False

    def gate(self, case_id: uuid.UUID, *args: Any, **keys: Any) -> HttpResponse | None:
        find = log_or_404 if self.for_staff else family_log_or_404
        self.case = find(self.request, case_id, self.act)
        return None

    def about(self) -> dict[str, Any]:
        return {} if self.request.user.is_family else {"members": family_of(self.case.pk)}

    def shown(self, form: AskForm) -> None:
        _note_seeing(self.request, self.case.pk)

    def asked(self, form: Any) -> Asked:
        found: Asked = form.asked
        return found

    def save(self, form: AskForm) -> Saved:
        request_make(case_id=self.case.pk, asked=self.asked(form))
        words = self.sent_words if self.request.user.is_family else SENT_BY_STAFF
        return Saved(reverse("requests:of_log", args=[self.case.pk]), str(words))

    def context(self, form: AskForm) -> dict[str, Any]:
        return {"case": self.case, "title": self.title, "lead": self.lead, "read_by": self.read_by}


class AskInsight(_Ask):
    form_class: ClassVar[Callable[..., Any]] = InsightForm
    title = gettext_lazy("Be om innsyn")
    lead = gettext_lazy("Hver enhet som er med i stafettloggen, svarer for det den har.")
    for_staff = True


class Object(_Ask):
    form_class: ClassVar[Callable[..., Any]] = ObjectionForm
    title = gettext_lazy("Si at tjenestene skal slutte med noe")
    lead = gettext_lazy(
        "Hver enhet vurderer det og svarer. Vil du trekke samtykket, gjør du det på siden om samtykke."
    )
    for_staff = True


class CorrectFact(_Ask):
    form_class: ClassVar[Callable[..., Any]] = CorrectionForm
    read_by = gettext_lazy("stafettholderen")
    title = gettext_lazy("Be om at noe blir rettet")
    lead = gettext_lazy(
        "Her ber du om at noe som er registrert, blir rettet, for eksempel et navn. Stafettholderen svarer."
    )
    for_staff = True


class CorrectNote(_Ask):
    """Of a note that one reads."""

    form_class: ClassVar[Callable[..., Any]] = NoteCorrectionForm
    read_by = gettext_lazy("den som skrev notatet")
    title = gettext_lazy("Be om at et notat blir rettet")
    lead = gettext_lazy("Den som skrev notatet, svarer.")
    template = "requests/correct_note.html"

    def gate(self, case_id: uuid.UUID, entry_id: uuid.UUID) -> None:
        super().gate(case_id)
        entry = Entry.objects.filter(pk=entry_id, case=self.case).exclude(unit=None).first()
        if entry is None:
            self.refused()
            raise Http404
        self.entry = entry

    def shown(self, form: AskForm) -> None:
        access_log.record(Act.REQUEST_SEE, case_id=self.case.pk, objects=[self.entry])

    def asked(self, form: Any) -> Asked:
        words_shown = form.cleaned_data["words_shown"] == YES
        return replace(super().asked(form), entry=self.entry.pk, words_shown=words_shown)

    def context(self, form: AskForm) -> dict[str, Any]:
        return super().context(form) | {"entry": self.entry}


class AskWhy(_Ask):
    """Why somebody has read, from a line in the list of readings. Whoever leads the unit that read, answers."""

    form_class: ClassVar[Callable[..., Any]] = WhyForm
    read_by = gettext_lazy("den som svarer for enheten som leste, vanligvis lederen")
    title = gettext_lazy("Spør hvorfor noen har lest")
    template = "requests/why.html"

    def gate(self, case_id: uuid.UUID, moment: int) -> None:
        super().gate(case_id)
        found = next((one for one in _readings(self.case) if one.moment == moment and not one.mine), None)
        if found is None:
            self.refused()
            raise Http404
        self.reading = found

    def asked(self, form: Any) -> Asked:
        return replace(super().asked(form), read_at=_at(self.reading.moment))

    def context(self, form: AskForm) -> dict[str, Any]:
        return super().context(form) | {"reading": self.reading}


def _readings(case: Any) -> list[FamilyEvent]:
    return [one for visit in family_visits(case) for one in visit.events]


def _at(moment: int) -> datetime:
    return EPOCH + timedelta(microseconds=moment)


class Complain(_Ask):
    """Of an answer, to the unit that gave it, which changes it or sends it on."""

    form_class: ClassVar[Callable[..., Any]] = ComplaintForm
    read_by = gettext_lazy("den som svarer for enheten, vanligvis lederen")
    title = gettext_lazy("Klag på et svar")
    sent_words = gettext_lazy("Klagen er sendt. Du får svar her innen tre uker.")
    template = "requests/complain.html"

    def gate(self, case_id: uuid.UUID, part_id: uuid.UUID) -> None:
        super().gate(case_id)
        parts = [part for one in requests_own(self.case.pk) for part in one.parts]
        self.part: OwnPart | None = next((one for one in parts if one.part_id == part_id), None)
        if self.part is None or self.part.answered_at is None or self.part.kind == Kind.COMPLAINT:
            self.refused()
            raise Http404

    def asked(self, form: Any) -> Asked:
        return replace(super().asked(form), part=self.kwargs["part_id"])

    def context(self, form: AskForm) -> dict[str, Any]:
        return super().context(form) | {"part": self.part, "complaint_by": complaint_section()}
