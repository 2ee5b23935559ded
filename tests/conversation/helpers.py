"""The conversation about consent as somebody goes through it: each step is typed and sent, as its page asks it."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cases.concerns.services import concern_register
from cases.conversation.selectors import OPEN
from consent.form_words import PRODUCT_VERSION
from consent.models import Asked, Consent
from municipality.access.identity import as_system, as_user
from municipality.organisation.models import Unit
from municipality.people.models import User
from tests.cast import Cast, born_as, years_ago
from tests.logs.helpers import as_
from tests.plans.helpers import in_days

MOTHER: Mapping[str, str] = {
    "name": "Mona Eksempel",
    "relation": "mor",
    "responsible": "yes:folkeregisteret",
}
FATHER: Mapping[str, str] = {
    "name": "Fredrik Eksempel",
    "relation": "far",
    "responsible": "yes:folkeregisteret",
}
Shares = Sequence[tuple[Unit, Sequence[str]]]


def a_concern(cast: Cast, *, age: int = 9, author: str = "teacher", unit: str = "school") -> uuid.UUID:
    """About Emma, or somebody of that age who is called so."""
    person = getattr(cast, author)
    with as_user(person.pk):
        return concern_register(
            author=person,
            unit=getattr(cast, unit),
            child_name="Emma Eksempel",
            birth_date=born_as(cast.emma_number) if age == 9 else years_ago(age),
            observed="Emma er mye alene.",
            since=years_ago(0),
        ).pk


def open_question(key: uuid.UUID) -> Consent | None:
    """What is asked now about an undring or in a log."""
    with as_system("test: what is asked"):
        found = Consent.objects.filter(state__in=OPEN)
        return (found.filter(case_id=key) | found.filter(concern_id=key, case_id=None)).first()


class Walk:
    """Somebody's way through the steps about an undring, or in a log."""

    def __init__(
        self, person: User, *, concern: uuid.UUID | None = None, case: uuid.UUID | None = None
    ) -> None:
        self.client: Client = as_(person)
        self.key: uuid.UUID = concern or case  # type: ignore[assignment]  # one of them is given
        self.keys = {"concern_id": concern} if concern else {"case_id": case}
        self.namespace = "conversation" if concern else "new_consent"

    def url(self, step: str) -> str:
        return reverse(f"{self.namespace}:{step}", kwargs=self.keys)

    def get(self, step: str, **asked: str) -> Any:
        return self.client.get(self.url(step), asked, follow=True)

    def send(self, step: str, typed: Mapping[str, object]) -> Any:
        return self.client.post(self.url(step), typed, follow=True)

    def child(self, number: str, protection: str = "none") -> Any:
        """Without a number the one that was written before is kept."""
        which = "identity" if number else "kept"
        typed = {"which_number": which, "identity_number": number, "address_protection": protection}
        return self.send("barnet", typed)

    def grown_ups(self, *people: Mapping[str, str], **more: str) -> Any:
        typed = {
            f"grown_ups-{row}-{name}": said for row, one in enumerate(people) for name, said in one.items()
        }
        return self.send("voksne", {"grown_ups-TOTAL_FORMS": len(people), **typed, **more})

    def units(
        self, shares: Shares, *, own: Sequence[str] = ("school",), plan: bool = False, **more: str
    ) -> Any:
        """In a log there is no row for the own unit."""
        return self.send(
            "enheter", rows_of(shares, own=own if "concern_id" in self.keys else (), plan=plan) | more
        )

    def period(self, ends: date | None = None, **more: str) -> Any:
        typed = {"ends": f"{ends or in_days(200):%d.%m.%Y}", "purpose": "Vi vil hjelpe Emma sammen."}
        return self.send("periode", typed | more)

    def read(self, **more: str) -> Any:
        asked = open_question(self.key)
        shown = {"language": "nb", "edition": PRODUCT_VERSION, "interpreter": ""}
        return self.send("les", shown | {"asked": asked.changed_at.isoformat() if asked else ""} | more)

    def person(self, name: str) -> Asked:
        with as_system("test: who is asked"):
            return Asked.objects.get(
                consent__in=Consent.objects.filter(state__in=OPEN), name__startswith=name
            )

    def says(
        self, answers: Mapping[str, str], *, how: str = "samtale", on: str = "i dag", **more: str
    ) -> Any:
        """What those whose names begin so answer."""
        typed = {f"says-{self.person(name).pk}-answer": answer for name, answer in answers.items()}
        return self.send("svar", {**typed, "when-said_on": on, "when-how": how, **more})

    def open_log(self, level: str = "2", text: str = "Emma er mye alene i friminuttene.") -> Any:
        return self.send("apne", {"first_text": text, "first_kind": "school", "level": level})

    def conclude(self) -> HttpResponse:
        return self.send("registrer", {})


def rows_of(shares: Shares, *, own: Sequence[str] = (), plan: bool = False) -> dict[str, object]:
    """The table of units as it is sent."""
    typed: dict[str, object] = {"shares-TOTAL_FORMS": len(shares)}
    for row, (unit, kinds) in enumerate(shares):
        typed |= {f"shares-{row}-unit": unit.pk, f"shares-{row}-kinds": list(kinds)}
    if own:
        typed["own-kinds"] = list(own)
    return typed | ({"plan-for_plan": "on"} if plan else {})


def renew(person: User, case_id: uuid.UUID, shares: Shares, *, plan: bool = False, who: str = "Mona") -> Any:
    """A further consent in a log, from the first step to the last; the mother says yes."""
    walk = Walk(person, case=case_id)
    walk.units(shares, plan=plan)
    walk.period(in_days(100))
    walk.read()
    walk.says({who: "yes"})
    return walk.conclude()


def asked_until_answers(cast: Cast, concern: uuid.UUID, *people: Mapping[str, str]) -> Walk:
    """Everything but the answers: the clinic is to read about health."""
    walk = Walk(cast.teacher, concern=concern)
    walk.child(cast.emma_number.digits)
    walk.grown_ups(*(people or [MOTHER]))
    walk.units([(cast.clinic, ["health"])])
    walk.period()
    walk.read()
    return walk
