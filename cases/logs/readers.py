"""Who will read what is written in a log, in words. The database says who, by its own rules."""

import uuid
from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

from django.utils.translation import gettext as _

from cases.case.models import Case, Relation
from municipality.access.verbs import rows
from municipality.organisation.choices import KindOfInformation
from municipality.ui.words import in_a_row

# By whom it is about (`whose` in a form), unit, kind of information, whether it is withheld from the family, and kept
# from the parents, each in the words of a form whose fields decide it (see `municipality.ui.forms.Readers`).
EntryLines = dict[tuple[str, str, str, str, str], str]
OTHER = "other"  # about somebody who is not registered in the log
NO, YES = "", "1"


class Reader(NamedTuple):
    """A unit, or a family member by relation; without `capacity` all units whose consent covers child welfare."""

    capacity: str
    name: str
    relation: str


class _EntryReader(NamedTuple):
    about: str
    kind: str
    capacity: str
    unit_id: int | None
    name: str
    relation: str
    if_withheld: bool
    if_kept: bool


def in_words(case: Case, readers: Iterable[Reader]) -> list[str]:
    """Units by name, then parents, then the child; each name once."""
    found: dict[str, tuple[int, str]] = {}
    for reader in readers:
        if reader.capacity == "staff":
            found[reader.name] = (0, reader.name)
        elif reader.capacity == "parent":
            found[str(Relation(reader.relation).label)] = (2, reader.relation)
        elif reader.capacity == "subject":
            found[case.first_name] = (3, "")
        else:
            found[_("de som har samtykke til å lese om barnevern")] = (1, "")
    return sorted(found, key=found.__getitem__)


def read_by_words(names: Iterable[str]) -> str:
    """«Leses av: deg, PPT og mor.»"""
    return _("Leses av: %(names)s.") % {"names": in_a_row([_("deg"), *names])}


def units_that_read(case: Case, unit: int, kind: str) -> set[int]:
    """The units whose consent covers an entry of this kind by the current user, as far as this person may know."""
    found = rows(_EntryReader, "entry_readers", case=case.pk, unit=unit, measure=None, kinds=[kind])
    return {one.unit_id for one in found if one.unit_id is not None and not one.about}


def entry_lines(
    case: Case, units: Iterable[int | None], measure: uuid.UUID | None = None, whose: Iterable[str] = ("",)
) -> EntryLines:
    """Who reads an entry that I write in the case for one of these units; one about a measure is an evaluation.

    `whose`: those whom it can be about: the child (empty), an adult of the log by key, or OTHER.
    """
    about = list(whose)
    kinds = list(KindOfInformation.values)
    lines = {}
    for unit in units:
        found = rows(_EntryReader, "entry_readers", case=case.pk, unit=unit, measure=measure, kinds=kinds)
        for one_of, kind, withheld, kept in product(about, kinds, (NO, YES), (NO, YES)):
            reading = [
                Reader(one.capacity, one.name, one.relation)
                for one in found
                if (one.about, one.kind) == (one_of, kind)
                and (one.if_withheld or not withheld)
                and (one.if_kept or not kept)
            ]
            lines[one_of, str(unit), str(kind), withheld, kept] = read_by_words(in_words(case, reading))
    return lines
