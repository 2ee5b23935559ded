"""Min profil in a browser: a mother gives her address and confirms it on the phone, somebody at work chooses."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from municipality.profile.tasks import send_email_links
from tests.browser.eye import NARROW, WIDE, View
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.slow(15)]


@pytest.fixture
def enter(committed: Cast, open_window: Callable[..., Page]) -> Callable[[str, View], Page]:
    """Somebody on the own profile."""
    return lambda person, view: open_window(getattr(committed, person), "/min-profil/", view=view)


def test_a_mother_gives_her_address_and_confirms_it_where_she_reads_e_mail(
    enter: Callable[..., Page], look: Callable[[Page], None], live_server: LiveServer
) -> None:
    page = enter("mother", NARROW)
    look(page)
    page.get_by_role("link", name="Legg inn e-posten din").click()
    page.get_by_label("E-posten din").fill("ingrid")
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_text("Skriv én e-postadresse").first).to_be_visible()
    look(page)
    page.get_by_label("E-posten din").fill("ingrid@example.org")
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_text("Vi har sendt en lenke til ingrid@example.org.").first).to_be_visible()
    send_email_links()
    link = re.search(r"/min-profil/e-post/[\w-]{30,}/", str(mail.outbox[-1].body))
    assert link
    elsewhere = page.context.browser.new_page()  # type: ignore[union-attr]
    elsewhere.goto(live_server.url + link[0])
    look(elsewhere)
    elsewhere.get_by_role("button", name="Ja, bekreft adressen").click()
    expect(elsewhere.get_by_role("heading", name="Adressen er bekreftet")).to_be_visible()
    look(elsewhere)
    elsewhere.goto(live_server.url + link[0])
    expect(elsewhere.get_by_role("heading", name="Lenken virker ikke lenger")).to_be_visible()
    elsewhere.close()
    page.reload()
    expect(page.get_by_text("ingrid@example.org")).to_be_visible()


def test_a_nurse_says_when_she_can_be_called_and_chooses_by_keyboard_when_e_mail_comes(
    enter: Callable[..., Page], look: Callable[[Page], None]
) -> None:
    page = enter("nurse", WIDE)
    page.get_by_role("link", name="Endre telefonen").click()
    look(page)
    page.keyboard.press("Control+A")
    page.keyboard.type("12 34 56 78")
    page.keyboard.press("Tab")
    page.keyboard.type("mandag–fredag 8–15")
    page.keyboard.press("Enter")
    expect(page.get_by_text("mandag–fredag 8–15")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Endre når e-post kommer").click()
    look(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Valget er lagret.")).to_be_visible()
    expect(page.get_by_text("Samlet hver morgen")).to_have_count(1)
