"""«Det som har hendt»: short lines between the notes, each to those who may know of it and nobody else."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.case.models import AddressProtection, ParentalResponsibility
from cases.case.services import participant_add
from cases.logs import page as log_page
from cases.logs.models import Entry
from consent.models import Answer, LegalBasis
from consent.services import Agreement, Share, consent_register
from municipality.access.identity import as_system, as_user
from tests.access.scenes import hand_over, withdraw, write
from tests.cast import Cast
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log
from tests.plans.helpers import make_plan
from tests.teams.helpers import approve, begin, decide, make_team, refer
from tests.work.helpers import set_goal, set_measure

ALL = ("school", "health", "family", "child_welfare")
OPENED, CONSENT = "Stafettloggen ble åpnet", "Samtykke ble registrert"


@pytest.fixture
def case(cast: Cast) -> uuid.UUID:
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    return case_id


def lines(cast: Cast, who: str, case: uuid.UUID, query: str = "") -> list[str]:
    """The short lines, the newest first."""
    page = as_(getattr(cast, who)).get(f"/stafettlogger/{case}/{query}").text
    found = re.findall(r'<li class="app-entry" data-short>(.*?)</li>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", one).split()).split("· ", 1)[1] for one in found]


def test_a_new_log_begins_with_its_opening_its_consent_and_its_first_holder(
    cast: Cast, case: uuid.UUID
) -> None:
    assert set(lines(cast, "mother", case)) == {OPENED, CONSENT, "Teacher, Baksalen skole ble stafettholder"}


def test_goals_and_measures_are_told_when_they_are_set(cast: Cast, case: uuid.UUID) -> None:
    measure = set_measure(cast, case, set_goal(cast, case))
    for who in ("teacher", "nurse", "mother"):
        assert lines(cast, who, case)[:2] == [
            "Nytt tiltak: Leksehjelp",
            "Nytt mål: Emma har noen å være sammen med",
        ]
    page = as_(cast.nurse).get(f"/stafettlogger/{case}/").text
    assert f'href="/stafettlogger/{case}/tiltak/{measure.pk}/">Nytt tiltak: Leksehjelp' in page


def test_the_way_of_the_baton_can_be_read_by_the_family_and_of_others_by_whoever_had_it(
    cast: Cast, case: uuid.UUID
) -> None:
    """A list with a gap, or one that ends before the present holder, would tell of somebody hidden."""
    hand_over(cast, case, "teacher", "nurse", "clinic")
    hand_over(cast, case, "nurse", "adviser", "ppt")
    first, second, third = (
        "Teacher, Baksalen skole ble stafettholder",
        "Nurse, Helsestasjonen tok imot stafettpinnen",
        "Adviser, PPT tok imot stafettpinnen",
    )
    told = {
        who: [line for line in lines(cast, who, case) if "stafett" in line[9:]] for who in ("mother", "nurse")
    }
    assert told["mother"][:3] == [third, second, first]
    assert told["nurse"][:2] == [third, second]
    assert first not in told["nurse"]
    assert second not in lines(cast, "adviser", case)
    assert third not in lines(cast, "teacher", case)
    with as_user(cast.adviser.pk):
        participant_add(case_id=case, person=cast.ppt_colleague, unit=cast.ppt)
    assert not {first, second, third} & set(lines(cast, "ppt_colleague", case))


def test_that_barnevern_held_the_baton_is_told_only_to_those_who_may_know(cast: Cast) -> None:
    case = open_log(cast, shares=dict.fromkeys(("school", "child_welfare"), ALL))
    join(cast, case, "child_welfare_worker")
    hand_over(cast, case, "teacher", "child_welfare_worker", "child_welfare")
    hand_over(cast, case, "child_welfare_worker", "teacher", "school")
    agree(cast, case, "clinic", ["school"])
    join(cast, case, "nurse")
    held = {
        who: any(line.startswith("Child_welfare_worker, ") for line in lines(cast, who, case))
        for who in ("teacher", "mother", "nurse")
    }
    assert held == {"teacher": True, "mother": True, "nurse": False}


def agree(cast: Cast, case: uuid.UUID, unit: str, kinds: list[str]) -> None:
    """The mother says yes to one more unit."""
    with as_user(cast.teacher.pk):
        mother = ParentalResponsibility.objects.get(case=case, has_responsibility=True)
        consent_register(
            case_id=case, own=cast.school,
            agreement=Agreement(
                how="samtale", given_on=timezone.localdate(), ends=timezone.localdate() + timedelta(days=100),
                shares=[Share(getattr(cast, unit), kinds)], answers={mother.parent_id: Answer.YES},
            ),
        )  # fmt: skip


def test_consents_that_begin_end_and_are_taken_back_are_told(cast: Cast, case: uuid.UUID) -> None:
    agree(cast, case, "nav_office", ["school"])
    assert lines(cast, "nurse", case)[0] == CONSENT
    withdraw(cast, case, "mother", "ppt")
    assert lines(cast, "nurse", case)[0] == "Samtykke ble trukket: PPT"
    with as_system("test: time passes"):
        LegalBasis.objects.filter(unit=cast.nav_office).update(ends=timezone.now() - timedelta(minutes=1))
    assert any(line.startswith("Samtykke gjelder ikke lenger: NAV") for line in lines(cast, "nurse", case))


def test_a_consent_for_barnevern_alone_is_told_to_those_who_may_know_of_it(
    cast: Cast, case: uuid.UUID
) -> None:
    before = {who: lines(cast, who, case) for who in ("nurse", "adviser")}
    agree(cast, case, "child_welfare", ["child_welfare"])
    assert {who: lines(cast, who, case) for who in ("nurse", "adviser")} == before
    assert lines(cast, "mother", case)[0] == CONSENT
    withdraw(cast, case, "mother", "child_welfare")
    assert {who: lines(cast, who, case) for who in ("nurse", "adviser")} == before
    assert lines(cast, "mother", case)[0].startswith("Samtykke ble trukket: Barnevern")


def test_a_referral_and_what_came_of_it_are_told_as_far_as_each_may_know(cast: Cast, case: uuid.UUID) -> None:
    team = make_team(cast)
    referral = refer(cast, case, team)
    meeting = begin(cast, team)
    decide(cast, meeting, referral)
    assert "Meldt til TST Sentrum" in lines(cast, "teacher", case)
    assert "TST Sentrum tok opp saken" not in lines(cast, "teacher", case)
    approve(cast, meeting)
    for who in ("teacher", "mother"):
        assert "TST Sentrum tok opp saken" in lines(cast, who, case)


def test_a_plan_is_told(cast: Cast, case: uuid.UUID) -> None:
    make_plan(cast, case)
    assert "Individuell plan ble startet" in lines(cast, "teacher", case)
    assert "Individuell plan ble startet" in lines(cast, "mother", case)


def test_with_a_protected_address_no_line_names_a_place_to_the_family(cast: Cast) -> None:
    case = open_log(cast, address_protection=AddressProtection.CONFIDENTIAL)
    join(cast, case, "nurse")
    hand_over(cast, case, "teacher", "nurse", "clinic")
    told = " ".join(lines(cast, "mother", case))
    for word in ("Teacher", "Nurse", "Baksalen", "Helsestasjonen"):
        assert word not in told
    assert "Nurse, Helsestasjonen tok imot stafettpinnen" in lines(cast, "nurse", case)


def test_each_line_stands_once_on_the_page_of_its_time_and_none_among_what_is_looked_for(
    cast: Cast, case: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_page, "PER_PAGE", 2)
    goal = set_goal(cast, case)
    for number in range(5):
        write(cast, case, "teacher", "school", text=f"Notat {number}")
        set_measure(cast, case, goal, what=f"Tiltak {number}")
    pages = [lines(cast, "nurse", case, f"?page={number}") for number in (1, 2, 3)]
    assert pages[0] == ["Nytt tiltak: Tiltak 4", "Nytt tiltak: Tiltak 3"]
    assert pages[1] == ["Nytt tiltak: Tiltak 2", "Nytt tiltak: Tiltak 1"]
    assert pages[2][0] == "Nytt tiltak: Tiltak 0"
    assert OPENED in pages[2]
    client = as_(cast.nurse)
    found = client.post(f"/stafettlogger/{case}/", {"q": "Notat 3"}, follow=True).text
    assert "Notat 3" in found
    assert 'class="app-entry" data-short' not in found


def test_where_nothing_is_written_the_page_still_says_how_to_begin(cast: Cast, case: uuid.UUID) -> None:
    with as_system("test: nothing written"):
        assert not Entry.objects.filter(case=case, role="note").exists()
    page = as_(cast.teacher).get(f"/stafettlogger/{case}/").text
    assert "Skriv det første notatet" in page
    assert OPENED in page
