"""With a protected address the other parent reads only when two persons have released the log (R7 f, D5)."""

import uuid

import pytest
from django.utils import timezone

from cases.case.models import ParentalResponsibility
from cases.opening.services import Parent
from consent.models import Answer
from municipality.access.identity import as_system
from tests.cast import Cast
from tests.checks.helpers import confirm, waits_for
from tests.logs.helpers import as_, join
from tests.logs.opening import one_yes_is_enough, open_log


@pytest.fixture
def case_id(cast: Cast) -> uuid.UUID:
    """Both parents have responsibility; the mother said yes, the father was not asked."""
    one_yes_is_enough(cast)
    case_id = open_log(
        cast,
        address_protection="fortrolig",
        parents=[
            Parent("Mona Eksempel", "mor", True, "folkeregisteret", Answer.YES, cast.mother_number),
            Parent("Fredrik Eksempel", "far", True, "folkeregisteret", Answer.NOT_ASKED, cast.father_number),
        ],
    )
    join(cast, case_id, "nurse")
    return case_id


def release_path(case_id: uuid.UUID, relation: str = "far") -> str:
    with as_system("test"):
        parent = ParentalResponsibility.objects.get(case_id=case_id, relation=relation)
    return f"/stafettlogger/{case_id}/samtykke/innsyn/{parent.pk}/"


def test_the_parent_who_consented_reads_and_the_other_does_not(cast: Cast, case_id: uuid.UUID) -> None:
    assert as_(cast.mother).get(f"/stafettlogger/{case_id}/").status_code == 200
    assert as_(cast.father).get(f"/stafettlogger/{case_id}/").status_code == 404


def test_the_relay_holder_releases_it_after_a_pause_and_a_second_person_has_looked(
    cast: Cast, case_id: uuid.UUID
) -> None:
    teacher, path = as_(cast.teacher), release_path(case_id)
    assert "Gi Fredrik Eksempel innsyn" in teacher.get(f"/stafettlogger/{case_id}/samtykke/").text
    assert "Skal Fredrik Eksempel få lese stafettloggen?" in teacher.get(path).text
    assert as_(cast.father).get(f"/stafettlogger/{case_id}/").status_code == 404
    teacher.post(path, {"source": "dokument", "seen_on": f"{timezone.localdate():%d.%m.%Y}"})
    assert as_(cast.father).get(f"/stafettlogger/{case_id}/").status_code == 404
    (key,) = waits_for(cast.head)
    confirm(cast.head, key)
    page = as_(cast.father).get(f"/stafettlogger/{case_id}/")
    assert page.status_code == 200
    for sensitive in ("Baksalen", "Teacher", "Helsestasjonen", "Nurse"):
        assert sensitive not in page.text
    assert teacher.get(path).status_code == 404


@pytest.mark.parametrize(
    ("person", "status"), [("nurse", 403), ("mother", 403), ("father", 404), ("head", 404)]
)
def test_nobody_else_releases_it(cast: Cast, case_id: uuid.UUID, person: str, status: int) -> None:
    assert as_(getattr(cast, person)).post(release_path(case_id), {"confirmed": "1"}).status_code == status
    assert as_(cast.father).get(f"/stafettlogger/{case_id}/").status_code == 404


def test_there_is_nothing_to_release_to_a_parent_who_reads_already(cast: Cast, case_id: uuid.UUID) -> None:
    assert as_(cast.teacher).get(release_path(case_id, "mor")).status_code == 404
