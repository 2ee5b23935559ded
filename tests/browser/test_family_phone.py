"""The family at night on a phone: one row above the story, and nothing that a finger cannot hit."""

import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.stage import let_in
from tests.cast import Cast
from tests.family.scene import lay_full_log

pytestmark = [pytest.mark.browser, pytest.mark.slow(40)]

LEAST = 24  # pixels, WCAG 2.2, 2.5.8
WIDTHS = (320, 390)
# Everything that can be hit and is not as high, but for links in running text: these stand beside other words. A box
# within its label is as high as that.
LOW = """(least) => [...document.querySelectorAll("a, button, summary, select, input:not([type=hidden])")]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().width > 1)
    .filter((one) => (one.closest("label") ?? one).getBoundingClientRect().height < least)
    .filter((one) => !(one.matches("a") && one.parentElement.matches("p, li, dd")
        && one.parentElement.textContent.trim() !== one.textContent.trim()))
    .map((one) => `${one.localName} «${one.textContent.trim()}» ${one.getBoundingClientRect().height}`)"""


@pytest.fixture
def case_id(committed: Cast) -> uuid.UUID:
    return lay_full_log(committed)


@pytest.fixture
def phone(page: Page, committed: Cast, live_server: LiveServer) -> Callable[[str, int], Page]:
    """The page of somebody of the family, at a width."""

    def sign_in(person: str, width: int) -> Page:
        let_in(page.context, getattr(committed, person), live_server.url)
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(live_server.url)
        return page

    return sign_in


@pytest.mark.parametrize("width", WIDTHS)
def test_everything_that_can_be_hit_is_24_pixels_high_and_nothing_scrolls_sideways(
    case_id: uuid.UUID, phone: Callable[[str, int], Page], live_server: LiveServer, width: int
) -> None:
    page = phone("mother", width)
    log = f"/stafettlogger/{case_id}/"
    below = ("", "innsyn/", "samtykke/", "samtykke/trekk/", "plan/")
    for path in ("/", "/stafettlogger/", "/varsler/", *(log + one for one in below)):
        page.goto(live_server.url + path)
        page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
        assert page.evaluate(LOW, LEAST) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("width", WIDTHS)
def test_the_header_is_one_row_and_its_menu_opens_and_shuts(
    case_id: uuid.UUID, phone: Callable[[str, int], Page], width: int
) -> None:
    page = phone("youth", width)
    header = page.locator(".app-header__inner").bounding_box()
    assert header is not None
    assert header["height"] < 80
    expect(page.get_by_role("link", name="Stafettlogger")).to_be_hidden()
    page.get_by_role("button", name="Meny").click()
    expect(page.get_by_role("link", name="Stafettlogger")).to_be_visible()
    expect(page.get_by_role("button", name="Logg ut")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Logg ut")).to_be_hidden()
    page.get_by_role("button", name="Meny").click()
    page.get_by_role("button", name="Lukk menyen").click()
    expect(page.get_by_role("button", name="Logg ut")).to_be_hidden()


def test_the_story_is_on_the_first_screen_and_the_cards_come_last(
    case_id: uuid.UUID, phone: Callable[[str, int], Page], live_server: LiveServer
) -> None:
    page = phone("youth", 390)
    page.goto(f"{live_server.url}/stafettlogger/{case_id}/")
    top = {
        words: page.get_by_text(words, exact=True).first.bounding_box()["y"]  # type: ignore[index]
        for words in ("Det vi er bekymret for", "Det som har hendt", "Samtykke")
    }
    assert top["Det vi er bekymret for"] < 740 / 2
    assert list(top.values()) == sorted(top.values())


def test_at_a_desk_the_menu_stands_open_in_the_header(
    case_id: uuid.UUID, phone: Callable[[str, int], Page]
) -> None:
    page = phone("mother", 1280)
    expect(page.get_by_role("link", name="Stafettlogger")).to_be_visible()
    expect(page.get_by_role("button", name="Logg ut")).to_be_visible()
    expect(page.get_by_role("button", name="Meny")).to_be_hidden()
