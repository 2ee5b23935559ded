"""What a family excepts, on a phone: said in the conversation, and read by who writes."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.access.scenes import join
from tests.browser.eye import View
from tests.browser.stage import follow
from tests.exclusions.helpers import log, profession_of, question

pytestmark = [pytest.mark.browser, pytest.mark.slow(40)]


def test_a_family_excepts_a_profession_and_a_fact_while_it_is_asked(
    scene: SimpleNamespace, open_window: Any, look: Callable[[Page], None], accessible: Callable[[Page], None]
) -> None:
    profession_of(scene.cast, "adviser", "psykolog")
    asked = question(scene.cast)
    page = open_window(scene.cast.teacher, view=View(390, "light"))
    page.goto(f"{scene.url}/undringer/{asked.concern.pk}/samtykke/enheter/")
    page.get_by_text("Unntak", exact=True).click()
    follow(page.get_by_role("button", name="Legg til et unntak"))
    expect(page.get_by_role("heading", name="Unntak")).to_be_visible()
    page.locator("[name=profession]").select_option("psykolog")
    page.locator("[name=fact]").fill("Mors sykdom")
    page.get_by_role("group", name="Hvem ber om det?").get_by_label("Mona Eksempel").check()
    follow(page.get_by_role("button", name="Legg til unntaket"))
    expect(page.get_by_text("Ingen med yrket psykolog skal lese.")).to_be_visible()
    accessible(page)
    look(page)
    follow(page.get_by_role("button", name="Ta bort").first)
    expect(page.get_by_text("Ingen med yrket psykolog skal lese.")).to_have_count(0)
    follow(page.get_by_role("link", name="Tilbake til «Hvem får lese hva?»"))
    page.get_by_text("Unntak", exact=True).click()
    expect(page.get_by_text("«Mors sykdom»")).to_be_visible()
    # On paper, too, the family sees what it has excepted, and nothing that is for who explains it.
    for button in ("Lagre og gå videre", "Lagre og gå videre"):
        follow(page.get_by_role("button", name=button).last)
    page.emulate_media(media="print")
    expect(page.get_by_text("«Mors sykdom»")).to_be_visible()
    for unneeded in ("Les dette sammen, i ro og mak.", "Les alene med Mona Eksempel"):
        expect(page.get_by_text(unneeded)).to_be_hidden()


def test_who_writes_reads_the_fact_first(
    scene: SimpleNamespace, open_window: Any, look: Callable[[Page], None], accessible: Callable[[Page], None]
) -> None:
    case_id = log(scene.cast, fact="Ikke skriv om mors sykdom.")
    join(scene.cast, case_id, "adviser", "ppt")
    page = open_window(scene.cast.adviser, view=View(390, "light"))
    page.goto(f"{scene.url}/stafettlogger/{case_id}/notat/")
    page.locator("[name=text]").fill("Det går bedre.")
    follow(page.get_by_role("button", name="Lagre notatet"))
    expect(page.get_by_text("Les unntaket, og kryss av for at du har lest det.").last).to_be_visible()
    accessible(page)
    look(page)
    page.get_by_label("Ikke skriv om mors sykdom.").check()
    follow(page.get_by_role("button", name="Lagre notatet"))
    expect(page.get_by_text("Notatet er lagret")).to_be_visible()
