"""What a family and its helper live through, on a phone of 390 pixels: each story from its first page to its last.

What leads up to a story is laid by verbs; one window plays all of it, and who acts next signs in there.
"""

import uuid
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from consent.models import Answer
from municipality.access.identity import as_system
from tests.access.scenes import join, plain, time_passes, write
from tests.browser.stage import follow, let_in
from tests.browser.test_conversation import walk_through
from tests.browser.test_family_phone import LEAST, LOW
from tests.cast import Cast
from tests.consents.helpers import lasts_until
from tests.conversation.helpers import a_concern, asked_until_answers
from tests.conversation.test_who_answers import born
from tests.logs.opening import open_log
from tests.plans.helpers import in_days

pytestmark = [pytest.mark.browser, pytest.mark.slow(40)]
WIDTH = 390


@dataclass
class Phone:
    """One window. Each page that it comes to fits, and a finger can hit what is on it."""

    page: Page
    cast: Cast
    url: str

    def go(self, person: str, path: str) -> Page:
        """As somebody: signed in anew if it is another one than before."""
        let_in(self.page.context, getattr(self.cast, person), self.url)
        self.page.goto(f"{self.url}{path}")
        return self.held()

    def held(self) -> Page:
        assert self.page.evaluate("document.documentElement.scrollWidth") <= WIDTH, self.page.url
        assert self.page.evaluate(LOW, LEAST) == [], self.page.url
        return self.page

    def press(self, button: str) -> Page:
        follow(self.page.get_by_role("button", name=button).last)
        return self.held()

    def open(self, link: str) -> Page:
        follow(self.page.get_by_role("link", name=link).first)
        return self.held()

    def answer(self, name: str, answer: str) -> None:
        if (another := self.page.get_by_text("Nytt svar")).count():
            another.last.click()
        said = self.page.get_by_role("group", name=f"Hva sier {name}").last
        said.get_by_label(answer, exact=True).check()
        self.page.locator("[name=when-how][value=telefon]").check()
        self.press("Lagre svaret")

    def ask_and_register(self, name: str) -> None:
        """All steps with what is filled in, and a yes."""
        for button in ("Lagre og gå videre", "Lagre og gå videre", "Jeg har gått gjennom dette med familien"):
            self.press(button)
        self.answer(name, "Ja")
        self.open("Gå videre og registrer samtykket")
        self.press("Registrer samtykket")

    def nothing(self, person: str, path: str) -> None:
        """The page is not there for this person (and no page of a browser, whose console would complain)."""
        let_in(self.page.context, getattr(self.cast, person), self.url)
        assert self.page.request.get(f"{self.url}{path}").status == 404


@pytest.fixture
def phone(page: Page, committed: Cast, live_server: LiveServer) -> Phone:
    page.set_viewport_size({"width": WIDTH, "height": 844})
    return Phone(page, committed, live_server.url)


def grows(case_id: uuid.UUID, **older: int) -> None:
    """Nothing else happens: what begins and ends with an age does so by itself."""
    time_passes(case_id, "family", **older)
    time_passes(case_id, "consent", **older)
    with as_system("test: time passes"):
        for unit, amount in older.items():
            plain(
                f"update cases_case set subject_birth_date = subject_birth_date - make_interval({unit} => %s)"
                " where id = %s",
                amount, case_id,
            )  # fmt: skip


def test_a_log_is_opened_and_the_mother_reads_it(phone: Phone) -> None:
    page, mother = phone.go("teacher", "/"), phone.cast.mother_number.digits
    scene = SimpleNamespace(cast=phone.cast, url=phone.url)
    walk_through(page, scene, [("Mona Eksempel", "mor", mother)])
    log = phone.held().url.removeprefix(phone.url)
    phone.go("mother", "/")
    phone.open("Les loggen")
    assert page.url.removeprefix(phone.url) == log
    phone.go("mother", f"{log}samtykke/")
    expect(page.get_by_role("heading", name="Helsestasjonen")).to_be_visible()


def test_somebody_asks_waits_and_takes_no_for_an_answer(phone: Phone) -> None:
    concern = a_concern(phone.cast)
    asked_until_answers(phone.cast, concern)
    page = phone.go("teacher", f"/undringer/{concern}/")
    phone.open("Fortsett samtalen")
    phone.answer("Mona", "Vil tenke på det")
    phone.go("teacher", f"/undringer/{concern}/")
    expect(page.get_by_role("link", name="Fortsett samtalen").first).to_be_visible()
    phone.open("Fortsett samtalen")
    phone.answer("Mona", "Nei")
    expect(page.get_by_text("Et nei skal respekteres")).to_be_visible()
    phone.press("Lagre svaret")
    phone.go("teacher", f"/undringer/{concern}/")
    expect(page.get_by_role("link", name="Fortsett samtalen")).to_have_count(0)


def test_a_consent_is_renewed_before_it_ends_and_withdrawn_for_one_unit(phone: Phone) -> None:
    case_id = open_log(phone.cast)
    join(phone.cast, case_id, "adviser", "ppt")
    lasts_until(case_id, in_days(30))
    log, soon = f"/stafettlogger/{case_id}/", "Samtykket går ut"
    page = phone.go("mother", f"{log}samtykke/")
    expect(page.get_by_text(soon)).to_be_visible()
    phone.go("teacher", f"{log}samtykke/")
    phone.open("Spør på nytt, med det som gjelder i dag")
    phone.ask_and_register("Mona")
    phone.go("mother", f"{log}samtykke/")
    expect(page.get_by_text(soon)).to_have_count(0)
    follow(
        page.locator("main section, main li, main div")
        .filter(has=page.get_by_role("heading", name="PPT"))
        .get_by_role("link", name="Trekk alt")
        .last
    )
    phone.held()
    phone.press("Trekk samtykket")
    expect(page.get_by_text("Samtykket er trukket")).to_be_visible()
    phone.nothing("adviser", log)
    phone.go("teacher", log)


def test_at_15_the_young_person_reads_at_16_health_is_the_own_and_at_18_the_parents_read_no_more(
    phone: Phone,
) -> None:
    case_id = open_log(
        phone.cast, number=phone.cast.youth_number, birth_date=born(14, 11), child_answer=Answer.YES
    )
    join(phone.cast, case_id, "nurse", "clinic")
    write(phone.cast, case_id, "nurse", "clinic", "health", text="Om søvn.")
    log, nothing = f"/stafettlogger/{case_id}/", "Du har ingen stafettlogg her nå"
    phone.nothing("youth", log)
    page = phone.go("mother", log)
    expect(page.get_by_text("Om søvn.")).to_be_visible()
    grows(case_id, months=2)
    phone.go("youth", "/")
    phone.open("Les loggen")
    expect(page.get_by_text("Om søvn.")).to_be_visible()
    grows(case_id, months=12)
    phone.go("mother", log)
    expect(page.get_by_text("Om søvn.")).to_have_count(0)
    phone.go("youth", log)
    expect(page.get_by_text("Om søvn.")).to_be_visible()
    phone.go("youth", f"{log}samtykke/")
    grows(case_id, years=2)
    phone.nothing("mother", log)
    phone.go("mother", "/")
    expect(page.get_by_text(nothing)).to_be_visible()
    phone.go("youth", log)
    expect(page.get_by_text("Om søvn.")).to_be_visible()


def test_a_log_rests_when_its_consent_has_ended_and_wakes_by_a_yes(phone: Phone) -> None:
    case_id = open_log(phone.cast)
    time_passes(case_id, "consent", days=201)
    log = f"/stafettlogger/{case_id}/"
    phone.nothing("teacher", log)
    page = phone.go("mother", f"{log}samtykke/")
    expect(page.get_by_text("Ingen i tjenestene leser stafettloggen nå.")).to_be_visible()
    phone.go("teacher", "/")
    phone.open("Spør familien til E.E. om samtykke på nytt")
    expect(page.get_by_text("Loggen hviler").first).to_be_visible()
    phone.open("Spør familien")
    phone.ask_and_register("Mona")
    phone.go("teacher", log)
    expect(page.get_by_role("heading", name="Emma Eksempel")).to_be_visible()
