"""The family and the relay holder are told before a consent ends, and earlier where somebody else answers then (D3)."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cases.case.models import Case
from cases.conversation.services import conversation_begin
from cases.notices.targets import address
from consent.models import Consent, LegalBasis
from consent.models import Share as AskedShare
from consent.services import Share, midnight_after
from municipality.access.identity import as_system, as_user
from municipality.access.verbs import call
from municipality.notices.models import Notice, NoticeType
from municipality.organisation.municipality import Municipality
from tests.cast import Cast
from tests.consents.helpers import begin_asking, conclude, say
from tests.conversation.asking import MOTHER, ask
from tests.conversation.test_who_answers import turning
from tests.logs.opening import open_log


def warned() -> set[str]:
    """Who is told when the clock comes by."""
    with as_system("test: the clock"):
        Notice.objects.all().delete()
        call("consents_warn")
        told = Notice.objects.filter(notice_type=NoticeType.CONSENT_ENDS)
        return set(told.values_list("user__username", flat=True))


def lasts(case_id: uuid.UUID, days: int) -> None:
    """As many days are left of all that was agreed."""
    ends = midnight_after(timezone.localdate() + timedelta(days=days - 1))
    with as_system("test: time passes"):
        LegalBasis.objects.filter(case_id=case_id, basis_type="consent").update(ends=ends)
        Consent.objects.filter(case_id=case_id).update(ends=ends)


@pytest.mark.parametrize("days", [60, 30, 7])
def test_the_family_and_the_holder_are_told_before_it_ends(cast: Cast, days: int) -> None:
    case_id = open_log(cast)
    lasts(case_id, days)
    assert warned() == {"teacher", "mother"}
    for other in (days + 1, days - 1):
        lasts(case_id, other)
        assert warned() == set()


def test_nobody_is_told_twice_on_one_day(cast: Cast) -> None:
    lasts(open_log(cast), 30)
    assert warned() == {"teacher", "mother"}
    with as_system("test: the clock once more"):
        assert call("consents_warn") == 0


def test_a_part_that_ends_on_a_birthday_is_told_ninety_days_before(cast: Cast) -> None:
    question = ask(cast, turning(15, in_days=90), months=24)
    question.say(MOTHER, "yes")
    question.open()
    assert warned() == {"teacher"}


def test_a_holder_who_must_not_know_of_barnevern_is_not_told_of_its_consent(cast: Cast) -> None:
    shares = {"school": ("school",), "child_welfare": ("child_welfare",)}
    case_id = open_log(cast, shares=shares)
    with as_system("test: that of barnevern ends first"):
        LegalBasis.objects.filter(case_id=case_id, unit=cast.child_welfare).update(
            ends=midnight_after(timezone.localdate() + timedelta(days=29))
        )
    assert warned() == {"mother"}


def test_what_holds_is_proposed_again(cast: Cast) -> None:
    case_id = open_log(cast)
    with as_user(cast.teacher.pk):
        asked = conversation_begin(case=Case.objects.get(pk=case_id))
        found = {one.unit_id: set(one.kinds) for one in AskedShare.objects.filter(consent=asked)}
    assert found == {
        cast.school.pk: {"school", "family"},
        cast.ppt.pk: {"school"},
        cast.clinic.pk: {"school", "health"},
    }


def test_a_municipality_chooses_the_days_for_itself(cast: Cast) -> None:
    with as_system("test: the setting"):
        Municipality.objects.filter(pk=cast.home.pk).update(end_warning_days=[45], limit_warning_days=[20])
    case_id = open_log(cast)
    lasts(case_id, 45)
    assert warned() == {"teacher", "mother"}
    for other in (60, 30, 20, 7):
        lasts(case_id, other)
        assert warned() == set()
    with as_system("test: it ends before the whole does"):
        Consent.objects.filter(case_id=case_id).update(
            ends=midnight_after(timezone.localdate() + timedelta(days=400))
        )
    for days, told in ((20, {"teacher", "mother"}), (45, set())):
        ends = midnight_after(timezone.localdate() + timedelta(days=days - 1))
        with as_system("test: time passes"):
            LegalBasis.objects.filter(case_id=case_id, basis_type="consent").update(ends=ends)
        assert warned() == told


@pytest.mark.parametrize("days", [[], [0], [366], [1, 2, 3, 4, 5]])
def test_the_database_takes_one_to_four_days_within_a_year(cast: Cast, days: list[int]) -> None:
    with as_user(cast.administrator.pk), pytest.raises(IntegrityError), transaction.atomic():
        Municipality.objects.filter(pk=cast.home.pk).update(end_warning_days=days)


def test_the_family_is_told_when_a_consent_is_registered_and_is_led_to_who_reads_what(cast: Cast) -> None:
    case_id = open_log(cast)
    asked = begin_asking(cast, case_id, [Share(cast.ppt, ["health"])])
    say(cast, asked, "yes")
    conclude(cast, asked, case_id)
    with as_system("test: who is told"):
        [told] = Notice.objects.filter(notice_type=NoticeType.CONSENT_REGISTERED)
    assert told.user_id == cast.mother.pk
    with as_user(cast.mother.pk):
        assert address(told) == reverse("consents:list", args=[case_id])
