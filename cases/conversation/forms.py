"""What each step asks: the child, the grown-ups, how long, and what was read together."""

import uuid
from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Final, cast

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.case.models import AddressProtection, Ascertained, Relation
from cases.conversation.about import About
from consent.form_words import Words
from consent.models import Asked, Role
from municipality.people.fields import IdentityNumberField
from municipality.people.number_form import PENDING, WHICH, NumberForm
from municipality.ui.date_field import DateField
from municipality.ui.forms import Form
from municipality.ui.pages import FormPage, filled

CHOOSE = ("", _("Velg"))
KEPT: Final = "kept"  # the number that was written before
LONGEST_MONTHS = 36


class ChildForm(NumberForm):
    address_protection = forms.ChoiceField(
        label=_("Adressesperre"),
        choices=[CHOOSE, *AddressProtection.choices],
        error_messages={"required": _("Slå opp i Folkeregisteret, og velg det som står der.")},
        help_text=_("Med sperre vises verken skole, sted eller navn på fagpersoner for familien."),
    )

    no_number = (PENDING, KEPT)

    def __init__(self, *args: Any, about: About, stored: Asked | None, **kwargs: Any) -> None:
        self.about = about
        super().__init__(*args, **kwargs)
        self.number_missing = _now("Skriv fødselsnummeret til %(name)s. Det har 11 siffer.") % {
            "name": about.first_name
        }
        if stored and stored.number_begins:
            which = cast("forms.ChoiceField", self.fields["which_number"])
            kept = _now("Det som er skrevet inn: %(begins)s •••••") % {"begins": stored.number_begins}
            which.choices = [(KEPT, kept), *(one for one in WHICH if one[0] != PENDING)]
            which.initial = KEPT

    @property
    def born(self) -> date:
        return self.about.born


class WomanForm(ChildForm):
    """Who she is that expects the child: her name and birth date, asked of her."""

    name = forms.CharField(
        label=_("Hva heter hun som venter barnet?"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Skriv hva hun heter.")},
    )
    birth_date = DateField(
        label=_("Når er hun født?"),
        no_future=True,
        years_back=70,
        has_calendar=False,
        error_messages={"required": _("Skriv når hun er født. Spør henne.")},
    )
    field_order = ["name", "birth_date", "which_number", "identity_number", "address_protection"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number_missing = _now("Skriv fødselsnummeret hennes. Det har 11 siffer.")

    @property
    def born(self) -> date | None:  # type: ignore[override]  # asked here, and not yet known
        found: date | None = self.cleaned_data.get("birth_date")
        return found


def child_form(*args: Any, about: About, **kwargs: Any) -> ChildForm:
    """Of the child, or of her who expects it."""
    form = WomanForm if about.is_of_pregnancy else ChildForm
    return form(*args, about=about, **kwargs)


def _is_kept(field: forms.Field, stored: Asked | None) -> None:
    """A number that was written is never shown again: only how it begins. An empty field keeps it."""
    if stored and stored.number_begins:
        field.required = False
        field.help_text = _now("Skrevet inn: %(begins)s •••••. Skriv bare hvis det er feil.") % {
            "begins": stored.number_begins
        }


RESPONSIBLE = [
    CHOOSE,
    (
        _("Ja, har foreldreansvar"),
        [
            (f"yes:{Ascertained.REGISTER}", _("Ja, det står i Folkeregisteret")),
            (f"yes:{Ascertained.DOCUMENT}", _("Ja, jeg har sett et dokument")),
            (f"yes:{Ascertained.TOLD}", _("Ja, det sier familien")),
        ],
    ),
    (
        _("Nei, har ikke foreldreansvar"),
        [
            (f"no:{Ascertained.REGISTER}", _("Nei, det står i Folkeregisteret")),
            (f"no:{Ascertained.DOCUMENT}", _("Nei, jeg har sett et dokument")),
            (f"no:{Ascertained.TOLD}", _("Nei, det sier familien")),
        ],
    ),
]


class GrownUpForm(Form):
    person = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("Navn"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Skriv hva den voksne heter.")},
    )
    relation = forms.ChoiceField(
        choices=[CHOOSE, *Relation.choices],
        error_messages={"required": _("Velg hvem dette er for barnet.")},
    )
    responsible = forms.ChoiceField(
        label=_("Har foreldreansvar?"),
        choices=RESPONSIBLE,
        error_messages={"required": _("Velg om den voksne har foreldreansvar, og hvordan du vet det.")},
    )
    identity_number = IdentityNumberField(required=False)
    drop = forms.BooleanField(required=False)

    def __init__(
        self,
        *args: Any,
        about: About,
        stored: dict[str, Asked],
        answered: Collection[uuid.UUID],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        name = {"name": about.first_name}
        self.fields["relation"].label = _now("Hvem er dette for %(name)s?") % name
        self.fields["relation"].error_messages["required"] = _now("Velg hvem dette er for %(name)s.") % name
        self.stored = stored.get(str(self["person"].value() or ""))
        if self.stored:
            self.fields["drop"].label = _now("Ta bort %(name)s") % {"name": self.stored.name}
            _is_kept(self.fields["identity_number"], self.stored)
        if not self.stored or self.stored.pk in answered:
            del self.fields["drop"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("drop"):
            self.errors.clear()  # of somebody who is taken away nothing is wrong
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        """As the verb takes it."""
        has, _colon, ascertained = self.cleaned_data["responsible"].partition(":")
        return {
            "name": self.cleaned_data["name"],
            "relation": self.cleaned_data["relation"],
            "has_responsibility": has == "yes",
            "ascertained": ascertained,
            "number": self.cleaned_data["identity_number"],
        }


def _row_of(person: Asked) -> dict[str, Any]:
    has = "yes" if person.has_responsibility else "no"
    return {
        "person": person.pk,
        "name": person.name,
        "relation": person.relation,
        "responsible": f"{has}:{person.ascertained}",
    }


class GrownUpsPage(FormPage):
    """One row for each grown-up, and room for one more. `answered`: who stays, for answers are kept."""

    def __init__(
        self, *, about: About, people: list[Asked], answered: Collection[uuid.UUID], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.about = about
        parents = [one for one in people if one.role == Role.PARENT]
        self.grown_ups = self.rows(
            GrownUpForm,
            "grown_ups",
            fewest=2,
            stored_rows=[_row_of(one) for one in parents],
            about=about,
            stored={str(one.pk): one for one in parents},
            answered=answered,
        )

    def judge(self) -> None:
        rows = self.kept()
        if not rows:
            self.grown_ups[0].add_error(
                "name",
                _("Skriv opp minst én voksen. Hvem har omsorg for %(name)s?")
                % {"name": self.about.first_name},
            )
        numbers: set[str] = set()
        for row in rows:
            number = row.cleaned_data.get("identity_number")
            if number and number.digits in numbers:
                row.add_error("identity_number", _("Dette nummeret er brukt lenger opp på siden."))
            numbers |= {number.digits} if number else set()

    def kept(self) -> list[GrownUpForm]:
        """Those who stay or are new; call it after is_valid()."""
        return [row for row in filled(self.grown_ups) if not row.cleaned_data.get("drop")]

    def dropped(self) -> list[Asked]:
        """Who is taken away."""
        return [row.stored for row in filled(self.grown_ups) if row.stored and row.cleaned_data.get("drop")]


class PeriodForm(Form):
    ends = DateField(
        label=_("Til og med"),
        no_past=True,
        error_messages={"required": _("Skriv den siste dagen samtykket gjelder.")},
    )
    purpose = forms.CharField(
        label=_("Hva skal stafettloggen brukes til?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Familien leser dette. Skriv det slik du ville sagt det."),
        error_messages={"required": _("Skriv hva stafettloggen skal brukes til.")},
    )

    def clean_ends(self) -> Any:
        ends = self.cleaned_data["ends"]
        today = timezone.localdate()
        if ends <= today:
            raise forms.ValidationError(_("Samtykket må vare lenger enn i dag."))
        if ends > today + relativedelta(months=LONGEST_MONTHS):
            raise forms.ValidationError(
                _("Et samtykke kan vare i høyst tre år. Familien kan alltid si ja på nytt.")
            )
        return ends


class ReadForm(Form):
    """In which language it was read, in which version of it, and with whose help."""

    marks_optional = False  # there is one field that may be empty, and it says so
    language = forms.CharField(widget=forms.HiddenInput, required=False)  # clean() compares the three
    edition = forms.CharField(widget=forms.HiddenInput, required=False)
    asked = forms.CharField(widget=forms.HiddenInput, required=False)
    interpreter = forms.CharField(
        label=_("Tolk, hvis dere bruker en"),
        max_length=120,
        required=False,
        help_text=_("Navnet eller nummeret til tolken."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, words: Words, changed_at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words
        self.shown = {
            "language": words.language,
            "edition": words.version,
            "asked": changed_at.isoformat(),
        }
        for name, value in self.shown.items():
            self.fields[name].initial = value

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if any(said.get(name) != value for name, value in self.shown.items()):
            self.data = {**self.data, **self.shown}  # what is shown again is the new one
            raise forms.ValidationError(_now("Teksten er endret i mellomtiden. Les den på nytt."))
        return said
