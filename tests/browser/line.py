"""The line as acts that the day plays in a browser: undring, consent, invitations, notes, withdrawal."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

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
    """The mother says yes to the school, PPT and the clinic, step by step; returns the path of the log."""
    page = stage.go("larer", concern)
    follow(page.get_by_role("link", name="Spør familien om samtykke"))
    says_what_is_wrong(stage, page, "Skriv fødselsnummeret til Emma.", "Slå opp i Folkeregisteret")
    page.locator("[name=identity_number]").fill("1483176401")
    page.locator("[name=address_protection]").select_option("none")
    says_what_is_wrong(stage, page, "Fødselsnummeret skal ha 11 siffer. Du har skrevet 10.")
    page.locator("[name=identity_number]").fill("148317 64016")
    goes_on(page)
    says_what_is_wrong(stage, page, "Skriv opp minst én voksen.")
    for row, (name, relation, responsible, number) in enumerate(
        [
            ("Ingrid Havblikk", "mor", "yes:folkeregisteret", "02868631220"),
            ("Tor Steinrygg", "far", "no:folkeregisteret", "21918432598"),
        ]
    ):
        page.locator(f"[name=grown_ups-{row}-name]").fill(name)
        page.locator(f"[name=grown_ups-{row}-relation]").select_option(relation)
        page.locator(f"[name=grown_ups-{row}-responsible]").select_option(responsible)
        page.locator(f"#grown_ups-row-{row} summary").click()
        page.locator(f"[name=grown_ups-{row}-identity_number]").fill(number)
    goes_on(page)
    choose_units(stage, page)
    page.locator("[name=ends]").fill("1.1.2020")
    says_what_is_wrong(stage, page, "Datoen kan ikke være tilbake i tid")
    page.locator("[name=ends]").fill(day(300))
    goes_on(page)
    stage.look(page)
    expect(page.get_by_text("Helsestasjon og skolehelsetjeneste får lese om helse")).to_be_visible()
    page.get_by_role("button", name="Jeg har gått gjennom dette med familien").last.click()
    answer_and_open(stage, page)
    return page.url.removeprefix(stage.url)


def says_what_is_wrong(stage: Stage, page: Page, *messages: str) -> None:
    """The step comes again, with these messages."""
    goes_on(page)
    for message in messages:
        expect(page.get_by_text(message).last).to_be_visible()
    stage.look(page)


def goes_on(page: Page) -> None:
    follow(page.get_by_role("button", name="Lagre og gå videre").last)


def choose_units(stage: Stage, page: Page) -> None:
    """The own unit is there; of others one that was forgotten to be chosen, then both of those that are asked."""
    page.locator("[name=own-kinds][value=family]").check()
    page.locator("[name=shares-0-kinds][value=other]").check()
    says_what_is_wrong(stage, page, "Velg hvilken enhet dette gjelder")
    page.locator("[name=shares-0-kinds][value=other]").uncheck()
    page.get_by_label("Skole og barnehage – PPT").check()
    for kind in ("Skole og barnehage", "Helse"):
        page.get_by_label(f"{kind} – Helsestasjon og skolehelsetjeneste").check()
    page.get_by_role("button", name="Legg til en enhet").click()
    expect(page.locator("[name=shares-1-unit]")).to_be_visible()
    goes_on(page)


def answer_and_open(stage: Stage, page: Page) -> None:
    """Only who has responsibility is asked, and the child; the mother's yes is enough."""
    expect(page.get_by_text("Hva sier Tor?")).to_have_count(0)
    stage.look(page)
    page.get_by_role("group", name="Hva sier Ingrid?").get_by_label("Ja").check()
    page.locator("[name=when-how][value=samtale]").check()
    page.get_by_role("button", name="Lagre svaret").last.click()
    stage.look(page)
    follow(page.get_by_role("link", name="Gå videre og åpne loggen"))
    page.locator("[name=first_text]").fill(SHARED)
    follow(page.get_by_role("button", name="Åpne stafettloggen").last)
    expect(page.get_by_text("Velg nivået dere er blitt enige om").last).to_be_visible()
    expect(page.locator("[name=first_text]")).to_have_value(SHARED)
    page.locator("[name=level]").select_option("2")
    page.get_by_role("button", name="Åpne stafettloggen").last.click()
    expect(page.get_by_text("Stafettloggen til Emma er åpnet")).to_be_visible()
    stage.look(page)


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
