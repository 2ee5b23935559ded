"""While the holder is away, a leader of the holder's unit, who sees the head and no content, asks somebody else."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cases.baton.models import BatonOffer
from cases.baton.services import baton_answer, baton_candidates, baton_offer, baton_offer_cancel
from cases.case.head import CaseHead
from cases.case.models import Case
from municipality.access.identity import as_system, as_user
from municipality.notices.models import Notice
from tests.absence.scene import away, days_pass
from tests.access.scenes import join
from tests.cast import Cast
from tests.logs.helpers import as_
from tests.logs.opening import open_log

COVERED = ("school", "child_welfare")


@pytest.fixture
def log(cast: Cast) -> uuid.UUID:
    """The teacher holds it; PPT's adviser and the clinic's nurse take part."""
    case_id = open_log(cast)
    join(cast, case_id, "adviser", "ppt")
    join(cast, case_id, "nurse", "clinic")
    return case_id


def ask(cast: Cast, case_id: uuid.UUID, by: str, whom: str, unit: str) -> uuid.UUID:
    with as_user(getattr(cast, by).pk):
        return baton_offer(
            case_id=case_id, user_id=getattr(cast, whom).pk, unit_id=getattr(cast, unit).pk, why=""
        )


def test_the_leader_asks_and_the_yes_moves_it(cast: Cast, log: uuid.UUID) -> None:
    away(cast, "teacher", None)
    asked = ask(cast, log, "head", "nurse", "clinic")
    with as_user(cast.head.pk):
        assert not Case.objects.exists()
        assert BatonOffer.objects.get().pk == asked
    with as_user(cast.nurse.pk):
        baton_answer(case_id=log, offer_id=asked, yes=True)
    with as_system("test"):
        assert Case.objects.get(pk=log).holder_id == cast.nurse.pk
        told = Notice.objects.filter(notice_type="baton.answered")
        assert {one.user_id for one in told} == {cast.head.pk, cast.teacher.pk}


def test_only_while_the_holder_is_away_and_only_a_leader_of_the_holders_unit(
    cast: Cast, log: uuid.UUID
) -> None:
    def nobody_else_may() -> None:
        for person in ("head", "adviser", "other_teacher", "stranger", "administrator", "mother"):
            with pytest.raises(PermissionDenied):
                ask(cast, log, person, "nurse", "clinic")
            with as_user(getattr(cast, person).pk):
                assert baton_candidates(log) == []
                with pytest.raises(PermissionDenied):
                    baton_offer_cancel(case_id=log)

    nobody_else_may()
    absence = away(cast, "teacher", None, first=2, last=3)
    nobody_else_may()
    days_pass(absence, 2)
    with as_user(cast.head.pk):
        assert {one.user_id for one in baton_candidates(log)} == {cast.adviser.pk, cast.nurse.pk}
    days_pass(absence, 2)
    nobody_else_may()


def test_the_holder_who_is_back_sees_the_question_and_takes_it_back(cast: Cast, log: uuid.UUID) -> None:
    absence = away(cast, "teacher", None)
    ask(cast, log, "head", "nurse", "clinic")
    days_pass(absence, 6)
    with as_user(cast.teacher.pk):
        assert BatonOffer.objects.get().offered_by_id == cast.head.pk
        baton_offer_cancel(case_id=log)


def test_the_leader_is_not_told_of_barnevern(cast: Cast) -> None:
    shares = dict.fromkeys(("school", "ppt", "child_welfare"), COVERED)
    case_id = open_log(cast, shares=shares)
    join(cast, case_id, "adviser", "ppt")
    join(cast, case_id, "child_welfare_worker", "child_welfare")
    away(cast, "teacher", None)
    with as_user(cast.teacher.pk):
        assert {one.unit_id for one in baton_candidates(case_id)} == {cast.ppt.pk, cast.child_welfare.pk}
    with as_user(cast.head.pk):
        assert {one.unit_id for one in baton_candidates(case_id)} == {cast.ppt.pk}
    with pytest.raises(PermissionDenied):
        ask(cast, case_id, "head", "child_welfare_worker", "child_welfare")


def test_the_pages_lead_from_the_head_to_the_question_and_say_who_asks(cast: Cast, log: uuid.UUID) -> None:
    head, offer = reverse("heads:read", args=[log]), reverse("baton:offer", args=[log])
    assert "Stafettholderen er borte" not in as_(cast.head).get(head).text
    assert as_(cast.head).get(offer).status_code == 403
    away(cast, "teacher", None)
    assert "Stafettholderen er borte" in as_(cast.head).get(head).text
    assert offer in as_(cast.head).get(head).text
    sent = as_(cast.head).post(offer, {"to": f"{cast.nurse.pk}:{cast.clinic.pk}", "why": ""})
    assert sent.status_code == 302
    told = as_(cast.nurse).get(reverse("home")).text
    assert "Head spør om du tar imot stafettpinnen for Emma Eksempel, 9 år, mens Teacher er borte" in told
    assert "fordi Teacher er borte" in as_(cast.nurse).get(reverse("baton:answer", args=[log])).text


def test_others_heads_do_not_say_that_the_holder_is_away(cast: Cast, log: uuid.UUID) -> None:
    away(cast, "teacher", None)
    for person, sees in (("head", True), ("adviser", False), ("nurse", False)):
        with as_user(getattr(cast, person).pk):
            assert (CaseHead.objects.get(pk=log).holder_away_until is not None) == sees
