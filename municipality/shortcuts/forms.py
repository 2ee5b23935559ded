"""Whether somebody uses shortcuts."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from municipality.ui.forms import Form

USED: Final = "yes"
NOT_USED: Final = "no"


class ShortcutsForm(Form):
    used = forms.ChoiceField(
        label=_("Vil du bruke hurtigtaster?"),
        choices=[(USED, _("Ja")), (NOT_USED, _("Nei"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg om du vil bruke hurtigtaster.")},
    )
