"""Who sits at the table reads the case while the item is open: named to read, for that long, and for nothing else."""

import uuid

import pytest

from cases.case.head import CaseHead
from cases.case.models import Case
from cases.grants.models import CaseUserGrant
from cases.logs.models import Entry
from municipality.access.identity import as_system, as_user
from municipality.notices.models import Notice
from municipality.organisation.models import Team
from teams.meetings.models import Task
from teams.meetings.services import meeting_start
from teams.members.models import Seat, SeatRole
from teams.members.services import seat_end, seat_give
from teams.referrals.models import Referral
from teams.referrals.services import referral_close
from teams.tasks.services import task_do
from tests.access.scenes import (
    INSERT_ENTRY,
    answer,
    is_refused,
    join,
    name,
    plain,
    seen_by,
    time_passes,
    value,
    withdraw,
    write,
)
from tests.access.team_scenes import (
    WITH_BARNEVERN,
    consent_again,
    grants_of,
    leaves_job,
    who_reads_case,
    works_at,
)  # fmt: skip
from tests.cast import Cast
from tests.logs.opening import open_log
from tests.teams.helpers import approve, begin, decide, make_team, refer, seat

READS, CHANGES = ("view_case", True), ("change_case", True)
FOR_GOOD = {("view_case", False), ("change_case", False)}


@pytest.fixture
def team(cast: Cast) -> Team:
    return make_team(cast)


@pytest.fixture
def case_id(cast: Cast) -> uuid.UUID:
    return open_log(cast)


@pytest.fixture
def referral(cast: Cast, team: Team, case_id: uuid.UUID) -> Referral:
    """Barnevern is left out; the adviser (PPT, the chair) and the nurse (clinic) are named for it."""
    return refer(cast, case_id, team)


def close(cast: Cast, referral: Referral, by: str = "teacher") -> None:
    with as_user(getattr(cast, by).pk):
        referral_close(referral)


def end_seat(cast: Cast, person: str) -> None:
    with as_user(cast.administrator.pk):
        seat_end(Seat.objects.get(user=getattr(cast, person), ends_at=None))


def test_whoever_sits_there_for_a_unit_that_hears_it_reads_and_does_not_change(
    cast: Cast, case_id: uuid.UUID, referral: Referral
) -> None:
    assert who_reads_case(cast, case_id) == {"teacher", "mother", "adviser", "nurse"}
    assert grants_of(cast, "adviser", case_id) == {READS}
    with as_user(cast.adviser.pk):
        assert "row-level security" in answer(
            INSERT_ENTRY, uuid.uuid4(), case_id, cast.adviser.pk, cast.ppt.pk
        )
        assert not value("select i_may_write(%s, %s)", case_id, cast.ppt.pk)


def test_reading_for_an_item_gives_no_verb_of_the_case(
    cast: Cast, case_id: uuid.UUID, referral: Referral
) -> None:
    with as_user(cast.nurse.pk):
        for statement, *more in (
            ("select consent_withdraw(%s, %s, %s, '', 'oral')", uuid.uuid4(), case_id, cast.clinic.pk),
            ("select baton_offer(%s, %s, %s, %s, '')", uuid.uuid4(), case_id, cast.adviser.pk, cast.ppt.pk),
            ("select unit_invite(%s, %s)", case_id, cast.nav_office.pk),
            ("select goal_set(%s, %s, %s, 'x', 'school')", uuid.uuid4(), case_id, cast.clinic.pk),
        ):
            assert is_refused(statement, *more), statement
    with as_user(cast.teacher.pk):
        assert plain("select 1 from baton_candidates(%s)", case_id) == []
        names = {
            row[0]
            for row in plain(
                "select user_id from responsible_candidates(%s) where user_id is not null", case_id
            )
        }
        assert names == {cast.teacher.pk}, "they are gone when the item is closed"
        assert is_refused(
            "select baton_offer(%s, %s, %s, %s, '')", uuid.uuid4(), case_id, cast.nurse.pk, cast.clinic.pk
        )


def test_the_unit_still_waits_for_its_reception_to_name_somebody(
    cast: Cast, case_id: uuid.UUID, referral: Referral
) -> None:
    with as_user(cast.nurse.pk):
        assert CaseHead.objects.get(pk=case_id).waits_for_reception


def test_naming_ends_when_the_item_is_closed(cast: Cast, case_id: uuid.UUID, referral: Referral) -> None:
    close(cast, referral)
    assert who_reads_case(cast, case_id) == {"teacher", "mother"}


def test_naming_ends_with_the_approval_unless_it_is_taken_up_again(
    cast: Cast, case_id: uuid.UUID, team: Team, referral: Referral
) -> None:
    meeting = begin(cast, team)
    decide(cast, meeting, referral, follow_up_days=20)
    approve(cast, meeting)
    assert "nurse" in who_reads_case(cast, case_id)
    meeting = begin(cast, team)
    decide(cast, meeting, referral)
    approve(cast, meeting)
    assert who_reads_case(cast, case_id) == {"teacher", "mother"}


def test_an_item_that_was_not_decided_stays_on_the_table(
    cast: Cast, case_id: uuid.UUID, team: Team, referral: Referral
) -> None:
    meeting = begin(cast, team)
    approve(cast, meeting)
    assert "nurse" in who_reads_case(cast, case_id)


def test_naming_stays_for_an_open_task_until_it_is_done(
    cast: Cast, case_id: uuid.UUID, team: Team, referral: Referral
) -> None:
    meeting = begin(cast, team)
    decide(cast, meeting, referral, responsible="nurse", informs="nurse")
    approve(cast, meeting)
    assert who_reads_case(cast, case_id) == {"teacher", "mother", "nurse"}
    with as_user(cast.nurse.pk):
        first, second = Task.objects.all()
        task_do(first, text="gjort")
    assert "nurse" in who_reads_case(cast, case_id), "one task is left"
    with as_user(cast.nurse.pk):
        task_do(second, text="gjort")
    assert who_reads_case(cast, case_id) == {"teacher", "mother"}


def test_a_renewed_consent_does_not_turn_reading_into_changing(
    cast: Cast, case_id: uuid.UUID, referral: Referral
) -> None:
    consent_again(cast, case_id, {"school": ("school",), "ppt": ("school",), "clinic": ("school",)})
    assert grants_of(cast, "nurse", case_id) == grants_of(cast, "adviser", case_id) == {READS}
    time_passes(case_id, "consent", days=101)
    assert who_reads_case(cast, case_id) >= {"nurse", "adviser"}, "on the first consent"
    close(cast, referral)
    assert who_reads_case(cast, case_id) == {"teacher", "mother"}


def test_a_new_consent_for_other_kinds_gives_nothing_to_those_who_read_for_the_item(
    cast: Cast, case_id: uuid.UUID, referral: Referral
) -> None:
    economy = write(cast, case_id, "teacher", "school", "economy")
    consent_again(cast, case_id, {"clinic": ("economy",)})
    assert economy.pk not in seen_by(cast, "nurse", Entry)
    withdraw(cast, case_id, "mother", "clinic", "school")
    assert "nurse" not in who_reads_case(cast, case_id), "not on the other consent either"


def test_reading_for_an_item_is_on_the_bases_that_show_the_item(
    cast: Cast, case_id: uuid.UUID, team: Team
) -> None:
    consent_again(cast, case_id, {"clinic": ("economy",)})
    economy = write(cast, case_id, "teacher", "school", "economy")
    refer(cast, case_id, team)
    assert case_id in seen_by(cast, "nurse", Case)
    assert economy.pk not in seen_by(cast, "nurse", Entry)


@pytest.mark.parametrize(
    ("unit", "kind"), [(None, ""), ("clinic", ""), ("clinic", "school"), (None, "school")]
)
def test_naming_does_not_survive_a_withdrawal(
    cast: Cast, case_id: uuid.UUID, referral: Referral, unit: str | None, kind: str
) -> None:
    withdraw(cast, case_id, "mother", unit, kind)
    assert seen_by(cast, "nurse", Case) == seen_by(cast, "nurse", Referral) == set()
    assert grants_of(cast, "nurse", case_id) == set()


def test_whoever_was_named_for_good_reads_what_is_left_after_a_kind_is_withdrawn(
    cast: Cast, case_id: uuid.UUID, referral: Referral
) -> None:
    """Not the item, and not the notice of it."""
    join(cast, case_id, "nurse", "clinic")
    about = Notice.objects.filter(referral_id=referral.pk)
    with as_user(cast.nurse.pk):
        assert about.exists()
    withdraw(cast, case_id, "mother", "clinic", "school")
    assert case_id in seen_by(cast, "nurse", Case)
    assert seen_by(cast, "nurse", Referral) == set()
    with as_user(cast.nurse.pk):
        assert not about.exists()


def test_naming_ends_with_the_seat_also_while_a_task_waits(
    cast: Cast, case_id: uuid.UUID, team: Team, referral: Referral
) -> None:
    meeting = begin(cast, team)
    decide(cast, meeting, referral, responsible="nurse", follow_up_days=20)
    approve(cast, meeting)
    end_seat(cast, "nurse")
    assert who_reads_case(cast, case_id) == {"teacher", "mother", "adviser"}


def test_a_seat_for_another_unit_is_another_seat(
    cast: Cast, case_id: uuid.UUID, team: Team, referral: Referral
) -> None:
    works_at(cast, "nurse", "nav_office")
    with as_user(cast.administrator.pk):
        seat_give(team=team, user=cast.nurse, unit=cast.nav_office, role=SeatRole.MEMBER)
    assert "nurse" not in who_reads_case(cast, case_id), "NAV has no consent"
    with as_user(cast.administrator.pk):
        seat_give(team=team, user=cast.adviser, unit=cast.ppt, role=SeatRole.SECRETARY)
    assert "adviser" in who_reads_case(cast, case_id), "another role is not another unit"


def test_naming_ends_with_the_membership(
    cast: Cast, case_id: uuid.UUID, team: Team, referral: Referral
) -> None:
    leaves_job(cast, "nurse", "clinic")
    assert "nurse" not in who_reads_case(cast, case_id)
    with as_user(cast.adviser.pk):
        meeting_start(begin(cast, team), present=[])
    works_at(cast, "nurse", "nav_office")
    assert "nurse" not in who_reads_case(cast, case_id)


def test_whoever_comes_back_to_the_work_and_the_table_is_named_anew_when_the_meeting_begins(
    cast: Cast, case_id: uuid.UUID, team: Team, referral: Referral
) -> None:
    leaves_job(cast, "nurse", "clinic")
    works_at(cast, "nurse", "clinic")
    assert "nurse" not in who_reads_case(cast, case_id)
    begin(cast, team)
    assert "nurse" in who_reads_case(cast, case_id)


def test_whoever_gets_a_seat_is_named_when_the_meeting_begins(
    cast: Cast, case_id: uuid.UUID, team: Team, referral: Referral
) -> None:
    seat(team, cast.ppt_colleague, cast.ppt)
    seat(team, cast.nav, cast.nav_office)
    assert "ppt_colleague" not in who_reads_case(cast, case_id)
    begin(cast, team)
    assert who_reads_case(cast, case_id) == {"teacher", "mother", "adviser", "nurse", "ppt_colleague"}


def test_somebody_named_for_good_meanwhile_stays(cast: Cast, case_id: uuid.UUID, referral: Referral) -> None:
    join(cast, case_id, "nurse", "clinic")
    assert grants_of(cast, "nurse", case_id) == FOR_GOOD
    close(cast, referral)
    end_seat(cast, "nurse")
    assert who_reads_case(cast, case_id) == {"teacher", "mother", "nurse"}


def test_somebody_named_for_good_before_is_not_ended_by_the_item(
    cast: Cast, team: Team, log: uuid.UUID
) -> None:
    name(cast, log, "adviser", "ppt_colleague", "ppt")
    referral = refer(cast, log, team)
    assert grants_of(cast, "adviser", log) == FOR_GOOD
    close(cast, referral, by="adviser")
    assert who_reads_case(cast, log) == {"teacher", "mother", "nurse", "adviser", "ppt_colleague"}


def test_whoever_sits_at_two_tables_reads_until_both_are_done(
    cast: Cast, case_id: uuid.UUID, team: Team, referral: Referral
) -> None:
    with as_system("test: a second team"):
        second = Team.objects.create(municipality=cast.home, team_type="TST", name="TST Nord")
    seat(second, cast.nurse, cast.clinic, SeatRole.CHAIR)
    other = refer(cast, case_id, second, left_out=())
    close(cast, referral)
    assert who_reads_case(cast, case_id) == {"teacher", "mother", "nurse"}
    with as_user(cast.nurse.pk):
        assert CaseUserGrant.objects.get(content_object=case_id).named_for == [other.pk], "and says what for"
    third = refer(cast, case_id, team)
    with as_user(cast.administrator.pk):
        seat_end(Seat.objects.get(team=second))
    assert "nurse" in who_reads_case(cast, case_id), "the first table"
    close(cast, other)
    assert "nurse" in who_reads_case(cast, case_id)
    close(cast, third)
    assert who_reads_case(cast, case_id) == {"teacher", "mother"}


def test_a_kind_that_is_withdrawn_ends_one_table_and_not_the_other(
    cast: Cast, case_id: uuid.UUID, team: Team, referral: Referral
) -> None:
    with as_system("test: a second team"):
        second = Team.objects.create(municipality=cast.home, team_type="TST", name="TST Helse")
    seat(second, cast.nurse, cast.clinic, SeatRole.CHAIR)
    refer(cast, case_id, second, kind="health", left_out=())
    withdraw(cast, case_id, "mother", "clinic", "school")
    assert who_reads_case(cast, case_id) == {"teacher", "mother", "adviser", "nurse"}
    withdraw(cast, case_id, "mother", "clinic", "health")
    assert who_reads_case(cast, case_id) == {"teacher", "mother", "adviser"}


def test_a_log_that_is_closed_is_off_every_table(
    cast: Cast, case_id: uuid.UUID, team: Team, referral: Referral
) -> None:
    withdraw(cast, case_id, "mother")
    assert who_reads_case(cast, case_id) == {"mother"}
    with as_system("test"):
        referral.refresh_from_db()
        assert referral.closed_at is not None
        assert not value(
            "select count(*) from cases_caseusergrant where named_for <> '{}' and ended_at is null"
        )


def test_only_the_administrator_of_the_municipality_gives_and_ends_seats(cast: Cast, team: Team) -> None:
    with as_system("test"):
        adviser = Seat.objects.get(user=cast.adviser).pk
    for person in ("adviser", "head", "stranger", "mother", "privacy_officer", "executive"):
        with as_user(getattr(cast, person).pk):
            assert is_refused(
                "select seat_give(%s, %s, %s, 'chair')", team.pk, cast.nav.pk, cast.nav_office.pk
            ), person
            assert is_refused("select seat_end(%s)", adviser), person
            assert is_refused("insert into teams_seat values (default)"), person
    with as_user(cast.administrator.pk):
        for user, unit in (
            (cast.nav, cast.clinic),
            (cast.stranger, cast.away_school),
            (cast.mother, cast.clinic),
        ):
            assert is_refused("select seat_give(%s, %s, %s, 'chair')", team.pk, user.pk, unit.pk), user
        assert is_refused("select seat_end(%s)", 0)


def test_a_further_consent_carries_those_who_are_named_for_the_item_alone(
    cast: Cast, case_id: uuid.UUID, referral: Referral
) -> None:
    """The first consent runs out while the item is open: the nurse reads on the second, and no longer than the item."""
    consent_again(cast, case_id, {"clinic": ("school",)})
    with as_system("test: the first consent to the clinic runs out"):
        plain(
            "update consent_legalbasis set starts = starts - interval '300 days', ends = ends - interval '300 days'"
            " where case_id = %s and unit_id = %s and ends > current_date + 150",
            case_id, cast.clinic.pk,
        )  # fmt: skip
    assert grants_of(cast, "nurse", case_id) == {READS}
    assert "nurse" in who_reads_case(cast, case_id)
    close(cast, referral)
    assert "nurse" not in who_reads_case(cast, case_id)


def test_whoever_was_hidden_from_a_unit_and_is_then_named_for_good_is_seen_by_it(
    cast: Cast, team: Team
) -> None:
    case_id = open_log(cast, shares=WITH_BARNEVERN)
    join(cast, case_id, "child_welfare_worker", "child_welfare")
    refer(cast, case_id, team)

    def seen_by_barnevern() -> bool:
        with as_user(cast.child_welfare_worker.pk):
            return ("Nurse",) in plain("select name from case_participants(%s)", case_id)

    assert not seen_by_barnevern()
    join(cast, case_id, "nurse", "clinic")
    assert seen_by_barnevern()


def test_somebody_named_for_an_item_is_seen_only_by_those_who_read_it(cast: Cast, case_id: uuid.UUID) -> None:
    """PPT's basis has no health. The name of the nurse alone would say that a team has the case on its table."""
    join(cast, case_id, "adviser", "ppt")
    with as_system("test: a team of the clinic"):
        table = Team.objects.create(municipality=cast.home, team_type="TST", name="TST Helse")
    seat(table, cast.nurse, cast.clinic, SeatRole.CHAIR)
    seen = "select count(*) from case_participants(%s) where user_id = %s"
    with as_user(cast.adviser.pk):
        before = plain("select * from case_participants(%s)", case_id)
        shares = plain("select unit, named from case_shares(%s)", case_id)
    refer(cast, case_id, table, kind="health", left_out=())
    with as_user(cast.teacher.pk):  # who sent it
        assert value(seen, case_id, cast.nurse.pk) == 1
    with as_user(cast.nurse.pk):
        assert value(seen, case_id, cast.nurse.pk) == 1
    with as_user(cast.adviser.pk):
        assert plain("select * from case_participants(%s)", case_id) == before
        assert plain("select unit, named from case_shares(%s)", case_id) == shares
