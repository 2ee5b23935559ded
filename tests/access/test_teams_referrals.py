"""A case by name on a team's table: who in the room must have a consent, and who may bring it."""

import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from cases.case.models import AddressProtection, Case
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import Refused
from municipality.organisation.models import Team
from teams.meetings.models import Meeting
from teams.meetings.services import meeting_plan
from teams.members.models import Seat, SeatRole
from teams.members.services import seat_end
from teams.referrals.models import Referral
from teams.referrals.services import referral_close, team_room
from tests.access.scenes import (
    answer,
    everybody_who,
    hand_over,
    is_refused,
    name,
    plain,
    seen_by,
    time_passes,
    withdraw,
)
from tests.access.team_scenes import leaves_job, who_finds, works_at
from tests.cast import EVERYBODY, STAFF, Cast
from tests.logs.opening import open_log
from tests.teams.helpers import begin, make_team, refer, seat

SEND = "select referral_send(%s, %s, %s, 'advice', 'x', %s, false, %s::bigint[])"


@pytest.fixture
def team(cast: Cast) -> Team:
    return make_team(cast)


@pytest.fixture
def case_id(cast: Cast) -> uuid.UUID:
    """The consent: school and family to the school, school to PPT, school and health to the clinic; no barnevern."""
    return open_log(cast)


def sending_is_refused(
    cast: Cast,
    case_id: uuid.UUID,
    team: Team,
    *,
    by: str = "teacher",
    kind: str = "school",
    left_out: tuple[str, ...] = ("child_welfare",),
) -> bool:
    """Refused to a plain statement too, and nothing of it is left."""
    units = [getattr(cast, unit).pk for unit in left_out]
    with as_user(getattr(cast, by).pk):
        refused = is_refused(SEND, uuid.uuid4(), case_id, team.pk, kind, units)
    with as_system("test"):
        return refused and not Referral.objects.exists()


def test_every_unit_in_the_room_needs_a_consent_for_the_kind_that_is_asked_about(
    cast: Cast, team: Team, case_id: uuid.UUID
) -> None:
    assert sending_is_refused(cast, case_id, team, kind="health"), "PPT may not hear of health"
    assert sending_is_refused(cast, case_id, team, kind="family")
    refer(cast, case_id, team, kind="school")


def test_a_unit_without_consent_is_left_out_or_the_case_does_not_come(
    cast: Cast, team: Team, case_id: uuid.UUID
) -> None:
    assert sending_is_refused(cast, case_id, team, left_out=())
    assert sending_is_refused(cast, case_id, team, left_out=("clinic",)), "left out the wrong one"
    refer(cast, case_id, team, left_out=("child_welfare", "clinic"))


def test_a_consent_that_ran_out_or_was_withdrawn_lets_nobody_hear(
    cast: Cast, team: Team, case_id: uuid.UUID
) -> None:
    withdraw(cast, case_id, "mother", "clinic", "school")
    assert sending_is_refused(cast, case_id, team), "the clinic hears of health only"
    time_passes(case_id, "consent", days=201)
    assert sending_is_refused(cast, case_id, team, left_out=("child_welfare", "clinic"))


def test_two_logs_of_one_child_do_not_lend_each_other_a_consent(
    cast: Cast, team: Team, case_id: uuid.UUID
) -> None:
    other = open_log(cast, shares={"school": ("school",), "ppt": ("school",)})
    assert sending_is_refused(cast, other, team), "the clinic is covered in the first log only"
    refer(cast, other, team, left_out=("child_welfare", "clinic"))


def test_the_chair_is_never_left_out(cast: Cast, team: Team, case_id: uuid.UUID) -> None:
    assert sending_is_refused(cast, case_id, team, left_out=("child_welfare", "ppt"))
    assert sending_is_refused(cast, case_id, team, left_out=("child_welfare", "ppt", "clinic"))


def test_a_chair_who_works_in_a_unit_that_is_left_out_could_not_lead_the_item(
    cast: Cast, team: Team, case_id: uuid.UUID
) -> None:
    works_at(cast, "adviser", "child_welfare")
    assert sending_is_refused(cast, case_id, team)


def test_one_who_chairs_is_enough(cast: Cast, team: Team, case_id: uuid.UUID) -> None:
    seat(team, cast.nav, cast.nav_office, SeatRole.CHAIR)
    refer(cast, case_id, team, left_out=("child_welfare", "nav_office"))


def test_a_team_in_which_nobody_sits_or_nobody_chairs_hears_nothing(cast: Cast, case_id: uuid.UUID) -> None:
    with as_system("test: an empty team"):
        empty = Team.objects.create(municipality=cast.home, team_type="TST", name="TST Tomt")
    assert sending_is_refused(cast, case_id, empty, left_out=())
    seat(empty, cast.nurse, cast.clinic)
    assert sending_is_refused(cast, case_id, empty, left_out=())


@pytest.mark.parametrize("how", ["the seat", "the membership"])
def test_who_has_given_up_the_seat_or_the_work_is_not_in_the_room(
    cast: Cast, team: Team, case_id: uuid.UUID, how: str
) -> None:
    assert sending_is_refused(cast, case_id, team, left_out=())
    if how == "the seat":
        with as_user(cast.administrator.pk):
            seat_end(Seat.objects.get(unit=cast.child_welfare))
    else:
        leaves_job(cast, "child_welfare_worker", "child_welfare")
    refer(cast, case_id, team, left_out=())


def test_the_own_unit_is_never_left_out(cast: Cast, team: Team, case_id: uuid.UUID) -> None:
    seat(team, cast.other_teacher, cast.school)
    assert sending_is_refused(cast, case_id, team, left_out=("child_welfare", "school"))
    refer(cast, case_id, team)


def test_only_units_in_the_room_are_left_out(cast: Cast, team: Team, case_id: uuid.UUID) -> None:
    assert sending_is_refused(cast, case_id, team, left_out=("child_welfare", "nav_office"))


def test_a_list_of_units_that_is_no_list_lets_nothing_through(
    cast: Cast, team: Team, case_id: uuid.UUID
) -> None:
    with as_user(cast.teacher.pk):
        for kind, left_out in (
            ("school", None),
            ("school", [None]),
            (None, [cast.child_welfare.pk]),
            ("x", [cast.child_welfare.pk]),
        ):
            assert is_refused(SEND, uuid.uuid4(), case_id, team.pk, kind, left_out), (kind, left_out)
        for missing in ((None, team.pk), (case_id, None), (uuid.uuid4(), team.pk), (case_id, 0)):
            assert is_refused(SEND, uuid.uuid4(), *missing, "school", [cast.child_welfare.pk]), missing


def test_a_strictly_protected_case_comes_to_no_table(cast: Cast, team: Team) -> None:
    strict = open_log(cast, address_protection=AddressProtection.STRICT)
    assert sending_is_refused(cast, strict, team)
    refer(cast, open_log(cast, address_protection=AddressProtection.CONFIDENTIAL), team)


def test_a_team_of_another_municipality_or_that_is_no_more_hears_nothing(
    cast: Cast, team: Team, case_id: uuid.UUID
) -> None:
    with as_system("test: teams"):
        away = Team.objects.create(municipality=cast.away, team_type="TST", name="TST Øst")
        seat(away, cast.stranger, cast.away_school, SeatRole.CHAIR)
        Team.objects.filter(pk=team.pk).update(active=False)
    assert sending_is_refused(cast, case_id, away, left_out=())
    assert sending_is_refused(cast, case_id, team)
    with as_user(cast.teacher.pk):
        assert team_room(Case(pk=case_id), away, "school") == []


@pytest.mark.parametrize("person", sorted(set(EVERYBODY) - {"teacher"}))
def test_nobody_but_the_relay_holder_brings_the_case_or_is_told_who_is_covered(
    cast: Cast, team: Team, log: uuid.UUID, person: str
) -> None:
    with as_user(getattr(cast, person).pk):
        assert is_refused(SEND, uuid.uuid4(), log, team.pk, "school", [cast.child_welfare.pk])
        assert team_room(Case(pk=log), team, "school") == []
    with as_user(None):
        assert is_refused(SEND, uuid.uuid4(), log, team.pk, "school", [cast.child_welfare.pk])


def test_a_colleague_of_the_relay_holder_who_takes_part_is_not_told_who_is_covered(
    cast: Cast, team: Team, log: uuid.UUID
) -> None:
    name(cast, log, "adviser", "ppt_colleague", "ppt")
    hand_over(cast, log, "teacher", "adviser", "ppt")
    for person, told in (("adviser", 3), ("ppt_colleague", 0), ("teacher", 0)):
        with as_user(getattr(cast, person).pk):
            assert len(team_room(Case(pk=log), team, "school")) == told, person
    with as_system("test: everybody in the room is covered"):
        Seat.objects.filter(unit=cast.child_welfare).delete()
    for left_out in ((), ("clinic",)):
        assert sending_is_refused(cast, log, team, by="ppt_colleague", left_out=left_out)


def test_a_relay_holder_who_sees_the_case_head_only_learns_nothing_of_consents(
    cast: Cast, team: Team, case_id: uuid.UUID
) -> None:
    withdraw(cast, case_id, "teacher", "school")
    with as_system("test"):
        assert Case.objects.get(pk=case_id).holder == cast.head
    with as_user(cast.head.pk):
        assert team_room(Case(pk=case_id), team, "school") == []
    with as_system("test: everybody in the room is covered"):
        Seat.objects.filter(unit=cast.child_welfare).delete()
    for left_out in ((), ("clinic",)):
        assert sending_is_refused(cast, case_id, team, by="head", left_out=left_out)


def test_the_room_says_which_units_a_consent_covers_for_each_kind(
    cast: Cast, team: Team, case_id: uuid.UUID
) -> None:
    def room(kind: str) -> dict[str, tuple[bool, bool]]:
        with as_user(cast.teacher.pk):
            return {one.unit: (one.chairs, one.covered) for one in team_room(Case(pk=case_id), team, kind)}

    assert room("school") == {
        "PPT": (True, True), "Helsestasjonen": (False, True), "Barneverntjenesten": (False, False),
    }  # fmt: skip
    assert room("health") == {
        "PPT": (True, False), "Helsestasjonen": (False, True), "Barneverntjenesten": (False, False),
    }  # fmt: skip


def test_a_case_lies_once_on_a_table(cast: Cast, team: Team, case_id: uuid.UUID) -> None:
    first = refer(cast, case_id, team)
    with pytest.raises(Refused) as refused, transaction.atomic():
        refer(cast, case_id, team)
    assert refused.value.code == "on_that_table_already"
    with as_user(cast.teacher.pk):
        referral_close(first)
    refer(cast, case_id, team)


def test_relay_holder_or_chair_takes_it_off_and_nobody_else(cast: Cast, team: Team, log: uuid.UUID) -> None:
    referral = refer(cast, log, team)
    for person in sorted(set(EVERYBODY) - {"teacher", "adviser"}):
        with as_user(getattr(cast, person).pk):
            assert is_refused("select referral_close(%s)", referral.pk), person
    with as_user(cast.adviser.pk):
        referral_close(referral)
        assert "closed_already" in answer("select referral_close(%s)", referral.pk)


def test_a_referral_is_read_by_those_whose_basis_has_its_kind(cast: Cast, team: Team, log: uuid.UUID) -> None:
    everybody = {"teacher", "adviser", "nurse", "mother"}
    assert who_finds(cast, Referral, refer(cast, log, team).pk) == everybody
    # The school has no consent about health: its relay holder asks, and reads what he asked; PPT has to be elsewhere.
    with as_system("test: a team of the clinic"):
        clinic_team = Team.objects.create(municipality=cast.home, team_type="TST", name="TST Helse")
    seat(clinic_team, cast.nurse, cast.clinic, SeatRole.CHAIR)
    about_health = refer(cast, log, clinic_team, kind="health", left_out=())
    assert who_finds(cast, Referral, about_health.pk) == {"teacher", "nurse", "mother"}
    time_passes(log, "family", years=7)
    assert who_finds(cast, Referral, about_health.pk) == {"teacher", "nurse"}, (
        "from 16 the parents do not read of health"
    )


def test_a_seat_alone_gives_nothing_to_read(cast: Cast, team: Team, case_id: uuid.UUID) -> None:
    for person in ("adviser", "nurse", "child_welfare_worker"):
        assert seen_by(cast, person, Case) == set()
        assert seen_by(cast, person, Referral) == set()
    assert seen_by(cast, "nurse", Meeting) == set()


@pytest.mark.parametrize(
    "person", ["administrator", "executive", "privacy_officer", "stranger", "nav", "father", "head"]
)
def test_whoever_is_not_in_it_finds_nothing_of_it(
    cast: Cast, team: Team, log: uuid.UUID, person: str
) -> None:
    referral = refer(cast, log, team)
    assert seen_by(cast, person, Referral) == set()
    with as_user(getattr(cast, person).pk):
        for asked in (
            "select 1 from referral_rooms(array[%s], %s)", "select 1 from minutes_candidates(%s, %s)",
            "select 1 where curtain_is_up(%s, %s)",
        ):  # fmt: skip
            assert plain(asked, referral.pk, referral.pk) == []
        assert not Seat.objects.exists() or person in {"administrator", "nav", "head"}


def test_who_sits_in_a_team_and_when_it_meets_is_known_to_those_who_work_in_its_municipality(
    cast: Cast, team: Team
) -> None:
    with as_system("test"):
        chair = Seat.objects.get(role=SeatRole.CHAIR).pk
    with as_user(cast.adviser.pk):
        meeting_plan(team=team, starts_at=timezone.now() + timedelta(days=3), place="")
    staff = set(STAFF) - {"stranger", "administrator", "privacy_officer", "executive"}

    def told(asked: str) -> set[str]:
        return everybody_who(cast, EVERYBODY, lambda: plain(asked, team.pk) not in ([], [(None,)]))

    assert who_finds(cast, Seat, chair) == staff | {"administrator"}
    assert told("select 1 from team_seats(%s)") == staff | {"administrator"}
    assert told("select team_next_meeting(%s)") == staff


def test_a_seat_gives_what_it_gives_while_one_works_there(cast: Cast, team: Team) -> None:
    begin(cast, team)
    assert seen_by(cast, "adviser", Meeting)
    leaves_job(cast, "adviser", "ppt")
    assert seen_by(cast, "adviser", Meeting) == set()
    with as_user(cast.adviser.pk):
        assert plain("select my_seats(), i_chair(%s), i_keep_minutes(%s)", team.pk, team.pk) == [
            ([], False, False)
        ]
        assert is_refused("select meeting_plan(%s, %s, now(), '')", uuid.uuid4(), team.pk)
