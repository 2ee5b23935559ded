"""One yes is enough, on a telephone: the mother says yes, the father is not reached, a leader looks, the log opens."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.eye import View
from tests.browser.stage import follow
from tests.browser.test_conversation import Walker
from tests.conversation.helpers import a_concern
from tests.plans.helpers import in_days

pytestmark = [pytest.mark.browser, pytest.mark.slow(40)]
PHONE = View(390, "light")


def until_the_answers(page: Page, scene: SimpleNamespace) -> Walker:
    walker = Walker(page)
    page.goto(f"{scene.url}/undringer/{a_concern(scene.cast)}/")
    follow(page.get_by_role("link", name="Spør familien om samtykke"))
    page.locator("[name=identity_number]").fill(scene.cast.emma_number.digits)
    page.locator("[name=address_protection]").select_option("none")
    walker.on()
    walker.grown_up(0, "Mona Eksempel", "mor")
    walker.grown_up(1, "Fredrik Eksempel", "far")
    walker.on()
    page.locator("[name=shares-0-unit]").select_option(label="Helsestasjonen")
    page.locator("[name=shares-0-kinds][value=health]").check()
    walker.on()
    walker.on()
    walker.send("Jeg har gått gjennom dette med familien")
    return walker


def test_a_log_opens_on_one_yes_when_a_leader_has_looked_at_why(
    scene: SimpleNamespace, open_window: Any, look: Any, accessible: Any
) -> None:
    page = open_window(scene.cast.teacher, view=PHONE)
    walker = until_the_answers(page, scene)
    walker.says("Mona").get_by_label("Ja").check()
    walker.says("Fredrik").get_by_label("Ikke nådd").check()
    page.locator("[name=when-how][value=telefon]").check()
    walker.send("Lagre svaret")
    expect(page.get_by_text("Ingen enhet får lese noe ennå")).to_be_visible()
    father = page.get_by_role("group", name="Fredrik Eksempel", exact=False)
    father.get_by_text("Ett ja kan være nok").click()
    follow(father.get_by_role("link", name="Registrer hvorfor"))
    look(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_label("Fredrik Eksempel har ikke del i foreldreansvaret").check()
    page.get_by_label("Et dokument som ble vist fram").check()
    page.locator("[name=seen_on]").fill(f"{in_days(-3):%d.%m.%Y}")
    walker.send("Send til kontroll")
    expect(page.get_by_text("Venter på kontroll")).to_be_visible()

    head = open_window(scene.cast.head, view=PHONE)
    head.goto(scene.url)
    follow(head.get_by_role("link", name="Kontroller det som er registrert"))
    expect(head.get_by_text("E.E.").first).to_be_visible()
    expect(head.get_by_text("Fredrik")).to_have_count(0)
    accessible(head)
    look(head)
    head.set_viewport_size({"width": 390, "height": 844})
    head.get_by_label("Ja, det skal gjelde fra nå").check()
    follow(head.get_by_role("button", name="Lagre"))
    expect(head.get_by_text("Det gjelder fra nå.")).to_be_visible()

    page.reload()
    expect(page.get_by_text("Trenger ikke svare")).to_be_visible()
    look(page)
    page.set_viewport_size({"width": 390, "height": 844})
    follow(page.get_by_role("link", name="Gå videre og åpne loggen"))
    page.locator("[name=level]").select_option("2")
    walker.send("Åpne stafettloggen")
    expect(page.get_by_text("Stafettloggen til Emma er åpnet")).to_be_visible()
