"""The page that corrects who somebody is: what it asks, what it asks again, and who may."""

import uuid
from typing import Any

import pytest
from django.urls import reverse

from cases.case.models import Case, ParentalResponsibility
from cases.work.models import Measure
from consent.models import Asked
from consent.services import Share
from municipality.access.identity import as_system
from municipality.versions import version_of
from tests.access_log import acts_of
from tests.cast import Cast, synthetic_number, years_ago
from tests.checks.helpers import looked_at
from tests.consents.helpers import begin_asking
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log
from tests.persons.helpers import NATIONAL, account_of, found_by
from tests.work.helpers import relative, set_goal, set_measure

NEW = synthetic_number(years_ago(36), 5)


@pytest.fixture
def log(cast: Cast) -> uuid.UUID:
    return open_log(cast)


def parent_of(log: uuid.UUID) -> uuid.UUID:
    with as_system("test"):
        return ParentalResponsibility.objects.get(case=log, relation="mor").pk


def child(cast: Cast, log: uuid.UUID, **typed: str) -> Any:
    """What the page answers to the holder; what is not typed stands as it is."""
    with as_system("test"):
        case = Case.objects.get(pk=log)
    stands = {
        "name": case.subject_name, "birth_date": f"{case.subject_birth_date:%d.%m.%Y}", "which_number": "same",
        "source": "folkeregisteret", "version": str(version_of(case.subject_name, case.subject_birth_date)),
    }  # fmt: skip
    return as_(cast.teacher).post(reverse("persons:child", args=[log]), stands | typed)


def mother(cast: Cast, log: uuid.UUID, **typed: str) -> Any:
    stands = {
        "name": "Mona Eksempel", "which_number": "same", "source": "folkeregisteret",
        "relation": "mor", "version": str(version_of("Mona Eksempel", "mor")),
    }  # fmt: skip
    url = reverse("persons:parent", args=[log, parent_of(log)])
    return as_(cast.teacher).post(url, stands | typed)


def stored(log: uuid.UUID) -> tuple[str, Any]:
    with as_system("test"):
        case = Case.objects.get(pk=log)
    return case.subject_name, case.subject_birth_date


def test_the_holder_finds_the_page_in_the_log_and_a_parents_page_from_there(
    cast: Cast, log: uuid.UUID
) -> None:
    address = reverse("persons:child", args=[log])
    assert f'href="{address}"' in as_(cast.teacher).get(reverse("logs:read", args=[log])).text
    page = as_(cast.teacher).get(address).text
    assert reverse("persons:parent", args=[log, parent_of(log)]) in page
    assert cast.emma_number.digits not in page
    join(cast, log, "nurse")
    for person in ("nurse", "mother"):
        assert address not in as_(getattr(cast, person)).get(reverse("logs:read", args=[log])).text


@pytest.mark.parametrize(
    ("person", "status"), [("nurse", 403), ("mother", 403), ("head", 404), ("stranger", 404)]
)
def test_nobody_but_the_holder_opens_it(cast: Cast, log: uuid.UUID, person: str, status: int) -> None:
    join(cast, log, "nurse")
    for url in (reverse("persons:child", args=[log]), reverse("persons:parent", args=[log, parent_of(log)])):
        assert as_(getattr(cast, person)).get(url).status_code == status
        assert as_(getattr(cast, person)).post(url, {}).status_code == status


def test_a_parent_of_another_log_is_not_found(cast: Cast, log: uuid.UUID) -> None:
    other = open_log(cast, number=cast.youth_number)
    url = reverse("persons:parent", args=[log, parent_of(other)])
    assert as_(cast.teacher).get(url).status_code == 404


def test_a_name_is_corrected_without_more_being_asked(cast: Cast, log: uuid.UUID) -> None:
    assert child(cast, log, name="Emma Nyvik", source="dokument").status_code == 302
    assert stored(log)[0] == "Emma Nyvik"
    assert "person.correct.document" in acts_of(cast.teacher)
    assert mother(cast, log, name="Mona Nyvik").status_code == 302
    with as_system("test"):
        assert ParentalResponsibility.objects.get(pk=parent_of(log)).name == "Mona Nyvik"


def test_what_shows_it_must_have_been_seen(cast: Cast, log: uuid.UUID) -> None:
    for source in ("", "opplyst"):
        assert child(cast, log, name="Emma Nyvik", source=source).status_code == 200
    assert stored(log)[0] == "Emma Eksempel"


def box(answer: Any, name: str) -> str:
    """What the box of this name confirms; it is never ticked."""
    field = answer.context["form"][name]
    assert not field.value()
    return str(field.field.widget.attrs["value"])


def test_a_birth_date_by_which_somebody_reads_longer_is_taken_when_that_was_read(
    cast: Cast, log: uuid.UUID
) -> None:
    younger = f"{years_ago(8):%d.%m.%Y}"
    answer = child(cast, log, birth_date=younger)
    assert "Mona Eksempel får lese lenger: til og med" in answer.text
    assert "Mona Eksempel får lese om helse lenger" in answer.text
    assert stored(log)[1] == years_ago(9)
    again = child(cast, log, birth_date=f"{years_ago(7):%d.%m.%Y}", sure=box(answer, "sure"))
    assert again.status_code == 200
    assert box(again, "sure") != box(answer, "sure")
    assert child(cast, log, birth_date=younger, sure=box(answer, "sure")).status_code == 302
    assert stored(log)[1] == years_ago(9)
    looked_at(cast)
    assert stored(log)[1] == years_ago(8)


def test_a_number_is_changed_with_the_reason_for_it(cast: Cast, log: uuid.UUID) -> None:
    typed = {"which_number": "identity", "identity_number": NEW.digits}
    assert "Velg hvorfor nummeret er et annet." in mother(cast, log, **typed).text
    assert mother(cast, log, **typed, number_because="ordinary").status_code == 302
    with as_system("test"):
        resident = ParentalResponsibility.objects.get(pk=parent_of(log)).parent_id
    assert found_by(cast, NEW) == found_by(cast, cast.mother_number) == resident


@pytest.mark.parametrize("because", ["protected", "wrong"])
def test_that_the_old_number_leads_nowhere_is_said_before(cast: Cast, log: uuid.UUID, because: str) -> None:
    typed = {"which_number": "identity", "identity_number": NEW.digits, "number_because": because}
    answer = mother(cast, log, **typed)
    assert "Det gamle nummeret fører ikke hit lenger." in answer.text
    assert account_of(cast.mother_number) == cast.mother.pk
    assert mother(cast, log, **typed, sure=box(answer, "sure")).status_code == 302
    assert account_of(cast.mother_number) is None


def test_a_number_that_says_another_day_is_looked_at_again_with_the_birth_date_beside_it(
    cast: Cast, log: uuid.UUID
) -> None:
    typed = {"which_number": "identity", "identity_number": NATIONAL.digits, "number_because": "ordinary"}
    answer = child(cast, log, **typed)
    assert f"Nummeret sier 12.03.2010, du har skrevet {years_ago(9):%d.%m.%Y}." in answer.text
    assert child(cast, log, **typed, born_confirmed=box(answer, "born_confirmed")).status_code == 302
    with as_system("test"):
        resident = Case.objects.get(pk=log).subject_id
    assert found_by(cast, NATIONAL) == resident


def test_what_a_parent_is_to_the_child_is_changed_alone_and_changes_nothing_else(
    cast: Cast, log: uuid.UUID
) -> None:
    with as_system("test: as it was"):
        before = ParentalResponsibility.objects.get(case=log, relation="mor")
    asked = begin_asking(cast, log, [Share(cast.school, ["school"])])
    url = reverse("consents:list", args=[log])
    assert as_(cast.mother).get(url).status_code == 200
    assert mother(cast, log, relation="annen").status_code == 302
    with as_system("test: as it is"):
        after = ParentalResponsibility.objects.get(pk=before.pk)
        assert Asked.objects.get(consent=asked, resident=before.parent_id).relation == "annen"
    assert (after.relation, after.name, after.has_responsibility) == ("annen", before.name, True)
    assert as_(cast.mother).get(url).status_code == 200
    assert "person.correct" in acts_of(cast.teacher)


def test_what_a_parent_is_responsible_for_says_the_new_word(cast: Cast, log: uuid.UUID) -> None:
    set_measure(cast, log, set_goal(cast, log), responsible=relative(cast, "mother"))
    assert mother(cast, log, relation="annen").status_code == 302
    with as_system("test: what stands"):
        assert Measure.objects.get(case=log).responsible_name == "Mona Eksempel, foresatt"
