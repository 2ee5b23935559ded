"""R1, R2 and R3 for those who work with a case: named, allowed and member; two logs; two municipalities."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.case.head import CaseHead
from cases.case.models import Case
from cases.case.services import participant_remove
from consent.models import Answer, LegalBasis
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere
from municipality.access.verbs import call
from municipality.notices.models import Notice
from municipality.people.models import Membership, MembershipRole, Resident
from municipality.people.services import membership_start
from tests.access.models_of_a_case import OF_A_CASE, head_readers, readers
from tests.access.scenes import (
    INSERT_ENTRY,
    answer,
    is_refused,
    name,
    plain,
    seen_by,
    time_passes,
    value,
    withdraw,
    write,
)
from tests.cast import STAFF, Cast
from tests.logs.opening import open_log


def end_memberships(cast: Cast, person: str) -> None:
    with as_system("test: leaves"):
        Membership.objects.filter(user=getattr(cast, person)).update(
            ends_at=timezone.now() - timedelta(seconds=1)
        )


def test_a_case_is_read_by_those_who_are_named_and_by_the_family_and_nobody_else(
    cast: Cast, log: uuid.UUID
) -> None:
    assert readers(cast, log) == {"teacher", "adviser", "nurse", "mother"}


def test_without_identity_there_are_no_rows_of_a_case(cast: Cast, log: uuid.UUID) -> None:
    with as_user(None):
        for model in (*OF_A_CASE, CaseHead, Resident, Notice):
            assert not model._default_manager.exists(), model


def test_a_unit_without_consent_cannot_be_invited(cast: Cast) -> None:
    case_id = open_log(cast)
    with as_user(cast.teacher.pk), pytest.raises(PermissionDenied):
        call("unit_invite", case=case_id, unit=cast.nav_office.pk)


def test_only_the_reception_of_an_invited_unit_names_and_only_members_of_the_unit(
    cast: Cast,
) -> None:
    case_id = open_log(cast)
    for actor, person, unit in (
        ("ppt_colleague", "ppt_colleague", "ppt"),  # no reception
        ("nurse", "nurse", "ppt"),  # another unit's
        ("teacher", "adviser", "ppt"),  # the relay holder
        ("adviser", "teacher", "ppt"),  # no member
        ("head", "head", "school"),  # the leader
        ("teacher", "other_teacher", "school"),  # somebody else than oneself
        ("nav", "nav", "nav_office"),  # not invited
        ("stranger", "stranger", "away_school"),
        ("mother", "mother", "ppt"),
    ):
        with pytest.raises(PermissionDenied):
            name(cast, case_id, actor, person, unit)
    name(cast, case_id, "adviser", "ppt_colleague", "ppt")
    assert readers(cast, case_id) == {"teacher", "mother", "ppt_colleague"}


def test_withdrawal_for_a_unit_ends_its_access_everywhere_at_once(cast: Cast, log: uuid.UUID) -> None:
    write(cast, log, "teacher", "school")
    with as_user(cast.adviser.pk):
        assert Notice.objects.filter(notice_type="entry.written").exists()
        assert Case.objects.exists()
    withdraw(cast, log, "mother", "ppt")
    with as_user(cast.adviser.pk):
        for model in (*OF_A_CASE, CaseHead, Notice):
            assert not model._default_manager.exists(), model
        assert plain("select * from case_participants(%s)", log) == []
        assert value("select hidden_entry_count(%s)", log) == 0
        assert plain("select * from named_of_my_units(%s)", log) == []
        assert not value("select i_may_write(%s, %s)", log, cast.ppt.pk)
    assert readers(cast, log) == {"teacher", "nurse", "mother"}


def test_the_withdrawal_reaches_every_grant_that_rests_on_the_basis(cast: Cast, log: uuid.UUID) -> None:
    name(cast, log, "adviser", "ppt_colleague", "ppt")
    withdraw(cast, log, "mother", "ppt")
    with as_system("test"):
        for table, grants in (("cases_caseusergrant", 4), ("cases_casegroupgrant", 1)):
            dead = f"select count(*), count(*) filter (where valid @> statement_timestamp()) from {table} g"
            of_ppt = (
                "where basis_id = (select id from consent_legalbasis where case_id = %s and unit_id = %s)"
            )
            assert plain(f"{dead} {of_ppt}", log, cast.ppt.pk) == [(grants, 0)]


def test_access_ends_with_the_consent_without_any_job(cast: Cast, log: uuid.UUID) -> None:
    time_passes(log, "consent", days=201)
    assert readers(cast, log) == {"mother"}
    assert head_readers(cast, log) == {"teacher", "head"}
    with as_user(cast.teacher.pk):
        assert not value("select i_may_write(%s, %s)", log, cast.school.pk)


def test_access_has_not_begun_before_the_consent_has(cast: Cast, log: uuid.UUID) -> None:
    time_passes(log, "consent", days=-1)
    assert readers(cast, log) == {"mother"}


def test_a_membership_that_has_ended_ends_access_without_any_job(cast: Cast, log: uuid.UUID) -> None:
    end_memberships(cast, "adviser")
    assert "adviser" not in readers(cast, log) | head_readers(cast, log)
    with as_user(cast.adviser.pk):
        assert is_refused(INSERT_ENTRY, uuid.uuid4(), log, cast.adviser.pk, cast.ppt.pk)


def test_a_membership_that_has_not_begun_gives_nothing(cast: Cast, log: uuid.UUID) -> None:
    with as_system("test"):
        Membership.objects.filter(user=cast.adviser).update(starts_at=timezone.now() + timedelta(hours=1))
    assert "adviser" not in readers(cast, log) | head_readers(cast, log)


def test_membership_in_another_unit_does_not_carry_the_case_along(cast: Cast, log: uuid.UUID) -> None:
    end_memberships(cast, "adviser")
    with as_system("test: moves"):
        membership_start(
            user=cast.adviser, unit=cast.clinic, role=MembershipRole.CASEWORKER,
            starts_at=timezone.now() - timedelta(hours=1),
        )  # fmt: skip
    assert "adviser" not in readers(cast, log)


def test_whole_withdrawal_leaves_the_log_to_the_family(cast: Cast, log: uuid.UUID) -> None:
    withdraw(cast, log, "mother")
    assert readers(cast, log) == {"mother"}
    assert head_readers(cast, log) == set()
    with as_system("test"):
        case = Case.objects.get(pk=log)
        assert (case.closed_because, case.closed_at is None) == ("withdrawn", False)


def test_a_withdrawal_is_for_the_family_the_holder_and_the_own_unit(cast: Cast, log: uuid.UUID) -> None:
    for actor, unit in (
        ("adviser", "clinic"), ("adviser", None), ("ppt_colleague", "ppt"), ("head", "school"), ("stranger", "ppt"),
        ("father", None), ("administrator", None), ("privacy_officer", None), ("youth", None),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            withdraw(cast, log, actor, unit)
    withdraw(cast, log, "adviser", "ppt")
    withdraw(cast, log, "teacher", "clinic")
    with pytest.raises(NothingThere):
        withdraw(cast, log, "teacher", "clinic")
    withdraw(cast, log, "mother")
    assert readers(cast, log) == {"mother"}


def test_two_logs_of_one_child_never_lend_each_other_a_basis(cast: Cast, log: uuid.UUID) -> None:
    other = open_log(cast, opener="nurse", unit="clinic", shares={"clinic": ("health",)})
    with as_system("test"):
        assert Case.objects.values("subject").distinct().count() == 1
        basis = LegalBasis.objects.get(case_id=other, basis_type="consent")
    assert readers(cast, other) == {"nurse", "mother"}
    with as_user(cast.nurse.pk), pytest.raises(PermissionDenied):
        call("unit_invite", case=other, unit=cast.ppt.pk)
    withdraw(cast, log, "mother", "clinic")
    assert seen_by(cast, "nurse", Case) == {other}
    with as_system("test"):
        for table in ("cases_caseusergrant", "cases_casegroupgrant"):
            one = f"id = (select id from {table} where content_object_id = %s limit 1)"
            for change, *given in (
                ("basis_id = %s", basis.pk), ("valid = tstzrange(null, null)",), ("kinds = '{health}'",),
                ("content_object_id = %s", other),
            ):  # fmt: skip
                said = answer(f"update {table} set {change} where {one}", *given, log)
                assert "violates foreign key constraint" in said, (table, change)


def test_a_participant_leaves_and_the_unit_its_leader_and_the_holder_can_end_it(
    cast: Cast,
) -> None:
    for actor in ("ppt_colleague", "adviser", "teacher"):
        case_id = open_log(cast)
        name(cast, case_id, "adviser", "ppt_colleague", "ppt")
        with as_user(getattr(cast, actor).pk):
            participant_remove(case_id=case_id, person_id=cast.ppt_colleague.pk, unit_id=cast.ppt.pk)
        assert "ppt_colleague" not in readers(cast, case_id)
    name(cast, case_id, "adviser", "ppt_colleague", "ppt")
    for actor in ("nurse", "head", "stranger", "mother", "other_teacher"):
        with as_user(getattr(cast, actor).pk), pytest.raises((PermissionDenied, NothingThere)):
            participant_remove(case_id=case_id, person_id=cast.ppt_colleague.pk, unit_id=cast.ppt.pk)
    assert "ppt_colleague" in readers(cast, case_id)


def test_a_stranger_of_another_municipality_finds_nothing_of_this_one(cast: Cast, log: uuid.UUID) -> None:
    with as_user(cast.stranger.pk):
        for model in (*OF_A_CASE, CaseHead, Resident, Notice):
            assert not model._default_manager.exists(), model
        assert value("select count(*) from municipality_user where municipality_id = %s", cast.home.pk) == 0
        assert value("select count(*) from municipality_membership where unit_id = %s", cast.school.pk) == 0


def test_family_accounts_are_listed_to_nobody(cast: Cast, log: uuid.UUID) -> None:
    for person in STAFF:
        with as_user(getattr(cast, person).pk):
            assert value("select count(*) from municipality_user where account_type = 'family'") == 0, person


def test_an_open_transaction_stops_seeing_a_case_that_is_withdrawn(cast: Cast, log: uuid.UUID) -> None:
    """`now()` stands still in a transaction, as this test is one; `statement_timestamp()` does not."""
    with as_user(cast.adviser.pk):
        assert Case.objects.filter(pk=log).exists()
    with as_system("test: has just ended"):
        LegalBasis.objects.filter(case_id=log, unit=cast.ppt).update(ends=timezone.now())
        assert value(
            "select now() < ends from consent_legalbasis where case_id = %s and unit_id = %s",
            log,
            cast.ppt.pk,
        )
    with as_user(cast.adviser.pk):
        assert not Case.objects.filter(pk=log).exists()


def test_no_log_opens_while_the_parent_with_responsibility_has_refused_or_was_not_asked(
    cast: Cast,
) -> None:
    for said in (Answer.NO, Answer.NOT_ASKED):
        with pytest.raises(PermissionDenied):
            open_log(cast, mother=said)
