"""The conversation about consent at a table: how much is answered, by keyboard, and on what one holds in the hand."""

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any, Final

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.eye import View
from tests.browser.stage import follow
from tests.conversation.helpers import a_concern

pytestmark = [pytest.mark.browser, pytest.mark.slow(40)]

# What stands otherwise in the form of the page than when it was opened.
TOUCHED: Final = """() => [...document.querySelectorAll("main form :is(input, select, textarea)")].filter((one) =>
    one.type === "hidden" ? false
    : one.type === "checkbox" ? one.checked !== one.defaultChecked
    : one.type === "radio" ? one.checked && !one.defaultChecked
    : one.localName === "select" ? ![...one.selectedOptions].every((option) => option.defaultSelected || !option.value)
    : one.value !== one.defaultValue).length"""


class Walker:
    """Goes through the steps, and counts what had to be answered in each."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.answers = 0

    def send(self, button: str) -> None:
        self.answers += self.page.evaluate(TOUCHED)
        follow(self.page.get_by_role("button", name=button).last)

    def on(self) -> None:
        self.send("Lagre og gå videre")

    def grown_up(self, row: int, name: str, relation: str, number: str = "") -> None:
        self.page.locator(f"[name=grown_ups-{row}-name]").fill(name)
        self.page.locator(f"[name=grown_ups-{row}-relation]").select_option(relation)
        self.page.locator(f"[name=grown_ups-{row}-responsible]").select_option("yes:folkeregisteret")
        if number:
            self.page.get_by_text("Fødselsnummer for innlogging").nth(row).click()
            self.page.locator(f"[name=grown_ups-{row}-identity_number]").fill(number)

    def says(self, name: str) -> Locator:
        return self.page.get_by_role("group", name=f"Hva sier {name}")


def walk_through(page: Page, scene: SimpleNamespace, parents: Sequence[tuple[str, ...]]) -> Walker:
    """From the page of the undring to an open log: two units are asked, everybody says yes in one conversation."""
    cast, walker = scene.cast, Walker(page)
    page.goto(f"{scene.url}/undringer/{a_concern(cast)}/")
    follow(page.get_by_role("link", name="Spør familien om samtykke"))
    page.locator("[name=identity_number]").fill(cast.emma_number.digits)
    page.locator("[name=address_protection]").select_option("none")
    walker.on()
    for row, parent in enumerate(parents):
        walker.grown_up(row, *parent)
    walker.on()
    page.locator("[name=shares-0-unit]").select_option(label="Helsestasjonen")
    page.locator("[name=shares-0-kinds][value=health]").check()
    walker.on()
    walker.on()
    walker.send("Jeg har gått gjennom dette med familien")
    for name in ("Emma", *(name.split()[0] for name, *_more in parents)):
        walker.says(name).get_by_label("Ja").check()
    page.locator("[name=when-how][value=samtale]").check()
    walker.send("Lagre svaret")
    follow(page.get_by_role("link", name="Gå videre og åpne loggen"))
    page.locator("[name=level]").select_option("2")
    walker.send("Åpne stafettloggen")
    expect(page.get_by_text("Stafettloggen til Emma er åpnet")).to_be_visible()
    return walker


@pytest.mark.parametrize(
    ("parents", "most"),
    [
        ([("Mona Eksempel", "mor")], 12),
        ([("Mona Eksempel", "mor"), ("Fredrik Eksempel", "far")], 18),
    ],
    ids=["one parent", "two parents"],
)
def test_a_log_is_opened_with_few_answers(
    scene: SimpleNamespace, as_: Callable[[str], Page], parents: list[tuple[str, str]], most: int
) -> None:
    assert walk_through(as_("teacher"), scene, parents).answers <= most


def test_every_step_holds_at_a_table_and_in_the_hand(
    scene: SimpleNamespace, open_window: Any, look: Callable[[Page], None], accessible: Callable[[Page], None]
) -> None:
    """Looked at wide and narrow, and once more on a tablet in the middle of the conversation."""
    page = open_window(scene.cast.teacher, view=View(768, "light"))
    cast, walker = scene.cast, Walker(page)

    def looked() -> None:
        look(page)
        page.set_viewport_size({"width": 768, "height": 1024})
        accessible(page)

    page.goto(f"{scene.url}/undringer/{a_concern(cast)}/samtykke/")
    looked()
    page.locator("[name=identity_number]").fill(cast.emma_number.digits)
    page.locator("[name=address_protection]").select_option("none")
    walker.on()
    looked()
    walker.grown_up(0, "Mona Eksempel", "mor")
    walker.on()
    looked()
    page.locator("[name=shares-0-unit]").select_option(label="Helsestasjonen")
    page.get_by_label("Helse – enhet 1 til").check()
    walker.on()
    looked()
    walker.on()
    looked()
    follow(page.get_by_role("link", name="Større tekst"))
    look(page)
    walker.send("Jeg har gått gjennom dette med familien")
    looked()
    walker.says("Mona").get_by_label("Nei").check()
    page.locator("[name=when-how][value=telefon]").check()
    walker.send("Lagre svaret")
    expect(page.get_by_text("Et nei skal respekteres")).to_be_visible()
    look(page)
    walker.says("Mona").get_by_label("Ja").check()
    walker.send("Lagre svaret")
    look(page)


def tab_to(place: Locator) -> None:
    """With the tabulator, as somebody who has no mouse."""
    for _ in range(60):
        if place.evaluate("one => one === document.activeElement"):
            return
        place.page.keyboard.press("Tab")
    raise AssertionError(f"no way to {place}")


def by_keyboard(place: Locator, keys: str) -> None:
    """Types it there; of a choice its first letters, of a box a space."""
    tab_to(place)
    if keys == " ":
        place.page.keyboard.press("Space")
    else:
        place.page.keyboard.type(keys)


def test_the_whole_conversation_goes_by_keyboard_alone(
    scene: SimpleNamespace, as_: Callable[[str], Page]
) -> None:
    page = as_("teacher")

    def on(button: str, then: str) -> None:
        tab_to(page.get_by_role("button", name=button).last)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(then)

    page.goto(f"{scene.url}/undringer/{a_concern(scene.cast)}/samtykke/")
    by_keyboard(page.locator("[name=identity_number]"), scene.cast.emma_number.digits)
    by_keyboard(page.locator("[name=address_protection]"), "ingen")
    on("Lagre og gå videre", "Hvem er de voksne?")
    by_keyboard(page.locator("[name=grown_ups-0-name]"), "Mona Eksempel")
    by_keyboard(page.locator("[name=grown_ups-0-relation]"), "mor")
    by_keyboard(page.locator("[name=grown_ups-0-responsible]"), "Ja")
    on("Lagre og gå videre", "Hvem får lese hva?")
    by_keyboard(page.get_by_role("checkbox", name="Helse – Baksalen skole"), " ")
    by_keyboard(page.locator("[name=shares-0-unit]"), "Helse")
    by_keyboard(page.get_by_role("checkbox", name="Helse – enhet 1 til"), " ")
    on("Lagre og gå videre", "Hvor lenge?")
    on("Lagre og gå videre", "Les sammen")
    on("Jeg har gått gjennom dette med familien", "Hva sier hver enkelt?")
    by_keyboard(Walker(page).says("Mona").get_by_role("radio", name="Ja"), " ")
    by_keyboard(page.locator("#join").get_by_role("radio", name="Ja"), " ")
    by_keyboard(page.get_by_role("radio", name="i en samtale"), " ")
    on("Lagre svaret", "Hva sier hver enkelt?")
    expect(page.locator("#join").get_by_role("radio", name="Ja")).to_be_checked()
    tab_to(page.get_by_role("link", name="Gå videre og åpne loggen"))
