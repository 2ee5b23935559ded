"""Whoever is kept out of an undring and a log finds the same as if there were none: tables, answers, pages (D6)."""

import uuid
from dataclasses import dataclass
from pprint import pformat
from typing import Any

import pytest
from django.db import transaction
from django.urls import get_resolver

from cases.case.models import KeptOutBecause
from cases.concerns.models import Concern
from cases.concerns.services import KeptOut, concern_register
from cases.keepout.services import case_keep_out
from municipality.access.identity import as_system, as_user
from municipality.access.verbs import call
from municipality.organisation.models import Service
from municipality.people.models import MembershipRole, Overseer
from municipality.people.services import membership_start
from tests.access.scenes import hand_over, join, name, plain, write
from tests.access.test_baton import settle
from tests.attacks.alike import assert_none_differ
from tests.attacks.comparing import World, differences, learned
from tests.attacks.helpers import BY_CHANCE, browser, words_of
from tests.cast import Cast, years_ago
from tests.examples import examples
from tests.logs.opening import open_log
from tests.overseers import end_places, lay_overseers, second_leader
from tests.permissions import SIGN_OUT, TABLE, addresses
from tests.teams.helpers import approve, begin, decide, make_team, refer
from tests.work.helpers import set_goal, set_measure, staff

pytestmark = [pytest.mark.slow(60), pytest.mark.usefixtures("navigation_on_the_first_page")]

WAYS = examples(1)
KIN = KeptOutBecause.values[0]
# Who is kept out, and who finds nothing then: also whoever works under a leader who is.
READERS = {"head": ("head", "late", "overseer"), "other_teacher": ("other_teacher",), "adviser": ("adviser",)}


@dataclass
class Keys:
    """Of what is there in one world only; in the other they lead nowhere."""

    case: uuid.UUID
    concern: uuid.UUID


def lay_people(cast: Cast) -> None:
    """A second leader; and one over the units of PPT, where there is no leader, who works under the school's head."""
    lay_overseers(cast)
    cast.late = second_leader(cast)
    with as_system("test: works at the school, and is over the units of PPT"):
        membership_start(user=cast.overseer, unit=cast.school, role=MembershipRole.CASEWORKER)
        service = Service.objects.get(pk=cast.ppt.service_id)
        Overseer.objects.filter(user=cast.overseer).update(service=service)


def kept_from(cast: Cast, person: str) -> tuple[World, Keys]:
    """An undring that keeps somebody out from the first moment, the log that comes of it, and what leaders get."""
    world = World()
    world.begin()
    with as_user(cast.teacher.pk):
        concern = concern_register(
            author=cast.teacher, unit=cast.school, child_name="Emma Eksempel", birth_date=years_ago(9),
            observed="Hemmelig", since=years_ago(0), kept_out=KeptOut(getattr(cast, person).pk, KIN),
        )  # fmt: skip
        second = concern_register(
            author=cast.teacher, unit=cast.school, child_name="Emma Eksempel", birth_date=years_ago(9),
            observed="Hemmelig", since=years_ago(0), kept_out=KeptOut(getattr(cast, person).pk, KIN),
        )  # fmt: skip
    case_id = world.case_id = open_log(cast, concern=concern)
    join(cast, case_id, "nurse", "clinic")
    if person == "other_teacher":  # else nobody of PPT is named, which whoever is over its units would count
        name(cast, case_id, "adviser", "ppt_colleague", "ppt")
    write(cast, case_id, "teacher", "school")
    goal = set_goal(cast, case_id)
    set_measure(cast, case_id, goal, responsible=staff(cast, "nurse", "clinic"))
    hand_over(cast, case_id, "teacher", "nurse", "clinic")
    hand_over(cast, case_id, "nurse", "teacher", "school")
    for leaver in (cast.teacher, cast.nurse):
        end_places(leaver)  # what they have goes to whoever has the leader's place
    settle()
    with as_system("test: the clock"):
        call("concerns_settle")
    world.step("all of it")
    return world, Keys(case_id, second.pk)


def without(cast: Cast, keys: Keys) -> World:
    """The same people leave, and there was nothing."""
    world = World()
    world.begin()
    world.case_id = keys.case
    for leaver in (cast.teacher, cast.nurse):
        end_places(leaver)
    world.step("all of it")
    return world


def pages_of(cast: Cast, person: str, keys: Keys) -> dict[str, Any]:
    """How every address about a case, a concern or nothing at all answers."""
    client, found = browser(getattr(cast, person)), {}
    filled = {"<uuid:case_id>": keys.case, "<uuid:concern_id>": keys.concern, "<uuid:key>": keys.case}
    for called, address in addresses(get_resolver()).items():
        path = "/" + address
        for variable, key in filled.items():
            path = path.replace(variable, str(key))
        if "<" in path or called in SIGN_OUT or called not in TABLE:
            continue
        for method in TABLE[called]:
            with transaction.atomic():
                answer: Any = client.generic(method, path)
                text = words_of(answer)
                transaction.set_rollback(True)
            found[f"{method} {called}"] = f"{answer.status_code} {BY_CHANCE.sub('*', text)}"
    return found


def all_that(cast: Cast, world: World, reader: str, keys: Keys) -> dict[str, Any]:
    """What somebody finds in tables, is answered by functions, and is shown."""
    tables, answers = learned(cast, world, reader, most=WAYS)
    return tables | answers | pages_of(cast, reader, keys)


@pytest.mark.parametrize("person", READERS)
def test_whoever_is_kept_out_finds_the_same_as_if_there_were_nothing(cast: Cast, person: str) -> None:
    lay_people(cast)
    seen: dict[str, list[dict[str, Any]]] = {reader: [] for reader in READERS[person]}
    before = transaction.savepoint()
    world, keys = kept_from(cast, person)
    for reader, found in seen.items():
        found.append(all_that(cast, world, reader, keys))
    transaction.savepoint_rollback(before)
    world = without(cast, keys)
    for reader, found in seen.items():
        found.append(all_that(cast, world, reader, keys))
    assert_none_differ(seen)


def test_who_takes_the_leaders_place_finds_what_the_leader_does_not(cast: Cast) -> None:
    """Or the comparison would prove nothing."""
    lay_people(cast)
    with as_system("test: over the school, and not in it"):
        end_places(cast.overseer)
        Overseer.objects.filter(user=cast.overseer).update(service=cast.school.service)
    _world, keys = kept_from(cast, "head")
    with as_user(cast.overseer.pk):
        assert Concern.objects.filter(pk=keys.concern).exists()
    assert pages_of(cast, "overseer", keys)["GET heads:read"].startswith("200")


def test_whoever_is_kept_out_finds_no_item_on_the_table_of_the_own_team(cast: Cast) -> None:
    """The nurse sits there; the others are told that she leaves the room."""
    team = make_team(cast)
    before = transaction.savepoint()
    world = World()
    world.begin()
    case_id = world.case_id = open_log(cast)
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=case_id, kept_out=KeptOut(cast.nurse.pk, KIN))
    join(cast, case_id, "adviser", "ppt")
    referral = refer(cast, case_id, team)
    meeting = begin(cast, team)
    with as_user(cast.adviser.pk):
        rooms = plain("select name, may_hear from referral_rooms(%s::uuid[], %s)", [referral.pk], meeting.pk)
    assert ("Nurse", False) in rooms
    decide(cast, meeting, referral, responsible="adviser")
    approve(cast, meeting)
    world.step("all of it")
    tables, answers = learned(cast, world, "nurse", most=WAYS)
    transaction.savepoint_rollback(before)
    world = World()
    world.begin()
    world.case_id = case_id
    approve(cast, begin(cast, team))
    world.step("all of it")
    found = learned(cast, world, "nurse", most=WAYS)
    told = differences(tables, found[0]) | differences(answers, found[1])
    assert not told, pformat(told, width=200)[:20000]
