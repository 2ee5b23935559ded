"""The line, played in a browser by several people at once: undring, consent, shared log, withdrawn again."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.stage import Stage
from tests.demo.conftest import load_demo, load_organisations

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OBSERVED = (
    "Emma har gått alene i friminuttene siden høstferien. Hun sier at hun har vondt i magen om morgenen."
)
SHARED = "Emma har gått alene i friminuttene siden høstferien."
HEALTH_NOTE = "Emma sover dårlig, og vi prøver faste leggetider."
SCHOOL_NOTE = "Vennegruppa møtes i storefri på tirsdager."


@pytest.fixture(params=[(1280, "light"), (320, "dark")], ids=["wide and light", "narrow and dark"])
def stage(
    request: pytest.FixtureRequest,
    live_server: LiveServer,
    settings: Any,
    browser: Browser,
    watch: Callable[[Page], list[str]],
    accessible: Callable[[Page], None],
) -> Stage:
    settings.DEMO = True
    load_organisations()
    load_demo()
    width, scheme = request.param
    return Stage(browser, live_server.url, width, scheme, watch, accessible)


def register_concern(stage: Stage) -> str:
    """The teacher writes three things; returns the path of the concern."""
    teacher = stage.enter("larer")
    teacher.get_by_role("link", name="Jeg er bekymret for et barn").first.click()
    stage.look(teacher)
    teacher.locator("[name=child_name]").fill("Emma Havblikk")
    teacher.get_by_role("button", name="Lagre undringen").click()
    stage.look(teacher)
    expect(teacher.locator("[name=child_name]")).to_have_value("Emma Havblikk")
    teacher.locator("[name=birth_date]").fill("14.3.2030")
    teacher.locator("[name=observed]").fill(OBSERVED)
    teacher.get_by_role("button", name="Lagre undringen").click()
    expect(teacher.get_by_text("Barnet kan ikke være født fram i tid").last).to_be_visible()
    expect(teacher.locator("[name=observed]")).to_have_value(OBSERVED)
    teacher.locator("[name=birth_date]").fill("14.3.2017")
    teacher.get_by_role("button", name="Lagre undringen").click()
    expect(teacher.get_by_text("Nå er undringen lagret")).to_be_visible()
    stage.look(teacher)
    return teacher.url.removeprefix(stage.url)


def register_consent(stage: Stage, concern: str) -> str:
    """The mother has said yes to the school, PPT and the clinic; returns the path of the log."""
    page = stage.go("larer", f"{concern}stafettlogg/")
    page.get_by_role("button", name="Åpne stafettloggen").click()
    stage.look(page)
    expect(page.get_by_text("Minst én forelder med foreldreansvar må ha sagt ja").first).to_be_visible()
    page.locator("[name=child-identity_number]").fill("1483176401")
    for row, (name, relation, responsible, answer, number) in enumerate(
        [
            ("Ingrid Havblikk", "mor", "yes", "yes", "02868631220"),
            ("Tor Steinrygg", "far", "no", "yes", "21918432598"),
        ]
    ):
        page.locator(f"[name=parents-{row}-name]").fill(name)
        page.locator(f"[name=parents-{row}-relation]").select_option(relation)
        page.locator(f"[name=parents-{row}-has_responsibility]").select_option(responsible)
        page.locator(f"[name=parents-{row}-ascertained]").select_option("folkeregisteret")
        page.locator(f"[name=parents-{row}-answer]").select_option(answer)
        page.locator(f"[name=parents-{row}-identity_number]").fill(number)
    page.locator("[name=own-kinds][value=family]").check()
    page.locator("[name=shares-0-kinds][value=school]").check()
    page.locator("[name=agreement-ends]").fill("1.1.2020")
    page.locator("[name=agreement-explained]").check()
    page.locator("[name=first-first_text]").fill(SHARED)
    page.get_by_role("button", name="Åpne stafettloggen").click()
    stage.look(page)
    for message in (
        "Fødselsnummeret skal ha 11 siffer. Du har skrevet 10.",
        "Bare en forelder med foreldreansvar kan samtykke for barnet.",
        "Velg hvilken enhet dette gjelder",
        "Datoen kan ikke være tilbake i tid",
    ):
        expect(page.get_by_text(message).last).to_be_visible()
    expect(page.locator("[name=first-first_text]")).to_have_value(SHARED)
    expect(page.locator("[name=parents-0-name]")).to_have_value("Ingrid Havblikk")
    page.locator("[name=child-identity_number]").fill("148317 64016")
    page.locator("[name=parents-1-answer]").select_option("not_asked")
    page.locator("[name=agreement-ends]").fill("1.10.2027")
    page.locator("[name=shares-0-unit]").select_option(label="PPT")
    page.get_by_role("button", name="Legg til en enhet").click()
    expect(page.locator("[name=shares-2-unit]")).to_be_visible()
    page.locator("[name=shares-1-unit]").select_option(label="Helsestasjon og skolehelsetjeneste")
    page.locator("[name=shares-1-kinds][value=school]").check()
    page.locator("[name=shares-1-kinds][value=health]").check()
    page.get_by_role("button", name="Åpne stafettloggen").click()
    expect(page.get_by_text("Stafettloggen til Emma er åpnet")).to_be_visible()
    stage.look(page)
    return page.url.removeprefix(stage.url)


def accept_invitation(stage: Stage, username: str, log: str) -> None:
    """The reception sees the head and no name, and names itself."""
    head = log.replace("stafettlogger", "saksopplysninger")
    stage.not_found(username, log)
    page = stage.go(username, "/saksopplysninger/")
    expect(page.get_by_text("Venter på dere").first).to_be_visible()
    page = stage.go(username, head)
    expect(page.get_by_text("E.H.")).to_be_visible()
    expect(page.get_by_text("Havblikk")).to_have_count(0)
    page.get_by_role("button", name="Jeg tar den selv").click()
    expect(page.get_by_role("heading", name=re.compile("Emma Havblikk"))).to_be_visible()
    stage.look(page)


def write_note(stage: Stage, username: str, log: str, text: str) -> None:
    page = stage.go(username, log)
    page.get_by_role("link", name="Skriv notat").click()
    stage.look(page)
    page.get_by_label("Notat").fill(text)
    page.get_by_role("button", name="Lagre notatet").click()
    expect(page.get_by_text(text)).to_be_visible()
    stage.look(page)


def withdraw(stage: Stage, username: str, log: str, unit: str) -> None:
    """Three clicks: trekk samtykke, the unit, and the button."""
    page = stage.go(username, log)
    page.get_by_role("link", name="Trekk samtykke").first.click()
    stage.look(page)
    page.get_by_label(unit, exact=True).check()
    page.get_by_role("button", name="Trekk samtykket").click()
    expect(page.get_by_text("Samtykket er trukket")).to_be_visible()
    stage.look(page)


def find(stage: Stage, username: str) -> None:
    """The search finds the child, and the address does not say whom one looked for."""
    page = stage.go(username, "/stafettlogger/")
    page.get_by_role("searchbox").fill("Havblikk")
    page.get_by_role("button", name="Søk").click()
    expect(page.get_by_role("link", name="Vis alle")).to_be_visible()
    expect(page.get_by_role("link", name="Emma Havblikk")).to_be_visible()
    assert page.url == f"{stage.url}/stafettlogger/?sok=1"
    stage.look(page)


def gone(stage: Stage, username: str, log: str) -> None:
    """Page, the search made before, list and notices: nothing of the case is left for this person."""
    stage.not_found(username, log)
    for path in ("/stafettlogger/?sok=1", "/stafettlogger/", "/varsler/", "/"):
        page = stage.go(username, path)
        expect(page.locator("main").get_by_text("Emma")).to_have_count(0)


def test_the_line_from_an_undring_through_consent_to_a_shared_log_and_withdrawn_again(stage: Stage) -> None:
    concern = register_concern(stage)
    leader = stage.go("rektor", concern)
    expect(leader.get_by_text(OBSERVED)).to_be_visible()
    for stranger in ("larer2", "helsesykepleier"):
        stage.not_found(stranger, concern)

    log = register_consent(stage, concern)
    stage.not_found("rektor", log)
    for username in ("ppt", "helsesykepleier"):
        accept_invitation(stage, username, log)
    stage.not_found("barnevern", log)

    write_note(stage, "helsesykepleier", log, HEALTH_NOTE)
    mail.outbox.clear()
    write_note(stage, "larer", log, SCHOOL_NOTE)
    adviser = stage.go("ppt", log)
    expect(adviser.get_by_text(SCHOOL_NOTE)).to_be_visible()
    expect(adviser.get_by_text(HEALTH_NOTE)).to_have_count(0)
    expect(adviser.get_by_text("1 innlegg vises ikke for deg")).to_be_visible()
    expect(stage.go("ppt", "/varsler/").get_by_text("nytt notat").first).to_be_visible()
    assert mail.outbox
    assert not [
        sent
        for sent in mail.outbox
        if re.search("Emma|Havblikk|S-|vennegruppa|PPT", f"{sent.subject} {sent.body}")
    ]

    mother = stage.go("mor", log)
    for text in (SHARED, HEALTH_NOTE, SCHOOL_NOTE):
        expect(mother.get_by_text(text)).to_be_visible()
    expect(
        stage.go("mor", f"{log}samtykke/").get_by_role(
            "row", name=re.compile("PPT (Får lese om: )?skole og barnehage")
        )
    ).to_be_visible()
    expect(stage.go("mor", f"{log}innsyn/").get_by_text("Jon Steinurt").first).to_be_visible()
    for nobody in (
        "far",
        "fremmed",
        "larer2",
        "nav",
        "fastlege",
        "ungdom",
        "administrator",
        "personvernombud",
    ):
        stage.not_found(nobody, log)

    for username in ("ppt", "helsesykepleier"):
        find(stage, username)
    withdraw(stage, "larer", log, "PPT")
    gone(stage, "ppt", log)
    expect(stage.go("helsesykepleier", log).get_by_text(HEALTH_NOTE)).to_be_visible()
    expect(stage.go("larer", log).get_by_text(SCHOOL_NOTE)).to_be_visible()

    withdraw(stage, "larer", log, "Baksalen skole")
    gone_for_teacher = stage.pages["larer"]
    assert gone_for_teacher.url == f"{stage.url}/"
    stage.not_found("larer", log)
    stage.not_found("rektor", log)
    leader = stage.go("rektor", log.replace("stafettlogger", "saksopplysninger"))
    expect(leader.get_by_text("Stafettpinnen er kommet til deg")).to_be_visible()
    expect(leader.get_by_text("Havblikk")).to_have_count(0)
    leader.get_by_role("link", name="Gi stafettpinnen videre").click()
    stage.look(leader)
    leader.get_by_label(re.compile("Siri Tindved")).check()
    leader.get_by_role("button", name="Spør").click()
    expect(leader.get_by_text("Du holder stafettpinnen til svaret er ja")).to_be_visible()
    nurse = stage.go("helsesykepleier", log)
    nurse.get_by_role("link", name="Svar").click()
    stage.look(nurse)
    nurse.get_by_role("button", name="Ja, jeg tar imot").click()
    expect(nurse.get_by_text("Nå holder du stafettpinnen til Emma")).to_be_visible()

    withdraw(stage, "mor", log, "Alle enhetene. Gjelder det alt, avsluttes stafettloggen.")
    gone(stage, "helsesykepleier", log)
    expect(stage.go("mor", log).get_by_text("Stafettloggen er avsluttet")).to_be_visible()

    officer = stage.go("personvernombud", "/innsynslogg/")
    expect(officer.get_by_role("cell", name="trakk samtykke").first).to_be_visible()
    expect(officer.get_by_text("Emma")).to_have_count(0)
