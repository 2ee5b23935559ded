"""A parent reads nothing before somebody has seen what shows the responsibility: what she said is not enough (D5)."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.case.models import ParentalResponsibility
from cases.checks.models import What
from cases.checks.services import Shown, change_propose
from cases.consents.family import family_enter, parent_rights
from cases.opening.services import Parent
from consent.models import Answer
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import Refused
from tests.access_log import acts_of
from tests.cast import Cast, years_ago
from tests.checks.helpers import confirm, waits_for
from tests.logs.helpers import as_, join
from tests.logs.opening import one_yes_is_enough, open_log


@pytest.fixture
def case_id(cast: Cast) -> uuid.UUID:
    return open_log(
        cast, parents=[Parent("Mona Eksempel", "mor", True, "opplyst", Answer.YES, cast.mother_number)]
    )


def parent_of(case_id: uuid.UUID) -> ParentalResponsibility:
    with as_system("test: the parent"):
        return ParentalResponsibility.objects.get(case=case_id)


SEEN = {"source": "dokument", "seen_on": "01.10.2025"}


def check(cast: Cast) -> None:
    (key,) = waits_for(cast.head)
    confirm(cast.head, key)


def log(case_id: uuid.UUID) -> str:
    return f"/stafettlogger/{case_id}/"


def test_a_mother_whose_responsibility_is_only_told_of_reads_nothing(cast: Cast, case_id: uuid.UUID) -> None:
    assert as_(cast.mother).get(log(case_id)).status_code == 404


def test_no_page_promises_that_she_reads(cast: Cast, case_id: uuid.UUID) -> None:
    page = as_(cast.teacher).get(f"{log(case_id)}nytt-notat/")
    assert "Mona Eksempel" not in page.text
    assert "leser ikke loggen ennå" in as_(cast.teacher).get(reverse("consents:list", args=[case_id])).text


def test_she_reads_from_the_moment_two_persons_have_seen_it(cast: Cast, case_id: uuid.UUID) -> None:
    url = reverse("consents:show_responsibility", args=[case_id, parent_of(case_id).pk])
    teacher = as_(cast.teacher)
    assert "Velg hva du har sett" in teacher.post(url, {}).text
    page = teacher.post(url, SEEN, follow=True).text
    assert "Det gjelder når en leder har kontrollert det." in page
    assert as_(cast.mother).get(log(case_id)).status_code == 404
    check(cast)
    assert as_(cast.mother).get(log(case_id)).status_code == 200
    assert "responsibility.show" in acts_of(cast.head)
    assert teacher.get(url).status_code == 404


@pytest.mark.parametrize(("person", "status"), [("nurse", 403), ("other_teacher", 404), ("mother", 404)])
def test_nobody_but_the_holder_says_so(cast: Cast, case_id: uuid.UUID, person: str, status: int) -> None:
    join(cast, case_id, "nurse")
    url = reverse("consents:show_responsibility", args=[case_id, parent_of(case_id).pk])
    assert as_(getattr(cast, person)).post(url, SEEN).status_code == status


def test_the_database_refuses_the_right_and_the_word_of_others(cast: Cast, case_id: uuid.UUID) -> None:
    parent = parent_of(case_id)
    with as_user(cast.teacher.pk), pytest.raises(Refused, match="bare opplyst"):
        family_enter(case_id, parent_rights(parent.parent_id, years_ago(9)))
    for person, source, reason in (
        ("nurse", "dokument", "Bare stafettholderen"),
        ("teacher", "opplyst", "viser ikke"),
    ):
        with as_user(getattr(cast, person).pk), pytest.raises(Refused, match=reason):
            change_propose(
                case_id=case_id, parent_id=parent.pk, what=What.RESPONSIBILITY,
                shown=Shown(source, timezone.localdate()),
            )  # fmt: skip


def test_with_a_protected_address_seeing_it_lets_nobody_read_by_itself(cast: Cast) -> None:
    one_yes_is_enough(cast)
    case_id = open_log(
        cast,
        address_protection="fortrolig",
        parents=[
            Parent("Mona Eksempel", "mor", True, "folkeregisteret", Answer.YES, cast.mother_number),
            Parent("Fredrik Eksempel", "far", True, "opplyst", Answer.NOT_ASKED, cast.father_number),
        ],
    )
    with as_system("test: the father"):
        father = ParentalResponsibility.objects.get(case=case_id, relation="far")
    teacher = as_(cast.teacher)
    release = reverse("consents:release", args=[case_id, father.pk])
    assert teacher.get(release).status_code == 404
    teacher.post(reverse("consents:show_responsibility", args=[case_id, father.pk]), SEEN)
    check(cast)
    assert as_(cast.father).get(log(case_id)).status_code == 404
    teacher.post(release, SEEN)
    assert as_(cast.father).get(log(case_id)).status_code == 404
    check(cast)
    assert as_(cast.father).get(log(case_id)).status_code == 200
