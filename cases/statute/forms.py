"""The forms about a decision by statute: finding the log, deciding, naming who reads."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.statute.models import LONGEST_REASON, Provision
from cases.statute.selectors import Person, Receiver, Rule, section_of, units_named
from cases.statute.services import Decision
from municipality.organisation.choices import KindOfInformation
from municipality.organisation.models import Unit
from municipality.ui.date_field import DateField
from municipality.ui.dates import exact_day
from municipality.ui.forms import Form

LONGEST_NUMBER: Final = 20
NBSP: Final = "\N{NO-BREAK SPACE}"
WELFARE: Final = KindOfInformation.CHILD_WELFARE


class FindForm(Form):
    """Which log it is about."""

    number = forms.CharField(
        label=_("Hvilken stafettlogg gjelder det?"),
        help_text=_("Saksnummeret, eller barnets fødselsnummer eller D-nummer."),
        max_length=LONGEST_NUMBER,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Skriv saksnummeret eller barnets nummer.")},
    )


class DecideForm(Form):
    """What is opened, to whom, by which provision, why and how long; at last one has looked at all of it again.

    `rules` and `receivers` say, for each unit of one's own, what counts and who can read; `most` is the latest day.
    """

    marks_optional = False
    unit = forms.ModelChoiceField(
        label=_("Hvilken enhet har skrevet det som åpnes?"),
        queryset=Unit.objects.none(),
        empty_label=_("Velg enhet"),
        error_messages={"required": _("Velg enheten som har skrevet det.")},
    )
    receiver = forms.ModelChoiceField(
        label=_("Hvilken enhet skal få lese?"),
        queryset=Unit.objects.none(),
        empty_label=_("Velg enhet"),
        error_messages={"required": _("Velg enheten som skal få lese.")},
    )
    provision = forms.ChoiceField(
        label=_("Hva i loven åpner for det?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva i loven som åpner for det.")},
    )
    kinds = forms.MultipleChoiceField(
        label=_("Hva slags opplysninger?"),
        required=False,
        choices=[(one.value, capfirst(one.label)) for one in KindOfInformation if one != WELFARE],
        widget=forms.CheckboxSelectMultiple,
    )
    child_welfare = forms.BooleanField(
        label=_("Opplysninger om barnevern"),
        required=False,
        help_text=_("Også det at barnet har kontakt med barnevernet, er taushetsbelagt."),
    )
    reason = forms.CharField(
        label=_("Hvorfor er det nødvendig?"),
        help_text=_("Uten opplysninger om barnet, og uten navn på steder. Familien leser det du skriver."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv hvorfor det er nødvendig.")},
    )
    last_day = DateField(
        label=_("Til og med hvilken dag?"),
        no_past=True,
        error_messages={"required": _("Skriv den siste dagen.")},
    )
    sure = forms.BooleanField(
        label=_("Jeg har sett over hvem som får lese, hva, og hvor lenge"),
        help_text=_(
            "Mottakeren og familien får beskjed med en gang. Det noen har lest, kan ikke tas tilbake."
        ),
        error_messages={"required": _("Se over, og kryss av.")},
    )

    def __init__(
        self,
        *args: Any,
        rules: Sequence[Rule],
        receivers: Mapping[int, Sequence[Receiver]],
        most: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rules, self.receivers, self.most = rules, receivers, most
        units: Any = self.fields["unit"]
        self.own = units_named({one.unit_id for one in rules})
        units.queryset = Unit.objects.filter(pk__in=[one.pk for one in self.own]).order_by("name")
        if len(self.own) == 1:
            del self.fields["unit"]
        others: Any = self.fields["receiver"]
        keys = {one.unit_id for found in receivers.values() for one in found}
        others.queryset = Unit.objects.filter(pk__in=keys).order_by("name")
        counting = {one.provision for one in rules}
        today = timezone.localdate()
        provisions: Any = self.fields["provision"]
        provisions.choices = [
            (one.value, f"{capfirst(one.label)} ({section_of(one, today).replace('§ ', '§' + NBSP)})")
            for one in Provision
            if one.value in counting
        ]
        if not any(one.gives_child_welfare for one in rules):
            del self.fields["child_welfare"]
        self.fields["last_day"].help_text = _now(
            "Senest %(day)s. Trengs det lenger, bestemmer du det på nytt."
        ) % {"day": exact_day(most)}

    @property
    def from_unit(self) -> Unit | None:
        """Whose notes; after its own field is judged."""
        found: Unit | None = self.cleaned_data.get("unit")
        return self.own[0] if len(self.own) == 1 else found

    @property
    def opened(self) -> list[str]:
        """The kinds, with that of barnevern."""
        kinds: list[str] = list(self.cleaned_data.get("kinds", []))
        return [*kinds, WELFARE.value] if self.cleaned_data.get("child_welfare") else kinds

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if day > self.most:
            words = _now("Velg en dag innen tre måneder, senest %(day)s.") % {"day": exact_day(self.most)}
            raise forms.ValidationError(words, code="too_late")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        unit, receiver = self.from_unit, cleaned.get("receiver")
        rule = next(
            (
                one
                for one in self.rules
                if unit and one.unit_id == unit.pk and one.provision == cleaned.get("provision")
            ),
            None,
        )
        if unit and cleaned.get("provision") and not rule:
            self.add_error("provision", _now("Dette gjelder ikke for enheten. Velg noe annet."))
        possible = {one.unit_id: one for one in self.receivers.get(unit.pk, ())} if unit else {}
        if unit and receiver and receiver.pk not in possible:
            self.add_error("receiver", _now("Enheten kan ikke få lese etter loven. Velg en annen."))
        elif rule and receiver and rule.to_child_welfare and not possible[receiver.pk].of_child_welfare:
            self.add_error("receiver", _now("Etter dette kan bare barnevernet få lese."))
        if rule and cleaned.get("child_welfare") and not rule.gives_child_welfare:
            words = _now("Etter dette kan dere ikke gi opplysninger om barnevern.")
            self.add_error("child_welfare", words)
        if not self.opened:
            self.add_error("kinds", _now("Velg minst én slags opplysninger."))
        return cleaned

    @property
    def decision(self) -> Decision:
        """What the domain needs; after validation."""
        asked = self.cleaned_data
        unit = self.own[0] if len(self.own) == 1 else asked["unit"]
        return Decision(
            unit_id=unit.pk,
            receiver_id=asked["receiver"].pk,
            provision=asked["provision"],
            kinds=self.opened,
            reason=asked["reason"],
            last_day=asked["last_day"],
        )


class NameForm(Form):
    """Who of the receiving unit reads."""

    marks_optional = False
    person = forms.ChoiceField(
        label=_("Hvem i enheten skal lese?"),
        error_messages={"required": _("Velg hvem i enheten som skal lese.")},
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        person.choices = [("", _now("Velg en kollega")), *((str(one.user_id), one.name) for one in people)]
