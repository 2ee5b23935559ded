"""The first day of an installation, in browsers: the administrator lets people in, a log is opened, read and left."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import requests
from playwright.sync_api import Browser, Page, expect

from municipality.scim.patching import SCHEMA
from tests.browser.line import OBSERVED, SHARED, day
from tests.browser.stage import AT_HOME, follow
from tests.cast import number_of
from tests.runtime.town import MOTHER, OBJECTS, SURGERY, TENANT, Town

SCHOOL, DOCTORS, DOCTORS_MAIL = "Baksalen skole", "Fastlegene", "bodil@legekontor.example"
BANNER: Final = "Testinstallasjon: ingen ekte opplysninger"
BUTTONS: Final = {
    "ansatt": "Logg inn som ansatt",
    "idporten": "Logg inn med ID-porten",
    "partner": "Logg inn for samarbeidspartnere",
}


@dataclass
class Walk:
    """Each person has a browser of her own, which takes the town's certificate."""

    town: Town
    browser: Browser
    watch: Callable[[Page], list[str]]
    pages: dict[str, Page] = field(default_factory=dict)

    def page_of(self, who: str) -> Page:
        if who not in self.pages:
            context = self.browser.new_context(ignore_https_errors=True, **AT_HOME)
            self.pages[who] = context.new_page()
            self.watch(self.pages[who])
        return self.pages[who]

    def go(self, who: str, path: str) -> Page:
        page = self.page_of(who)
        page.goto(self.town.url + path)
        return page

    def come_by(self, who: str, provider: str) -> Page:
        """From a page with the ways in to the provider, and back."""
        page = self.page_of(who)
        page.get_by_role("link", name=BUTTONS[provider]).click()
        self.show(who, provider)
        return page

    def show(self, who: str, provider: str) -> None:
        """At the provider: somebody says who she is there, and is back with us."""
        page = self.page_of(who)
        page.wait_for_url(f"{self.town.issuers[provider]}/interaction/*")
        page.get_by_role("button", name=who, exact=True).click()
        page.wait_for_url(f"{self.town.url}/**")

    def close(self) -> None:
        for page in self.pages.values():
            page.context.close()


def submit(page: Page, name: str, said: str) -> None:
    follow(page.get_by_role("button", name=name, exact=True))
    expect(page.get_by_text(said).first).to_be_visible()


def take_invitation(walk: Walk, who: str, link: str, provider: str) -> Page:
    """The link, the provider, and the yes to the account that it is for."""
    page = walk.page_of(who)
    page.goto(link)
    expect(page.get_by_text(BANNER)).to_be_visible()
    walk.come_by(who, provider)
    page.get_by_role("button", name="Ja, det er meg").click()
    return page


def administrator_comes(walk: Walk, link: str) -> None:
    """What opens much asks for a sign-in of now; the provider is asked once more, and says when it was."""
    page = take_invitation(walk, "kari", link, "ansatt")
    walk.show("kari", "ansatt")
    expect(page.get_by_role("button", name="Logg ut").first).to_be_visible()
    walk.go("kari", "/organisasjon/kom-i-gang/")
    expect(page.get_by_role("heading", name="Kom i gang", level=1)).to_be_visible()


@dataclass
class Directory:
    """Entra ID's provisioning, with its habits."""

    town: Town
    token: str

    def ask(self, method: str, path: str, body: dict[str, Any]) -> requests.Response:
        return requests.request(
            method,
            f"{self.town.url}/scim/v2/{path}",
            json=body,
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/scim+json"},
            verify=str(self.town.certificate),
            timeout=300,
        )

    def make(self, username: str, name: str, key: str) -> str:
        """An account; returns what the directory calls it."""
        about = {"userName": username, "displayName": name, "externalId": key, "active": True}
        made = self.ask("POST", "Users", about)
        assert made.status_code == 201, made.text
        return str(made.json()["id"])

    def deactivate(self, account: str) -> None:
        operations = [{"op": "Replace", "path": "active", "value": "False"}]
        done = self.ask("PATCH", f"Users/{account}", {"schemas": [SCHEMA], "Operations": operations})
        assert done.status_code == 200, done.text


def directory_is_connected(walk: Walk) -> Directory:
    page = walk.go("kari", "/organisasjon/scim/")
    page.get_by_label("Leier-ID i Entra ID").fill(TENANT)
    submit(page, "Lag nøkkelen", "Kopier nøkkelen nå")
    return Directory(walk.town, page.locator("main code").first.inner_text())


def give_place(page: Page, unit: str, role: str, profession: str) -> None:
    page.get_by_label("Enhet", exact=True).select_option(label=unit)
    page.locator(f"[name=role][value={role}]").check()
    page.get_by_label("Yrke").fill(profession)
    submit(page, "Gi plass i enheten", f"arbeider i {unit} fra nå.")


def teacher_is_let_in(walk: Walk, directory: Directory) -> str:
    """Her account is the directory's, her place is the administrator's; returns what the directory calls her."""
    account = directory.make("anne@kommune.example", "Anne Myrull", OBJECTS["anne"])
    page = walk.go("kari", "/organisasjon/folk/")
    follow(page.get_by_role("link", name="Anne Myrull"))
    give_place(page, SCHOOL, "caseworker", "lærer")
    return account


def doctor_is_let_in(walk: Walk) -> None:
    """Of a body of its own: first the agreement with it, then account, place and invitation."""
    page = walk.go("kari", "/organisasjon/avtaler/")
    page.get_by_label("Hva heter virksomheten?").fill("Blåklokke legekontor")
    page.get_by_label("Organisasjonsnummer").fill(SURGERY)
    submit(page, "Lagre avtalen", "Avtalen med Blåklokke legekontor er lagret.")
    page = walk.go("kari", "/organisasjon/folk/ny/")
    page.get_by_label("Hele navnet").fill("Bodil Blåklokke")
    page.get_by_label("Brukernavn").fill("bodil")
    page.get_by_label("E-post på jobb").fill(DOCTORS_MAIL)
    submit(page, "Lag kontoen", "Kontoen til Bodil Blåklokke er laget.")
    give_place(page, DOCTORS, "reception", "lege")
    page.get_by_role("link", name="Send invitasjon").click()
    submit(page, "Send invitasjonen", "Invitasjonen er på vei.")
    page = take_invitation(walk, "lege", walk.town.post.link_for(DOCTORS_MAIL), "partner")
    reads_of_secrecy(page)
    expect(page.get_by_role("button", name="Logg ut").first).to_be_visible()


def teacher_opens_log(walk: Walk) -> str:
    """From an undring to a log, with the mother's yes; returns its path."""
    page = walk.go("anne", "/logg-inn/")
    walk.come_by("anne", "ansatt")
    follow(page.get_by_role("link", name="Jeg er bekymret for et barn").first)
    page.locator("[name=child_name]").fill("Emma Havblikk")
    page.locator("[name=birth_date]").fill(f"{number_of(9).says:%d.%m.%Y}")
    page.locator("[name=observed]").fill(OBSERVED)
    submit(page, "Lagre undringen", "Nå er undringen lagret")
    follow(page.get_by_role("link", name="Spør familien om samtykke"))
    page.locator("[name=identity_number]").fill(number_of(9).digits)
    page.locator("[name=address_protection]").select_option("none")
    goes_on(page)
    page.locator("[name=grown_ups-0-name]").fill("Ingrid Havblikk")
    page.locator("[name=grown_ups-0-relation]").select_option("mor")
    page.locator("[name=grown_ups-0-responsible]").select_option("yes:folkeregisteret")
    page.locator("#grown_ups-row-0 summary").click()
    page.locator("[name=grown_ups-0-identity_number]").fill(MOTHER)
    goes_on(page)
    page.locator("[name=shares-0-unit]").select_option(label=DOCTORS)
    page.locator("[name=shares-0-kinds][value=school]").check()
    goes_on(page)
    page.locator("[name=ends]").fill(day(300))
    goes_on(page)
    follow(page.get_by_role("button", name="Jeg har gått gjennom dette med familien").last)
    page.get_by_role("group", name="Hva sier Ingrid?").get_by_label("Ja").check()
    page.locator("[name=when-how][value=samtale]").check()
    submit(page, "Lagre svaret", "Svaret er lagret.")
    follow(page.get_by_role("link", name="Gå videre og åpne loggen"))
    page.locator("[name=first_text]").fill(SHARED)
    page.locator("[name=level]").select_option("2")
    submit(page, "Åpne stafettloggen", "Stafettloggen til Emma er åpnet")
    return page.url.removeprefix(walk.town.url)


def goes_on(page: Page) -> None:
    follow(page.get_by_role("button", name="Lagre og gå videre").last)


def doctor_joins(walk: Walk, log: str) -> None:
    """The reception of the body takes the case itself, and reads."""
    page = walk.go("lege", log.replace("stafettlogger", "saksopplysninger"))
    page.get_by_role("button", name="Jeg tar den selv").click()
    is_read(page)


def reads_of_secrecy(page: Page) -> None:
    """Once, before the first log."""
    follow(page.get_by_role("button", name="Jeg har lest dette"))


def is_read(page: Page) -> None:
    expect(page.get_by_role("heading", name=re.compile("Emma Havblikk"))).to_be_visible()
    expect(page.get_by_text(SHARED).first).to_be_visible()


def is_asked_to_sign_in(walk: Walk, who: str, path: str) -> None:
    """Her next request leads to the page with the ways in, and shows nothing."""
    page = walk.go(who, path)
    expect(page).to_have_url(re.compile("/logg-inn/"))
    expect(page.get_by_text("Emma")).to_have_count(0)


def mother_leaves_the_provider(walk: Walk) -> None:
    """In a tab of her own; the provider's server tells us before it answers her."""
    page = walk.pages["mor"].context.new_page()
    page.goto(f"{walk.town.issuers['idporten']}/session/end")
    page.get_by_role("button", name="Logg ut").click()
    expect(page.get_by_text("Du er logget ut.")).to_be_visible()
