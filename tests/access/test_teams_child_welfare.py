"""What a team's table tells of barnevern: that it hears of a child there is for those whose basis covers that."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from cases.case.models import Case
from municipality.access.identity import as_system, as_user
from municipality.organisation.models import Team
from teams.meetings.models import Correction, MinutesItem
from teams.members.models import SeatRole
from teams.referrals.models import Referral
from teams.referrals.services import team_room
from tests.access.scenes import hand_over, is_refused, join, plain, seen_by, value, withdraw
from tests.access.team_scenes import (
    ALL_COVERED,
    OF_AN_ITEM,
    WITH_BARNEVERN,
    consent_again,
    grants_of,
    who_finds,
    who_reads_case,
    works_at,
)  # fmt: skip
from tests.cast import Cast
from tests.logs.opening import open_log
from tests.teams.helpers import approve, begin, decide, make_team, refer, seat


@pytest.fixture
def team(cast: Cast) -> Team:
    return make_team(cast)


@pytest.fixture
def without_barnevern(cast: Cast) -> Team:
    with as_system("test: a team without barnevern"):
        team = Team.objects.create(municipality=cast.home, team_type="TST", name="TST Nord")
    seat(team, cast.adviser, cast.ppt, SeatRole.CHAIR)
    seat(team, cast.nurse, cast.clinic)
    return team


def room(cast: Cast, case_id: uuid.UUID, team: Team) -> dict[str, bool]:
    with as_user(cast.teacher.pk):
        return {one.unit: one.covered for one in team_room(Case(pk=case_id), team, "school")}


def everything_written(cast: Cast, team: Team, referral: Referral, responsible: str) -> None:
    meeting = begin(cast, team)
    decide(cast, meeting, referral, responsible=responsible, informs=responsible)
    approve(cast, meeting)


def test_barnevern_hears_an_item_where_everybody_else_in_the_room_may_know_of_it(
    cast: Cast, team: Team
) -> None:
    case_id = open_log(cast, shares=ALL_COVERED)
    assert room(cast, case_id, team) == {"PPT": True, "Helsestasjonen": True, "Barneverntjenesten": True}
    referral = refer(cast, case_id, team, left_out=())
    assert who_finds(cast, Referral, referral.pk) == {
        "teacher",
        "mother",
        "adviser",
        "nurse",
        "child_welfare_worker",
    }
    everything_written(cast, team, referral, "child_welfare_worker")
    assert len(seen_by(cast, "child_welfare_worker", MinutesItem)) == 1


@pytest.mark.parametrize("unit", ["ppt", "clinic", "school"])
def test_barnevern_is_not_covered_beside_somebody_who_must_not_know(
    cast: Cast, team: Team, unit: str
) -> None:
    """The holder (school) because he would be told; the others because they sit in the same room."""
    case_id = open_log(cast, shares={**ALL_COVERED, unit: ("school",)})
    assert room(cast, case_id, team) == {"PPT": True, "Helsestasjonen": True, "Barneverntjenesten": False}
    with pytest.raises(PermissionDenied):
        refer(cast, case_id, team, left_out=())
    refer(cast, case_id, team, left_out=("child_welfare",))


def test_barnevern_itself_knows_that_barnevern_hears(cast: Cast, team: Team) -> None:
    """Nobody else can take the baton, so it stays with barnevern although its own basis covers that no longer."""
    shares = {unit: kinds for unit, kinds in ALL_COVERED.items() if unit != "school"}
    case_id = open_log(cast, opener="child_welfare_worker", unit="child_welfare", shares=shares)
    withdraw(cast, case_id, "mother", "child_welfare", "child_welfare")
    assert refer(cast, case_id, team, by="child_welfare_worker", left_out=()).left_out == []


def test_it_takes_one_consent_that_covers_both(cast: Cast, team: Team) -> None:
    case_id = open_log(cast, shares={**ALL_COVERED, "clinic": ("school",)})
    consent_again(cast, case_id, {"clinic": ("child_welfare",)})
    assert not room(cast, case_id, team)["Barneverntjenesten"]
    consent_again(cast, case_id, {"clinic": ("child_welfare", "school")})
    assert room(cast, case_id, team)["Barneverntjenesten"]


def test_who_does_not_hear_the_item_anyway_does_not_stand_in_the_way(cast: Cast, team: Team) -> None:
    case_id = open_log(cast, shares={unit: kinds for unit, kinds in ALL_COVERED.items() if unit != "clinic"})
    assert room(cast, case_id, team) == {"PPT": True, "Helsestasjonen": False, "Barneverntjenesten": True}
    refer(cast, case_id, team, left_out=("clinic",))


def test_to_a_holder_who_must_not_know_barnevern_with_and_without_consent_is_the_same(
    cast: Cast, team: Team
) -> None:
    shares = {
        "school": ("school",),
        "ppt": ("school", "child_welfare"),
        "clinic": ("school", "child_welfare"),
    }
    without = open_log(cast, shares=shares)
    with_it = open_log(cast, shares={**shares, "child_welfare": ("school", "child_welfare")})
    assert room(cast, without, team) == room(cast, with_it, team)


def test_those_of_the_case_who_must_not_know_do_not_see_an_item_that_barnevern_heard(
    cast: Cast, team: Team
) -> None:
    """That barnevern sits in the team is known, and the item says who is left out: so the item would tell."""
    case_id = open_log(cast, shares={**ALL_COVERED, "nav_office": ("school", "economy")})
    join(cast, case_id, "nav", "nav_office")
    referral = refer(cast, case_id, team, left_out=())
    everything_written(cast, team, referral, "nurse")
    for model in OF_AN_ITEM[:2]:
        assert seen_by(cast, "nav", model) == set()
        assert seen_by(cast, "teacher", model)
    again = refer(cast, case_id, team, left_out=("child_welfare",))
    assert seen_by(cast, "nav", Referral) == {again.pk}


def test_what_an_item_tells_is_fixed_when_it_is_sent(cast: Cast, team: Team, without_barnevern: Team) -> None:
    case_id = open_log(cast, shares={**ALL_COVERED, "nav_office": ("school",)})
    join(cast, case_id, "nav", "nav_office")
    heard = refer(cast, case_id, team, left_out=())
    not_heard = refer(cast, case_id, without_barnevern, left_out=())
    assert seen_by(cast, "nav", Referral) == {not_heard.pk}
    with as_system("test: barnevern changes tables, and its account is closed"):
        plain(
            "update teams_seat set ends_at = statement_timestamp() where user_id = %s",
            cast.child_welfare_worker.pk,
        )
        plain("update municipality_user set is_active = false where id = %s", cast.child_welfare_worker.pk)
    seat(without_barnevern, cast.child_welfare_worker, cast.child_welfare)
    with as_system("test: seats later than the referral"):
        plain(
            "update teams_seat set starts_at = statement_timestamp() where team_id = %s and user_id = %s",
            without_barnevern.pk, cast.child_welfare_worker.pk,
        )  # fmt: skip
    assert seen_by(cast, "nav", Referral) == {not_heard.pk}
    assert heard.pk in seen_by(cast, "nurse", Referral)


def test_a_closed_account_counts_as_somebody_in_the_room_until_the_seat_is_given_up(
    cast: Cast, team: Team
) -> None:
    case_id = open_log(cast)
    with as_system("test: the account is closed"):
        plain("update municipality_user set is_active = false where id = %s", cast.child_welfare_worker.pk)
    with pytest.raises(PermissionDenied):
        refer(cast, case_id, team, left_out=())


def test_barnevern_that_comes_to_the_table_later_is_not_named_for_what_was_sent_before(
    cast: Cast, without_barnevern: Team
) -> None:
    case_id = open_log(cast, shares=WITH_BARNEVERN)
    referral = refer(cast, case_id, without_barnevern, left_out=())
    seat(without_barnevern, cast.child_welfare_worker, cast.child_welfare)
    with as_system("test: seated now"):
        plain(
            "update teams_seat set starts_at = statement_timestamp() where user_id = %s",
            cast.child_welfare_worker.pk,
        )
    meeting = begin(cast, without_barnevern)
    assert "child_welfare_worker" not in who_reads_case(cast, case_id)
    assert grants_of(cast, "child_welfare_worker", case_id) == set()
    join(cast, case_id, "child_welfare_worker", "child_welfare")
    with as_user(cast.adviser.pk):
        found = plain("select name, may_hear from referral_rooms(array[%s], %s)", referral.pk, meeting.pk)
        assert dict(found) == {"Adviser": True, "Nurse": True, "Child_welfare_worker": False}, (
            "has to leave like a stranger"
        )


@pytest.mark.parametrize("takes_part", [True, False])
def test_a_chair_cannot_find_out_by_trying_whether_barnevern_takes_part(
    cast: Cast, without_barnevern: Team, takes_part: bool
) -> None:
    """Not by the list of those who can be asked, not by making somebody responsible, not with another team's item."""
    case_id = open_log(cast, shares=WITH_BARNEVERN)
    if takes_part:
        join(cast, case_id, "child_welfare_worker", "child_welfare")
    referral = refer(cast, case_id, without_barnevern, left_out=())
    with as_system("test: another team that the adviser leads, with barnevern"):
        other = Team.objects.create(municipality=cast.home, team_type="TST", name="TST Vest")
    seat(other, cast.adviser, cast.ppt, SeatRole.CHAIR)
    seat(other, cast.child_welfare_worker, cast.child_welfare)
    meeting, elsewhere = begin(cast, without_barnevern), begin(cast, other)
    for responsible, informs in (("child_welfare_worker", None), (None, "child_welfare_worker")):
        with pytest.raises(PermissionDenied):
            decide(cast, meeting, referral, responsible=responsible, informs=informs)
    with as_user(cast.adviser.pk):
        asked = "select user_id from minutes_candidates(%s, %s)"
        assert {row[0] for row in plain(asked, meeting.pk, referral.pk)} == {
            cast.teacher.pk, cast.adviser.pk, cast.nurse.pk,
        }  # fmt: skip
        assert plain(asked, elsewhere.pk, referral.pk) == []


def test_minutes_name_the_unit_for_which_somebody_hears_the_item(cast: Cast, without_barnevern: Team) -> None:
    """The nurse works in barnevern too, and takes part for both: the minutes and her signature say the clinic."""
    works_at(cast, "nurse", "child_welfare")
    with as_system("test: barnevern is her first job"):
        plain(
            "update municipality_membership set starts_at = '2020-01-01' where user_id = %s and unit_id = %s",
            cast.nurse.pk,
            cast.child_welfare.pk,
        )
    case_id = open_log(cast, shares=WITH_BARNEVERN)
    join(cast, case_id, "nurse", "clinic")
    with as_user(cast.child_welfare_worker.pk):
        plain("select participant_add(%s, %s, %s)", case_id, cast.nurse.pk, cast.child_welfare.pk)
    referral = refer(cast, case_id, without_barnevern, left_out=())
    everything_written(cast, without_barnevern, referral, "nurse")
    with as_user(cast.nurse.pk):
        plain("select correction_add(%s, %s, 'x')", uuid.uuid4(), MinutesItem.objects.get().pk)
    with as_user(cast.teacher.pk):
        assert MinutesItem.objects.get().responsible_unit == cast.clinic
        signed = value("select correction_signed(%s, false)", Correction.objects.get().pk)
    assert signed == "Nurse, Helsestasjonen"


def test_barnevern_does_not_sign_beside_an_item_that_does_not_tell_of_it(
    cast: Cast, without_barnevern: Team
) -> None:
    case_id = open_log(cast, shares=WITH_BARNEVERN)
    join(cast, case_id, "child_welfare_worker", "child_welfare")
    referral = refer(cast, case_id, without_barnevern, left_out=())
    everything_written(cast, without_barnevern, referral, "nurse")
    with as_user(cast.child_welfare_worker.pk):
        item = MinutesItem.objects.get()
        assert is_refused("select correction_add(%s, %s, 'x')", uuid.uuid4(), item.pk)


def test_an_item_that_barnevern_sent_is_for_those_who_may_know_of_it(
    cast: Cast, without_barnevern: Team
) -> None:
    case_id = open_log(cast, shares=ALL_COVERED)
    join(cast, case_id, "child_welfare_worker", "child_welfare")
    hand_over(cast, case_id, "teacher", "child_welfare_worker", "child_welfare")
    referral = refer(cast, case_id, without_barnevern, by="child_welfare_worker", left_out=())
    assert who_finds(cast, Referral, referral.pk) == {
        "teacher",
        "mother",
        "adviser",
        "nurse",
        "child_welfare_worker",
    }
    hand_over(cast, case_id, "child_welfare_worker", "teacher", "school")
    consent_again(cast, case_id, {"nav_office": ("school",)})
    join(cast, case_id, "nav", "nav_office")
    assert "nav" not in who_finds(cast, Referral, referral.pk)


@pytest.mark.parametrize(
    ("unit", "kind", "stays"),
    [("child_welfare", "", True), ("school", "child_welfare", True), ("clinic", "", False)],
)
def test_the_curtain_does_not_fall_for_what_the_chair_must_not_know(
    cast: Cast, team: Team, unit: str, kind: str, stays: bool
) -> None:
    """Barnevern is left out of the item, so it has left the room before the curtain was lifted."""
    case_id = open_log(cast, shares=WITH_BARNEVERN)
    join(cast, case_id, "child_welfare_worker", "child_welfare")
    join(cast, case_id, "nurse", "clinic")
    referral = refer(cast, case_id, team)
    meeting = begin(cast, team)
    with as_user(cast.adviser.pk):
        plain("select curtain_set(%s, %s, true)", meeting.pk, referral.pk)
        assert value("select curtain_is_up(%s, %s)", meeting.pk, referral.pk)
    withdraw(cast, case_id, "mother", unit, kind)
    with as_user(cast.adviser.pk):
        assert value("select curtain_is_up(%s, %s)", meeting.pk, referral.pk) is stays
