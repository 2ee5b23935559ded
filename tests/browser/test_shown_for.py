"""A field that belongs to an answer is there when the answer is chosen, and as long as something is wrong in it."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.eye import View
from tests.browser.stage import follow
from tests.logs.opening import open_log

pytestmark = [pytest.mark.browser, pytest.mark.slow(15)]


def test_a_number_is_asked_for_when_there_is_another_and_one_that_is_wrong_stays_in_sight(
    scene: SimpleNamespace, open_window: Any
) -> None:
    page = open_window(scene.cast.teacher, view=View(390, "light"))
    page.goto(f"{scene.url}/stafettlogger/{open_log(scene.cast)}/personer/")
    number = page.locator("[name=identity_number]")
    expect(number).to_be_hidden()
    page.locator("[name=which_number][value=identity]").check()
    number.fill(scene.cast.youth_number.digits)
    page.locator("[name=which_number][value=same]").check()
    expect(number).to_be_hidden()
    page.locator("[name=source]").first.check()
    follow(page.get_by_role("button", name="Lagre"))
    expect(page.get_by_text("Her står det et nummer").last).to_be_visible()
    expect(number).to_be_visible()
