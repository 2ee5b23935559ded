"""The page of one's own profile: what it shows whom, and what each can change of themselves."""

import pytest

from municipality.access.identity import as_system, as_user
from municipality.access.refusals import Refused
from municipality.notices.models import NoticeChoice, Way
from municipality.people.models import User
from municipality.profile.services import email_ask, email_remove, notice_choices_set, phone_set
from tests.access_log import acts_of
from tests.attacks.helpers import plain
from tests.cast import EVERYBODY, FAMILY, STAFF

PROFILE = "/min-profil/"


def as_(client, user):
    client.post(f"/demo/login/{user.username}")
    return client


@pytest.mark.parametrize("role", EVERYBODY)
def test_everybody_has_a_profile_with_what_they_can_change(cast, client, role):
    page = as_(client, getattr(cast, role)).get(PROFILE)
    assert page.status_code == 200
    assert getattr(cast, role).display_name in page.text
    assert ("/min-profil/telefon/" in page.text) is (role in STAFF)
    assert ("/min-profil/e-post/" in page.text) is (role in FAMILY)
    told_of_something = role not in ("administrator", "privacy_officer", "executive")
    assert ("/min-profil/varsler/" in page.text) is told_of_something
    for path, is_open in {
        "telefon/": role in STAFF, "e-post/": role in FAMILY, "varsler/": told_of_something
    }.items():  # fmt: skip
        assert client.get(PROFILE + path).status_code == (200 if is_open else 404), path


def test_units_roles_and_profession_are_shown(cast, client):
    with as_system("test: a profession"):
        cast.nurse.memberships.update(profession="helsesykepleier")
    page = as_(client, cast.nurse).get(PROFILE).text
    assert cast.clinic.name in page
    assert "helsesykepleier" in page


def test_a_telephone_is_saved_and_noted(cast, client):
    sent = {"phone": "12 34 56 78", "phone_hours": "mandag–fredag 8–15"}
    answer = as_(client, cast.nurse).post("/min-profil/telefon/", sent, follow=True)
    assert "Telefonen din er lagret." in answer.text
    assert "12 34 56 78" in answer.text
    assert "mandag–fredag 8–15" in answer.text
    assert acts_of(cast.nurse)[-1] == "profile.change"


@pytest.mark.parametrize("wrong", ["ring meg", "12 34 56 78\n9", "12345;678", "1", "javascript:1"])
def test_what_is_no_telephone_is_said_beside_the_field_and_kept(cast, client, wrong):
    page = as_(client, cast.nurse).post("/min-profil/telefon/", {"phone": wrong, "phone_hours": "alltid"})
    assert page.status_code == 200
    assert "Telefonnummeret kan bare ha siffer og mellomrom." in page.text
    assert 'value="alltid"' in page.text
    with as_system("test: read"):
        assert User.objects.get(pk=cast.nurse.pk).phone == cast.nurse.phone


def test_a_family_has_no_telephone_at_work(cast):
    with as_user(cast.mother.pk), pytest.raises(Refused):
        phone_set(phone="12 34 56 78", phone_hours="")


def test_those_who_work_here_do_not_change_where_e_mail_goes(cast):
    for change in (lambda: email_ask("nurse@example.org"), email_remove):
        with as_user(cast.nurse.pk), pytest.raises(Refused):
            change()


@pytest.mark.parametrize("role", ["administrator", "privacy_officer", "executive"])
def test_who_is_told_of_nothing_that_can_be_chosen_chooses_nothing(cast, role):
    with as_user(getattr(cast, role).pk), pytest.raises(Refused):
        notice_choices_set({"logs": Way.NONE})


def test_choices_are_saved_shown_and_noted(cast, client):
    page = as_(client, cast.teacher).get("/min-profil/varsler/")
    fields = page.context["form"].fields.values()
    assert {one.widget.attrs.get("class") for one in fields} == {"ds-input"}  # dressed as every other choice
    sent = dict.fromkeys(page.context["form"].fields, "daily")
    answer = client.post("/min-profil/varsler/", {**sent, "logs": "none"}, follow=True)
    assert "Valget er lagret." in answer.text
    assert "Ikke på e-post" in answer.text
    assert acts_of(cast.teacher)[-1] == "profile.change"


def test_a_choice_that_the_role_does_not_allow_is_not_offered_and_refused_when_sent(cast, client):
    page = as_(client, cast.head).get("/min-profil/varsler/")
    assert [way for way, _label in page.context["form"].fields["concerns"].choices] == ["at_once", "daily"]
    sent = dict.fromkeys(page.context["form"].fields, "daily")
    answer = client.post("/min-profil/varsler/", {**sent, "concerns": "none"})
    assert answer.status_code == 200
    assert answer.context["form"].errors["concerns"]


def test_who_can_turn_everything_off_is_not_told_that_some_things_stay(cast, client):
    stays = "Det kan du ikke velge bort."
    assert stays in as_(client, cast.head).get("/min-profil/varsler/").text
    assert stays not in as_(client, cast.mother).get("/min-profil/varsler/").text


def test_nobody_reads_what_another_has_chosen(cast):
    with as_user(cast.teacher.pk):
        notice_choices_set({"logs": Way.NONE})
        assert NoticeChoice.objects.count() == 1
    for other in set(EVERYBODY) - {"teacher"}:
        with as_user(getattr(cast, other).pk):
            assert not NoticeChoice.objects.exists(), other


def test_a_profile_shows_nobody_else(cast, client):
    """Whatever is registered of others, one's own page is the same."""
    before = as_(client, cast.mother).get(PROFILE).text
    with as_system("test: others have much"):
        User.objects.exclude(pk=cast.mother.pk).update(phone="12 34 56 78", phone_hours="alltid")
        User.objects.filter(pk=cast.father.pk).update(email="far@example.org", phone="")
    after = client.get(PROFILE).text
    assert plain(before) == plain(after)
