"""What is asked of a deviation: what happened and when it was discovered, and what the privacy officer has done."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.concerns.forms import says_something
from cases.deviations.models import LONGEST_NOTE, Deviation, NoteKind
from cases.deviations.services import Reported
from municipality.audit.forms import case_number
from municipality.clock import begin_of
from municipality.organisation.models import Unit
from municipality.ui.date_field import DateField
from municipality.ui.forms import Form

TOLD: Final = (NoteKind.AUTHORITY, NoteKind.CONCERNED)


def discovered_field() -> DateField:
    return DateField(
        label=_("Hvilken dag ble det oppdaget?"),
        no_future=True,
        initial=timezone.localdate,
        error_messages={"required": _("Skriv hvilken dag det ble oppdaget.")},
    )


def moment_of(day: date) -> datetime | None:
    """None for today: the database says which moment it is. Of an earlier day the first moment counts."""
    return begin_of(day) if day < timezone.localdate() else None


class ReportForm(Form):
    """«Meld avvik», by anybody of a unit."""

    unit = forms.ModelChoiceField(
        label=_("Hvilken enhet gjelder det?"),
        queryset=Unit.objects.none(),
        empty_label=_("Velg enhet"),
        error_messages={"required": _("Velg hvilken enhet det gjelder.")},
    )
    happened = forms.CharField(
        label=_("Hva skjedde?"),
        help_text=_("Skriv hva som gikk galt, og hva som er gjort. Ikke skriv navnet på barnet."),
        max_length=LONGEST_NOTE,
        validators=[says_something],
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Skriv hva som skjedde.")},
    )
    discovered_on = discovered_field()
    number = forms.CharField(
        label=_("Saksnummer, hvis det gjelder en stafettlogg"),
        required=False,
        help_text=_("For eksempel S-7K2QD."),
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = units
        if len(units) == 1:
            del self.fields["unit"]
        else:
            choices: Any = self.fields["unit"]
            choices.queryset = Unit.objects.filter(pk__in=[one.pk for one in units]).order_by("name")

    def clean_number(self) -> str:
        return case_number(self.cleaned_data["number"])

    @property
    def reported(self) -> Reported:
        """After validation."""
        said = self.cleaned_data
        unit = said.get("unit") or self.units[0]
        return Reported(unit.pk, said["happened"], said["number"], moment_of(said["discovered_on"]))


class NoteForm(Form):
    """What the privacy officer has done, or decided."""

    marks_optional = False
    shown_for: ClassVar = {"happened_on": ("kind", list(TOLD))}
    kind = forms.ChoiceField(
        label=_("Hva gjelder det?"),
        choices=NoteKind.choices,
        widget=forms.RadioSelect,
        initial=NoteKind.DONE,
        error_messages={"required": _("Velg hva det gjelder.")},
    )
    text = forms.CharField(
        label=_("Hva er gjort, eller hvorfor ikke?"),
        help_text=_(
            "Uten opplysninger om barnet. Har du meldt fra til Datatilsynet, skriver du referansen her."
        ),
        max_length=LONGEST_NOTE,
        validators=[says_something],
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv hva som er gjort, eller hvorfor ikke.")},
    )
    happened_on = DateField(
        label=_("Hvilken dag fikk de vite det?"),
        required=False,
        no_future=True,
    )
    closes = forms.BooleanField(label=_("Avviket er ferdig behandlet"), required=False)

    def __init__(self, *args: Any, deviation: Deviation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if deviation.is_a_reading:  # the family reads what it is told, on a page of its own
            kinds: Any = self.fields["kind"]
            kinds.choices = [one for one in NoteKind.choices if one[0] != NoteKind.CONCERNED]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        self.keep_what_belongs(said, {"happened_on": _now("Skriv hvilken dag de fikk vite det.")})
        return said


class TellForm(Form):
    """What the family, and the leaders of those who wrote what was read, are told."""

    text = forms.CharField(
        label=_("Hva er gjort?"),
        help_text=_("Familien leser dette i loggen sin. Skriv korte setninger, og ingenting om barnet."),
        max_length=1000,
        validators=[says_something],
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv hva som er gjort.")},
    )
