"""The plan in a browser: started in a few clicks, made on paper while one looks on, also without JavaScript."""

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from cases.plans.making import make_document
from cases.plans.models import PlanDocument
from cases.plans.tasks import make_plan_document
from municipality.access.identity import as_system
from tests.access.scenes import join as name_oneself
from tests.browser.stage import follow
from tests.cast import Cast
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.paper.pdf import faults, text_of
from tests.plans.helpers import make_plan, say_yes_to_plan, tell
from tests.work.helpers import evaluate, relative, set_goal, set_measure

pytestmark = [pytest.mark.browser, pytest.mark.slow(45)]


@pytest.fixture
def scene(committed: Cast, live_server: LiveServer) -> SimpleNamespace:
    """Emma's log with two goals, and a plan."""
    case_id = open_log(committed)
    join(committed, case_id, "nurse", "adviser")
    case = f"{live_server.url}/stafettlogger/{case_id}/"
    return SimpleNamespace(cast=committed, case_id=case_id, url=live_server.url, case=case)


def with_plan(scene: SimpleNamespace) -> None:
    cast, case_id = scene.cast, scene.case_id
    goal = set_goal(cast, case_id, text="Emma har noen å være sammen med i friminuttene.")
    group = set_measure(cast, case_id, goal, what="Vennegruppe hver onsdag i storefri")
    set_measure(
        cast, case_id, goal, what="Fast kveldsrutine", arena="home", responsible=relative(cast, "mother")
    )
    evaluate(cast, group, text="Emma har vært med fire ganger.", childs_view="Det er gøy når vi baker.")
    plan = make_plan(cast, case_id)
    tell(cast, plan, "Jeg heter Emma og er ni år. Jeg liker å bake og å tegne hester.")


@pytest.fixture
def enter(scene: SimpleNamespace, open_window: Callable[..., Page]) -> Callable[..., Page]:
    """`enter("mother")`: a window in which the person has signed in."""
    return lambda person, **how: open_window(getattr(scene.cast, person), **how)


def test_a_plan_starts_from_the_log_in_three_clicks_and_no_text(
    scene: SimpleNamespace, enter: Callable[..., Page], look: Callable[[Page], None]
) -> None:
    look(goto(enter("teacher"), scene.case))
    consent = goto(enter("teacher"), scene.case + "samtykke/nytt/enheter/")
    look(consent)
    say_yes_to_plan(scene.cast, scene.case_id)
    look(goto(enter("teacher"), scene.case + "plan/start/"))
    name_oneself(scene.cast, scene.case_id, "coordinator", "coordinating")
    page = goto(enter("coordinator"), scene.case)
    follow(page.get_by_role("link", name="Start planen"))
    look(page)
    page.locator("[name=coordinator]").first.check()
    page.get_by_label("de har ønsket denne koordinatoren").check()
    page.get_by_role("button", name="Start planen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Individuell plan for Emma Eksempel")
    look(page)


def goto(page: Page, address: str) -> Page:
    page.goto(address)
    return page


def test_the_plan_is_made_on_paper_while_the_mother_looks_on(
    scene: SimpleNamespace, enter: Callable[..., Page], look: Callable[[Page], None]
) -> None:
    with_plan(scene)
    mother = goto(enter("mother"), scene.case + "plan/")
    look(mother)
    with mock.patch.object(make_plan_document, "apply_async"):
        mother.get_by_role("button", name="Lag planen som PDF").click()
        expect(mother.get_by_text("Setter opp sidene")).to_be_visible()
    look(mother)
    expect(mother.get_by_role("link", name="Oppdater")).to_have_count(0)
    make_document(the_document().pk)
    fetch = mother.get_by_role("link", name="Hent planen (PDF)")
    expect(fetch).to_be_visible()
    expect(mother.get_by_role("status")).to_have_text("Dokumentet er ferdig.")
    look(mother)
    with mother.expect_download() as download:
        fetch.click()
    assert download.value.suggested_filename.startswith("individuell-plan-S-")
    assert re.search(r"-\d{4}-\d\d-\d\d-\d{4}\.pdf$", download.value.suggested_filename)
    pdf = Path(download.value.path()).read_bytes()
    assert faults(pdf) == []
    assert "Emma har noen å være sammen med i friminuttene." in text_of(pdf)


def the_document() -> PlanDocument:
    with as_system("test: the only one"):
        return PlanDocument.objects.get()


def test_a_failure_shows_by_itself_with_a_way_to_try_again(
    scene: SimpleNamespace, enter: Callable[..., Page], look: Callable[[Page], None]
) -> None:
    with_plan(scene)
    page = goto(enter("nurse"), scene.case + "plan/")
    with mock.patch.object(make_plan_document, "apply_async"):
        page.get_by_role("button", name="Lag planen som PDF").click()
        expect(page.get_by_text("Setter opp sidene")).to_be_visible()
    with mock.patch("cases.plans.making.lay_out", side_effect=RuntimeError):
        make_document(the_document().pk)
    expect(page.get_by_role("heading", name="Det gikk ikke å lage dokumentet")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Prøv igjen").click()
    expect(page.get_by_role("link", name="Hent planen (PDF)")).to_be_visible()


def test_without_javascript_the_page_is_looked_at_again_by_a_link(
    scene: SimpleNamespace, enter: Callable[..., Page]
) -> None:
    with_plan(scene)
    page = goto(enter("mother", javascript=False), scene.case + "plan/")
    with mock.patch.object(make_plan_document, "apply_async"):
        page.get_by_role("button", name="Lag planen som PDF").click()
        expect(page.get_by_role("link", name="Oppdater")).to_be_visible()
    make_document(the_document().pk)
    page.get_by_role("link", name="Oppdater").click()
    expect(page.get_by_role("link", name="Hent planen (PDF)")).to_be_visible()


def test_the_coordinator_keeps_the_plan(
    scene: SimpleNamespace, enter: Callable[..., Page], look: Callable[[Page], None]
) -> None:
    with_plan(scene)
    page = goto(enter("coordinator"), scene.case + "plan/")
    look(page)
    page.get_by_role("link", name="Endre planen").click()
    page.get_by_label("Hva slags opplysninger er det?").select_option("health")
    expect(page.get_by_text("Leses av: deg, Helsestasjonen, Koordinerende enhet og mor.")).to_be_visible()
    look(page)
    page.get_by_label("Hvem er Emma, og hva er viktig?").fill("Jeg er redd for sprøyter.")
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_text("Jeg er redd for sprøyter.")).to_be_visible()
    follow(page.get_by_role("link", name="Bytt koordinator"))
    look(page)
