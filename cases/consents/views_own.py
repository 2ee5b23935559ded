"""An adult takes back what was said of the own affairs, or the relay holder does it when told."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.case.gates import case_or_404
from cases.consents.forms import EVERYBODY, WithdrawOwnForm
from cases.consents.own_affairs import own_affairs, own_affairs_withdraw
from consent.own_answers import OwnHow
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.writing.page import Saved, WritingPage


class WithdrawOwn(WritingPage):
    """No reason is asked; it counts with the click."""

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
