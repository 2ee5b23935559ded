"""The consent form that opens a log: the child, the parents and what they answered, who may read what and until when."""

from datetime import timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.concerns.models import Concern
from cases.logs.models import AddressProtection, Ascertained, Relation
from cases.logs.opening import FULL_AGE, Opening, Parent, Share
from consent.models import Answer, HowGiven
from municipality.organisation.kinds import KindOfInformation
from municipality.organisation.models import Municipality, Unit
from municipality.people.fields import IdentityNumberField
from municipality.people.identity_number import IdentityNumber
from municipality.ui.forms import DateField, FieldError, Form, summary_of
from municipality.ui.typed import row_count, typed_values

FEWEST_PARENTS, FEWEST_SHARES, MOST_ROWS = 2, 2, 12
YES_NO = [("", _("Velg")), ("yes", _("Ja")), ("no", _("Nei"))]


class ChildForm(Form):
    child_name = forms.CharField(label=_("Barnets navn"), max_length=120)
    identity_number = IdentityNumberField()
    address_protection = forms.ChoiceField(
        label=_("Adressesperre"),
        choices=AddressProtection.choices,
        initial=AddressProtection.NONE,
        help_text=_("Står i Folkeregisteret. Med sperre vises verken skole, sted eller navn på fagpersoner for familien."),
    )
    child_answer = forms.ChoiceField(
        label=_("Hva sier barnet selv?"),
        choices=Answer.choices,
        initial=Answer.NOT_ASKED,
        help_text=_("Fra 7 år skal barnet bli hørt."),
    )

    def __init__(self, *args: Any, concern: Concern, **kwargs: Any) -> None:
        self.concern = concern
        super().__init__(*args, **kwargs)
        self.fields["child_name"].initial = concern.child_name
        self.fields["child_answer"].label = _now("Hva sier %(name)s selv?") % {"name": concern.first_name}

    def clean_identity_number(self) -> IdentityNumber:
        number: IdentityNumber = self.cleaned_data["identity_number"]
        if number.birth_date != self.concern.birth_date:
            raise forms.ValidationError(
                _("Nummeret sier født %(number)s, men undringen sier %(concern)s. Rett det som er feil."),
                params={
                    "number": number.birth_date.strftime("%d.%m.%Y"),
                    "concern": self.concern.birth_date.strftime("%d.%m.%Y"),
                },
            )
        return number


class ParentForm(Form):
    name = forms.CharField(label=_("Navn"), max_length=120)
    relation = forms.ChoiceField(label=_("Er"), choices=[("", _("Velg")), *Relation.choices])
    has_responsibility = forms.ChoiceField(label=_("Har foreldreansvar"), choices=YES_NO)
    ascertained = forms.ChoiceField(label=_("Det vet jeg fra"), choices=[("", _("Velg")), *Ascertained.choices])
    answer = forms.ChoiceField(label=_("Svar"), choices=[("", _("Velg")), *Answer.choices])
    identity_number = IdentityNumberField(
        required=False, help_text=_("Trengs for at forelderen skal kunne logge inn og lese stafettloggen.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == Answer.YES and cleaned.get("has_responsibility") == "no":
            self.add_error("answer", _("Bare en forelder med foreldreansvar kan samtykke for barnet."))
        if cleaned.get("answer") == Answer.NO and cleaned.get("has_responsibility") == "yes":
            self.add_error(
                "answer",
                _("Når en forelder med foreldreansvar sier nei, kan ikke stafettloggen åpnes. Snakk med lederen din."),
            )
        return cleaned


class ShareForm(Form):
    unit = forms.ModelChoiceField(label=_("Enhet"), queryset=Unit.objects.none(), empty_label=_now("Velg enhet"))
    kinds = forms.MultipleChoiceField(
        label=_("Får lese om"), choices=KindOfInformation.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, municipality: Municipality, own: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit_field = self.fields["unit"]
        assert isinstance(unit_field, forms.ModelChoiceField)
        units = Unit.objects.in_use().filter(municipality=municipality).exclude(pk=own.pk)
        unit_field.queryset = units.select_related("service").order_by("service__name", "name")
        self.fields["kinds"].error_messages["required"] = _("Kryss av for minst én type opplysninger.")
        unit_field.error_messages["required"] = _("Velg hvilken enhet dette gjelder, eller fjern avkryssingene.")


class OwnShareForm(Form):
    """The opener's own unit, which is always part of the log."""

    kinds = forms.MultipleChoiceField(
        label=_("Får lese om"), choices=KindOfInformation.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, own: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].initial = [own.service.kind_of_information]
        self.fields["kinds"].label = _now("%(unit)s får lese om") % {"unit": own.name}
        self.fields["kinds"].error_messages["required"] = _("Kryss av for minst én type opplysninger.")


class AgreementForm(Form):
    given_on = DateField(label=_("Når sa familien ja?"), no_future=True)
    how = forms.ChoiceField(label=_("Hvordan?"), choices=HowGiven.choices, widget=forms.RadioSelect)
    ends = DateField(label=_("Samtykket gjelder til og med"), no_past=True)
    explained = forms.BooleanField(label=_("Jeg har gått gjennom punktene over med familien, på et språk de forstår"))

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.longest = today + relativedelta(months=36)
        self.fields["given_on"].initial = today
        self.fields["how"].initial = HowGiven.CONVERSATION
        self.fields["ends"].initial = today + relativedelta(months=municipality.consent_months)
        self.fields["explained"].error_messages["required"] = _("Kryss av når du har forklart dette for familien.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given_on, ends = cleaned.get("given_on"), cleaned.get("ends")
        if given_on and ends and ends <= given_on:
            self.add_error("ends", _("Samtykket må slutte etter den dagen det ble gitt."))
        elif ends and ends > self.longest:
            self.add_error("ends", _("Et samtykke kan vare i høyst tre år. Familien kan alltid si ja på nytt."))
        if given_on and given_on < timezone.localdate() - timedelta(days=365):
            self.add_error("given_on", _("Samtykket er mer enn ett år gammelt. Spør familien på nytt."))
        return cleaned


class FirstEntryForm(Form):
    first_text = forms.CharField(
        label=_("Det vi er bekymret for"),
        widget=forms.Textarea,
        max_length=20_000,
        help_text=_("Hentet fra undringen. Ta bort det som ikke skal deles; undringen blir liggende hos deg."),
    )
    first_kind = forms.ChoiceField(label=_("Hva slags opplysninger er det?"), choices=KindOfInformation.choices)
    level = forms.TypedChoiceField(label=_("Nivå"), coerce=int)

    def __init__(self, *args: Any, concern: Concern, own: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        municipality = own.municipality
        lowest = municipality.log_from_level
        level = self.fields["level"]
        assert isinstance(level, forms.TypedChoiceField)
        level.choices = [
            (number, f"{number} – {name}") for number, name in enumerate(municipality.level_names) if number >= lowest
        ]
        level.initial = max(1, lowest)
        self.fields["first_text"].initial = concern.observed
        self.fields["first_kind"].initial = own.service.kind_of_information
        self.read_by(
            "first_text", _now("Leses av: enhetene som har fått ja til denne typen opplysninger, og familien.")
        )


class OpenLogForms:
    """All parts of the page as one thing: bound to what was sent, or fresh with what was typed before.

    `data` binds and judges; `typed` only fills in (a draft, or one more row asked for).
    """

    def __init__(self, *, concern: Concern, data: Any = None, typed: Any = None, more: str = "") -> None:
        self.concern, self.own = concern, concern.unit
        municipality = self.own.municipality
        source = data if data is not None else typed

        def rows(prefix: str, fewest: int) -> int:
            asked = row_count(prefix, source, MOST_ROWS) if source is not None else 0
            return min(MOST_ROWS, max(fewest, asked) + (more == prefix))

        def build(form_class: type[Form], prefix: str, **kwargs: Any) -> Any:
            if data is not None:
                return form_class(data, prefix=prefix, **kwargs)
            fresh = form_class(prefix=prefix, **kwargs)
            if typed is None:
                return fresh
            return form_class(prefix=prefix, initial=typed_values(fresh, typed), **kwargs)

        self.child: ChildForm = build(ChildForm, "child", concern=concern)
        self.own_share: OwnShareForm = build(OwnShareForm, "own", own=self.own)
        self.agreement: AgreementForm = build(AgreementForm, "agreement", municipality=municipality)
        self.first: FirstEntryForm = build(FirstEntryForm, "first", concern=concern, own=self.own)
        self.parents: list[ParentForm] = [
            build(ParentForm, f"parents-{row}", empty_permitted=True, use_required_attribute=False)
            for row in range(rows("parents", FEWEST_PARENTS))
        ]
        self.shares: list[ShareForm] = [
            build(ShareForm, f"shares-{row}", empty_permitted=True, use_required_attribute=False,
                  municipality=municipality, own=self.own)
            for row in range(rows("shares", FEWEST_SHARES))
        ]  # fmt: skip

    @property
    def all_forms(self) -> list[Form]:
        """In the order of the page, for the error summary."""
        return [self.child, *self.parents, self.own_share, *self.shares, self.agreement, self.first]

    @property
    def error_lines(self) -> list[FieldError]:
        """Every error of the page, for the summary at its top."""
        return [line for form in self.all_forms if form.is_bound for line in summary_of(form)]

    def is_valid(self) -> bool:
        for form in self.all_forms:
            form.full_clean()
        self._judge_numbers()
        self._judge_units()
        answered = [self.child, self.agreement, *self._filled(self.parents)]
        if not any({"child_answer", "given_on", "has_responsibility", "answer"} & set(form.errors) for form in answered):
            self._judge_answers()
        return all(not form.errors for form in self.all_forms)

    def _filled(self, forms_: list[Any]) -> list[Any]:
        return [form for form in forms_ if form.has_changed() and hasattr(form, "cleaned_data")]

    def _judge_numbers(self) -> None:
        seen: set[str] = set()
        for form in [self.child, *self._filled(self.parents)]:
            number = getattr(form, "cleaned_data", {}).get("identity_number")
            if number and number.digits in seen:
                form.add_error("identity_number", _("Dette nummeret er brukt lenger opp på siden."))
            seen |= {number.digits} if number else set()

    def _judge_units(self) -> None:
        seen: set[Unit] = set()
        for form in self._filled(self.shares):
            unit = form.cleaned_data.get("unit")
            if unit in seen:
                form.add_error("unit", _("Denne enheten er valgt lenger opp på siden."))
            seen |= {unit} if unit else set()

    def _judge_answers(self) -> None:
        """Somebody who can consent must have said yes: what the database's verb refuses, said beside the field."""
        municipality, given_on = self.own.municipality, self.agreement.cleaned_data["given_on"]
        age = relativedelta(given_on, self.concern.birth_date).years
        alone = self.child.cleaned_data["child_answer"] == Answer.YES
        if alone and age >= municipality.consent_age:
            return
        if age >= FULL_AGE:
            self.child.add_error("child_answer", _("Den som er 18 år, samtykker selv. Ingen andre kan gjøre det."))
            return
        responsible = [
            form for form in self._filled(self.parents) if form.cleaned_data["has_responsibility"] == "yes"
        ]
        consenting = [form for form in responsible if form.cleaned_data["answer"] == Answer.YES]
        if not consenting:
            first: Form = responsible[0] if responsible else self.parents[0]
            first.add_error(
                "answer" if responsible else "name",
                _("Minst én forelder med foreldreansvar må ha sagt ja. Fra %(age)s år kan ungdommen si ja selv.")
                % {"age": municipality.consent_age},
            )
        elif municipality.both_parents_must_sign and len(consenting) < len(responsible):
            missing = next(form for form in responsible if form not in consenting)
            missing.add_error("answer", _("I kommunen din må begge foreldre med foreldreansvar ha sagt ja."))

    def opening(self) -> Opening:
        """What the domain needs; call it after is_valid()."""
        child, agreement, first = self.child.cleaned_data, self.agreement.cleaned_data, self.first.cleaned_data
        return Opening(
            child_name=child["child_name"],
            number=child["identity_number"],
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
                for form in self._filled(self.parents)
            ],
            how=agreement["how"],
            given_on=agreement["given_on"],
            ends=agreement["ends"],
            shares=[
                Share(self.own, self.own_share.cleaned_data["kinds"]),
                *(Share(form.cleaned_data["unit"], form.cleaned_data["kinds"]) for form in self._filled(self.shares)),
            ],
            first_kind=first["first_kind"],
            first_text=first["first_text"],
            level=first["level"],
        )
