"""On which of what was read in several languages somebody answers."""

from typing import cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consent.selectors import ReadIn
from municipality.ui.forms import Form


def which_reading() -> forms.ChoiceField:
    """The field that `ask_in_which` asks, or takes away."""
    return forms.ChoiceField(error_messages={"required": gettext_lazy("Velg språket teksten ble lest på.")})


def ask_in_which(form: Form, readings: list[ReadIn], last: ReadIn | None) -> None:
    """Ask on which of what was read somebody answers, if there is a choice; `last`: on which the person did before."""
    if len(readings) < 2:
        del form.fields["reading"]
        return
    field = cast("forms.ChoiceField", form.fields["reading"])
    field.label = _("På hvilket språk ble det lest?")
    field.choices = [(str(one.id), one.name.capitalize()) for one in readings]
    field.initial = str((last or readings[0]).id)


def read_in(form: Form, readings: list[ReadIn]) -> ReadIn | None:
    """What was chosen, or the only one; call it when the fields are judged."""
    chosen = form.cleaned_data.get("reading")
    return next((one for one in readings if chosen is None or str(one.id) == chosen), None)
