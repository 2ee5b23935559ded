"""A real browser for the tests marked `browser`: Debian's Chromium, its complaints collected, its pages looked at."""

import os
import shutil
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, connections
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, expect
from pytest_django.live_server_helper import LiveServer

from municipality.people.models import User
from runner.system import CHROMIUM
from tests.browser.eye import WIDE, Eye, View
from tests.browser.stage import AT_HOME, Stage, let_in
from tests.cast import Cast
from tests.logs.helpers import join
from tests.logs.opening import open_log

# Playwright's own event loop runs in the test's thread, which makes Django believe that the test is asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Milliseconds that something may take on a machine that does other things too; nothing waits longer than it must.
PATIENCE = 60_000
# Violations of the content security policy as an event, since not every one reaches the console.
REPORT_VIOLATIONS = """
    document.addEventListener("securitypolicyviolation", (event) =>
        console.error(`CSP: ${event.violatedDirective} refused ${event.blockedURI}`));
"""


expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def playwright(playwright: Playwright) -> Iterator[Playwright]:
    """Its event loop runs from the first browser test to the last test of all, and Django keeps a connection of its own
    for code inside a loop: it must be closed before the loop ends, or the test database stays in use."""
    yield playwright
    connections.close_all()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": shutil.which(CHROMIUM), "args": list(QUIET)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, **AT_HOME}


@pytest.fixture
def live_server(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> LiveServer:
    """Keeps its connections to the database from request to request, as production does: one for each of a browser's
    own to it, and for as long. What is asked through a new one takes the database many times as long.
    """
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 60)
    return live_server


@pytest.fixture
def watch() -> Iterator[Callable[[Page], list[str]]]:
    """Collects what a page complains about; at the end of the test nothing may have been collected.

    The list that it returns can be looked at, and emptied, when a complaint is the point of the test.
    """
    lists: list[list[str]] = []

    def collect(page: Page) -> list[str]:
        complaints: list[str] = []

        def on_console(message: ConsoleMessage) -> None:
            asked_unbidden = message.location.get("url", "").endswith("/favicon.ico")
            if message.type in {"error", "warning"} and not asked_unbidden:
                complaints.append(f"{page.url}: {message.text}")

        page.set_default_timeout(PATIENCE)
        page.add_init_script(REPORT_VIOLATIONS)
        page.on("console", on_console)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        lists.append(complaints)
        return complaints

    yield collect
    assert [complaint for complaints in lists for complaint in complaints] == []


@pytest.fixture
def page(page: Page, watch: Callable[[Page], list[str]]) -> Page:
    """Every test's page is watched."""
    watch(page)
    return page


@pytest.fixture(scope="session")
def eye() -> Eye:
    return Eye()


@pytest.fixture
def look(eye: Eye) -> Callable[[Page], None]:
    """`look(page)` holds the page against what every page must hold, wide and light as well as narrow and dark."""
    return eye.look


@pytest.fixture
def accessible(eye: Eye) -> Callable[[Page], None]:
    """`accessible(page)` holds the page as it is now, at its own width, against WCAG 2.1 A and AA with axe."""
    return eye.accessible


@pytest.fixture
def open_window(
    live_server: LiveServer, browser: Browser, watch: Callable[[Page], list[str]]
) -> Iterator[Callable[..., Page]]:
    """Opens a window of somebody who is signed in, at a path if one is given; each in a browser of its own."""
    contexts: list[BrowserContext] = []

    def opened(user: User, path: str = "", *, view: View = WIDE, javascript: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": view.width, "height": 900},
            color_scheme=view.scheme,
            java_script_enabled=javascript,
            **AT_HOME,
        )
        contexts.append(context)
        let_in(context, user, live_server.url)
        page = context.new_page()
        watch(page)
        if path:
            page.goto(f"{live_server.url}{path}")
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def stage(
    live_server: LiveServer,
    settings: Any,
    browser: Browser,
    watch: Callable[[Page], list[str]],
    look: Callable[[Page], None],
) -> Iterator[Stage]:
    """The demo, played wide and light by some and narrow and dark by others."""
    settings.DEMO = True
    stage = Stage(browser, live_server.url, watch, look)
    yield stage
    stage.close()


@pytest.fixture
def scene(committed: Cast, live_server: LiveServer) -> SimpleNamespace:
    """A log with its teacher, a nurse and the mother."""
    case_id = open_log(committed)
    join(committed, case_id, "nurse")
    return SimpleNamespace(
        cast=committed, url=live_server.url, case=f"{live_server.url}/stafettlogger/{case_id}/"
    )


@pytest.fixture
def as_(page: Page, scene: SimpleNamespace) -> Callable[[str], Page]:
    """The page with this person signed in."""

    def sign_in(person: str) -> Page:
        let_in(page.context, getattr(scene.cast, person), scene.url)
        page.goto(scene.url)
        return page

    return sign_in
