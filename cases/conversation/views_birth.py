"""The child is born, of whom a log of the mother expected; or the pregnancy is over (D11)."""

import uuid
from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.case.gates import case_or_404, holder_or_403
from cases.case.models import Case, ParentalResponsibility, Pregnancy
from cases.concerns.selectors import leaders_who_read, others_among, readers_line
from cases.conversation.birth import child_born, pregnancy_end
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.request import SignedInRequest
from municipality.ui.date_field import DateField
from municipality.ui.forms import Form
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved, WritingPage


class BornForm(Form):
    child_name = forms.CharField(
        label=gettext_lazy("Hva heter barnet?"),
        max_length=120,
        help_text=gettext_lazy("Har det ikke fått navn, skriver du hva dere kaller det nå."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Skriv hva barnet heter.")},
    )
    birth_date = DateField(
        label=gettext_lazy("Når ble barnet født?"),
        no_future=True,
        has_calendar=False,
        error_messages={
            "required": gettext_lazy("Skriv når barnet er født."),
            "future": gettext_lazy("Barnet kan ikke være født fram i tid. Du har skrevet %(day)s."),
        },
    )
    observed = forms.CharField(
        label=gettext_lazy("Hva trenger barnet og foreldrene hjelp til nå?"),
        max_length=20_000,
        widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Skriv hva de trenger hjelp til.")},
    )

    def __init__(self, *args: Any, readers: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.read_by("observed", readers)


def _expecting(request: SignedInRequest, case_id: uuid.UUID, act: Act, *where: Pregnancy) -> Case:
    """The log, for its holder, of somebody whose pregnancy stands so."""
    case = case_or_404(case_id, act)
    holder_or_403(request, case, act)
    if case.pregnancy not in where:
        access_log.refuse(act, case_id=case_id)
        raise Http404
    return case


class Born(WritingPage):
    """An undring of the relay holder's about the child, with which a question to the parents begins."""

    template = "conversation/born.html"
    form_class = BornForm
    act = Act.CHILD_BORN
    makes_new = True

    def gate(self, case_id: uuid.UUID) -> None:
        self.case = _expecting(self.request, case_id, self.act, Pregnancy.EXPECTING, Pregnancy.BORN)

    def about(self) -> dict[str, Any]:
        unit, user = self.case.holder_unit, self.request.user
        return {"readers": readers_line(others_among(leaders_who_read(unit), user, unit))}

    def shown(self, form: BornForm) -> None:
        access_log.record(Act.CASE_READ, case_id=self.case.pk)

    def save(self, form: BornForm) -> Saved:
        said = form.cleaned_data
        concern = child_born(
            case=self.case,
            holder=self.request.user,
            name=said["child_name"],
            born=said["birth_date"],
            observed=said["observed"],
        )
        words = _("Det er registrert. Nå spør dere foreldrene om en logg for %(name)s.")
        return Saved(reverse("conversation:go_on", args=[concern.pk]), words % {"name": concern.first_name})

    def context(self, form: BornForm) -> dict[str, Any]:
        return {"case": self.case, "today": timezone.localdate()}


class Ended(ConfirmPage):
    """There will be no child: said gently, and the log is closed."""

    act = Act.PREGNANCY_END
    danger = False

    def gate(self, case_id: uuid.UUID) -> None:
        self.case = _expecting(self.request, case_id, self.act, Pregnancy.EXPECTING)
        self.back = reverse("logs:read", args=[case_id])

    def shown(self, form: Form) -> None:
        access_log.record(Act.CASE_READ, case_id=self.case.pk)

    def save(self, form: Form) -> Saved:
        pregnancy_end(case=self.case)
        return Saved(reverse("logs:list"), _("Det er registrert, og stafettloggen er lukket."))

    def context(self, form: Form) -> dict[str, Any]:
        said = _("Stafettloggen lukkes med en gang, og ingen i tjenestene leser den mer.")
        if ParentalResponsibility.objects.filter(case=self.case).exists():
            who = _("De i familien som leser den nå, kan fortsatt lese den.")
        else:
            who = _("%(name)s kan fortsatt lese den.") % {"name": self.case.first_name}
        then = _("Avtal med henne hvem som følger henne opp videre.")
        return {
            "case": self.case,
            "title": _("Er svangerskapet avsluttet?"),
            "text": f"{said} {who} {then}",
            "confirm_label": _("Ja, lukk stafettloggen"),
            "cancel_label": _("Tilbake"),
        }
