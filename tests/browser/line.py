"""The line as acts that the day plays in a browser: undring, consent, invitations, notes, withdrawal."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.stage import Stage, follow

OBSERVED = (
    "Emma har gått alene i friminuttene siden høstferien. Hun sier at hun har vondt i magen om morgenen."
)
SHARED = "Emma har gått alene i friminuttene siden høstferien."
HEALTH_NOTE = "Emma sover dårlig, og vi prøver faste leggetider."
SCHOOL_NOTE = "Vennegruppa møtes i storefri på tirsdager."


def day(ahead: int) -> str:
    """As somebody writes it in a form."""
    return f"{timezone.localdate() + timedelta(days=ahead):%d.%m.%Y}"


def register_concern(stage: Stage) -> str:
    """The teacher writes three things; returns the path of the concern."""
    teacher = stage.enter("larer")
    follow(teacher.get_by_role("link", name="Jeg er bekymret for et barn").first)
    stage.look(teacher)
    teacher.locator("[name=child_name]").fill("Emma Havblikk")
    follow(teacher.get_by_role("button", name="Lagre undringen"))
    stage.look(teacher)
    expect(teacher.locator("[name=child_name]")).to_have_value("Emma Havblikk")
    teacher.locator("[name=birth_date]").fill(day(1))
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
    follow(page.get_by_role("button", name="Åpne stafettloggen"))
    stage.look(page)
    for message in (
        "Velg hva Emma selv sier.",
        "Slå opp i Folkeregisteret",
        "Velg hvordan familien sa ja.",
    ):
        expect(page.get_by_text(message).last).to_be_visible()
    page.locator("[name=child-identity_number]").fill("1483176401")
    page.locator("[name=child-address_protection]").select_option("none")
    page.locator("[name=child-child_answer]").select_option("not_asked")
    page.locator("[name=agreement-how][value=samtale]").check()
    page.locator("[name=first-level]").select_option("2")
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
    follow(page.get_by_role("button", name="Åpne stafettloggen"))
    stage.look(page)
    for message in (
        "Fødselsnummeret skal ha 11 siffer. Du har skrevet 10.",
        "Bare en forelder med foreldreansvar kan samtykke for Emma.",
        "Velg hvilken enhet dette gjelder",
        "Datoen kan ikke være tilbake i tid",
    ):
        expect(page.get_by_text(message).last).to_be_visible()
    expect(page.locator("[name=first-first_text]")).to_have_value(SHARED)
    expect(page.locator("[name=parents-0-name]")).to_have_value("Ingrid Havblikk")
    page.locator("[name=child-identity_number]").fill("148317 64016")
    page.locator("[name=parents-1-answer]").select_option("not_asked")
    page.locator("[name=agreement-ends]").fill(day(300))
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
    follow(page.get_by_role("link", name="Skriv notat"))
    stage.look(page)
    page.get_by_label("Notat").fill(text)
    page.get_by_role("button", name="Lagre notatet").click()
    expect(page.get_by_text(text)).to_be_visible()
    stage.look(page)


def withdraw(stage: Stage, username: str, log: str, unit: str) -> None:
    """Three clicks: trekk samtykke, the unit, and the button. Somebody of the services also says how it was told."""
    page = stage.go(username, log)
    follow(page.get_by_role("link", name="Trekk samtykke").first)
    stage.look(page)
    page.get_by_label(unit, exact=True).check()
    if (told := page.locator("[name=how][value=oral]")).count():
        told.check()
    page.get_by_role("button", name="Trekk samtykket").click()
    expect(page.get_by_text("Samtykket er trukket")).to_be_visible()
    stage.look(page)


def find(stage: Stage, username: str) -> None:
    """The search finds the child, and the address does not say whom one looked for."""
    page = stage.go(username, "/stafettlogger/")
    page.get_by_role("searchbox").fill("Havblikk")
    page.get_by_role("button", name="Søk").click()
    expect(page.get_by_role("link", name="Vis alle")).to_be_visible()
    expect(page.get_by_role("link", name="Emma Havblikk").first).to_be_visible()
    assert page.url == f"{stage.url}/stafettlogger/?sok=1"
    stage.look(page)


def gone(stage: Stage, username: str, log: str) -> None:
    """Page, the search made before, list and notices: nothing of the case is left for this person."""
    stage.not_found(username, log)
    for path in ("/stafettlogger/?sok=1", "/stafettlogger/", "/varsler/", "/"):
        page = stage.go(username, path)
        expect(page.locator("main").get_by_text("Emma")).to_have_count(0)
