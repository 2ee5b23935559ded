"""One run of load_demo: what every part of it needs to know. The parts know nothing of each other."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from demo.story import NAMED, Persona, Story
from municipality.access.identity import as_system
from municipality.organisation.models import Service, Unit
from municipality.organisation.municipality import Municipality
from municipality.people.models import MembershipRole, Overseer, User
from municipality.people.services import membership_start

REASON: Final = "load demo"
EMPLOYED_FOR: Final = timedelta(days=500)


class OrganisationMissing(Exception):
    """A municipality or unit that the demo's people belong to has not been loaded; the text names it."""


class Laying:
    """The story, the accounts made so far, and the moment that every day is counted back from."""

    def __init__(self, story: Story, now: datetime) -> None:
        self.story, self.now = story, now
        self.today = timezone.localdate(now)
        self.users: dict[str, User] = {}

    def lay_people(self) -> None:
        """An account for each persona, a membership for each role, and the place of leaders that somebody takes."""
        with as_system(REASON):
            for persona in self.story.personas.values():
                self.users[persona.username] = self._account(persona)
                for role in persona.roles:
                    membership_start(
                        user=self.users[persona.username],
                        unit=self.unit_of(persona.username),
                        role=MembershipRole(role),
                        profession=persona.profession,
                        starts_at=self.now - EMPLOYED_FOR,
                    )
                if persona.steps_in:
                    self._let_step_in(persona)

    def _let_step_in(self, persona: Persona) -> None:
        home = Municipality.objects.get(number=persona.municipality)
        Overseer.objects.create(
            user=self.users[persona.username],
            municipality=home,
            service=None
            if persona.steps_in == NAMED
            else Service.objects.get(municipality=home, key=persona.steps_in),
            starts_at=self.now - EMPLOYED_FOR,
        )

    def _account(self, persona: Persona) -> User:
        municipality = Municipality.objects.filter(number=persona.municipality).first()
        if persona.municipality and municipality is None:
            raise OrganisationMissing(persona.municipality)
        return User.objects.create(
            username=persona.username,
            display_name=persona.name,
            email=persona.email,
            phone=persona.phone,
            phone_hours=persona.phone_hours,
            account_type=persona.account_type,
            municipality=municipality,
        )

    def unit(self, municipality: str, name: str) -> Unit:
        found = (
            Unit.objects.filter(municipality__number=municipality, name=name)
            .select_related("municipality")
            .first()
        )
        if found is None:
            raise OrganisationMissing(f"{municipality} {name}")
        return found

    def unit_of(self, username: str) -> Unit:
        persona = self.story.personas[username]
        return self.unit(persona.municipality, persona.unit)
