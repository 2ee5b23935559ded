"""The forms of a concern: three things to say, a colleague to share with, a reason to close."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from dateutil.relativedelta import relativedelta
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.case.models import KeptOutBecause
from cases.concerns.selectors import Colleague
from cases.concerns.services import KeptOut
from municipality.organisation.models import Unit
from municipality.people.ages import full_years
from municipality.ui.date_field import DateField
from municipality.ui.forms import Form
from municipality.ui.version_field import VersionField

OLDEST: Final = 23  # years; services for children follow some young people until they are 23
LONGEST_TEXT: Final = 20_000
MOST_MONTHS: Final = 10  # ahead, of a due date
LONGEST_OVER: Final = timedelta(weeks=4)  # a child can be born after it


def says_something(value: str) -> None:
    """Refuses text without a single letter or digit: only signs and invisible characters."""
    if not any(character.isalnum() for character in value):
        raise ValidationError(_("Skriv med bokstaver. Her er det bare tegn."), code="no_words")


def is_a_name(value: str) -> None:
    """Refuses a name without letters."""
    if not any(character.isalpha() for character in value):
        raise ValidationError(_("Skriv navnet med bokstaver."), code="no_letters")


def as_typed(day: date) -> str:
    """24.11.2026, as people write it in the field beside the message."""
    return f"{day:%d.%m.%Y}"


class ConcernForm(Form):
    """Exactly three things: which child, what I have seen or heard, and since when."""

    child_name = forms.CharField(
        label=_("Navn"),
        help_text=_("Fornavn og etternavn"),
        max_length=120,
        validators=[is_a_name],
        error_messages={"required": _("Skriv hva barnet heter.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    birth_date = DateField(
        label=_("Født"),
        help_text=_("dag.måned.år"),
        no_future=True,
        years_back=100,  # the age limit is set below
        has_calendar=False,
        error_messages={
            "required": _("Skriv når barnet er født. Er det ikke født ennå, skriver du termin."),
            "future": _(
                "Barnet kan ikke være født fram i tid. Du har skrevet %(day)s. Skriv termin i stedet."
            ),
        },
    )
    due_date = DateField(
        label=_("Termin"),
        help_text=_("I stedet for når barnet er født. Som navn kan du skrive hvem som venter barnet."),
        required=False,
        has_calendar=False,
    )
    observed = forms.CharField(
        label=_("Hva har du sett eller hørt?"),
        help_text=_(
            "Skriv det du selv har sett, og det barnet har sagt eller gjort. Noen få setninger er nok."
        ),
        max_length=LONGEST_TEXT,
        validators=[says_something],
        widget=forms.Textarea,
        error_messages={"required": _("Skriv hva du har sett eller hørt.")},
    )
    since = DateField(
        label=_("Siden når?"),
        help_text=_("Omtrent holder."),
        no_future=True,
        error_messages={
            "required": _("Skriv omtrent siden når."),
            "future": _("«Siden når» kan ikke være fram i tid. Du har skrevet %(day)s."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["birth_date"].required = not self["due_date"].data

    def clean_birth_date(self) -> date | None:
        born: date | None = self.cleaned_data["birth_date"]
        if born is None:
            return None
        years = full_years(born, timezone.localdate())
        if years > OLDEST:
            raise ValidationError(
                _(
                    "Se på årstallet. Du har skrevet %(day)s, og da er barnet %(years)s år. "
                    "En undring gjelder barn og unge til og med %(oldest)s år."
                ),
                params={"day": as_typed(born), "years": years, "oldest": OLDEST},
                code="too_old",
            )
        return born

    def clean_due_date(self) -> date | None:
        due: date | None = self.cleaned_data["due_date"]
        today = timezone.localdate()
        if due and not today - LONGEST_OVER <= due <= today + relativedelta(months=MOST_MONTHS):
            raise ValidationError(
                _("Se på terminen. Du har skrevet %(day)s. Den kan være høyst ti måneder fram i tid."),
                params={"day": as_typed(due)},
                code="not_expected",
            )
        return due

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("birth_date") and cleaned.get("due_date"):
            self.add_error("due_date", _now("Skriv enten når barnet er født, eller termin."))
        born, since = cleaned.get("birth_date"), cleaned.get("since")
        if born and since and since < born:
            self.add_error(
                "since",
                _now(
                    "Barnet er født %(born)s, så det kan ikke ha vart siden %(since)s. Rett den datoen som er feil."
                )
                % {"born": as_typed(born), "since": as_typed(since)},
            )
        return cleaned


@dataclass(frozen=True)
class WhoReads:
    """For one of the author's units: its name, the leaders who would read, and the line under the text for each choice.

    `lines`: by the leader who is kept out, in digits; empty for nobody.
    """

    unit: str
    leaders: Mapping[int, str]
    lines: Mapping[str, str]


class RegisterForm(ConcernForm):
    """A new concern. Somebody who works in several units says which one; with a single unit nothing is asked.

    A leader who is part of it can be kept out here, since he is told at once (D6).
    """

    unit = forms.ModelChoiceField(
        label=_("Hvor møter du barnet?"),
        queryset=Unit.objects.none(),
        empty_label=_("Velg enhet"),
        error_messages={"required": _("Velg enheten du møter barnet i.")},
    )
    keep_out = forms.TypedChoiceField(
        label=_("Skal lederen holdes utenfor?"),
        help_text=_(
            "Hvis lederen er i slekt med barnet, eller det handler om lederen. Da får en annen beskjed i stedet."
        ),
        coerce=int,
        empty_value=None,
        required=False,
    )
    because = forms.ChoiceField(label=_("Hvorfor?"), required=False)
    field_order = ["unit"]

    def __init__(
        self, *args: Any, units: Sequence[Unit], who_reads: Mapping[int, WhoReads], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units, self.who_reads = units, who_reads
        self.fields["since"].initial = timezone.localdate
        self._ask_whom_to_keep_out()
        asked = [name for name in ("unit", "keep_out") if name in self.fields]
        if len(units) == 1:
            del self.fields["unit"]
            asked = [name for name in asked if name != "unit"]
            first = who_reads[units[0].pk].lines
            texts: dict[tuple[str, ...], str] = {(kept,): line for kept, line in first.items()}
            self.read_by("observed", first[""], follows=asked, texts=texts if asked else None)
            return
        choices: Any = self.fields["unit"]
        choices.queryset = (
            Unit.objects.filter(pk__in=who_reads).select_related("municipality").order_by("name")
        )
        self.read_by(
            "observed",
            _now("Velg enhet over, så ser du hvem som leser dette."),
            follows=asked,
            texts={
                (str(pk), kept)[: len(asked)]: line
                for pk, one in who_reads.items()
                for kept, line in one.lines.items()
            },
        )

    def _ask_whom_to_keep_out(self) -> None:
        several = len(self.units) > 1
        leaders = {
            user_id: f"{name}, {one.unit}" if several else name
            for one in self.who_reads.values()
            for user_id, name in one.leaders.items()
        }
        if not leaders:
            del self.fields["keep_out"], self.fields["because"]
            return
        whom: Any = self.fields["keep_out"]
        whom.choices = [("", _now("Nei")), *leaders.items()]
        why: Any = self.fields["because"]
        why.choices = [("", _now("Velg hvorfor")), *KeptOutBecause.choices]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        whom = cleaned.get("keep_out")
        if whom and not cleaned.get("because"):
            self.add_error("because", _now("Velg hvorfor lederen skal holdes utenfor."))
        if whom and "unit" not in self.errors and whom not in self.who_reads[self.chosen_unit.pk].leaders:
            self.add_error("keep_out", _now("Denne lederen leser ikke undringer fra enheten du har valgt."))
        return cleaned

    @property
    def chosen_unit(self) -> Unit:
        """The unit the concern belongs to; after validation."""
        unit: Unit = self.cleaned_data.get("unit") or self.units[0]
        return unit

    @property
    def kept_out(self) -> KeptOut | None:
        """Whom to keep out, and why; after validation."""
        whom = self.cleaned_data.get("keep_out")
        return KeptOut(whom, self.cleaned_data["because"]) if whom else None


class ChangeForm(ConcernForm):
    """New words, over the version that was on the screen."""

    version = VersionField(min_value=1)


class ShareForm(Form):
    """One colleague of the unit."""

    colleague = forms.TypedChoiceField(
        label=_("Del med en kollega"),
        coerce=int,
        help_text=_("Kollegaen får et varsel og kan lese undringen fra nå av."),
        error_messages={"required": _("Velg kollegaen du vil dele med.")},
    )

    def __init__(self, *args: Any, candidates: Sequence[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["colleague"]
        field.choices = [("", _now("Velg kollega"))] + [(str(one.user_id), one.name) for one in candidates]


class GiveForm(Form):
    """Who in the unit shall have it."""

    colleague = forms.TypedChoiceField(
        label=_("Hvem skal følge den opp?"),
        coerce=int,
        help_text=_("Kollegaen får et varsel, og kan endre, dele og avslutte undringen fra nå av."),
        error_messages={"required": _("Velg hvem som skal følge den opp.")},
    )

    def __init__(self, *args: Any, candidates: Sequence[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["colleague"]
        field.choices = [("", _now("Velg kollega"))] + [(str(one.user_id), one.name) for one in candidates]


class CloseForm(Form):
    """Why nothing more is needed now."""

    reason = forms.CharField(
        label=_("Hvorfor er det ikke behov for mer nå?"),
        help_text=_("For eksempel hva dere har snakket om, og hva som har blitt bedre."),
        max_length=2000,
        validators=[says_something],
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv kort hvorfor det ikke er behov for mer nå.")},
    )
