"""Who takes a leader's place and works in no unit: Min dag, the menu, the page of counts."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from municipality.access.identity import as_system, as_user
from municipality.access.verbs import call
from municipality.notices.models import Notice
from municipality.people.models import Overseer
from tests.access.test_baton import settle
from tests.access_log import noted
from tests.concerns.helpers import a_concern
from tests.logs.helpers import as_
from tests.logs.opening import open_log
from tests.overseers import end_places, lay_overseers
from tests.stafffile.helpers import words

COUNTS, WITHOUT = "Enhetene i tjenesten", "Undringer uten leder"


@pytest.fixture
def places(cast):
    lay_overseers(cast)
    return cast


def day(user):
    return as_(user).get("/").text


def menu(user):
    found = re.search(r"<nav[^>]*>.*?</nav>", day(user), re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", found[0]).split()) if found else ""


def test_with_every_leader_there_the_menu_has_the_counts_or_the_concerns_without_leader_alone(places):
    assert COUNTS in menu(places.overseer)
    for entry in (WITHOUT, "Saker i enheten", "Undringer ", "Stafettlogger"):
        assert entry not in menu(places.overseer)
    assert WITHOUT in menu(places.named_person)
    for entry in (COUNTS, "Saker i enheten", "Stafettlogger"):
        assert entry not in menu(places.named_person)
    assert "Ingenting venter på deg nå" in day(places.overseer)
    assert "Jeg er bekymret" not in day(places.overseer)
    assert "Leder over enhetene i skole" in day(places.overseer)
    assert "Utpekt av kommunen" in day(places.named_person)


def test_both_are_told_on_min_dag_of_what_they_have_charge_of(places):
    assert f">{COUNTS}</a>: 1 enhet" in day(places.overseer)
    assert f">{WITHOUT}</a>: 0 åpne" in day(places.named_person)


def everybody_leaves(places):
    for leaver in (places.head, places.teacher):
        end_places(leaver)
    settle()


def test_in_the_place_of_a_leader_who_left_one_finds_baton_and_concern_on_min_dag_and_in_the_menu(places):
    case_id, concern = open_log(places), a_concern(places, late_by=2)
    everybody_leaves(places)
    page = day(places.overseer)
    assert "Gi stafettpinnen for E.E. videre" in page
    assert "Avklar undringen om Emma Havblikk" in page
    assert "Undringer (1 venter)" in menu(places.overseer)
    assert "Saker i enheten" in menu(places.overseer)
    shown = [one for event in noted(user=places.overseer, act="day.read") for one in event.objects]
    assert f"concern:{concern.pk}" in shown
    browser = as_(places.overseer)
    read = browser.get(reverse("concerns:read", args=[concern.pk])).text
    assert reverse("concerns:give", args=[concern.pk]) in read
    assert reverse("conversation:go_on", args=[concern.pk]) not in read, (
        "a log is opened for the own unit alone"
    )
    head = browser.get(reverse("heads:read", args=[case_id])).text
    assert "Other_teacher" in head
    assert "Jeg tar den selv" not in head
    answer = browser.post(reverse("heads:name", args=[case_id]), {"person": places.other_teacher.pk})
    assert answer.status_code == 302
    offer = reverse("baton:offer", args=[case_id])
    given = {"to": f"{places.other_teacher.pk}:{places.school.pk}", "why": ""}
    assert browser.post(offer, given).status_code == 302


def test_whom_the_municipality_named_is_asked_to_choose_who_follows_a_concern_that_nobody_has(places):
    concern = a_concern(places)
    with as_system("test: nobody is over the school"):
        Overseer.objects.filter(user=places.overseer).delete()
    everybody_leaves(places)
    with as_system("test: the clock"):
        call("concerns_settle")
        notice = Notice.objects.get(user=places.named_person, concern_id=concern.pk)
    opened = as_(places.named_person).post(reverse("notices:open", args=[notice.pk]))
    assert opened.headers["Location"] == reverse("concerns:heads")
    page = day(places.named_person)
    assert "Velg hvem ved Baksalen skole som følger opp en undring" in page
    assert "Emma" not in page
    assert f"{WITHOUT} (1 venter)" in menu(places.named_person)
    browser = as_(places.named_person)
    url = reverse("concerns:give", args=[concern.pk])
    assert "Emma" not in browser.get(url).text
    page = browser.post(url, {"colleague": places.other_teacher.pk}, follow=True)
    assert "Other_teacher følger opp undringen fra nå." in page.text
    assert f"{WITHOUT} (1 venter)" not in menu(places.named_person)


def test_an_invitation_that_nobody_receives_waits_for_whoever_has_the_leaders_place(places):
    case_id = open_log(places)
    end_places(places.adviser)
    assert "Velg hvem hos dere som følger opp E.E." in day(places.named_person)
    assert "Saker i enheten (1 venter)" in menu(places.named_person)
    browser = as_(places.named_person)
    answer = browser.post(
        reverse("heads:name", args=[case_id]), {"person": places.ppt_colleague.pk}, follow=True
    )
    assert "er med i stafettloggen nå" in answer.text


def test_the_page_of_counts_names_no_child_and_leaves_an_event(places):
    open_log(places)
    a_concern(places, late_by=2)
    page = words(as_(places.overseer).get(reverse("oversight:units")))
    assert "Baksalen skole 1 1 forsinket 1 0" in page
    assert "Emma" not in page
    assert [one.act for one in noted(user=places.overseer, act="units.count")] == ["units.count"]
    end_places(places.head)
    assert "Baksalen skole ingen leder" in words(as_(places.overseer).get(reverse("oversight:units")))
    assert as_(places.named_person).get(reverse("oversight:units")).status_code == 403
    with as_user(places.overseer.pk):
        assert places.overseer.oversees


def test_when_the_role_has_ended_nothing_of_it_is_left(places):
    with as_system("test: the role ends"):
        Overseer.objects.filter(user=places.overseer).update(ends_at=timezone.now())
    assert "Du er ikke med i noen enhet nå" in day(places.overseer)
    assert COUNTS not in menu(places.overseer)
    assert as_(places.overseer).get(reverse("oversight:units")).status_code == 403
