"""R5 and R6: case heads for reception and leaders; administrator and privacy officer read no case."""

import uuid

from cases.case.head import CaseHead
from cases.case.models import AddressProtection
from cases.heads.selectors import my_invitations
from cases.models import CaseGroupGrant
from municipality.access.identity import as_user
from municipality.people.models import Resident
from tests.access.models_of_a_case import OF_A_CASE, head_readers, readers
from tests.access.scenes import hand_over, join, plain, withdraw
from tests.cast import Cast, synthetic_number, years_ago
from tests.logs.opening import open_log


def test_an_invitation_alone_shows_the_head_and_not_the_case(cast: Cast) -> None:
    case_id = open_log(cast)
    assert readers(cast, case_id) == {"teacher", "mother"}
    assert head_readers(cast, case_id) == {"teacher", "head", "adviser", "nurse"}
    with as_user(cast.adviser.pk):
        head = CaseHead.objects.get()
        assert (head.initials, head.for_unit_id, head.as_reception, head.waits_for_reception) == (
            "E.E.", cast.ppt.pk, True, True,
        )  # fmt: skip
        for model in OF_A_CASE:
            if model is not CaseGroupGrant:
                assert not model._default_manager.exists(), model
    join(cast, case_id, "adviser", "ppt")
    with as_user(cast.adviser.pk):
        assert not CaseHead.objects.get().waits_for_reception


def test_a_leader_reads_the_head_and_no_content(cast: Cast, log: uuid.UUID) -> None:
    with as_user(cast.head.pk):
        head = CaseHead.objects.get(pk=log)
        assert (head.as_leader, head.as_reception, head.as_holder) == (True, False, False)
        assert (head.initials, head.holder_name, head.level) == ("E.E.", "Teacher", 2)
        for model in OF_A_CASE:
            assert not model._default_manager.exists(), model
        assert plain("select * from case_participants(%s)", log) == []
        assert plain("select * from family_events(%s)", log) == []


def test_a_leader_of_the_opening_unit_without_basis_and_baton_reads_no_head(cast: Cast) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "clinic")
    hand_over(cast, case_id, "teacher", "nurse", "clinic")
    withdraw(cast, case_id, "mother", "school")
    assert "head" not in head_readers(cast, case_id)


def test_of_a_strictly_protected_child_the_head_says_the_number_only(cast: Cast) -> None:
    case_id = open_log(cast, address_protection=AddressProtection.STRICT)
    for person in ("head", "adviser"):
        with as_user(getattr(cast, person).pk):
            head = CaseHead.objects.get(pk=case_id)
            assert head.number
            assert (head.initials, head.holder_name, head.level, head.holder_unit_id) == (
                "", "", None, None,
            )  # fmt: skip
            assert head.opened_at is None


def test_the_order_of_what_waits_does_not_tell_when_a_strictly_protected_log_was_opened(cast: Cast) -> None:
    """By the day it was opened, the first would come first."""
    strict = open_log(cast, address_protection=AddressProtection.STRICT)
    other = open_log(cast, number=synthetic_number(years_ago(9), 1))
    with as_user(cast.adviser.pk):
        assert my_invitations() == [other, strict]


def test_a_head_that_is_asked_for_by_its_key_is_one_that_is_seen(cast: Cast) -> None:
    seen, elsewhere = open_log(cast), uuid.uuid4()
    with as_user(cast.adviser.pk):
        assert [head.pk for head in CaseHead.objects.of([seen, elsewhere])] == [seen]
        assert list(CaseHead.objects.of([])) == []
        assert [head.pk for head in CaseHead.objects.all()] == [seen]
    with as_user(cast.mother.pk):
        assert CaseHead.objects.of([seen]) == []


def test_administrator_and_privacy_officer_read_no_case(cast: Cast, log: uuid.UUID) -> None:
    for person in ("administrator", "privacy_officer"):
        with as_user(getattr(cast, person).pk):
            for model in (*OF_A_CASE, CaseHead, Resident):
                assert not model._default_manager.exists(), (person, model)
