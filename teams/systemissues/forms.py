"""Saying what fails between the services. Never about a person."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from municipality.organisation.models import Unit
from municipality.people.fields import OwnUnitField
from municipality.ui.forms import Form
from teams.discussions.traces import name_in, name_message, names_i_know


class RaiseForm(Form):
    unit = OwnUnitField(label=_("Du skriver for"))
    title = forms.CharField(
        label=_("Hva gjelder det?"),
        max_length=120,
        help_text=_("For eksempel «Overgangen fra barnehage til skole»."),
        error_messages={"required": _("Skriv med noen få ord hva det gjelder.")},
    )
    what_fails = forms.CharField(
        label=_("Hva er det som svikter?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
        help_text=_("Siden når, og hvem det går ut over. Skriv om grupper, aldri om en person."),
        error_messages={"required": _("Skriv hva som svikter mellom tjenestene.")},
    )
    suggestion = forms.CharField(
        label=_("Hva foreslår du?"), widget=forms.Textarea(attrs={"rows": 4}), max_length=5000, required=False
    )

    def __init__(self, *args: Any, units: Sequence[Unit], readers: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("OwnUnitField", self.fields["unit"]).among(units)
        self.read_by("what_fails", readers)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        names = names_i_know()
        for name in ("title", "what_fails", "suggestion"):
            if found := name_in(cleaned.get(name, ""), names):
                self.add_error(name, name_message(found))
        return cleaned
