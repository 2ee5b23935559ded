"""The filter of the patterns: a period, a person, a unit, a pattern."""

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.patterns.choices import Pattern
from cases.patterns.selectors import PatternQuery, of_late
from municipality.organisation.models import Unit
from municipality.people.models import AccountType, User
from municipality.ui.date_field import DateField
from municipality.ui.forms import Form

YEAR: Final = timedelta(days=366)


class PatternFilter(Form):
    """All fields optional; without days the last month. People are chosen by key, so that no name is in an address."""

    marks_optional = False
    user = forms.ModelChoiceField(User.objects.none(), label=_("Hvem"), required=False, empty_label=_("alle"))
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("For enheten"), required=False, empty_label=_("alle")
    )
    pattern = forms.ChoiceField(
        label=_("Mønster"), required=False, choices=[("", _("alle")), *Pattern.choices]
    )
    first_day = DateField(label=_("Fra og med"), required=False)
    last_day = DateField(label=_("Til og med"), required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["user"]
        people.queryset = User.objects.filter(account_type=AccountType.STAFF).order_by(
            "display_name", "username"
        )
        choices: Any = self.fields["unit"]
        choices.queryset = units.order_by("name")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        first, last = self._period(said)
        if last < first:
            self.add_error("last_day", _now("Den siste dagen kan ikke være før den første."))
        elif last - first > YEAR:
            self.add_error("first_day", _now("Velg høyst ett år."))
        return said

    def _period(self, said: dict[str, Any]) -> tuple[date, date]:
        first, last = of_late()
        return said.get("first_day") or first, said.get("last_day") or last

    @property
    def wanted(self) -> PatternQuery:
        """After validation."""
        said = self.cleaned_data
        first, last = self._period(said)
        return PatternQuery(
            first,
            last,
            said["pattern"],
            said["user"].pk if said["user"] else None,
            said["unit"].pk if said["unit"] else None,
        )
