"""Who answers instead: in which capacity, who, and what shows it."""

from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.case.models import Ascertained
from cases.conversation.about import About
from cases.conversation.deputies import Mandate
from consent.deputies import BY_BARNEVERN, DeputyKind
from municipality.organisation.choices import Source
from municipality.organisation.models import Unit
from municipality.people.fields import IdentityNumberField
from municipality.ui.date_field import DateField
from municipality.ui.forms import Form

OF_A_CHILD = [kind for kind in DeputyKind if kind != DeputyKind.VERGE_OF_ADULT]


BY_A_PERSON = [kind for kind in DeputyKind if kind not in BY_BARNEVERN]
WITH_ACCOUNT = (DeputyKind.VERGE, DeputyKind.REPRESENTATIVE, DeputyKind.VERGE_OF_ADULT)
# Which fields belong to which kinds; the others to all.
BELONGS = {"unit": BY_BARNEVERN, "name": BY_A_PERSON, "identity_number": WITH_ACCOUNT}


class DeputyForm(Form):
    """What belongs to the chosen kind is asked; what stands in a field of another kind is not kept."""

    shown_for: ClassVar = {name: ("kind", kinds) for name, kinds in BELONGS.items()}
    marks_optional = False  # what may stand empty follows from what is chosen
    kind = forms.ChoiceField(
        label=_("Hvem svarer i stedet?"),
        error_messages={"required": _("Velg hvem som svarer i stedet.")},
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Barneverntjenesten"),
        required=False,
        empty_label=_("Velg hvis det er barneverntjenesten"),
    )
    name = forms.CharField(
        label=_("Navn på personen eller institusjonen"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    identity_number = IdentityNumberField(
        label=_("Fødselsnummer, hvis vergen eller representanten skal kunne logge inn"), required=False
    )
    ascertained = forms.ChoiceField(
        label=_("Hva har du sett som viser det?"),
        choices=[
            (Ascertained.DOCUMENT.value, _("Vedtaket eller mandatet")),
            (Ascertained.REGISTER.value, capfirst(Ascertained.REGISTER.label)),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva du har sett. Det noen sier, er ikke nok.")},
    )
    starts = DateField(
        label=_("Fra og med"),
        no_future=True,
        error_messages={
            "required": _("Skriv dagen det gjelder fra."),
            "future": _("Registrer det når dagen er kommet. Du har skrevet %(day)s."),
        },
    )
    ends = DateField(label=_("Til og med, hvis det står"), no_past=True, required=False)

    def __init__(self, *args: Any, about: About, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [DeputyKind.VERGE_OF_ADULT] if about.is_of_age else OF_A_CHILD
        choices = [(kind.value, capfirst(kind.label)) for kind in kinds]
        kind = cast("forms.ChoiceField", self.fields["kind"])
        kind.choices = choices if len(choices) == 1 else [("", _now("Velg")), *choices]
        self.fields["starts"].initial = timezone.localdate()
        units = Unit.objects.in_use().filter(
            municipality=about.own.municipality, service__source=Source.CHILD_WELFARE
        )
        cast("forms.ModelChoiceField", self.fields["unit"]).queryset = units
        if about.is_of_age:
            del self.fields["unit"]
        elif units.count() == 1:
            self.fields["unit"].initial = units.get()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind = cleaned.get("kind", "")
        by_barnevern = kind in BY_BARNEVERN
        for name, kinds in BELONGS.items():
            if kind not in kinds:
                self.errors.pop(name, None)
                cleaned[name] = "" if name == "name" else None
        if by_barnevern and not cleaned.get("unit"):
            self.add_error("unit", _now("Velg barneverntjenesten som har vedtaket."))
        if kind and not by_barnevern and not cleaned.get("name"):
            self.add_error("name", _now("Skriv navnet på den som svarer."))
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _now("Den siste dagen kan ikke være før den første."))
        return cleaned

    @property
    def mandate(self) -> Mandate:
        said = self.cleaned_data
        last: date | None = said["ends"]
        return Mandate(
            kind=said["kind"],
            unit=said["unit"],
            name=said["name"],
            ascertained=said["ascertained"],
            starts=said["starts"],
            ends=last,
            number=said["identity_number"],
        )
