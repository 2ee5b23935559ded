"""What is counted: clicks and fields from where a person stands to done; and the same by keyboard alone."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.stage import let_in
from tests.teams.helpers import give_district, make_team

pytestmark = [pytest.mark.browser, pytest.mark.slow(30)]


@dataclass
class Hand:
    """Clicks, and counts them."""

    clicks: int = 0

    def click(self, place: Locator) -> None:
        place.click()
        self.clicks += 1


def test_an_undring_takes_one_page_and_four_short_answers_of_which_one_is_filled_in(
    scene: SimpleNamespace, as_: Any
) -> None:
    page, hand = as_("teacher"), Hand()
    hand.click(page.get_by_role("link", name="Jeg er bekymret for et barn").first)
    expect(page.get_by_role("button", name="Lagre undringen")).to_be_visible()
    inputs = page.locator("main form").locator("input:visible, textarea:visible, select:visible")
    empty = [place for place in inputs.all() if not place.input_value()]
    assert len(empty) == 3, "the child's name and birth date, and what was seen"
    for place, text in zip(empty, ("Emma Eksempel", "14.3.2017", "Er mye alene."), strict=True):
        place.fill(text)
    hand.click(page.get_by_role("button", name="Lagre undringen"))
    expect(page.get_by_text("Nå er undringen lagret")).to_be_visible()
    assert hand.clicks == 2


def test_a_note_is_two_clicks_from_the_list_one_to_write_and_one_to_save(
    scene: SimpleNamespace, as_: Any
) -> None:
    page, hand = as_("nurse"), Hand()
    page.goto(f"{scene.url}/stafettlogger/")
    hand.click(page.get_by_role("link", name="Skriv notat om Emma Eksempel"))
    page.get_by_role("textbox", name="Notat").fill("Var innom helsestasjonen.")
    hand.click(page.get_by_role("button", name="Lagre notatet"))
    expect(page.get_by_text("Notatet er lagret")).to_be_visible()
    assert hand.clicks == 2


def test_the_text_of_a_note_is_four_tabs_from_the_list(scene: SimpleNamespace, as_: Any) -> None:
    page, tabs = as_("nurse"), 0
    page.goto(f"{scene.url}/stafettlogger/")
    for stop in ("Hopp til listen", "Skriv notat om Emma Eksempel"):
        for _ in range(20):
            page.keyboard.press("Tab")
            tabs += 1
            if page.get_by_role("link", name=stop).evaluate("link => link === document.activeElement"):
                break
        page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Notat")).to_be_focused()
    assert tabs == 4


def test_the_mother_withdraws_in_three_clicks_from_the_log(scene: SimpleNamespace, as_: Any) -> None:
    page, hand = as_("mother"), Hand()
    page.goto(scene.case)
    hand.click(page.get_by_role("link", name="Trekk samtykke").first)
    hand.click(page.get_by_label("PPT", exact=True))
    hand.click(page.get_by_role("button", name="Trekk samtykket"))
    expect(page.get_by_text("Samtykket er trukket")).to_be_visible()
    assert hand.clicks == 3


def test_the_baton_is_offered_in_three_clicks_from_the_log(scene: SimpleNamespace, as_: Any) -> None:
    page, hand = as_("teacher"), Hand()
    page.goto(scene.case)
    hand.click(page.get_by_role("link", name="Gi stafettpinnen videre"))
    hand.click(page.get_by_label("Nurse"))
    hand.click(page.get_by_role("button", name="Spør"))
    expect(page.get_by_text("Du holder stafettpinnen til svaret er ja")).to_be_visible()
    assert hand.clicks == 3


@pytest.fixture
def district(scene: SimpleNamespace) -> SimpleNamespace:
    """A team of the school's district, in which barnevern sits without consent."""
    give_district(scene.cast, make_team(scene.cast), scene.cast.school)
    return scene


def test_a_case_is_brought_to_the_team_in_four_clicks_from_the_log(
    district: SimpleNamespace, as_: Any
) -> None:
    page, hand = as_("teacher"), Hand()
    page.goto(district.case)
    hand.click(page.get_by_role("link", name="Meld til team"))
    hand.click(page.locator("[name=wish][value=advice]"))
    page.get_by_label("Hva vil dere ha svar på?").fill("Hva kan vi prøve?")
    hand.click(page.get_by_label("Hold Barneverntjenesten utenfor denne saken"))
    hand.click(page.get_by_role("button", name="Send til teamet"))
    expect(page.get_by_text("Emma er meldt til TST Sentrum.")).to_be_visible()
    assert hand.clicks == 4


def test_whom_the_line_names_and_whom_the_box_warns_of_change_together(
    district: SimpleNamespace, as_: Any, accessible: Any
) -> None:
    """PPT may hear about school and not about health."""
    page = as_("teacher")
    page.goto(f"{district.case}henvisning/")
    line = page.locator("#id_question_readers")
    box = page.get_by_text("har ikke sagt ja til at PPT får vite om dette")
    expect(page.get_by_role("button", name="Vis hvem som hører det jeg har valgt")).to_be_hidden()
    expect(line).to_have_text("Leses av: deg, Baksalen skole, Helsestasjonen, PPT og mor.")
    expect(box).to_be_hidden()
    page.get_by_label("Hva vil dere ha svar på?").fill("Hva kan vi prøve?")
    page.locator("[name=kind]").select_option("health")
    expect(box).to_be_visible()
    expect(line).to_have_text("Leses av: deg, Helsestasjonen og mor.")
    expect(page.get_by_label("Hva vil dere ha svar på?")).to_have_value("Hva kan vi prøve?")
    accessible(page)
    page.locator("[name=kind]").select_option("school")
    expect(box).to_be_hidden()
    page.get_by_text("Holde noen andre utenfor?").click()
    page.get_by_label("Hold Helsestasjonen utenfor").check()
    expect(line).to_have_text("Leses av: deg, Baksalen skole, PPT og mor.")
    expect(page.get_by_label("Hold Helsestasjonen utenfor")).to_be_focused()


def test_an_undring_is_written_by_keyboard_alone(scene: SimpleNamespace, as_: Any) -> None:
    page = as_("teacher")
    page.goto(f"{scene.url}/undringer/ny/")
    expect(page.locator("[name=child_name]")).to_be_focused()
    page.keyboard.type("Emma Eksempel")
    page.keyboard.press("Tab")
    page.keyboard.type("14.3.2017")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # past a child who is not born yet
    page.keyboard.type("Er mye alene.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # past the day that is filled in
    page.keyboard.press("Tab")  # and its calendar
    page.keyboard.press("Tab")  # and the question about the leader
    expect(page.get_by_role("button", name="Lagre undringen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nå er undringen lagret")).to_be_visible()


def test_what_is_typed_in_a_note_is_there_again_after_the_window_was_closed(
    scene: SimpleNamespace, as_: Any
) -> None:
    page = as_("nurse")
    page.goto(f"{scene.case}notat/")
    page.get_by_role("textbox", name="Notat").fill("Et halvferdig notat")
    expect(page.get_by_text("lagret kl.")).to_be_visible()
    page.goto(scene.url)
    page.goto(f"{scene.case}notat/")
    expect(page.get_by_role("textbox", name="Notat")).to_have_value("Et halvferdig notat")
    expect(page.get_by_text("Vi har tatt vare på det du skrev")).to_be_visible()


def test_everything_of_a_note_works_without_javascript(scene: SimpleNamespace, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    let_in(context, scene.cast.nurse, scene.url)
    page = context.new_page()
    page.goto(f"{scene.case}notat/")
    page.get_by_role("button", name="Lagre notatet").click()
    expect(page.get_by_text("Skriv notatet før du lagrer.").first).to_be_visible()
    page.get_by_role("textbox", name="Notat").fill("Skrevet uten JavaScript")
    page.get_by_role("button", name="Lagre notatet").click()
    expect(page.get_by_text("Skrevet uten JavaScript")).to_be_visible()
    context.close()
