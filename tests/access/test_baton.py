"""The baton: one holder from the first moment to the last, whoever leaves and whatever is withdrawn."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.baton.models import BatonMove, BatonOffer
from cases.baton.services import baton_answer, baton_candidates, baton_offer
from cases.case.head import CaseHead
from cases.case.models import Case
from cases.case.services import participant_remove
from municipality.access.identity import as_system, as_user
from municipality.access.verbs import call
from municipality.notices.models import Notice
from municipality.people.models import Membership
from tests.access.scenes import answer, hand_over, is_refused, name, seen_by, time_passes, value, withdraw
from tests.cast import Cast


def holder(cast: Cast, case_id: uuid.UUID) -> tuple[str, str]:
    with as_system("test"):
        case = Case.objects.select_related("holder", "holder_unit").get(pk=case_id)
        return case.holder.username, case.holder_unit.name


def offer(cast: Cast, case_id: uuid.UUID, giver: str, taker: str, unit: str) -> uuid.UUID:
    with as_user(getattr(cast, giver).pk):
        return baton_offer(
            case_id=case_id, user_id=getattr(cast, taker).pk, unit_id=getattr(cast, unit).pk, why="Nærmere nå"
        )


def leave(cast: Cast, person: str) -> None:
    with as_system("test: leaves"):
        Membership.objects.filter(user=getattr(cast, person)).update(
            ends_at=timezone.now() - timedelta(seconds=1)
        )


def settle() -> int:
    with as_system("test: settle"):
        return int(call("settle_all"))


def test_the_one_who_opens_holds_it(cast: Cast, log: uuid.UUID) -> None:
    assert holder(cast, log) == ("teacher", "Baksalen skole")
    with as_system("test"):
        assert list(BatonMove.objects.values_list("user", "moved")) == [(cast.teacher.pk, "opened")]


def test_it_stays_until_the_one_asked_says_yes(cast: Cast, log: uuid.UUID) -> None:
    asked = offer(cast, log, "teacher", "nurse", "clinic")
    assert holder(cast, log)[0] == "teacher"
    with as_user(cast.nurse.pk):
        assert Notice.objects.filter(notice_type="baton.offered").exists()
        baton_answer(case_id=log, offer_id=asked, yes=False, reason="Ikke nå")
    assert holder(cast, log)[0] == "teacher"
    asked = offer(cast, log, "teacher", "nurse", "clinic")
    with as_user(cast.nurse.pk):
        baton_answer(case_id=log, offer_id=asked, yes=True)
    assert holder(cast, log) == ("nurse", "Helsestasjonen")


def test_only_the_holder_offers_and_only_to_a_participant_who_may_write(cast: Cast, log: uuid.UUID) -> None:
    for giver, taker, unit in (
        ("adviser", "nurse", "clinic"), ("head", "nurse", "clinic"), ("mother", "nurse", "clinic"),
        ("stranger", "nurse", "clinic"), ("teacher", "nav", "nav_office"), ("teacher", "nurse", "ppt"),
        ("teacher", "teacher", "school"), ("teacher", "mother", "school"), ("teacher", "ppt_colleague", "ppt"),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            offer(cast, log, giver, taker, unit)


def test_one_offer_waits_at_a_time(cast: Cast, log: uuid.UUID) -> None:
    offer(cast, log, "teacher", "nurse", "clinic")
    with pytest.raises(IntegrityError), transaction.atomic():
        offer(cast, log, "teacher", "adviser", "ppt")


def test_nobody_answers_for_another_nor_twice(cast: Cast, log: uuid.UUID) -> None:
    asked = offer(cast, log, "teacher", "nurse", "clinic")
    for person in ("adviser", "teacher", "head", "stranger", "mother"):
        with as_user(getattr(cast, person).pk), pytest.raises(PermissionDenied):
            baton_answer(case_id=log, offer_id=asked, yes=True)
    with as_user(cast.nurse.pk):
        baton_answer(case_id=log, offer_id=asked, yes=True)
        with pytest.raises(PermissionDenied):
            baton_answer(case_id=log, offer_id=asked, yes=True)


def test_one_who_lost_access_can_no_longer_accept(cast: Cast, log: uuid.UUID) -> None:
    asked = offer(cast, log, "teacher", "nurse", "clinic")
    withdraw(cast, log, "mother", "clinic")
    with as_user(cast.nurse.pk), pytest.raises(PermissionDenied):
        baton_answer(case_id=log, offer_id=asked, yes=True)
    assert holder(cast, log)[0] == "teacher"


def test_withdrawal_for_the_holders_unit_moves_it_to_the_latest_earlier_hand_that_may(
    cast: Cast, log: uuid.UUID
) -> None:
    hand_over(cast, log, "teacher", "adviser", "ppt")
    hand_over(cast, log, "adviser", "nurse", "clinic")
    withdraw(cast, log, "mother", "clinic")
    assert holder(cast, log) == ("adviser", "PPT")
    withdraw(cast, log, "mother", "ppt")
    assert holder(cast, log) == ("teacher", "Baksalen skole")


def test_else_to_the_leader_who_sees_the_head_only_and_must_offer_it_on(cast: Cast, log: uuid.UUID) -> None:
    withdraw(cast, log, "mother", "school")
    assert holder(cast, log) == ("head", "Baksalen skole")
    with as_user(cast.head.pk):
        assert not Case.objects.exists()
        assert CaseHead.objects.get().as_holder
        assert Notice.objects.filter(notice_type="baton.returned").exists()
        assert {one.user_id for one in baton_candidates(log)} == {cast.adviser.pk, cast.nurse.pk}
    hand_over(cast, log, "head", "nurse", "clinic")
    assert holder(cast, log) == ("nurse", "Helsestasjonen")
    assert not seen_by(cast, "head", CaseHead)


def test_an_offer_that_waits_falls_away_when_the_baton_moves(cast: Cast, log: uuid.UUID) -> None:
    asked = offer(cast, log, "teacher", "adviser", "ppt")
    withdraw(cast, log, "mother", "school")
    with as_system("test"):
        assert BatonOffer.objects.get(pk=asked).answer == "lapsed"
    with as_user(cast.adviser.pk), pytest.raises(PermissionDenied):
        baton_answer(case_id=log, offer_id=asked, yes=True)


def test_a_holder_who_leaves_the_case_hands_it_back(cast: Cast, log: uuid.UUID) -> None:
    hand_over(cast, log, "teacher", "nurse", "clinic")
    with as_user(cast.nurse.pk):
        participant_remove(case_id=log, person_id=cast.nurse.pk, unit_id=cast.clinic.pk)
    assert holder(cast, log) == ("teacher", "Baksalen skole")


def test_a_former_holder_who_left_the_unit_does_not_get_it_back(cast: Cast, log: uuid.UUID) -> None:
    hand_over(cast, log, "teacher", "nurse", "clinic")
    leave(cast, "teacher")
    withdraw(cast, log, "mother", "clinic")
    assert holder(cast, log) == ("head", "Baksalen skole")


def test_a_membership_that_ends_moves_it_when_the_clock_comes_by(cast: Cast, log: uuid.UUID) -> None:
    leave(cast, "teacher")
    assert not seen_by(cast, "teacher", CaseHead)
    assert holder(cast, log)[0] == "teacher"
    assert settle() == 1
    assert holder(cast, log) == ("head", "Baksalen skole")


def test_a_log_whose_last_consent_ran_out_is_closed_by_the_clock_when_it_has_rested(
    cast: Cast, log: uuid.UUID
) -> None:
    time_passes(log, "consent", days=201)
    assert settle() == 0
    time_passes(log, "consent", days=60)
    assert settle() == 1
    with as_system("test"):
        assert Case.objects.get(pk=log).closed_because == "expired"
    assert settle() == 0


def test_a_log_with_a_living_consent_is_left_alone_by_the_clock(cast: Cast, log: uuid.UUID) -> None:
    assert settle() == 0
    assert holder(cast, log)[0] == "teacher"


def test_there_is_no_log_without_a_holder_even_where_no_leader_is(cast: Cast, log: uuid.UUID) -> None:
    leave(cast, "head")
    withdraw(cast, log, "mother", "school")
    assert holder(cast, log) == ("teacher", "Baksalen skole")
    with as_user(cast.teacher.pk):
        assert not Case.objects.exists()
        assert CaseHead.objects.get().as_holder


def test_a_holder_without_basis_cannot_write_or_invite_or_read_but_can_withdraw(
    cast: Cast, log: uuid.UUID
) -> None:
    withdraw(cast, log, "mother", "school")
    with as_user(cast.head.pk):
        assert not value("select i_may_write(%s, %s)", log, cast.school.pk)
        assert is_refused("select participant_add(%s, %s, %s)", log, cast.head.pk, cast.school.pk)
        assert is_refused("select unit_invite(%s, %s)", log, cast.school.pk)
    withdraw(cast, log, "head")
    assert seen_by(cast, "nurse", Case) == set()


def test_the_clock_is_the_systems(cast: Cast, log: uuid.UUID) -> None:
    with as_user(cast.teacher.pk):
        for internal in (
            "settle_all()", "family_link(1, gen_random_uuid())", "sealed.baton_give(gen_random_uuid(), 1, 1, 'left')",
            "sealed.baton_settle(gen_random_uuid(), 'left')",
            "sealed.case_settle(gen_random_uuid(), 'expired', 'left')",
            "sealed.grant_person(gen_random_uuid(), 1, 1)", "sealed.family_grant(gen_random_uuid())",
            "sealed.notify(1, 'case.named', null, null, null)", "sealed.random_case_number()",
        ):  # fmt: skip
            assert is_refused(f"select {internal}"), internal


def test_a_colleague_named_by_the_reception_can_be_asked(cast: Cast, log: uuid.UUID) -> None:
    name(cast, log, "adviser", "ppt_colleague", "ppt")
    hand_over(cast, log, "teacher", "ppt_colleague", "ppt")
    assert holder(cast, log) == ("ppt_colleague", "PPT")


def test_only_the_holder_takes_a_question_back(cast: Cast, log: uuid.UUID) -> None:
    with as_user(cast.teacher.pk):
        baton_offer(case_id=log, user_id=cast.nurse.pk, unit_id=cast.clinic.pk, why="")
    for person in ("nurse", "adviser", "mother", "head", "stranger"):
        with as_user(getattr(cast, person).pk):
            assert "not_relay_holder" in answer("select baton_offer_cancel(%s)", log), person
    with as_user(None):
        assert "not_relay_holder" in answer("select baton_offer_cancel(%s)", log)
    with as_user(cast.teacher.pk):
        assert answer("select baton_offer_cancel(%s)", log) == "done"
