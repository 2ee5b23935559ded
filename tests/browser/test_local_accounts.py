"""An invitation taken with a passkey, signing in with it, and the pages of one's own, in a real browser."""

from collections.abc import Callable
from typing import Any

import pyotp
import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast
from tests.localaccounts.helpers import PASSWORD, code, invite, local_account

pytestmark = [pytest.mark.browser, pytest.mark.slow(40)]

DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def url(live_server: LiveServer, settings: Any) -> str:
    """Passkeys are bound to the address that the municipality says it has."""
    settings.PUBLIC_URL = live_server.url
    return str(live_server.url)


@pytest.fixture
def fingerprint(page: Page) -> None:
    """A device with a fingerprint, as the browser's own tools simulate it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def log_out(page: Page) -> None:
    page.get_by_role("button", name="Logg ut").first.click()
    expect(page.get_by_text("Du er logget ut.")).to_be_visible()


def test_an_invitation_is_taken_with_a_passkey_and_the_passkey_lets_in(
    committed: Cast, page: Page, url: str, fingerprint: None, look: Callable[[Page], None]
) -> None:
    page.goto(url + invite(committed.administrator))
    look(page)
    page.get_by_label("Nytt passord").fill(PASSWORD)
    page.get_by_label("Gjenta passordet").fill(PASSWORD)
    page.get_by_role("button", name="Fortsett").click()

    expect(page.get_by_role("button", name="Lag passnøkkel")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Lag passnøkkel").click()
    expect(page.get_by_text("Skriv et navn på passnøkkelen.").first).to_be_visible()
    look(page)
    page.get_by_label("Hva vil du kalle passnøkkelen?").fill("Mobilen")
    page.get_by_role("button", name="Lag passnøkkel").click()

    expect(page.get_by_role("heading", name="Ta vare på reservekodene")).to_be_visible()
    assert page.locator(".app-codes li").count() == 10
    look(page)
    page.get_by_role("button", name="Jeg har tatt vare på dem").click()
    expect(page.get_by_role("button", name="Logg ut").first).to_be_visible()
    log_out(page)

    page.goto(f"{url}/logg-inn/")
    look(page)
    page.get_by_role("link", name="Logg inn med brukernavn og passord").click()
    look(page)
    page.get_by_label("Brukernavn").fill("administrator")
    page.get_by_label("Passord").fill("feil")
    page.get_by_role("button", name="Fortsett").click()
    expect(page.get_by_text("Brukernavnet eller passordet er feil.").first).to_be_visible()
    look(page)
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("button", name="Fortsett").click()
    expect(page.get_by_role("button", name="Bruk passnøkkel")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Bruk passnøkkel").click()
    expect(page.get_by_role("button", name="Logg ut").first).to_be_visible()


def test_the_pages_of_ones_own_factors(
    committed: Cast, page: Page, url: str, fingerprint: None, look: Callable[[Page], None]
) -> None:
    local_account(committed.administrator)
    page.goto(f"{url}/logg-inn/passord/?next=/min-profil/innlogging/")
    page.get_by_label("Brukernavn").fill("administrator")
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("button", name="Fortsett").click()
    expect(page.get_by_label("Kode")).to_be_focused()
    look(page)
    page.get_by_label("Kode").fill(code())
    page.get_by_role("button", name="Logg inn med koden").click()
    expect(page.get_by_role("heading", name="Hva du logger inn med")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Legg til passnøkkel").click()
    page.get_by_label("Hva vil du kalle passnøkkelen?").fill("Sikkerhetsnøkkelen i safen på rådhuset")
    page.get_by_label("Passordet ditt").fill(PASSWORD)
    look(page)
    page.get_by_role("button", name="Lag passnøkkel").click()
    expect(page.get_by_text("Passnøkkelen er lagt til.")).to_be_visible()
    look(page)

    page.get_by_role("link", name="Bytt app").click()
    expect(page.get_by_role("img", name="QR-kode for appen")).to_be_visible()
    look(page)
    secret = page.locator(".app-secret").inner_text().replace(" ", "")
    page.get_by_label("Passordet ditt").fill(PASSWORD)
    page.get_by_label("Kode fra appen").fill(pyotp.TOTP(secret).at(timezone.now()))
    page.get_by_role("button", name="Ta koden i bruk").click()
    expect(page.get_by_text("Fra nå av kan du logge inn med koder fra appen.")).to_be_visible()

    page.get_by_role("link", name="Fjern Sikkerhetsnøkkelen").click()
    look(page)
    page.get_by_label("Passordet ditt").fill("feil")
    page.get_by_role("button", name="Fjern passnøkkelen").click()
    expect(page.get_by_label("Passordet ditt")).to_be_focused()
    look(page)
    page.goto(f"{url}/min-profil/innlogging/passord/")
    look(page)


def test_a_passkey_that_does_not_answer_is_said_and_the_other_way_stays_open(
    committed: Cast, page: Page, url: str, look: Callable[[Page], None]
) -> None:
    """Without a device that answers, the browser refuses at once."""
    page.goto(url + invite(committed.administrator))
    page.get_by_label("Nytt passord").fill(PASSWORD)
    page.get_by_label("Gjenta passordet").fill(PASSWORD)
    page.get_by_role("button", name="Fortsett").click()
    page.evaluate(
        "() => { navigator.credentials.create = () => Promise.reject(new DOMException('', 'NotAllowedError')) }"
    )
    page.get_by_label("Hva vil du kalle passnøkkelen?").fill("Mobilen")
    page.get_by_role("button", name="Lag passnøkkel").click()
    expect(page.get_by_role("alert")).to_have_text("Det ble avbrutt, eller tok for lang tid. Prøv på nytt.")
    look(page)
    secret = page.locator(".app-secret").inner_text().replace(" ", "")
    page.get_by_label("Kode fra appen").fill(pyotp.TOTP(secret).at(timezone.now()))
    page.get_by_role("button", name="Bruk koder fra appen").click()
    expect(page.get_by_role("heading", name="Ta vare på reservekodene")).to_be_visible()


def test_the_page_of_a_link_that_does_not_work(
    committed: Cast,
    context: BrowserContext,
    watch: Callable[[Page], list[str]],
    url: str,
    look: Callable[[Page], None],
) -> None:
    page = context.new_page()
    complaints = watch(page)
    page.goto(f"{url}/invitasjon/x/")
    expect(page.get_by_role("heading", name="Invitasjonen virker ikke")).to_be_visible()
    look(page)
    assert all("404" in one for one in complaints)  # the browser says that the page is not there
    complaints.clear()
