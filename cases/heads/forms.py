"""Naming somebody of the unit."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from municipality.organisation.models import Unit
from municipality.people.models import User
from municipality.people.selectors import colleagues
from municipality.ui.forms import Form


class NamePersonForm(Form):
    marks_optional = False
    person = forms.ModelChoiceField(
        label=_("Hvem hos dere skal være med?"),
        queryset=User.objects.none(),
        error_messages={"required": _("Velg hvem hos dere som skal være med.")},
    )

    def __init__(
        self, *args: Any, unit: Unit, named: set[object], myself: bool = False, **kwargs: Any
    ) -> None:
        """`myself`: the reception names itself with a separate button, and chooses nobody."""
        super().__init__(*args, **kwargs)
        person = cast("forms.ModelChoiceField", self.fields["person"])
        person.required = not myself
        person.queryset = colleagues(unit).exclude(pk__in=named)
        person.empty_label = _("Velg en kollega")
