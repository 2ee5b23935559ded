"""The keyboard: where the focus is when a page opens, and how far it is to what one does every day."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow(30)]


def test_writing_begins_in_the_first_field_and_after_a_mistake_in_the_wrong_one(
    scene: SimpleNamespace, as_: Any
) -> None:
    page = as_("teacher")
    page.goto(f"{scene.url}/undringer/ny/")
    expect(page.locator("[name=child_name]")).to_be_focused()
    page.keyboard.type("Emma Eksempel")
    page.locator("[name=observed]").fill("Er mye alene.")
    page.get_by_role("button", name="Lagre undringen").click()
    expect(page.locator("[name=birth_date]")).to_be_focused()


def test_a_page_to_be_read_keeps_the_focus_at_its_top(scene: SimpleNamespace, as_: Any) -> None:
    page = as_("mother")
    for address in (scene.url, scene.case, f"{scene.case}samtykke/trekk/"):
        page.goto(address)
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate("document.activeElement === document.body"), address


def test_a_field_below_what_is_in_sight_does_not_scroll_the_page(scene: SimpleNamespace, as_: Any) -> None:
    page = as_("nurse")
    page.set_viewport_size({"width": 1280, "height": 300})
    page.goto(f"{scene.case}notat/")
    expect(page.get_by_role("textbox", name="Notat")).to_be_attached()
    assert page.evaluate("document.activeElement === document.body && scrollY === 0")


def test_a_day_is_typed_or_picked_from_the_browsers_own_calendar(scene: SimpleNamespace, as_: Any) -> None:
    page = as_("teacher")
    page.add_init_script("HTMLInputElement.prototype.showPicker = function () { window.opened = this; }")
    page.goto(f"{scene.url}/undringer/ny/")
    expect(page.get_by_role("button", name="Velg dato for «Født»")).to_have_count(0)
    since = page.get_by_role("textbox", name="Siden når?")
    since.fill("3.10.2026")
    page.get_by_role("button", name="Velg dato for «Siden når?»").click()
    assert page.evaluate("[opened.type, opened.value]") == ["date", "2026-10-03"]
    assert page.evaluate("opened.max !== '' && opened.min === ''"), "it cannot have begun in the future"
    page.evaluate("opened.value = '2026-09-24'; opened.dispatchEvent(new Event('input'))")
    expect(since).to_have_value("24.09.2026")
    page.locator("[name=child_name]").fill("Emma Eksempel")
    page.locator("[name=birth_date]").fill("14.3.2017")
    page.locator("[name=observed]").fill("Er mye alene.")
    page.get_by_role("button", name="Lagre undringen").click()
    expect(page.get_by_text("torsdag 24. september")).to_be_visible()


def test_keys_lead_to_places_to_the_search_and_to_a_new_note(scene: SimpleNamespace, as_: Any) -> None:
    page = as_("nurse")
    press = page.keyboard.press
    press("g")
    press("s")
    expect(page.get_by_role("heading", name="Stafettlogger")).to_be_visible()
    press("/")
    search = page.get_by_role("searchbox")
    expect(search).to_be_focused()
    page.keyboard.type("g u n ?")
    expect(search).to_have_value("g u n ?"), "in a field they are letters"
    page.goto(scene.case)
    press("Control+n")
    press("u")  # without g before it
    expect(page.get_by_role("heading", name="Emma Eksempel")).to_be_visible()
    press("n")
    expect(page.get_by_role("textbox", name="Notat")).to_be_focused()


def test_a_question_mark_shows_the_keys_and_they_can_be_turned_off(
    scene: SimpleNamespace, as_: Any, accessible: Any
) -> None:
    page = as_("nurse")
    page.emulate_media(reduced_motion="reduce")
    page.goto(scene.case)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Hurtigtaster")
    expect(dialog.get_by_text("Undringer")).to_be_visible()
    accessible(page)
    page.keyboard.press("n")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert page.evaluate("scrollY") == 0, "the page stays where it was"
    page.keyboard.press("?")
    dialog.get_by_label("Nei").check()
    dialog.get_by_role("button", name="Lagre valget").click()
    expect(page.get_by_text("Hurtigtastene er slått av.").first).to_be_visible()
    page.goto(scene.case)
    expect(page.locator("script[src*=shortcuts]")).to_have_count(0)
    page.keyboard.press("n")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.url == scene.case
