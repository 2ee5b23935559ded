"""Only the administrator, only the own municipality: on the pages, and in the database."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from municipality.access.identity import as_system, as_user
from municipality.access.refusals import Refused
from municipality.access.verbs import call, refusals, rows
from municipality.people.models import Membership, User
from municipality.stafffile.selectors import Joined, _Taken
from tests.cast import EVERYBODY, make_user
from tests.logs.helpers import as_
from tests.stafffile.helpers import csv_of, named, send

EMPTY: dict[str, list[Any]] = {
    "make": [],
    "change": [],
    "close": [],
    "give": [],
    "alter": [],
    "stop": [],
    "join": [],
}
OTHERS = tuple(one for one in EVERYBODY if one != "administrator")


def load(**changes):
    return call("staff_file_load", staff_plan=json.dumps({**EMPTY, **changes}))


@pytest.mark.parametrize("person", OTHERS)
def test_the_database_refuses_everybody_else(cast, person):
    wanted = json.dumps([{"user": cast.teacher.pk, "index": "x"}])
    with as_user(getattr(cast, person).pk):
        for function in (
            load,
            lambda: rows(_Taken, "staff_file_taken", usernames=["teacher"]),
            lambda: rows(Joined, "staff_file_joined", wanted=wanted),
        ):
            with pytest.raises(Refused, match="Bare administratoren"), refusals():
                function()


def place_of(user):
    with as_system("test: a place"):
        return Membership.objects.filter(user=user).earliest("pk").pk


@pytest.mark.parametrize("person", ["stranger", "mother", "administrator", "executive", "privacy_officer"])
def test_a_plan_touches_no_account_but_of_the_own_staff(cast, person):
    other = getattr(cast, person)
    with as_user(cast.administrator.pk):
        for plan in (
            {"close": [other.pk]},
            {"change": [{"user": other.pk, "name": "X", "email": "", "phone": "", "opens": True}]},
            {
                "give": [
                    {
                        "username": person,
                        "unit_id": cast.ppt.pk,
                        "role": "leader",
                        "profession": "",
                        "ends": None,
                    }
                ]
            },
            {"join": [{"username": person, "index": "0" * 64}]},
        ):
            with pytest.raises(Refused, match="Noe er endret"):
                load(**plan)
    assert named(person).is_active
    assert named(person).display_name != "X"


def test_a_plan_touches_no_place_or_unit_of_another_municipality(cast):
    give = {"username": "teacher", "role": "leader", "profession": "", "ends": None}
    with as_system("test: a unit that is not in use"):
        cast.clinic.active = False
        cast.clinic.save()
    with as_user(cast.administrator.pk):
        for plan in (
            {"stop": [place_of(cast.stranger)]},
            {"alter": [{"membership": place_of(cast.stranger), "profession": "x", "ends": None}]},
            {"give": [{**give, "unit_id": cast.away_school.pk}]},
            {"give": [{**give, "unit_id": cast.clinic.pk}]},
            {"give": [{**give, "unit_id": 30_000}]},
        ):
            with pytest.raises(Refused, match="Noe er endret"):
                load(**plan)
    with as_system("test: as before"):
        assert not Membership.objects.filter(user=cast.stranger).exclude(ends_at=None).exists()
        assert not Membership.objects.filter(user=cast.teacher, role="leader").exists()


def test_half_a_plan_is_none(cast):
    with as_user(cast.administrator.pk):
        for taken in ("teacher", "mother", "stranger"):
            made = [{"username": name, "name": "X", "email": "", "phone": ""} for name in ("aile", taken)]
            with pytest.raises(Refused, match="Noe er endret"):
                load(make=made, close=[cast.nurse.pk])
        with pytest.raises(Refused, match="Noe er endret"):
            load(
                make=[{"username": "aile", "name": "X", "email": "", "phone": ""}],
                give=[
                    {
                        "username": "teacher",
                        "unit_id": cast.school.pk,
                        "role": "caseworker",
                        "profession": "",
                        "ends": None,
                    }
                ],
            )
    assert named("aile") is None
    assert named("nurse").is_active


def test_an_identity_is_never_joined_to_an_account_that_has_another(cast):
    with as_user(cast.administrator.pk):
        load(join=[{"username": "teacher", "index": "0" * 64}])
        with pytest.raises(Refused, match="Noe er endret"):
            load(join=[{"username": "teacher", "index": "1" * 64}])
        asked = json.dumps(
            [{"user": user.pk, "index": "1" * 64} for user in (cast.teacher, cast.nurse, cast.stranger)]
        )
        found = sorted(rows(Joined, "staff_file_joined", wanted=asked))
    assert found == sorted([(cast.teacher.pk, False, True), (cast.nurse.pk, False, False)])


def test_a_value_that_does_not_fit_is_not_shown_by_the_database(cast):
    with (
        as_user(cast.administrator.pk),
        pytest.raises(Exception, match="a value that does not fit") as refused,
    ):
        load(make=[{"username": "aile", "name": "X", "email": "secret, secret", "phone": ""}])
    assert "secret" not in str(refused.value)


def test_the_rows_of_one_administrator_are_not_shown_to_another(cast):
    with as_system("test: another administrator"):
        second = make_user("second", cast.home, "administrator")
    send(as_(cast.administrator), csv_of("aile;Áile;;PPT;;;"))
    answer = as_(second).get(reverse("stafffile:changes"))
    assert answer.status_code == 302


def test_the_upload_needs_the_token_of_its_form(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.administrator)
    assert client.post(reverse("stafffile:upload"), {"scope": "some"}).status_code == 403


def test_nobody_is_made_by_asking(cast):
    with as_system("test: count"):
        before = User.objects.count()
    send(as_(cast.administrator), csv_of("aile;Áile;;PPT;;;"))
    with as_system("test: count"):
        assert User.objects.count() == before
