"""Three minutes before a session ends the page says so; nothing typed is lost, and no page stays on a screen."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from municipality.signin.sessions import sessions_end
from tests.browser.stage import follow, let_in
from tests.cast import Cast
from tests.signin.helpers import ISSUER, come

pytestmark = [pytest.mark.browser, pytest.mark.slow(15)]

WRITE = "/undringer/ny/"
SEEN = "Sitter alene i friminuttene, og svarer ikke når noen spør."
SAID_BEFORE = 180  # seconds


@pytest.fixture
def enter(committed: Cast, live_server: LiveServer, page: Page) -> Callable[[], Page]:
    """The teacher signs in, and opens the page where an undring is written."""

    def sign_in() -> Page:
        _answer, client = come(committed.teacher)
        let_in(page.context, client, live_server.url)
        page.goto(f"{live_server.url}{WRITE}")
        return page

    return sign_in


def test_somebody_who_has_done_nothing_is_asked_and_goes_on_with_one_button(
    enter: Callable[[], Page], settings: Any, look: Any
) -> None:
    settings.SESSION_COOKIE_AGE = SAID_BEFORE + 2
    page = enter()
    dialog = page.get_by_role("dialog", name="Er du her fortsatt?")
    expect(dialog).to_be_visible()
    look(page)
    expect(page.get_by_role("button", name="Ja, fortsett")).to_be_focused()
    settings.SESSION_COOKIE_AGE = 30 * 60
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()


def test_what_is_being_written_is_there_after_signing_in_anew(
    enter: Callable[[], Page], settings: Any, look: Any
) -> None:
    settings.STAFF_SESSION_MINUTES = 3
    page = enter()
    dialog = page.get_by_role("dialog", name="Du må snart logge inn på nytt")
    expect(dialog).to_be_visible()
    look(page)
    page.get_by_role("button", name="Ikke ennå").click()
    page.locator("[name=observed]").fill(SEEN)
    page.evaluate("() => document.dispatchEvent(new Event('keep'))")
    expect(page.locator("[data-draft-status]").first).to_contain_text("lagret kl.")
    page.evaluate("() => document.getElementById('session-end').showModal()")
    follow(page.get_by_role("button", name="Lagre og logg inn på nytt"))
    expect(page.get_by_role("heading", name="Logg inn")).to_be_visible()
    assert page.url.endswith("?next=%2Fundringer%2Fny%2F")
    settings.STAFF_SESSION_MINUTES = 8 * 60
    expect(enter().locator("[name=observed]")).to_have_value(SEEN)


def test_a_page_does_not_stay_on_the_screen_of_somebody_who_is_signed_out_elsewhere(
    enter: Callable[[], Page], settings: Any
) -> None:
    settings.SESSION_COOKIE_AGE = SAID_BEFORE + 4
    page = enter()
    assert sessions_end(issuer=ISSUER, subject="someone") == 1
    page.wait_for_url("**/logg-inn/?next=%2Fundringer%2Fny%2F")
