"""Which units may read about what: a table, the own unit first, then those that are often asked, then any others."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.consents.forms import judge_coverage
from cases.conversation.about import About
from consent.models import Consent
from consent.services import Share
from municipality.organisation.choices import KindOfInformation
from municipality.organisation.fields import UnitChoice
from municipality.organisation.models import Unit
from municipality.ui.forms import Form
from municipality.ui.pages import FormPage, filled
from municipality.ui.words import in_a_row

# What a family thinks of when it hears the word: one line each.
MEANS = {
    KindOfInformation.HEALTH: _("sykdom, søvn, sorg, undersøkelser"),
    KindOfInformation.SCHOOL: _("trivsel, læring, fravær"),
    KindOfInformation.FAMILY: _("hvem som bor sammen, hverdagen hjemme"),
    KindOfInformation.ECONOMY: _("penger, arbeid, bolig"),
    KindOfInformation.CHILD_WELFARE: _("at dere har kontakt med barnevernet"),
    KindOfInformation.OTHER: _("venner, fritid, nettverk"),
}


class KindsForm(Form):
    """A unit that is given, and what it may read about."""

    kinds = forms.MultipleChoiceField(
        label=_("Får lese om"),
        choices=KindOfInformation.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kryss av for minst én type opplysninger.")},
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        self.given = unit
        super().__init__(*args, **kwargs)


class ShareForm(Form):
    """A unit that is chosen, and what it may read about."""

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

    def __init__(self, *args: Any, about: About, given: list[Unit], **kwargs: Any) -> None:
        """Those that stand above with rows of their own are not among the choices."""
        super().__init__(*args, **kwargs)
        unit_field = cast("forms.ModelChoiceField", self.fields["unit"])
        units = Unit.objects.in_use().filter(municipality=about.own.municipality_id)
        units = units.exclude(pk__in=[one.pk for one in given])
        unit_field.queryset = units.select_related("service").order_by("service__name", "name")


class PlanForm(Form):
    """Whether the family is also asked for a yes to an individuell plan, which some unit must then coordinate."""

    for_plan = forms.BooleanField(label=_("Spør også om en individuell plan"), required=False)

    def judge(self, chosen: set[Unit], coordinating: list[Unit]) -> None:
        if self.cleaned_data.get("for_plan") and not chosen & set(coordinating):
            words = _now(
                "Velg også %(units)s over, og hva de får lese om. De velger koordinator sammen med familien."
            )
            self.add_error("for_plan", words % {"units": in_a_row(unit.name for unit in coordinating)})


class UnitsPage(FormPage):
    """The table. `near` are often asked; nothing of theirs is ticked. `first`: what an address has chosen before."""

    def __init__(
        self,
        *,
        about: About,
        consent: Consent | None,
        near: list[Unit],
        first: list[dict[str, Any]],
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.about = about
        stored = (
            {share.unit: share.kinds for share in consent.shares.select_related("unit__service")}
            if consent
            else {}
        )
        self.is_fresh = self.data is None and self.typed is None
        self.own = self._given("own", about.own, stored) if about.concern else None
        if self.own and self.is_fresh and not stored:
            self.own.initial["kinds"] = [about.own.service.kind_of_information]
        self.near = [self._given(f"near-{unit.pk}", unit, stored) for unit in near]
        given = [form.given for form in self.given]
        rest = [{"unit": unit.pk, "kinds": kinds} for unit, kinds in stored.items() if unit not in given]
        self.shares = self.rows(
            ShareForm,
            "shares",
            fewest=1 if self.given else 2,
            stored_rows=rest or ([] if stored else first),
            about=about,
            given=given,
        )
        units = Unit.objects.in_use().filter(municipality=about.own.municipality_id)
        self.coordinating = list(units.filter(service__coordinates_plans=True))
        self.plan = self.part(PlanForm, "plan") if self.coordinating else None
        if self.plan and self.is_fresh and consent:
            self.plan.initial["for_plan"] = consent.for_plan

    def _given(self, prefix: str, unit: Unit, stored: dict[Unit, list[str]]) -> KindsForm:
        form = self.part(
            KindsForm, prefix, unit=unit, empty_permitted=prefix != "own", use_required_attribute=False
        )
        if self.is_fresh and unit in stored:
            form.initial["kinds"] = stored[unit]
        return form

    @property
    def given(self) -> list[KindsForm]:
        """The rows whose unit is named and not chosen."""
        return [*([self.own] if self.own else []), *self.near]

    @property
    def all_rows(self) -> list[Form]:
        return [*self.given, *self.shares]

    def judge(self) -> None:
        self._judge_units()
        chosen = [*filled(self.given), *filled(self.shares)]
        judge_coverage(chosen, self.about.own)
        if not chosen and not self.own:
            self.shares[0].add_error("unit", _("Velg minst én enhet som skal få lese."))
        elif self.plan:
            units = {one.given for one in filled(self.given)}
            units |= {one.cleaned_data["unit"] for one in filled(self.shares) if "unit" in one.cleaned_data}
            self.plan.judge(units, self.coordinating)

    def _judge_units(self) -> None:
        """A unit chosen twice is an error beside the second."""
        seen: set[Unit] = set()
        for form in filled(self.shares):
            unit = form.cleaned_data.get("unit")
            if unit in seen:
                form.add_error("unit", _("Denne enheten er valgt lenger opp på siden."))
            seen |= {unit} if unit else set()

    def asked(self) -> list[Share]:
        """What the verb keeps; call it after is_valid()."""
        given = [Share(form.given, form.cleaned_data["kinds"]) for form in filled(self.given)]
        return given + [
            Share(form.cleaned_data["unit"], form.cleaned_data["kinds"]) for form in filled(self.shares)
        ]

    @property
    def for_plan(self) -> bool:
        return bool(self.plan and self.plan.cleaned_data["for_plan"])
