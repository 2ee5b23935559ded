"""Two colleagues of one name are told apart wherever one is chosen or named: by profession, else by user name."""

import html
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.case.services import participant_add
from municipality.access.identity import as_system, as_user
from municipality.people.models import Membership, MembershipRole, User
from municipality.people.namesakes import Named, told_apart
from tests.cast import Cast, make_staff
from tests.concerns.helpers import a_concern, signed_in
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.teams.helpers import make_team, seat
from tests.work.helpers import set_goal

NAME = "Kari Vik"


@pytest.fixture
def namesakes(cast: Cast) -> tuple[User, User]:
    """Two of the clinic, one with a profession and one whose profession nobody has written down."""
    with as_system("test: two of one name"):
        first = make_staff("kariv", cast.clinic, MembershipRole.CASEWORKER)
        second = make_staff("kavik", cast.clinic, MembershipRole.CASEWORKER)
        User.objects.filter(pk__in=[first.pk, second.pk]).update(display_name=NAME)
        Membership.objects.filter(user=first).update(profession="spesialpedagog")
    return first, second


def told(user: User, url: str) -> list[str]:
    """How the page names them, each way once; the unit between name and addition left out."""
    page = html.unescape(re.sub(r"\s+", " ", signed_in(user).get(url).text))
    found = set(re.findall(rf"{NAME}(?:, Helsestasjonen)?(?: \([a-z]+\))?", page))
    return sorted({one.replace(", Helsestasjonen", "") for one in found})


APART = [f"{NAME} (kavik)", f"{NAME} (spesialpedagog)"]
# What somebody is in another unit one does not see.
BY_USER_NAME = [f"{NAME} (kariv)", f"{NAME} (kavik)"]


@pytest.fixture
def case(cast: Cast, namesakes: tuple[User, User]) -> uuid.UUID:
    """A log in which both take part, and the nurse."""
    case_id = open_log(cast)
    join(cast, case_id, "nurse")
    for person in namesakes:
        with as_user(cast.nurse.pk):
            participant_add(case_id=case_id, person=person, unit=cast.clinic)
    return case_id


def test_in_a_list_of_colleagues_whom_an_undring_is_shared_with(
    cast: Cast, namesakes: tuple[User, User]
) -> None:
    concern = a_concern(cast, by="nurse")
    assert told(cast.nurse, reverse("concerns:read", args=[concern.pk])) == APART


def test_in_the_choice_of_whom_the_baton_is_offered(cast: Cast, case: uuid.UUID) -> None:
    assert told(cast.teacher, reverse("baton:offer", args=[case])) == BY_USER_NAME


def test_in_the_choice_of_who_is_responsible_for_a_measure(cast: Cast, case: uuid.UUID) -> None:
    url = reverse("work:measure_set", args=[case, set_goal(cast, case)])
    assert told(cast.teacher, url) == BY_USER_NAME


def test_among_those_who_take_part(cast: Cast, case: uuid.UUID) -> None:
    assert told(cast.teacher, reverse("logs:read", args=[case])) == BY_USER_NAME
    assert told(cast.nurse, reverse("logs:read", args=[case])) == APART


def test_where_the_reception_chooses(cast: Cast, namesakes: tuple[User, User]) -> None:
    assert told(cast.nurse, reverse("heads:read", args=[open_log(cast)])) == APART


def test_in_a_team_and_in_the_choice_of_who_sits_there(cast: Cast, namesakes: tuple[User, User]) -> None:
    team = make_team(cast)
    assert told(cast.administrator, reverse("members:list", args=[team.pk])) == APART
    for person in namesakes:
        seat(team, person, cast.clinic)
    assert told(cast.adviser, reverse("teams:team", args=[team.pk])) == BY_USER_NAME
    assert told(cast.nurse, reverse("teams:team", args=[team.pk])) == APART


def test_two_of_one_profession_are_told_apart_by_user_name(cast: Cast, namesakes: tuple[User, User]) -> None:
    with as_system("test: both teach"):
        Membership.objects.filter(user__in=namesakes).update(profession="lærer")
    concern = a_concern(cast, by="nurse")
    assert told(cast.nurse, reverse("concerns:read", args=[concern.pk])) == [
        f"{NAME} (kariv)",
        f"{NAME} (kavik)",
    ]


def test_where_nobody_shares_a_name_nothing_is_added_and_nothing_is_asked(cast: Cast) -> None:
    people = [Named(1, 1, "Kari Vik"), Named(2, 1, "Kari Nes"), Named(1, 2, "Kari Vik, PPT")]
    with CaptureQueriesContext(connection) as queries:
        assert told_apart(people) == [one.words for one in people]
    assert not queries.captured_queries


def test_one_person_who_stands_there_twice_is_not_two(cast: Cast) -> None:
    assert told_apart([Named(1, 1, NAME), Named(1, 1, NAME)]) == [NAME, NAME]


def test_with_a_protected_address_nothing_is_added_to_what_is_not_told(
    cast: Cast, namesakes: tuple[User, User]
) -> None:
    case_id = open_log(cast, address_protection="fortrolig")
    for person in namesakes:
        with as_user(cast.nurse.pk):
            participant_add(case_id=case_id, person=person, unit=cast.clinic)
    assert NAME not in signed_in(cast.mother).get(reverse("logs:read", args=[case_id])).text
