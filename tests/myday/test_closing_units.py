"""A consent for a unit that closes is asked for anew by the relay holder; until the yes the successor reads nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.case.models import AddressProtection, Case
from cases.consents.renewal import consents_to_renew
from consent.models import LegalBasis
from municipality.access.identity import as_system, as_user
from municipality.ui.dates import day_text
from tests.access_log import noted
from tests.consents.helpers import cells
from tests.conversation.helpers import Walk, renew
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log
from tests.myday.test_my_day import page_of
from tests.organisation.changes import (
    NEXT_MONTH,
    SUCCESSOR,
    TODAY,
    another_school,
    close_school,
    file_of,
    load,
)

ASK = "Be om nytt samtykke for Fuglenes skole"


def to_renew(user):
    with as_user(user.pk):
        return [(one.unit, one.last_day, one.successor) for one in consents_to_renew()]


@pytest.fixture
def case_id(cast):
    return open_log(cast)


@pytest.fixture
def successor(cast):
    return another_school(cast)


def test_the_relay_holder_is_asked_to_renew_and_nobody_else(cast, case_id, successor, tmp_path):
    join(cast, case_id, "nurse", "adviser")
    assert to_renew(cast.teacher) == []
    close_school(cast, tmp_path)
    assert to_renew(cast.teacher) == [("Baksalen skole", NEXT_MONTH, "Fuglenes skole")]
    day = page_of(cast.teacher)
    assert f"{ASK}, som tar over for Baksalen skole" in day
    assert str(case_id) in [str(key) for key in noted(act="day.read")[-1].case_ids]
    for person in (cast.nurse, cast.adviser, cast.head, *successor[1:], cast.mother, cast.administrator):
        assert to_renew(person) == []
    assert ASK not in page_of(cast.nurse)


def test_the_page_of_consents_leads_to_a_form_that_is_filled_in_as_far_as_it_can_be(
    cast, case_id, successor, tmp_path
):
    close_school(cast, tmp_path)
    told = " ".join(as_(cast.teacher).get(reverse("consents:list", args=[case_id])).text.split())
    with as_user(cast.teacher.pk):
        [one] = consents_to_renew()
    walk = Walk(cast.teacher, case=case_id)
    address = f"{walk.url('go_on')}?for={one.basis_id}"
    assert "Fuglenes skole tar over, men leser ingenting før familien har sagt ja." in told
    assert f'href="{address}"' in told
    table = as_(cast.teacher).get(address, follow=True).context["page"]
    assert table.shares[0].initial["unit"] == successor[0].pk
    assert {*table.shares[0].initial["kinds"]} == {"school", "family"}
    # The family and others read the day, and have no button.
    for reader in (cast.mother, cast.teacher):
        assert "Siste dag er" in as_(reader).get(reverse("consents:list", args=[case_id])).text
    assert (
        "tar over, men leser ingenting"
        not in as_(cast.mother).get(reverse("consents:list", args=[case_id])).text
    )
    # A key of another log, or none at all, fills in nothing.
    for wrong in ("", "00000000-0000-0000-0000-000000000000"):
        assert walk.get("go_on", **{"for": wrong}).context["page"].shares[0].initial == {}


def test_the_successor_reads_nothing_before_the_yes_and_what_was_said_yes_to_afterwards(
    cast, case_id, successor, tmp_path
):
    school, head, their_teacher = successor
    close_school(cast, tmp_path)
    with as_system("test: bases"):
        assert not LegalBasis.objects.filter(unit=school).exists()
    for person in (head, their_teacher):
        with as_user(person.pk):
            assert not Case.objects.exists()
        assert as_(person).get(reverse("heads:read", args=[case_id])).status_code == 404
    renew(cast.teacher, case_id, [(school, ["school"])])
    with as_system("test: bases"):
        assert LegalBasis.objects.get(unit=school).kinds == ["school"]
    # It is no longer asked for. What was agreed for the old school stands until its own end.
    assert to_renew(cast.teacher) == []
    assert ASK not in page_of(cast.teacher)
    with as_system("test: bases"):
        assert LegalBasis.objects.filter(unit=cast.school, withdrawn_at=None).exists()


def test_a_consent_that_ends_before_its_unit_is_not_asked_for(cast, case_id, successor, tmp_path):
    close_school(cast, tmp_path, TODAY + timedelta(days=300))
    assert to_renew(cast.teacher) == []


def test_without_a_successor_the_holder_is_told_until_the_day(cast, case_id, tmp_path):
    close_school(cast, tmp_path, successor="")
    assert to_renew(cast.teacher) == [("Baksalen skole", NEXT_MONTH, "")]
    assert "Spør familien hvem som skal få lese når Baksalen skole stenger" in page_of(cast.teacher)
    told = as_(cast.teacher).get(reverse("consents:list", args=[case_id])).text
    assert "Ingen enhet tar over." in told


def test_a_closed_unit_without_a_successor_is_asked_for_no_longer(cast, case_id, tmp_path):
    load(file_of(cast.home, tmp_path, closed=[{"key": "ppt-ppt", "last_day": TODAY}]))
    assert to_renew(cast.teacher) == [("PPT", TODAY, "")]
    load(file_of(cast.home, tmp_path, closed=[{"key": "ppt-ppt", "last_day": TODAY - timedelta(days=1)}]))
    assert to_renew(cast.teacher) == []


def test_a_closed_unit_with_a_successor_is_asked_for_until_the_yes(cast, case_id, successor, tmp_path):
    entry = {"key": "ppt-ppt", "last_day": TODAY - timedelta(days=1), "successor": SUCCESSOR}
    load(file_of(cast.home, tmp_path, closed=[entry]))
    assert to_renew(cast.teacher) == [("PPT", TODAY - timedelta(days=1), "Fuglenes skole")]


def test_a_list_that_names_no_unit_gives_neither_the_day_nor_the_successor(
    cast, case_id, successor, tmp_path
):
    with as_system("test: an address is protected"):
        Case.objects.filter(pk=case_id).update(address_protection=AddressProtection.STRICT)
    close_school(cast, tmp_path)
    assert to_renew(cast.teacher) == [("skole", None, "")]
    day = page_of(cast.teacher)
    assert "Be om nytt samtykke: en enhet stenger" in day
    assert "Fuglenes" not in day
    for reader, told in ((cast.teacher, True), (cast.mother, False)):
        page = as_(reader).get(reverse("consents:list", args=[case_id])).text
        assert ("Siste dag er" in page) is told
        assert ("Fuglenes" in page) is told


def test_a_holder_who_must_not_know_of_barnevern_is_not_asked_for_its_consent(cast, successor, tmp_path):
    shares = {"school": ("school", "child_welfare"), "ppt": ("school",), "child_welfare": ("child_welfare",)}
    case_id = open_log(cast, shares=shares)
    entry = {"key": "barnevern-barneverntjenesten", "last_day": NEXT_MONTH, "successor": SUCCESSOR}
    load(file_of(cast.home, tmp_path, closed=[entry]))
    assert [unit for unit, _day, _successor in to_renew(cast.teacher)] == ["Barneverntjenesten"]
    with as_system("test: a narrower consent"):
        LegalBasis.objects.filter(case_id=case_id, unit=cast.school).update(kinds=["school"])
    assert to_renew(cast.teacher) == []


def test_who_reads_what_says_that_a_unit_reads_until_it_closes(cast, case_id, successor, tmp_path):
    close_school(cast, tmp_path)
    [said], _without = cells(cast, case_id, "mother")["school", "Baksalen skole"]
    assert said == f"Leser til og med {day_text(NEXT_MONTH, TODAY)}"
