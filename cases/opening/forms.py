"""The consent form that opens a log: the child, the parents and their answers, who may read what and until when."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.case.models import AddressProtection, Ascertained, Relation
from cases.concerns.models import Concern
from cases.consents.family import FULL_AGE
from cases.consents.forms import CHOOSE, AgreementForm, ShareForm, judge_coverage, judge_units
from cases.opening.services import Opening, Parent
from consent.models import Answer
from consent.services import Share
from municipality.organisation.choices import KindOfInformation
from municipality.organisation.models import Unit
from municipality.people.ages import full_years
from municipality.people.fields import IdentityNumberField
from municipality.people.number_form import NumberForm
from municipality.ui.forms import Form
from municipality.ui.pages import FormPage, filled

FEWEST_PARENTS = FEWEST_SHARES = 2
YES_NO = [CHOOSE, ("yes", _("Ja")), ("no", _("Nei"))]


class ChildForm(NumberForm):
    child_name = forms.CharField(
        label=_("Fullt navn"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Skriv hva barnet heter.")},
    )
    address_protection = forms.ChoiceField(
        label=_("Adressesperre"),
        choices=[CHOOSE, *AddressProtection.choices],
        error_messages={"required": _("Slå opp i Folkeregisteret, og velg det som står der.")},
        help_text=_(
            "Står i Folkeregisteret. Med sperre vises verken skole, sted eller navn på fagpersoner for familien."
        ),
    )
    child_answer = forms.ChoiceField(
        label=_("Hva sier barnet selv?"),
        choices=[CHOOSE, *Answer.choices],
        error_messages={"required": _("Velg hva barnet selv sier.")},
        help_text=_("Fra 7 år skal barnet bli hørt."),
    )
    field_order = ["child_name"]

    def __init__(self, *args: Any, concern: Concern, **kwargs: Any) -> None:
        self.concern = concern
        super().__init__(*args, **kwargs)
        self.fields["child_name"].initial = concern.child_name
        name = {"name": concern.first_name}
        self.fields["child_answer"].label = _now("Hva sier %(name)s selv?") % name
        self.fields["child_answer"].error_messages["required"] = _now("Velg hva %(name)s selv sier.") % name
        self.number_missing = _now("Skriv fødselsnummeret til %(name)s. Det har 11 siffer.") % name

    @property
    def born(self) -> date:
        return self.concern.born


class ParentForm(Form):
    name = forms.CharField(
        label=_("Navn"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Skriv hva forelderen heter.")},
    )
    relation = forms.ChoiceField(
        choices=[CHOOSE, *Relation.choices],
        error_messages={"required": _("Velg hvem dette er for barnet.")},
    )
    has_responsibility = forms.ChoiceField(
        label=_("Har foreldreansvar"),
        choices=YES_NO,
        error_messages={"required": _("Velg om forelderen har foreldreansvar.")},
    )
    ascertained = forms.ChoiceField(
        label=_("Hvordan vet du hvem som har foreldreansvar?"),
        choices=[CHOOSE, *Ascertained.choices],
        error_messages={"required": _("Velg hvordan du vet hvem som har foreldreansvar.")},
    )
    answer = forms.ChoiceField(
        label=_("Hva sier forelderen?"),
        choices=[CHOOSE, *Answer.choices],
        error_messages={"required": _("Velg hva forelderen sier.")},
    )
    identity_number = IdentityNumberField(
        required=False, help_text=_("Trengs for at forelderen skal kunne logge inn og lese stafettloggen.")
    )

    def __init__(self, *args: Any, concern: Concern, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.child = {"name": concern.first_name}
        self.fields["relation"].label = _now("Hvem er dette for %(name)s?") % self.child
        self.fields["relation"].error_messages["required"] = (
            _now("Velg hvem dette er for %(name)s.") % self.child
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == Answer.YES and cleaned.get("has_responsibility") == "no":
            words = _now("Bare en forelder med foreldreansvar kan samtykke for %(name)s.")
            self.add_error("answer", words % self.child)
        if cleaned.get("answer") == Answer.NO and cleaned.get("has_responsibility") == "yes":
            self.add_error(
                "answer",
                _(
                    "Når en forelder med foreldreansvar sier nei, kan ikke stafettloggen åpnes. Snakk med lederen din."
                ),
            )
        return cleaned


class OwnShareForm(Form):
    """The opener's own unit, which is always part of the log."""

    kinds = forms.MultipleChoiceField(
        choices=KindOfInformation.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kryss av for minst én type opplysninger.")},
    )

    def __init__(self, *args: Any, own: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].initial = [own.service.kind_of_information]
        self.fields["kinds"].label = _now("%(unit)s får lese om") % {"unit": own.name}


class FirstEntryForm(Form):
    first_text = forms.CharField(
        label=_("Det vi er bekymret for"),
        widget=forms.Textarea,
        max_length=20_000,
        help_text=_(
            "Hentet fra undringen. Ta bort det som ikke skal deles; undringen blir liggende hos deg."
        ),
        error_messages={"required": _("Skriv hva dere er bekymret for.")},
    )
    first_kind = forms.ChoiceField(
        label=_("Hva slags opplysninger er det?"),
        choices=KindOfInformation.choices,
        error_messages={"required": _("Velg hva slags opplysninger det er.")},
    )
    level = forms.TypedChoiceField(
        label=_("Nivå"),
        coerce=int,
        error_messages={"required": _("Velg nivået dere er blitt enige om.")},
    )

    def __init__(self, *args: Any, concern: Concern, own: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        municipality = own.municipality
        lowest = municipality.log_from_level
        level = cast("forms.TypedChoiceField", self.fields["level"])
        level.choices = [CHOOSE] + [
            (number, f"{number} – {name}")
            for number, name in enumerate(municipality.level_names)
            if number >= lowest
        ]
        self.fields["first_text"].initial = concern.observed
        self.fields["first_kind"].initial = own.service.kind_of_information
        self.read_by(
            "first_text",
            _now("Leses av: enhetene som har fått ja til denne typen opplysninger, og familien."),
        )


class OpenLogPage(FormPage):
    """The whole page. `opening()` is what the domain needs, after is_valid()."""

    def __init__(self, *, concern: Concern, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.concern, self.own = concern, concern.unit
        municipality = self.own.municipality
        self.child = self.part(ChildForm, "child", concern=concern)
        self.parents = self.rows(ParentForm, "parents", fewest=FEWEST_PARENTS, concern=concern)
        self.own_share = self.part(OwnShareForm, "own", own=self.own)
        self.shares = self.rows(
            ShareForm, "shares", fewest=FEWEST_SHARES, municipality=municipality, own=self.own
        )
        self.agreement = self.part(AgreementForm, "agreement", municipality=municipality)
        self.first = self.part(FirstEntryForm, "first", concern=concern, own=self.own)

    def judge(self) -> None:
        self._judge_numbers()
        judge_units(self.shares)
        judge_coverage([self.own_share, *filled(self.shares)], self.own)
        answered = [self.child, self.agreement, *filled(self.parents)]
        needed = {"child_answer", "given_on", "has_responsibility", "answer"}
        if not any(needed & set(form.errors) for form in answered):
            self._judge_answers()

    def _judge_numbers(self) -> None:
        seen: set[str] = set()
        for form in [self.child, *filled(self.parents)]:
            number = getattr(form, "cleaned_data", {}).get("identity_number")
            if number and number.digits in seen:
                form.add_error("identity_number", _("Dette nummeret er brukt lenger opp på siden."))
            seen |= {number.digits} if number else set()

    def _judge_answers(self) -> None:
        """Somebody who can consent must have said yes: shows beside the field what the database's verb would refuse."""
        municipality, given_on = self.own.municipality, self.agreement.cleaned_data["given_on"]
        age = full_years(self.concern.born, given_on)
        alone = self.child.cleaned_data["child_answer"] == Answer.YES
        if alone and age >= municipality.consent_age:
            return
        if age >= FULL_AGE:
            self.child.add_error(
                "child_answer", _("Den som er 18 år, samtykker selv. Ingen andre kan gjøre det.")
            )
            return
        responsible = [
            form for form in filled(self.parents) if form.cleaned_data["has_responsibility"] == "yes"
        ]
        consenting = [form for form in responsible if form.cleaned_data["answer"] == Answer.YES]
        if not consenting:
            first: Form = responsible[0] if responsible else self.parents[0]
            first.add_error(
                "answer" if responsible else "name",
                _(
                    "Minst én forelder med foreldreansvar må ha sagt ja. Fra %(age)s år kan ungdommen si ja selv."
                )
                % {"age": municipality.consent_age},
            )
        elif municipality.both_parents_must_sign and len(consenting) < len(responsible):
            missing = next(form for form in responsible if form not in consenting)
            missing.add_error("answer", _("I kommunen din må begge foreldre med foreldreansvar ha sagt ja."))

    def opening(self) -> Opening:
        """What the domain needs; call it after is_valid()."""
        child, agreement, first = (
            self.child.cleaned_data,
            self.agreement.cleaned_data,
            self.first.cleaned_data,
        )
        return Opening(
            child_name=child["child_name"],
            birth_date=self.concern.born,
            number=self.child.number,
            address_protection=child["address_protection"],
            child_answer=Answer(child["child_answer"]),
            parents=[
                Parent(
                    name=form.cleaned_data["name"],
                    relation=form.cleaned_data["relation"],
                    has_responsibility=form.cleaned_data["has_responsibility"] == "yes",
                    ascertained=form.cleaned_data["ascertained"],
                    answer=Answer(form.cleaned_data["answer"]),
                    number=form.cleaned_data["identity_number"],
                )
                for form in filled(self.parents)
            ],
            how=agreement["how"],
            given_on=agreement["given_on"],
            ends=agreement["ends"],
            shares=[
                Share(self.own, self.own_share.cleaned_data["kinds"]),
                *(
                    Share(form.cleaned_data["unit"], form.cleaned_data["kinds"])
                    for form in filled(self.shares)
                ),
            ],
            first_kind=first["first_kind"],
            first_text=first["first_text"],
            level=first["level"],
        )
