"""A baton whose holder's unit is left out: the head takes it on a phone, and hands it on without a name to read."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from consent.models import HowWithdrawn
from consent.services import consent_withdraw
from municipality.access.identity import as_user
from tests.browser.eye import NARROW, show
from tests.browser.stage import follow, let_in
from tests.cast import Cast
from tests.logs.helpers import join
from tests.logs.opening import open_log

pytestmark = [pytest.mark.browser, pytest.mark.slow(10)]


def test_the_head_is_asked_and_hands_it_on(
    committed: Cast, live_server: LiveServer, page: Page, look: Callable[[Page], None]
) -> None:
    case_id = open_log(committed)
    join(committed, case_id, "nurse")
    with as_user(committed.teacher.pk):
        consent_withdraw(case_id=case_id, how=HowWithdrawn.ORAL, unit_id=committed.school.pk)
    show(page, NARROW)

    def go(person: str, path: str) -> None:
        let_in(page.context, getattr(committed, person), live_server.url)
        page.goto(f"{live_server.url}{path}")
        look(page)

    go("head", f"/saksopplysninger/{case_id}/")
    expect(page.get_by_text("Stafettpinnen er kommet til deg")).to_be_visible()
    expect(page.get_by_text("Eksempel")).to_have_count(0)
    follow(page.get_by_role("link", name="Gi stafettpinnen videre"))
    look(page)
    page.get_by_label("Nurse").check()
    page.get_by_role("button", name="Spør").click()
    expect(page.get_by_text("Du holder stafettpinnen til svaret er ja")).to_be_visible()
    go("nurse", f"/stafettlogger/{case_id}/")
    follow(page.get_by_role("link", name="Svar"))
    look(page)
    page.get_by_role("button", name="Ja, jeg tar imot").click()
    expect(page.get_by_text("Nå holder du stafettpinnen til Emma")).to_be_visible()
