"""Somebody with forty logs, twelve batons, three seats and five concerns leaves: one page, and nothing is stranded."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.baton.models import BatonMove
from cases.case.models import Case
from cases.concerns.models import Concern
from cases.consents.tasks import settle_expired
from cases.grants.models import CaseUserGrant
from municipality.access.identity import as_system, as_user
from municipality.people.models import Membership, User
from teams.leaving.tasks import settle_leavers
from teams.members.models import Seat
from tests.cast import Cast
from tests.leaving.pointing import NOW, OF_THE_SAME_ROW, THEN, astray, columns
from tests.leaving.scene import lay_the_rest
from tests.logs.forty import lay_forty
from tests.logs.helpers import as_
from tests.teams.table import words

pytestmark = pytest.mark.slow(30)
TODAY = timezone.localdate()


def test_every_column_that_refers_to_an_account_says_what_is_now_or_what_was_then(db: None) -> None:
    for table, column in columns():
        known = {(table, column) in NOW, (table, column) in OF_THE_SAME_ROW or table in THEN}
        assert True in known, f"{table}.{column}: who has it when its person has left?"


@pytest.fixture
def successor(cast: Cast) -> User:
    """The nurse has everything that somebody can have; this is her colleague."""
    lay_forty(cast)
    return lay_the_rest(cast)


def day_after(cast: Cast) -> None:
    """The last day is over, and the clock has come by."""
    with as_system("test: the day after"):
        Membership.objects.filter(user=cast.nurse).update(ends_at=timezone.now() - timedelta(seconds=1))
    settle_leavers()
    settle_expired()


def test_all_of_it_is_handed_over_with_one_form_and_nothing_points_to_the_leaver(
    cast: Cast, successor: User
) -> None:
    page = as_(cast.nurse)
    url = reverse("leaving:own", args=[cast.clinic.pk])
    opened = page.get(url)
    portfolio = opened.context["portfolio"]
    assert (len(portfolio.logs), sum(log.holds for log in portfolio.logs)) == (40, 12)
    assert (len(portfolio.seats), len(portfolio.concerns)) == (3, 5)
    typed = {"last_day": f"{TODAY + timedelta(days=14):%d.%m.%Y}", "all_to": successor.pk, "sure": "on"}
    done = page.post(url, typed, follow=True)
    assert "40 stafettlogger, 12 stafettpinner, 5 undringer og 3 plasser i team" in words(done)
    with as_user(cast.nurse.pk):
        assert Case.objects.count() == 40  # reads on until the last day
    with as_user(successor.pk):
        assert Case.objects.count() == 40
        assert Concern.objects.filter(keeper=successor.pk).count() == 5
    assert len(page.get(url).context["portfolio"].waiting) == 0
    day_after(cast)
    assert astray() == []
    with as_user(cast.nurse.pk):
        assert not Case.objects.exists()
    with as_system("test: after it"):
        assert Case.objects.filter(holder=successor.pk).count() == 12
        assert BatonMove.objects.filter(moved="handed_over").count() == 12
        assert not Seat.objects.filter(user=cast.nurse, ends_at=None).exists()
        assert not CaseUserGrant.objects.filter(user=cast.nurse.pk, ended_at=None).exists()


def test_what_nobody_takes_is_the_leaders_after_the_last_day(cast: Cast, successor: User) -> None:
    day_after(cast)
    left = [(table, column) for table, column, _key in astray()]
    # The relay holder of the log is asked to choose somebody else for a measure.
    assert set(left) <= {("cases_measure", "responsible_id")}
    with as_system("test: the leader"):
        chief = User.objects.get(username="chief_nurse")
    with as_user(chief.pk):
        assert Concern.objects.filter(keeper=None, closed_at=None).count() == 5
    waiting = as_(chief).get(reverse("heads:list")).context["page"].rows
    assert len(waiting) == 25  # the first page: all forty wait for somebody to be named
    assert all(head.waits_for_reception for head in waiting)
