"""A directory makes, changes, closes and opens accounts of staff, and no others."""

import uuid

import pytest
from django.urls import reverse

from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere
from municipality.accounts.services import account_approve, account_make
from municipality.people.models import AccountType, Membership, User
from municipality.people.services import membership_start
from municipality.signin.proof import EmployeeIdentity
from tests.access_log import noted
from tests.cast import CASEWORKER, make_user
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log
from tests.plans.helpers import make_plan, order
from tests.scim.helpers import OBJECT, OTHER_TENANT, TENANT, as_it_is, directory_of, stored
from tests.signin.helpers import come
from tests.signin.test_arriving import who

TOUCHED = {
    "externalId": OBJECT,
    "userName": "x",
    "displayName": "X",
    "emails": [{"value": "x@kommune.example"}],
}


def acts(reason="scim", **asked):
    return [one.act for one in noted(reason=reason, **asked)]


def closed(push, path):
    return push.patch(path, {"op": "Replace", "path": "active", "value": "False"})


def test_a_pushed_account_is_of_staff_and_signs_in_at_once_and_has_no_place(cast, push):
    said = push.make(externalId=OBJECT, emails=[{"value": "aile@kommune.example", "type": "work"}])
    aile = stored("aile@kommune.example")
    assert (aile.display_name, aile.email, aile.account_type) == ("Áile Åsmyr", aile.username, "staff")
    assert (aile.municipality_id, aile.is_active) == (cast.home.pk, True)
    assert said["meta"]["version"] == push.get(f"Users/{said['id']}")["ETag"]
    assert who(come(EmployeeIdentity(TENANT, OBJECT.upper()))[1]) == aile
    with as_system("test: read"):
        assert not Membership.objects.filter(user=aile).exists()


def test_the_same_object_of_another_tenant_is_somebody_else(cast, push):
    push.make(externalId=OBJECT)
    assert who(come(EmployeeIdentity(OTHER_TENANT, OBJECT))[1]).is_anonymous


def test_a_key_that_is_no_object_id_joins_nobody(cast, push):
    push.make(externalId="aile")
    assert who(come(EmployeeIdentity(TENANT, "aile"))[1]).is_anonymous


def test_another_object_id_takes_the_way_in_from_the_former(cast, push):
    path = f"Users/{push.make(externalId=OBJECT)['id']}"
    other = str(uuid.uuid4())
    _answer, former = come(EmployeeIdentity(TENANT, OBJECT))
    assert who(former) == stored("aile@kommune.example")
    assert push.patch(path, {"op": "Replace", "path": "externalId", "value": other}).status_code == 200
    assert who(former).is_anonymous
    assert who(come(EmployeeIdentity(TENANT, OBJECT))[1]).is_anonymous
    assert who(come(EmployeeIdentity(TENANT, other))[1]) == stored("aile@kommune.example")


@pytest.mark.parametrize("value", ["False", False, "false"])
@pytest.mark.parametrize("with_path", [True, False])
def test_deactivated_means_closed_at_once_everywhere(cast, push, value, with_path):
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    document = order(cast, make_plan(cast, case_id), "nurse")
    page = as_(cast.nurse)
    pages = [f"/stafettlogger/{case_id}/", reverse("plans:document", args=[case_id, document])]
    assert page.get(pages[0]).status_code == 200
    path = f"Users/{push.key_of(cast.nurse)}"
    said = {"path": "active", "value": value} if with_path else {"value": {"active": value}}
    answer = push.patch(path, {"op": "Replace", **said})
    assert (answer.status_code, answer.json()["active"]) == (200, False)
    for address in pages:
        assert page.get(address).status_code == 302, address  # sent to sign in
    assert who(page).is_anonymous
    with as_system("test: read"):
        assert not Membership.objects.filter(user=cast.nurse, ends_at=None).exists()
    assert acts()[-1] == "account.close"


def test_an_open_session_of_somebody_deactivated_is_over(cast, push):
    said = push.make(externalId=OBJECT)
    _answer, browser = come(EmployeeIdentity(TENANT, OBJECT))
    assert who(browser) == stored("aile@kommune.example")
    closed(push, f"Users/{said['id']}")
    assert who(browser).is_anonymous
    assert who(come(EmployeeIdentity(TENANT, OBJECT))[1]).is_anonymous


def test_opened_again_there_are_no_places(cast, push):
    path = f"Users/{push.key_of(cast.nurse)}"
    closed(push, path)
    assert push.patch(path, {"op": "replace", "path": "active", "value": "True"}).json()["active"] is True
    assert as_it_is(cast.nurse).is_active
    with as_system("test: read"):
        assert not Membership.objects.filter(user=cast.nurse, ends_at=None).exists()
    assert acts()[-2:] == ["account.close", "account.reopen"]


def test_deleted_means_closed_and_not_found_and_back_by_the_same_object_alone(cast, push):
    said = push.make(externalId=OBJECT)
    path = f"Users/{said['id']}"
    aile = stored("aile@kommune.example")
    with as_system("test: a place"):
        membership_start(user=aile, unit=cast.school, role=CASEWORKER, starts_at=said["meta"]["created"])
    assert push("DELETE", path).status_code == 204
    assert push.get(path).status_code == 404
    assert push("DELETE", path).status_code == 404
    assert push.find('userName eq "aile@kommune.example"') == []
    assert not as_it_is(aile).is_active
    # Somebody else with the name that was hers does not become her.
    body = {"userName": "aile@kommune.example", "displayName": "En annen", "externalId": str(uuid.uuid4())}
    assert push("POST", "Users", body).status_code == 409
    again = push.make("aile.ny@kommune.example", externalId=OBJECT)
    assert again["id"] == said["id"]
    assert (as_it_is(aile).is_active, as_it_is(aile).username) == (True, "aile.ny@kommune.example")
    with as_system("test: read"):
        assert not Membership.objects.filter(user=aile, ends_at=None).exists()


def test_what_the_administrator_opens_by_hand_the_directory_can_close_again(cast, push):
    said = push.make(externalId=OBJECT)
    push("DELETE", f"Users/{said['id']}")
    as_(cast.administrator).post(
        reverse("accounts:reopen", args=[stored("aile@kommune.example").pk]), {"confirmed": "1"}
    )
    assert closed(push, f"Users/{said['id']}").status_code == 200
    assert not stored("aile@kommune.example").is_active


@pytest.mark.parametrize("name", ["aile@kommune.example", "AILE@kommune.example", "teacher", "Stranger"])
def test_a_user_name_is_there_once(cast, push, name):
    push.make()
    answer = push("POST", "Users", {"userName": name, "displayName": "En annen"})
    assert (answer.status_code, answer.json()["scimType"]) == (409, "uniqueness")
    assert noted(reason="scim", refused=True, act="account.make")
    other = push.make("other@kommune.example")
    answer = push.patch(f"Users/{other['id']}", {"op": "Replace", "path": "userName", "value": name})
    assert (answer.status_code, answer.json()["scimType"]) == (409, "uniqueness")


def test_an_external_id_is_there_once(cast, push):
    push.make(externalId=OBJECT)
    body = {"userName": "other", "displayName": "En annen", "externalId": OBJECT}
    assert push("POST", "Users", body).json()["scimType"] == "uniqueness"


@pytest.mark.parametrize("role", ["administrator", "privacy_officer", "executive"])
def test_an_account_that_opens_much_is_closed_and_nothing_else(cast, push, role):
    user = getattr(cast, role)
    path = f"Users/{push.key_of(user)}"
    for name, value in TOUCHED.items():
        answer = push.patch(path, {"op": "Replace", "path": name, "value": value})
        assert (answer.status_code, answer.json()["scimType"]) == (403, "mutability"), name
    assert as_it_is(user).username == role
    assert who(come(EmployeeIdentity(TENANT, OBJECT))[1]).is_anonymous
    assert noted(reason="scim", refused=True, act="account.change")
    assert closed(push, path).status_code == 200
    assert not as_it_is(user).is_active
    assert push.patch(path, {"op": "Replace", "path": "active", "value": True}).status_code == 403
    assert not as_it_is(user).is_active


def test_who_leaves_while_an_account_waits_for_a_second_yes_does_not_get_it(cast, push):
    with as_user(cast.administrator.pk):
        waiting = User(
            pk=account_make(username="w", display_name="W", email="", account_type="administrator")
        )
    with as_system("test: another administrator"):
        other = make_user("other_administrator", cast.home, AccountType.ADMINISTRATOR)
    path = f"Users/{push.key_of(as_it_is(waiting))}"
    assert closed(push, path).status_code == 200
    with as_user(other.pk), pytest.raises(NothingThere):
        account_approve(waiting)
    assert not as_it_is(waiting).is_active


def test_what_is_said_of_a_role_makes_nobody_more_than_staff(cast, push):
    said = push.make(
        account_type="administrator", roles=[{"value": "administrator"}], userType="administrator"
    )
    push.patch(f"Users/{said['id']}", {"op": "Add", "path": "roles", "value": [{"value": "administrator"}]})
    assert stored("aile@kommune.example").account_type == AccountType.STAFF


def test_no_family_is_found(cast, push):
    assert push.find('userName eq "mother"') == []
    everybody = push.get("Users", count="200").json()
    assert everybody["totalResults"] == len(everybody["Resources"])
    assert {one["userName"] for one in everybody["Resources"]} >= {"teacher", "administrator"}
    assert not {"mother", "father", "youth", "stranger"} & {one["userName"] for one in everybody["Resources"]}


def test_the_name_is_put_together_when_none_is_given(cast, push):
    body = {"userName": "a", "name": {"givenName": "Áile", "familyName": "Åsmyr"}}
    said = push("POST", "Users", body).json()
    assert said["displayName"] == "Áile Åsmyr"
    path = f"Users/{said['id']}"
    assert (
        push.patch(path, {"op": "Replace", "path": "name.familyName", "value": "Eira"}).json()["displayName"]
        == "Áile Eira"
    )
    push.patch(path, {"op": "Replace", "path": "displayName", "value": "Áile E."})
    assert (
        push.patch(path, {"op": "Replace", "path": "name.familyName", "value": "Moe"}).json()["displayName"]
        == "Áile E."
    )
    assert push("POST", "Users", {"userName": "b"}).json()["displayName"] == "b"


def test_a_put_without_active_opens_nothing(cast, push):
    said = push.make()
    path = f"Users/{said['id']}"
    closed(push, path)
    answer = push("PUT", path, {"userName": said["userName"], "displayName": "Ny"})
    assert (answer.json()["active"], answer.json()["displayName"]) == (False, "Ny")


def test_each_act_is_an_event_of_the_directory(cast, push):
    path = f"Users/{push.make()['id']}"
    push.get(path)
    push.get("Users")
    push.patch(path, {"op": "Replace", "path": "displayName", "value": "Ny"})
    push("DELETE", path)
    assert acts() == ["account.make", "account.read", "account.list", "account.change", "account.close"]
    assert {one.user_id for one in noted(reason="scim")} == {None}
    assert "katalogen" in as_(cast.privacy_officer).get(reverse("audit:list")).text


def test_the_name_that_the_administrator_gives_is_another_version(cast, push):
    said = push.make()
    aile = stored("aile@kommune.example")
    as_(cast.administrator).post(
        reverse("accounts:change", args=[aile.pk]), {"display_name": "Ny", "email": ""}
    )
    now = push.get(f"Users/{said['id']}")
    assert now.json()["displayName"] == "Ny"
    assert now["ETag"] != said["meta"]["version"]


def test_two_tokens_of_one_municipality_see_the_same(cast, push):
    said = push.make()
    assert directory_of(cast.administrator).get(f"Users/{said['id']}").json()["id"] == said["id"]
    with as_system("test: read"):
        assert User.objects.filter(username=said["userName"]).count() == 1
