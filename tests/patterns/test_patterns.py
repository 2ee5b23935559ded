"""Patterns in the access log: what makes one, who is shown it, and what it never tells."""

import uuid
from typing import Any

import pytest
from django.utils import timezone

from cases.concerns.services import KeptOut
from cases.keepout.services import case_keep_out
from municipality.access.identity import as_system, as_user
from municipality.accounts.services import membership_give
from municipality.people.models import User
from tests.cast import Cast
from tests.concerns.helpers import signed_in
from tests.emergency.helpers import allow, open_as
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.overseers import lay_overseers
from tests.patterns.helpers import kinds, logs_of_the_leader, read, rename, seen_by, talked_over
from tests.reports.helpers import reported

PAGE = "/monstre/"


@pytest.fixture
def two_logs(cast: Cast) -> tuple[uuid.UUID, uuid.UUID]:
    """Emma's and Ulrik's, in both of which the nurse takes part."""
    logs = open_log(cast), open_log(cast, number=cast.youth_number, child_name="Ulrik Eksempel")
    for case_id in logs:
        join(cast, case_id, "nurse")
    return logs


# --- what makes one


def test_many_logs_on_one_day_are_a_pattern_from_the_number_that_is_set(
    cast: Cast, two_logs: tuple[uuid.UUID, uuid.UUID]
) -> None:
    talked_over(cast)
    read(cast.nurse, two_logs[0], two_logs[0], two_logs[0])
    assert seen_by(cast.privacy_officer) == []
    read(cast.nurse, two_logs[1])
    [found] = seen_by(cast.privacy_officer)
    assert (found.pattern, found.name, found.unit, found.logs, len(found.numbers)) == (
        "many",
        "Nurse",
        "Helsestasjonen",
        2,
        2,
    )
    assert (found.first_day, found.last_day, found.times) == (timezone.localdate(), timezone.localdate(), 1)
    talked_over(cast, pattern_logs_a_day=3)
    assert seen_by(cast.privacy_officer) == []


def test_a_surname_is_compared_as_a_whole_word(cast: Cast, two_logs: tuple[uuid.UUID, uuid.UUID]) -> None:
    talked_over(cast, pattern_logs_a_day=500)
    for name, expected in (
        ("Kari", 0),
        ("Kari Eksempelsen", 0),
        ("Eksempel Kari", 0),
        ("Kari Maria EKSEMPEL", 1),
    ):
        rename(cast.nurse, name)
        read(cast.nurse, two_logs[0])
        assert len(seen_by(cast.privacy_officer)) == expected, name
    [found] = seen_by(cast.privacy_officer)
    assert (found.pattern, found.logs) == ("surname", 1)


def test_outside_hours_counts_from_the_hours_that_are_set(
    cast: Cast, two_logs: tuple[uuid.UUID, uuid.UUID]
) -> None:
    hour = timezone.localtime().hour
    hours = {"pattern_from_hour": hour + 1, "pattern_to_hour": 24} if hour < 12 else {"pattern_to_hour": hour}
    talked_over(cast, pattern_logs_a_day=500, **hours)
    read(cast.nurse, two_logs[0], two_logs[1])
    assert seen_by(cast.privacy_officer) == []
    talked_over(cast, pattern_logs_a_day=500, pattern_outside_times=2, **hours)
    assert kinds(seen_by(cast.privacy_officer)) == [("Nurse", "hours")]


def test_refused_tries_are_counted_by_person(cast: Cast, two_logs: tuple[uuid.UUID, uuid.UUID]) -> None:
    talked_over(cast)
    read(cast.adviser, two_logs[0])
    assert seen_by(cast.privacy_officer) == []
    read(cast.adviser, uuid.uuid4())
    [found] = seen_by(cast.privacy_officer)
    assert (found.pattern, found.name, found.times, found.numbers) == ("refused", "Adviser", 2, [])


def test_an_emergency_is_one(cast: Cast) -> None:
    case_id = open_log(cast)
    talked_over(cast)
    allow(cast, "skole")
    open_as(cast.other_teacher, case_id)
    assert kinds(seen_by(cast.privacy_officer)) == [("Other_teacher", "emergency")]


def test_an_administrator_who_gets_a_place_is_one_and_others_are_not(cast: Cast) -> None:
    talked_over(cast)
    with as_system("test: the same person"):
        User.objects.filter(pk__in=(cast.administrator.pk, cast.coordinator.pk)).update(email="a@example.org")
    for user in (cast.coordinator, cast.nurse):
        with as_user(cast.administrator.pk):
            membership_give(user=user, unit=cast.school, role="caseworker", profession="")
    assert kinds(seen_by(cast.privacy_officer)) == [("Coordinator", "administrator")]
    assert kinds(seen_by(cast.head)) == [("Coordinator", "administrator")]


def test_nothing_is_shown_before_it_is_talked_over_and_the_page_says_what_to_do(
    cast: Cast, two_logs: tuple[uuid.UUID, uuid.UUID]
) -> None:
    talked_over(cast)
    read(cast.nurse, *two_logs)
    for missing in ({"patterns_talked_on": None}, {"patterns_talked_because": ""}):
        talked_over(cast, **missing)
        assert seen_by(cast.privacy_officer) == []
        page = signed_in(cast.privacy_officer).get(PAGE).text
        assert "Kommunen må først drøfte dette med de tillitsvalgte." in page
        assert "Nurse" not in page


# --- who is shown it


def test_a_leader_sees_the_own_people_and_numbers_of_logs_whose_heads_she_sees(
    cast: Cast, two_logs: tuple[uuid.UUID, uuid.UUID]
) -> None:
    talked_over(cast)
    lay_overseers(cast)
    read(cast.teacher, *two_logs)
    read(cast.nurse, *two_logs)
    [found] = seen_by(cast.head)
    assert (found.name, found.logs, len(found.numbers)) == ("Teacher", 2, 2)
    # Nobody leads the clinic, so whom the municipality has named is in the leader's place there.
    assert kinds(seen_by(cast.named_person)) == [("Nurse", "many")]
    for person in (
        cast.teacher,
        cast.nurse,
        cast.other_teacher,
        cast.mother,
        cast.executive,
        cast.administrator,
        cast.overseer,
    ):
        assert seen_by(person) == []
    with as_system("test: the municipality is another"):
        User.objects.filter(pk=cast.privacy_officer.pk).update(municipality=cast.away)
    assert seen_by(cast.privacy_officer) == []


def test_nobody_sees_the_own_and_a_leaders_go_to_the_place_above(cast: Cast) -> None:
    talked_over(cast)
    lay_overseers(cast)
    logs_of_the_leader(cast)
    assert seen_by(cast.head) == []
    assert kinds(seen_by(cast.overseer)) == [("Head", "many")]


def test_of_a_log_that_a_leader_is_kept_out_of_nothing_counts(
    cast: Cast, two_logs: tuple[uuid.UUID, uuid.UUID]
) -> None:
    talked_over(cast)
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=two_logs[0], kept_out=KeptOut(cast.head.pk, "kin"))
    read(cast.teacher, *two_logs)
    assert seen_by(cast.head) == []
    assert kinds(seen_by(cast.privacy_officer)) == [("Teacher", "many")]


def test_with_a_protected_address_only_the_privacy_officer_sees_a_surname(
    cast: Cast,
) -> None:
    case_id = open_log(cast, address_protection="fortrolig")
    talked_over(cast)
    rename(cast.teacher, "Kari Eksempel")
    read(cast.teacher, case_id)
    assert kinds(seen_by(cast.privacy_officer)) == [("Kari Eksempel", "surname")]
    assert seen_by(cast.head) == []


def test_whether_somebody_has_reported_to_barnevern_changes_nothing(
    cast: Cast, two_logs: tuple[uuid.UUID, uuid.UUID]
) -> None:
    """Before and after: a report leaves no mark in what the leader and the privacy officer find."""
    talked_over(cast, pattern_logs_a_day=2, pattern_refused=1)
    read(cast.teacher, *two_logs)
    found = []
    for has_reported in (False, True):
        if has_reported:
            reported(cast.teacher, case_id=two_logs[0])
            signed_in(cast.teacher).get("/meldinger/")
        found.append([seen_by(person) for person in (cast.head, cast.privacy_officer)])
    assert found[0] == found[1]
    assert found[0][0]


# --- the page


def test_the_page_says_what_a_pattern_means_and_names_no_child(
    cast: Cast, two_logs: tuple[uuid.UUID, uuid.UUID]
) -> None:
    talked_over(cast)
    read(cast.nurse, *two_logs)
    page = signed_in(cast.privacy_officer).get(PAGE).text
    assert "Mange saker på én dag" in page
    assert "Har nettopp fått mange saker, gir saker videre, eller er vikar." in page
    assert "leste stafettloggen" in page
    for secret in ("Emma", "Ulrik", "Eksempel"):
        assert secret not in page


def test_each_filter_narrows(cast: Cast, two_logs: tuple[uuid.UUID, uuid.UUID]) -> None:
    talked_over(cast, pattern_refused=1)
    read(cast.nurse, *two_logs)
    read(cast.teacher, *two_logs)
    read(cast.nurse, uuid.uuid4())
    client = signed_in(cast.privacy_officer)

    def found(**query: Any) -> list[tuple[str, str]]:
        return kinds(client.get(PAGE, query).context["found"])

    assert len(found()) == 3
    assert found(user=cast.teacher.pk) == [("Teacher", "many")]
    assert found(unit=cast.clinic.pk) == [("Nurse", "many"), ("Nurse", "refused")]
    assert found(pattern="refused") == [("Nurse", "refused")]
    assert found(unit=cast.school.pk, pattern="refused") == []
    assert found(first_day="01.01.2025", last_day="31.01.2025") == []
    page = client.get(PAGE, {"first_day": "01.01.2024", "last_day": "01.06.2025"}).text
    assert "Velg høyst ett år." in page


@pytest.mark.parametrize("person", ["teacher", "nurse", "mother", "executive", "administrator"])
def test_others_are_refused(cast: Cast, person: str) -> None:
    assert signed_in(getattr(cast, person)).get(PAGE).status_code == 403
