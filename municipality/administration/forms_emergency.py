"""Whose people may open a log in an emergency."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from municipality.organisation.choices import Owner
from municipality.organisation.models import Service
from municipality.organisation.municipality import EMERGENCY_ROLES, Municipality
from municipality.people.models import MembershipRole
from municipality.ui.forms import Form

# Nobody of an outside body opens a log in an emergency; `emergency_units_of` (cases/emergency) asks again.
OWN = (Owner.MUNICIPALITY, Owner.MUNICIPALITY_AND_STATE, Owner.INTERMUNICIPAL)


class EmergencyForm(Form):
    """Roles and services, or none of both."""

    marks_optional = False
    services = forms.MultipleChoiceField(
        label=_("Hvilke tjenester?"),
        help_text=_("For eksempel barnevernvakt, legevakt og helsestasjon. Velger du ingen, kan ingen åpne."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    roles = forms.MultipleChoiceField(
        label=_("Hvilke roller i enhetene deres?"),
        choices=[(one.value, capfirst(one.label)) for one in MembershipRole if one.value in EMERGENCY_ROLES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Service.objects.in_use().filter(municipality=municipality, owner__in=OWN)
        services: Any = self.fields["services"]
        services.choices = [(one.key, one.name) for one in found]

    def clean(self) -> dict[str, Any]:
        """One without the other would let nobody, and look as if it did."""
        cleaned = super().clean() or {}
        if cleaned.get("services") and not cleaned.get("roles") and "roles" not in self.errors:
            self.add_error("roles", _("Velg også hvilke roller."))
        if cleaned.get("roles") and not cleaned.get("services") and "services" not in self.errors:
            self.add_error("services", _("Velg også hvilke tjenester."))
        return cleaned


class ConfirmForm(Form):
    """A yes to what was asked at the moment that the page has shown."""

    asked_at = forms.CharField(widget=forms.HiddenInput, required=False)
