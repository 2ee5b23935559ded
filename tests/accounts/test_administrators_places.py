"""Who gives places gives none to himself without others knowing: the leader of the unit and the privacy officer."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from municipality.access.identity import as_system, as_user
from municipality.accounts.selectors import administrators_places
from municipality.accounts.services import account_change, membership_give
from municipality.notices.delivery import deliver_waiting
from municipality.notices.models import Notice
from municipality.people.models import AccountType, MembershipRole, User
from municipality.people.services import membership_start
from municipality.signin.proof import EmployeeIdentity
from tests.cast import make_staff, make_user
from tests.logs.helpers import as_
from tests.signin.helpers import belongs
from tests.stafffile.helpers import csv_of, press, send, words

SELF = EmployeeIdentity("tenant", "administrator")
ADDRESS = "a.administrator@example.org"


def change(user, **values):
    with as_system("test: an account"):
        User.objects.filter(pk=user.pk).update(**values)


@pytest.fixture
def other_account(cast):
    """The administrator's account of staff, which nothing yet shows to be that."""
    with as_system("test: another account"):
        return make_user("someone", cast.home)


def same_identity(cast, user):
    belongs(cast.administrator, SELF)
    belongs(user, SELF)


def same_address(cast, user):
    change(cast.administrator, email=ADDRESS)
    change(user, email=ADDRESS.upper())


def same_user_name(cast, user):
    change(cast.administrator, username="adm-kari.lie@kommune.example")
    change(user, username="Kari.Lie@kommune.example")


ALIKE = [same_identity, same_address, same_user_name]


def told():
    with as_system("test: notices"):
        found = Notice.objects.filter(notice_type="place.administrator").prefetch_related("user")
        return sorted(one.user.username for one in found)


def give(cast, user, unit=None, role="caseworker", **more):
    with as_user(cast.administrator.pk):
        membership_give(user=user, unit=unit or cast.school, role=role, profession="", **more)


@pytest.mark.parametrize("alike", ALIKE)
def test_the_leader_and_the_privacy_officer_are_told_and_nobody_else(cast, other_account, alike):
    alike(cast, other_account)
    give(cast, other_account)
    assert told() == ["head", "privacy_officer"]


def test_nobody_is_told_of_somebody_elses_place(cast, other_account):
    give(cast, other_account)
    give(cast, cast.nurse)
    assert told() == []


def test_a_name_that_two_people_share_says_nothing_and_no_address_is_no_common_one(cast, other_account):
    change(other_account, display_name="Administrator")
    change(cast.administrator, username="adm-nn")
    give(cast, other_account)
    assert told() == []


@pytest.mark.parametrize("closed", [True, False])
def test_a_closed_administrator_and_one_of_another_municipality_are_none(cast, other_account, closed):
    with as_system("test: another administrator"):
        home = cast.home if closed else cast.away
        make_user("adm.someone", home, AccountType.ADMINISTRATOR)
        User.objects.filter(username="adm.someone").update(is_active=not closed)
    give(cast, other_account)
    assert told() == []


def test_in_a_unit_without_a_leader_the_privacy_officer_alone_is_told(cast, other_account):
    same_address(cast, other_account)
    give(cast, other_account, cast.clinic)
    assert told() == ["privacy_officer"]


def test_who_is_made_the_leader_is_not_the_one_to_be_told(cast, other_account):
    same_address(cast, other_account)
    with as_user(cast.administrator.pk):
        membership_give(user=other_account, unit=cast.clinic, role="leader", profession="")
    assert told() == ["privacy_officer"]


def test_a_place_from_a_day_to_come_is_told_when_it_is_given(cast, other_account):
    same_address(cast, other_account)
    give(cast, other_account, starts=timezone.now() + timedelta(days=30))
    assert told() == ["head", "privacy_officer"]


def test_a_colleague_who_gives_the_place_is_no_way_round(cast, other_account):
    same_address(cast, other_account)
    with as_system("test: a colleague"):
        colleague = make_user("second", cast.home, AccountType.ADMINISTRATOR)
    with as_user(colleague.pk):
        membership_give(user=other_account, unit=cast.school, role="caseworker", profession="")
    assert told() == ["head", "privacy_officer"]


def test_the_staff_file_is_no_way_round(cast, other_account):
    same_address(cast, other_account)
    client = as_(cast.administrator)
    row = f"someone;Someone;;{cast.school.name};fagperson;;"
    page = send(client, csv_of(row, f"someone;Someone;;{cast.school.name};mottak;;"))
    press(client, page)
    assert told() == ["head", "privacy_officer"]  # each once, of one file


def test_nor_is_a_place_that_the_system_makes(cast, other_account):
    same_address(cast, other_account)
    with as_system("test: a place"):
        membership_start(user=other_account, unit=cast.school, role=MembershipRole.CASEWORKER)
    assert told() == ["head", "privacy_officer"]


def test_taking_over_an_account_that_has_a_place_is_told_too(cast):
    change(cast.administrator, email=ADDRESS)
    with as_user(cast.administrator.pk):
        account_change(user=cast.teacher, display_name="Teacher Two", email="", phone="", phone_hours="")
        assert told() == []
        account_change(user=cast.teacher, display_name="Teacher", email=ADDRESS, phone="", phone_hours="")
    assert told() == ["head", "privacy_officer"]


def test_letting_the_own_identity_lead_to_such_an_account_is_told_too(cast):
    belongs(cast.administrator, SELF)
    assert told() == []
    belongs(cast.teacher, SELF)
    assert told() == ["head", "privacy_officer"]


def test_the_e_mail_says_only_that_something_waits(cast, other_account):
    same_address(cast, other_account)
    change(cast.privacy_officer, email="ombud@example.org")
    give(cast, other_account)
    deliver_waiting()
    [sent] = mail.outbox
    assert sent.to == ["ombud@example.org"]
    said = f"{sent.subject} {sent.body}".lower()
    for word in ("administrator", "plass", cast.school.name.lower(), "someone"):
        assert word not in said


@pytest.mark.parametrize("person", ["head", "privacy_officer"])
def test_the_notice_leads_to_the_place(cast, other_account, person):
    same_address(cast, other_account)
    give(cast, other_account)
    give(cast, other_account, role="reception")
    client = as_(getattr(cast, person))
    page = client.get(reverse("notices:list")).text
    assert "En administrator har fått plass i en enhet" in page
    with as_system("test: the notice"):
        notice = Notice.objects.filter(user=getattr(cast, person)).earliest("created_at")
    page = words(client.post(reverse("notices:open", args=[notice.pk]), follow=True))
    assert "Someone" in page
    assert cast.school.name in page
    assert "someone" in page
    with as_system("test: the page shows what every such notice is about"):
        assert not Notice.objects.filter(user=getattr(cast, person), read_at=None).exists()


def test_the_privacy_officer_is_told_on_min_dag(cast, other_account):
    client = as_(cast.privacy_officer)
    assert "varsel venter" not in words(client.get("/"))
    same_address(cast, other_account)
    give(cast, other_account)
    assert "Ett varsel venter på deg" in words(client.get("/"))


def test_the_leader_is_told_on_min_dag_with_a_way_there(cast, other_account):
    same_address(cast, other_account)
    give(cast, other_account)
    page = as_(cast.head).get("/")
    assert "en administrator har fått plass i enheten din" in words(page).lower()
    assert f'href="{reverse("accounts:administrators")}"' in page.text
    assert reverse("accounts:administrators") not in as_(cast.teacher).get("/").text


def test_a_leader_sees_the_own_unit_and_the_privacy_officer_the_own_municipality(cast, other_account):
    same_address(cast, other_account)
    give(cast, other_account, cast.clinic)
    with as_system("test: elsewhere"):
        stranger = make_user("away.boss", cast.away, AccountType.ADMINISTRATOR)
        make_user("away.officer", cast.away, AccountType.PRIVACY_OFFICER)
        User.objects.filter(pk__in=[stranger.pk, cast.stranger.pk]).update(email="same@example.org")
        make_staff("clinic_leader", cast.clinic, MembershipRole.LEADER)
    address = reverse("accounts:administrators")

    def seen(username):
        with as_system("test: who"):
            user = User.objects.get(username=username)
        page = words(as_(user).get(address))
        return {name for name in ("Someone", "Stranger") if name in page}

    assert seen("head") == set()
    assert seen("clinic_leader") == {"Someone"}
    assert seen("privacy_officer") == {"Someone"}
    assert seen("away.officer") == {"Stranger"}


@pytest.mark.parametrize("person", ["teacher", "nurse", "administrator", "executive", "mother"])
def test_the_page_is_refused_to_others_and_the_database_answers_them_nothing(cast, other_account, person):
    same_address(cast, other_account)
    give(cast, other_account)
    assert as_(getattr(cast, person)).get(reverse("accounts:administrators")).status_code == 403
    with as_user(getattr(cast, person).pk):
        assert administrators_places() == []
