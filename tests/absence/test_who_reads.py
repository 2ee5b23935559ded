"""Who stands in reads what the colleague reads, where the basis allows the unit, in these days, and no more."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.absence.models import Absence
from cases.absence.services import absence_change, absence_end
from cases.case.services import participant_remove
from cases.concerns.services import KeptOut
from cases.consents.tasks import settle_expired
from cases.keepout.services import case_keep_out, case_let_in
from cases.logs.models import Entry
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere
from municipality.notices.models import Notice
from tests.absence.scene import away, days_pass
from tests.access.models_of_a_case import readers
from tests.access.scenes import hand_over, join, name, plain, value, withdraw, write
from tests.access.team_scenes import consent_again, leaves_job, works_at
from tests.cast import Cast
from tests.logs.opening import open_log


@pytest.fixture
def log(cast: Cast) -> uuid.UUID:
    """The teacher holds it; PPT's adviser and the clinic's nurse take part."""
    case_id = open_log(cast)
    join(cast, case_id, "adviser", "ppt")
    join(cast, case_id, "nurse", "clinic")
    return case_id


def test_a_stand_in_reads_and_writes_what_the_one_who_is_away_does(cast: Cast, log: uuid.UUID) -> None:
    assert "ppt_colleague" not in readers(cast, log)
    away(cast, "adviser", "ppt_colleague")
    assert readers(cast, log) == {"teacher", "adviser", "ppt_colleague", "nurse", "mother"}
    write(cast, log, "ppt_colleague", "ppt")


def test_a_stand_in_reads_by_the_kinds_of_the_basis_and_not_what_the_other_wrote(
    cast: Cast, log: uuid.UUID
) -> None:
    write(cast, log, "adviser", "ppt", kind="health", text="bare til meg selv")
    away(cast, "adviser", "ppt_colleague")
    with as_user(cast.adviser.pk):
        assert Entry.objects.filter(text="bare til meg selv").exists()
    with as_user(cast.ppt_colleague.pk):
        assert not Entry.objects.filter(text="bare til meg selv").exists()


def test_it_begins_and_ends_by_itself(cast: Cast, log: uuid.UUID) -> None:
    absence = away(cast, "adviser", "ppt_colleague", first=2, last=4)
    assert "ppt_colleague" not in readers(cast, log)
    days_pass(absence, 2)
    assert "ppt_colleague" in readers(cast, log)
    days_pass(absence, 2)
    assert "ppt_colleague" in readers(cast, log)  # the last day
    days_pass(absence, 1)
    assert "ppt_colleague" not in readers(cast, log)
    with as_user(cast.ppt_colleague.pk):
        assert not value("select i_may_write(%s, %s)", log, cast.ppt.pk)


def test_ended_early_it_ends_at_once(cast: Cast, log: uuid.UUID) -> None:
    absence = away(cast, "adviser", "ppt_colleague")
    with as_user(cast.adviser.pk):
        absence_end(absence)
        with pytest.raises(NothingThere):
            absence_end(absence)
    assert "ppt_colleague" not in readers(cast, log)


def test_what_the_other_gets_and_loses_meanwhile_the_stand_in_does_too(cast: Cast) -> None:
    absence = away(cast, "adviser", "ppt_colleague")
    case_id = open_log(cast)
    assert "ppt_colleague" not in readers(cast, case_id)
    join(cast, case_id, "adviser", "ppt")
    assert "ppt_colleague" in readers(cast, case_id)
    with as_user(cast.teacher.pk):
        participant_remove(case_id=case_id, person_id=cast.adviser.pk, unit_id=cast.ppt.pk)
    assert "ppt_colleague" not in readers(cast, case_id)
    join(cast, case_id, "adviser", "ppt")
    assert "ppt_colleague" in readers(cast, case_id)
    with as_user(cast.adviser.pk):
        absence_end(absence)
    assert "ppt_colleague" not in readers(cast, case_id)


def test_a_withdrawn_consent_ends_it_and_a_new_one_gives_it(cast: Cast, log: uuid.UUID) -> None:
    away(cast, "adviser", "ppt_colleague")
    withdraw(cast, log, "mother", "ppt")
    assert "ppt_colleague" not in readers(cast, log)
    consent_again(cast, log, {"ppt": ("school",)})
    join(cast, log, "adviser", "ppt")
    assert "ppt_colleague" in readers(cast, log)


def test_a_renewed_consent_makes_nobody_a_participant_of_their_own(cast: Cast, log: uuid.UUID) -> None:
    absence = away(cast, "adviser", "ppt_colleague")
    consent_again(cast, log, {"ppt": ("school", "family")})
    assert "ppt_colleague" in readers(cast, log)
    days_pass(absence, 6)
    assert "ppt_colleague" not in readers(cast, log)


def test_the_unit_that_the_one_who_is_away_has_left_is_not_read(cast: Cast, log: uuid.UUID) -> None:
    away(cast, "adviser", "ppt_colleague")
    leaves_job(cast, "adviser", "ppt")
    assert not {"adviser", "ppt_colleague"} & readers(cast, log)


def test_a_stand_in_reads_only_for_units_in_which_both_work(cast: Cast, log: uuid.UUID) -> None:
    other = open_log(cast, opener="nurse", unit="clinic", shares={"clinic": ("health",)})
    works_at(cast, "nurse", "ppt")
    away(cast, "nurse", "ppt_colleague")
    assert "ppt_colleague" not in readers(cast, log) | readers(cast, other)
    name(cast, log, "adviser", "nurse", "ppt")
    assert "ppt_colleague" in readers(cast, log)
    leaves_job(cast, "ppt_colleague", "ppt")
    assert "ppt_colleague" not in readers(cast, log)


def test_a_stand_in_of_a_stand_in_reads_nothing_by_it(cast: Cast, log: uuid.UUID) -> None:
    works_at(cast, "other_teacher", "ppt")
    away(cast, "adviser", "ppt_colleague")
    away(cast, "ppt_colleague", "other_teacher")
    assert "other_teacher" not in readers(cast, log)


def test_somebody_who_takes_part_for_their_own_sake_goes_on_afterwards(cast: Cast, log: uuid.UUID) -> None:
    away(cast, "adviser", "ppt_colleague")
    name(cast, log, "adviser", "ppt_colleague", "ppt")
    with as_user(cast.ppt_colleague.pk):
        assert (
            value(
                "select stands_in_for from case_participants(%s) where user_id = %s",
                log,
                cast.ppt_colleague.pk,
            )
            == ""
        )
    with as_system("test"):
        absence = Absence.objects.get()
    days_pass(absence.pk, 6)
    assert "ppt_colleague" in readers(cast, log)


def test_a_stand_in_who_was_taken_out_of_a_log_is_not_put_in_again(cast: Cast, log: uuid.UUID) -> None:
    away(cast, "adviser", "ppt_colleague")
    with as_user(cast.teacher.pk):
        participant_remove(case_id=log, person_id=cast.ppt_colleague.pk, unit_id=cast.ppt.pk)
    settle_expired()
    assert "ppt_colleague" not in readers(cast, log)
    assert "adviser" in readers(cast, log)


def test_who_is_kept_out_of_a_case_stands_in_nowhere_in_it_even_when_let_in_later(
    cast: Cast, log: uuid.UUID
) -> None:
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=log, kept_out=KeptOut(cast.ppt_colleague.pk, "kin"))
    away(cast, "adviser", "ppt_colleague")
    assert "ppt_colleague" not in readers(cast, log)
    with as_user(cast.teacher.pk):
        case_let_in(case_id=log, user_id=cast.ppt_colleague.pk)
    settle_expired()
    assert "ppt_colleague" not in readers(cast, log)


def test_the_clock_gives_a_stand_in_what_a_trigger_did_not_see(cast: Cast, log: uuid.UUID) -> None:
    absence = away(cast, "adviser", "ppt_colleague")
    with as_system("test: two at once"):
        plain("delete from cases_caseusergrant where stands_in = %s", absence)
    assert "ppt_colleague" not in readers(cast, log)
    settle_expired()
    assert "ppt_colleague" in readers(cast, log)


def test_another_stand_in_takes_over_at_once(cast: Cast, log: uuid.UUID) -> None:
    works_at(cast, "other_teacher", "ppt")
    absence = away(cast, "adviser", "ppt_colleague")
    today = timezone.localdate()
    for stand_in in ("other_teacher", "ppt_colleague"):
        with as_user(cast.adviser.pk):
            absence_change(
                absence_id=absence, last=today + timedelta(days=9), stand_in_id=getattr(cast, stand_in).pk
            )
        assert readers(cast, log) & {"other_teacher", "ppt_colleague"} == {stand_in}
    days_pass(absence, 9)
    assert "ppt_colleague" in readers(cast, log)


def test_a_baton_that_the_stand_in_took_goes_on_when_it_ends(cast: Cast, log: uuid.UUID) -> None:
    absence = away(cast, "teacher", "other_teacher")
    hand_over(cast, log, "teacher", "other_teacher", "school")
    with as_user(cast.teacher.pk):
        absence_end(absence)
    with as_system("test"):
        assert value("select holder_id from cases_case where id = %s", log) == cast.teacher.pk


def test_a_baton_falls_to_somebody_who_takes_part_for_their_own_sake(cast: Cast, log: uuid.UUID) -> None:
    away(cast, "teacher", "other_teacher")
    hand_over(cast, log, "teacher", "other_teacher", "school")
    hand_over(cast, log, "other_teacher", "nurse", "clinic")
    withdraw(cast, log, "mother", "clinic")
    with as_system("test"):
        assert value("select holder_id from cases_case where id = %s", log) == cast.teacher.pk


def test_only_the_person_and_a_leader_of_the_unit_register_an_absence(cast: Cast) -> None:
    for actor in ("other_teacher", "nurse", "administrator", "mother", "stranger", "privacy_officer"):
        with pytest.raises(PermissionDenied):
            away(cast, "teacher", None, by=actor)
    away(cast, "teacher", "other_teacher", by="head")
    for actor in ("other_teacher", "nurse", "administrator"):
        with as_system("test"):
            absence = Absence.objects.get().pk
        with as_user(getattr(cast, actor).pk), pytest.raises(PermissionDenied):
            absence_end(absence)
    for person in ("teacher", "other_teacher", "head"):
        with as_user(getattr(cast, person).pk):
            assert Absence.objects.exists()
    for person in ("nurse", "adviser", "administrator", "mother", "executive", "stranger"):
        with as_user(getattr(cast, person).pk):
            assert not Absence.objects.exists()


def test_a_leader_does_not_make_himself_read_what_leaders_do_not(cast: Cast, log: uuid.UUID) -> None:
    with pytest.raises(PermissionDenied):
        away(cast, "teacher", "head", by="head")
    assert "head" not in readers(cast, log)
    away(cast, "teacher", "head")
    assert "head" in readers(cast, log)


def test_a_leader_who_stands_in_does_not_make_it_last_longer(cast: Cast, log: uuid.UUID) -> None:
    absence = away(cast, "teacher", "head", last=5)
    last = timezone.localdate() + timedelta(days=5)
    with as_user(cast.head.pk):
        with pytest.raises(PermissionDenied, match="Du er vikar selv"):
            absence_change(absence_id=absence, last=last + timedelta(days=1), stand_in_id=cast.head.pk)
        absence_change(absence_id=absence, last=last - timedelta(days=1), stand_in_id=cast.head.pk)
    with as_user(cast.teacher.pk):
        absence_change(absence_id=absence, last=last + timedelta(days=1), stand_in_id=cast.head.pk)
    with as_user(cast.head.pk):
        absence_change(absence_id=absence, last=last + timedelta(days=9), stand_in_id=cast.other_teacher.pk)
    assert readers(cast, log) & {"head", "other_teacher"} == {"other_teacher"}


def test_a_leader_chooses_for_the_units_that_he_leads(cast: Cast, log: uuid.UUID) -> None:
    """The teacher works in PPT too, where the leader of the school has no say."""
    works_at(cast, "teacher", "ppt")
    works_at(cast, "ppt_colleague", "school")
    name(cast, log, "adviser", "teacher", "ppt")
    away(cast, "teacher", "ppt_colleague", by="head")
    with as_user(cast.ppt_colleague.pk):
        assert value("select i_may_write(%s, %s)", log, cast.school.pk)
        assert not value("select i_may_write(%s, %s)", log, cast.ppt.pk)


def test_a_stand_in_works_in_one_of_the_units(cast: Cast) -> None:
    for stand_in in ("nurse", "mother", "stranger", "teacher"):
        with pytest.raises(PermissionDenied):
            away(cast, "teacher", stand_in)


@pytest.mark.parametrize(("first", "last"), [(2, 1), (-3, -1), (0, 400)])
def test_days_that_cannot_be_are_refused(cast: Cast, first: int, last: int) -> None:
    with pytest.raises(PermissionDenied):
        away(cast, "teacher", None, first=first, last=last)


def test_two_absences_of_one_person_do_not_overlap(cast: Cast) -> None:
    away(cast, "teacher", None, first=2, last=5)
    for first, last in ((0, 2), (3, 4), (5, 9), (0, 9)):
        with pytest.raises(PermissionDenied):
            away(cast, "teacher", None, first=first, last=last)
    away(cast, "teacher", None, first=6, last=9)


def test_those_it_concerns_are_told(cast: Cast) -> None:
    absence = away(cast, "teacher", "other_teacher", by="head")

    def told() -> dict[str, set[str]]:
        with as_system("test"):
            found: dict[str, set[str]] = {}
            for notice in Notice.objects.filter(notice_type__startswith="absence").prefetch_related("user"):
                found.setdefault(notice.notice_type, set()).add(notice.user.username)
            return found

    assert told() == {"absence.registered": {"teacher", "other_teacher"}}
    with as_user(cast.teacher.pk):
        absence_change(absence_id=absence, last=timezone.localdate(), stand_in_id=cast.other_teacher.pk)
        absence_end(absence)
    assert told()["absence.changed"] == told()["absence.ended"] == {"other_teacher"}
