"""The form that corrects who somebody is: name, a child's birth date, number, and what shows it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.case.models import Ascertained, Relation
from cases.persons.services import Correction
from municipality.people.number_form import DUF, IDENTITY, NumberForm
from municipality.ui.date_field import DateField
from municipality.ui.version_field import VersionField

SAME: Final = "same"
ORDINARY, PROTECTED, WRONG = "ordinary", "protected", "wrong"
OLDEST: Final = 100


class CorrectForm(NumberForm):
    """`born_now` is the child's birth date as it is; None for a parent. `effects` says what another would change when a
    second person has looked at it; `born_next` waits for that already.

    `version` is of the name and the birth date, or relation, that the writer saw.
    """

    name = forms.CharField(
        label=_("Navn"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Skriv navnet.")},
    )
    birth_date = DateField(
        label=_("Født"),
        no_future=True,
        years_back=OLDEST,
        has_calendar=False,
        error_messages={
            "required": _("Skriv når barnet er født."),
            "future": _("Barnet kan ikke være født fram i tid. Du har skrevet %(day)s."),
        },
    )
    relation = forms.ChoiceField(
        label=_("Hvem er det for barnet?"),
        choices=Relation.choices,
        error_messages={"required": _("Velg hvem det er.")},
    )
    which_number = forms.ChoiceField(
        label=_("Nummer"),
        choices=[
            (SAME, _("Som før")),
            (IDENTITY, _("Et annet fødselsnummer eller D-nummer")),
            (DUF, _("Et DUF-nummer")),
        ],
        initial=SAME,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg om nummeret er som før.")},
    )
    number_because = forms.ChoiceField(
        label=_("Hvorfor et annet nummer?"),
        choices=[
            ("", _("Velg hvis nummeret er et annet")),
            (ORDINARY, _("Har fått nummer, eller har fått et nytt på vanlig måte")),
            (PROTECTED, _("Politiet eller adopsjon: det gamle skal ikke føre hit")),
            (WRONG, _("Det gamle var skrevet feil")),
        ],
        required=False,
    )
    source = forms.ChoiceField(
        label=_("Hva har du sett som viser det?"),
        choices=[(one.value, capfirst(one.label)) for one in (Ascertained.REGISTER, Ascertained.DOCUMENT)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva du har sett som viser det.")},
    )
    version = VersionField()
    field_order = [
        "name",
        "birth_date",
        "relation",
        "which_number",
        "identity_number",
        "number_because",
        "source",
    ]
    no_number = (SAME,)
    shown_for: ClassVar = NumberForm.shown_for | {"number_because": ("which_number", [IDENTITY, DUF])}

    def __init__(
        self,
        *args: Any,
        born_now: date | None,
        born_next: date | None,
        effects: Callable[[date], Sequence[str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.born_now, self.born_next, self.effects = born_now, born_next, effects
        self.consequences: list[str] = []
        self.afterwards: list[str] = []  # when a second person has looked at it
        del self.fields["birth_date" if born_now is None else "relation"]
        self.fields["identity_number"].label = _("Det nye nummeret")

    @property
    def born(self) -> date | None:
        found: date | None = self.cleaned_data.get("birth_date")
        return found

    @property
    def born_then(self) -> date | None:
        """Another birth date than the log has, which does not wait already."""
        return self.born if self.born not in (self.born_now, self.born_next) else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("which_number") in (IDENTITY, DUF) and not cleaned.get("number_because"):
            self.add_error("number_because", _now("Velg hvorfor nummeret er et annet."))
        self.consequences = self._consequences()
        self.afterwards = list(self.effects(self.born_then)) if self.born_then else []
        if self.consequences:
            self.ask_again(
                "sure",
                _("Jeg har lest hva som skjer, og det er riktig"),
                about=" ".join([*self.consequences, *self.afterwards]),
                words=_now("Les hva som skjer når du lagrer, og kryss av hvis det er riktig."),
            )
        return cleaned

    def _consequences(self) -> list[str]:
        """What others can see or no longer see by it, and what cannot be undone."""
        found: list[str] = []
        if self.born_then:
            found += [
                _now("En leder ser på fødselsdatoen før den gjelder."),
                _now(
                    "Til da gjelder bare det begge datoene gir rett til. Det kan lukke loggen for noen med en gang."
                ),
            ]
        if self.number and not self._old_leads:
            found.append(
                _now(
                    "Det gamle nummeret fører ikke hit lenger. Den som har logget inn med det, leser ikke lenger. "
                    "Det kan ikke gjøres om."
                )
            )
        return found

    @property
    def _old_leads(self) -> bool:
        return self.cleaned_data.get("number_because") not in (PROTECTED, WRONG)

    @property
    def correction(self) -> Correction:
        """What the domain needs; after validation."""
        return Correction(
            name=self.cleaned_data["name"],
            relation=self.cleaned_data.get("relation"),
            source=Ascertained(self.cleaned_data["source"]),
            number=self.number,
            old_leads=self._old_leads,
        )
