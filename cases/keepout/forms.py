"""Whom to keep out of a concern or a log, and why."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.case.models import KeptOutBecause
from municipality.people.selectors import Person
from municipality.ui.forms import Form


class KeepOutForm(Form):
    """One person of the unit that was chosen."""

    person = forms.TypedChoiceField(
        label=_("Hvem?"),
        coerce=int,
        error_messages={"required": _("Velg hvem som skal holdes utenfor.")},
    )
    because = forms.ChoiceField(
        label=_("Hvorfor?"),
        choices=[one for one in KeptOutBecause.choices if one[0] != KeptOutBecause.FAMILY],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvorfor.")},
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.choices = [("", _now("Velg person")), *(one.choice for one in people)]
