"""Changes of an open log (D5): protection of the address, responsibility that is lost, a new parent."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.case.models import AddressProtection, ParentalResponsibility, Relation
from cases.checks.forms import PaperForm
from municipality.people.number_form import NumberForm

LEVELS: Final = list(AddressProtection)


class ProtectionForm(PaperForm):
    """`now` is how the address is protected; those among `parents` who live with the child go on reading.

    What shows it is asked when it becomes lower, and who is protected with the child when it does not.
    """

    marks_optional = False  # what may stand empty follows from what is chosen

    protection = forms.ChoiceField(
        label=_("Adressesperre"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva som gjelder.")},
    )
    protected_too = forms.MultipleChoiceField(
        label=_("Hvem er beskyttet sammen med barnet?"),
        help_text=_("De andre foreldrene leser ikke stafettloggen fra du lagrer."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ["protection", "protected_too", "source", "seen_on"]

    def __init__(
        self, *args: Any, now: AddressProtection, parents: Sequence[ParentalResponsibility], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        lower = [one.value for one in LEVELS[: LEVELS.index(now)]]
        self.shown_for = dict.fromkeys(("source", "seen_on"), ("protection", lower))
        self.shown_for["protected_too"] = (
            "protection",
            [one.value for one in LEVELS if one.value not in lower],
        )
        if now == AddressProtection.NONE:  # nothing is to be shown before somebody is protected
            del self.fields["source"], self.fields["seen_on"]
        else:
            self.fields["source"].required = self.fields["seen_on"].required = False
            # Not chosen beforehand: saved as it stands, it would shut out whoever is not ticked.
            self.fields["protection"].help_text = _now("Nå: %(level)s.") % {"level": now.label}
        self.fields["protection"].choices = [  # type: ignore[attr-defined]
            (one.value, capfirst(one.label))
            for one in LEVELS
            if one != AddressProtection.NONE or now != AddressProtection.NONE
        ]
        if parents:
            self.fields["protected_too"].choices = [  # type: ignore[attr-defined]
                (str(one.pk), f"{one.name} ({one.get_relation_display()})") for one in parents
            ]
        else:
            del self.fields["protected_too"]

    def clean(self) -> None:
        if self.cleaned_data.get("protection") and self.is_lower:
            for name in ("source", "seen_on"):
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])

    @property
    def becomes(self) -> AddressProtection:
        return AddressProtection(self.cleaned_data["protection"])

    @property
    def is_lower(self) -> bool:
        """Then more is told to others, and a second person looks at it first."""
        return LEVELS.index(self.becomes) < LEVELS.index(self.now)


class NewParentForm(PaperForm, NumberForm):
    """A parent whom the log has not known, and what shows the responsibility."""

    name = forms.CharField(
        label=_("Navn"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Skriv navnet.")},
    )
    relation = forms.ChoiceField(
        label=_("Hvem er det?"),
        choices=[(one.value, capfirst(one.label)) for one in Relation],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvem det er.")},
    )
    field_order = ["name", "relation", "which_number", "identity_number", "source", "seen_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].label = _now("Hva har du sett som viser foreldreansvaret?")

    @property
    def born(self) -> date | None:
        """Nobody asks a parent's day of birth."""
        return None
