"""The administrator's pages: the organisation, and the settings of the own municipality."""

import pytest
from django.urls import reverse

from municipality.access.identity import as_system
from municipality.administration.forms import SettingsForm
from municipality.audit.models import Event
from municipality.organisation.municipality import Municipality

ADDRESS = "administration:settings"


def as_typed(municipality, **changes):
    """What the browser sends when the form is shown and these fields are changed."""
    form = SettingsForm(instance=municipality)
    typed = {name: form[name].value() for name in form.fields}
    typed.update(changes)
    return {name: value for name, value in typed.items() if value is not None and value is not False}


def stored(municipality):
    return Municipality.objects.get(pk=municipality.pk)


def acts():
    with as_system("test: read the log"):
        return [(event.act, event.refused) for event in Event.objects.order_by("at")]


def test_the_administrator_changes_a_setting_and_the_log_says_so(cast, client):
    client.force_login(cast.administrator)

    answer = client.post(
        reverse(ADDRESS),
        as_typed(cast.home, consent_age=16, level_1="Egen enhet", leader_sees_concerns=False),
    )

    assert answer.url == reverse(ADDRESS)
    home = stored(cast.home)
    assert (home.consent_age, home.leader_sees_concerns) == (16, False)
    assert home.level_names == ["Avklare", "Egen enhet", "Enkelt samarbeid", "Omfattende samarbeid"]
    assert stored(cast.away).consent_age == 15
    assert acts() == [("settings.change", False)]


def test_saving_without_a_change_writes_no_event(cast, client):
    client.force_login(cast.administrator)
    answer = client.post(reverse(ADDRESS), as_typed(cast.home), follow=True)
    assert "Ingenting er endret." in answer.content.decode()
    assert acts() == []


@pytest.mark.parametrize("name", ["teacher", "head", "privacy_officer", "mother", "stranger"])
def test_others_are_refused_nothing_changes_and_the_try_is_logged(cast, client, name):
    client.force_login(getattr(cast, name))
    answer = client.post(reverse(ADDRESS), as_typed(cast.home, consent_age=16))
    assert answer.status_code == 403
    assert stored(cast.home).consent_age == 15
    assert acts() == [("settings.change", True)]


def test_a_value_outside_the_law_is_answered_beside_the_field_and_what_was_typed_stays(cast, client):
    client.force_login(cast.administrator)
    answer = client.post(reverse(ADDRESS), as_typed(cast.home, consent_age=12, executive_title="rådmann"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Tallet kan ikke være mindre enn 15." in page
    assert 'value="12"' in page
    assert 'value="rådmann"' in page
    assert stored(cast.home).consent_age == 15


def test_whoever_works_in_the_municipality_sees_its_units_and_not_another_ones(cast, client):
    client.force_login(cast.teacher)
    page = client.get(reverse("administration:overview")).content.decode()
    assert "Baksalen skole" in page
    assert "Åskollen skole" not in page
    assert reverse(ADDRESS) not in page


def test_what_only_the_municipality_knows_is_missing_until_the_administrator_has_filled_it_in(cast, client):
    missing = "Dette mangler før dere tar Stafettpinnen i bruk"
    client.force_login(cast.teacher)
    assert missing not in client.get(reverse("administration:overview")).text
    client.force_login(cast.administrator)
    page = client.get(reverse("administration:overview")).text
    assert missing in page
    assert "Telefon til barnevernvakta" in page
    assert "Adresse til portalen" in page
    told = {
        "child_protection_phone": "40 00 11 22",
        "report_url": "https://portal.example.org/",
        "event_retention_years": "10",
        "event_retention_because": "Arkivplanen",
    }
    client.post(reverse(ADDRESS), as_typed(cast.home, **told))
    assert missing not in client.get(reverse("administration:overview")).text


@pytest.mark.parametrize("number", ["116 111", "116111", "11 61 11"])
def test_the_line_for_children_is_not_taken_for_barnevernvakta(cast, client, number):
    client.force_login(cast.administrator)
    page = client.post(reverse(ADDRESS), as_typed(cast.home, child_protection_phone=number)).text
    assert "116 111 er Alarmtelefonen for barn og unge i hele landet." in page
    assert stored(cast.home).child_protection_phone == ""


def test_a_family_account_has_no_municipality_to_look_at(cast, client):
    client.force_login(cast.mother)
    assert client.get(reverse("administration:overview")).status_code == 403
