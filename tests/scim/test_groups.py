"""Groups are kept with who is in them, shown to the administrator, and open nothing."""

import uuid

import pytest
from django.urls import reverse

from municipality.access.identity import as_system, as_user
from municipality.accounts.selectors import groups_suggested
from municipality.people.models import Membership
from tests.access_log import noted
from tests.logs.helpers import as_
from tests.scim.helpers import stored


@pytest.fixture
def group(push):
    made = push("POST", "Groups", {"displayName": "Lærere, Øst skole", "externalId": str(uuid.uuid4())})
    assert made.status_code == 201
    return made.json()


def members(push, group):
    return [one["value"] for one in push.get(f"Groups/{group['id']}").json().get("members", [])]


def test_a_group_is_a_suggestion_on_the_page_of_a_person_and_no_place(cast, push, group):
    aile = push.make()
    before = Membership.objects.count()
    said = push.patch(
        f"Groups/{group['id']}", {"op": "Add", "path": "members", "value": [{"value": aile["id"]}]}
    )
    assert said.status_code == 200
    user = stored(aile["userName"])
    page = as_(cast.administrator).get(reverse("accounts:read", args=[user.pk])).text
    assert "Foreslått fra Entra ID" in page
    assert "Lærere, Øst skole" in page
    assert "Foreslått" not in as_(cast.administrator).get(reverse("accounts:read", args=[cast.nurse.pk])).text
    assert Membership.objects.count() == before
    with as_system("test: read"):
        assert not Membership.objects.filter(user=user).exists()


def test_nobody_but_the_administrator_of_the_municipality_is_shown_groups(cast, push, foreign, group):
    nurse = push.key_of(cast.nurse)
    push.patch(f"Groups/{group['id']}", {"op": "Add", "path": "members", "value": [{"value": nurse}]})
    for role in ("nurse", "head", "privacy_officer", "executive", "stranger", "mother"):
        with as_user(getattr(cast, role).pk):
            assert groups_suggested(cast.nurse) == [], role
    with as_user(cast.administrator.pk):
        assert groups_suggested(cast.nurse) == ["Lærere, Øst skole"]


def test_members_come_and_go_as_entra_id_sends_them(cast, push, group):
    one, two, three = (push.key_of(user) for user in (cast.teacher, cast.nurse, cast.head))
    path = f"Groups/{group['id']}"

    def patch(**operation):
        assert push.patch(path, operation).status_code == 200
        return sorted(members(push, group))

    assert patch(op="Add", path="members", value=[{"value": one}, {"value": two}]) == sorted([one, two])
    assert patch(op="Add", path="members", value=[{"value": two}]) == sorted([one, two])
    assert patch(op="Remove", path=f'members[value eq "{one}"]') == [two]
    assert patch(op="Add", value={"members": [{"value": three}]}) == sorted([two, three])
    assert patch(op="Remove", path="members", value=[{"value": two}]) == [three]
    assert patch(op="Remove", path="members", value=[]) == [three]
    assert patch(op="Replace", path="members", value=[{"value": one}]) == [one]
    assert patch(op="Remove", path="members") == []


def test_the_same_once_more_is_no_new_version_and_no_event(push, group):
    change = {"op": "Replace", "path": "displayName", "value": "Ny"}
    path = f"Groups/{group['id']}"
    first = push.patch(path, change)
    events = len(noted(act="scim_group.change"))
    assert push.patch(path, change)["ETag"] == first["ETag"] != group["meta"]["version"]
    assert len(noted(act="scim_group.change")) == events == 2
    stale = push.patch(path, change, **{"If-Match": group["meta"]["version"]})
    assert stale.status_code == 412


def test_who_is_deleted_is_in_no_group(push, group):
    aile = push.make()
    push.patch(f"Groups/{group['id']}", {"op": "Add", "path": "members", "value": [{"value": aile["id"]}]})
    push("DELETE", f"Users/{aile['id']}")
    assert members(push, group) == []


def test_a_member_that_there_is_not_is_refused(push, foreign, group):
    for key in (str(uuid.uuid4()), "x", foreign.make("elsewhere")["id"]):
        said = push.patch(
            f"Groups/{group['id']}", {"op": "Add", "path": "members", "value": [{"value": key}]}
        )
        assert (said.status_code, said.json()["scimType"]) == (400, "invalidValue")
    assert members(push, group) == []


def test_groups_are_found_replaced_and_deleted(push, group):
    assert [one["id"] for one in push.find('displayName eq "lærere, øst skole"', "Groups")] == [group["id"]]
    assert [one["id"] for one in push.find(f'externalId eq "{group["externalId"]}"', "Groups")] == [
        group["id"]
    ]
    assert push.get("Groups", filter='members.value eq "x"').json()["scimType"] == "invalidFilter"
    taken = push("POST", "Groups", {"displayName": "x", "externalId": group["externalId"]})
    assert taken.json()["scimType"] == "uniqueness"
    assert push("POST", "Groups", {}).json()["scimType"] == "invalidValue"
    path = f"Groups/{group['id']}"
    assert push("PUT", path, {"displayName": "Ny"}).json().get("externalId") is None
    assert push("DELETE", path).status_code == 204
    assert push.get(path).status_code == push("DELETE", path).status_code == 404


def test_a_list_without_members_does_not_hold_them(cast, push, group):
    push.patch(
        f"Groups/{group['id']}",
        {"op": "Add", "path": "members", "value": [{"value": push.key_of(cast.nurse)}]},
    )
    (one,) = push.get("Groups", excludedAttributes="members").json()["Resources"]
    assert "members" not in one
    assert push.get("Groups").json()["Resources"][0]["members"]
