"""The mother signs in with a provider and out again, in a browser that keeps our policy of where forms may lead."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import PATIENCE
from tests.cast import Cast
from tests.logs.opening import open_log
from tests.openid.strict import Place, as_idporten

pytestmark = [pytest.mark.browser, pytest.mark.slow(25)]


@pytest.fixture
def place(committed: Cast, live_server: LiveServer, settings: Settings, no_way: None) -> Iterator[Place]:
    with as_idporten(live_server.url, settings, committed) as place:
        yield place


def test_the_mother_signs_in_reads_and_is_led_out_of_both(
    page: Page, committed: Cast, place: Place, look: Callable[[Page], None]
) -> None:
    open_log(committed)
    page.goto(f"{place.ours}/stafettlogger/")
    look(page)  # the page with the ways in
    page.get_by_role("link", name="Logg inn med ID-porten").click()
    page.get_by_role("button", name="mother").click()
    expect(page.get_by_role("heading", name="Stafettlogger", level=1)).to_be_visible()
    page.get_by_text("Emma").first.click()
    # The page that leads out is left at once, by itself.
    page.get_by_role("button", name="Logg ut").first.click()
    page.wait_for_url(re.compile(re.escape(place.theirs)), timeout=PATIENCE)
    page.get_by_role("button", name="Logg ut").click()
    expect(page.get_by_text("Du er logget ut, også av ID-porten.")).to_be_visible()
    page.goto(f"{place.ours}/stafettlogger/")
    expect(page).to_have_url(re.compile("/logg-inn/"))


def test_what_went_wrong_is_a_page_like_any_other(
    page: Page, place: Place, look: Callable[[Page], None], watch: Callable[[Page], list[str]]
) -> None:
    page = page.context.new_page()
    complaints = watch(page)
    page.goto(f"{place.ours}/logg-inn/idporten/")
    page.get_by_role("button", name="lower").click()
    expect(page.get_by_role("heading", name="Du må logge inn på en sikrere måte", level=1)).to_be_visible()
    look(page)
    assert len(complaints) == 1
    assert complaints.pop().endswith("403 (Forbidden)")
