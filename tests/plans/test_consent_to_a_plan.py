"""The relay holder writes down that the family says yes to a plan too; a plan needs the unit that coordinates it."""

import uuid
from types import SimpleNamespace

from consent.models import Consent
from municipality.access.identity import as_system
from municipality.organisation.models import Unit
from tests.access.scenes import plain
from tests.cast import Cast
from tests.logs.helpers import as_
from tests.logs.test_pages import renewal

WORDS = "Familien sier også ja til en individuell plan"


def sent(cast: Cast, case_id: uuid.UUID, unit: Unit, **changes: object) -> dict[str, object]:
    log = SimpleNamespace(pk=case_id)
    chosen = {"shares-0-unit": unit.pk, "shares-0-kinds": ["school", "family"], "plan-for_plan": "on"}
    return renewal(cast, log, **(chosen | changes))


def test_a_yes_to_a_plan_is_registered_with_the_unit_that_coordinates_it(
    cast: Cast, case_id: uuid.UUID
) -> None:
    url = f"/stafettlogger/{case_id}/samtykke/nytt/"
    page = as_(cast.teacher).get(url).text
    assert WORDS in page
    assert "Dere kan få en koordinator selv om dere sier nei til planen." in page
    answer = as_(cast.teacher).post(url, sent(cast, case_id, cast.coordinating), follow=True)
    assert "Samtykket er registrert" in answer.text
    assert "Det gjelder også en individuell plan." in answer.text
    with as_system("test"):
        ((form_text,),) = plain(
            "select form_text from consent_consent where case_id = %s and for_plan", case_id
        )
    assert "Vi sier også ja til en individuell plan for Emma Eksempel." in form_text
    assert "Planen gir ikke i seg selv rett til tjenester." in form_text


def test_a_yes_to_a_plan_without_a_unit_that_coordinates_it_is_asked_about_beside_the_field(
    cast: Cast, case_id: uuid.UUID
) -> None:
    url = f"/stafettlogger/{case_id}/samtykke/nytt/"
    answer = as_(cast.teacher).post(url, sent(cast, case_id, cast.nav_office))
    assert answer.status_code == 200
    assert "Velg også Koordinerende enhet over, og hva de får lese om." in answer.text
    assert 'id="id_plan-for_plan" checked' in answer.text
    with as_system("test"):
        assert not Consent.objects.filter(case_id=case_id, for_plan=True).exists()


def test_without_the_mark_it_is_a_consent_as_any_other(cast: Cast, case_id: uuid.UUID) -> None:
    url = f"/stafettlogger/{case_id}/samtykke/nytt/"
    answer = as_(cast.teacher).post(
        url, sent(cast, case_id, cast.coordinating, **{"plan-for_plan": ""}), follow=True
    )
    assert "Samtykket er registrert" in answer.text
    assert "individuell plan." not in answer.text


def test_where_no_unit_coordinates_plans_nobody_is_asked_about_one(cast: Cast, case_id: uuid.UUID) -> None:
    with as_system("test: it is out of use"):
        Unit.objects.filter(pk=cast.coordinating.pk).update(active=False)
    url = f"/stafettlogger/{case_id}/samtykke/nytt/"
    assert WORDS not in as_(cast.teacher).get(url).text
    answer = as_(cast.teacher).post(url, sent(cast, case_id, cast.nav_office), follow=True)
    assert "Samtykket er registrert" in answer.text


def test_who_comes_to_register_a_yes_to_a_plan_finds_the_unit_chosen_and_the_yes_not(
    cast: Cast, case_id: uuid.UUID
) -> None:
    url, chosen = f"/stafettlogger/{case_id}/samtykke/nytt/", f'value="{cast.coordinating.pk}" selected'
    teacher = as_(cast.teacher)
    assert f"{url}?plan=1" in teacher.get(f"/stafettlogger/{case_id}/").text
    assert chosen in teacher.get(f"{url}?plan=1").text
    assert 'id="id_plan-for_plan" checked' not in teacher.get(f"{url}?plan=1").text
    assert chosen not in teacher.get(url).text
    assert 'id="id_plan-for_plan" checked' not in teacher.get(url).text
