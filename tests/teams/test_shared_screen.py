"""The meeting on the wall: behind the curtain stands nothing, and whichever way one goes on it falls again."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from municipality.access.identity import as_system, as_user
from municipality.organisation.models import Team
from teams.meetings.models import Meeting, MinutesItem
from teams.meetings.services import meeting_start
from teams.members.models import Seat, SeatRole
from tests.access.scenes import join, withdraw
from tests.cast import Cast
from tests.logs.opening import SHARES, open_log
from tests.teams.helpers import begin, decide, make_team, refer, seat
from tests.teams.table import (
    NAME,
    as_,
    events,
    item_url,
    lay_table,
    lift,
    meeting_url,
    page,
    planned,
    said,
    words,
)
from tests.work.helpers import set_goal


def wall(table: SimpleNamespace, item: Any = None) -> str:
    address = meeting_url(table.meeting, "screen")
    return f"{address}?sak={item.pk}" if item else address


def test_in_the_list_an_item_that_somebody_may_not_hear_has_a_number_and_nothing_else(
    cast: Cast,
) -> None:
    table = lay_table(cast)
    seen = page(cast.adviser, wall(table))
    assert "Skjult for noen i rommet" in seen
    for hint in (NAME, "9 år,", "Barnevern", "Child_welfare_worker", "Hva kan vi prøve?"):
        assert hint not in seen, hint
    assert seen.count(">ny<") == 2, "of the discussion and the systemsak"
    assert "Anonym drøfting · 6–9 år · Vennskap" in seen
    assert "Overganger" in seen
    assert events("agenda.read")[-1].objects == [], "nobody was shown"


def test_the_page_is_without_the_navigation_and_without_who_is_signed_in(cast: Cast) -> None:
    table = lay_table(cast)
    lift(cast, table.meeting, table.referral)
    for address in (wall(table), wall(table, table.referral)):
        seen = page(cast.adviser, address)
        assert "app-nav" not in seen
        assert "Logg ut" not in seen
        assert NAME not in seen[: seen.index("</head>")]


def test_the_item_opens_when_the_chair_has_confirmed_who_has_left(cast: Cast) -> None:
    table = lay_table(cast)
    gate = page(cast.adviser, wall(table, table.referral))
    assert "Disse må gå ut før saken åpnes" in gate
    assert "Child_welfare_worker, Barneverntjenesten" in gate, "that is what is said aloud"
    for hint in (NAME, "9 år", "Hva kan vi prøve?"):
        assert hint not in gate
    assert events("referral.read") == []
    response = lift(cast, table.meeting, table.referral, skjerm="1")
    assert response.url == wall(table, table.referral)
    opened = page(cast.adviser, wall(table, table.referral))
    assert "Emma Eksempel, 9 år" in opened
    assert "Hva kan vi prøve?" in opened
    assert [event.case_id for event in events("referral.read")] == [table.case_id]


@pytest.mark.parametrize("then", ["list", "discussion", "issue"])
def test_whichever_way_one_leaves_the_item_it_is_behind_the_curtain_again(cast: Cast, then: str) -> None:
    table = lay_table(cast)
    lift(cast, table.meeting, table.referral)
    assert NAME in page(cast.adviser, wall(table, table.referral))
    page(cast.adviser, wall(table, None if then == "list" else getattr(table, then)))
    assert NAME not in page(cast.adviser, wall(table))
    assert NAME not in page(cast.adviser, wall(table, table.referral))


@pytest.mark.parametrize("kind", ["", "school"])
def test_a_consent_that_is_withdrawn_while_the_curtain_is_up_lets_it_fall(cast: Cast, kind: str) -> None:
    table = lay_table(cast)
    join(cast, table.case_id, "nurse", "clinic")
    lift(cast, table.meeting, table.referral)
    withdraw(cast, table.case_id, "mother", "clinic", kind)
    gate = page(cast.adviser, wall(table, table.referral))
    assert "Nurse, Helsestasjonen" in gate, "the nurse is still in the room"
    assert NAME not in gate
    lift(cast, table.meeting, table.referral)
    assert NAME in page(cast.adviser, wall(table, table.referral))


def test_an_item_of_which_the_whole_consent_is_withdrawn_is_gone_from_the_wall(cast: Cast) -> None:
    table = lay_table(cast)
    lift(cast, table.meeting, table.referral)
    withdraw(cast, table.case_id, "mother")
    seen = page(cast.adviser, wall(table, table.referral))
    assert "Saken er ikke lenger på bordet." in seen
    assert "Skjult for noen i rommet" not in seen
    assert NAME not in seen


def test_without_anybody_who_has_to_leave_the_item_is_open(cast: Cast) -> None:
    table = lay_table(cast)
    with as_user(cast.adviser.pk):
        meeting_start(table.meeting, present=table.team.seats.exclude(user=cast.child_welfare_worker))
    assert "Emma Eksempel, 9 år" in page(cast.adviser, wall(table))
    assert "Hva kan vi prøve?" in page(cast.adviser, wall(table, table.referral))


def test_the_wall_shows_what_was_decided_and_not_the_log(cast: Cast) -> None:
    table = lay_table(cast)
    set_goal(cast, table.case_id, text="Noe i loggen")
    decide(cast, table.meeting, table.referral)
    lift(cast, table.meeting, table.referral)
    seen = page(cast.adviser, wall(table, table.referral))
    assert "Prøv dette." in seen
    assert "Noe i loggen" not in seen
    assert events("referral.read")[-1].objects == [f"referral:{table.referral.pk}"]


def test_items_follow_each_other_by_buttons(cast: Cast) -> None:
    table = lay_table(cast)
    first = page(cast.adviser, wall(table, table.referral))
    assert "Sak 1 av 3" in first
    assert f"?sak={table.discussion.pk}" in first
    assert "Forrige sak" not in first
    last = page(cast.adviser, wall(table, table.issue))
    assert "Sak 3 av 3" in last
    assert "Neste sak" not in last


def test_before_a_meeting_there_is_nothing_for_the_wall(cast: Cast) -> None:
    meeting = planned(cast, make_team(cast))
    seen = words(as_(cast.adviser).get(meeting_url(meeting, "screen"), follow=True))
    assert "Møtet er ikke i gang" in seen


@pytest.mark.parametrize("verb", ["screen", "lift"])
def test_a_member_has_no_wall(cast: Cast, verb: str) -> None:
    meeting = begin(cast, make_team(cast))
    client = as_(cast.child_welfare_worker)
    answer = (
        client.get(meeting_url(meeting, verb))
        if verb == "screen"
        else client.post(meeting_url(meeting, verb))
    )
    assert answer.status_code == 403


def test_the_curtain_is_not_lifted_once_the_minutes_are_locked(cast: Cast) -> None:
    table = lay_table(cast)
    with as_system("test: locked"):
        Meeting.objects.update(approved_at=table.meeting.started_at, approved_by=cast.adviser)
    response = lift(cast, table.meeting, table.referral)
    assert response.url == meeting_url(table.meeting)
    with as_system("test: curtain"):
        assert not MinutesItem.objects.exists()


def test_what_a_secretary_reads_but_may_not_lead_stays_behind_the_curtain(cast: Cast) -> None:
    """Barnevern takes part in the case; the item does not tell of that, so nobody of barnevern hears it in the room."""
    with as_system("test: a team without barnevern"):
        team = Team.objects.create(municipality=cast.home, team_type="TST", name="TST Nord")
    seat(team, cast.adviser, cast.ppt, SeatRole.CHAIR)
    case_id = open_log(cast, shares={**SHARES, "child_welfare": ("school",)})
    join(cast, case_id, "child_welfare_worker", "child_welfare")
    referral = refer(cast, case_id, team, left_out=())
    with as_system("test: a seat that is new"):
        Seat.objects.create(
            team=team, user=cast.child_welfare_worker, unit=cast.child_welfare, role=SeatRole.SECRETARY,
            starts_at=timezone.now(),
        )  # fmt: skip
    table = SimpleNamespace(meeting=begin(cast, team), referral=referral)
    secretary = cast.child_welfare_worker
    assert NAME not in page(secretary, wall(table))
    seen = page(secretary, wall(table, referral))
    assert "En annen i teamet må lede denne saken." in seen
    assert NAME not in seen
    assert "De har gått ut" not in seen
    assert lift(cast, table.meeting, referral, by="child_welfare_worker").status_code == 403
    assert as_(secretary).get(item_url(table.meeting, referral)).status_code == 403
    assert "Saken er ikke lenger på bordet" in words(
        as_(secretary).post(item_url(table.meeting, referral), said()), 404
    )
    assert "Child_welfare_worker, Barneverntjenesten" in page(cast.adviser, wall(table, referral))
    lift(cast, table.meeting, referral)
    assert NAME not in page(secretary, wall(table)), "the chair has opened it"
