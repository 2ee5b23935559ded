"""Until which day somebody works in a unit, and who takes over what."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final, TypeVar

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.concerns.models import Concern
from municipality.ui.date_field import DateField
from municipality.ui.forms import Form, dress
from teams.leaving.selectors import Log, Portfolio
from teams.members.models import Seat

NOBODY: Final = "0"
Thing = TypeVar("Thing")


def of_log(log: Log) -> str:
    return f"log-{log.case_id}"


def of_concern(concern: Concern) -> str:
    return f"concern-{concern.pk}"


def of_seat(seat: Seat) -> str:
    return f"seat-{seat.pk}"


class LeavingForm(Form):
    """One person for all of it, and another for whatever is named apart. What nobody takes goes to the leader."""

    last_day = DateField(
        no_past=True,
        error_messages={
            "required": _("Skriv den siste dagen."),
            "past": _("Den siste dagen kan ikke være før i dag. Du har skrevet %(day)s."),
        },
    )
    all_to = forms.ChoiceField(
        label=_("Hvem overtar alt?"),
        help_text=_("Du kan velge en annen for hver enkelt ting lenger ned."),
        error_messages={"required": _("Velg hvem som overtar.")},
    )
    sure = forms.BooleanField(
        label=_("Jeg har sett gjennom hvem som overtar hva"),
        error_messages={"required": _("Se gjennom listen, og kryss av.")},
    )

    def __init__(self, *args: Any, portfolio: Portfolio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.portfolio = portfolio
        self.fields["last_day"].label = _now("Siste dag ved %(unit)s") % {"unit": portfolio.unit.name}
        if portfolio.is_empty:
            del self.fields["all_to"], self.fields["sure"]
            return
        people = [one.choice for one in portfolio.takers]
        whole: Any = self.fields["all_to"]
        whole.choices = [("", _now("Velg")), *people, (NOBODY, _now("Ingen: det går til lederen"))]
        apart = [("", _now("som over")), *people, (NOBODY, _now("ingen: går til lederen"))]
        whom = _now("Hvem overtar %(what)s?")
        for name, what in self._things():
            self.fields[name] = forms.ChoiceField(label=whom % {"what": what}, choices=apart, required=False)
            dress(self.fields[name])
        self.order_fields([*(name for name in self.fields if name != "sure"), "sure"])

    def _things(self) -> Iterator[tuple[str, str]]:
        """The name of each field, and what it is about."""
        for log in self.portfolio.waiting:
            yield of_log(log), log.number
        for concern in self.portfolio.concerns:
            yield of_concern(concern), concern.whom
        for seat in self.portfolio.seats:
            yield of_seat(seat), seat.team.name
        if self.portfolio.tasks:
            yield "tasks", _now("oppgavene")

    @property
    def logs(self) -> list[tuple[Log, forms.BoundField]]:
        return [(one, self[of_log(one)]) for one in self.portfolio.waiting]

    @property
    def concerns(self) -> list[tuple[Concern, forms.BoundField]]:
        return [(one, self[of_concern(one)]) for one in self.portfolio.concerns]

    @property
    def seats(self) -> list[tuple[Seat, forms.BoundField]]:
        return [(one, self[of_seat(one)]) for one in self.portfolio.seats]

    def taker(self, name: str) -> int | None:
        """The account that takes over what the field is about, or None; after validation."""
        chosen = self.cleaned_data.get(name) or self.cleaned_data.get("all_to", NOBODY)
        return None if chosen == NOBODY else int(chosen)

    def taken(self, things: list[tuple[Thing, forms.BoundField]]) -> list[tuple[Thing, int]]:
        """Those of the things that somebody takes, with the account; after validation."""
        chosen = [(one, self.taker(field.name)) for one, field in things]
        return [(one, to) for one, to in chosen if to is not None]

    @property
    def day(self) -> date:
        """The last day; after validation."""
        day: date = self.cleaned_data["last_day"]
        return day
