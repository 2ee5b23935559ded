"""Somebody of the services who can be asked or chosen for something in a case, and how a form writes the choice."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from municipality.people.namesakes import Named, told_apart
from municipality.ui.dates import day_text


class Candidate(NamedTuple):
    """A person, acting for a unit. `stands_in_for`: the colleague for whom; `until`: the last day of that, or away."""

    user_id: int
    name: str
    unit_id: int
    unit: str
    stands_in_for: str
    until: date | None


def away_words(stands_in_for: str, until: date | None) -> str:
    """«vikar for Ola Nordmann til fredag 14. august», «borte til fredag 14. august»; mostly nothing."""
    day = day_text(until, timezone.localdate()) if until else ""
    if stands_in_for:
        return _("vikar for %(name)s til %(day)s") % {"name": stands_in_for, "day": day}
    return _("borte til %(day)s") % {"day": day} if day else ""


def with_away(words: str, stands_in_for: str, until: date | None) -> str:
    """A name as a choice, with that the person is away or stands in."""
    return ", ".join(filter(None, [words, away_words(stands_in_for, until)]))


def choices_of(candidates: Sequence[Candidate]) -> list[tuple[str, str]]:
    """For a field of choices: what is sent, and what is read. Two of the same name in a unit are told apart."""
    named = [Named(one.user_id, one.unit_id, f"{one.name}, {one.unit}") for one in candidates]
    said = zip(candidates, told_apart(named), strict=True)
    return [
        (f"{one.user_id}:{one.unit_id}", with_away(words, one.stands_in_for, one.until))
        for one, words in said
    ]


def chosen(sent: str) -> tuple[int, int]:
    """Account and unit of the choice that was sent; call it only with a value that the field has accepted."""
    user_id, unit_id = sent.split(":")
    return int(user_id), int(unit_id)
