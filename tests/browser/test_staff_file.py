"""A file of staff in a browser: chosen, mended, looked through and loaded; on a phone and without JavaScript too."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.eye import NARROW
from tests.cast import Cast
from tests.stafffile.helpers import csv_of

pytestmark = [pytest.mark.browser, pytest.mark.slow(15)]


@pytest.fixture
def enter(committed: Cast, open_window: Callable[..., Page]) -> Callable[..., Page]:
    """The administrator on the page that asks for a file, signed in."""
    return partial(open_window, committed.administrator, "/organisasjon/folk/fil/")


def choose(page: Page, path: Path, *rows: str, scope: str = "Filen har bare noen") -> None:
    path.write_bytes(csv_of(*rows))
    page.get_by_label("Fil med ansatte").set_input_files(path)
    page.get_by_label(scope).check()
    page.get_by_role("button", name="Se hva filen gjør").click()


def test_a_wrong_file_is_mended_looked_through_and_loaded(
    enter: Callable[..., Page], look: Callable[[Page], None], tmp_path: Path
) -> None:
    page, path = enter(view=NARROW), tmp_path / "ansatte.csv"
    look(page)
    page.get_by_role("button", name="Se hva filen gjør").click()
    expect(page.get_by_text("Velg filen med ansatte.").first).to_be_visible()
    look(page)
    choose(page, path, "aile;Áile Åsmyr;;Baksallen skole;leder;;", "x;;;PPT;sjef;;31.2.2027")
    expect(page.get_by_role("heading", name="Filen må rettes")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Velg filen på nytt").click()
    choose(page, path, "aile;Áile Åsmyr;;Baksalen skole;leder;rektor;", "teacher;Tora;t@eksempel.no;PPT;;;")
    expect(page.get_by_role("heading", name="Dette gjør filen")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Gjør endringene").click()
    expect(page.get_by_text("Endringene er gjort. Kontoer: 1 nye, 1 endret, 0 stengt.")).to_be_visible()
    page.get_by_role("link", name="Last inn en fil").click()
    choose(page, path, "aile;Áile Åsmyr;;Baksalen skole;leder;rektor;")
    expect(page.get_by_role("heading", name="Filen endrer ingenting")).to_be_visible()
    look(page)


def test_ending_much_asks_once_more_without_javascript_too(
    enter: Callable[..., Page], tmp_path: Path
) -> None:
    page = enter(javascript=False)
    choose(
        page, tmp_path / "a.csv", "teacher;Teacher;;PPT;;;", scope="Filen har alle som arbeider i kommunen"
    )
    page.get_by_role("button", name="Gjør endringene").click()
    expect(page.get_by_text("Sett kryss hvis det er riktig.").first).to_be_visible()
    page.get_by_label("Ja, så mange skal avsluttes").check()
    page.get_by_role("button", name="Gjør endringene").click()
    expect(page.get_by_text("Endringene er gjort.")).to_be_visible()


def test_the_example_is_downloaded(enter: Callable[..., Page]) -> None:
    page = enter()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Last ned en eksempelfil (CSV)").click()
    assert taken.value.suggested_filename == "ansatte.csv"
