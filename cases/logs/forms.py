"""What is written in a log."""

import uuid
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.case.exclusions import Fact
from cases.case.models import Case
from cases.logs.asking import LogForm
from cases.logs.models import Entry, EntryRole, WithheldReason
from cases.logs.naming import write_about_the_child
from cases.logs.readers import OTHER, EntryLines, entry_lines
from cases.logs.selectors import Signed
from cases.logs.withheld import section_of
from municipality.organisation.choices import KindOfInformation
from municipality.organisation.models import Unit
from municipality.people.ages import full_years
from municipality.ui.beside import Callout
from municipality.ui.forms import Form
from municipality.ui.version_field import VersionField

ASKS_TO_KEEP_FROM_PARENTS = range(12, 16)


def may_ask_to_keep_from_parents(case: Case) -> bool:
    """Whether the child is of an age at which it can ask that its parents do not read something."""
    return full_years(case.subject_birth_date, timezone.localdate()) in ASKS_TO_KEEP_FROM_PARENTS


class WhoseField(forms.ChoiceField):
    marks_optional = False  # one of the answers stands there already


class EntryForm(LogForm):
    """A text in a log. `whose` is whom it is about: the child, one of the adults, or somebody else (D1)."""

    kind = forms.ChoiceField(
        label=_("Hva slags opplysninger er det?"),
        choices=KindOfInformation.choices,
        error_messages={"required": _("Velg hva slags opplysninger det er.")},
    )
    text = forms.CharField(
        label=_("Notat"),
        widget=forms.Textarea,
        max_length=20_000,
        error_messages={"required": _("Skriv notatet før du lagrer.")},
    )
    whose = WhoseField(label=_("Hvem handler det om?"), required=False, widget=forms.RadioSelect)
    withheld_because = forms.ChoiceField(
        label=_("Skal familien ikke lese dette?"),
        required=False,
        help_text=_("Velg bare når loven gir grunn til det. Familien kan be om innsyn og klage."),
    )
    kept_from_parents = forms.BooleanField(required=False)

    def __init__(self, *args: Any, case: Case, facts: Sequence[Fact] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks_of_facts(facts)
        self._names_sections()
        self.case = case
        whose = cast("forms.ChoiceField", self.fields["whose"])
        whose.choices = [
            ("", case.first_name),
            *((one.key, _now("%(name)s selv") % {"name": one.first_name}) for one in self.adults),
            (OTHER, _now("Noen andre")),
        ]
        whose.help_text = _now("Er det om en voksen selv, leses det bare av dem den voksne har sagt ja til.")
        self.fields["text"].help_text = write_about_the_child(case.first_name, self.adults)
        if not may_ask_to_keep_from_parents(case):
            del self.fields["kept_from_parents"]
        else:
            asked = _now("%(name)s har bedt om at foreldrene ikke får lese dette")
            self.fields["kept_from_parents"].label = asked % {"name": case.first_name}
        at_risk = render_to_string(
            "logs/_at_risk.html", {"municipality": case.municipality, "name": case.first_name}
        )
        self.callouts["withheld_because"] = Callout(WithheldReason.CHILD_AT_RISK, at_risk)

    def _names_sections(self) -> None:
        today = timezone.localdate()
        withheld = cast("forms.ChoiceField", self.fields["withheld_because"])
        withheld.choices = [
            ("", _now("Familien leser det")),
            *((one.value, f"{one.label} ({section_of(one, today)})") for one in WithheldReason),
        ]

    def says_who_reads(self, lines: EntryLines, **known: str) -> None:
        """The line under the text, as the other fields decide; `known` is for a field that is not asked, else no."""
        names = ("whose", "unit", "kind", "withheld_because", "kept_from_parents")
        known = {
            name: known.get(name, "")
            for name in names
            if name not in self.fields and name not in {"unit", "kind"}
        }
        follows = [name + "?" * (name in names[3:]) for name in names if name in self.fields]
        texts = {
            tuple(value for name, value in zip(names, key, strict=True) if name in self.fields): line
            for key, line in lines.items()
            if all(known.get(name, value) == value for name, value in zip(names, key, strict=True))
        }
        words = _now("Hvem som leser, følger av hva slags opplysninger det er.")
        self.read_by("text", words, follows=follows, texts=texts)

    def about_the_child_alone(self) -> None:
        """What opens a log, and an evaluation."""
        del self.fields["whose"]

    @staticmethod
    def whose_of(chosen: str) -> dict[str, Any]:
        """As it is kept."""
        return {
            "about": uuid.UUID(chosen) if chosen and chosen != OTHER else None,
            "about_other": chosen == OTHER,
        }

    def never_about_child_welfare(self) -> None:
        """For a measure that others read too: they see what was decided, and that it was evaluated."""
        kind = cast("forms.ChoiceField", self.fields["kind"])
        kind.choices = [one for one in KindOfInformation.choices if one[0] != KindOfInformation.CHILD_WELFARE]

    def read_by_the_family(self) -> None:
        """Nothing of an evaluation is withheld: the family sees what was decided."""
        self.about_the_child_alone()
        del self.fields["withheld_because"]
        self.fields.pop("kept_from_parents", None)
        self.fields["text"].help_text = _now(
            "Ingenting av dette holdes tilbake fra familien. Det loven gir grunn til å holde tilbake, skriver du i et"
            " eget notat."
        )


class NewEntryForm(EntryForm):
    unit = forms.ModelChoiceField(
        label=_("Du skriver for"),
        queryset=Unit.objects.none(),
        error_messages={"required": _("Velg enheten du skriver for.")},
    )
    field_order = ("unit",)

    def __init__(
        self, *args: Any, case: Case, units: list[Unit], measure: uuid.UUID | None = None, **kwargs: Any
    ) -> None:
        """`measure`: the one that an evaluation is of."""
        super().__init__(*args, case=case, **kwargs)
        unit = cast("forms.ModelChoiceField", self.fields["unit"])
        unit.queryset = Unit.objects.filter(pk__in=[one.pk for one in units])
        unit.initial = units[0]
        if len(units) == 1:
            unit.widget = forms.HiddenInput()
        self.fields["kind"].initial = units[0].service.kind_of_information
        if measure:
            self.read_by_the_family()
        whose = [] if measure else [one.key for one in self.adults]
        self.says_who_reads(entry_lines(case, [one.pk for one in units], measure, ["", *whose, OTHER]))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "whose" in self.fields:
            self.asks_whose("text")
            cleaned |= self.whose_of(cleaned.pop("whose", ""))
        return cleaned


class ReleaseForm(Form):
    """What of an entry the family is to read from now on (D7)."""

    KEPT, WITHHELD, OWN = "kept", "withheld", "own"

    what = forms.MultipleChoiceField(
        label=_("Hva skal slippes?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Velg hva familien skal få lese.")},
    )
    told = forms.BooleanField(required=False)

    def __init__(self, *args: Any, case: Case, entry: Entry, signed: Signed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = {"name": case.first_name}
        what = cast("forms.ChoiceField", self.fields["what"])
        own = {"name": signed.about.split()[0]} if signed.about and not entry.released_to_parents else None
        what.choices = [
            *([(self.KEPT, _now("Foreldrene får lese det som %(name)s ba om å holde for seg") % name)]
              if entry.kept_from_parents else []),
            *([(self.WITHHELD, _now("Familien får lese det som var holdt tilbake"))]
              if entry.withheld_because else []),
            *([(self.OWN, _now("De andre foreldrene får lese det som handler om %(name)s selv") % own)]
              if own else []),
        ]  # fmt: skip
        if len(what.choices) == 1:
            self.fields["what"].initial = [what.choices[0][0]]
            self.fields["what"].widget = forms.MultipleHiddenInput()
        if entry.kept_from_parents:
            self.fields["told"].label = (
                _now("Jeg har sagt det til %(name)s først, og forklart hvorfor") % name
            )
        else:
            del self.fields["told"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.KEPT in cleaned.get("what", []) and not cleaned.get("told"):
            self.add_error("told", _("Si det til den det gjelder først. Kryss av når det er gjort."))
        return cleaned


class ChangeEntryForm(EntryForm):
    """`version` is the version the writer saw; if it has changed since, that is a conflict, never an overwrite."""

    version = VersionField()

    def __init__(self, *args: Any, case: Case, entry: Entry, signed: Signed, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        self.entry = entry
        self.stored = OTHER if entry.about_other else str(signed.about_id or "")
        if self.stored or entry.role == EntryRole.FIRST:
            self.about_the_child_alone()
        if self.stored:
            self.fields["text"].help_text = ""
        if entry.kept_from_parents:
            self.fields.pop("kept_from_parents", None)
        if entry.withheld_because:
            withheld = cast("forms.ChoiceField", self.fields["withheld_because"])
            withheld.choices = WithheldReason.choices
            withheld.required = True
            withheld.label = _now("Hvorfor leser ikke familien det?")
        measure = entry.evaluation.measure_id if entry.role == EntryRole.EVALUATION else None
        if entry.role == EntryRole.EVALUATION:
            self.fields["text"].label = _now("Hva har skjedd?")
            self.fields["text"].error_messages["required"] = _now("Skriv kort hva som har skjedd.")
            self.read_by_the_family()
            if entry.kind != KindOfInformation.CHILD_WELFARE:  # nor does it become one
                self.never_about_child_welfare()
        kept = "1" * entry.kept_from_parents
        others = [one.key for one in self.adults] if "whose" in self.fields else []
        whose = [self.stored, *others, *([OTHER] if others else [])]
        lines = entry_lines(case, [entry.unit_id], measure, whose)
        self.says_who_reads(lines, kept_from_parents=kept, whose=self.stored)

    def clean(self) -> dict[str, Any]:
        """What the form does not show stays as it was (D7)."""
        cleaned = super().clean() or {}
        if "kept_from_parents" not in self.fields:
            cleaned["kept_from_parents"] = self.entry.kept_from_parents
        if not self.stored:
            self.asks_whose("text", before=self.entry.text)
        return cleaned | self.whose_of(cleaned.pop("whose", "") or self.stored)
