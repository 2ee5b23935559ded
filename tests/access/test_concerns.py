"""R3 for a concern: it never leaves the unit."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.concerns.models import Concern, ConcernColleague
from cases.concerns.services import concern_change, concern_close, concern_register, concern_share
from municipality.access.identity import as_system, as_user
from municipality.notices.models import Notice
from municipality.organisation.municipality import Municipality
from municipality.people.models import Membership
from municipality.people.services import membership_start
from tests.access.scenes import everybody_who, is_refused, plain, seen_by
from tests.cast import CASEWORKER, EVERYBODY, Cast

WHAT: dict[str, Any] = {
    "child_name": "Emma Eksempel", "birth_date": date(2018, 3, 4), "observed": "Er mye alene.",
    "since": date(2026, 1, 5),
}  # fmt: skip


@pytest.fixture
def concern(cast: Cast) -> Concern:
    with as_user(cast.teacher.pk):
        return concern_register(author=cast.teacher, unit=cast.school, **WHAT)


def readers(cast: Cast) -> set[str]:
    return everybody_who(cast, EVERYBODY, Concern.objects.exists)


def test_it_is_read_by_its_author_and_the_leader_of_the_unit(cast: Cast, concern: Concern) -> None:
    assert readers(cast) == {"teacher", "head"}
    with as_user(cast.head.pk):
        assert Notice.objects.filter(concern_id=concern.pk).exists()


def test_not_by_the_leader_where_the_municipality_says_so(cast: Cast, concern: Concern) -> None:
    with as_system("test: setting"):
        Municipality.objects.update(leader_sees_concerns=False)
    assert readers(cast) == {"teacher"}
    assert not seen_by(cast, "head", Notice)


def test_by_a_colleague_whom_the_author_adds(cast: Cast, concern: Concern) -> None:
    with as_user(cast.teacher.pk):
        concern_share(concern=concern, colleague_id=cast.other_teacher.pk)
    assert readers(cast) == {"teacher", "head", "other_teacher"}
    assert everybody_who(cast, EVERYBODY, ConcernColleague.objects.exists) == {
        "teacher",
        "other_teacher",
    }
    with as_user(cast.other_teacher.pk):
        assert Notice.objects.filter(notice_type="concern.shared").exists()
        assert plain("update cases_concern set observed = 'x'") == [(0,)]
        with pytest.raises(PermissionDenied):
            concern_share(concern=concern, colleague_id=cast.other_teacher.pk)


@pytest.mark.parametrize("person", ["nurse", "stranger", "mother", "administrator"])
def test_the_author_adds_nobody_from_outside_the_unit(cast: Cast, concern: Concern, person: str) -> None:
    with as_user(cast.teacher.pk), pytest.raises(PermissionDenied):
        concern_share(concern=concern, colleague_id=getattr(cast, person).pk)


def test_it_stays_with_the_unit_when_the_author_or_a_colleague_leaves(cast: Cast, concern: Concern) -> None:
    with as_user(cast.teacher.pk):
        concern_share(concern=concern, colleague_id=cast.other_teacher.pk)
    with as_system("test: both move to the clinic"):
        for person in (cast.teacher, cast.other_teacher):
            Membership.objects.filter(user=person).update(ends_at=timezone.now() - timedelta(seconds=1))
            membership_start(
                user=person,
                unit=cast.clinic,
                role=CASEWORKER,
                starts_at=timezone.now() - timedelta(seconds=1),
            )
    assert readers(cast) == {"head"}
    with as_user(cast.teacher.pk):
        assert is_refused("select concern_share(%s, %s)", concern.pk, cast.nurse.pk)
        assert is_refused("select concern_notify(%s, 'concern.registered')", concern.pk)


@pytest.mark.parametrize("person", ["head", "other_teacher", "nurse", "stranger", "mother", "administrator"])
def test_nobody_but_the_author_changes_shares_or_closes_it(cast: Cast, concern: Concern, person: str) -> None:
    with as_user(getattr(cast, person).pk):
        assert plain("update cases_concern set observed = 'x'") == [(0,)]
        assert is_refused("select concern_share(%s, %s)", concern.pk, cast.other_teacher.pk)
        assert is_refused("select concern_notify(%s, 'concern.shared')", concern.pk)
        with pytest.raises(PermissionDenied):
            concern_close(concern=concern, reason="")
        assert is_refused("delete from cases_concern")


def test_the_author_moves_it_to_no_other_unit_and_gives_it_no_log(cast: Cast, concern: Concern) -> None:
    with as_user(cast.teacher.pk):
        for column in ("unit_id", "author_id", "keeper_id", "log_id", "registered_at", "deadline", "id"):
            assert is_refused(f"update cases_concern set {column} = null"), column


def test_nobody_registers_for_another_person_or_another_unit(cast: Cast) -> None:
    insert = (
        "insert into cases_concern (id, unit_id, author_id, keeper_id, child_name, birth_date, observed, since,"
        " registered_at, deadline, version, outcome, outcome_reason)"
        " values (gen_random_uuid(), %s, %s, %s, 'E', '2018-01-01', 'x', '2026-01-01', now(), '2026-02-01', 1, '', '')"
    )
    for person, unit, author in (
        ("teacher", "clinic", "teacher"), ("teacher", "school", "other_teacher"), ("mother", "school", "mother"),
        ("stranger", "school", "stranger"), ("administrator", "school", "administrator"),
    ):  # fmt: skip
        with as_user(getattr(cast, person).pk):
            key = getattr(cast, author).pk
            assert is_refused(insert, getattr(cast, unit).pk, key, key), person


def test_a_closed_concern_is_read_and_not_changed(cast: Cast, concern: Concern) -> None:
    with as_user(cast.teacher.pk):
        concern_close(concern=concern, reason="Avklart")
        with pytest.raises(PermissionDenied):
            concern_change(concern=concern, version=1, **WHAT)
        with pytest.raises(PermissionDenied):
            concern_close(concern=concern, reason="Igjen")
    assert readers(cast) == {"teacher", "head"}
