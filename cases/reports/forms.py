"""The form about a report: when, to whom, what came back, and whether the family knows."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.concerns.forms import is_a_name
from cases.logs.told import because_field, review_field
from cases.reports.models import Report
from cases.reports.services import Said
from municipality.organisation.models import Unit
from municipality.ui.date_field import DateField
from municipality.ui.forms import Form
from municipality.ui.version_field import VersionField
from municipality.ui.words import Child

LONGEST: Final = 120


class Told(models.TextChoices):
    """Whether the family knows, and whether it stands in their log."""

    SHOWN = "shown", _("Ja, og det kan stå i loggen")
    HIDDEN = "hidden", _("Ja, men det skal ikke stå i loggen")
    NOT = "not", _("Nei")


class ReportForm(Form):
    """What one says of a report. The child is asked for only where nothing says who it is.

    `leader_reads`, as it is stored, stays where no leader is asked about.
    """

    marks_optional = False  # what may stand empty follows from what is answered; its label says so
    shown_for: ClassVar = {
        "told_on": ("told", [Told.SHOWN, Told.HIDDEN]),
        "hidden_because": ("told", [Told.HIDDEN, Told.NOT]),
        "review_on": ("told", [Told.HIDDEN, Told.NOT]),
    }
    child_name = forms.CharField(
        label=_("Hvilket barn gjelder det?"),
        help_text=_("Navnet. Er barnet ikke født, skriver du hvem som venter det."),
        max_length=LONGEST,
        validators=[is_a_name],
        error_messages={"required": _("Skriv hvem det gjelder.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    birth_date = DateField(
        label=_("Født, hvis du vet det"), required=False, no_future=True, has_calendar=False
    )
    due_date = DateField(label=_("Termin, hvis barnet ikke er født"), required=False, has_calendar=False)
    sent_on = DateField(
        label=_("Hvilken dag meldte du fra?"),
        no_future=True,
        error_messages={"required": _("Skriv hvilken dag du meldte fra.")},
    )
    sent_to = forms.CharField(
        label=_("Hvem meldte du fra til?"),
        max_length=LONGEST,
        error_messages={"required": _("Skriv hvem du meldte fra til.")},
    )
    receipt = forms.CharField(
        label=_("Kvittering, hvis du fikk en"),
        help_text=_("For eksempel nummeret på meldingen."),
        max_length=LONGEST,
        required=False,
    )
    answered_on = DateField(
        label=_("Hvilken dag svarte de, hvis de har svart?"),
        help_text=_(
            "De skal si at de har fått meldingen innen tre uker. Har de ikke gjort det, ringer du og spør."
        ),
        required=False,
        no_future=True,
    )
    told = forms.ChoiceField(
        label=_("Vet familien at du har meldt fra?"),
        choices=Told.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg om familien vet det.")},
    )
    told_on = DateField(label=_("Hvilken dag fikk de vite det?"), required=False, no_future=True)
    hidden_because = because_field(_("Hvorfor skal de ikke se det her?"))
    review_on = review_field(_("Da minner vi deg på det. Ingen andre får vite det."))
    leader_reads = forms.BooleanField(label=_("Lederen kan lese det som står her"), required=False)
    version = VersionField(min_value=1)
    field_order = ["unit"]

    def __init__(
        self,
        *args: Any,
        child: Child | None,
        leaders: str,
        in_log: bool,
        leader_reads: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.child, self.leader_read_before = child, leader_reads
        if child:
            for name in ("child_name", "birth_date", "due_date"):
                del self.fields[name]
        if leaders:
            self.fields["leader_reads"].help_text = leaders
        else:
            del self.fields["leader_reads"]
        if not in_log:
            shown: Any = self.fields["told"]
            shown.choices = [(Told.SHOWN.value, _now("Ja")), (Told.NOT.value, Told.NOT.label)]

    def clean(self) -> dict[str, Any]:
        """What belongs to another answer is left out, and what belongs to this one is asked for."""
        cleaned = super().clean() or {}
        self.keep_what_belongs(
            cleaned,
            {
                "told_on": _now("Skriv hvilken dag de fikk vite det."),
                "hidden_because": _now("Velg hvorfor de ikke skal se det her."),
                "review_on": _now("Skriv når du vurderer det på nytt."),
            },
        )
        if cleaned.get("birth_date") and cleaned.get("due_date"):
            self.add_error("due_date", _now("Skriv enten når barnet er født, eller termin."))
        return cleaned

    @property
    def said(self) -> Said:
        """What the domain needs; after validation."""
        asked = self.cleaned_data
        child = self.child or Child(asked["child_name"], asked["birth_date"], asked["due_date"])
        return Said(
            child_name=child.name,
            birth_date=child.born,
            due_date=child.due,
            sent_on=asked["sent_on"],
            sent_to=asked["sent_to"],
            receipt=asked["receipt"],
            answered_on=asked.get("answered_on"),
            told_on=asked["told_on"],
            hidden_because=asked["hidden_because"],
            review_on=asked["review_on"],
            leader_reads=asked.get("leader_reads", self.leader_read_before),
        )


class RegisterForm(ReportForm):
    """A new one, on the day it was sent. Somebody who works in several units says for which."""

    unit = forms.ModelChoiceField(
        label=_("Hvilken enhet meldte du fra som?"),
        queryset=Unit.objects.none(),
        empty_label=_("Velg enhet"),
        error_messages={"required": _("Velg enheten du meldte fra som.")},
    )

    def __init__(
        self, *args: Any, units: Sequence[Unit], leaders: Mapping[int, str], to: str, **kwargs: Any
    ) -> None:
        self.units = units
        super().__init__(*args, leaders=" ".join(dict.fromkeys(filter(None, leaders.values()))), **kwargs)
        del self.fields["answered_on"], self.fields["version"]
        self.fields["sent_on"].initial = timezone.localdate
        self.fields["sent_to"].initial = to
        if len(units) == 1:
            del self.fields["unit"]
        else:
            choices: Any = self.fields["unit"]
            choices.queryset = Unit.objects.filter(pk__in=[one.pk for one in units]).order_by("name")

    @property
    def chosen_unit(self) -> Unit:
        """After validation."""
        unit: Unit = self.cleaned_data.get("unit") or self.units[0]
        return unit


def as_stored(report: Report) -> dict[str, Any]:
    """What the form holds of a report."""
    told = Told.NOT if not report.told_on else Told.HIDDEN if report.hidden_because else Told.SHOWN
    names = (
        "child_name", "birth_date", "due_date", "sent_on", "sent_to", "receipt", "answered_on", "told_on",
        "hidden_because", "leader_reads", "version",
    )  # fmt: skip
    stored = {name: getattr(report, name) for name in names} | {"told": told.value}
    return stored | ({"review_on": report.review_on} if report.review_on else {})
