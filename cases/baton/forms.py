"""Offering the baton and answering."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.case.candidates import Candidate, choices_of, chosen
from municipality.ui.forms import Form


class OfferForm(Form):
    to = forms.ChoiceField(
        label=_("Hvem spør du?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvem du vil spørre.")},
    )
    why = forms.CharField(
        label=_("Hilsen"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=2000,
        help_text=_("Skriv ikke noe om barnet her."),
    )  # fmt: skip

    def __init__(self, *args: Any, candidates: list[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = cast("forms.ChoiceField", self.fields["to"])
        to.choices = choices_of(candidates)

    @property
    def asked(self) -> tuple[int, int]:
        """User and unit of the person asked. Call it after is_valid()."""
        return chosen(self.cleaned_data["to"])


class AnswerForm(Form):
    """A no needs a reason, a yes does not."""

    marks_optional = False
    reason = forms.CharField(
        label=_("Hvorfor ikke?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        help_text=_("Den som spurte, leser det. Skriv ikke noe om barnet her."),
        error_messages={"required": _("Skriv hvorfor du ikke kan ta imot stafettpinnen.")},
    )  # fmt: skip

    def __init__(self, *args: Any, says_yes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = not says_yes
