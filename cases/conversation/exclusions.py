"""What a family excepts while it is asked: whom, which profession, which fact."""

import uuid
from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from consent.models import Asked
from municipality.access.verbs import call, rows, value
from municipality.people.selectors import Person
from municipality.ui.forms import Form


class Excepted(NamedTuple):
    """One exception of a question, as in a log; `wanted_by`: the name of who asked for it."""

    id: uuid.UUID
    name: str
    profession: str
    fact: str
    wanted_by: str


def exclusions_asked(consent_id: uuid.UUID) -> list[Excepted]:
    """For who asks; others find none."""
    return rows(Excepted, "exclusions_asked", consent=consent_id)


def professions_known() -> list[str]:
    """What people in the current user's municipality are."""
    return list(value("professions_known"))


def exclusion_add(
    *,
    consent_id: uuid.UUID,
    wanted_by: uuid.UUID,
    user_id: int | None = None,
    profession: str = "",
    fact: str = "",
) -> None:
    """Except a person, a profession or a fact, which one of those who are asked has asked for.

    Refused for somebody who asks themselves, or has that profession.
    """
    call(
        "exclusion_add",
        id=uuid.uuid4(),
        consent=consent_id,
        wanted_by=wanted_by,
        user=user_id,
        profession=profession,
        fact=fact,
    )


def exclusion_drop(*, consent_id: uuid.UUID, exclusion_id: uuid.UUID) -> None:
    """It is not excepted: that is another question. NothingThere if it is gone already."""
    call("exclusion_drop", id=exclusion_id, consent=consent_id)


def exclusion_lift_ask(*, consent_id: uuid.UUID, exclusion_id: uuid.UUID, is_asked: bool) -> None:
    """The family is asked to lift what is excepted in the log, or not any longer. All who answer must say yes to it."""
    call("exclusion_lift_ask", consent=consent_id, exclusion=exclusion_id, is_asked=is_asked)


class ExclusionForm(Form):
    """At least one of three, and who asks for it. People are those of the unit that the page has chosen.

    Where nothing is asked (`is_asked` false), whatever was typed will do: a button beside the form was pressed.
    """

    marks_optional = False
    wanted_by = forms.TypedChoiceField(
        label=_("Hvem ber om det?"),
        coerce=uuid.UUID,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvem som ber om det.")},
    )
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

    def __init__(
        self,
        *args: Any,
        asked: Sequence[Asked],
        people: Sequence[Person],
        professions: list[str],
        is_asked: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_asked = is_asked
        wanted_by: Any = self.fields["wanted_by"]
        wanted_by.choices = [(str(one.pk), one.name) for one in asked]
        if len(asked) == 1:
            wanted_by.initial = str(asked[0].pk)
        person: Any = self.fields["person"]
        person.choices = [("", _now("Velg person")), *(one.choice for one in people)]
        profession: Any = self.fields["profession"]
        profession.choices = [("", _now("Velg yrke")), *((one, capfirst(one)) for one in professions)]

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_asked:
            self.errors.clear()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors.keys() - {"wanted_by"} and not any(
            said.get(name) for name in ("person", "profession", "fact")
        ):
            self.add_error("person", _now("Velg hvem eller hva unntaket gjelder."))
        return said
