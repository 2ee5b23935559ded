"""A meeting is led with the keyboard alone: through the gate, the minutes, and on to the next item with Enter."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.stage import let_in
from tests.cast import Cast
from tests.teams.table import item_url, lay_table

pytestmark = [pytest.mark.browser, pytest.mark.slow(10)]


@pytest.fixture
def table(committed: Cast, live_server: LiveServer, page: Page) -> SimpleNamespace:
    """The chair's window, at Emma's item, which stands behind the gate."""
    table = lay_table(committed)
    let_in(page.context, committed.adviser, live_server.url)
    page.goto(f"{live_server.url}{item_url(table.meeting, table.referral)}")
    return table


def tab_to(page: Page, place: Locator) -> None:
    for _step in range(60):
        if place.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("not reached by Tab")


def test_enter_opens_the_item_saves_it_and_goes_on(page: Page, table: SimpleNamespace) -> None:
    tab_to(page, page.get_by_role("button", name="De har gått ut"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Råd eller beslutning"))
    page.keyboard.type("Prøv en vennegruppe.")
    tab_to(page, page.get_by_role("textbox", name="Tas opp igjen"))
    page.keyboard.type("i morgen")
    page.keyboard.press("Enter")
    expect(page.get_by_text("sak 2 av 3")).to_be_visible()
    tab_to(page, page.get_by_role("button", name="Neste sak"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("sak 3 av 3")).to_be_visible()
    page.get_by_role("link", name="Møtet").first.click()
    expect(page.get_by_text("1 av 3 saker har referat.")).to_be_visible()
