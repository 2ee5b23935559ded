"""The demo's own provider, beside the one click: the same way in as in production, with everybody made up."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from municipality.signin import ways
from tests.browser.stage import Stage
from tests.demo.provider import demo_provider

pytestmark = [pytest.mark.browser, pytest.mark.slow(25)]


@pytest.fixture
def house(
    stage: Stage, live_server: LiveServer, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    monkeypatch.setattr(ways, "_ways", {**ways._ways})
    with demo_provider(tmp_path, live_server.url, settings):
        yield live_server.url


def choose(page: Page, way: str, person: str) -> None:
    page.get_by_role("link", name=way).click()
    page.get_by_role("button", name=person).click()


def is_in(page: Page, name: str) -> None:
    expect(page.get_by_role("banner").get_by_text(name)).to_be_visible()
    expect(page.get_by_role("button", name="Logg ut").first).to_be_visible()


def test_each_of_the_three_lets_in_its_people_and_one_leaves_both(
    page: Page, house: str, look: Callable[[Page], None]
) -> None:
    page.goto(house)
    page.get_by_role("link", name="Prøv innlogging som i drift").click()
    look(page)
    page.get_by_role("link", name="Logg inn som ansatt").click()
    expect(page.get_by_role("heading", name="Hvem vil du være?")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Anne Myrull").click()
    is_in(page, "Anne Myrull")

    page.get_by_role("button", name="Logg ut").first.click()
    expect(page.get_by_text("Du er logget ut, også av Microsoft.")).to_be_visible()
    page.goto(f"{house}/logg-inn/")
    choose(page, "Logg inn for samarbeidspartnere", "Bodil Blåklokke")
    is_in(page, "Bodil Blåklokke")
    page.get_by_role("button", name="Logg ut").first.click()
    expect(page.get_by_text("Du er logget ut, også av Ansattporten.")).to_be_visible()

    page.goto(f"{house}/logg-inn/")
    choose(page, "Logg inn med ID-porten", "Sara Lyngtue")
    is_in(page, "Sara")


def test_who_has_nothing_to_read_and_who_comes_back_to_a_page_that_was_used_are_told_so(
    page: Page, house: str, look: Callable[[Page], None], watch: Callable[[Page], list[str]]
) -> None:
    page.goto(f"{house}/logg-inn/")
    choose(page, "Logg inn med ID-porten", "Ingrid Havblikk")
    expect(page.get_by_role("heading", name="Her er det ingenting for deg nå")).to_be_visible()

    page.goto(f"{house}/logg-inn/")
    page.get_by_role("link", name="Er du under 18 år? Logg inn med MinID").click()
    asked = page.url
    page.get_by_role("button", name="Nora Snøkvist").click()
    is_in(page, "Nora Snøkvist")

    again = page.context.new_page()
    complaints = watch(again)
    again.goto(asked)
    expect(again.get_by_role("heading", name="Denne siden er brukt")).to_be_visible()
    look(again)
    assert complaints.pop().endswith("400 (Bad Request)")
