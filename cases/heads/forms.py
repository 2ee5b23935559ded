"""Naming somebody of the unit."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.heads.selectors import Candidate
from municipality.people.models import User
from municipality.ui.forms import Form


class _ColleagueField(forms.ModelChoiceField):
    """`words` say who is who, by key."""

    words: Mapping[int, str]

    def label_from_instance(self, obj: User) -> str:
        return self.words.get(obj.pk, obj.display_name)


class NamePersonForm(Form):
    marks_optional = False
    person = _ColleagueField(
        label=_("Hvem i enheten skal være med?"),
        queryset=User.objects.none(),
        error_messages={"required": _("Velg hvem i enheten som skal være med.")},
    )

    def __init__(
        self, *args: Any, candidates: Sequence[Candidate], myself: bool = False, **kwargs: Any
    ) -> None:
        """`myself`: the reception names itself with a separate button, and chooses nobody."""
        super().__init__(*args, **kwargs)
        person = cast("_ColleagueField", self.fields["person"])
        person.required = not myself
        person.words = {one.user_id: one.name for one in candidates}
        person.queryset = User.objects.filter(pk__in=person.words).order_by("display_name")
        person.empty_label = _("Velg en kollega")
