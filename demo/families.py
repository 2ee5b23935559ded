"""The families of the demo: first logins, logs with what is written and agreed in them, and one undring.

By the people themselves, through the real verbs. When things happened is written afterwards, as the system, since no
verb takes a time from its caller.
"""

import uuid
from datetime import timedelta
from typing import Final

from cases.case.services import participant_add
from cases.concerns.services import concern_register
from cases.logs.models import WithheldReason
from cases.logs.services import entry_write
from cases.opening.services import Opening, Parent, case_open
from consent.models import Answer
from consent.services import Share
from demo.backdating import backdate_case, backdate_concern, backdate_entry
from demo.laying import REASON, Laying
from demo.story import Family, LogStory, Relative
from demo.times import working_day, working_moment
from demo.work import lay_goal
from municipality.access.identity import as_system, as_user
from municipality.people.identity_number import parse
from municipality.people.models import Resident
from municipality.people.services import family_link, resident_find_or_register

# Any caseworker of the families' municipality can register a resident; outside the demo a first login will.
REGISTRAR: Final = "larer"


def lay_family(laying: Laying, family: Family) -> None:
    for relative in (*family.children, *family.adults):
        if relative.account:
            _first_login(laying, relative, relative.account)
    if family.log:
        _lay_log(laying, family, family.log)
    if family.concern:
        author = laying.users[family.concern.by]
        child = family.child(family.concern.child)
        with as_user(author.pk):
            concern = concern_register(
                author=author,
                unit=laying.unit_of(author.username),
                child_name=child.name,
                birth_date=child.born,
                observed=family.concern.observed.strip(),
                since=laying.today - timedelta(days=family.concern.since_days),
            )
        with as_system(REASON):
            backdate_concern(concern, working_moment(laying.now, family.concern.days_ago))


def _first_login(laying: Laying, relative: Relative, account: str) -> None:
    with as_user(laying.users[REGISTRAR].pk):
        resident_id = resident_find_or_register(parse(relative.identity_number, on=laying.today))
    with as_system(REASON):
        family_link(user=laying.users[account], resident=Resident.objects.get(pk=resident_id))


def _lay_log(laying: Laying, family: Family, log: LogStory) -> None:
    opened_at = working_moment(laying.now, log.opened_days_ago)
    named_at = opened_at + timedelta(hours=2)
    opener = laying.users[log.opened_by]
    unit = laying.unit_of(log.opened_by)
    with as_user(opener.pk):
        case_id = case_open(opener=opener, unit=unit, opening=_opening(laying, family, log))
    for unit_name, usernames in log.named.items():
        invited = laying.unit(unit.municipality.number, unit_name)
        reception = laying.story.reception(unit.municipality.number, unit_name)
        for username in usernames:
            with as_user(laying.users[reception.username].pk):
                participant_add(case_id=case_id, person=laying.users[username], unit=invited)
    with as_system(REASON):
        backdate_case(case_id, opened_at=opened_at, named_at=named_at)
    _lay_entries(laying, case_id, log)
    for goal in log.work:
        lay_goal(laying, case_id, family, goal)


def _lay_entries(laying: Laying, case_id: uuid.UUID, log: LogStory) -> None:
    for place, entry in enumerate(log.entries, start=1):
        author = laying.users[entry.by]
        with as_user(author.pk):
            written = entry_write(
                author=author,
                unit=laying.unit_of(entry.by),
                case_id=case_id,
                kind=entry.kind,
                text=entry.text.strip(),
                # Every withheld text of these stories was told by somebody who asked not to be known.
                withheld_because=WithheldReason.THIRD_PERSON if entry.withheld else "",
            )
        with as_system(REASON):
            backdate_entry(written.pk, working_moment(laying.now, entry.days_ago, place))


def _opening(laying: Laying, family: Family, log: LogStory) -> Opening:
    child = family.child(log.child)
    municipality = laying.story.personas[log.opened_by].municipality
    return Opening(
        child_name=child.name,
        birth_date=child.born,
        number=parse(child.identity_number, on=laying.today),
        how=log.how,
        given_on=working_day(laying.today, log.opened_days_ago),
        ends=laying.today + timedelta(days=log.until_days),
        shares=[Share(laying.unit(municipality, unit), kinds) for unit, kinds in log.shares.items()],
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
                number=parse(adult.identity_number, on=laying.today),
                language=adult.language,
            )
            for adult in family.adults
        ],
        child_answer=Answer.YES if child.key in log.consents else Answer.NOT_ASKED,
        address_protection=child.address_protection,
    )
