"""A day as Norwegians write it, typed or pasted."""

from datetime import date
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from municipality.ui.dates import exact_day, parse_day

YEARS_AHEAD: Final = 4  # a consent lasts three
YEARS_BACK: Final = 30  # young people are followed until they are 25


class DateField(forms.DateField):
    """
    A day written as Norwegians write it (see `municipality.ui.dates.parse_day`), or picked from the browser's own
    calendar with the button beside it (static/js/day.js), which a day long ago does without: `has_calendar`.

    `no_future` refuses days after today, `no_past` days before it. A day further from today than `years_ahead` or
    `years_back` is a slip of the hand: the message asks for the year that was meant.
    """

    default_error_messages = {
        "invalid": _("Skriv datoen som dag.måned.år, for eksempel 24.11.2026."),
        "future": _("Datoen kan ikke være fram i tid. Du har skrevet %(day)s."),
        "past": _("Datoen kan ikke være tilbake i tid. Du har skrevet %(day)s."),
        "far": _("Se på årstallet. Du har skrevet %(day)s. Mente du %(year)s?"),
    }

    def __init__(
        self,
        *,
        no_future: bool = False,
        no_past: bool = False,
        years_ahead: int = YEARS_AHEAD,
        years_back: int = YEARS_BACK,
        has_calendar: bool = True,
        **kwargs: Any,
    ) -> None:
        self.no_future = no_future
        self.no_past = no_past
        self.years_ahead = years_ahead
        self.years_back = years_back
        self.has_calendar = has_calendar
        kwargs.setdefault("widget", forms.DateInput(format="%d.%m.%Y"))
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # 24112026 is understood, so the keyboard of digits is enough on a phone.
        return {**super().widget_attrs(widget), "inputmode": "numeric", "size": "14", "autocomplete": "off"}

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return super().to_python(value)
        text = str(value).strip()
        if not text:
            return None
        try:
            return parse_day(text, timezone.localdate())
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is None:
            return
        today = timezone.localdate()
        if self.no_future and value > today:
            raise self._refusal("future", value)
        if self.no_past and value < today:
            raise self._refusal("past", value)
        if not -self.years_back <= value.year - today.year <= self.years_ahead:
            # As it is next with this day and month, or was last where the future is refused.
            later = (value.month, value.day) < (today.month, today.day)
            year = (
                today.year - 1
                if self.no_future and not later
                else today.year + (later and not self.no_future)
            )
            raise self._refusal("far", value, year=year)

    def _refusal(self, code: str, value: date, **more: object) -> forms.ValidationError:
        params = {"day": exact_day(value), **more}
        return forms.ValidationError(self.error_messages[code], code=code, params=params)
