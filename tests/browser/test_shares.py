"""Who reads what, as it is looked at: wide and light, narrow and dark, and on one sheet of paper."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.consents.helpers import lasts_until
from tests.conversation.asking import MOTHER, ask
from tests.conversation.test_who_answers import born
from tests.logs.opening import open_log
from tests.plans.helpers import in_days

pytestmark = [pytest.mark.browser, pytest.mark.slow(20)]


@pytest.mark.parametrize("person", ["teacher", "mother"])
def test_the_page_and_its_paper_hold_at_every_width(
    cast: Cast, open_window: Callable[..., Page], look: Callable[[Page], None], person: str
) -> None:
    case_id = open_log(cast)
    lasts_until(case_id, in_days(30))
    for below in ("", "utskrift/"):
        look(open_window(getattr(cast, person), f"/stafettlogger/{case_id}/samtykke/{below}"))


def test_many_days_in_one_cell_hold_too(
    cast: Cast, open_window: Callable[..., Page], look: Callable[[Page], None]
) -> None:
    question = ask(cast, born(14, 6), months=24)
    question.say(MOTHER, "yes")
    look(open_window(cast.teacher, f"/stafettlogger/{question.open()}/samtykke/"))


def test_on_a_phone_each_unit_is_a_block_and_the_table_is_not_there(
    cast: Cast, open_window: Callable[..., Page]
) -> None:
    page: Any = open_window(cast.mother, f"/stafettlogger/{open_log(cast)}/samtykke/")
    expect(page.get_by_role("columnheader", name="PPT")).to_be_visible()
    expect(page.get_by_role("heading", name="PPT")).to_be_hidden()
    page.set_viewport_size({"width": 320, "height": 900})
    expect(page.get_by_role("columnheader", name="PPT")).to_be_hidden()
    expect(page.get_by_role("heading", name="PPT")).to_be_visible()
