"""django-guardian answers the truth to the one who asks, and nothing about anybody else."""

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import Error, ProgrammingError, transaction
from guardian.shortcuts import assign_perm, get_objects_for_user, get_perms, remove_perm

from cases.case.models import Case
from municipality.access.identity import as_system, as_user
from municipality.people.models import User
from tests.access.scenes import withdraw
from tests.cast import Cast

VIEW, CHANGE = "cases.view_case", "cases.change_case"


def test_a_participant_may_view_and_change_and_a_parent_view(cast: Cast, log: uuid.UUID) -> None:
    with as_user(cast.adviser.pk):
        adviser, case = User.objects.get(pk=cast.adviser.pk), Case.objects.get(pk=log)
        assert adviser.has_perms([VIEW, CHANGE], case)
        assert set(get_perms(adviser, case)) == {"view_case", "change_case", "receive_case"}
        assert adviser.get_all_permissions(case) == {VIEW, CHANGE, "cases.receive_case"}
        assert list(get_objects_for_user(adviser, "view_case", Case, accept_global_perms=False)) == [case]
    with as_user(cast.mother.pk):
        mother = User.objects.get(pk=cast.mother.pk)
        assert mother.has_perm(VIEW, case)
        assert not mother.has_perm(CHANGE, case)
        assert get_perms(mother, case) == ["view_case"]


def test_about_anybody_else_the_answer_is_no(cast: Cast, log: uuid.UUID) -> None:
    case = Case(pk=log)
    with as_user(cast.teacher.pk):
        for other in (cast.adviser, cast.mother, cast.stranger):
            assert not other.has_perm(VIEW, case)
            assert other.get_all_permissions(case) == set()
    with as_user(None):
        assert not cast.teacher.has_perm(VIEW, case)
        assert not AnonymousUser().has_perm(VIEW, case)


def test_as_the_system_the_answer_is_no_even_about_an_expired_grant(cast: Cast, log: uuid.UUID) -> None:
    withdraw(cast, log, "mother", "ppt")
    case = Case(pk=log)
    for user in (cast.teacher, cast.adviser):
        with as_user(cast.teacher.pk), as_system("test"):
            assert not user.has_perm(VIEW, case)
            assert user.get_all_permissions(case) == set()


def test_a_permission_without_a_case_is_given_to_nobody(cast: Cast, log: uuid.UUID) -> None:
    with as_user(cast.teacher.pk):
        assert not cast.teacher.has_perm(VIEW)
        assert cast.teacher.get_all_permissions() == set()


def test_withdrawal_ends_the_permission_of_the_instance_in_hand(cast: Cast, log: uuid.UUID) -> None:
    with as_user(cast.adviser.pk):
        case = Case.objects.get(pk=log)
        assert cast.adviser.has_perm(VIEW, case)
    withdraw(cast, log, "mother", "ppt")
    with as_user(cast.adviser.pk):
        assert not User.objects.get(pk=cast.adviser.pk).has_perm(VIEW, case)


@pytest.mark.parametrize(
    ("act", "who"), [(assign_perm, "stranger"), (assign_perm, "other_teacher"), (remove_perm, "teacher")]
)
def test_assign_perm_and_remove_perm_cannot_write(cast: Cast, log: uuid.UUID, act: Any, who: str) -> None:
    person = getattr(cast, who)
    with (
        as_user(cast.teacher.pk),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        act("view_case", person, Case(pk=log))


def test_not_even_the_system_can_assign_a_permission_that_rests_on_no_basis(
    cast: Cast, log: uuid.UUID
) -> None:
    with as_system("test"), pytest.raises(Error, match="null value"), transaction.atomic():
        assign_perm("view_case", cast.stranger, Case(pk=log))
