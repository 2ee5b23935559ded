"""The administrator registers and ends agreements with outside bodies; nobody else does."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.organisation.agreements import agreement_end, agreement_enter, is_organisation_number
from municipality.organisation.models import Agreement
from tests.access_log import acts_of

ADDRESS = "administration:agreements"
NUMBER = "310000000"


def typed(**changes):
    return {
        "name": "Legekontoret",
        "organisation": "310 000 000",
        "agreed_on": "1.1.2026",
        "ends_on": "",
        **changes,
    }


def kept():
    with as_system("test: read"):
        return list(Agreement.objects.values_list("organisation", "name", "ended_at"))


def test_the_administrator_registers_an_agreement_and_ends_it(cast, client):
    client.force_login(cast.administrator)
    page = client.post(reverse(ADDRESS), typed(), follow=True).content.decode()
    assert "Avtalen med Legekontoret er lagret." in page
    assert kept() == [(NUMBER, "Legekontoret", None)]
    with as_system("test: read"):
        agreement = Agreement.objects.get()
    end = reverse("administration:agreement_end", args=[agreement.pk])
    assert "kan ikke logge inn lenger" in client.get(end).content.decode()
    assert "er avsluttet" in client.post(end, {"confirmed": "1"}, follow=True).content.decode()
    assert kept()[0][2] is not None
    assert acts_of(cast.administrator) == ["agreement.change", "agreement.change"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"organisation": "310000001"}, "Organisasjonsnummeret stemmer ikke"),
        ({"organisation": "31000000"}, "Organisasjonsnummeret stemmer ikke"),
        ({"organisation": ""}, "Det har ni siffer"),
        ({"name": ""}, "Skriv hva virksomheten heter"),
        ({"ends_on": "31.12.2025"}, "kan ikke slutte før den begynner"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_kept(cast, client, changes, said):
    client.force_login(cast.administrator)
    assert said in client.post(reverse(ADDRESS), typed(**changes)).content.decode()
    assert kept() == []


def test_only_the_administrator_of_the_municipality_may(cast):
    values: dict[str, Any] = {
        "organisation": NUMBER,
        "name": "x",
        "agreed_on": date(2026, 1, 1),
        "ends_on": None,
    }
    with as_user(cast.administrator.pk):
        agreement_enter(**values)
    with as_user(cast.teacher.pk):
        with pytest.raises(Refused, match="Bare administratoren"):
            agreement_enter(**values)
        assert not Agreement.objects.exists()
    with as_system("test: read"):
        agreement = Agreement.objects.get()
    with as_user(cast.stranger.pk), pytest.raises(NothingThere, match="alt avsluttet"):
        agreement_end(agreement)


@pytest.mark.parametrize(
    ("digits", "right"), [(NUMBER, True), ("310000019", True), ("310000001", False), ("x", False)]
)
def test_the_last_digit_controls_the_others(digits, right):
    assert is_organisation_number(digits) is right
