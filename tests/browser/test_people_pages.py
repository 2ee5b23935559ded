"""The pages about people, first steps and signing in that no day passes, in both widths and both colours."""

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from cases.opening.services import Parent
from consent.models import Answer
from municipality.access.identity import as_system, as_user
from municipality.accounts.services import account_make, membership_give
from municipality.administration.merge import merge_announce
from municipality.organisation.agreements import agreement_enter
from municipality.organisation.models import Unit
from municipality.people.models import AccountType, MembershipRole, User
from municipality.people.services import membership_start
from municipality.scim.models import ScimToken
from municipality.signin import ways
from municipality.signin.proof import EmployeeIdentity
from municipality.signin.sessions import PROVED
from tests.browser.stage import follow, let_in
from tests.cast import Cast, make_user
from tests.family.test_responsibility_is_shown import parent_of
from tests.logs.opening import open_log
from tests.signin.helpers import come
from tests.signin.test_invited import comes_back, link_for

pytestmark = [pytest.mark.browser, pytest.mark.slow(40)]

TODAY = timezone.localdate()
MORE = "/logg-inn/mer/"


@pytest.fixture
def enter(live_server: LiveServer, page: Page) -> Callable[[Client, str], Page]:
    """The page at this path, in the browser of somebody who has come from a provider."""

    def open_page(client: Client, path: str) -> Page:
        let_in(page.context, client, live_server.url)
        page.goto(f"{live_server.url}{path}")
        return page

    return open_page


@pytest.fixture
def asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The way in by which people come in these tests asks again after a while."""
    guard = ways.Guard(lambda _shown, _user: True, lambda _shown, _user, _after: MORE)
    monkeypatch.setitem(ways._guards, "test", guard)


@pytest.fixture
def invites(monkeypatch: pytest.MonkeyPatch) -> None:
    """By that way invitations are taken."""
    way = ways.Way("ui/back.html", "", {}, takes_invitations=True)
    monkeypatch.setitem(ways._ways, "test", lambda _request: way)


def lay(cast: Cast) -> None:
    """Somebody with a place of each sort, who is an administrator too; an account that waits; a closed one."""
    with as_system("test: people"):
        person = make_user("adm.aile", cast.home)
        User.objects.filter(pk=person.pk).update(
            display_name="Áile Åsmyr-Gjerdeklippersen", email="aile.asmyr-gjerdeklippersen@kommune.example"
        )
        make_user("aile", cast.home, AccountType.ADMINISTRATOR)
        User.objects.filter(pk=cast.other_teacher.pk).update(is_active=False)
        membership_start(user=person, unit=cast.ppt, role=MembershipRole.LEADER, profession="rådgiver")
        ScimToken.objects.create(
            municipality=cast.home, tenant=str(uuid.uuid4()), hash="x", made_at=datetime.now(UTC)
        )
    with as_user(cast.administrator.pk):
        begins, ends = (timezone.now() + timedelta(days=days) for days in (7, 700))
        membership_give(
            user=person, unit=cast.school, role="reception", profession="", starts=begins, ends=ends
        )
        account_make(username="ombud", display_name="Nytt ombud", email="", account_type="privacy_officer")
        agreement_enter(
            organisation="310000000", name="Fjelltun legesenter", agreed_on=date(2026, 1, 1), ends_on=None
        )


def test_the_administrators_pages_about_people(
    committed: Cast, enter: Callable[[Client, str], Page], look: Callable[[Page], None]
) -> None:
    lay(committed)
    _answer, client = come(committed.administrator)
    page = enter(client, reverse("accounts:list"))
    expect(page.get_by_role("heading", name="Folk som bruker Stafettpinnen")).to_be_visible()
    expect(page.get_by_role("cell", name="(mottak) fra")).to_be_visible()
    look(page)
    follow(page.get_by_role("link", name="Áile Åsmyr-Gjerdeklippersen"))
    expect(page.get_by_text("har ikke begynt")).to_be_visible()
    look(page)
    page.locator("[name=starts_on]").fill(f"{TODAY + timedelta(days=9):%d.%m.%Y}")
    page.locator("[name=ends_on]").fill(f"{TODAY + timedelta(days=2):%d.%m.%Y}")
    page.locator("[name=unit]").select_option(label=committed.clinic.name)
    follow(page.get_by_role("button", name="Gi plass i enheten"))
    expect(page.get_by_text("Den siste dagen kan ikke være før den første.").first).to_be_visible()
    look(page)
    page.locator("[name=ends_on]").fill("")
    follow(page.get_by_role("button", name="Gi plass i enheten"))
    expect(page.get_by_text("arbeider i")).to_be_visible()
    for name in ("administration:begin", "administration:agreements", "scim:tokens"):
        page = enter(client, reverse(name))
        look(page)


def test_the_administrator_sees_units_that_change_and_two_municipalities_that_become_one(
    committed: Cast, enter: Callable[[Client, str], Page], look: Callable[[Page], None]
) -> None:
    with as_system("test: a name that is given up, a unit that closes, a merger that is announced"):
        Unit.objects.filter(pk=committed.ppt.pk).update(name="PP-tjenesten")
        Unit.objects.filter(pk=committed.clinic.pk).update(last_day=TODAY + timedelta(days=40))
        committed.away.consent_age = 16
        committed.away.save(update_fields=["consent_age"])
        merge_announce(ending=committed.away, staying=committed.home, day=TODAY + timedelta(days=40))
    _answer, client = come(committed.administrator)
    page = enter(client, reverse("administration:overview"))
    expect(page.get_by_text("PP-tjenesten (het PPT til")).to_be_visible()
    look(page)
    page.get_by_text("Enhetene og nøklene deres i filen").first.click()
    look(page)
    follow(page.get_by_role("link", name="Se hva som vil skje"))
    expect(page.get_by_role("heading", name="Drammen blir en del av Hammerfest")).to_be_visible()
    look(page)


def test_whoever_is_told_of_an_administrators_place_sees_it(
    committed: Cast, enter: Callable[[Client, str], Page], look: Callable[[Page], None]
) -> None:
    lay(committed)
    _answer, client = come(committed.privacy_officer)
    page = enter(client, "/")
    expect(page.get_by_text("varsler venter på deg")).to_be_visible()
    look(page)
    follow(page.get_by_role("link", name="Se varslene"))
    look(page)
    follow(page.get_by_role("button", name="Åpne").first)
    expect(page.get_by_role("heading", name="Administratorer med plass i en enhet")).to_be_visible()
    look(page)


def test_whether_the_account_of_an_invitation_is_the_own_is_asked(
    committed: Cast, enter: Callable[[Client, str], Page], look: Callable[[Page], None], invites: None
) -> None:
    client = Client()
    client.get(link_for(committed.teacher))
    answer = comes_back(client, EmployeeIdentity(str(uuid.uuid4()), "aaaa"))
    page = enter(client, answer["Location"])
    expect(page.get_by_role("heading", name="Er du Teacher?")).to_be_visible()
    look(page)
    follow(page.get_by_role("button", name="Ja, det er meg"))
    expect(page.get_by_role("heading", name="Min dag")).to_be_visible()


def test_the_page_that_leads_on_is_a_page_where_the_browser_does_not(
    committed: Cast, enter: Callable[[Client, str], Page], look: Callable[[Page], None], asks: None
) -> None:
    def stay(route: Route) -> None:
        route.fulfill(status=204)

    _answer, client = come(committed.administrator)
    page = enter(client, reverse("accounts:close", args=[committed.nurse.pk]))
    page.route(f"**{MORE}", stay)
    session = client.session
    assert SESSION_KEY in session
    session[PROVED] -= 3600
    session.save()
    follow(page.get_by_role("button", name="Steng kontoen"))
    expect(page.get_by_role("heading", name="Vis en gang til at det er deg")).to_be_visible()
    look(page)


def test_what_shows_parental_responsibility_is_asked(
    committed: Cast, enter: Callable[[Client, str], Page], look: Callable[[Page], None]
) -> None:
    told = Parent("Mona Eksempel", "mor", True, "opplyst", Answer.YES, committed.mother_number)
    case_id = open_log(committed, parents=[told])
    _answer, client = come(committed.teacher)
    address = reverse("consents:show_responsibility", args=[case_id, parent_of(case_id).pk])
    page = enter(client, address)
    expect(page.get_by_role("heading", name="foreldreansvar")).to_be_visible()
    look(page)
    follow(page.get_by_role("button", name="Send til kontroll"))
    look(page)


def test_what_a_correction_does_is_read_before_it_is_saved(
    committed: Cast, enter: Callable[[Client, str], Page], look: Callable[[Page], None]
) -> None:
    case_id = open_log(committed)
    _answer, client = come(committed.teacher)
    page = enter(client, reverse("persons:child", args=[case_id]))
    look(page)
    page.locator("[name=birth_date]").fill("14.3.2021")
    page.locator("[name=which_number][value=identity]").check()
    page.locator("[name=identity_number]").fill("55811590184")
    page.locator("[name=number_because]").select_option("wrong")
    page.get_by_label("Folkeregisteret").check()
    follow(page.get_by_role("button", name="Lagre"))
    expect(page.get_by_role("heading", name="Dette følger av rettelsen")).to_be_visible()
    look(page)
    for box in ("Fødselsdatoen er riktig", "Jeg har lest hva som skjer"):
        page.get_by_label(box).check()
    follow(page.get_by_role("button", name="Lagre"))
    expect(page.get_by_text("Fødselsdatoen gjelder når en leder har kontrollert den.")).to_be_visible()
