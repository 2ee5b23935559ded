"""Somebody of the services who can be asked or chosen for something in a case, and how a form writes the choice."""

from collections.abc import Sequence
from typing import NamedTuple

from municipality.people.namesakes import Named, told_apart


class Candidate(NamedTuple):
    """A person, acting for a unit."""

    user_id: int
    name: str
    unit_id: int
    unit: str


def choices_of(candidates: Sequence[Candidate]) -> list[tuple[str, str]]:
    """For a field of choices: what is sent, and what is read. Two of the same name in a unit are told apart."""
    named = [Named(one.user_id, one.unit_id, f"{one.name}, {one.unit}") for one in candidates]
    sent = [f"{one.user_id}:{one.unit_id}" for one in candidates]
    return list(zip(sent, told_apart(named), strict=True))


def chosen(sent: str) -> tuple[int, int]:
    """Account and unit of the choice that was sent; call it only with a value that the field has accepted."""
    user_id, unit_id = sent.split(":")
    return int(user_id), int(unit_id)
