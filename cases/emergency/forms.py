"""The form of who opens a log in an emergency, and of who goes through it afterwards."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, ClassVar, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.emergency.services import Later
from cases.emergency.words import GROUND, KNOWN_BY, in_order, provisions
from cases.logs.told import because_field
from municipality.organisation.models import Unit
from municipality.people.fields import DufNumberField, IdentityNumberField, OwnUnitField
from municipality.ui.date_field import DateField
from municipality.ui.forms import Form

LOG: Final = re.compile(r"(?:S-?)?([2-9A-HJKMNP-TV-Z]{5})")
DUF: Final = 12  # digits
LONGEST: Final = 500
WITHIN: Final = timedelta(days=14)  # the family is told, or it is looked at again
NOW, LATER = "now", "later"


class FamilyForm(Form):
    """Whether the family is told now; if not, why, and when that is looked at again."""

    marks_optional = False  # what may stand empty follows from what is answered
    shown_for: ClassVar[dict[str, Any]] = {
        "later_because": ("family", [LATER]),
        "review_on": ("family", [LATER]),
    }
    family = forms.ChoiceField(
        label=_("Skal familien få vite det med en gang?"),
        choices=[
            (NOW, _("Ja, det skal stå i loggen deres nå")),
            (LATER, _("Nei, det må vente")),
        ],
        widget=forms.RadioSelect,
        initial=NOW,
        error_messages={"required": _("Velg om familien skal få vite det.")},
    )
    later_because = because_field(_("Hvorfor må det vente?"))
    review_on = DateField(
        label=_("Når vurderes det på nytt?"),
        help_text=_("Innen 14 dager. Da minner vi lederen på det."),
        required=False,
        no_past=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review_on"].initial = timezone.localdate() + timedelta(days=7)

    def clean_review_on(self) -> date | None:
        day: date | None = self.cleaned_data["review_on"]
        today = timezone.localdate()
        if day and not today < day <= today + WITHIN and self.data.get(self.add_prefix("family")) == LATER:
            raise forms.ValidationError(
                _now("Velg en dag fra i morgen og innen 14 dager."), code="not_within"
            )
        return day

    def clean(self) -> dict[str, Any]:
        """What belongs to another answer is left out."""
        cleaned = super().clean() or {}
        if cleaned.get("family") != LATER:
            for name in self.shown_for:
                self.errors.pop(name, None)
            return cleaned | {"later_because": "", "review_on": None}
        missing = {
            "later_because": _now("Velg hvorfor det må vente."),
            "review_on": _now("Skriv når det vurderes på nytt."),
        }
        for name, words in missing.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, words)
        return cleaned

    @property
    def later(self) -> Later | None:
        """What the domain needs; after validation."""
        said = self.cleaned_data
        return Later(said["later_because"], said["review_on"]) if said.get("later_because") else None


class NumberField(IdentityNumberField):
    """An identity number, a DUF number, or the number of a log, which cleans to a text: «S-7K2QX»."""

    default_error_messages = {"required": _("Skriv fødselsnummeret eller nummeret på loggen.")}

    def clean(self, value: Any) -> Any:
        text = "".join(str(value or "").split()).upper()
        if found := LOG.fullmatch(text):
            return f"S-{found[1]}"
        return DufNumberField().clean(text) if len(text) == DUF else super().clean(text)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "text", "spellcheck": "false"}


class OpenForm(FamilyForm):
    """Which log, for which unit, whose knowledge of it, and why. `sources` are those that the law opens today."""

    unit = OwnUnitField(label=_("For hvilken enhet åpner du loggen?"))
    number = NumberField(
        label=_("Barnets fødselsnummer, eller nummeret på loggen"),
        help_text=_("Nummeret på en logg begynner med S. D-nummer og DUF-nummer kan også brukes."),
    )
    sources = forms.MultipleChoiceField(
        label=_("Hva er det nødvendig å lese?"),
        help_text=_("Velg bare det du trenger for å hindre skaden."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Velg hva det er nødvendig å lese.")},
    )
    reason = forms.CharField(
        label=_("Hva er det som ikke kan vente?"),
        help_text=_(
            "Skriv kort, uten opplysninger om barnet. Lederen leser det, og personvernombudet kan be om det."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv hva det er som ikke kan vente.")},
    )
    sure = forms.BooleanField(
        label=_("Ja, jeg vil åpne loggen nå. Lederen og personvernombudet får beskjed i samme øyeblikk."),
        help_text=_("Det kan ikke tas tilbake."),
        error_messages={"required": _("Kryss av hvis du vil åpne loggen nå.")},
    )
    field_order = ["unit", "number", "sources", "reason", "family", "later_because", "review_on", "sure"]

    def __init__(self, *args: Any, units: Sequence[Unit], sources: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.among(units)
        today = timezone.localdate()
        choices: Any = self.fields["sources"]
        choices.choices = [
            (
                one,
                _now("Det %(who)s vet, %(ground)s (%(section)s)")
                % {
                    "who": KNOWN_BY[one],
                    "ground": GROUND[one],
                    "section": provisions([one], today),
                },
            )
            for one in in_order(sources)
        ]
