"""The line, stopped by a withdrawal after each of its steps: nothing of the case is left for whom it was withdrawn."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from cases.baton.models import BatonOffer
from cases.baton.services import baton_answer, baton_offer
from cases.case.models import Case
from cases.logs.services import entry_write
from consent.models import HowWithdrawn
from consent.services import consent_withdraw
from municipality.access.identity import as_system, as_user
from municipality.people.models import User
from tests.cast import Cast
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log

pytestmark = [pytest.mark.slow(30), pytest.mark.usefixtures("no_navigation")]

Step = Callable[[Cast, uuid.UUID], None]


def nothing_more(cast: Cast, case_id: uuid.UUID) -> None:
    """Just opened: PPT is invited and nobody is named."""


def name_themselves(cast: Cast, case_id: uuid.UUID) -> None:
    join(cast, case_id, "adviser", "nurse")


def write_notes(cast: Cast, case_id: uuid.UUID) -> None:
    for person, unit in ((cast.adviser, cast.ppt), (cast.nurse, cast.clinic), (cast.teacher, cast.school)):
        with as_user(person.pk):
            entry_write(
                author=person, unit=unit, case_id=case_id, kind="school", text=f"Notat av {person.username}"
            )


def offer_the_baton_to_ppt(cast: Cast, case_id: uuid.UUID) -> None:
    with as_user(cast.teacher.pk):
        baton_offer(case_id=case_id, user_id=cast.adviser.pk, unit_id=cast.ppt.pk, why="")


def let_ppt_take_it(cast: Cast, case_id: uuid.UUID) -> None:
    with as_user(cast.adviser.pk):
        baton_answer(case_id=case_id, offer_id=BatonOffer.objects.get().pk, yes=True)


STEPS: list[Step] = [nothing_more, name_themselves, write_notes, offer_the_baton_to_ppt, let_ppt_take_it]


def play_until(cast: Cast, last: Step) -> uuid.UUID:
    case_id = open_log(cast)
    for step in STEPS[: STEPS.index(last) + 1]:
        step(cast, case_id)
    return case_id


def assert_nothing_is_left(user: User, case_id: uuid.UUID) -> None:
    client = as_(user)
    for path in (
        "",
        "notat/",
        "samtykke/",
        "samtykke/trekk/",
        "stafettpinne/",
        "stafettpinne/svar/",
        "ga-ut/",
    ):
        assert client.get(f"/stafettlogger/{case_id}/{path}").status_code == 404, path
    assert client.get(f"/saksopplysninger/{case_id}/").status_code == 404
    pages = {
        path: client.get(path).text for path in ("/", "/stafettlogger/", "/saksopplysninger/", "/varsler/")
    }
    pages["search"] = client.post("/stafettlogger/", {"q": "Eksempel"}, follow=True).text
    for path, page in pages.items():
        assert str(case_id) not in page, path
        assert "Emma" not in page, path


@pytest.mark.parametrize("last", STEPS)
@pytest.mark.parametrize("by", ["mother", "teacher"])
def test_withdrawn_for_ppt_after_each_step_ppt_finds_nothing_and_the_others_go_on(
    cast: Cast, last: Step, by: str
) -> None:
    case_id = play_until(cast, last)
    if by == "teacher" and last is let_ppt_take_it:
        by = "adviser"  # who holds the baton now, and may end it for the own unit
    with as_user(getattr(cast, by).pk):
        consent_withdraw(case_id=case_id, how=HowWithdrawn.ORAL, unit_id=cast.ppt.pk)
    assert_nothing_is_left(cast.adviser, case_id)
    assert_nothing_is_left(cast.ppt_colleague, case_id)
    client = Client()
    client.force_login(cast.teacher)
    assert client.get(f"/stafettlogger/{case_id}/").status_code == 200
    with as_system("test"):
        case = Case.objects.get(pk=case_id)
    assert case.closed_at is None
    assert (case.holder_id, case.holder_unit_id) == (cast.teacher.pk, cast.school.pk)


@pytest.mark.parametrize("last", STEPS)
def test_withdrawn_for_all_after_each_step_no_service_finds_anything_and_the_family_reads_on(
    cast: Cast, last: Step
) -> None:
    case_id = play_until(cast, last)
    with as_user(cast.mother.pk):
        consent_withdraw(case_id=case_id, how=HowWithdrawn.SELF)
    for person in (cast.teacher, cast.nurse, cast.adviser, cast.head):
        assert_nothing_is_left(person, case_id)
    mother = Client()
    mother.force_login(cast.mother)
    assert "Stafettloggen er avsluttet" in mother.get(f"/stafettlogger/{case_id}/").text


@pytest.mark.parametrize("last", STEPS[:-1])
def test_withdrawn_for_the_holders_own_unit_after_each_step_there_is_a_holder_who_is_told(
    cast: Cast, last: Step
) -> None:
    case_id = play_until(cast, last)
    with as_user(cast.teacher.pk):
        consent_withdraw(case_id=case_id, how=HowWithdrawn.ORAL, unit_id=cast.school.pk)
    assert_nothing_is_left(cast.teacher, case_id)
    leader = Client()
    leader.force_login(cast.head)
    assert leader.get(f"/stafettlogger/{case_id}/").status_code == 404
    assert "Stafettpinnen er kommet til deg" in leader.get(f"/saksopplysninger/{case_id}/").text
    assert "Stafettpinnen er kommet til deg" in leader.get("/varsler/").text
