"""A KOSTRA file in a browser: chosen, checked, read, taken along, printed; also on a phone and without JavaScript."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from municipality.access.identity import as_system
from municipality.people.models import MembershipRole
from tests.browser.eye import NARROW
from tests.cast import Cast, make_staff
from tests.reporting.kostra.making import content_of, number, row

pytestmark = [pytest.mark.browser, pytest.mark.slow(15)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three persons; of two of them something is wrong."""
    path = tmp_path / "11F.dat"
    path.write_bytes(
        content_of(
            row("11F", KOMMUNE_NR="5603"),
            row("11F", KOMMUNE_NR="5603", PERSON_JOURNALNR="J2", PERSON_FODSELSNR=number(1991), KJONN="9"),
            row("11F", KOMMUNE_NR="5603", PERSON_JOURNALNR="J3", PERSON_FODSELSNR=number(1992), ARBSIT="01"),
        )
    )
    return path


@pytest.fixture
def enter(committed: Cast, open_window: Callable[..., Page]) -> Callable[..., Page]:
    """The leader of NAV's office on the first page, signed in."""
    with as_system("test: who leads the NAV office"):
        leader = make_staff("nav_leader", committed.nav_office, MembershipRole.LEADER)
    return partial(open_window, leader, "/kostra/")


def test_a_file_is_checked_and_the_findings_taken_along(
    enter: Callable[..., Page], look: Callable[[Page], None], file: Path
) -> None:
    page = enter(view=NARROW)
    look(page)
    page.get_by_label("Rapporteringsår").select_option("2026")
    page.get_by_label("Fil fra fagsystemet").set_input_files(file)
    page.get_by_role("button", name="Kontroller filen").click()
    expect(page.get_by_role("heading", name="Kontroll av 11F for 2026")).to_be_visible()
    expect(page.get_by_role("heading", name="Filen kan ikke sendes før feilene er rettet.")).to_be_visible()
    expect(page.get_by_role("button", name="Skriv ut")).to_be_visible()
    look(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Last ned som Excel-fil").click()
    assert taken.value.suggested_filename == "kostra-11F-2026.xlsx"
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Last ned som Excel-fil")).to_be_hidden()
    expect(page.get_by_text("Her står det «9».").first).to_be_visible()


def test_it_works_without_javascript(enter: Callable[..., Page], file: Path) -> None:
    page = enter(javascript=False)
    page.get_by_label("Rapporteringsår").select_option("2026")
    page.get_by_label("Fil fra fagsystemet").set_input_files(file)
    page.get_by_role("button", name="Kontroller filen").click()
    expect(page.get_by_role("heading", name="Saksbehandler SB1")).to_be_visible()
    with page.expect_download():
        page.get_by_role("button", name="Last ned som Excel-fil").click()


def test_a_form_without_a_file_says_so(enter: Callable[..., Page], look: Callable[[Page], None]) -> None:
    page = enter()
    page.get_by_role("button", name="Kontroller filen").click()
    expect(page.get_by_text("Velg filen du vil kontrollere.").first).to_be_visible()
    look(page)
