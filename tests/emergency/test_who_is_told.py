"""Who is told of an emergency: leader and privacy officer at once, the family at once or on a day with a reason."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.bylaw.control import control_page
from cases.concerns.services import KeptOut
from cases.emergency.models import Emergency
from cases.emergency.selectors import led, told
from cases.emergency.services import emergency_delay, emergency_review, emergency_tell
from cases.keepout.services import case_keep_out
from cases.logs.selectors import FamilyEvent
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere
from municipality.access.verbs import rows
from municipality.notices.models import Notice, NoticeType
from municipality.people.models import Membership, User
from tests.cast import CASEWORKER, EVERYBODY, LEADER, Cast, make_staff
from tests.emergency.helpers import WHY, allow, later, number_of, open_as
from tests.overseers import lay_overseers


@pytest.fixture
def log(cast: Cast, emmas_log: uuid.UUID) -> uuid.UUID:
    """The other teacher, who takes no part, may open it in an emergency; the head is the leader."""
    allow(cast, "skole")
    return emmas_log


def of_type(kind: NoticeType) -> list[tuple[str, uuid.UUID | None]]:
    with as_system("test: notices"):
        found = Notice.objects.filter(notice_type=kind).prefetch_related("user")
        return sorted((one.user.username, one.case_id) for one in found)


def who_leads(cast: Cast) -> set[str]:
    found = set()
    for name in (*EVERYBODY, *(one for one in ("overseer", "named_person") if hasattr(cast, one))):
        with as_user(getattr(cast, name).pk):
            if led():
                found.add(name)
    return found


def test_leader_and_privacy_officer_are_told_at_once_without_the_log(cast: Cast, log: uuid.UUID) -> None:
    open_as(cast.other_teacher, log)
    assert of_type(NoticeType.EMERGENCY_OPENED) == [("head", None), ("privacy_officer", None)]
    assert who_leads(cast) == {"head"}
    with as_user(cast.head.pk):
        [one] = led()
    assert (one.number, one.name, one.unit, one.reason) == (
        number_of(log), cast.other_teacher.display_name, cast.school.name, WHY,
    )  # fmt: skip


def test_a_leader_who_opens_it_is_not_the_one_who_goes_through_it_nor_anybody_under_her(
    cast: Cast, log: uuid.UUID
) -> None:
    lay_overseers(cast)
    allow(cast, "skole", roles=("leader",))
    with as_system("test: a second leader, who works under the first"):
        cast.older = make_staff("deputy", cast.school, CASEWORKER, LEADER)
    key = open_as(cast.head, log)
    assert who_leads(cast) == {"overseer"}
    assert [name for name, _log in of_type(NoticeType.EMERGENCY_OPENED)] == ["overseer", "privacy_officer"]
    for person in (cast.head, cast.older):
        with as_user(person.pk), pytest.raises(PermissionDenied):
            emergency_review(key)


def test_a_leader_who_is_kept_out_of_the_log_is_told_nothing(cast: Cast, log: uuid.UUID) -> None:
    lay_overseers(cast)
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=log, kept_out=KeptOut(cast.head.pk, "kin"))
    with as_system("test: somebody who does not work under her"):
        other = make_staff("watch", cast.clinic, CASEWORKER)
    allow(cast, "helsestasjon")
    open_as(other, log)
    assert "head" not in who_leads(cast)
    allow(cast, "skole")
    with pytest.raises(NothingThere):  # who works under one who is kept out
        open_as(cast.other_teacher, log)


def test_the_leader_goes_through_it_once(cast: Cast, log: uuid.UUID) -> None:
    key = open_as(cast.other_teacher, log)
    for person in (cast.other_teacher, cast.teacher, cast.nurse, cast.privacy_officer):
        with as_user(person.pk), pytest.raises(PermissionDenied):
            emergency_review(key)
    with as_user(cast.head.pk):
        emergency_review(key)
        assert [one.reviewed_at is not None for one in led()] == [True]
        with pytest.raises(NothingThere):
            emergency_review(key)


def acts_told(person: User, log: uuid.UUID) -> list[str]:
    with as_user(person.pk):
        return [
            one.act
            for one in rows(FamilyEvent, "family_events", case=log)
            if one.act.startswith("emergency.")
        ]


def test_the_family_is_told_at_once_in_its_log_and_its_list_of_readings(cast: Cast, log: uuid.UUID) -> None:
    open_as(cast.other_teacher, log)
    assert of_type(NoticeType.EMERGENCY_TOLD) == [("mother", log)]
    with as_user(cast.mother.pk):
        assert [(one.name, one.unit) for one in told(log)] == [
            (cast.other_teacher.display_name, cast.school.name)
        ]
    assert acts_told(cast.mother, log) == ["emergency.open"]
    for person in (cast.teacher, cast.other_teacher, cast.head, cast.father, cast.privacy_officer):
        with as_user(person.pk):
            assert told(log) == []


def test_the_family_finds_nothing_before_it_is_told(cast: Cast, log: uuid.UUID) -> None:
    key = open_as(cast.other_teacher, log, later=later())
    assert of_type(NoticeType.EMERGENCY_TOLD) == []
    with as_user(cast.head.pk):
        emergency_review(key)
        emergency_delay(key, later(14))
    with as_user(cast.mother.pk):
        assert told(log) == []
    assert acts_told(cast.mother, log) == []
    with as_user(cast.head.pk):
        emergency_tell(key)
        with pytest.raises(NothingThere):
            emergency_tell(key)
        with pytest.raises(NothingThere):
            emergency_delay(key, later())
    assert acts_told(cast.mother, log) == [
        "emergency.tell", "emergency.delay", "emergency.review", "emergency.open",
    ]  # fmt: skip
    assert of_type(NoticeType.EMERGENCY_TOLD) == [("mother", log)]


def test_who_opened_it_tells_the_family_too_and_nobody_else_of_the_services(
    cast: Cast, log: uuid.UUID
) -> None:
    key = open_as(cast.other_teacher, log, later=later())
    for person in (cast.teacher, cast.nurse, cast.privacy_officer, cast.administrator, cast.mother):
        with as_user(person.pk), pytest.raises(PermissionDenied):
            emergency_tell(key)
        with as_user(person.pk), pytest.raises(PermissionDenied):
            emergency_delay(key, later())
    with as_user(cast.other_teacher.pk), pytest.raises(PermissionDenied):
        emergency_delay(key, later())
    with as_user(cast.other_teacher.pk):
        emergency_tell(key)
    assert acts_told(cast.mother, log)


def test_who_opened_it_and_has_left_tells_nobody(cast: Cast, log: uuid.UUID) -> None:
    key = open_as(cast.other_teacher, log, later=later())
    with as_system("test: left"):
        Membership.objects.filter(user=cast.other_teacher).update(ends_at=timezone.now())
    with as_user(cast.other_teacher.pk), pytest.raises(PermissionDenied):
        emergency_tell(key)


@pytest.mark.parametrize("days", [0, 15])
def test_another_day_is_within_two_weeks(cast: Cast, log: uuid.UUID, days: int) -> None:
    key = open_as(cast.other_teacher, log, later=later())
    with as_user(cast.head.pk), pytest.raises(PermissionDenied):
        emergency_delay(key, later(days))


def test_with_a_protected_address_the_family_is_told_no_name(cast: Cast, log: uuid.UUID) -> None:
    open_as(cast.other_teacher, log)
    with as_system("test: protected"):
        Emergency.objects.get().case.__class__.objects.filter(pk=log).update(address_protection="fortrolig")
    with as_user(cast.mother.pk):
        assert [(one.name, one.unit) for one in told(log)] == [("", "")]


def test_the_privacy_officer_controls_all_of_the_own_municipality(cast: Cast, log: uuid.UUID) -> None:
    open_as(cast.other_teacher, log, later=later(), sources=["health", "school"])
    with as_user(cast.privacy_officer.pk):
        [line] = control_page(None).lines
    assert (line.number, line.whose) == (number_of(log), "helsepersonell; barnehage, skole og PPT")
    assert line.to == f"{cast.other_teacher.display_name}, {cast.school.name}"
    assert line.provision == "helse- og omsorgstjenesteloven § 12-1 og straffeloven § 17"
    assert line.family.startswith("vet det ikke")
    for name in EVERYBODY:
        if name != "privacy_officer":
            with as_user(getattr(cast, name).pk):
                assert control_page(None).lines == [], name


def test_old_ones_leave_the_leaders_list_once_gone_through_and_told(cast: Cast, log: uuid.UUID) -> None:
    key = open_as(cast.other_teacher, log)
    with as_system("test: long ago"):
        Emergency.objects.update(opened_at=timezone.now() - timedelta(days=31))
    with as_user(cast.head.pk):
        assert len(led()) == 1
        emergency_review(key)
        assert led() == []
