"""Several people at once, each in a browser of their own, and what every page they pass must hold."""

import faulthandler
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from municipality.people.models import User
from tests.browser.eye import NARROW, WIDE
from tests.logs.helpers import as_

# How a browser of ours is set up.
AT_HOME: Final[dict[str, Any]] = {"locale": "nb-NO", "timezone_id": "Europe/Oslo"}
# Those who have nothing but a phone with them; all others sit at a desk.
ON_THE_PHONE: Final = ("larer", "rektor", "mor")


def follow(place: Locator) -> None:
    """Clicks what leads to another page, and comes back when that page is there.

    A click alone comes back before it: what is read next without waiting (axe, an address, how many there are of
    something) would be read on the page that is being left. What is waited for is another document that has loaded,
    and no event: a browser that is busy has been seen to come to the next page without one that its driver noticed.
    """
    page = place.page
    page.evaluate("() => { window.isLeft = true }")
    place.click()
    try:
        page.wait_for_function(
            "() => window.isLeft === undefined && document.readyState === 'complete'", polling=50
        )
    except PlaywrightTimeoutError as error:
        state = page.evaluate("() => [location.pathname, document.readyState, document.body.innerHTML]")
        faulthandler.dump_traceback(all_threads=True)
        raise AssertionError(f"{place} led nowhere: {state}") from error


def go_back(page: Page) -> None:
    """As somebody who presses Back. (The driver's own way fails now and then on a page that has just come.)"""
    with page.expect_event("load"):
        page.evaluate("() => { setTimeout(() => history.back()) }")


def let_in(context: BrowserContext, who: User | Client, url: str) -> None:
    """This browser is signed in as somebody, or goes on where a client has signed in; `url` is the server's."""
    client = as_(who) if isinstance(who, User) else who
    context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": url}])


@dataclass
class Stage:
    """Opens a browser window per persona and looks at each page that they pass; the console is watched."""

    browser: Browser
    url: str
    watch: Callable[[Page], list[str]]
    look: Callable[[Page], None]
    pages: dict[str, Page] = field(default_factory=dict)
    complaints: dict[str, list[str]] = field(default_factory=dict)

    def enter(self, username: str) -> Page:
        """The persona's window, signed in with the one click of the front page."""
        if username in self.pages:
            return self.pages[username]
        view = NARROW if username in ON_THE_PHONE else WIDE
        context = self.browser.new_context(
            viewport={"width": view.width, "height": 800}, color_scheme=view.scheme, **AT_HOME
        )
        page = context.new_page()
        self.complaints[username] = self.watch(page)
        page.goto(f"{self.url}/")
        if not self.pages:
            self.look(page)
        page.locator(f'form[action="/demo/login/{username}"] button').last.click()
        expect(page.get_by_role("button", name=re.compile("Logg ut|Meny"))).to_be_visible()
        self.pages[username] = page
        self.look(page)
        return page

    def go(self, username: str, path: str) -> Page:
        page = self.enter(username)
        page.goto(f"{self.url}{path}")
        self.look(page)
        return page

    def not_found(self, username: str, path: str) -> None:
        """The page is not there for this person; the browser's own note about 404 is the one complaint expected."""
        page = self.enter(username)
        before = len(self.complaints[username])
        answer = page.goto(f"{self.url}{path}")
        assert answer is not None
        assert answer.status == 404, path
        self.look(page)
        noted = self.complaints[username][before:]
        assert all("404" in complaint for complaint in noted), noted
        del self.complaints[username][before:]

    def not_found_without_window(self, username: str, path: str) -> None:
        """The same of somebody whose own pages others have shown, without the seconds that a window takes."""
        client = Client()
        client.post(f"/demo/login/{username}")
        assert client.get("/").status_code == 200, f"{username} is not signed in"
        assert client.get(path).status_code == 404, path

    def close(self) -> None:
        for page in self.pages.values():
            page.context.close()
