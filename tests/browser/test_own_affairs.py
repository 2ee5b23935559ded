"""On a phone: adults are asked about their own affairs, and the mother does not read what is about the father."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.eye import View
from tests.browser.stage import follow
from tests.browser.test_conversation import Walker
from tests.cast import Cast, synthetic_number, years_ago
from tests.conversation.helpers import Walk
from tests.logs.test_whose_affairs import log_of_two

pytestmark = [pytest.mark.browser, pytest.mark.slow(40)]

PHONE = View(390, "light")
OWN = "Det som handler om deg selv"


def asked_anew(cast: Cast) -> Walk:
    """A log of two parents who both read it, in which the clinic is asked about up to the answers."""
    walk = Walk(cast.teacher, case=log_of_two(cast, number=synthetic_number(years_ago(8))))
    walk.units([(cast.clinic, ["health"])])
    walk.period()
    walk.read()
    return walk


def say(page: Page, look: Callable[[Page], None]) -> None:
    """Both parents say yes, and the father lets the clinic read what is about him."""
    walker = Walker(page)
    look(page)
    page.set_viewport_size({"width": PHONE.width, "height": 900})
    for name in ("Mona", "Fredrik"):
        walker.says(name).get_by_label("Ja").check()
    page.get_by_text("Om Fredrik Eksempel selv").click()
    own = page.get_by_role("group", name="Hvem får lese det som handler om Fredrik selv?")
    own.get_by_label("Helsestasjonen").check()
    page.locator("[name=when-how][value=samtale]").check()
    look(page)
    page.set_viewport_size({"width": PHONE.width, "height": 900})
    walker.send("Lagre svaret")
    follow(page.get_by_role("link", name="Gå videre og registrer samtykket"))
    follow(page.get_by_role("button", name="Registrer samtykket"))


def test_the_mother_does_not_read_what_is_about_the_father(
    scene: SimpleNamespace, open_window: Any, look: Callable[[Page], None]
) -> None:
    cast = scene.cast
    walk = asked_anew(cast)
    log = f"{scene.url}/stafettlogger/{walk.key}/"
    teacher = open_window(cast.teacher, walk.url("svar"), view=PHONE)
    say(teacher, look)
    teacher.goto(f"{log}notat/")
    teacher.get_by_label("Hva slags opplysninger er det?").select_option("health")
    teacher.locator("[name=text]").fill("Fredrik er sykmeldt.")
    follow(teacher.get_by_role("button", name="Lagre notatet"))
    expect(teacher.get_by_text("Teksten nevner Fredrik.").last).to_be_visible()
    teacher.get_by_label("Fredrik selv").check()
    expect(teacher.get_by_text("Leses av: deg, Helsestasjonen og far.")).to_be_visible()
    look(teacher)
    teacher.set_viewport_size({"width": PHONE.width, "height": 900})
    follow(teacher.get_by_role("button", name="Lagre notatet"))
    expect(teacher.get_by_text("Om Fredrik selv")).to_be_visible()

    mother, father = (open_window(one, view=PHONE) for one in (cast.mother, cast.father))
    for parent, times in ((mother, 0), (father, 1)):
        parent.goto(log)
        expect(parent.get_by_text("Fredrik er sykmeldt.")).to_have_count(times)
    mother.goto(f"{log}samtykke/")
    expect(mother.get_by_text("Ingen av enhetene leser det.")).to_be_visible()
    father.goto(f"{log}samtykke/")
    expect(father.get_by_role("heading", name=OWN)).to_be_visible()
    look(father)
    follow(father.get_by_role("link", name="det som handler om Fredrik Eksempel selv"))
    look(father)
    father.get_by_label("Ingen andre skal lese det").check()
    follow(father.get_by_role("button", name="Trekk det"))
    expect(father.get_by_text("Ingen av enhetene leser det.")).to_be_visible()
