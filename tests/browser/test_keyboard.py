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
