"""The front page for those who are not signed in."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from django.contrib.staticfiles import finders
from django.urls import reverse

from municipality.people.identity_number import parse

STORY = yaml.safe_load((Path(__file__).parents[2] / "demo/families.yaml").read_text(encoding="utf-8"))
PERSONAS = {persona["username"]: persona for persona in STORY["personas"]}
EMMAS_FAMILY = next(family for family in STORY["families"] if family["key"] == "havblikk")


@pytest.fixture
def front(db, client):
    return client.get("/").content.decode()


@pytest.mark.parametrize("username", PERSONAS)
def test_every_persona_has_a_door_with_name_and_who_it_is(front, username):
    assert f'action="{reverse("demo:login", args=[username])}"' in front
    assert PERSONAS[username]["name"] in front
    assert PERSONAS[username]["description"] in front


def test_the_day_has_thirteen_steps_each_with_a_door(front):
    steps = front.split('<li class="app-step">')[1:]
    assert len(steps) == 13
    assert all("/demo/login/" in step for step in steps)


def test_the_line_gives_what_has_to_be_typed(front):
    child = EMMAS_FAMILY["children"][0]
    assert f"{child['birth_date']:%d.%m.%Y}" in front
    for person in (child, *EMMAS_FAMILY["adults"]):
        assert person["name"] in front
        assert person["identity_number"] in front
        assert parse(person["identity_number"], on=date(2026, 1, 1)).synthetic


def test_a_made_up_kostra_file_lies_ready_for_the_leader_of_nav(front):
    [link] = re.findall(r'href="/static/(demo/[\w.]+)" download="11F_2026.dat"', front)
    found = finders.find(link)
    assert found is not None
    assert b"J0000001" in Path(found).read_bytes()
    assert f'action="{reverse("demo:login", args=["navleder"])}"' in front


def test_the_front_page_works_for_a_browser_without_a_session(db, client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert "session" not in answer.cookies
