"""Finding a child: the same answer by the same statements whether the number is known, within one municipality."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.case.models import Case
from municipality.access.identity import as_system, as_user
from municipality.access.verbs import call
from municipality.people.models import Resident, SealedIdentity
from municipality.people.services import resident_find_or_register, resident_register_unnumbered
from municipality.runtime.sealing import open_sealed
from tests.access.scenes import plain, seen_by, value
from tests.cast import EVERYBODY, Cast, synthetic_number, years_ago
from tests.logs.opening import open_log

NUMBER = synthetic_number(years_ago(7))


def test_a_known_number_and_a_new_one_take_the_same_statements(cast: Cast) -> None:
    shapes = []
    for number in (NUMBER, NUMBER, synthetic_number(years_ago(6))):
        with (
            as_user(cast.teacher.pk),
            CaptureQueriesContext(
                connection,
            ) as captured,
        ):
            found = resident_find_or_register(number)
        assert isinstance(found, uuid.UUID)
        shapes.append([query["sql"].split("(")[0].split('"')[0] for query in captured])
    assert shapes[0] == shapes[1] == shapes[2]


def test_a_number_is_one_resident_in_a_municipality_and_another_in_the_next(cast: Cast) -> None:
    found = {}
    for person in ("teacher", "nurse", "stranger"):
        with as_user(getattr(cast, person).pk):
            found[person] = resident_find_or_register(NUMBER)
    assert found["teacher"] == found["nurse"] != found["stranger"]
    with as_system("test"):
        assert Resident.objects.get(pk=found["stranger"]).municipality == cast.away
        assert SealedIdentity.objects.filter(resident__in=found.values()).count() == 2


def test_looking_for_a_number_leaves_no_row_behind_when_it_was_known(cast: Cast) -> None:
    with as_user(cast.teacher.pk):
        resident_find_or_register(NUMBER)
    with as_system("test"):
        before = Resident.objects.count()
    with as_user(cast.nurse.pk):
        resident_find_or_register(NUMBER)
    with as_system("test"):
        assert Resident.objects.count() == before


def test_a_child_that_was_found_by_number_is_not_seen(cast: Cast, log: uuid.UUID) -> None:
    with as_user(cast.nav.pk):
        resident_find_or_register(cast.emma_number)
        assert not Resident.objects.exists()
        assert not Case.objects.exists()


def test_a_log_always_opens_and_tells_nothing_of_the_other(cast: Cast, log: uuid.UUID) -> None:
    second = open_log(cast, opener="nav", unit="nav_office", shares={"nav_office": ("economy", "school")})
    assert seen_by(cast, "nav", Case) == {second}
    with as_user(cast.nav.pk):
        for table in ("cases_caseusergrant", "consent_legalbasis", "consent_consent", "consent_withdrawal"):
            key = "content_object_id" if table == "cases_caseusergrant" else "case_id"
            assert value(f"select count(*) from {table} where {key} <> %s", second) == 0, table


@pytest.mark.parametrize(
    "person", [p for p in EVERYBODY if p in {"administrator", "privacy_officer", "mother", "youth"}]
)
def test_only_staff_with_a_living_membership_look_for_residents(cast: Cast, person: str) -> None:
    with as_user(getattr(cast, person).pk):
        with pytest.raises(PermissionDenied):
            resident_find_or_register(NUMBER)
        with pytest.raises(PermissionDenied):
            resident_register_unnumbered()
    with as_user(None), pytest.raises(PermissionDenied):
        resident_find_or_register(NUMBER)


def test_a_log_is_opened_for_the_own_unit_and_a_resident_of_the_own_municipality(
    cast: Cast,
) -> None:
    with as_user(cast.stranger.pk):
        away = resident_find_or_register(NUMBER)
    with as_user(cast.teacher.pk):
        home = resident_find_or_register(NUMBER)
        for subject, unit in ((away, cast.school), (home, cast.clinic), (uuid.uuid4(), cast.school)):
            with pytest.raises(PermissionDenied):
                call(
                    "case_open", case=uuid.uuid4(), subject=subject, name="E", birth_date=NUMBER.says,
                    protection="none", level=1, unit=unit.pk, concern=None, expects=None,
                )  # fmt: skip


def test_identity_numbers_are_encrypted_and_bound_to_their_row(cast: Cast) -> None:
    with as_user(cast.teacher.pk):
        key = resident_find_or_register(NUMBER)
    with as_system("test"):
        row = SealedIdentity.objects.get(resident=key)
        assert NUMBER.digits.encode() not in bytes(row.sealed)
        assert NUMBER.digits not in row.index
        assert (
            open_sealed(bytes(row.sealed), table="municipality_sealedidentity", pk=row.index, column="sealed")
            == NUMBER.digits
        )
        assert plain("select count(*) from municipality_sealedidentity where index = %s", row.index) == [(1,)]
