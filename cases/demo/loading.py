"""Lays the demo into an empty database: people as the system, stories as the people themselves, through the real verbs.

Only when things happened is written afterwards, as the system, since no verb takes a time from its caller. The access
log cannot be moved: it says when the demo was loaded.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from cases.agreements.services import Share
from cases.concerns.services import concern_register
from cases.demo.backdating import backdate_case, backdate_concern, backdate_entry, settle_notices
from cases.demo.neighbours import lay_neighbours
from cases.demo.rooms import lay_rooms
from cases.demo.story import Family, LogStory, Persona, Relative, Story, read_story
from cases.demo.times import working_day, working_moment
from cases.demo.work import lay_goal
from cases.logs.models import WithheldReason
from cases.logs.opening import Opening, Parent, case_open
from cases.logs.services import entry_write, person_name
from consent.models import Answer
from municipality.access.identity import as_system, as_user
from municipality.organisation.models import Municipality, Unit
from municipality.people.identity_number import parse
from municipality.people.models import MembershipRole, Resident, User
from municipality.people.services import family_link, membership_start, resident_find_or_register

REASON = "load demo"
# Any caseworker of the families' municipality can register a resident; outside the demo a first login will.
REGISTRAR = "larer"
EMPLOYED_FOR = timedelta(days=500)


class OrganisationMissing(Exception):
    """A municipality or unit that the demo's people belong to has not been loaded; the text names it."""


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
    loader = Loader(story, timezone.now())
    loader.lay_people()
    for family in story.families:
        loader.lay_family(family)
    neighbours = lay_neighbours(loader)
    lay_rooms(loader)
    with as_system(REASON):
        settle_notices(loader.now)
    return Loaded(
        personas=len(story.personas),
        logs=sum(family.log is not None for family in story.families),
        concerns=sum(family.concern is not None for family in story.families),
        neighbours=neighbours,
    )


class Loader:
    """One run: the story, the accounts made so far, and the moment that every day is counted back from."""

    def __init__(self, story: Story, now: datetime) -> None:
        self.story, self.now = story, now
        self.today = timezone.localdate(now)
        self.users: dict[str, User] = {}

    def lay_people(self) -> None:
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

    def _account(self, persona: Persona) -> User:
        municipality = Municipality.objects.filter(number=persona.municipality).first()
        if persona.municipality and municipality is None:
            raise OrganisationMissing(persona.municipality)
        user = User(
            username=persona.username,
            display_name=persona.name,
            email=persona.email,
            kind=persona.kind,
            municipality=municipality,
        )
        user.set_unusable_password()
        user.save()
        return user

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

    def lay_family(self, family: Family) -> None:
        for relative in (*family.children, *family.adults):
            if relative.account:
                self._first_login(relative, relative.account)
        if family.log:
            self._lay_log(family, family.log)
        if family.concern:
            author = self.users[family.concern.by]
            child = family.child(family.concern.child)
            with as_user(author.pk):
                concern = concern_register(
                    author=author,
                    unit=self.unit_of(author.username),
                    child_name=child.name,
                    birth_date=parse(child.identity_number).birth_date,
                    observed=family.concern.observed.strip(),
                    since=self.today - timedelta(days=family.concern.since_days),
                )
            with as_system(REASON):
                backdate_concern(concern, working_moment(self.now, family.concern.days_ago))

    def _first_login(self, relative: Relative, account: str) -> None:
        with as_user(self.users[REGISTRAR].pk):
            resident_id = resident_find_or_register(parse(relative.identity_number))
        with as_system(REASON):
            family_link(user=self.users[account], resident=Resident.objects.get(pk=resident_id))

    def _lay_log(self, family: Family, log: LogStory) -> None:
        opened_at = working_moment(self.now, log.opened_days_ago)
        named_at = opened_at + timedelta(hours=2)
        opener = self.users[log.opened_by]
        unit = self.unit_of(log.opened_by)
        with as_user(opener.pk):
            case_id = case_open(opener=opener, unit=unit, opening=self._opening(family, log))
        for unit_name, usernames in log.named.items():
            invited = self.unit(unit.municipality.number, unit_name)
            reception = self.story.reception(unit.municipality.number, unit_name)
            for username in usernames:
                with as_user(self.users[reception.username].pk):
                    person_name(case_id=case_id, person=self.users[username], unit=invited)
        with as_system(REASON):
            backdate_case(case_id, opened_at=opened_at, named_at=named_at)
        self._lay_entries(case_id, log)
        for goal in log.work:
            lay_goal(self, case_id, family, goal)

    def _lay_entries(self, case_id: uuid.UUID, log: LogStory) -> None:
        for place, entry in enumerate(log.entries, start=1):
            author = self.users[entry.by]
            with as_user(author.pk):
                written = entry_write(
                    author=author,
                    unit=self.unit_of(entry.by),
                    case_id=case_id,
                    kind=entry.kind,
                    text=entry.text.strip(),
                    # Every withheld text of these stories was told by somebody who asked not to be known.
                    withheld_because=WithheldReason.THIRD_PERSON if entry.withheld else "",
                )
            with as_system(REASON):
                backdate_entry(written.pk, working_moment(self.now, entry.days_ago, place))

    def _opening(self, family: Family, log: LogStory) -> Opening:
        child = family.child(log.child)
        municipality = self.story.personas[log.opened_by].municipality
        return Opening(
            child_name=child.name,
            number=parse(child.identity_number),
            how=log.how,
            given_on=working_day(self.today, log.opened_days_ago),
            ends=self.today + timedelta(days=log.until_days),
            shares=[Share(self.unit(municipality, unit), kinds) for unit, kinds in log.shares.items()],
            first_kind=log.first_kind,
            first_text=log.first_text.strip(),
            level=log.level,
            parents=[
                Parent(
                    name=adult.name,
                    relation=adult.relation,
                    has_responsibility=adult.responsibility,
                    ascertained=adult.ascertained,
                    answer=Answer.YES if adult.key in log.consents else Answer.NOT_ASKED,
                    number=parse(adult.identity_number),
                )
                for adult in family.adults
            ],
            child_answer=Answer.YES if child.key in log.consents else Answer.NOT_ASKED,
            address_protection=child.address_protection,
        )
