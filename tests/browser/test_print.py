"""A log on its way to the printer."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow(20)]


def test_a_log_is_printed_in_two_clicks_without_what_belongs_to_the_screen(
    scene: SimpleNamespace, as_: Any, look: Any
) -> None:
    page = as_("nurse")
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(scene.case)
    page.get_by_role("link", name="Skriv ut").click()
    expect(page.get_by_text("Unntatt offentlighet, offentleglova § 13")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Skriv ut").click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    for of_the_screen in ("header.app-header", "footer", "main .app-actions", ".app-back"):
        expect(page.locator(of_the_screen)).to_be_hidden()
    expect(page.get_by_text("av Nurse, Helsestasjonen.")).to_be_visible()


def test_what_happened_stays_readable_when_the_log_is_printed_as_it_stands(
    scene: SimpleNamespace, as_: Any
) -> None:
    page = as_("nurse")
    page.goto(scene.case)
    page.emulate_media(media="print")
    expect(page.get_by_text("Samtykke ble registrert").first).to_be_visible()
