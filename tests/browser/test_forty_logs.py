"""A nurse with forty logs finds what to do at a desk and on a phone, and evaluates from her first page."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.stage import let_in
from tests.browser.test_counts import Hand
from tests.cast import Cast
from tests.leaving.scene import lay_the_rest
from tests.logs.forty import lay_forty
from tests.plans.helpers import in_days

pytestmark = [pytest.mark.browser, pytest.mark.slow(60)]


@pytest.fixture
def nurse(committed: Cast, live_server: LiveServer, page: Page) -> SimpleNamespace:
    """Her window, and where it leads."""
    lay_forty(committed)
    lay_the_rest(committed)
    let_in(page.context, committed.nurse, live_server.url)
    return SimpleNamespace(page=page, url=live_server.url)


def test_forty_logs_are_one_dense_page_and_an_evaluation_is_one_click_from_min_dag_and_one_to_save(
    nurse: SimpleNamespace, look: Any
) -> None:
    """One story, since forty logs take long to lay."""
    _is_one_dense_page_that_is_filtered_and_sorted(nurse, look)
    _takes_no_more_than_three_lines_on_a_phone(nurse)
    _evaluates_with_two_clicks(nurse)
    _hands_all_of_it_over_with_ten_clicks_at_most(nurse, look)


def _is_one_dense_page_that_is_filtered_and_sorted(nurse: SimpleNamespace, look: Any) -> None:
    page = nurse.page
    page.goto(f"{nurse.url}/")
    look(page)
    page.goto(f"{nurse.url}/stafettlogger/")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(40)
    expect(rows.first).to_contain_text("frist for")
    expect(page.get_by_role("link", name=re.compile("^Ola Nes, 9 år .født"))).to_have_count(2)
    look(page)
    page.get_by_label("Jeg er stafettholder").check()
    page.get_by_label("Sorter etter").select_option("navn")
    page.get_by_role("button", name="Vis", exact=True).click()
    expect(rows).to_have_count(12)
    expect(page.get_by_label("Jeg er stafettholder")).to_be_checked()
    assert page.locator("tbody th").all_inner_texts()[-1].startswith("Øyvind")
    look(page)


def _takes_no_more_than_three_lines_on_a_phone(nurse: SimpleNamespace) -> None:
    page, size = nurse.page, nurse.page.viewport_size
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{nurse.url}/stafettlogger/")
    heights = page.locator("tbody tr").evaluate_all("rows => rows.map((row) => row.offsetHeight)")
    assert len(heights) == 40
    assert max(heights) < 130, heights
    page.set_viewport_size(size)


def _evaluates_with_two_clicks(nurse: SimpleNamespace) -> None:
    page, hand = nurse.page, Hand()
    page.goto(f"{nurse.url}/")
    hand.click(page.get_by_role("link", name="Evaluer «Leksehjelp»").first)
    page.get_by_role("radio").first.wait_for()
    assert page.locator("main form input[type=radio]:checked").count() == 0, "every answer is given by hand"
    page.locator("[name=effect]").first.check()
    page.locator("[name=text]").fill("Vi har prøvd i fem uker.")
    page.locator("[name=childs_view]").fill("Det er fint.")
    page.locator("[name=how_heard]").first.check()
    page.locator("[name=decision][value=done]").check()
    hand.click(page.get_by_role("button", name="Lagre evalueringen"))
    expect(page.get_by_text("Evalueringen er lagret.")).to_be_visible()
    assert hand.clicks == 2


def _hands_all_of_it_over_with_ten_clicks_at_most(nurse: SimpleNamespace, look: Any) -> None:
    """Forty logs, twelve batons, three seats, five concerns."""
    page, hand = nurse.page, Hand()
    page.goto(f"{nurse.url}/")
    hand.click(page.get_by_role("link", name="Nurse"))
    hand.click(page.get_by_role("link", name="Jeg slutter i en enhet"))
    look(page)
    hand.click(page.get_by_role("link", name="Jeg slutter ved Helsestasjonen"))
    look(page)
    page.get_by_role("textbox", name="Siste dag ved").fill(f"{in_days(14):%d.%m.%Y}")
    page.get_by_label("Hvem overtar alt?").select_option(label="Second_nurse")
    page.get_by_label("Jeg har sett gjennom").check()
    hand.click(page.get_by_role("button", name="Gi videre"))
    expect(page.get_by_text("Gitt videre: 40 stafettlogger, 12 stafettpinner")).to_be_visible()
    look(page)
    assert hand.clicks + 4 <= 10  # into two fields, a choice, a tick
