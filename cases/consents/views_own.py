"""What one has said oneself is taken back: of the own affairs, or a yes that waits for others to answer."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.case.gates import case_or_404
from cases.consents.forms import EVERYBODY, WithdrawOwnForm
from cases.consents.own_affairs import own_affairs, own_affairs_withdraw
from cases.consents.waiting_yes import my_waiting_yes, waiting_yes_take_back
from consent.own_answers import OwnHow
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.ui.dates import day_text
from municipality.ui.forms import Form
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved, WritingPage


class WithdrawOwn(WritingPage):
    """By the adult, or by the relay holder when told. No reason is asked; it counts with the click."""

    template = "consents/withdraw_own.html"
    form_class = WithdrawOwnForm
    is_read_first = True
    keeps_draft = False
    act = Act.OWN_AFFAIRS_WITHDRAW

    def gate(self, case_id: uuid.UUID, parent_id: uuid.UUID) -> None:
        self.case = case_or_404(case_id, self.act)
        holds = self.case.holder_id == self.request.user.pk and not self.case.closed_at
        adult = next((one for one in own_affairs(case_id) if one.parent_id == parent_id), None)
        if adult is None:
            self.refused()
            raise Http404
        if not (adult.mine or holds):
            self.refused()
            raise PermissionDenied
        self.adult = adult

    def about(self) -> dict[str, Any]:
        return {"adult": self.adult, "child": self.case.first_name}

    def shown(self, form: WithdrawOwnForm) -> None:
        access_log.record(Act.CONSENT_READ, case_id=self.case.pk)

    def save(self, form: WithdrawOwnForm) -> Saved:
        what = form.cleaned_data["what"]
        own_affairs_withdraw(
            case_id=self.case.pk,
            parent_id=self.adult.parent_id,
            how=OwnHow.SELF if self.adult.mine else OwnHow(form.cleaned_data["how"]),
            basis_id=uuid.UUID(what) if what not in {EVERYBODY, WithdrawOwnForm.CHILD} else None,
            of_child=what == WithdrawOwnForm.CHILD,
        )
        return Saved(reverse("consents:list", args=[self.case.pk]), _("Det er trukket, og gjelder fra nå."))

    def context(self, form: WithdrawOwnForm) -> dict[str, Any]:
        return {"case": self.case, "adult": self.adult}


class TakeBackYes(ConfirmPage):
    """By who said it, before it counts (D5)."""

    act = Act.CONSENT_WITHDRAW

    def gate(self, case_id: uuid.UUID, asked_id: uuid.UUID) -> None:
        self.case = case_or_404(case_id, self.act)
        self.back = reverse("consents:list", args=[case_id])
        found = next((one for one in my_waiting_yes(case_id) if one.asked_id == asked_id), None)
        if found is None:
            self.refused()
            raise Http404
        self.said = found

    def shown(self, form: Form) -> None:
        access_log.record(Act.CONSENT_READ, case_id=self.case.pk)

    def save(self, form: Form) -> Saved:
        waiting_yes_take_back(case_id=self.case.pk, asked_id=self.said.asked_id)
        return Saved(self.back, _("Ja-et er tatt tilbake. Den som spurte, får vite det."))

    def context(self, form: Form) -> dict[str, Any]:
        words = {"day": day_text(self.said.said_on, timezone.localdate())}
        return {
            "case": self.case,
            "title": _("Vil du ta ja-et tilbake?"),
            "text": _(
                "Du sa ja %(day)s. Tar du det tilbake, gjelder det ikke, og dere kan snakke om det igjen."
            )
            % words,
            "confirm_label": _("Ta ja-et tilbake"),
            "cancel_label": _("La det stå"),
        }
