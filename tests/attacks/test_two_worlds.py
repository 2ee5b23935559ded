"""Somebody who must not know of barnevern compares two worlds with statements of his own, and finds no difference.

The same people do the same; in one world barnevern takes part by consent, is named, writes, sets goals, is heard. Every
table, view and function that the application may use is compared, as the catalogue lists them.
"""

import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from pprint import pformat

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cases.logs.models import Entry
from cases.logs.services import entry_change
from cases.opening.services import Opening, Parent, case_open
from cases.plans.models import IndividualPlan, PlanDocument
from cases.work.models import Goal, Measure
from cases.work.services import goal_change
from consent.models import Answer
from consent.services import Share
from municipality.access.identity import as_system, as_user
from municipality.access.verbs import call, refusals
from municipality.organisation.models import Team
from municipality.versions import ChangedMeanwhile
from tests.access.scenes import answer, hand_over, join, plain, withdraw, write
from tests.access.team_scenes import consent_again
from tests.attacks.comparing import (
    FUNCTIONS,
    Trial,
    World,
    arguments,
    as_given,
    differences,
    learned,
)
from tests.cast import Cast, born_as
from tests.documents.papers import put
from tests.examples import examples
from tests.plans.helpers import make_plan, order
from tests.teams.helpers import approve, begin, decide, make_team, refer
from tests.work.helpers import agreed, change_measure, evaluate, set_goal, set_measure, staff

# A participant, the holder, the leader of a unit that takes part, the reception of an invited unit, others.
UNKNOWING = ("nurse", "adviser", "head", "nav")
Kinds = tuple[str, ...]
WAYS = examples(2)  # in which each function is called, at most
MANY_WAYS = examples(8)
# That barnevern sits in a team is no secret, nor how to call somebody who works there.
OF_NO_CHILD = {"system_issue_raise", "my_phone_set"}


def _open(cast: Cast, opener: str, unit: str, shares: Mapping[str, Kinds]) -> World:
    opening = Opening(
        child_name="Emma Eksempel", birth_date=born_as(cast.emma_number), number=cast.emma_number,
        how="samtale", given_on=timezone.localdate(),
        ends=timezone.localdate() + timedelta(days=200), level=1, first_kind="economy", first_text="Det første",
        shares=[Share(getattr(cast, key), list(kinds)) for key, kinds in shares.items()],
        parents=[Parent("Mor", "mor", True, "folkeregisteret", Answer.YES, cast.mother_number)],
    )  # fmt: skip
    world = World()
    world.begin()
    person = getattr(cast, opener)
    with as_user(person.pk):
        world.case_id = case_open(opener=person, unit=getattr(cast, unit), opening=opening)
    return world


def _by_the_first_consent(cast: Cast, barnevern: bool) -> World:
    """The school may know, PPT and the clinic may not; everything a log can hold, and the baton at PPT in the end."""
    shares: dict[str, Kinds] = {"school": ("school", "family"), "ppt": ("school",), "clinic": ("school", "health"),
              "nav_office": ("economy", "school")}  # fmt: skip
    if barnevern:
        shares |= {
            "school": ("school", "family", "child_welfare"),
            "child_welfare": ("child_welfare", "school", "other"),
        }
    world = _open(cast, "teacher", "school", shares)
    world.step("opening")
    case_id = world.case_id
    assert case_id
    for person, unit in (("adviser", "ppt"), ("nurse", "clinic")):
        join(cast, case_id, person, unit)
        world.step(f"{person} joins")
    if barnevern:
        join(cast, case_id, "child_welfare_worker", "child_welfare")
        for kind in ("school", "child_welfare"):
            _write_and_change(cast, world, "child_welfare_worker", "child_welfare", kind)
        work = staff(cast, "child_welfare_worker", "child_welfare")
        goal = set_goal(cast, case_id, "child_welfare_worker", "child_welfare")
        evaluate(cast, set_measure(cast, case_id, goal, "child_welfare_worker", "child_welfare", work),
                 "child_welfare_worker", "child_welfare")  # fmt: skip
        world.step("barnevern writes")
    for person, unit in (("teacher", "school"), ("nurse", "clinic"), ("adviser", "ppt")):
        _write_and_change(cast, world, person, unit, "school")
        world.step(f"{person} writes")
    goal = set_goal(cast, case_id)
    measure = set_measure(cast, case_id, goal, responsible=staff(cast, "adviser", "ppt"))
    evaluation = evaluate(cast, measure)
    world.step("a goal")
    if barnevern:
        _barnevern_meddles(cast, goal, measure, evaluation)
        world.step("barnevern meddles")
    plan = make_plan(cast, case_id)
    world.step("a plan")
    _papers(cast, world, plan, barnevern)
    team = Team.objects.get()
    referral = refer(cast, case_id, team, left_out=("child_welfare",))
    meeting = begin(cast, team)
    decide(cast, meeting, referral, responsible="adviser", informs="nurse")
    approve(cast, meeting)
    world.step("a meeting")
    consent_again(
        cast, case_id, {"school": ("school",), **({"child_welfare": ("school",)} if barnevern else {})}
    )
    world.step("a later consent")
    if barnevern:
        consent_again(cast, case_id, {"child_welfare": ("child_welfare",)})
        world.step("a consent for barnevern alone")
    hand_over(cast, case_id, "teacher", "adviser", "ppt")
    world.step("the baton")
    if barnevern:
        withdraw(cast, case_id, "mother", "child_welfare", "other")
        withdraw(cast, case_id, "mother", "school", "child_welfare")
        world.step("barnevern loses a kind")
    withdraw(cast, case_id, "mother", "clinic", "health")
    world.step("the clinic loses a kind")
    return world


def _barnevern_opened(cast: Cast, barnevern: bool) -> World:
    """It opened the log, held the baton and handed it to PPT, which may know. The clinic and NAV came after that."""
    if barnevern:
        both = {"child_welfare": ("child_welfare", "economy"), "ppt": ("school", "child_welfare")}
        world = _open(cast, "child_welfare_worker", "child_welfare", both)
    else:
        world = _open(cast, "adviser", "ppt", {"ppt": ("school",)})
    case_id = world.case_id
    assert case_id
    if barnevern:
        join(cast, case_id, "adviser", "ppt")
        hand_over(cast, case_id, "child_welfare_worker", "adviser", "ppt")
    else:
        with as_user(cast.adviser.pk):
            call("unit_invite", case=case_id, unit=cast.ppt.pk)
    world.step("opening")
    later: dict[str, Kinds] = {"clinic": ("school", "health"), "nav_office": ("economy",), "ppt": ("school",)}
    consent_again(cast, case_id, later, by="adviser")
    join(cast, case_id, "nurse", "clinic")
    world.step("the clinic and NAV come")
    _write_and_change(cast, world, "nurse", "clinic", "school")
    hand_over(cast, case_id, "adviser", "nurse", "clinic")
    world.step("the baton")
    return world


HISTORIES = {"by the first consent": _by_the_first_consent, "barnevern opened": _barnevern_opened}
READERS = {"by the first consent": UNKNOWING, "barnevern opened": ("nurse", "nav")}


def _papers(cast: Cast, world: World, plan: IndividualPlan, barnevern: bool) -> None:
    """Barnevern's names it; the teacher saw that one, and his own holds nothing that others may not read."""
    for person in ("child_welfare_worker",) * barnevern + ("teacher", "nurse", "mother"):
        document = order(cast, plan, person)
        if person in ("child_welfare_worker", "teacher"):
            with as_system("test: what the worker does"):
                PlanDocument.objects.filter(pk=document).update(
                    state="ready", holds=["school:"], names_child_welfare=person == "child_welfare_worker"
                )
        world.step(f"{person} orders")


def _barnevern_meddles(cast: Cast, goal: uuid.UUID, measure: Measure, evaluation: uuid.UUID) -> None:
    """It tries to change and evaluate what the school set, and the school to bring that to it."""
    me, unit = cast.child_welfare_worker.pk, cast.child_welfare
    theirs = staff(cast, "child_welfare_worker", "child_welfare")
    said: dict[str, str] = {"text": "Noe annet", "life_area": "home", "status": "reached"}
    with as_user(cast.teacher.pk):
        entry = Entry.objects.get(pk=evaluation)

    def try_to_change_the_goal() -> None:
        with as_user(me):
            goal_change(goal=Goal(pk=goal), version=1, unit=unit, **said)

    def try_to_make_the_evaluation_theirs() -> None:
        with as_user(cast.teacher.pk):
            entry_change(entry=entry, version=1, kind="child_welfare", text="Et annet notat")

    tries: list[Callable[[], object]] = [
        try_to_change_the_goal,
        try_to_make_the_evaluation_theirs,
        lambda: change_measure(
            cast, measure, "child_welfare_worker", "child_welfare", 2, agreed(staff(cast, "adviser", "ppt"))
        ),
        lambda: evaluate(cast, measure, "child_welfare_worker", "child_welfare"),
        lambda: evaluate(cast, measure, kind="child_welfare"),
        lambda: change_measure(cast, measure, "teacher", "school", 2, agreed(theirs)),
    ]
    for one in tries:
        with suppress(PermissionDenied, ChangedMeanwhile), transaction.atomic(), refusals():
            one()


def _write_and_change(cast: Cast, world: World, person: str, unit: str, kind: str) -> None:
    assert world.case_id
    entry = write(cast, world.case_id, person, unit, kind)
    with as_user(getattr(cast, person).pk):
        entry_change(entry=entry, version=1, kind=kind, text="Et annet notat")
    put(cast, world.case_id, person, unit, kind)


@pytest.mark.slow(30)
@pytest.mark.parametrize("history", HISTORIES)
def test_who_must_not_know_of_barnevern_finds_the_same_and_gets_the_same_answers(
    cast: Cast, history: str
) -> None:
    make_team(cast)
    seen: dict[str, list[tuple[dict[str, list[str]], dict[str, object]]]] = {}
    for barnevern in (False, True):
        before = transaction.savepoint()
        world = HISTORIES[history](cast, barnevern)
        for person in READERS[history]:
            seen.setdefault(person, []).append(learned(cast, world, person, most=WAYS))
        transaction.savepoint_rollback(before)
    told = {
        person: {**differences(without[0], with_it[0]), **differences(without[1], with_it[1])}
        for person, (without, with_it) in seen.items()
    }
    found = {person: differences for person, differences in told.items() if differences}
    assert not found, pformat(found, width=200)[:20000]


@pytest.mark.slow(30)
def test_whatever_barnevern_does_is_not_seen_by_who_must_not_know(cast: Cast) -> None:
    """Each verb in many ways, as somebody of barnevern; after each, all that a participant finds is as before."""
    make_team(cast)
    world = _by_the_first_consent(cast, True)
    nurse, me = cast.nurse.pk, cast.child_welfare_worker.pk
    with as_user(nurse):
        before = world.read()
    told = {}
    with as_user(me):
        world.read()
        trial = Trial(cast, world, MANY_WAYS)
        verbs = [found for found in plain(FUNCTIONS) if found[1] == "v" and found[0] not in OF_NO_CHILD]
        calls = [
            (name, types, given)
            for words in [arguments(cast, world, me)]
            for name, _volatile, names, types in verbs
            for way in trial.ways(name, names, words)
            for given in as_given(types, names, words, way)
        ]
    done = set()
    for name, types, given in calls:
        undone = transaction.savepoint()
        with as_user(me):
            answered = answer(f"select {name}({', '.join(f'%s::{one}' for one in types)})", *given)
        if answered == "done":
            done.add(name)
            with as_user(nurse):
                if found := differences(before, world.read()):
                    told[f"{name}({given})"] = found
        transaction.savepoint_rollback(undone)
    assert {"goal_set", "goal_change", "measure_set", "measure_change", "participant_remove"} <= done
    assert not told, pformat(told, width=200)[:20000]
