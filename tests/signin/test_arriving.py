"""To which account somebody comes whom a provider vouches for, and what everybody else is shown."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.opening.services import Parent
from consent.models import Answer
from municipality.access.identity import as_system, as_user
from municipality.audit.models import Event
from municipality.organisation.agreements import agreement_end
from municipality.organisation.models import Agreement
from municipality.people.models import AccountType, FamilyAccount, Resident, SealedIdentity, User
from municipality.secrecy.models import STANDARD
from municipality.secrecy.services import secrecy_read_by_family
from municipality.signin import ways
from municipality.signin.proof import BodyIdentity, EmployeeIdentity, ResidentIdentity
from municipality.signin.sessions import PROVED
from tests.cast import synthetic_number, years_ago
from tests.logs.opening import open_log
from tests.signin.helpers import belongs, come, proof

TENANT = "11111111-2222-3333-4444-555555555555"
TEACHER = EmployeeIdentity(TENANT, "aaaa")
BODY = "310000000"


def who(client):
    return client.get("/").wsgi_request.user


@pytest.fixture
def joined(cast):
    belongs(cast.teacher, TEACHER)
    return cast


def test_an_employee_comes_to_the_account_of_tenant_and_object(joined):
    answer, client = come(TEACHER)
    assert answer["Location"] == "/varsler/"
    assert who(client) == joined.teacher


@pytest.mark.parametrize(
    "other", [EmployeeIdentity(TENANT, "bbbb"), EmployeeIdentity("another", "aaaa"), EmployeeIdentity("", "")]
)
def test_another_object_or_tenant_comes_to_nothing(joined, other):
    answer, client = come(other)
    assert "ingenting for deg" in answer.content.decode()
    assert who(client).is_anonymous


def test_a_closed_account_is_no_account(joined):
    with as_system("test: leaves"):
        User.objects.filter(pk=joined.teacher.pk).update(is_active=False)
    answer, _client = come(TEACHER)
    assert "ingenting for deg" in answer.content.decode()


def test_of_several_accounts_one_is_chosen_and_never_two_at_once(joined):
    belongs(joined.administrator, TEACHER)
    answer, client = come(TEACHER)
    assert answer["Location"] == reverse("choose_account")
    assert who(client).is_anonymous
    page = client.get(answer["Location"]).content.decode()
    assert "Teacher, fagperson" in page
    assert "Administrator" in page
    client.post(answer["Location"], {"account": joined.administrator.pk})
    assert who(client) == joined.administrator
    # The choice is made: going back finds nothing to choose.
    assert client.post(answer["Location"], {"account": joined.teacher.pk})["Location"] == reverse("sign_in")
    assert who(client) == joined.administrator


def test_choosing_an_account_that_asks_for_more_leads_on_by_a_page(joined, guard):
    belongs(joined.administrator, TEACHER)
    answer, client = come(TEACHER, proof(level="3"))
    page = client.post(answer["Location"], {"account": joined.administrator.pk})
    assert 'content="0; url=/logg-inn/mer/"' in page.content.decode()
    assert who(client).is_anonymous


def test_nobody_chooses_an_account_that_is_not_the_own(joined):
    belongs(joined.administrator, TEACHER)
    answer, client = come(TEACHER)
    for other in (joined.nurse.pk, "x", "", f"{joined.teacher.pk} "):
        assert client.post(answer["Location"], {"account": other}).status_code == 200
        assert who(client).is_anonymous


def test_somebody_of_a_body_comes_in_only_while_there_is_an_agreement_with_it(cast):
    """D16: asked each time somebody arrives."""
    doctor = BodyIdentity(BODY, synthetic_number(years_ago(40)))
    belongs(cast.nurse, doctor)
    assert who(come(doctor)[1]).is_anonymous
    with as_system("test: an agreement"):
        agreement = Agreement.objects.create(
            municipality=cast.home, organisation=BODY, name="Legekontoret", agreed_on=date(2026, 1, 1)
        )
    assert who(come(doctor)[1]) == cast.nurse
    assert who(come(BodyIdentity("310000019", doctor.person))[1]).is_anonymous
    with as_system("test: the agreement ends"):
        Agreement.objects.filter(pk=agreement.pk).update(ends_on=date(2026, 1, 31))
    assert who(come(doctor)[1]).is_anonymous
    with as_system("test: it is prolonged"):
        Agreement.objects.filter(pk=agreement.pk).update(ends_on=None)
    assert who(come(doctor)[1]) == cast.nurse
    with as_user(cast.administrator.pk):
        agreement_end(agreement)
    assert who(come(doctor)[1]).is_anonymous


@pytest.mark.parametrize("another", [False, True])
def test_who_came_in_by_an_agreement_is_out_when_the_last_one_with_the_body_ends(cast, another):
    doctor = BodyIdentity(BODY, synthetic_number(years_ago(40)))
    belongs(cast.nurse, doctor)
    with as_system("test: agreements"):
        agreement, *_others = [
            Agreement.objects.create(
                municipality=cast.home, organisation=BODY, name=name, agreed_on=date(2026, 1, 1)
            )
            for name in ["Legekontoret", "Legekontoret og vakten"][: 1 + another]
        ]
    browser, teachers = come(doctor)[1], come(cast.teacher)[1]
    with as_user(cast.administrator.pk):
        agreement_end(agreement)
    assert who(browser).is_anonymous is not another
    assert who(teachers) == cast.teacher


def accounts():
    with as_system("test: count"):
        return User.objects.filter(account_type=AccountType.FAMILY).count()


NEW_MOTHER = synthetic_number(years_ago(36), 4)
NEW_FATHER = synthetic_number(years_ago(37), 5)
NEW_CHILD = synthetic_number(years_ago(8), 6)


def nobody_yet(cast):
    """The log of a child of eight, none of whose family has been here."""
    open_log(
        cast,
        number=NEW_CHILD,
        parents=[
            Parent("Mona Eksempel", "mor", True, "folkeregisteret", Answer.YES, NEW_MOTHER),
            Parent("Fredrik Eksempel", "far", False, "folkeregisteret", Answer.NOT_ASKED, NEW_FATHER),
        ],
    )


def test_a_mother_gets_an_account_at_her_first_sign_in_and_the_same_at_the_next(cast):
    nobody_yet(cast)
    mother = ResidentIdentity(NEW_MOTHER)
    before = accounts()
    _answer, client = come(mother)
    assert who(client).is_family
    assert client.get("/", follow=True).status_code == 200
    assert who(come(mother)[1]) == who(client)
    assert accounts() == before + 1


def test_she_reads_the_log_and_is_called_what_it_calls_her(cast):
    nobody_yet(cast)
    _answer, client = come(ResidentIdentity(NEW_MOTHER))
    assert who(client).display_name == "Mona Eksempel"
    with as_user(who(client).pk):
        secrecy_read_by_family(municipality_id=cast.home.pk, version=STANDARD)
    assert "Emma" in client.get(reverse("logs:list")).content.decode()


@pytest.mark.parametrize("whose", ["unknown", "child", "without_log", "without_responsibility"])
def test_everybody_else_gets_the_same_page_after_the_same_work_and_nothing_is_kept(cast, whose):
    """D12, whatever the number belongs to."""
    unknown = synthetic_number(years_ago(50), 3)
    expected, statements = outcome(unknown)
    nobody_yet(cast)
    number = {
        "unknown": synthetic_number(years_ago(51), 2),
        "child": NEW_CHILD,  # eight years old: the log is hers, and she does not read it yet
        "without_log": cast.youth_number,
        "without_responsibility": NEW_FATHER,
    }[whose]
    before = everything()
    page, done = outcome(number)
    assert page == expected
    assert done == statements
    assert everything() == before


def outcome(number):
    with CaptureQueriesContext(connection) as captured:
        answer, _client = come(ResidentIdentity(number))
    return answer.content, [query["sql"].split("(")[0].split('"')[0] for query in captured.captured_queries]


def everything():
    with as_system("test: count"):
        return [model.objects.count() for model in (User, Resident, SealedIdentity, FamilyAccount)]


def test_who_had_nothing_is_an_event_without_anybody(cast):
    come(ResidentIdentity(cast.youth_number))
    with as_system("test: read"):
        [event] = Event.objects.filter(act="sign_in.nothing")
    assert (event.user_id, event.refused, event.objects_shown) == (None, True, [])


class Asks:
    """A guard that wants level 4."""

    def __init__(self):
        self.asked = []

    def is_enough(self, shown, _user):
        return shown.level == "4"

    def again(self, shown, user, after):
        self.asked.append((user.account_type, after))
        return "/logg-inn/mer/"


@pytest.fixture
def guard(monkeypatch):
    guard = Asks()
    monkeypatch.setitem(ways._guards, "test", ways.Guard(guard.is_enough, guard.again))
    return guard


def test_what_opens_much_asks_again_after_a_while_and_keeps_what_was_typed(cast, guard):
    shown = proof(level="4", at=datetime.now(UTC) - timedelta(minutes=10))
    _answer, client = come(cast.administrator, shown)
    make = reverse("accounts:make")
    assert client.get(make).status_code == 200
    session = client.session
    session[PROVED] -= 6 * 60
    session.save()
    assert client.get(make)["Location"] == "/logg-inn/mer/"
    assert guard.asked == [("administrator", make)]
    typed = urlencode({"display_name": "Áile Åsmyr med et langt navn", "username": "aile"})
    answer = client.post(make, typed, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 409
    assert "Áile Åsmyr med et langt navn" in answer.content.decode()
    assert client.get(reverse("accounts:list")).status_code == 200
    # Without words to keep a page of its own leads on: after a form no redirect may end on another site.
    close = client.post(reverse("accounts:close", args=[cast.nurse.pk]), {"confirmed": "1"})
    assert close.status_code == 200
    assert 'http-equiv="refresh" content="0; url=/logg-inn/mer/"' in close.content.decode()


def test_somebody_who_has_shown_too_little_for_the_account_is_asked_for_more(cast, guard):
    answer, client = come(cast.teacher, proof(level="3"))
    assert answer["Location"] == "/logg-inn/mer/"
    assert who(client).is_anonymous
    assert who(come(cast.teacher, proof(level="4"))[1]) == cast.teacher


@pytest.mark.parametrize(
    ("account", "minutes", "comes_in"),
    [
        ("teacher", 400, True),
        ("administrator", 14, True),
        ("administrator", 16, False),
        ("privacy_officer", 16, False),
    ],
)
def test_an_account_that_opens_much_is_signed_in_by_what_was_shown_lately(
    cast, guard, account, minutes, comes_in
):
    shown = proof(level="4", at=datetime.now(UTC) - timedelta(minutes=minutes))
    answer, _client = come(getattr(cast, account), shown)
    assert (answer["Location"] == "/varsler/") == comes_in
