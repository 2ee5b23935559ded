"""Deciding by statute that another unit reads, seeing what one has decided, and ending it. For the leader's place."""

import uuid
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.case.head import CaseHead
from cases.case.models import Case
from cases.statute.forms import WELFARE, DecideForm, FindForm
from cases.statute.models import Statute
from cases.statute.selectors import (
    Decided,
    last_day_possible,
    log_of,
    receivers_for,
    rules_of,
    statutes_decided,
)
from cases.statute.services import statute_decide, statute_end
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.request import SignedInRequest, signed_in
from municipality.people.workplace import workplace_of
from municipality.ui.forms import Form
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved, WritingPage


def note(act: Act, *, case_id: uuid.UUID, statute_id: uuid.UUID, unit_id: int | None) -> None:
    """One event about one decision, for the unit that one acts for."""
    access_log.record(act, case_id=case_id, unit_id=unit_id, objects=[Statute(pk=statute_id)])


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: SignedInRequest) -> HttpResponse:
    """Which log. The answer is the same where there is none, and where the unit has written nothing in it."""
    place = workplace_of(request)
    if not place.led_units and not place.overseen:
        access_log.refuse(Act.STATUTE_DECIDE)
        raise PermissionDenied
    form = FindForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        case_id = log_of(form.cleaned_data["number"])
        if case_id:
            return redirect("statute:decide", case_id)
        access_log.refuse(Act.STATUTE_DECIDE)
        words = _("Enheten din har ingen notater i en åpen stafettlogg med dette nummeret.")
        form.add_error("number", words)
    return render(request, "statute/find.html", {"form": form})


class Decide(WritingPage):
    """What is opened, to whom, why and how long. The page says who is told before anything is sent."""

    template = "statute/decide.html"
    form_class = DecideForm
    act = Act.STATUTE_DECIDE
    makes_new = True
    beside: ClassVar = {
        "provision_of_others": "provision",
        "not_a_receiver_by_law": "receiver",
        "kinds_not_by_this_provision": "kinds",
        "three_months_at_most": "last_day",
        "say_why_by_law": "reason",
    }
    earlier: Decided | None = None

    def gate(self, case_id: uuid.UUID) -> None:
        self.case_id, self.rules = case_id, rules_of(case_id)
        if not self.rules:
            self.refused()
            raise Http404
        case = Case.objects.filter(pk=case_id).first()
        head = CaseHead.objects.one(case_id)
        self.number = case.number if case else head.number if head else ""
        self.back, self.back_words = _page_of(case_id, case, head)

    def about(self) -> dict[str, Any]:
        units = [one.unit_id for one in self.rules]
        return {
            "rules": self.rules,
            "receivers": receivers_for(self.case_id, list(dict.fromkeys(units))),
            "most": last_day_possible(),
        }

    def initial(self) -> dict[str, Any]:
        if self.earlier is None:
            return {}
        one = self.earlier
        return {
            "unit": one.unit_id,
            "receiver": one.receiver_id,
            "provision": one.provision,
            "kinds": [kind for kind in one.kinds if kind != WELFARE],
            "child_welfare": WELFARE in one.kinds,
            "reason": one.reason,
        }

    def shown(self, form: DecideForm) -> None:
        access_log.record(Act.HEAD_READ, case_id=self.case_id)

    def save(self, form: DecideForm) -> Saved:
        key = statute_decide(case_id=self.case_id, decision=form.decision)
        words = _("Det gjelder fra nå. Mottakeren og familien har fått beskjed.")
        return Saved(reverse("statute:decided", args=[key]), words)

    def context(self, form: DecideForm) -> dict[str, Any]:
        return {
            "case_id": self.case_id,
            "number": self.number,
            "back_url": self.back,
            "back_words": self.back_words,
            "earlier": self.earlier,
        }


def _page_of(case_id: uuid.UUID, case: Case | None, head: CaseHead | None) -> tuple[str, str]:
    """Where one came from, and what it is called."""
    if case:
        return reverse("logs:read", args=[case_id]), _("Stafettloggen")
    if head:
        return reverse("heads:read", args=[case_id]), _("Sak %(number)s") % {"number": head.number}
    return reverse("bylaw:overview"), _("Uten samtykke")


def decided_or_404(statute_id: uuid.UUID, act: Act) -> Decided:
    """A decision of a unit that one leads. Whoever may not see it finds nothing, whether there is one or not."""
    found = next((one for one in statutes_decided() if one.id == statute_id), None)
    if found is None:
        access_log.refuse(act, shown=f"statute:{statute_id}")
        raise Http404
    return found


class Extend(Decide):
    """A new decision, filled in as the one before it."""

    def gate(self, statute_id: uuid.UUID) -> None:
        self.earlier = decided_or_404(statute_id, self.act)
        super().gate(self.earlier.case_id)
        self.back, self.back_words = reverse("statute:decided", args=[statute_id]), _("Vedtaket")

    def refused(self) -> None:
        access_log.refuse(self.act, case_id=self.earlier.case_id if self.earlier else None)


@signed_in
@require_safe
def decided(request: SignedInRequest, statute_id: uuid.UUID) -> HttpResponse:
    """What was decided, for the place in which it was."""
    one = decided_or_404(statute_id, Act.STATUTE_DECIDE)
    note(Act.STATUTE_SEE, case_id=one.case_id, statute_id=one.id, unit_id=one.unit_id)
    can_extend = any(rule.unit_id == one.unit_id for rule in rules_of(one.case_id))
    context = {"one": one, "can_extend": can_extend, "today": timezone.localdate()}
    return render(request, "statute/decided.html", context)


class End(ConfirmPage):
    """Nobody reads by it from now on."""

    act = Act.STATUTE_END

    def gate(self, statute_id: uuid.UUID) -> None:
        self.one = decided_or_404(statute_id, self.act)
        if not self.one.holds:
            self.refused()
            raise Http404
        self.back = reverse("statute:decided", args=[statute_id])

    def shown(self, form: Form) -> None:
        note(Act.STATUTE_SEE, case_id=self.one.case_id, statute_id=self.one.id, unit_id=self.one.unit_id)

    def save(self, form: Form) -> Saved:
        statute_end(self.one.id)
        return Saved(self.back, _("%(unit)s leser ikke lenger.") % {"unit": self.one.receiver})

    def context(self, form: Form) -> dict[str, Any]:
        return {
            "title": _("Skal %(unit)s ikke lese lenger?") % {"unit": self.one.receiver},
            "text": _("Det gjelder med en gang. Det de alt har lest, kan ikke tas tilbake."),
            "confirm_label": _("Avslutt nå"),
            "cancel_label": _("La det gjelde"),
        }
