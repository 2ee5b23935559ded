"""Lays the demo into an empty database: people as the system, stories as the people themselves, through the real verbs.

Only when things happened is written afterwards, as the system, since no verb takes a time from its caller. The access
log cannot be moved: it says when the demo was loaded.
"""

from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils import timezone

from demo.absence import lay_absence
from demo.backdating import settle_notices
from demo.families import lay_family
from demo.figures import lay_figures
from demo.form_texts import lay_form_texts
from demo.identities import lay_identities
from demo.laying import REASON, Laying
from demo.neighbours import lay_neighbours
from demo.secrecy import lay_read, one_has_not_read
from demo.story import read_story
from demo.teams import lay_teams
from municipality.access.identity import as_system
from municipality.organisation.municipality import Municipality
from municipality.people.models import User

# Made up: no telephone in Norway begins like this, and nobody can have this address.
WHOM_TO_CALL: Final = {
    "child_protection_phone": "12 34 56 78",
    "report_url": "https://portal.example.org/meld-fra",
}
TALKED_OVER: Final = "Drøftet med de tillitsvalgte. Mønstre brukes til å spørre, ikke til å måle arbeid."


@dataclass(frozen=True)
class Loaded:
    """How much was laid in."""

    personas: int
    logs: int
    concerns: int
    neighbours: int


@transaction.atomic
def load_demo() -> Loaded | None:
    """Everything or nothing; None when the people are there already. Raises OrganisationMissing."""
    story = read_story()
    with as_system(REASON):
        if User.objects.filter(username__in=story.personas).exists():
            return None
    laying = Laying(story, timezone.now())
    laying.lay_people()
    lay_read(laying)
    lay_identities(laying)
    lay_form_texts(laying)
    for family in story.families:
        lay_family(laying, family)
    neighbours = lay_neighbours(laying)
    lay_teams(laying)
    lay_absence(laying)
    one_has_not_read(laying)
    lay_figures()
    with as_system(REASON):
        Municipality.objects.update(
            **WHOM_TO_CALL,
            patterns_talked_on=laying.today,
            patterns_talked_because=TALKED_OVER,
            pattern_logs_a_day=2,
        )
        settle_notices(laying.now)
    return Loaded(
        personas=len(story.personas),
        logs=sum(family.log is not None for family in story.families),
        concerns=sum(family.concern is not None for family in story.families),
        neighbours=neighbours,
    )
