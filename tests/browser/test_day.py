"""The whole day, played in a browser by everybody at once: from an undring to a plan on paper, and shut again.

Some play it on a phone, the others at a desk; nothing else walks the line, since each walk costs minutes.
"""

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from tests.browser.line import (
    HEALTH_NOTE,
    OBSERVED,
    SCHOOL_NOTE,
    SHARED,
    accept_invitation,
    day,
    find,
    gone,
    register_concern,
    register_consent,
    withdraw,
    write_note,
)
from tests.browser.stage import Stage, follow

pytestmark = [pytest.mark.browser, pytest.mark.slow(150)]

GOAL = "Emma har noen å være sammen med i friminuttene."
GROUP = "Vennegruppe i storefri på tirsdager"
TALK = "Samtale med helsesykepleier hver uke"
CHILDS_VIEW = "Jeg liker tirsdagene. De andre dagene er lange."
QUESTION = "Hva kan vi gjøre de dagene vennegruppa ikke møtes?"
ADVICE = "PPT observerer to friminutt og gir råd til trinnet."
NO_NAMES = "Et barn er mye alene, og de voksne er uenige om hva som hjelper. Hva kan vi prøve?"
ANSWER = "Begynn med faste voksne ute, og spør barnet hvem det vil være med."
ABOUT_ME = "Jeg heter Emma. Jeg er glad i å tegne, og jeg vil ikke at alle skal se på meg."


def choose(page: Page, name: str, person: str) -> None:
    """The option that begins with the person's name."""
    select = page.locator(f"[name={name}]")
    value = select.locator("option", has_text=person).first.get_attribute("value")
    select.select_option(value)


def submit(stage: Stage, page: Page, label: str) -> None:
    follow(page.get_by_role("button", name=label, exact=True).first)
    stage.look(page)


def agree_on_what_to_do(stage: Stage, log: str) -> str:
    """A goal with its first measure, and one more; returns the path of the first measure."""
    page = stage.go("larer", log)
    follow(page.get_by_role("link", name="Sett et mål"))
    stage.look(page)
    page.locator("[name=goal-text]").fill(GOAL)
    page.locator("[name=goal-life_area]").select_option("school")
    page.locator("[name=measure-what]").fill(GROUP)
    page.locator("[name=measure-responsible]").select_option(label="Anne Myrull, Baksalen skole")
    page.locator("[name=measure-arena]").select_option("school")
    page.locator("[name=measure-deadline]").fill(day(20))
    submit(stage, page, "Lagre")
    follow(page.get_by_role("link", name="Avtal et tiltak"))
    stage.look(page)
    page.locator("[name=what]").fill(TALK)
    page.locator("[name=responsible]").select_option(label="Siri Tindved, Helsestasjon og skolehelsetjeneste")
    page.locator("[name=arena]").select_option("service")
    page.locator("[name=deadline]").fill(day(30))
    submit(stage, page, "Lagre tiltaket")
    page = stage.go("larer", log)
    follow(page.get_by_role("link", name=GROUP).first)
    return page.url.removeprefix(stage.url)


def evaluate(stage: Stage, measure: str) -> None:
    page = stage.go("larer", measure)
    follow(page.get_by_role("link", name="Evaluer"))
    stage.look(page)
    submit(stage, page, "Lagre evalueringen")
    page.locator("[name=effect][value='4']").check()
    page.locator("[name=text]").fill("Emma er med de andre tre av fire tirsdager.")
    page.locator("[name=childs_view]").fill(CHILDS_VIEW)
    page.locator("[name=how_heard][value=talk]").check()
    page.locator("[name=decision][value=continue]").check()
    submit(stage, page, "Lagre evalueringen")
    expect(page.get_by_text(CHILDS_VIEW).first).to_be_visible()


def offer_baton(stage: Stage, giver: str, taker: str, log: str) -> None:
    page = stage.go(giver, log)
    follow(page.get_by_role("link", name="Gi stafettpinnen videre"))
    stage.look(page)
    page.get_by_label(re.compile(taker)).check()
    submit(stage, page, "Spør")
    expect(page.get_by_text("Du holder stafettpinnen til svaret er ja")).to_be_visible()


def take_baton(stage: Stage, taker: str, log: str) -> None:
    page = stage.go(taker, "/")
    follow(page.get_by_role("link", name=re.compile("spør om du tar imot stafettpinnen")).first)
    stage.look(page)
    submit(stage, page, "Ja, jeg tar imot")
    expect(page.get_by_text("Nå holder du stafettpinnen til Emma")).to_be_visible()


def refer(stage: Stage, holder: str, log: str) -> None:
    """The form says that barnevern has no consent and gives three ways out; barnevern is left out."""
    page = stage.go(holder, log)
    follow(page.get_by_role("link", name="Meld til team").first)
    stage.look(page)
    page.locator("[name=wish][value=advice]").check()
    page.locator("[name=question]").fill(QUESTION)
    expect(page.locator("[name=kind]")).to_have_value("school")
    expect(page.get_by_text("ikke sagt ja til at Barneverntjenesten får vite om dette").first).to_be_visible()
    expect(page.get_by_role("button", name="Spør om samtykke først")).to_be_visible()
    expect(page.get_by_role("button", name="Drøft uten navn")).to_be_visible()
    submit(stage, page, "Send til teamet")
    expect(page.get_by_text("Velg hva dere gjør med Barneverntjenesten").first).to_be_visible()
    expect(page.locator("[name=question]")).to_have_value(QUESTION)
    page.get_by_label("Hold Barneverntjenesten utenfor denne saken").check()
    submit(stage, page, "Send til teamet")
    expect(page.get_by_text(QUESTION).first).to_be_visible()


def ask_without_names(stage: Stage) -> str:
    page = stage.go("larer2", "/drofting/ny/")
    page.locator("[name=team]").select_option(label="TST Sentrum")
    page.locator("[name=age_band]").select_option("6-9")
    page.locator("[name=theme]").select_option(label="Psykososiale vansker")
    page.locator("[name=arena]").select_option("school")
    page.locator("[name=question]").fill(f"Nora Snøkvist: {NO_NAMES}")
    page.locator("[name=fits_many]").check()
    submit(stage, page, "Send spørsmålet")
    expect(page.get_by_text("Nora").last).to_be_visible()
    page.locator("[name=question]").fill(NO_NAMES)
    submit(stage, page, "Send spørsmålet")
    code = page.locator("[translate=no]").last.inner_text()
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", code)
    return code


def lead_the_meeting(stage: Stage) -> str:
    """PPT leads: the agenda has built itself; returns the path of the meeting."""
    page = stage.go("ppt", "/team/")
    follow(page.get_by_role("link", name=re.compile("TST Sentrum")).first)
    stage.look(page)
    follow(page.get_by_role("link", name="Gå til neste møte"))
    stage.look(page)
    meeting = page.url.removeprefix(stage.url)
    for text in ("Emma", "Anonym drøfting", "Overgangen fra barnehage til skole"):
        expect(page.locator("main").get_by_text(re.compile(text)).first).to_be_visible()
    other = stage.go("barnevern", meeting)
    expect(other.locator("main").get_by_text(re.compile("Emma|Havblikk"))).to_have_count(0)
    expect(other.locator("main").get_by_text(re.compile("Anonym drøfting")).first).to_be_visible()
    follow(page.get_by_role("link", name="Start møtet"))
    stage.look(page)
    follow(page.get_by_role("link", name="Start møtet nå"))
    stage.look(page)
    page.get_by_role("button", name="Kryss av alle").click()
    submit(stage, page, "Start møtet")

    follow(page.get_by_role("link", name="Vis på felles skjerm"))
    stage.look(page)
    expect(page.get_by_text("Skjult for noen i rommet").first).to_be_visible()
    expect(page.get_by_text(re.compile("Emma|Havblikk"))).to_have_count(0)
    follow(page.get_by_role("link", name=re.compile("Skjult for noen i rommet")))
    stage.look(page)
    expect(page.get_by_text(re.compile("Emma|Havblikk"))).to_have_count(0)
    submit(stage, page, "De har gått ut")
    expect(page.get_by_text(QUESTION)).to_be_visible()

    decide_on_emma(stage, meeting)
    page = stage.go("ppt", meeting)
    follow(page.get_by_role("link", name=re.compile("Anonym drøfting")).first)
    stage.look(page)
    page.locator("[name=advice]").fill(ANSWER)
    follow(page.get_by_role("button", name=re.compile("Neste sak|Lagre")).first)
    stage.look(page)
    page = stage.go("ppt", meeting)
    follow(page.get_by_role("link", name="Overgangen fra barnehage til skole"))
    stage.look(page)
    page.locator("[name=advice]").fill("OST må bestemme hvem som kaller inn.")
    page.locator("[name=send_on]").check()
    follow(page.get_by_role("button", name=re.compile("Neste sak|Lagre")).first)
    stage.look(page)
    return meeting


def decide_on_emma(stage: Stage, meeting: str) -> None:
    page = stage.go("ppt", meeting)
    follow(page.get_by_role("link", name=re.compile("Emma")).first)
    stage.look(page)
    if page.get_by_role("button", name="De har gått ut").count():
        submit(stage, page, "De har gått ut")
    expect(page.get_by_text(GROUP).first).to_be_visible()
    page.locator("[name=summary]").fill("Emma har det best når noe er avtalt.")
    page.locator("[name=advice]").fill(ADVICE)
    choose(page, "responsible", "Jon Steinurt")
    page.locator("[name=deadline]").fill(day(14))
    choose(page, "informs", "Siri Tindved")
    page.locator("[name=follow_up_on]").fill(day(28))
    follow(page.get_by_role("button", name=re.compile("Neste sak|Lagre")).first)
    stage.look(page)


def approve(stage: Stage, meeting: str) -> None:
    page = stage.go("ppt", f"{meeting}godkjenn/")
    follow(page.locator("main form button[type=submit]").first)
    stage.look(page)
    expect(page.get_by_text("av Jon Steinurt").first).to_be_visible()
    follow(page.get_by_role("link", name=re.compile("Legg til en rettelse")).first)
    stage.look(page)
    page.locator("[name=text]").fill("Observasjonen gjelder tre friminutt.")
    follow(page.locator("main form button[type=submit]").first)
    stage.look(page)
    expect(page.get_by_text("Observasjonen gjelder tre friminutt.")).to_be_visible()


def do_task(stage: Stage, username: str) -> None:
    page = stage.go(username, "/")
    follow(page.get_by_role("link", name=re.compile("Fortell familien|teamet bestemte", re.IGNORECASE)).first)
    stage.look(page)
    page.locator("[name=text]").fill("Jeg snakket med mor på telefon.")
    follow(page.locator("main form button[type=submit]").first)
    stage.look(page)


def consent_to_plan(stage: Stage, holder: str, log: str) -> None:
    page = stage.go(holder, f"{log}samtykke/nytt/")
    page.locator("[name=shares-0-unit]").select_option(label="Koordinerende enhet")
    for kind in ("school", "health", "family"):
        page.locator(f"[name=shares-0-kinds][value={kind}]").check()
    page.locator("[name=plan-for_plan]").check()
    for button in ("Lagre og gå videre", "Lagre og gå videre", "Jeg har gått gjennom dette med familien"):
        follow(page.get_by_role("button", name=button).last)
        stage.look(page)
    page.get_by_role("group", name="Hva sier Ingrid?").get_by_label("Ja").check()
    page.locator("[name=when-how][value=samtale]").check()
    follow(page.get_by_role("button", name="Lagre svaret").last)
    follow(page.get_by_role("link", name="Gå videre og registrer samtykket"))
    submit(stage, page, "Registrer samtykket")


def make_plan(stage: Stage, log: str) -> None:
    """Nothing typed again: the coordinator, and a day; then the person's own words, and the paper."""
    page = stage.go("koordinator", log)
    follow(page.get_by_role("link", name="Start planen"))
    stage.look(page)
    page.locator("[name=coordinator]").first.check()
    page.locator("[name=say]").first.check()
    submit(stage, page, "Start planen")
    for text in (GOAL, GROUP, TALK, "Ruth Fjellfiol"):
        expect(page.get_by_text(text).first).to_be_visible()
    follow(page.get_by_role("link", name="Endre planen"))
    stage.look(page)
    page.locator("textarea").first.fill(ABOUT_ME)
    follow(page.locator("main form button[type=submit]").last)
    stage.look(page)
    expect(page.get_by_text(ABOUT_ME)).to_be_visible()
    submit(stage, page, "Lag planen som PDF")
    expect(page.get_by_role("heading", name="Planen er ferdig")).to_be_visible()
    stage.look(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Hent planen (PDF)").click()
    assert re.fullmatch(
        r"individuell-plan-S-[0-9A-Z]{5}-\d{4}-\d\d-\d\d-\d{4}\.pdf", download.value.suggested_filename
    )
    assert download.value.path().read_bytes().startswith(b"%PDF-1.7")


def figures(stage: Stage, log: str, meeting: str) -> None:
    page = stage.go("radmann", "/")
    expect(page.get_by_role("heading", name="Hammerfest i tall")).to_be_visible()
    for path in (log, f"{log}plan/", meeting, "/undringer/", "/saksopplysninger/", "/innsynslogg/"):
        answer = page.request.get(f"{stage.url}{path}", max_redirects=0)
        assert answer.status in {403, 404} or "Emma" not in answer.text(), path


def read_what_is_shared(stage: Stage, log: str) -> None:
    """Each reads what the consent gives, the mother all of it, and others find nothing."""
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
    shares = stage.go("mor", f"{log}samtykke/")
    expect(
        shares.get_by_role("heading", name="PPT", exact=True)
    ).to_be_visible()  # a block for each unit: it is a phone
    expect(shares.get_by_text("Leser til og med").locator("visible=true").first).to_be_visible()
    expect(stage.go("mor", f"{log}innsyn/").locator("strong", has_text="Jon Steinurt").first).to_be_visible()
    for nobody in ("far", "larer2", "administrator"):
        stage.not_found(nobody, log)
    # The doctor, who has not read about secrecy yet, is led to that page from everywhere.
    for nobody in ("fremmed", "nav", "ungdom", "personvernombud"):
        stage.not_found_without_window(nobody, log)
    for username in ("ppt", "helsesykepleier"):
        find(stage, username)


def leave_the_school_out(stage: Stage, log: str) -> None:
    """The teacher holds the baton and ends it for her school: it is the nurse's again, who held it before."""
    withdraw(stage, "larer", log, "Baksalen skole")
    assert stage.pages["larer"].url == f"{stage.url}/"
    stage.not_found("larer", log)
    stage.not_found("rektor", log)
    nurse = stage.go("helsesykepleier", log)
    expect(nurse.get_by_role("link", name="Gi stafettpinnen videre")).to_be_visible()


def test_the_whole_day_from_an_undring_to_a_plan_on_paper_and_shut_again(stage: Stage) -> None:
    concern = register_concern(stage)
    expect(stage.go("rektor", concern).get_by_text(OBSERVED)).to_be_visible()
    for stranger in ("larer2", "helsesykepleier"):
        stage.not_found(stranger, concern)
    log = register_consent(stage, concern)
    stage.not_found("rektor", log)
    for username in ("ppt", "helsesykepleier"):
        accept_invitation(stage, username, log)
    stage.not_found("barnevern", log)
    read_what_is_shared(stage, log)

    measure = agree_on_what_to_do(stage, log)
    expect(stage.go("helsesykepleier", "/").get_by_text(TALK).first).to_be_visible()
    expect(stage.go("mor", log).get_by_text(GROUP).first).to_be_visible()
    evaluate(stage, measure)
    expect(stage.go("mor", log).get_by_text(CHILDS_VIEW).first).to_be_visible()

    offer_baton(stage, "larer", "Siri Tindved", log)
    take_baton(stage, "helsesykepleier", log)
    offer_baton(stage, "helsesykepleier", "Jon Steinurt", log)
    adviser = stage.go("ppt", "/")
    follow(adviser.get_by_role("link", name=re.compile("spør om du tar imot stafettpinnen")).first)
    adviser.get_by_text("Nei, jeg kan ikke").click()
    adviser.locator("[name=reason]").fill("Jeg kjenner ikke Emma godt nok ennå.")
    submit(stage, adviser, "Si nei")
    nurse = stage.go("helsesykepleier", log)
    expect(nurse.get_by_text("Jeg kjenner ikke Emma godt nok ennå.")).to_be_visible()

    refer(stage, "helsesykepleier", log)
    code = ask_without_names(stage)
    meeting = lead_the_meeting(stage)
    expect(stage.go("mor", log).get_by_text(ADVICE)).to_have_count(0)
    approve(stage, meeting)
    for username in ("mor", "larer", "helsesykepleier"):
        expect(stage.go(username, log).get_by_text(ADVICE).first).to_be_visible()
    for path in (meeting, "/", "/varsler/", "/team/"):
        page = stage.go("barnevern", path)
        expect(page.locator("main").get_by_text(re.compile("Emma|Havblikk"))).to_have_count(0)
    do_task(stage, "helsesykepleier")
    page = stage.go("larer2", "/drofting/svar/")
    page.locator("[name=code]").fill(code)
    follow(page.locator("main form button[type=submit]").first)
    stage.look(page)
    expect(page.get_by_text(ANSWER)).to_be_visible()
    chair = stage.go("ostleder", "/team/")
    follow(chair.get_by_role("link", name=re.compile("Overordnet samarbeidsteam")).first)
    stage.look(chair)
    expect(chair.get_by_text("Overgangen fra barnehage til skole").first).to_be_visible()

    consent_to_plan(stage, "helsesykepleier", log)
    accept_invitation(stage, "koordinator", log)
    make_plan(stage, log)
    expect(stage.go("mor", f"{log}plan/").get_by_text(ABOUT_ME)).to_be_visible()
    stage.not_found("barnevern", f"{log}plan/")

    figures(stage, log, meeting)
    for username in ("larer", "helsesykepleier", "ppt", "koordinator", "mor", "rektor", "barnevern"):
        stage.go(username, "/")

    offer_baton(stage, "helsesykepleier", "Anne Myrull", log)
    take_baton(stage, "larer", log)
    withdraw(stage, "larer", log, "PPT")
    gone(stage, "ppt", log)
    expect(stage.go("ppt", meeting).locator("main").get_by_text(re.compile("Emma"))).to_have_count(0)
    expect(stage.go("helsesykepleier", log).get_by_text(HEALTH_NOTE)).to_be_visible()
    expect(stage.go("larer", log).get_by_text(SCHOOL_NOTE)).to_be_visible()
    leave_the_school_out(stage, log)
    withdraw(stage, "mor", log, "Alle enhetene. Gjelder det alt, avsluttes stafettloggen.")
    for username in ("helsesykepleier", "koordinator"):
        gone(stage, username, log)
    for username in ("helsesykepleier", "larer", "koordinator"):
        stage.not_found(username, f"{log}plan/")
    expect(stage.go("mor", log).get_by_text("Stafettloggen er avsluttet")).to_be_visible()
    officer = stage.go("personvernombud", "/innsynslogg/")
    expect(officer.get_by_role("cell", name="trakk samtykke").first).to_be_visible()
    expect(officer.get_by_text("Emma")).to_have_count(0)
