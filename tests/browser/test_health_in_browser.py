"""The browser fixtures themselves: the page opens, and a complaint does not go unseen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.browser


def test_the_live_server_answers_a_real_browser(page: Page, live_server: LiveServer) -> None:
    response = page.goto(f"{live_server.url}/healthz")
    assert response is not None
    assert (response.status, page.inner_text("body")) == (200, "ok")


def test_an_inline_script_is_refused_and_seen(
    page: Page, live_server: LiveServer, watch: Callable[[Page], list[str]]
) -> None:
    page = page.context.new_page()
    complaints = watch(page)
    page.goto(f"{live_server.url}/healthz")
    with page.expect_console_message(lambda message: "CSP: " in message.text):
        page.evaluate(
            "() => document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
        )
    assert any("CSP: script-src-elem refused inline" in complaint for complaint in complaints)
    complaints.clear()


def test_axe_finds_a_page_without_title(
    page: Page, live_server: LiveServer, accessible: Callable[[Page], None]
) -> None:
    page.goto(f"{live_server.url}/healthz")
    with pytest.raises(AssertionError, match="document-title"):
        accessible(page)
