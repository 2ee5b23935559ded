"""Saying that a task is done, and who is to do it instead."""

from collections.abc import Iterable
from typing import Any, cast

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


class GiveForm(Form):
    to = forms.ChoiceField(
        label=_("Hvem gjør det i stedet?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvem som skal gjøre det.")},
    )

    def __init__(self, *args: Any, people: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = cast("forms.ChoiceField", self.fields["to"])
        to.choices = [(str(key), name) for key, name in people]
