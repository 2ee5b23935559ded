"""The line, played in a browser by several people at once: undring, consent, shared log, withdrawn again."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from tests.browser.eye import NARROW
from tests.browser.line import (
    HEALTH_NOTE,
    OBSERVED,
    SCHOOL_NOTE,
    SHARED,
    accept_invitation,
    find,
    gone,
    register_concern,
    register_consent,
    withdraw,
    write_note,
)
from tests.browser.stage import Stage, follow

pytestmark = [pytest.mark.browser, pytest.mark.slow(100)]


@pytest.mark.parametrize("stage", [NARROW], indirect=True, ids=["narrow and dark"])
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
    follow(leader.get_by_role("link", name="Gi stafettpinnen videre"))
    stage.look(leader)
    leader.get_by_label(re.compile("Siri Tindved")).check()
    leader.get_by_role("button", name="Spør").click()
    expect(leader.get_by_text("Du holder stafettpinnen til svaret er ja")).to_be_visible()
    nurse = stage.go("helsesykepleier", log)
    follow(nurse.get_by_role("link", name="Svar"))
    stage.look(nurse)
    nurse.get_by_role("button", name="Ja, jeg tar imot").click()
    expect(nurse.get_by_text("Nå holder du stafettpinnen til Emma")).to_be_visible()

    withdraw(stage, "mor", log, "Alle enhetene. Gjelder det alt, avsluttes stafettloggen.")
    gone(stage, "helsesykepleier", log)
    expect(stage.go("mor", log).get_by_text("Stafettloggen er avsluttet")).to_be_visible()

    officer = stage.go("personvernombud", "/innsynslogg/")
    expect(officer.get_by_role("cell", name="trakk samtykke").first).to_be_visible()
    expect(officer.get_by_text("Emma")).to_have_count(0)
