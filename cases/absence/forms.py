"""From when to when somebody is away, and who stands in."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.case.candidates import Candidate, choices_of, chosen
from municipality.ui.date_field import DateField
from municipality.ui.forms import Form

LONGEST: Final = timedelta(days=365)


class _StandInForm(Form):
    last = DateField(
        label=_("Til og med"),
        no_past=True,
        error_messages={
            "required": _("Skriv den siste dagen."),
            "past": _("Den siste dagen kan ikke være over. Du har skrevet %(day)s."),
        },
    )
    stand_in = forms.ChoiceField(
        label=_("Vikar"),
        required=False,
        help_text=_(
            "Vikaren leser stafettloggene så lenge, i enheter der begge arbeider. Undringer leses ikke."
        ),
    )

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stand_in = cast("forms.ChoiceField", self.fields["stand_in"])
        stand_in.choices = [("", _("Ingen vikar")), *choices_of(candidates)]

    def clean_last(self) -> date:
        last: date = self.cleaned_data["last"]
        if last > timezone.localdate() + LONGEST:
            raise forms.ValidationError(_("Et fravær kan vare høyst et år fram i tid."))
        return last

    @property
    def stand_in_id(self) -> int | None:
        """Call it after is_valid()."""
        sent = self.cleaned_data["stand_in"]
        return chosen(sent)[0] if sent else None


class AbsenceForm(_StandInForm):
    first = DateField(label=_("Fra og med"), error_messages={"required": _("Skriv den første dagen.")})
    field_order = ("first", "last", "stand_in")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("first") and cleaned.get("last") and cleaned["last"] < cleaned["first"]:
            self.add_error("last", _("Den siste dagen kan ikke være før den første."))
        return cleaned


class ChangeForm(_StandInForm):
    """The first day stays."""
