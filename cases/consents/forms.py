"""Giving a consent: to which units, for which kinds of information, until when. And taking it back, no reason asked."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, cast

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.case.models import Ascertained, Case, ParentalResponsibility
from cases.consents.family import FULL_AGE
from consent.models import Answer, HowGiven, HowWithdrawn
from consent.selectors import SharedWith
from consent.services import Agreement, Share
from municipality.organisation.choices import KindOfInformation
from municipality.organisation.fields import UnitChoice
from municipality.organisation.models import Unit
from municipality.organisation.municipality import Municipality
from municipality.people.ages import full_years
from municipality.ui.date_field import DateField
from municipality.ui.forms import Form
from municipality.ui.pages import FormPage, filled
from municipality.ui.words import in_a_row

EVERYBODY = "all"
CHOOSE = ("", _("Velg"))


class ShareForm(Form):
    unit = UnitChoice(
        label=_("Enhet"),
        queryset=Unit.objects.none(),
        empty_label=_now("Velg enhet"),
        error_messages={"required": _("Velg hvilken enhet dette gjelder, eller fjern avkryssingene.")},
    )
    kinds = forms.MultipleChoiceField(
        label=_("Får lese om"),
        choices=KindOfInformation.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kryss av for minst én type opplysninger.")},
    )

    def __init__(
        self, *args: Any, municipality: Municipality, own: Unit | None = None, **kwargs: Any
    ) -> None:
        """`own` is left out of the choices: the page that opens a log asks for it separately."""
        super().__init__(*args, **kwargs)
        unit_field = cast("forms.ModelChoiceField", self.fields["unit"])
        units = Unit.objects.in_use().filter(municipality=municipality).exclude(pk=own.pk if own else None)
        unit_field.queryset = units.select_related("service").order_by("service__name", "name")


def judge_units(rows: list[ShareForm]) -> None:
    """A unit chosen twice is an error beside the second."""
    seen: set[Unit] = set()
    for form in filled(rows):
        unit = form.cleaned_data.get("unit")
        if unit in seen:
            form.add_error("unit", _("Denne enheten er valgt lenger opp på siden."))
        seen |= {unit} if unit else set()


def judge_coverage(rows: Sequence[Form], holder_unit: Unit) -> None:
    """Everybody who takes part sees the relay holder, so barnevern can hold a log only with units that may know."""
    if holder_unit.service.kind_of_information != KindOfInformation.CHILD_WELFARE:
        return
    for form in rows:
        kinds = form.cleaned_data.get("kinds")
        if kinds and KindOfInformation.CHILD_WELFARE not in kinds:
            form.add_error(
                "kinds",
                _(
                    "Enheten ser at barnevernet er stafettholder. Da må familien ha sagt ja til at den får vite "
                    "om barnevernet."
                ),
            )


class AgreementForm(Form):
    given_on = DateField(
        label=_("Når sa familien ja?"),
        no_future=True,
        error_messages={"required": _("Skriv når familien sa ja.")},
    )
    how = forms.ChoiceField(
        label=_("Hvordan?"),
        choices=HowGiven.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvordan familien sa ja.")},
    )
    ends = DateField(
        label=_("Samtykket gjelder til og med"),
        no_past=True,
        error_messages={"required": _("Skriv den siste dagen samtykket gjelder.")},
    )
    explained = forms.BooleanField(
        label=_("Jeg har gått gjennom punktene over med familien, på et språk de forstår"),
        error_messages={"required": _("Kryss av når du har forklart dette for familien.")},
    )

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.longest = today + relativedelta(months=36)
        self.fields["given_on"].initial = today
        self.fields["ends"].initial = today + relativedelta(months=municipality.consent_months)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given_on, ends = cleaned.get("given_on"), cleaned.get("ends")
        if given_on and ends and ends <= given_on:
            self.add_error("ends", _("Samtykket må slutte etter den dagen det ble gitt."))
        elif ends and ends > self.longest:
            self.add_error(
                "ends", _("Et samtykke kan vare i høyst tre år. Familien kan alltid si ja på nytt.")
            )
        if given_on and given_on < timezone.localdate() - timedelta(days=365):
            self.add_error("given_on", _("Samtykket er mer enn ett år gammelt. Spør familien på nytt."))
        return cleaned


class AnswerForm(Form):
    """What one person answered; `person` is a parent with responsibility, or the young person."""

    answer = forms.ChoiceField(
        choices=[CHOOSE, *Answer.choices], error_messages={"required": _("Velg hva som ble svart.")}
    )

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = name


class PlanConsentForm(Form):
    """Whether the family also says yes to an individuell plan, which some unit must then coordinate."""

    for_plan = forms.BooleanField(label=_("Familien sier også ja til en individuell plan"), required=False)

    def judge_units(self, rows: list[ShareForm], coordinating: Sequence[Unit]) -> None:
        """A plan needs the unit that names a coordinator: it must be one of those chosen in `rows`."""
        chosen = {form.cleaned_data.get("unit") for form in filled(rows)}
        if self.cleaned_data.get("for_plan") and not chosen & set(coordinating):
            names = in_a_row(unit.name for unit in coordinating)
            self.add_error(
                "for_plan",
                _now(
                    "Velg også %(units)s over, og hva de får lese om. De velger koordinator sammen med familien."
                )
                % {"units": names},
            )


class NewConsentPage(FormPage):
    """A further consent in an open log: one more unit or kind, a longer time, or a yes to a plan.

    `plan` is None in a municipality that has no unit to coordinate one. `for_plan`: it is
    opened to register a yes to one. `instead_of`: to register a yes to the unit that takes over for this one.
    """

    def __init__(
        self, *, case: Case, for_plan: bool = False, instead_of: SharedWith | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.case = case
        today = timezone.localdate()
        age = full_years(case.subject_birth_date, today)
        people = {}
        if age < FULL_AGE:
            parents = ParentalResponsibility.objects.filter(case=case, has_responsibility=True)
            people = {p.parent_id: f"{p.name} ({p.get_relation_display()})" for p in parents}
        if age >= case.municipality.consent_age:
            people[case.subject_id] = case.subject_name
        self.answers = {
            resident: self.part(AnswerForm, f"answer-{resident}", name=name)
            for resident, name in people.items()
        }
        self.shares = self.rows(ShareForm, "shares", fewest=2, municipality=case.municipality)
        units = Unit.objects.in_use().filter(municipality=case.municipality)
        self.coordinating = list(units.filter(service__coordinates_plans=True))
        self.plan = self.part(PlanConsentForm, "plan") if self.coordinating else None
        if for_plan and self.plan:
            self.shares[0].fields["unit"].initial = self.coordinating[0].pk
        if instead_of:
            self.shares[0].fields["unit"].initial = instead_of.successor_id
            self.shares[0].fields["kinds"].initial = instead_of.kinds
        self.agreement = self.part(AgreementForm, "agreement", municipality=case.municipality)

    def judge(self) -> None:
        judge_units(self.shares)
        judge_coverage(filled(self.shares), self.case.holder_unit)
        if not filled(self.shares):
            self.shares[0].add_error("unit", _("Velg minst én enhet som skal få lese."))
        elif self.plan:
            self.plan.judge_units(self.shares, self.coordinating)
        said = {resident: form.cleaned_data.get("answer") for resident, form in self.answers.items()}
        first = next(iter(self.answers.values()), None)
        if first and None not in said.values() and Answer.YES not in said.values():
            first.add_error("answer", _("Minst én som kan samtykke, må ha sagt ja."))
        for resident, form in self.answers.items():
            if said[resident] == Answer.NO and resident != self.case.subject_id:
                form.add_error(
                    "answer",
                    _("Når en forelder med foreldreansvar sier nei, kan ikke samtykket registreres."),
                )
            elif (
                said[resident] == Answer.NOT_ASKED
                and self.case.municipality.both_parents_must_sign
                and said.get(self.case.subject_id) != Answer.YES
                and resident != self.case.subject_id
                and not form.errors
            ):
                form.add_error("answer", _("I kommunen din må begge foreldre med foreldreansvar ha sagt ja."))

    def given(self) -> Agreement:
        """What was agreed; call it after is_valid()."""
        return Agreement(
            how=self.agreement.cleaned_data["how"],
            given_on=self.agreement.cleaned_data["given_on"],
            ends=self.agreement.cleaned_data["ends"],
            answers={
                resident: Answer(form.cleaned_data["answer"]) for resident, form in self.answers.items()
            },
            shares=[
                Share(form.cleaned_data["unit"], form.cleaned_data["kinds"]) for form in filled(self.shares)
            ],
            for_plan=bool(self.plan and self.plan.cleaned_data["for_plan"]),
        )


class ShownForm(Form):
    ascertained = forms.ChoiceField(
        label=_("Hva har du sett?"),
        choices=[(one.value, capfirst(one.label)) for one in (Ascertained.REGISTER, Ascertained.DOCUMENT)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva du har sett som viser foreldreansvaret.")},
    )


class WithdrawForm(Form):
    marks_optional = False  # nothing is left out: what they are not to read is all of it until one says less
    what = forms.ChoiceField(
        label=_("Hvem skal ikke lese mer?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvem som ikke skal lese mer.")},
    )
    kind = forms.ChoiceField(
        label=_("Hva skal de ikke lese?"),
        choices=[("", _("Alt")), *((kind.value, kind.label) for kind in KindOfInformation)],
        required=False,
    )
    how = forms.ChoiceField(
        label=_("Hvordan sa familien fra?"),
        choices=[
            (HowWithdrawn.ORAL.value, HowWithdrawn.ORAL.label),
            (HowWithdrawn.WRITTEN.value, HowWithdrawn.WRITTEN.label),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvordan familien sa fra.")},
    )

    def __init__(
        self,
        *args: Any,
        shares: list[SharedWith],
        may_end_all: bool,
        own_units: list[int],
        is_family: bool,
        **kwargs: Any,
    ) -> None:
        """`shares` are those in force; others than the family and the relay holder may end only their own units'."""
        super().__init__(*args, **kwargs)
        what = cast("forms.ChoiceField", self.fields["what"])
        self.shares = {share.code: share for share in shares if may_end_all or share.unit_id in own_units}
        choices = [(code, share.unit) for code, share in self.shares.items()]
        if may_end_all:
            choices.append((EVERYBODY, _now("Alle enhetene. Gjelder det alt, avsluttes stafettloggen.")))
        what.choices = choices
        if is_family:
            del self.fields["how"]

    @property
    def share(self) -> SharedWith | None:
        """A basis of the chosen unit; None for everybody. Call it after is_valid()."""
        return self.shares.get(self.cleaned_data["what"])
