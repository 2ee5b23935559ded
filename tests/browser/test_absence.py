"""Somebody will be away, and a colleague stands in: from «Jeg blir borte» to the stand-in's own Min dag and the log."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.eye import NARROW, WIDE
from tests.cast import Cast
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.work.helpers import set_goal, set_measure, staff

pytestmark = [pytest.mark.browser, pytest.mark.slow(15)]


def test_an_adviser_says_that_she_will_be_away_and_a_colleague_stands_in(
    committed: Cast, open_window: Callable[..., Page], look: Callable[[Page], None]
) -> None:
    case_id = open_log(committed)
    join(committed, case_id, "adviser", "nurse")
    set_measure(
        committed, case_id, set_goal(committed, case_id), responsible=staff(committed, "adviser", "ppt")
    )

    page = open_window(committed.adviser, "/", view=WIDE)
    page.get_by_role("link", name="Jeg blir borte").click()
    look(page)
    page.get_by_role("link", name="Jeg blir borte").click()
    look(page)
    page.get_by_role("textbox", name="Til og med").fill("i går")
    page.get_by_role("button", name="Meld fravær").click()
    expect(page.get_by_text("Den siste dagen kan ikke være over.").first).to_be_visible()
    look(page)
    page.get_by_role("textbox", name="Til og med").fill("i morgen")
    page.get_by_label("Vikar").select_option(label="Ppt_colleague, PPT")
    page.get_by_role("button", name="Meld fravær").click()
    expect(page.get_by_text("Fraværet er meldt.")).to_be_visible()
    expect(page.get_by_role("heading", name="Dette leser vikaren (1)")).to_be_visible()
    look(page)

    stand_in = open_window(committed.ppt_colleague, "/", view=NARROW)
    expect(stand_in.get_by_role("heading", name="Mens Adviser er borte")).to_be_visible()
    look(stand_in)
    stand_in.get_by_role("link", name="Evaluer «Leksehjelp»").click()
    stand_in.goto(stand_in.url.split("/stafettlogger/")[0] + f"/stafettlogger/{case_id}/")
    expect(stand_in.get_by_text("Du er vikar for Adviser til").first).to_be_visible()
    look(stand_in)

    page.get_by_role("link", name="Endre").click()
    look(page)
    page.get_by_role("textbox", name="Til og med").fill("i dag")
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_text("Fraværet er endret.")).to_be_visible()
    page.get_by_role("link", name="Avslutt fraværet").click()
    expect(page.get_by_role("heading", name="Skal fraværet avsluttes nå?")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Avslutt fraværet").click()
    expect(page.get_by_text("Fraværet er avsluttet.")).to_be_visible()
    stand_in.goto(stand_in.url.split("/stafettlogger/")[0])
    expect(stand_in.get_by_role("heading", name="Min dag")).to_be_visible()
    expect(stand_in.get_by_text("Mens Adviser er borte")).to_have_count(0)


def test_a_leader_passes_the_baton_on_for_a_holder_who_is_away(
    committed: Cast, open_window: Callable[..., Page], look: Callable[[Page], None]
) -> None:
    case_id = open_log(committed)
    join(committed, case_id, "nurse")
    page = open_window(committed.head, "/fravaer/", view=NARROW)
    page.get_by_text("Meld fravær for en kollega i Baksalen skole").click()
    look(page)
    page.get_by_role("link", name="Teacher", exact=True).click()
    look(page)
    page.get_by_role("textbox", name="Til og med").fill("i morgen")
    page.get_by_role("button", name="Meld fravær").click()
    look(page)
    page.goto(page.url.split("/fravaer/")[0] + f"/saksopplysninger/{case_id}/")
    expect(page.get_by_role("heading", name="Stafettholderen er borte")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Gi stafettpinnen videre").click()
    look(page)
    page.get_by_label("Nurse, Helsestasjonen").check()
    page.get_by_role("button", name="Spør").click()
    expect(page.get_by_text("Pinnen flyttes når svaret er ja.")).to_be_visible()
    look(page)
