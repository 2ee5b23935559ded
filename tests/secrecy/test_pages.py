"""What is read before anything else: by who comes from outside, by who stands in, and by families."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.myday.waiting import waiting_for
from municipality.access.identity import as_system, as_user
from municipality.audit.models import Event
from municipality.organisation.choices import Secrecy
from municipality.people.workplace import Workplace
from municipality.secrecy.models import STANDARD, Declaration, Kind, SecrecyText
from municipality.secrecy.services import secrecy_text_enter
from municipality.secrecy.words import LANGUAGES, standard
from municipality.writing.models import Draft
from tests.absence.scene import away
from tests.attacks.helpers import CASE_PAGES, browser, look
from tests.cast import Cast
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.secrecy.helpers import nothing_read, outside, register
from tests.teams.helpers import make_team


@pytest.fixture
def log(cast: Cast) -> uuid.UUID:
    found = open_log(cast)
    join(cast, found, "nurse")
    return found


def press(client: Client, address: str, **typed: str) -> Any:
    """The page is opened, and its form is sent with what it holds."""
    page = client.get(address)
    form = page.context["form"]
    held = {bound.html_name: str(bound.value()) for bound in form if bound.value() is not None}
    return client.post(address, held | typed)


def events(cast: Cast, person: str) -> list[str]:
    with as_system("test: events"):
        found = Event.objects.filter(user=getattr(cast, person)).order_by("at")
        return list(found.values_list("act", flat=True))


def test_every_page_of_who_is_bound_by_an_act_leads_to_the_notice_and_then_on(
    cast: Cast, log: uuid.UUID
) -> None:
    clinic = outside(cast, "clinic", Secrecy.HEALTH)
    client = browser(cast.nurse)
    to = reverse("secrecy:read", args=[clinic.pk])
    for page in (page for page in CASE_PAGES if " " not in page):
        answer = look(client, page, log)
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, to), page
    address = f"{to}?next=/stafettlogger/{log}/"
    page = client.get(address).text
    assert standard(Kind.NOTICE).text.splitlines()[0] in page
    assert "helsepersonelloven" in page
    assert "Emma" not in page
    assert press(client, address)["Location"] == f"/stafettlogger/{log}/"
    assert "Emma" in client.get(f"/stafettlogger/{log}/").text
    assert "secrecy.read" in events(cast, "nurse")


def test_who_has_not_signed_reads_whom_to_ask_and_the_next_page_is_there_when_it_is_registered(
    cast: Cast, log: uuid.UUID
) -> None:
    make_team(cast)
    clinic = outside(cast, "clinic")
    client = browser(cast.nurse)
    answer = client.get(f"/stafettlogger/{log}/")
    assert answer["Location"].startswith(reverse("secrecy:mine"))
    page = client.get(reverse("secrecy:mine")).text
    assert standard(Kind.DECLARATION).text.splitlines()[0] in page
    assert "Adviser, som leder TST Sentrum" in page
    leader = browser(cast.head)
    assert "Mangler" in leader.get(reverse("secrecy:list")).text
    to = reverse("secrecy:register", args=[cast.nurse.pk, clinic.pk])
    press(leader, to, signed_on=f"{timezone.localdate():%d.%m.%Y}", kept="arkivet")
    assert client.get(f"/stafettlogger/{log}/").status_code == 200
    assert "Signert" in leader.get(reverse("secrecy:list")).text
    assert events(cast, "head") == ["secrecy.list", "secrecy.register", "secrecy.list"]
    assert "arkivet" in leader.get(reverse("secrecy:list")).text
    officer = browser(cast.privacy_officer).get(reverse("secrecy:list")).text
    assert "Nurse" in officer
    assert "arkivet" not in officer
    leader.post(reverse("secrecy:end", args=[cast.nurse.pk, clinic.pk]), {"confirmed": "1"})
    assert client.get(f"/stafettlogger/{log}/").status_code == 404  # in the session in which it was open


def test_new_words_are_read_at_the_next_sign_in_and_stop_nobody_in_the_middle(
    cast: Cast, log: uuid.UUID
) -> None:
    clinic = outside(cast, "clinic", Secrecy.HEALTH)
    client = browser(cast.nurse)
    press(client, reverse("secrecy:read", args=[clinic.pk]))
    assert client.get(f"/stafettlogger/{log}/").status_code == 200
    administrator = browser(cast.administrator)
    to = reverse("secrecy:text", args=[Kind.NOTICE])
    looked_at = press(administrator, to, nb="Bare det du trenger.", look="1")
    assert "Slik blir det" in looked_at.text
    with as_system("test: nothing is stored by looking"):
        assert not SecrecyText.objects.exists()
    press(administrator, to, nb="Bare det du trenger.")
    assert client.get(f"/stafettlogger/{log}/").status_code == 200
    again = browser(cast.nurse)
    assert again.get(f"/stafettlogger/{log}/").status_code == 302
    assert "Bare det du trenger." in again.get(reverse("secrecy:read", args=[clinic.pk])).text
    history = administrator.get(reverse("secrecy:history", args=[Kind.NOTICE])).text
    assert "Bare det du trenger." in history
    assert standard(Kind.NOTICE).text.splitlines()[0] in history


def test_what_takes_access_away_is_asked_once_more(cast: Cast) -> None:
    clinic = outside(cast, "clinic", Secrecy.HEALTH)
    client = browser(cast.administrator)
    to = reverse("secrecy:service", args=[clinic.service_id])
    asked = client.post(to, {"secrecy": Secrecy.OTHER})
    assert "De som bare har lest, mister tilgangen" in asked.text
    clinic.service.refresh_from_db()
    assert clinic.service.secrecy == Secrecy.HEALTH
    client.post(to, {"secrecy": Secrecy.OTHER, "confirmed": "1"})
    clinic.service.refresh_from_db()
    assert clinic.service.secrecy == Secrecy.OTHER


def test_a_family_reads_its_duty_once_before_the_log_and_goes_on_where_it_was_going(
    cast: Cast, log: uuid.UUID
) -> None:
    nothing_read(cast.mother)
    client = browser(cast.mother)
    to = reverse("secrecy:family")
    for address in ("/", f"/stafettlogger/{log}/", "/varsler/", f"/stafettlogger/{log}/innsyn/"):
        assert client.get(address)["Location"].partition("?")[0] == to, address
    address = f"{to}?next=/stafettlogger/{log}/"
    page = client.get(address).text
    for language in LANGUAGES:
        assert standard(Kind.FAMILY).texts[language].splitlines()[0] in page, language
    assert "§ 13 b annet ledd" in page
    assert "Emma" not in page
    press(client, address, words_shown="3")
    with as_system("test: a forged version"):
        assert not Declaration.objects.filter(user=cast.mother).exists()
    assert press(client, address)["Location"] == f"/stafettlogger/{log}/"
    assert "Emma" in client.get(f"/stafettlogger/{log}/").text
    assert (
        browser(cast.mother).get(f"/stafettlogger/{log}/").status_code == 200
    )  # once, and not in each session
    assert "bekreftet å ha lest" not in client.get(f"/stafettlogger/{log}/innsyn/").text
    with as_user(cast.administrator.pk):
        secrecy_text_enter(kind=Kind.FAMILY, texts={"nb": "Ny."}, stood=STANDARD)
    assert client.get(f"/stafettlogger/{log}/").status_code == 200
    assert browser(cast.mother).get(f"/stafettlogger/{log}/").status_code == 302


def test_a_family_without_a_log_is_asked_nothing_and_everybody_can_sign_out(
    cast: Cast, log: uuid.UUID
) -> None:
    for person in (cast.father, cast.mother):
        nothing_read(person)
    assert browser(cast.father).get("/").status_code == 200
    client = browser(cast.mother)
    assert client.get(reverse("time_left")).status_code == 200
    assert client.post(reverse("logout"))["Location"] != reverse("secrecy:family")
    assert client.get("/").status_code == 200  # the front page, of nobody


def test_a_family_that_signed_in_before_it_had_a_log_reads_its_duty_before_the_first_one(cast: Cast) -> None:
    nothing_read(cast.mother)
    client = browser(cast.mother)
    assert client.get("/").status_code == 200
    log = open_log(cast)
    assert client.get(f"/stafettlogger/{log}/")["Location"].partition("?")[0] == reverse("secrecy:family")


def test_what_a_family_sends_from_a_page_that_was_opened_before_becomes_a_draft(
    cast: Cast, log: uuid.UUID
) -> None:
    to = reverse("profile:email")
    page = browser(cast.mother).get(to).text
    form = {"email": "mona@example.org"}
    for name in ("once", "mark"):
        form[name] = page.partition(f'name="{name}" value="')[2].partition('"')[0]
    nothing_read(cast.mother)
    old = browser(cast.mother)  # a session that has never been asked
    answer = old.post(to, form)
    assert answer["Location"].startswith(reverse("secrecy:family"))
    with as_user(cast.mother.pk):
        assert Draft.objects.count() == 1


def test_min_dag_asks_who_stands_in_to_read_and_who_leads_the_team_to_register(
    cast: Cast, log: uuid.UUID
) -> None:
    make_team(cast)
    outside(cast, "clinic")
    nothing_read(cast.other_teacher)
    away(cast, "teacher", "other_teacher")
    said = {}
    for person in ("other_teacher", "adviser", "head", "nav"):
        with as_user(getattr(cast, person).pk):
            said[person] = [
                one.text for one in waiting_for(getattr(cast, person), Workplace()) if "aushets" in one.text
            ]
    assert said == {
        "other_teacher": ["Les om taushetsplikten"],
        "adviser": ["1 person skal signere en taushetserklæring"],
        "head": [],
        "nav": [],
    }
    register(cast, "adviser", "nurse", cast.clinic)
    with as_user(cast.adviser.pk):
        assert not [one for one in waiting_for(cast.adviser, Workplace()) if "aushets" in one.text]
