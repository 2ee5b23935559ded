"""The administrator gives, dates and ends who takes a leader's place, and sees what is missing."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.accounts.overseers import somebody_is_named, units_without_leader
from municipality.accounts.selectors import administrators_places
from municipality.accounts.services import account_close, overseer_give, overseer_stop
from municipality.administration.begin import steps_of
from municipality.clock import begin_of, end_of
from municipality.notices.models import Notice
from municipality.organisation.models import Service
from municipality.people.models import AccountType, Overseer, User
from tests.access.scenes import is_refused
from tests.access_log import noted
from tests.cast import make_user
from tests.logs.helpers import as_
from tests.overseers import end_places, lay_overseer, lay_overseers
from tests.stafffile.helpers import words

TODAY = timezone.localdate()
NAMED = "Utpekt av kommunen"


def give(cast, user, service=None, **keys):
    with as_user(cast.administrator.pk):
        return overseer_give(user=user, service=service, **keys)


def rows_of(user):
    with as_system("test: roles"):
        return list(Overseer.objects.filter(user=user).order_by("pk"))


def typed(service, first="", last=""):
    return {"service": service, "starts_on": first, "ends_on": last}


def send(cast, user, **keys):
    url = reverse("accounts:overseer_give", args=[user.pk])
    return as_(cast.administrator).post(url, typed(**keys), follow=True)


def test_the_administrator_gives_both_roles_and_sees_them_in_the_list_and_on_the_persons_page(cast):
    page = words(send(cast, cast.nurse, service="named"))
    assert "Nurse trer inn når en leder mangler." in page
    assert re.search(rf"{NAMED} Nurse ?, fra", page)
    last = TODAY + timedelta(days=30)
    send(cast, cast.nurse, service=str(cast.school.service_id), last=f"{last:%d.%m.%Y}")
    named, over = rows_of(cast.nurse)
    assert (named.service, named.ends_at) == (None, None)
    assert (over.service_id, over.ends_at) == (cast.school.service_id, end_of(last))
    page = words(as_(cast.administrator).get(reverse("accounts:read", args=[cast.nurse.pk])))
    assert NAMED in page
    assert "Leder over enhetene i skole" in page
    assert [one.act for one in noted(user=cast.administrator, act="overseer.change")] == [
        "overseer.change"
    ] * 2


def test_a_role_ends_after_a_question_and_its_place_is_free(cast):
    key = give(cast, cast.nurse)
    browser, url = as_(cast.administrator), reverse("accounts:overseer_stop", args=[key])
    assert "Skal kommunen ikke ha pekt ut Nurse lenger?" in words(browser.get(url))
    assert f"{NAMED} ingen" in words(browser.post(url, {"confirmed": "1"}, follow=True))
    [row] = rows_of(cast.nurse)
    assert row.ends_at <= timezone.now()
    assert browser.get(url).status_code == 404
    with as_user(cast.administrator.pk), pytest.raises(NothingThere):
        overseer_stop(row)


def test_what_was_to_begin_later_and_is_ended_never_began(cast):
    key = give(cast, cast.nurse, starts=begin_of(TODAY + timedelta(days=3)))
    page = words(as_(cast.administrator).get(reverse("accounts:overseers")))
    assert "har ikke begynt" in page
    assert "Kommunen har ikke pekt ut noen" in page
    with as_user(cast.administrator.pk):
        overseer_stop(Overseer.objects.get(pk=key))
    [row] = rows_of(cast.nurse)
    assert row.starts_at == row.ends_at


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"starts": begin_of(TODAY) - timedelta(seconds=1)}, "kan ikke være før i dag"),
        (
            {"starts": begin_of(TODAY + timedelta(days=9)), "ends": end_of(TODAY)},
            "kan ikke være før den første",
        ),
    ],
)
def test_a_role_of_the_past_and_one_that_ends_before_it_begins_are_refused(cast, keys, said):
    with pytest.raises(Refused, match=said):
        give(cast, cast.nurse, **keys)


def test_the_same_role_does_not_run_beside_itself(cast):
    give(cast, cast.nurse, ends=end_of(TODAY))
    with pytest.raises(Refused, match="trer alt inn"):
        give(cast, cast.nurse)
    give(cast, cast.nurse, cast.school.service)
    give(cast, cast.nurse, starts=end_of(TODAY))
    assert len(rows_of(cast.nurse)) == 3


def test_only_open_accounts_of_staff_and_services_of_the_own_municipality_can_be_chosen(cast):
    for person in (cast.privacy_officer, cast.executive, cast.administrator):
        with pytest.raises(Refused):
            give(cast, person)
    for person in (cast.stranger, cast.mother):
        with pytest.raises(NothingThere):
            give(cast, person)
    with pytest.raises(Refused):
        give(cast, cast.nurse, Service.objects.get(pk=cast.away_school.service_id))
    with as_user(cast.administrator.pk):
        account_close(cast.nurse)
    with pytest.raises(Refused):
        give(cast, cast.nurse)


@pytest.mark.parametrize("person", ["head", "privacy_officer", "executive", "mother", "nurse", "stranger"])
def test_nobody_but_the_administrator_gives_or_ends_a_role(cast, person):
    key = give(cast, cast.nurse)
    with as_user(getattr(cast, person).pk):
        assert is_refused("select overseer_give(%s, null, null, null)", cast.nurse.pk)
        assert is_refused("select overseer_stop(%s)", key)
        assert (list(Overseer.objects.all()) == []) is (person != "nurse")
        assert units_without_leader() == []


def test_an_administrator_of_another_municipality_finds_no_role(cast):
    key = give(cast, cast.nurse)
    with as_system("test: another administrator"):
        other = make_user("away_admin", cast.away, AccountType.ADMINISTRATOR)
    with as_user(other.pk):
        assert not Overseer.objects.exists()
        with pytest.raises(NothingThere):
            overseer_stop(Overseer(pk=key, user=cast.nurse))


def test_closing_an_account_ends_its_roles(cast):
    give(cast, cast.nurse)
    give(cast, cast.nurse, cast.school.service, starts=begin_of(TODAY + timedelta(days=5)))
    with as_user(cast.administrator.pk):
        account_close(cast.nurse)
        assert not somebody_is_named(cast.home)
    assert all(row.ends_at <= timezone.now() for row in rows_of(cast.nurse))


def test_the_privacy_officer_is_told_of_an_administrator_in_a_leaders_place(cast):
    with as_system("test: one person, two accounts"):
        someone = make_user("adm-someone", cast.home)
        User.objects.filter(pk=someone.pk).update(email="a@example.org")
        User.objects.filter(pk=cast.administrator.pk).update(email="A@example.org")
    give(cast, cast.nurse)
    with as_system("test"):
        assert not Notice.objects.filter(notice_type="place.administrator").exists()
    give(cast, someone)
    give(cast, someone, cast.school.service)
    with as_user(cast.privacy_officer.pk):
        assert Notice.objects.filter(notice_type="place.administrator").count() == 2
        found = {(one.name, one.unit, one.role_name) for one in administrators_places()}
    assert found == {
        ("Adm-someone", "", "utpekt av kommunen"),
        ("Adm-someone", "skole", "leder over enhetene"),
    }
    page = words(as_(cast.privacy_officer).get(reverse("accounts:administrators")))
    assert "leder over enhetene" in page
    with as_user(cast.head.pk):
        assert administrators_places() == []


def test_an_account_with_a_role_that_becomes_an_administrators_too_is_told_of(cast):
    with as_system("test: an account"):
        someone = make_user("someone", cast.home)
        User.objects.filter(pk=cast.administrator.pk).update(email="a@example.org")
    give(cast, someone)
    with as_system("test: the address"):
        assert not Notice.objects.filter(notice_type="place.administrator").exists()
        User.objects.filter(pk=someone.pk).update(email="a@example.org")
        [told] = Notice.objects.filter(notice_type="place.administrator").prefetch_related("user")
    assert told.user.username == "privacy_officer"


def test_whoever_has_the_leaders_place_is_told_of_an_administrator_in_a_unit_without_leader(cast):
    lay_overseers(cast)
    end_places(cast.head)
    with as_system("test: one person, two accounts"):
        someone = make_user("adm-x", cast.home)
        make_user("x", cast.home, AccountType.ADMINISTRATOR)
    as_(cast.administrator).post(
        reverse("accounts:read", args=[someone.pk]),
        {"unit": str(cast.school.pk), "role": "leader", "profession": "", "starts_on": "", "ends_on": ""},
    )
    with as_system("test"):
        found = Notice.objects.filter(notice_type="place.administrator").prefetch_related("user")
        assert {one.user.username for one in found} == {"overseer", "privacy_officer"}


def lacking(cast):
    with as_user(cast.administrator.pk):
        step = next(one for one in steps_of(cast.home) if one.url == reverse("accounts:overseers"))
        return step.done, list(step.lacking)


def test_what_is_missing_says_who_is_not_named_and_which_units_nobody_leads(cast):
    done, found = lacking(cast)
    assert not done
    assert "en person som kommunen peker ut" in found
    assert "leder, eller leder over, PPT" in found
    assert not [one for one in found if "Baksalen" in one], "the head leads it"
    page = words(as_(cast.administrator).get(reverse("administration:begin")))
    assert "Uten en utpekt person kan en stafettpinne bli liggende." in page
    page = words(as_(cast.administrator).get(reverse("accounts:overseers")))
    assert "Uten en utpekt person kan en stafettpinne bli liggende." in page
    lay_overseer(cast, "named", None)
    for unit in (cast.clinic, cast.ppt, cast.child_welfare, cast.nav_office, cast.coordinating):
        lay_overseer(cast, f"over_{unit.pk}", unit.service)
    assert lacking(cast) == (True, [])
    assert "bli liggende" not in words(as_(cast.administrator).get(reverse("accounts:overseers")))
    end_places(cast.head)
    assert lacking(cast) == (False, ["leder, eller leder over, Baksalen skole"])
