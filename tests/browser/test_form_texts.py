"""The words of the consent form: the administrator writes them, and a family is read them in a script of its own."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.eye import View
from tests.browser.stage import follow
from tests.conversation.asking import ask
from tests.formtexts.words import ARABIC_WORDS, write

pytestmark = [pytest.mark.browser, pytest.mark.slow(30)]


def test_a_form_is_read_on_a_phone_in_a_script_that_runs_from_the_right(
    scene: SimpleNamespace, open_window: Any, look: Callable[[Page], None], accessible: Callable[[Page], None]
) -> None:
    write(scene.cast)
    question = ask(scene.cast, timezone.localdate() - timedelta(days=3500))
    page = open_window(scene.cast.teacher, view=View(390, "light"))
    page.goto(f"{scene.url}/undringer/{question.concern.pk}/samtykke/les/")
    follow(page.get_by_role("link", name="العربية"))
    text = page.locator(".app-aloud").first
    expect(text).to_have_attribute("lang", "ar")
    assert text.evaluate("one => getComputedStyle(one).direction") == "rtl"
    expect(text).to_contain_text(ARABIC_WORDS)
    expect(text).to_contain_text("Ikke kontrollert oversettelse")
    page.get_by_text("Vis teksten på bokmål").click()
    expect(page.get_by_text("Dere bestemmer")).to_be_visible()
    accessible(page)
    look(page)
    follow(page.get_by_role("button", name="Jeg har gått gjennom dette med familien"))
    expect(page.get_by_role("heading", name="Hva sier hver enkelt?")).to_be_visible()


def test_the_administrator_writes_a_new_version_and_is_told_what_is_wrong_beside_the_text(
    scene: SimpleNamespace, open_window: Any, look: Callable[[Page], None], accessible: Callable[[Page], None]
) -> None:
    page = open_window(scene.cast.administrator, view=View(390, "light"))
    page.goto(f"{scene.url}/organisasjon/skjema/")
    look(page)
    follow(page.get_by_role("link", name="Ny versjon engelsk"))
    page.locator("[name=text_title]").fill("Consent for {child}")
    follow(page.get_by_role("button", name="Lagre skjemaet"))
    expect(
        page.get_by_text("Bruk de samme plassholderne som på bokmål. Se på {child} {name}.").last
    ).to_be_visible()
    accessible(page)
    page.locator("[name=text_title]").fill("Consent for {name} \U00012000")
    follow(page.get_by_role("button", name="Lagre skjemaet"))
    expect(
        page.get_by_text("Disse tegnene kan ikke skrives ut, for skriften har dem ikke: \U00012000").last
    ).to_be_visible()
    page.locator("[name=text_title]").fill("Consent for {name}")
    follow(page.get_by_role("button", name="Lagre skjemaet"))
    expect(page.get_by_text("Skjemaet på engelsk er lagret.")).to_be_visible()
    look(page)
