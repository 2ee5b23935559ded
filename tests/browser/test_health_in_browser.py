"""The browser fixtures themselves: the page opens, and a complaint does not go unseen."""

from collections.abc import Callable
from unittest import mock

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.eye import NARROW, READING, WIDE, Eye, read

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


def test_axe_reads_a_page_again_only_when_it_holds_what_it_did_not(
    page: Page, live_server: LiveServer
) -> None:
    page.goto(f"{live_server.url}/healthz")
    page.evaluate(
        "document.title = 'x'; document.documentElement.lang = 'nb'; document.body.innerHTML = '<main>x</main>'"
    )
    eye = Eye()
    eye.accessible(page)
    with mock.patch.object(page, "evaluate", wraps=page.evaluate) as asked:
        eye.accessible(page)
    assert asked.call_args_list == [mock.call(READING)]
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    for _time in range(2):
        with pytest.raises(AssertionError, match="image-alt"):
            eye.accessible(page)


def test_a_look_sees_both_widths_and_both_colours(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/healthz")
    page.set_viewport_size({"width": WIDE.width, "height": 800})
    page.evaluate(
        "document.title = 'x'; document.documentElement.lang = 'nb'; document.body.innerHTML = '<main>x</main>'"
    )
    eye = Eye()
    eye.look(page)
    assert eye.addresses == {(WIDE, "healthz"), (NARROW, "healthz")}
    assert read(page).view == WIDE
    page.evaluate("document.querySelector('main').style.width = '400px'")
    with pytest.raises(AssertionError, match="sideways at 320"):
        eye.look(page)
