"""The forms of who answers: the answer, and more time."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.requests.forms import words_field
from cases.requests.models import LONGEST_WAY, Answer, Kind
from cases.requests.selectors import REFUSED, PartToAnswer, refusals_of
from cases.requests.services import Said
from municipality.ui.date_field import DateField
from municipality.ui.forms import Form
from municipality.ui.version_field import VersionField

LONGEST_REASON: Final = 1000

ANSWERS: Final[Mapping[str, Sequence[tuple[str, Any]]]] = {
    Kind.INSIGHT: [
        (Answer.GIVEN, _("Ja, de får innsyn i alt enheten har")),
        (Answer.PARTLY, _("De får innsyn i noe av det")),
        (Answer.REFUSED, _("Nei, de får ikke innsyn")),
    ],
    Kind.CORRECTION: [
        (Answer.GIVEN, _("Ja, det er rettet")),
        (Answer.PARTLY, _("Noe av det er rettet")),
        (Answer.REFUSED, _("Nei, det blir stående")),
    ],
    Kind.OBJECTION: [
        (Answer.GIVEN, _("Ja, enheten slutter med det")),
        (Answer.PARTLY, _("Enheten slutter med noe av det")),
        (Answer.REFUSED, _("Nei, enheten fortsetter")),
    ],
    Kind.WHY: [
        (Answer.GIVEN, _("Jeg forklarer hvorfor")),
        (Answer.PARTLY, _("Jeg kan forklare noe av det")),
        (Answer.REFUSED, _("Det kan ikke forklares")),
    ],
    Kind.COMPLAINT: [
        (Answer.CHANGED, _("Svaret er endret")),
        (Answer.SENT_ON, _("Klagen er sendt til den som avgjør den")),
    ],
}


class AnswerForm(Form):
    """One unit's answer, which nobody else reads before it is given."""

    marks_optional = False
    shown_for: ClassVar = {
        "refusal": ("answer", list(REFUSED)),
        "handed": ("answer", [Answer.GIVEN, Answer.PARTLY]),
        "sent_to": ("answer", [Answer.SENT_ON]),
    }
    answer = forms.ChoiceField(
        label=_("Hva svarer enheten?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva enheten svarer.")},
    )
    refusal = forms.ChoiceField(
        label=_("Etter hvilken bestemmelse?"), widget=forms.RadioSelect, required=False
    )
    reason = words_field(
        _("Begrunnelse"),
        help_text=_("Familien leser dette. Skriv det uten å røpe det de ikke skal få vite."),
    )
    sent_to = forms.CharField(label=_("Hvem avgjør klagen?"), max_length=120, required=False)
    handed = forms.CharField(
        label=_("Hvordan får de det de har bedt om?"),
        help_text=_("For eksempel i et møte, i posten eller som utskrift. Det kan stå tomt."),
        max_length=LONGEST_WAY,
        required=False,
    )
    version = VersionField(min_value=1)

    def __init__(self, *args: Any, part: PartToAnswer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = part
        answers: Any = self.fields["answer"]
        answers.choices = ANSWERS[part.kind]
        refusals: Any = self.fields["refusal"]
        refusals.choices = refusals_of(part.part_id)
        if part.kind == Kind.COMPLAINT:
            del self.fields["refusal"], self.fields["handed"]
        else:
            del self.fields["sent_to"]
        if part.kind == Kind.WHY:
            self.fields["reason"].label = _now("Hvorfor var det nødvendig å lese?")
        if part.kind != Kind.INSIGHT:
            self.fields.pop("handed", None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        missing = {
            "refusal": _now("Velg hvilken bestemmelse."),
            "sent_to": _now("Skriv hvem som avgjør klagen."),
        }
        self.keep_what_belongs(
            cleaned, {name: words for name, words in missing.items() if name in self.fields}
        )
        if cleaned.get("answer") == Answer.REFUSED and "handed" in self.fields:
            cleaned["handed"] = ""
        needs_words = self.part.kind == Kind.WHY or cleaned.get("answer") not in (None, Answer.GIVEN)
        if needs_words and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _now("Skriv begrunnelsen."))
        return cleaned

    @property
    def said(self) -> Said:
        """After validation."""
        names = ("answer", "refusal", "reason", "handed", "sent_to")
        return Said(**{name: self.cleaned_data[name] for name in names if name in self.cleaned_data})


class GiveForm(Form):
    """Nothing to fill in: what is given is what the page showed, and not what a colleague has written since."""

    version = VersionField(min_value=1)


class ProlongForm(Form):
    """Longer, for a reason that the family reads."""

    until = DateField(
        label=_("Ny frist"), no_past=True, error_messages={"required": _("Skriv den nye fristen.")}
    )
    because = words_field(
        _("Hvorfor trenger enheten mer tid?"),
        help_text=_("Familien leser dette."),
        missing=_("Skriv hvorfor enheten trenger mer tid."),
        longest=LONGEST_REASON,
    )

    def __init__(self, *args: Any, part: PartToAnswer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = part

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if not self.part.due_on < until <= self.part.latest:
            words = _now("Velg en dag fra %(first)s til %(last)s.")
            first = self.part.due_on + timedelta(days=1)
            raise forms.ValidationError(
                words % {"first": f"{first:%d.%m.%Y}", "last": f"{self.part.latest:%d.%m.%Y}"},
                code="too_late",
            )
        return until
