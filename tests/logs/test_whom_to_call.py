"""«Hvem ringer jeg?»: where and when those who take part can be called, masked where names are."""

import pytest

from municipality.access.identity import as_system
from municipality.people.models import User
from tests.cast import Cast
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log
from tests.paper.pdf import text_of
from tests.plans.helpers import content_of, make_paper, make_plan

HOURS = "mandag–fredag 8–15"


def page_of(cast: Cast, person: str, case_id: object) -> str:
    return as_(getattr(cast, person)).get(f"/stafettlogger/{case_id}/").text


@pytest.mark.parametrize("reader", ["mother", "adviser", "teacher"])
def test_who_takes_part_reads_the_telephone_and_hours_of_the_others(cast: Cast, reader: str) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    with as_system("test: hours"):
        User.objects.filter(pk=cast.nurse.pk).update(phone="12 34 56 78", phone_hours=HOURS)
    page = page_of(cast, reader, case_id)
    assert "Hvem ringer jeg?" in page
    assert 'href="tel:12345678">12 34 56 78</a>' in page
    assert HOURS in page
    others = {"teacher", "adviser"} - {reader}
    assert all(getattr(cast, other).phone in page for other in others)
    assert (
        getattr(cast, reader).phone == "" or f"tel:{getattr(cast, reader).phone}" not in page
    )  # not one's own


def test_without_a_telephone_nothing_stands_there(cast: Cast) -> None:
    with as_system("test: nobody has one"):
        User.objects.update(phone="")
    assert "tel:" not in page_of(cast, "mother", open_log(cast)).split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("protection", ["fortrolig", "strengt_fortrolig"])
def test_with_a_protected_address_the_family_reads_no_telephone_and_staff_inside_the_log_do(
    cast: Cast, protection: str
) -> None:
    case_id = open_log(cast, address_protection=protection)
    join(cast, case_id, "nurse")
    assert cast.nurse.phone not in page_of(cast, "mother", case_id)
    assert cast.nurse.phone in page_of(cast, "teacher", case_id)


def test_somebody_who_has_left_is_not_called(cast: Cast) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "nurse")
    as_(cast.nurse).post(f"/stafettlogger/{case_id}/ga-ut/", {"confirmed": "1"})
    assert cast.nurse.phone not in page_of(cast, "mother", case_id)


def test_the_plan_on_paper_says_whom_to_call(cast: Cast) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    paper = text_of(content_of(make_paper(cast, make_plan(cast, case_id), "mother")))
    assert cast.nurse.phone in paper
    assert "Telefon" in paper


def test_the_plan_of_a_child_with_a_protected_address_says_it_to_nobody(cast: Cast) -> None:
    case_id = open_log(cast, address_protection="fortrolig")
    join(cast, case_id, "nurse", "adviser")
    paper = text_of(content_of(make_paper(cast, make_plan(cast, case_id), "teacher")))
    for person in (cast.teacher, cast.nurse, cast.adviser, cast.coordinator):
        assert person.phone not in paper, person
