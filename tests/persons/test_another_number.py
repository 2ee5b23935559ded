"""D15, a number that changes: who is found by the new one and by the old one, at an opening and at a sign-in."""

import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from cases.case.models import Case, ParentalResponsibility
from cases.opening.services import Parent
from consent.models import Answer
from municipality.access.identity import as_system, as_user
from municipality.access.verbs import call
from municipality.people.identity_number import IdentityNumber
from municipality.people.models import FamilyAccount, SealedIdentity
from tests.access.scenes import is_refused, plain
from tests.access_log import acts_of
from tests.cast import Cast, synthetic_number, years_ago
from tests.logs.opening import open_log
from tests.persons.helpers import BORN, D_NUMBER, NATIONAL, account_of, correct, found_by

OLD, NEW, ELSEWHERE = (synthetic_number(years_ago(36), serial) for serial in (4, 5, 6))


def log_with(cast: Cast, mother: IdentityNumber | None, **more: Any) -> uuid.UUID:
    """A log whose mother has this number; nobody of the family has been here."""
    parents = [Parent("Mona Eksempel", "mor", True, "folkeregisteret", Answer.YES, mother)]
    return open_log(cast, parents=parents, **more)


def mother_of(case_id: uuid.UUID) -> uuid.UUID:
    with as_system("test"):
        return ParentalResponsibility.objects.get(case=case_id, relation="mor").parent_id


def child_of(case_id: uuid.UUID) -> uuid.UUID:
    with as_system("test"):
        return Case.objects.get(pk=case_id).subject_id


def reads(account: int | None) -> set[uuid.UUID]:
    assert account
    with as_user(account):
        return set(Case.objects.values_list("pk", flat=True))


def test_a_d_number_becomes_a_national_one_and_the_child_is_the_same(cast: Cast) -> None:
    log = open_log(cast, number=D_NUMBER, birth_date=BORN, child_answer=Answer.YES)
    child = child_of(log)
    correct(cast, log, number=NATIONAL)
    assert found_by(cast, NATIONAL) == found_by(cast, D_NUMBER) == child
    again = open_log(
        cast,
        opener="nurse",
        unit="clinic",
        shares={"clinic": ("health",)},
        number=NATIONAL,
        child_answer=Answer.YES,
    )
    assert child_of(again) == child


def test_whoever_signs_in_by_the_new_number_or_the_old_one_has_the_same_account(cast: Cast) -> None:
    log = open_log(cast, number=D_NUMBER, birth_date=BORN, child_answer=Answer.YES)
    before = account_of(D_NUMBER)
    assert reads(before) == {log}
    correct(cast, log, number=NATIONAL)
    assert account_of(NATIONAL) == account_of(D_NUMBER) == before
    assert reads(before) == {log}


def test_who_never_signed_in_before_gets_one_account_by_both(cast: Cast) -> None:
    log = log_with(cast, OLD)
    correct(cast, log, relation="mor", number=NEW)
    assert account_of(NEW) == account_of(OLD)
    assert reads(account_of(NEW)) == {log}


def test_a_number_that_was_pending_is_found_from_when_it_is_there(cast: Cast) -> None:
    log = open_log(cast, number=None, birth_date=BORN, child_answer=Answer.YES)
    correct(cast, log, number=NATIONAL)
    assert found_by(cast, NATIONAL) == child_of(log)


@pytest.mark.parametrize("signed_in_before", [True, False])
def test_a_number_changed_by_police_or_adoption_leads_nowhere(cast: Cast, signed_in_before: bool) -> None:
    log = log_with(cast, OLD)
    before = account_of(OLD) if signed_in_before else None
    correct(cast, log, relation="mor", number=NEW, old_leads=False)
    assert account_of(OLD) is None
    assert found_by(cast, OLD) != mother_of(log) == found_by(cast, NEW)
    if before:
        assert reads(before) == set()
    now = account_of(NEW)
    assert now != before
    assert reads(now) == {log}


def test_a_change_by_the_police_ends_every_number_before_it(cast: Cast) -> None:
    log = log_with(cast, OLD)
    correct(cast, log, relation="mor", number=NEW)
    correct(cast, log, relation="mor", number=ELSEWHERE, old_leads=False)
    assert [account_of(one) for one in (OLD, NEW)] == [None, None]
    assert reads(account_of(ELSEWHERE)) == {log}


def test_a_number_can_be_taken_back(cast: Cast) -> None:
    log = log_with(cast, OLD)
    correct(cast, log, relation="mor", number=NEW)
    correct(cast, log, relation="mor", number=OLD)
    assert found_by(cast, OLD) == found_by(cast, NEW) == mother_of(log)
    with as_system("test"):
        now = SealedIdentity.objects.filter(resident=mother_of(log), ended_at=None)
        assert now.count() == 1


def test_a_number_that_is_known_as_anothers_leads_to_whoever_had_it_first(cast: Cast) -> None:
    first = found_by(cast, NEW)
    log = log_with(cast, OLD)
    correct(cast, log, relation="mor", number=NEW)
    assert found_by(cast, NEW) == first != mother_of(log)
    assert found_by(cast, OLD) == mother_of(log)
    assert reads(account_of(NEW)) == {log}


def test_writing_a_number_on_somebody_opens_no_log_but_this_one(cast: Cast) -> None:
    """The mother reads logs here and in the next municipality by one account. Here somebody writes another's number."""
    here = log_with(cast, OLD)
    there = log_with(cast, OLD, opener="stranger", unit="away_school", shares={"away_school": ("school",)})
    mother = account_of(OLD)
    assert reads(mother) == {here, there}
    correct(cast, here, relation="mor", number=NEW)
    assert reads(account_of(NEW)) == {here}
    assert reads(account_of(OLD)) == {here, there}


def test_whoever_has_a_number_reads_her_own_log_though_it_was_written_on_another(cast: Cast) -> None:
    """And the other one does not: neither by signing in again, nor in the session she has."""
    own = log_with(cast, NEW, opener="stranger", unit="away_school", shares={"away_school": ("school",)})
    here = log_with(cast, OLD)
    other = account_of(OLD)
    correct(cast, here, relation="mor", number=NEW)
    owner = account_of(NEW)
    assert own in reads(owner)
    assert own not in reads(other)
    assert own not in reads(account_of(OLD))
    assert account_of(OLD) != owner


def test_only_the_relay_holder_changes_a_number_and_only_of_this_logs_people(cast: Cast) -> None:
    log = log_with(cast, OLD)
    other = open_log(cast, number=cast.youth_number)
    given = {"index": "x", "sealed": b"x", "number_type": "d_nummer", "old_leads": True}
    with as_system("test"):
        elsewhere = ParentalResponsibility.objects.get(case=other, relation="mor").pk
    for person, case_id, parent, code in (
        ("nurse", log, None, "not_relay_holder"),
        ("mother", other, None, "not_relay_holder"),
        ("teacher", uuid.uuid4(), None, "not_relay_holder"),
        ("teacher", log, elsewhere, "not_a_person_of_this_log"),
        ("teacher", log, uuid.uuid4(), "not_a_person_of_this_log"),
    ):
        with as_user(getattr(cast, person).pk), pytest.raises(PermissionDenied) as refused:
            call("resident_number_change", case=case_id, parent=parent, **given)
        assert refused.value.code == code  # type: ignore[attr-defined]
    with as_user(cast.teacher.pk), pytest.raises(PermissionDenied):
        call("resident_number_change", case=log, parent=None, **given | {"old_leads": None})


def test_a_number_is_never_read_and_the_change_is_an_event(cast: Cast) -> None:
    log = log_with(cast, OLD)
    correct(cast, log, relation="mor", number=NEW)
    assert "person.correct" in acts_of(cast.teacher)
    with as_user(cast.teacher.pk):
        assert is_refused("select index from municipality_sealedidentity")
        assert is_refused("select sealed.number_set(null, null, null, null, null)")
    with as_system("test"):
        for number in (OLD, NEW):
            assert not plain(
                "select 1 from municipality_event e join municipality_eventcase c on c.event_id = e.id"
                " where to_jsonb(e)::text || to_jsonb(c)::text like %s", f"%{number.digits}%",
            )  # fmt: skip
        assert FamilyAccount.objects.filter(resident=mother_of(log)).count() == 0
