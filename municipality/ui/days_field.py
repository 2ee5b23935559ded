"""Some numbers of days in one field, as people write them: «90, 30 og 7»."""

import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from municipality.ui.words import in_a_row

_BETWEEN: Final = re.compile(r"[,;\s]+")


class DaysField(forms.CharField):
    """A list of different whole numbers from `low` to `high`, the largest first; at most `most` of them."""

    default_error_messages = {
        "days": _("Skriv hele dager med komma mellom, for eksempel 60, 30, 7."),
        "range": _("Hver av dem må være fra %(low)s til %(high)s dager."),
        "most": _("Skriv høyst %(most)s."),
    }

    def __init__(self, *, low: int, high: int, most: int, **kwargs: Any) -> None:
        self.low, self.high, self.most = low, high, most
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return in_a_row(str(day) for day in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        parts = [one for one in _BETWEEN.split(text.replace(" og ", ",")) if one]
        if not all(one.isascii() and one.isdigit() for one in parts):
            raise ValidationError(self.error_messages["days"], code="days")
        days = sorted({int(one) for one in parts}, reverse=True)
        if any(not self.low <= day <= self.high for day in days):
            raise ValidationError(
                self.error_messages["range"], code="range", params={"low": self.low, "high": self.high}
            )
        if len(days) > self.most:
            raise ValidationError(self.error_messages["most"], code="most", params={"most": self.most})
        return days or ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True
