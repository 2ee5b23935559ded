"""A task whose person can no longer hear the case is given to somebody else, and the minutes stay as they are."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from municipality.access.identity import as_system, as_user
from municipality.access.refusals import SENTENCES
from municipality.notices.models import Notice
from teams.meetings.models import MinutesItem, Task
from teams.tasks.services import task_give
from tests.access.scenes import plain, value, withdraw
from tests.attacks.helpers import plain as without_keys
from tests.cast import EVERYBODY, Cast
from tests.logs.helpers import join
from tests.teams.helpers import approve, decide
from tests.teams.table import as_, events, lay_table, page, words

FIND = "Finn ny ansvarlig for «Prøv dette.»"


@pytest.fixture
def table(cast: Cast) -> SimpleNamespace:
    """The nurse is to do something for Emma, and barnevern something about the systemsak. PPT takes part in the log."""
    found = lay_table(cast)
    join(cast, found.case_id, "adviser")
    decide(cast, found.meeting, found.referral, responsible="nurse", follow_up_days=20)
    decide(cast, found.meeting, found.issue, responsible="child_welfare_worker")
    approve(cast, found.meeting)
    with as_system("test: tasks"):
        found.task = Task.objects.select_related("item__referral").get(user=cast.nurse)
        found.other = Task.objects.select_related("item__referral").get(user=cast.child_welfare_worker)
    return found


def give_url(task: Task) -> str:
    return reverse("tasks:give", args=[task.pk])


def owner(task: Task) -> tuple[int, int | None]:
    with as_system("test: the task"):
        return Task.objects.values_list("user", "unit").get(pk=task.pk)


def leave_team(cast: Cast, person: str) -> None:
    with as_system("test: leaves the team"):
        plain(
            "update teams_seat set ends_at = statement_timestamp() where user_id = %s",
            getattr(cast, person).pk,
        )


def listed(cast: Cast, person: str) -> list[Any]:
    with as_user(getattr(cast, person).pk):
        return list(value("select tasks_without_a_person()"))


def test_while_its_person_can_hear_the_case_nobody_else_is_looked_for(
    cast: Cast, table: SimpleNamespace
) -> None:
    for who in ("teacher", "adviser"):
        assert "Finn ny ansvarlig" not in page(getattr(cast, who), "/"), who
    seen = words(as_(cast.teacher).get(give_url(table.task), follow=True))
    assert str(SENTENCES["not_a_task_to_give"]) in seen
    with as_user(cast.teacher.pk), pytest.raises(PermissionDenied):
        task_give(table.task, to=cast.adviser.pk)
    assert owner(table.task) == (cast.nurse.pk, cast.clinic.pk)


@pytest.mark.parametrize("who", ["teacher", "adviser"])
def test_after_a_withdrawal_the_holder_and_the_leader_find_somebody_else(
    cast: Cast, table: SimpleNamespace, who: str
) -> None:
    withdraw(cast, table.case_id, "mother", "clinic")
    person = getattr(cast, who)
    home = page(person, "/")
    assert FIND in home
    assert "Emma Eksempel, 9 år" in home
    assert give_url(table.task) in home
    shown = page(person, give_url(table.task))
    assert "Prøv dette." in shown
    assert "Nurse" not in shown[shown.index("<form") :], "who may not hear it is no choice"
    assert "Velg hvem som skal gjøre det." in words(as_(person).post(give_url(table.task), {}))
    answer = as_(person).post(give_url(table.task), {"to": str(cast.adviser.pk)}, follow=True)
    assert "Oppgaven er gitt videre." in words(answer)
    assert owner(table.task) == (cast.adviser.pk, cast.ppt.pk)
    assert FIND not in page(person, "/")
    assert reverse("tasks:do", args=[table.task.pk]) in page(cast.adviser, "/")
    assert [event.case_id for event in events("task.give")] == [table.case_id]
    with as_system("test: notices"):
        told = Notice.objects.filter(
            notice_type="task.given", user=cast.adviser, referral_id=table.referral.pk
        )
        assert told.exists() is (who == "teacher"), "nobody is told of their own act"
        assert MinutesItem.objects.get(referral=table.referral).responsible_id == cast.nurse.pk


def test_of_a_systemsak_the_leader_gives_it_to_somebody_of_the_team(
    cast: Cast, table: SimpleNamespace
) -> None:
    leave_team(cast, "child_welfare_worker")
    assert listed(cast, "adviser") == [table.other.pk]
    assert listed(cast, "teacher") == []
    assert as_(cast.adviser).post(give_url(table.other), {"to": str(cast.nurse.pk)}).url == "/"
    assert owner(table.other) == (cast.nurse.pk, cast.clinic.pk)
    assert events("task.give")[0].case_id is None


def test_nobody_else_finds_or_gives_it(cast: Cast, table: SimpleNamespace) -> None:
    withdraw(cast, table.case_id, "mother", "clinic")
    leave_team(cast, "child_welfare_worker")
    for who in sorted(set(EVERYBODY) - {"teacher", "adviser"}):
        assert listed(cast, who) == [], who
        for task in (table.task, table.other):
            with as_user(getattr(cast, who).pk):
                assert plain("select * from task_candidates(%s)", task.pk) == [], who
            with as_user(getattr(cast, who).pk), pytest.raises(PermissionDenied):
                task_give(task, to=cast.adviser.pk)
        assert as_(getattr(cast, who)).get(give_url(table.task)).status_code in (302, 403, 404), who


def test_it_is_given_to_nobody_who_may_not_hear_it(cast: Cast, table: SimpleNamespace) -> None:
    withdraw(cast, table.case_id, "mother", "clinic")
    for stranger in ("nurse", "child_welfare_worker", "nav", "stranger", "mother"):
        with as_user(cast.teacher.pk), pytest.raises(PermissionDenied):
            task_give(table.task, to=getattr(cast, stranger).pk)
    assert owner(table.task) == (cast.nurse.pk, cast.clinic.pk)


def test_a_task_that_is_done_needs_nobody(cast: Cast, table: SimpleNamespace) -> None:
    with as_system("test: done"):
        Task.objects.filter(pk=table.task.pk).update(done_at=timezone.now())
    withdraw(cast, table.case_id, "mother", "clinic")
    assert listed(cast, "teacher") == []


def test_a_leader_who_may_not_hear_it_is_told_the_same_whether_it_needs_somebody_or_not(
    cast: Cast, table: SimpleNamespace
) -> None:
    withdraw(cast, table.case_id, "mother", "ppt")
    pages = []
    for lost in (False, True):
        before = transaction.savepoint()
        if lost:
            withdraw(cast, table.case_id, "mother", "clinic")
        assert listed(cast, "adviser") == []
        pages.append(without_keys(page(cast.adviser, "/")))
        assert as_(cast.adviser).get(give_url(table.task)).status_code == 404
        transaction.savepoint_rollback(before)
    assert pages[0] == pages[1]
