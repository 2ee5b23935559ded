"""What somebody writes is not lost, and is not stored twice: the form of an undring in a browser."""

import re
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from cases.concerns.models import Concern
from municipality.access.identity import as_system
from tests.browser.eye import NARROW
from tests.browser.stage import AT_HOME, follow, go_back, let_in
from tests.cast import Cast
from tests.logs.opening import open_log

pytestmark = [pytest.mark.browser, pytest.mark.slow(60)]

TEXT = "Emma går alene i friminuttene."


@pytest.fixture
def desk(
    committed: Cast, live_server: LiveServer, browser: Browser, watch: Callable[[Page], list[str]]
) -> Iterator[SimpleNamespace]:
    """The teacher's window on a new undring. `complaints` are what the console says, to be looked at and emptied."""
    cache.clear()
    context = browser.new_context(viewport={"width": NARROW.width, "height": 900}, **AT_HOME)

    def sign_in() -> None:
        let_in(context, committed.teacher, live_server.url)

    sign_in()
    page = context.new_page()
    complaints = watch(page)
    url = f"{live_server.url}/undringer/ny/"
    page.goto(url)
    yield SimpleNamespace(page=page, context=context, sign_in=sign_in, complaints=complaints, url=url)
    context.close()


def write(page: Page, text: str = TEXT) -> None:
    page.locator("[name=child_name]").fill("Emma Eksempel")
    page.locator("[name=birth_date]").fill("14.3.2017")
    page.locator("[name=observed]").fill(text)


def send(page: Page) -> None:
    follow(page.get_by_role("button", name="Lagre undringen"))


def stored() -> list[str]:
    with as_system("test: what is stored"):
        return list(Concern.objects.order_by("registered_at").values_list("observed", flat=True))


def test_an_autosave_that_fails_is_said_loudly_and_tried_again(
    desk: SimpleNamespace, accessible: Callable[[Page], None]
) -> None:
    page, fail = desk.page, lambda route: route.abort()
    page.clock.install()
    page.route("**/utkast/", fail)
    write(page)
    page.clock.run_for(2_000)
    loud = page.get_by_role("alert").filter(has_text="Det du skriver, blir ikke lagret nå.")
    expect(loud).to_be_visible()
    accessible(page)
    desk.complaints.clear()
    page.unroute("**/utkast/", fail)
    page.clock.run_for(16_000)
    expect(page.get_by_role("status").filter(has_text="lagret kl.")).to_be_visible()


def test_what_is_written_and_sent_without_a_session_is_there_after_signing_in(
    desk: SimpleNamespace, look: Callable[[Page], None]
) -> None:
    page = desk.page
    page.clock.install()
    desk.context.clear_cookies(name="session")
    write(page)
    page.clock.run_for(2_000)
    expect(page.get_by_role("alert").filter(has_text="Du er logget ut.")).to_be_visible()
    page.locator("[name=observed]").fill(f"{TEXT} Hun gråter.")
    send(page)
    expect(page.get_by_text("Vi har tatt vare på det du skrev")).to_be_visible()
    look(page)
    way_back = page.get_by_role("link", name="Logg inn").get_attribute("href") or ""
    assert re.search("next=%2Fundringer%2Fny%2F%3Futkast%3D", way_back)
    desk.sign_in()
    follow(page.get_by_role("link", name="Logg inn"))
    expect(page.locator("[name=observed]")).to_have_value(f"{TEXT} Hun gråter.")
    send(page)
    assert stored() == [f"{TEXT} Hun gråter."]
    desk.complaints.clear()  # the console tells of the two refusals


def test_back_and_sent_again_is_stored_once_and_back_and_changed_is_asked_about(
    desk: SimpleNamespace, look: Callable[[Page], None]
) -> None:
    page = desk.page
    write(page)
    send(page)
    first = page.url
    go_back(page)
    write(page)  # the browser fills in the text only: names and dates are not remembered
    send(page)
    expect(page.get_by_text("Du har sendt dette før")).to_be_visible()
    assert page.url == first
    go_back(page)
    write(page, "Emma gråter når hun går hjem.")
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Du har sendt dette før, med andre ord")
    look(page)
    assert stored() == [TEXT]
    follow(page.get_by_role("button", name="Lagre det jeg sendte nå, som noe nytt"))
    expect(page.get_by_text("Nå er undringen lagret")).to_be_visible()
    assert stored() == [TEXT, "Emma gråter når hun går hjem."]
    desk.complaints.clear()  # the console tells of the answer that asks


def test_a_dialog_that_is_left_with_escape_keeps_what_was_written(desk: SimpleNamespace) -> None:
    page = desk.page
    write(page)
    send(page)
    close = page.get_by_role("link", name="Det er ikke behov for mer nå")
    close.click()
    page.get_by_role("dialog").locator("textarea").fill("Det gikk over.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    close.click()
    expect(page.get_by_role("dialog").locator("textarea")).to_have_value("Det gikk over.")


def test_two_windows_with_a_new_undring_have_a_draft_each(desk: SimpleNamespace) -> None:
    other = desk.context.new_page()
    other.goto(desk.url)
    for page, name in ((desk.page, "Emma"), (other, "Ola")):
        page.clock.install()
        page.locator("[name=child_name]").fill(name)
        page.clock.run_for(2_000)
        expect(page.get_by_role("status").filter(has_text="lagret kl.")).to_be_visible()
    other.reload()
    expect(other.locator("[name=child_name]")).to_have_value("Ola")
    follow(other.get_by_role("link", name=re.compile("Fortsett på det du skrev")))
    expect(other.locator("[name=child_name]")).to_have_value("Emma")
    follow(other.get_by_role("link", name="La det ligge, og begynn på et nytt"))
    expect(other.locator("[name=child_name]")).to_have_value("")


def test_the_line_about_who_reads_follows_what_is_withheld_and_the_duty_to_report_comes_with_the_reason(
    desk: SimpleNamespace, committed: Cast, live_server: LiveServer, look: Callable[[Page], None]
) -> None:
    page, case_id = desk.page, open_log(committed)
    page.goto(f"{live_server.url}/stafettlogger/{case_id}/notat/")
    readers = page.locator("#id_text_readers")
    duty = page.get_by_text("Da kan du ha plikt til å melde fra til barnevernet")
    expect(readers).to_have_text("Leses av: deg, Baksalen skole, Helsestasjonen, PPT og mor.")
    expect(duty).to_be_hidden()
    withheld = page.get_by_label("Skal familien ikke lese dette?")
    withheld.select_option("third_person")
    expect(readers).to_have_text("Leses av: deg, Baksalen skole, Helsestasjonen og PPT.")
    expect(duty).to_be_hidden()
    withheld.select_option("child_at_risk")
    expect(duty).to_be_visible()
    look(page)
    page.get_by_label("Hva slags opplysninger er det?").select_option("health")
    expect(readers).to_have_text("Leses av: deg og Helsestasjonen.")
