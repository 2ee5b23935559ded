"""Two municipalities that become one, where somebody has had several numbers: one resident, found by each of them."""

import uuid

from cases.case.models import Case
from consent.models import Answer
from municipality.access.identity import as_system
from municipality.people.identity_number import IdentityNumber
from municipality.people.models import AccountType, FamilyAccount
from municipality.people.services import family_link
from tests.cast import Cast, make_user
from tests.logs.opening import open_log
from tests.organisation.test_two_become_one import announce, merge
from tests.persons.helpers import BORN, D_NUMBER, NATIONAL, correct, found_by


def log_here(cast: Cast) -> uuid.UUID:
    return open_log(cast, number=D_NUMBER, birth_date=BORN, parents=[], child_answer=Answer.YES)


def log_there(cast: Cast, number: IdentityNumber) -> uuid.UUID:
    return open_log(
        cast, number=number, birth_date=BORN, parents=[], child_answer=Answer.YES, opener="stranger",
        unit="away_school", shares={"away_school": ("school",)},
    )  # fmt: skip


def children_of(*cases: uuid.UUID) -> set[uuid.UUID]:
    with as_system("test: the children"):
        return set(Case.objects.filter(pk__in=cases).values_list("subject", flat=True))


def test_a_child_is_found_by_every_number_that_either_knows(cast: Cast) -> None:
    here, there = log_here(cast), log_there(cast, D_NUMBER)
    correct(cast, there, number=NATIONAL, by="stranger")
    (child,) = children_of(here)
    announce(cast)
    merge(cast)
    assert children_of(here, there) == {child}
    assert [found_by(cast, one, by="nav") for one in (D_NUMBER, NATIONAL)] == [child, child]


def test_two_of_theirs_who_are_one_of_ours_become_that_one_with_one_account(cast: Cast) -> None:
    here = log_here(cast)
    correct(cast, here, number=NATIONAL)
    theirs = [log_there(cast, one) for one in (D_NUMBER, NATIONAL)]
    for row, case_id in enumerate(theirs):
        with as_system("test: each has an account"):
            account = make_user(f"young {row}", None, AccountType.FAMILY)
            family_link(user=account, resident=Case.objects.get(pk=case_id).subject)
    (child,) = children_of(here)
    announce(cast)
    merge(cast)
    assert children_of(here, *theirs) == {child}
    with as_system("test: the account"):
        assert FamilyAccount.objects.filter(resident=child).count() == 1
