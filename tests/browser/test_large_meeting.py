"""The agenda of a large meeting is read, printed and led at a desk and on a phone."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.stage import follow, let_in
from tests.cast import Cast
from tests.teams.table import meeting_url
from tests.teams.thirteen import lay_thirteen

pytestmark = [pytest.mark.browser, pytest.mark.slow(30)]


@pytest.fixture
def table(committed: Cast, live_server: LiveServer, page: Page) -> SimpleNamespace:
    """Thirteen items for tomorrow at nine, and the chair's window."""
    tomorrow = timezone.localtime() + timedelta(days=1)
    table = lay_thirteen(committed, at=tomorrow.replace(hour=9, minute=0, second=0, microsecond=0))
    let_in(page.context, committed.adviser, live_server.url)
    table.url = f"{live_server.url}{meeting_url(table.meeting)}"
    return table


def test_the_agenda_stands_at_every_width_and_the_meeting_is_begun_undone_and_called_off(
    page: Page, table: SimpleNamespace, look: Any
) -> None:
    page.goto(table.url)
    look(page)
    expect(page.locator(".app-agenda__item")).to_have_count(13)
    follow(page.get_by_role("link", name="Start møtet"))
    expect(page.get_by_role("heading", name="Starte møtet før tiden?")).to_be_visible()
    look(page)
    follow(page.get_by_role("link", name="Start møtet nå"))
    page.get_by_role("button", name="Kryss av alle").click()
    follow(page.get_by_role("button", name="Start møtet"))
    expect(page.get_by_text("0 av 13 saker har referat.")).to_be_visible()
    look(page)
    follow(page.get_by_role("link", name="Angre at møtet er startet"))
    look(page)
    follow(page.get_by_role("button", name="Angre starten"))
    follow(page.get_by_role("link", name="Avlys møtet"))
    look(page)
    page.get_by_label("Hvorfor avlyses møtet?").fill("For få kan komme.")
    follow(page.get_by_role("button", name="Avlys møtet"))
    expect(page.get_by_text("For få kan komme.")).to_be_visible()
    look(page)


def test_on_paper_every_item_is_there_and_no_button(page: Page, table: SimpleNamespace) -> None:
    page.goto(table.url)
    page.emulate_media(media="print")
    for number in range(1, 14):
        expect(page.get_by_text(f"Sak {number}:", exact=True)).to_be_attached()
    expect(page.get_by_role("link", name="Start møtet")).to_be_hidden()
    expect(page.get_by_text("Hvem kan hjelpe familien med økonomien?")).to_be_visible()
    page.emulate_media(media="screen")
