"""Fields for what the family does not know yet: why, and on which day that is looked at again (D9)."""

from datetime import date, timedelta
from typing import Any, Final

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cases.logs.models import WithheldReason
from municipality.ui.date_field import DateField

REVIEWED_AFTER: Final = timedelta(days=30)
MOST_MONTHS: Final = 12  # until it is looked at again; the database knows it too


def in_a_month() -> date:
    return timezone.localdate() + REVIEWED_AFTER


def within_a_year(day: date) -> None:
    """Refuses a later one."""
    if day > timezone.localdate() + relativedelta(months=MOST_MONTHS):
        raise forms.ValidationError(_("Velg en dag innen ett år."), code="too_late")


def because_field(label: Any) -> forms.ChoiceField:
    """The reasons that the law lets one withhold something for; none may be chosen, when the family knows."""
    return forms.ChoiceField(
        label=label,
        choices=[(one.value, capfirst(one.label)) for one in WithheldReason],
        widget=forms.RadioSelect,
        required=False,
    )


def review_field(help_text: Any) -> DateField:
    """In a month, and within a year."""
    return DateField(
        label=_("Når vurderer du det på nytt?"),
        help_text=help_text,
        required=False,
        no_past=True,
        initial=in_a_month,
        validators=[within_a_year],
    )
