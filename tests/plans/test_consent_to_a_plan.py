"""The relay holder writes down that the family says yes to a plan too; a plan needs the unit that coordinates it."""

import uuid

from consent.models import Consent
from consent.readings import Reading
from municipality.access.identity import as_system
from municipality.organisation.models import Unit
from tests.cast import Cast
from tests.conversation.helpers import Walk, renew
from tests.logs.helpers import as_

WORDS = "Spør også om en individuell plan"
KINDS = ["school", "family"]


def test_a_yes_to_a_plan_is_registered_with_the_unit_that_coordinates_it(
    cast: Cast, case_id: uuid.UUID
) -> None:
    page = Walk(cast.teacher, case=case_id).get("enheter").text
    assert WORDS in page
    assert "Dere kan få en koordinator selv om dere sier nei til planen." in page
    answer = renew(cast.teacher, case_id, [(cast.coordinating, KINDS)], plan=True)
    assert "Samtykket er registrert" in answer.text
    assert "Det gjelder også en individuell plan." in answer.text
    with as_system("test"):
        text = Reading.objects.get(consent__case_id=case_id, consent__for_plan=True).text
    assert "Vi spør også om en individuell plan for Emma." in text
    assert "Planen gir ikke i seg selv rett til tjenester." in text


def test_a_yes_to_a_plan_without_a_unit_that_coordinates_it_is_asked_about_beside_the_field(
    cast: Cast, case_id: uuid.UUID
) -> None:
    answer = Walk(cast.teacher, case=case_id).units([(cast.nav_office, KINDS)], plan=True)
    assert answer.redirect_chain == []
    assert "Velg også Koordinerende enhet over, og hva de får lese om." in answer.text
    assert 'id="id_plan-for_plan" checked' in answer.text
    with as_system("test"):
        assert not Consent.objects.filter(case_id=case_id, for_plan=True).exists()


def test_without_the_mark_it_is_a_consent_as_any_other(cast: Cast, case_id: uuid.UUID) -> None:
    answer = renew(cast.teacher, case_id, [(cast.coordinating, KINDS)])
    assert "Samtykket er registrert" in answer.text
    assert "individuell plan." not in answer.text


def test_where_no_unit_coordinates_plans_nobody_is_asked_about_one(cast: Cast, case_id: uuid.UUID) -> None:
    with as_system("test: it is out of use"):
        Unit.objects.filter(pk=cast.coordinating.pk).update(active=False)
    assert WORDS not in Walk(cast.teacher, case=case_id).get("enheter").text
    answer = renew(cast.teacher, case_id, [(cast.nav_office, KINDS)])
    assert "Samtykket er registrert" in answer.text


def test_who_comes_to_register_a_yes_to_a_plan_finds_the_unit_chosen_and_the_yes_not(
    cast: Cast, case_id: uuid.UUID
) -> None:
    walk, chosen = Walk(cast.teacher, case=case_id), f'value="{cast.coordinating.pk}" selected'
    assert f"{walk.url('go_on')}?plan=1" in as_(cast.teacher).get(f"/stafettlogger/{case_id}/").text
    page = walk.get("go_on", plan="1").text
    assert chosen in page
    assert 'id="id_plan-for_plan" checked' not in page
    page = walk.get("go_on").text
    assert chosen not in page
    assert 'id="id_plan-for_plan" checked' not in page
