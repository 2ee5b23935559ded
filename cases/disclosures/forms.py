"""The forms for handing out: which log, to whom and by what, which notes, and whether the family knows."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.disclosures.models import Recipient
from cases.disclosures.selectors import DisclosureSeen, NoteToChoose, UnitToHandOut, Way
from cases.disclosures.services import Said, Told
from cases.logs.told import because_field, review_field
from municipality.people.fields import IdentityNumberField
from municipality.ui.date_field import DateField
from municipality.ui.forms import Form
from municipality.ui.version_field import VersionField

LONGEST: Final = 120
LONGEST_REASON: Final = 1000
KNOWS, KNOWS_NOT = "told", "not"


class FindForm(Form):
    """By one of the two numbers."""

    marks_optional = False
    number = forms.CharField(
        label=_("Nummeret på saken"),
        help_text=_("For eksempel S-7K3QX. Det kan stå tomt når du skriver fødselsnummeret."),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "size": "14"}),
    )
    person = IdentityNumberField(label=_("Fødselsnummeret til barnet"), required=False)

    @property
    def asked(self) -> str:
        """The field that was filled in, beside which the answer stands."""
        return "number" if self.cleaned_data.get("number") else "person"

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"].strip().upper()
        return number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and bool(cleaned["number"]) == bool(cleaned["person"]):
            self.add_error("number", _now("Skriv enten nummeret på saken eller fødselsnummeret."))
        return cleaned


class ToldForm(Form):
    """Whether the family knows; or why not, and when that is looked at again."""

    marks_optional = False  # what may stand empty follows from what is answered; its label says so
    shown_for: ClassVar = {
        "told_on": ("told", [KNOWS]),
        "hidden_because": ("told", [KNOWS_NOT]),
        "review_on": ("told", [KNOWS_NOT]),
    }
    told = forms.ChoiceField(
        label=_("Vet familien at opplysningene utleveres?"),
        help_text=_("Vet de det, står det i loggen deres når det er utlevert, og hvem som har lest for det."),
        choices=[(KNOWS, _("Ja")), (KNOWS_NOT, _("Nei"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg om familien vet det.")},
    )
    told_on = DateField(label=_("Hvilken dag fikk de vite det?"), required=False, no_future=True)
    hidden_because = because_field(_("Hvorfor skal de ikke vite det nå?"))
    review_on = review_field(_("Da minner vi deg på det."))

    def clean(self) -> dict[str, Any]:
        """What belongs to the other answer is left out, and what belongs to this one is asked for."""
        cleaned = super().clean() or {}
        self.keep_what_belongs(
            cleaned,
            {
                "told_on": _now("Skriv hvilken dag de fikk vite det."),
                "hidden_because": _now("Velg hvorfor de ikke skal vite det nå."),
                "review_on": _now("Skriv når du vurderer det på nytt."),
            },
        )
        return cleaned

    @property
    def told_said(self) -> Told:
        """After validation."""
        asked = self.cleaned_data
        return Told(asked["told_on"], asked["hidden_because"], asked["review_on"])


class _OtherWords(forms.Textarea):
    def __init__(self) -> None:
        super().__init__(attrs={"rows": 4})


class SaidForm(ToldForm):
    """To whom, by what and why. `ways` are those that the law gives for what the units know."""

    way = forms.ChoiceField(
        label=_("Hvem skal ha opplysningene, og etter hvilken bestemmelse?"),
        help_text=_("Er ingen av dem riktig, kan du ikke utlevere uten samtykke."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvem som skal ha opplysningene.")},
    )
    body = forms.CharField(
        label=_("Hvilket kontor eller hvilken avdeling?"),
        help_text=_("For eksempel navnet på barneverntjenesten, politidistriktet eller domstolen."),
        max_length=LONGEST,
        error_messages={"required": _("Skriv hvilket kontor som skal ha opplysningene.")},
    )
    person = forms.CharField(
        label=_("Hvem tar imot dem der?"),
        max_length=LONGEST,
        error_messages={"required": _("Skriv navnet på den som tar imot.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    demanded_on = DateField(
        label=_("Hvilken dag ble de bedt om?"),
        help_text=_(
            "Dagen på pålegget, kravet eller vedtaket. Det kan stå tomt der loven ikke krever noe slikt."
        ),
        required=False,
        no_future=True,
    )
    reference = forms.CharField(
        label=_("Referansen deres, hvis det står en"), max_length=LONGEST, required=False
    )
    reason = forms.CharField(
        label=_("Hvorfor må opplysningene utleveres?"),
        help_text=_("Skriv det uten opplysninger om barnet."),
        max_length=LONGEST_REASON,
        widget=_OtherWords,
        error_messages={"required": _("Skriv hvorfor de må utleveres.")},
    )
    version = VersionField(min_value=1)
    field_order = ["unit", "way", "body", "person", "demanded_on", "reference", "reason"]

    def __init__(self, *args: Any, ways: Sequence[Way], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ways = {one.key: one for one in ways}
        choices: Any = self.fields["way"]
        choices.choices = [
            (
                capfirst(recipient.label),
                [(one.key, capfirst(one.words)) for one in ways if one.recipient == recipient],
            )
            for recipient in Recipient
            if any(one.recipient == recipient for one in ways)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        way = self.ways.get(cleaned.get("way", ""))
        if way and way.is_asked_for and not cleaned.get("demanded_on") and "demanded_on" not in self.errors:
            self.add_error("demanded_on", _now("Skriv hvilken dag de ble bedt om."))
        return cleaned

    @property
    def said(self) -> Said:
        """What the domain needs; after validation."""
        asked = self.cleaned_data
        way = self.ways[asked["way"]]
        return Said(
            recipient=way.recipient,
            provision=way.provision,
            body=asked["body"],
            person=asked["person"],
            demanded_on=asked["demanded_on"],
            reference=asked["reference"],
            reason=asked["reason"],
            told=self.told_said,
        )


class BeginForm(SaidForm):
    """A new one. Where several units have notes, it is said of which."""

    unit = forms.ChoiceField(
        label=_("Hvilken enhets notater gjelder det?"),
        error_messages={"required": _("Velg enheten.")},
    )

    def __init__(self, *args: Any, units: Sequence[UnitToHandOut], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        self.units = units
        if len(units) == 1:
            del self.fields["unit"]
        else:
            choices: Any = self.fields["unit"]
            choices.choices = [("", _now("Velg enhet")), *((str(one.unit_id), one.name) for one in units)]

    @property
    def unit_id(self) -> int:
        """After validation."""
        return int(self.cleaned_data.get("unit") or self.units[0].unit_id)


def told_as_stored(disclosure: DisclosureSeen) -> dict[str, Any]:
    """What the form about the family holds of one."""
    names = ("told_on", "hidden_because", "review_on")
    stored = {name: getattr(disclosure, name) for name in names} | {
        "told": KNOWS if disclosure.told_on else KNOWS_NOT
    }
    return {name: value for name, value in stored.items() if value is not None}


def as_stored(disclosure: DisclosureSeen) -> dict[str, Any]:
    """What the form about one that is begun holds."""
    names = ("body", "person", "demanded_on", "reference", "reason", "version")
    way = Way(disclosure.recipient, disclosure.provision, is_asked_for=False).key
    return {name: getattr(disclosure, name) for name in names} | {"way": way} | told_as_stored(disclosure)


class ChooseForm(Form):
    """Which notes. One that has changed since the page was opened is no choice any longer, and is read again."""

    notes = forms.MultipleChoiceField(
        label=_("Hvilke notater skal utleveres?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Velg minst ett notat."),
            "invalid_choice": _("Et av notatene er endret. Les det på nytt, og velg igjen."),
        },
    )

    def __init__(self, *args: Any, notes: Sequence[NoteToChoose], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {one.key: one for one in notes}
        choices: Any = self.fields["notes"]
        choices.choices = [(key, "") for key in self.by_key]

    @property
    def chosen(self) -> set[str]:
        """What is ticked on the page as it is shown."""
        return set(self["notes"].value() or ())

    @property
    def rows(self) -> list[tuple[NoteToChoose, bool]]:
        """Every note of the page, and whether it is ticked."""
        return [(note, key in self.chosen) for key, note in self.by_key.items()]

    @property
    def said(self) -> list[tuple[Any, int]]:
        """After validation."""
        return [(self.by_key[key].entry_id, self.by_key[key].version) for key in self.cleaned_data["notes"]]
