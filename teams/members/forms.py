"""Giving somebody a seat."""

from typing import Any, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from municipality.organisation.models import Unit
from municipality.people.models import User
from municipality.people.namesakes import Named, told_apart
from municipality.ui.forms import Form
from teams.members.models import SeatRole
from teams.members.selectors import UnitPeople


def _named(row: UnitPeople) -> list[tuple[User, str]]:
    """The people of one unit, two of the same name told apart."""
    words = told_apart([Named(user.pk, row.unit.pk, user.display_name) for user in row.people])
    return list(zip(row.people, words, strict=True))


class SeatForm(Form):
    person = forms.ChoiceField(
        label=_("Hvem?"),
        error_messages={"required": _("Velg hvem som skal sitte i teamet.")},
        help_text=_("Tjenestene som er faste deltakere, står først."),
    )
    role = forms.ChoiceField(
        label=_("Rolle i teamet"),
        choices=[(role.value, capfirst(role.label)) for role in SeatRole],
        initial=SeatRole.MEMBER,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva personen skal være i teamet.")},
    )

    def __init__(self, *args: Any, people: list[UnitPeople], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known = {f"{user.pk}:{row.unit.pk}": (user, row.unit) for row in people for user in row.people}
        person = cast("forms.ChoiceField", self.fields["person"])
        person.choices = [
            ("", _("Velg person")),
            *(
                (row.unit.name, [(f"{user.pk}:{row.unit.pk}", name) for user, name in _named(row)])
                for row in people
            ),
        ]

    @property
    def chosen(self) -> tuple[User, Unit]:
        """Who, and for which unit. Call it after is_valid()."""
        return self._known[self.cleaned_data["person"]]
