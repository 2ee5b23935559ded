"""Naming somebody of the unit."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from municipality.organisation.models import Unit
from municipality.people.models import User
from municipality.people.namesakes import Named, told_apart
from municipality.people.selectors import colleagues
from municipality.ui.forms import Form


class _ColleagueField(forms.ModelChoiceField):
    """`words` say who is who, by key."""

    words: Mapping[int, str]

    def label_from_instance(self, obj: User) -> str:
        return self.words.get(obj.pk, obj.display_name)


class NamePersonForm(Form):
    marks_optional = False
    person = _ColleagueField(
        label=_("Hvem hos dere skal være med?"),
        queryset=User.objects.none(),
        error_messages={"required": _("Velg hvem hos dere som skal være med.")},
    )

    def __init__(
        self, *args: Any, unit: Unit, named: set[object], myself: bool = False, **kwargs: Any
    ) -> None:
        """`myself`: the reception names itself with a separate button, and chooses nobody."""
        super().__init__(*args, **kwargs)
        person = cast("_ColleagueField", self.fields["person"])
        person.required = not myself
        person.queryset = colleagues(unit).exclude(pk__in=named)
        people = [Named(one.pk, unit.pk, one.display_name) for one in person.queryset]
        person.words = dict(zip((one.user_id for one in people), told_apart(people), strict=True))
        person.empty_label = _("Velg en kollega")
