"""What a family excepts while it is asked: whom, which profession, which fact."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.case.exclusions import Excluded
from municipality.access.verbs import call, rows, value
from municipality.people.selectors import Person
from municipality.ui.forms import Form


def exclusions_asked(consent_id: uuid.UUID) -> list[Excluded]:
    """For who asks; others find none."""
    return rows(Excluded, "exclusions_asked", consent=consent_id)


def professions_known() -> list[str]:
    """What people in the current user's municipality are."""
    return list(value("professions_known"))


def exclusion_add(
    *, consent_id: uuid.UUID, user_id: int | None = None, profession: str = "", fact: str = ""
) -> None:
    """Except a person, a profession or a fact. Refused for somebody who asks themselves, or has that profession."""
    call("exclusion_add", id=uuid.uuid4(), consent=consent_id, user=user_id, profession=profession, fact=fact)


def exclusion_drop(*, consent_id: uuid.UUID, exclusion_id: uuid.UUID) -> None:
    """It is not excepted: that is another question. NothingThere if it is gone already."""
    call("exclusion_drop", id=exclusion_id, consent=consent_id)


class ExclusionForm(Form):
    """At least one of three. People are those of the unit that the page has chosen."""

    marks_optional = False
    person = forms.TypedChoiceField(
        label=_("Hvem skal ikke lese?"), coerce=int, empty_value=None, required=False
    )
    profession = forms.ChoiceField(label=_("Eller hvilket yrke?"), required=False)
    fact = forms.CharField(
        label=_("Eller hva skal ingen skrive om?"),
        help_text=_("Alle som skriver i loggen, leser dette først. Skriv det så kort som mulig."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, people: Sequence[Person], professions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        person.choices = [("", _now("Velg person")), *(one.choice for one in people)]
        profession: Any = self.fields["profession"]
        profession.choices = [("", _now("Velg yrke")), *((one, capfirst(one)) for one in professions)]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not any(said.get(name) for name in ("person", "profession", "fact")):
            self.add_error("person", _now("Velg hvem eller hva unntaket gjelder."))
        return said
