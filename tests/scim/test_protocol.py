"""Filters, pages, versions, PATCH as Entra ID sends it, and what is wrong with what was sent."""

import json
import logging
import uuid

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from municipality.scim.filters import USER_NAMES, ways_of
from tests.scim.helpers import OBJECT, stored

ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
MAIL, NEW = "aile@kommune.example", "ny@kommune.example"
KINDS = {
    "text/html": "application/scim+json",
    "application/json": "application/json",
    "*/*": "application/scim+json",
}
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"
AT_HOME, AT_WORK = {"value": "h@x.example", "type": "home"}, {"value": "w@x.example", "type": "work"}


@pytest.fixture
def aile(push):
    return push.make(externalId=OBJECT, emails=[{"value": MAIL, "type": "work", "primary": True}])


@pytest.mark.parametrize(
    "asked",
    [
        f'userName eq "{MAIL}"', f'USERNAME EQ "{MAIL.upper()}"', f'externalId eq "{OBJECT}"', 'displayName sw "áile"',
        'displayName co "ÅSM"', f'emails.value eq "{MAIL}"', f'emails[type eq "work"].value eq "{MAIL}"',
        'externalId pr and userName sw "aile"',
        f'(userName eq "nobody" or externalId eq "{OBJECT}") and active eq true',
        'userName eq "nobody" or displayName co "Åsmyr" and active eq "True"',
        f'urn:ietf:params:scim:schemas:core:2.0:User:userName eq "{MAIL}"',
    ],
)  # fmt: skip
def test_filters_find_what_they_ask_for_and_nothing_else(aile, push, asked):
    assert [one["id"] for one in push.find(asked)] == [aile["id"]]


@pytest.mark.parametrize(
    "asked",
    [
        f'externalId eq "{OBJECT.upper()}"', f'userName eq "{MAIL}" and active eq false', 'userName eq "%"',
        'displayName co "%"', 'displayName sw "_"', """userName eq "x' or '1'='1" """,
        'userName eq "x\\" or id pr or \\""',
        """userName eq "'); drop table municipality_user; --" """, 'id eq "1 or true"',
    ],
)  # fmt: skip
def test_a_value_is_a_value_whatever_stands_in_it(aile, push, asked):
    assert push.find(asked) == []
    assert stored(MAIL).is_active


@pytest.mark.parametrize(
    "asked",
    [
        "", "userName", "userName eq", "userName eq x", 'password eq "x"', 'userName ne "x"', 'not (userName eq "x")',
        'userName gt "x"', 'userName eq "x" or', 'userName eq "x" and)', "(" * 50 + "userName pr" + ")" * 50,
        'userName eq "x"; select 1', "userName eq 'x'", 'active co "t"', "active eq 1", 'userName eq "x" "y"',
        'emails[type eq "home"].value eq "x"', 'userName eq "' + "x" * 1000 + '"', 'userName eq "\x00"',
        "userName pr " * 3,
        "(id pr or id pr) and " * 40 + "id pr", 'is_superuser eq true', 'municipality eq "1"', "userName eq true",
    ],
)  # fmt: skip
def test_what_cannot_be_read_as_a_filter_is_said(push, asked):
    said = push.get("Users", filter=asked)
    assert (said.status_code, said.json()["scimType"]) == (400, "invalidFilter")


def test_and_binds_before_or():
    ways = ways_of('id pr or id eq "a" and (id eq "b" or id eq "c")', USER_NAMES)
    assert [[one.value for one in way] for way in ways] == [[None], ["a", "b"], ["a", "c"]]


def test_pages_hold_each_account_once_in_a_few_questions(push):
    for number in range(7):
        push.make(f"p{number}@kommune.example")
    with CaptureQueriesContext(connection) as few:
        page = push.get("Users", filter='userName sw "p"', startIndex="1", count="3").json()
    with CaptureQueriesContext(connection) as many:
        everybody = push.get("Users", count="200").json()
    assert len(few) == len(many)
    assert (page["totalResults"], page["itemsPerPage"], page["startIndex"]) == (
        9,
        3,
        1,
    )  # two of the cast begin so
    seen = [
        one["id"]
        for start in (1, 4, 7, 10)
        for one in push.get("Users", filter='userName sw "p"', startIndex=str(start), count="3").json()[
            "Resources"
        ]
    ]
    assert len(seen) == len(set(seen)) == 9
    assert everybody["totalResults"] > 9
    assert push.get("Users", count="0").json()["Resources"] == []
    assert push.get("Users", count="100000").json()["itemsPerPage"] <= 200
    assert push.get("Users", startIndex="-3").json()["startIndex"] == 1
    assert push.get("Users", startIndex="x").json()["scimType"] == "invalidValue"


def test_versions_are_honoured(aile, push):
    path = f"Users/{aile['id']}"
    change = {"op": "replace", "path": "displayName", "value": "Ny"}
    first = aile["meta"]["version"]
    assert push("GET", path, **{"If-None-Match": first}).status_code == 304
    assert push.patch(path, change, **{"If-Match": first}).status_code == 200
    assert push("GET", path, **{"If-None-Match": first}).status_code == 200
    for said in (
        push.patch(path, change, **{"If-Match": first}),
        push("DELETE", path, **{"If-Match": first}),
        push("PUT", path, {"userName": "x"}, **{"If-Match": first}),
    ):
        assert (said.status_code, said.json()["status"]) == (412, "412")
    assert stored(MAIL).display_name == "Ny"
    assert push.patch(path, change, **{"If-Match": "*"}).status_code == 200


def test_the_same_patch_twice_is_as_once(aile, push):
    path = f"Users/{aile['id']}"
    change = {"op": "Replace", "value": {"displayName": "Ny", "name.givenName": "N", "active": "False"}}
    once = push.patch(path, change)
    twice = push.patch(path, change)
    assert once.json() == twice.json()
    assert once["ETag"] == twice["ETag"] != aile["meta"]["version"]


@pytest.mark.parametrize(
    ("operation", "shown"),
    [
        ({"op": "Add", "path": "externalId", "value": "x"}, ("externalId", "x")),
        ({"op": "Replace", "path": 'emails[type eq "work"].value', "value": NEW}, ("emails", NEW)),
        ({"op": "Add", "path": 'emails[primary eq true].value', "value": NEW}, ("emails", NEW)),
        ({"op": "Add", "path": 'emails[type eq "home"].value', "value": NEW}, ("emails", MAIL)),
        ({"op": "Replace", "value": {'emails[type eq "work"].value': NEW}}, ("emails", NEW)),
        ({"op": "Replace", "path": "emails", "value": [AT_HOME, AT_WORK]}, ("emails", "w@x.example")),
        ({"op": "Remove", "path": "emails"}, ("emails", None)),
        ({"op": "Remove", "path": 'emails[type eq "work"]'}, ("emails", None)),
        ({"op": "remove", "path": "externalId"}, ("externalId", None)),
        ({"op": "Add", "path": "name.givenName", "value": "Á"}, ("name", {"givenName": "Á"})),
        ({"op": "Add", "path": "name", "value": {"familyName": "Å"}}, ("name", {"familyName": "Å"})),
        ({"op": "Add", "path": "title", "value": "Lærer"}, ("title", None)),
        ({"op": "Add", "path": ENTERPRISE, "value": "x"}, ("title", None)),
        ({"op": "Replace", "value": {"ACTIVE": "true", "UserName": "ny"}}, ("userName", "ny")),
    ],
)  # fmt: skip
def test_entra_id_changes_an_account_in_its_own_way(aile, push, operation, shown):
    said = push.patch(f"Users/{aile['id']}", operation)
    assert said.status_code == 200, said.text
    name, value = shown
    found = said.json().get(name)
    assert (found[0]["value"] if name == "emails" and found else found) == value
    assert push.get(f"Users/{aile['id']}").json() == said.json()


@pytest.mark.parametrize(
    ("operation", "kind"),
    [
        ({"op": "Replace", "path": "id", "value": "x"}, "mutability"),
        ({"op": "Remove", "path": "userName"}, "mutability"),
        ({"op": "Remove", "path": "active"}, "mutability"),
        ({"op": "Remove"}, "noTarget"),
        ({"op": "move", "path": "active"}, "invalidSyntax"),
        ({"op": "Replace", "path": "a b"}, "invalidPath"),
        ({"op": "Replace", "path": ["active"]}, "invalidPath"),
        ({"op": "Replace", "path": 'emails[type gt "x"].value', "value": "x"}, "invalidFilter"),
        ({"op": "Replace", "path": "active", "value": "kanskje"}, "invalidValue"),
        ({"op": "Replace", "path": "active", "value": None}, "mutability"),
        ({"op": "Replace", "path": "userName", "value": ""}, "invalidValue"),
        ({"op": "Replace", "path": "userName", "value": "x" * 81}, "invalidValue"),
        ({"op": "Replace", "path": "userName", "value": {"x": 1}}, "invalidValue"),
        ({"op": "Replace", "path": "displayName", "value": "x\u0000y"}, "invalidValue"),
        ({"op": "Replace", "path": "displayName", "value": "x\ud800"}, "invalidValue"),
        ({"op": "Replace", "path": "emails", "value": "x@x.example, y@y.example"}, "invalidValue"),
        ({"op": "Replace", "path": 'emails[type eq "work"].value', "value": "x@x.example\nBcc: y"}, "invalidValue"),
        ("x", "invalidSyntax"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_none_of_it_is_done(aile, push, operation, kind):
    first = {"op": "Replace", "path": "displayName", "value": "Halvgjort"}
    said = push.patch(f"Users/{aile['id']}", first, operation)
    assert (said.status_code, said.json()["scimType"]) == (400, kind), said.text
    assert stored(MAIL).display_name == "Áile Åsmyr"


@pytest.mark.parametrize(
    "sent", ["x", "[]", '"x"', "{", "[" * 100_000, '{"userName": "a", "userName"', "\ufeff{}"]
)
def test_what_is_no_object_is_refused(push, sent):
    said = push("POST", "Users", sent)
    assert (said.status_code, said.json()["scimType"]) == (400, "invalidSyntax")


def test_what_is_too_large_or_another_kind_is_refused(push):
    assert push("POST", "Users", json.dumps({"userName": "x" * 5_000_000})).status_code == 413
    said = push.client.post(
        "/scim/v2/Users", {"userName": "x"}, headers={"Authorization": f"Bearer {push.token}"}
    )
    assert said.status_code == 415


def test_answers_are_scim_whatever_is_asked_for(push):
    for accept, kind in KINDS.items():
        said = push("GET", "Users", Accept=accept)
        assert (said.status_code, said["Content-Type"].partition(";")[0]) == (200, kind)


def test_only_what_is_asked_for_is_answered(aile, push):
    path = f"Users/{aile['id']}"
    assert set(push.get(path, attributes="userName,emails.value").json()) == {
        "schemas",
        "id",
        "userName",
        "emails",
    }
    assert push.get(path, attributes="emails.value").json()["emails"] == [{"value": MAIL}]
    assert "emails" not in push.get(path, excludedAttributes="emails").json()
    assert set(push.get("Users", attributes="userName").json()["Resources"][0]) == {
        "schemas",
        "id",
        "userName",
    }


def test_addresses_that_are_none_and_methods_that_are_not_done(aile, push):
    for method, address, status in (
        ("GET", "Users/x", 404), ("GET", f"Users/{uuid.uuid4()}", 404), ("DELETE", "Users", 405), ("GET", "Bulk", 404),
        ("POST", "Bulk", 404), ("PUT", "Schemas", 405), ("OPTIONS", "Users", 405), ("GET", "Schemas/x", 404),
        ("POST", ".search", 501),
    ):  # fmt: skip
        said = push(method, address, {} if method in ("POST", "PUT") else None)
        assert (said.status_code, said.json()["schemas"]) == (status, [ERROR]), address
    assert push.get("Schemas", filter="id pr").status_code == 403


def test_a_fault_of_ours_says_nothing_of_itself_and_logs_no_value(aile, push, monkeypatch, caplog):
    def fails(*_given, **_named):
        raise RuntimeError("Áile Åsmyr")

    monkeypatch.setattr("municipality.scim.views_users.user_change", fails)
    caplog.set_level(logging.INFO)
    said = push.patch(f"Users/{aile['id']}", {"op": "replace", "path": "displayName", "value": "Áile"})
    assert (said.status_code, said.json()["status"]) == (500, "500")
    assert "Traceback" not in said.text
    assert "Áile" not in said.text + "".join(caplog.messages)


def test_a_database_that_is_away_is_503(aile, push, monkeypatch):
    def away(*_given, **_named):
        raise OperationalError

    monkeypatch.setattr("municipality.scim.views_users.user_page", away)
    said = push.get("Users")
    assert (said.status_code, said.json()["schemas"], said["Retry-After"]) == (503, [ERROR], "30")
