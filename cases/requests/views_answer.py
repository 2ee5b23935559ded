"""«Krav fra familien»: what waits, writing and giving an answer, moving the day, and looking at what is hidden."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cases.case.models import Case
from cases.logs.models import Entry
from cases.requests.forms_answers import AnswerForm, GiveForm, ProlongForm
from cases.requests.gates import hidden_found, part_or_404, works_here_or_403
from cases.requests.models import Came
from cases.requests.paper import answer_letter
from cases.requests.selectors import late_below, parts_to_answer, requests_counted
from cases.requests.services import (
    hidden_looked,
    note,
    note_look,
    request_answer,
    request_give,
    request_prolong,
)
from municipality.audit import access_log
from municipality.audit.access_log import Shown
from municipality.audit.acts import Act
from municipality.audit.gates import privacy_officer_or_403
from municipality.notices.models import NoticeType
from municipality.notices.services import notices_seen
from municipality.people.request import SignedInRequest, signed_in
from municipality.ui.forms import Form
from municipality.ui.paging import slice_from
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved, WritingPage

PER_PAGE: Final = 25


@signed_in
@require_safe
def list_parts(request: SignedInRequest) -> HttpResponse:
    """What waits, by its day, and what is answered; and what is late where one is above those who answer."""
    works_here_or_403(request)
    waiting = parts_to_answer(answered=False)
    page = slice_from(
        lambda start, end: parts_to_answer(answered=True, start=start, most=end - start),
        request.GET.get("page"),
        PER_PAGE,
    )
    access_log.record_list(
        Act.REQUEST_LIST,
        [Shown(one.case_id, f"familyrequest:{one.request_id}") for one in [*waiting, *page.rows]],
    )
    notices_seen(NoticeType.REQUEST_RECEIVED, NoticeType.REQUEST_DUE, NoticeType.REQUEST_LATE)
    context = {"waiting": waiting, "page": page, "late_below": late_below()}
    return render(request, "requests/list.html", context)


@signed_in
@require_safe
def read(request: SignedInRequest, part_id: uuid.UUID) -> HttpResponse:
    part = part_or_404(part_id, Act.REQUEST_READ)
    note(Act.REQUEST_READ, part)
    reads_log = bool(part.case_id and Case.objects.filter(pk=part.case_id).exists())
    own_note = part.entry_id and Entry.objects.filter(pk=part.entry_id, author=request.user).exists()
    context = {
        "part": part,
        "reads_log": reads_log,
        "own_note": own_note and reads_log and not part.answered_at,
    }
    return render(request, "requests/read.html", context)


class _Part(WritingPage):
    """What the pages have in common on which one goes on with a part that waits."""

    def gate(self, part_id: uuid.UUID) -> HttpResponse | None:
        self.part = part_or_404(part_id, self.act)
        self.back = reverse("requests:read", args=[part_id])
        if self.part.answered_at is None:
            return None
        messages.info(self.request, _("Det er alt svart på dette."))
        return redirect(self.back)

    def refused(self) -> None:
        access_log.refuse(self.act)

    def about(self) -> dict[str, Any]:
        return {"part": self.part}

    def shown(self, form: Form) -> None:
        note(Act.REQUEST_READ, self.part)

    def context(self, form: Form) -> dict[str, Any]:
        return {"part": self.part}


class Write(_Part):
    """The answer, before it is given."""

    template = "requests/answer.html"
    form_class: ClassVar[Callable[..., Any]] = AnswerForm
    act = Act.REQUEST_ANSWER

    def initial(self) -> dict[str, Any]:
        names = ("answer", "refusal", "reason", "handed", "sent_to", "version")
        return {name: value for name in names if (value := getattr(self.part, name))}

    def save(self, form: AnswerForm) -> Saved:
        request_answer(part=self.part, version=form.cleaned_data["version"], said=form.said)
        return Saved(reverse("requests:give", args=[self.part.part_id]))


class Prolong(_Part):
    template = "requests/prolong.html"
    form_class: ClassVar[Callable[..., Any]] = ProlongForm
    act = Act.REQUEST_PROLONG

    def save(self, form: ProlongForm) -> Saved:
        request_prolong(
            part=self.part, until=form.cleaned_data["until"], because=form.cleaned_data["because"]
        )
        return Saved(self.back, _("Fristen er flyttet. Familien får vite det."))


class Give(_Part, ConfirmPage):
    """What the family will read, once more, since it cannot be taken back."""

    template = "requests/give.html"
    form_class = GiveForm
    act = Act.REQUEST_GIVE
    danger = False

    def about(self) -> dict[str, Any]:
        return {}

    def gate(self, part_id: uuid.UUID) -> HttpResponse | None:
        elsewhere = super().gate(part_id)
        return elsewhere or (None if self.part.answer else redirect("requests:answer", part_id))

    def initial(self) -> dict[str, Any]:
        return {"version": self.part.version}

    def again(self, data: QueryDict) -> Form | None:
        return None if data.get("confirmed") else self.fresh(None)

    def save(self, form: Form) -> Saved:
        request_give(part=self.part, version=form.cleaned_data["version"])
        outside = self.part.came == Came.OUTSIDE
        words = _("Svaret er gitt. Hent brevet her og send det.") if outside else _("Svaret er gitt.")
        return Saved(self.back, words)

    def context(self, form: Form) -> dict[str, Any]:
        return super().context(form) | {
            "case": self.part if self.part.child else None,
            "title": _("Skal dette svaret gis?"),
            "confirm_label": _("Gi svaret"),
            "cancel_label": _("Ikke ennå"),
        }


@signed_in
@require_safe
def letter(request: SignedInRequest, part_id: uuid.UUID) -> HttpResponse:
    """The answer to be sent or handed over. The name of the file says the day only (R10)."""
    part = part_or_404(part_id, Act.REQUEST_LETTER)
    if part.answered_at is None:
        access_log.refuse(Act.REQUEST_LETTER)
        raise Http404
    note(Act.REQUEST_LETTER, part)
    name = f"svar-{timezone.localdate(part.answered_at)}.pdf"
    return HttpResponse(
        answer_letter(part).content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


# What is looked at again: what it is called, and the page on which it is changed.
HIDDEN: Final[Mapping[str, tuple[str | Promise, str]]] = {
    "report": (gettext_lazy("meldingen til barnevernet"), "reports:change"),
    "disclosure": (gettext_lazy("utleveringen"), "disclosures:tell"),
    "emergency": (gettext_lazy("lesingen i en nødssituasjon"), "emergency:look"),
    "entry": (gettext_lazy("notatet du har holdt tilbake"), "logs:release_entry"),
}


class Look(ConfirmPage):
    """The family has asked for insight: is what one keeps from it to be kept still? Nobody else is asked."""

    template = "requests/look.html"
    act = Act.REQUEST_LOOK
    danger = False

    def gate(self, hidden: str, key: uuid.UUID) -> HttpResponse | None:
        works_here_or_403(self.request)
        self.back = reverse("home")
        found = hidden_found(hidden, key)
        if found is None:
            messages.info(self.request, _("Det er ingenting å vurdere på nytt her."))
            return redirect(self.back)
        self.thing = found
        return None

    def refused(self) -> None:
        access_log.refuse(self.act)

    def shown(self, form: Form) -> None:
        note_look(self.thing)

    def save(self, form: Form) -> Saved:
        hidden_looked(thing=self.thing)
        return Saved(self.back, _("Det er notert at du har vurdert det på nytt."))

    def context(self, form: Form) -> dict[str, Any]:
        what, page = HIDDEN[self.thing.about]
        of_log = [self.thing.case_id] if self.thing.about == "entry" else []
        return {
            "thing": self.thing,
            "what": what,
            "page_url": reverse(page, args=[*of_log, self.thing.key]),
            "title": _("Skal familien fortsatt ikke vite om dette?"),
            "confirm_label": _("Ja, jeg har vurdert det på nytt"),
            "cancel_label": _("Ikke ennå"),
        }


@signed_in
@require_safe
def control(request: SignedInRequest) -> HttpResponse:
    """How many there are by unit, for the privacy officer: no child, and nothing of what they say."""
    privacy_officer_or_403(request, Act.REQUEST_COUNT)
    access_log.record(Act.REQUEST_COUNT)
    return render(request, "requests/control.html", {"units": requests_counted()})
