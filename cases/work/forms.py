"""The forms of goals and measures: what we want, what we do, who, where, until when, and when we look at it."""

from collections.abc import Sequence
from typing import Any, Final, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.case.exclusions import Fact
from cases.case.models import Case
from cases.logs.asking import LogForm
from cases.work.models import Arena, GoalStatus, LifeArea
from cases.work.people import Candidate, is_child_welfare
from cases.work.selectors import next_evaluation
from cases.work.services import MeasureTerms
from municipality.organisation.models import Unit
from municipality.ui.beside import Lines
from municipality.ui.date_field import DateField
from municipality.ui.pages import FormPage
from municipality.ui.version_field import VersionField

LONGEST: Final = 2_000
CHOOSE: Final = ("", _("Velg"))
# Filled in from the start, so they do not show whether somebody has begun to write.
FROM_THE_START: Final = ("starts_on", "evaluate_on")


class WorkForm(LogForm):
    """What is written for one of `units`; forms with a field for it ask only those who act for several.

    `lines` say who reads what all take part in, and who reads what names barnevern. `facts`: what the family has
    excepted. `before`: the text as it is, of something that is changed.
    """

    def __init__(
        self,
        *args: Any,
        case: Case,
        units: Sequence[Unit],
        lines: tuple[str, str],
        facts: Sequence[Fact],
        before: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.before = case, before
        self.everybody, self.few = lines
        if "unit" in self.fields:
            self.asks_of_facts(facts)
            unit = cast("forms.ModelChoiceField", self.fields["unit"])
            unit.queryset = Unit.objects.filter(pk__in=[one.pk for one in units])
            unit.initial = units[0]
            if len(units) == 1:
                unit.widget = forms.HiddenInput()


def unit_field() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=_("Du skriver for"),
        queryset=Unit.objects.none(),
        error_messages={"required": _("Velg enheten du skriver for.")},
    )


class GoalForm(WorkForm):
    unit = unit_field()
    text = forms.CharField(
        label=_("Mål"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST,
        error_messages={"required": _("Skriv hva dere vil oppnå.")},
    )
    life_area = forms.ChoiceField(
        label=_("Livsområde"),
        choices=[CHOOSE, *LifeArea.choices],
        error_messages={"required": _("Velg hvilken del av livet målet handler om.")},
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, units=units, **kwargs)
        words = _now("Hva ønsker %(name)s og familien? Bruk gjerne deres egne ord. Én setning er nok.")
        self.fields["text"].help_text = words % {"name": self.case.first_name}
        texts: Lines = {
            (str(one.pk),): self.few if is_child_welfare(one) else self.everybody for one in units
        }
        self.read_by("text", self.everybody, follows=["unit"], texts=texts)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.asks_whose("text", before=self.before)
        return cleaned


class ChangeGoalForm(GoalForm):
    status = forms.ChoiceField(
        label=_("Hvordan går det?"),
        choices=[(status.value, capfirst(status.label)) for status in GoalStatus],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvordan det går med målet.")},
    )
    version = VersionField()


class MeasureFields(WorkForm):
    """What a measure says; `candidates` can be responsible. `hidden`: only those who may know of barnevern read it."""

    what = forms.CharField(
        label=_("Hva skal gjøres?"),
        help_text=_("For eksempel «Leksehjelp to ganger i uka»."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST,
        error_messages={"required": _("Skriv hva dere skal gjøre.")},
    )
    responsible = forms.ChoiceField(
        label=_("Hvem er ansvarlig?"),
        error_messages={"required": _("Velg hvem som passer på at det blir gjort.")},
    )
    arena = forms.ChoiceField(
        label=_("Hvor?"),
        choices=[CHOOSE, *Arena.choices],
        error_messages={"required": _("Velg hvor det skal skje.")},
    )
    starts_on = DateField(
        label=_("Starter"),
        help_text=_("Da begynner dere."),
        error_messages={"required": _("Skriv når dere starter.")},
    )
    deadline = DateField(
        label=_("Frist"),
        help_text=_("Da skal det være gjort."),
        error_messages={"required": _("Skriv når det skal være gjort.")},
    )
    evaluate_on = DateField(
        label=_("Evalueres"),
        help_text=_("Har det hjulpet?"),
        error_messages={"required": _("Skriv når dere skal se om det hjelper.")},
    )

    def __init__(
        self, *args: Any, candidates: Sequence[Candidate], hidden: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = {candidate.key: candidate for candidate in candidates}
        cast("forms.ChoiceField", self.fields["responsible"]).choices = in_groups(candidates)
        today = timezone.localdate()
        self.fields["starts_on"].initial = today
        self.fields["evaluate_on"].initial = next_evaluation(self.case.municipality, today)
        line = self.few if hidden else self.everybody
        texts: Lines = {
            (key,): self.few if one.of_child_welfare else line for key, one in self.candidates.items()
        }
        self.read_by("what", line, follows=["responsible"], texts=texts)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.asks_whose("what", before=self.before)
        starts = cleaned.get("starts_on")
        for name, said in (
            ("deadline", _("Fristen kan ikke være før tiltaket starter.")),
            ("evaluate_on", _("Dere kan ikke evaluere før tiltaket starter.")),
        ):
            if starts and cleaned.get(name) and cleaned[name] < starts:
                self.add_error(name, said)
        return cleaned

    def agreed(self) -> MeasureTerms:
        """What was agreed. Call it after is_valid()."""
        said = self.cleaned_data
        return MeasureTerms(
            what=said["what"],
            arena=said["arena"],
            responsible=self.candidates[said["responsible"]].responsible,
            starts_on=said["starts_on"],
            deadline=said["deadline"],
            evaluate_on=said["evaluate_on"],
        )


def in_groups(candidates: Sequence[Candidate]) -> list[tuple[str | Promise, Any]]:
    """The choices: those of the services, then the family."""
    groups: dict[str, list[tuple[str, str]]] = {_now("Fagpersoner"): [], _now("Familien"): []}
    for one in candidates:
        groups[_now("Familien") if one.of_family else _now("Fagpersoner")].append((one.key, one.name))
    return [CHOOSE, *groups.items()]


class FirstMeasureForm(MeasureFields):
    """The measure that can be written together with its goal: none at all while nothing of it is filled in."""

    def has_changed(self) -> bool:
        return any(name not in FROM_THE_START for name in self.changed_data)


class GoalPage(FormPage):
    """A goal and, where wanted, its first measure, in one form."""

    def __init__(
        self,
        *,
        candidates: Sequence[Candidate],
        data: QueryDict | None = None,
        typed: QueryDict | None = None,
        **about: Any,
    ) -> None:
        super().__init__(data=data, typed=typed)
        self.goal = self.part(GoalForm, "goal", **about)
        self.measure = self.part(
            FirstMeasureForm, "measure", candidates=candidates, empty_permitted=True, **about
        )


class MeasureForm(MeasureFields):
    unit = unit_field()
    field_order = ("unit",)


class ChangeMeasureForm(MeasureForm):
    """`others_are_named_anew`: barnevern, or all but barnevern, are not among `candidates` of this measure."""

    version = VersionField()

    def __init__(self, *args: Any, others_are_named_anew: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if others_are_named_anew:
            self.fields["responsible"].help_text = _now(
                "Et tiltak kan ikke gå over til barnevernet, eller fra barnevernet til andre. Avtal et nytt tiltak."
            )
