"""The filters of the access log for the privacy officer."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from municipality.audit.acts import Act
from municipality.audit.selectors import EventQuery
from municipality.organisation.models import Unit
from municipality.people.models import AccountType, User
from municipality.ui.date_field import DateField
from municipality.ui.forms import Form

CASE_NUMBER = re.compile(r"S-[0-9A-Z]{5}")


def case_number(typed: str) -> str:
    """A case's number as it is stored; empty stays so. Whether there is such a case is not asked."""
    number = typed.strip().upper()
    if number and not CASE_NUMBER.fullmatch(number):
        raise forms.ValidationError(_("Skriv nummeret på saken, for eksempel S-7K2QD."))
    return number


class EventFilter(Form):
    """All fields optional. People are chosen by key, so that no name is in an address."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("Hvem"), required=False, empty_label=_("alle"))
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("For enheten"), required=False, empty_label=_("alle")
    )
    act = forms.ChoiceField(label=_("Hva"), required=False, choices=[("", _("alt")), *Act.choices])
    case = forms.CharField(
        label=_("Sak"), required=False, help_text=_("Nummeret på saken, for eksempel S-7K2QD.")
    )
    first_day = DateField(label=_("Fra og med"), required=False)
    last_day = DateField(label=_("Til og med"), required=False)

    refused = forms.BooleanField(label=_("Bare forsøk som ble avvist"), required=False)

    def __init__(self, *args: Any, municipality_id: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["user"]
        units: Any = self.fields["unit"]
        units.queryset = Unit.objects.filter(municipality=municipality_id).order_by("name")
        people.queryset = User.objects.exclude(account_type=AccountType.FAMILY).order_by(
            "display_name", "username"
        )

    def clean_case(self) -> str:
        return case_number(self.cleaned_data["case"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        first, last = values.get("first_day"), values.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("Den siste dagen kan ikke være før den første."))
        return values

    def wanted(self) -> EventQuery:
        """What was asked for; to be called on a valid form."""
        values = self.cleaned_data
        return EventQuery(
            user_id=values["user"].pk if values["user"] else None,
            unit_id=values["unit"].pk if values["unit"] else None,
            case=values["case"],
            act=values["act"],
            first_day=values["first_day"],
            last_day=values["last_day"],
            refused=values["refused"],
        )
