"""An agreement with an outside body."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from municipality.organisation.agreements import is_organisation_number
from municipality.ui.date_field import DateField
from municipality.ui.forms import Form


class AgreementForm(Form):
    name = forms.CharField(
        label=_("Hva heter virksomheten?"),
        max_length=120,
        error_messages={"required": _("Skriv hva virksomheten heter.")},
    )
    organisation = forms.CharField(
        label=_("Organisasjonsnummer"),
        help_text=_("Ni siffer. De som arbeider der, logger inn for dette nummeret."),
        error_messages={"required": _("Skriv organisasjonsnummeret. Det har ni siffer.")},
    )
    agreed_on = DateField(
        label=_("Fra hvilken dag gjelder avtalen?"),
        initial=timezone.localdate,
        error_messages={"required": _("Skriv fra hvilken dag avtalen gjelder.")},
    )
    ends_on = DateField(
        label=_("Til og med hvilken dag?"),
        required=False,
        help_text=_("Tomt når den gjelder til den sies opp."),
    )

    def clean_organisation(self) -> str:
        digits = "".join(str(self.cleaned_data["organisation"]).split())
        if not is_organisation_number(digits):
            raise forms.ValidationError(
                _("Organisasjonsnummeret stemmer ikke. Det har ni siffer; se etter om to er byttet om.")
            )
        return digits

    def clean(self) -> dict[str, Any] | None:
        said = super().clean() or {}
        begins, ends = said.get("agreed_on"), said.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", _("Avtalen kan ikke slutte før den begynner."))
        return said
