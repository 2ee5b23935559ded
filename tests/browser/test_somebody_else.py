"""In the hand: care is taken over, a pregnancy goes on to a birth, and somebody answers on the screen."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.eye import View
from tests.browser.stage import follow
from tests.browser.test_conversation import Walker
from tests.conversation.helpers import a_concern
from tests.conversation.test_pregnancy import expected
from tests.logs.opening import open_log

pytestmark = [pytest.mark.browser, pytest.mark.slow(60)]

PHONE = View(390, "light")
Window = Callable[..., Page]
Look = Callable[[Page], None]


def until_answers(walker: Walker) -> None:
    """From the table of units on: the clinic is asked about health."""
    page = walker.page
    page.locator("[name=shares-0-unit]").select_option(label="Helsestasjonen")
    page.locator("[name=shares-0-kinds][value=health]").check()
    walker.on()
    walker.on()


def test_care_that_is_taken_over_closes_the_log_for_the_parents_at_once(
    scene: SimpleNamespace, open_window: Window, look: Look
) -> None:
    case_id = open_log(scene.cast)
    page = open_window(scene.cast.teacher, f"/stafettlogger/{case_id}/samtykke/", view=PHONE)
    follow(page.get_by_role("link", name="Svarer noen andre i stedet"))
    look(page)
    page.locator("[name=kind]").select_option("care_order")
    page.locator("[name=ascertained][value=dokument]").check()
    walker = Walker(page)
    walker.send("Lagre")
    expect(page.get_by_text("Foreldrene leser ikke stafettloggen lenger.")).to_be_visible()
    look(page)
    walker.send("Ja, registrer det")
    expect(page.get_by_text("Loggen hviler")).to_be_visible()
    look(page)
    follow(page.get_by_role("link", name="Spør familien"))
    walker.on()  # those who read until now are proposed
    walker.on()
    walker.send("Jeg har gått gjennom dette med familien")
    expect(page.get_by_role("group", name="Hva sier den som svarer etter vedtak?")).to_be_visible()
    look(page)


def test_from_a_pregnancy_to_a_birth(scene: SimpleNamespace, open_window: Window, look: Look) -> None:
    concern = expected(scene.cast)
    page = open_window(scene.cast.teacher, f"/undringer/{concern.pk}/", view=PHONE)
    walker = Walker(page)
    look(page)
    follow(page.get_by_role("link", name="Spør familien om samtykke"))
    look(page)
    page.locator("[name=name]").fill("Mona Eksempel")
    page.locator("[name=birth_date]").fill(f"{scene.cast.mother_number.says:%d.%m.%Y}")
    page.locator("[name=identity_number]").fill(scene.cast.mother_number.digits)
    page.locator("[name=address_protection]").select_option("none")
    walker.on()
    until_answers(walker)
    expect(page.get_by_text("De som er med, ser at du venter barn.")).to_be_visible()
    look(page)
    walker.send("Jeg har gått gjennom dette med Mona")
    walker.says("Mona").get_by_label("Ja").check()
    page.locator("[name=when-how][value=samtale]").check()
    walker.send("Lagre svaret")
    follow(page.get_by_role("link", name="Gå videre og åpne loggen"))
    page.locator("[name=level]").select_option("2")
    walker.send("Åpne stafettloggen")
    expect(page.get_by_text("venter barn").first).to_be_visible()
    follow(page.get_by_role("link", name="Barnet er født"))
    look(page)
    page.locator("[name=child_name]").fill("Ada Eksempel")
    page.locator("[name=birth_date]").fill(f"{timezone.localdate():%d.%m.%Y}")
    page.locator("[name=observed]").fill("Ada sover lite.")
    walker.send("Lagre, og spør foreldrene")
    page.locator("[name=which_number][value=pending]").check()
    page.locator("[name=address_protection]").select_option("none")
    walker.on()
    expect(page.locator("[name=grown_ups-0-name]")).to_have_value("Mona Eksempel")
    look(page)


def test_a_mother_answers_on_the_phone_that_she_is_given(
    scene: SimpleNamespace, open_window: Any, look: Look
) -> None:
    page = open_window(scene.cast.teacher, f"/undringer/{a_concern(scene.cast)}/samtykke/", view=PHONE)
    walker = Walker(page)
    page.locator("[name=identity_number]").fill(scene.cast.emma_number.digits)
    page.locator("[name=address_protection]").select_option("none")
    walker.on()
    walker.grown_up(0, "Mona Eksempel", "mor")
    walker.on()
    until_answers(walker)
    walker.send("Jeg har gått gjennom dette med familien")
    follow(page.get_by_role("link", name="La Mona Eksempel svare selv på skjermen"))
    look(page)
    page.locator("[name=code]").fill("4711")
    walker.send("Vis svarsiden")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mona Eksempel, dette er ditt svar")
    expect(page.get_by_role("navigation")).to_have_count(0)
    look(page)
    page.goto(f"{scene.url}/undringer/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mona Eksempel, dette er ditt svar")
    page.get_by_role("group", name="Hva svarer du?").get_by_label("Ja").check()
    walker.send("Lagre svaret mitt")
    expect(page.get_by_text("Gi skjermen tilbake nå.")).to_be_visible()
    look(page)
    page.locator("[name=code]").fill("4711")
    walker.send("Jeg har fått skjermen tilbake")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hva sier hver enkelt?")
    expect(page.get_by_text("selv, på skjermen")).to_be_visible()
