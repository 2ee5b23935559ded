"""«Til kontroll»: what waits for the second person, who sees no name; and ending what was registered."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.case.models import Case
from cases.case.selectors import log_at_rest
from cases.checks.forms import CONFIRM, CheckForm
from cases.checks.models import What
from cases.checks.selectors import Check, checks_for_me, to_end
from cases.checks.services import check_confirm, check_return, widening_end
from municipality.audit import access_log
from municipality.audit.access_log import Shown
from municipality.audit.acts import Act
from municipality.notices.models import NoticeType
from municipality.notices.services import notices_seen
from municipality.people.request import SignedInRequest, signed_in
from municipality.ui.forms import Form
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved, WritingPage


def _note(checks: list[Check]) -> None:
    access_log.record_list(Act.CHECK_LIST, [Shown(one.case_id, f"widening:{one.id}") for one in checks])


@signed_in
@require_safe
def list_checks(request: SignedInRequest) -> HttpResponse:
    checks = checks_for_me()
    _note(checks)
    notices_seen(NoticeType.CHECK_ASKED)
    return render(request, "checks/list.html", {"checks": checks})


class Look(WritingPage):
    """One of them: confirmed, or returned with a reason."""

    template = "checks/look.html"
    form_class = CheckForm
    keeps_draft = False
    is_read_first = True
    act = Act.CHECK_CONFIRM

    def gate(self, widening_id: uuid.UUID) -> None:
        check = next((one for one in checks_for_me() if one.id == widening_id), None)
        if check is None:
            self.refused()
            raise Http404
        self.check = check

    def shown(self, form: CheckForm) -> None:
        _note([self.check])

    def save(self, form: CheckForm) -> Saved:
        to = reverse("checks:list")
        if form.cleaned_data["decision"] == CONFIRM:
            check_confirm(self.check.id)
            return Saved(to, _("Det gjelder fra nå."))
        check_return(self.check.id, form.cleaned_data["because"])
        if self.check.what == What.BIRTH_DATE:
            return Saved(to, _("Det er sendt tilbake. Fødselsdatoen er som før."))
        return Saved(to, _("Det er sendt tilbake. Ingenting er endret."))

    def context(self, form: CheckForm) -> dict[str, Any]:
        return {"check": self.check}


class End(ConfirmPage):
    """It does not hold any longer: one person is enough, since nobody reads more by it."""

    act = Act.WIDENING_END

    def gate(self, widening_id: uuid.UUID) -> None:
        found = to_end(widening_id)
        if found is None:
            self.refused()
            raise Http404
        self.widening_id, self.found = widening_id, found
        self.case = Case.objects.filter(pk=found.case_id).first() if found.case_id else None
        if found.concern_id:
            self.back = reverse("conversation:svar", args=[found.concern_id])
        elif self.case:
            self.back = reverse("consents:list", args=[self.case.pk])
        else:  # it rests
            self.back = reverse("heads:read", args=[found.case_id])

    def save(self, form: Form) -> Saved:
        widening_end(self.widening_id)
        if self.found.concern_id:  # of a log the verb notes it
            access_log.record_list(self.act, [Shown(None, f"concern:{self.found.concern_id}")])
        # A log in which nothing is open any longer rests, and is read by nobody; one that rested by a birth date wakes.
        if self.case and not Case.objects.filter(pk=self.case.pk).exists():
            rests = log_at_rest(self.case.pk)
            self.back = reverse("heads:read", args=[self.case.pk]) if rests else reverse("home")
        return Saved(self.back, self.ended)

    @property
    def ended(self) -> str:
        return _("Det gjelder ikke lenger.") if self.found.counts else _("Det er tatt tilbake.")

    def context(self, form: Form) -> dict[str, Any]:
        words = {"name": self.found.name}
        text = _(
            "Da er %(name)s en av dem som svarer igjen. Det som bare ett ja har åpnet, lukkes med en gang."
        )
        waits = _("Det er ikke kontrollert ennå, og gjelder ikke. Da kontrolleres det heller ikke.")
        if self.found.what == What.BIRTH_DATE:
            waits = _("Datoen er ikke kontrollert ennå. Tar du den tilbake, gjelder den gamle datoen alene.")
        return {
            "case": self.found,
            "title": _("Skal dette ikke gjelde lenger?")
            if self.found.counts
            else _("Vil du ta det tilbake?"),
            "text": (text if self.found.counts else waits) % words,
            "confirm_label": _("Avslutt") if self.found.counts else _("Ta det tilbake"),
            "cancel_label": _("La det stå"),
        }
