"""Saying that a task is done."""

from django import forms
from django.utils.translation import gettext_lazy as _

from municipality.ui.forms import Form


class DoForm(Form):
    text = forms.CharField(
        label=_("Hva ble gjort?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        error_messages={"required": _("Skriv kort hva som ble gjort.")},
    )
