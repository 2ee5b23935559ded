"""Without a token that is alive nothing is answered, and a token opens one municipality."""

import pytest
from django.urls import reverse

from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.scim.models import ScimToken
from municipality.scim.tokens import hash_of, token_end, token_make, tokens
from tests.access.scenes import answer
from tests.access_log import acts_of
from tests.databases import logged_in
from tests.logs.helpers import as_
from tests.scim.helpers import TENANT, Push, directory_of

HEADERS = (
    "", "Bearer", "Bearer x", "Basic eDp4", "Bearer stafett_" + "x" * 43, "Bearer " + "x" * 5000, "Bearer é" * 5,
)  # fmt: skip
ADDRESSES = (
    "Users", "Groups", "ServiceProviderConfig", "Schemas", "ResourceTypes", "nowhere",
    "Users/00000000-0000-4000-8000-000000000000",
)  # fmt: skip


@pytest.mark.parametrize("header", HEADERS)
def test_without_a_token_there_is_nothing(cast, client, header):
    for address in ADDRESSES:
        said = client.get(f"/scim/v2/{address}", headers={"Authorization": header} if header else {})
        assert said.status_code == 401, address
        assert said["WWW-Authenticate"].startswith("Bearer")
        assert said.json()["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
        assert said.json()["status"] == "401"


def test_a_session_is_no_token_and_a_form_from_elsewhere_changes_nothing(cast):
    client = as_(cast.administrator)
    assert client.get("/scim/v2/Users").status_code == 401
    body = {"userName": "x", "displayName": "X"}
    assert client.post("/scim/v2/Users", body, content_type="application/json").status_code == 401


def test_a_session_beside_a_token_adds_nothing_to_it(cast, push):
    push.client = as_(cast.stranger)
    assert "stranger" not in push.get("Users", count="200").text


def test_a_token_of_another_municipality_sees_nothing_of_ours(cast, push, foreign):
    said = push.make(externalId="x")
    path = f"Users/{said['id']}"
    group = push("POST", "Groups", {"displayName": "Skole"}).json()
    for found in (path, f"Groups/{group['id']}"):
        assert foreign.get(found).status_code == 404
        assert foreign("DELETE", found).status_code == 404
        assert foreign("PUT", found, {"userName": "y", "displayName": "y"}).status_code == 404
        assert foreign.patch(found, {"op": "replace", "path": "displayName", "value": "y"}).status_code == 404
    assert foreign.find(f'id eq "{said["id"]}"') == foreign.find('userName eq "teacher"') == []
    assert foreign.find('externalId eq "x"') == foreign.find('displayName eq "Skole"', "Groups") == []
    body = {"displayName": "y", "members": [{"value": said["id"]}]}
    assert foreign("POST", "Groups", body).status_code == 400
    assert push.get(path).json() == said


def test_an_ended_token_is_refused_from_the_next_request(cast, push):
    assert push.get("Users").status_code == 200
    with as_user(cast.administrator.pk):
        (one,) = tokens()
        token_end(one.id)
        with pytest.raises(NothingThere):
            token_end(one.id)
    assert push.get("Users").status_code == 401
    assert acts_of(cast.administrator)[-1] == "scim_token.end"


def test_two_are_alive_while_one_is_replaced_and_no_third(cast, push):
    other = directory_of(cast.administrator)
    with as_user(cast.administrator.pk), pytest.raises(Refused, match="To nøkler gjelder alt"):
        token_make(TENANT)
    assert push.get("Users").status_code == other.get("Users").status_code == 200


def test_only_the_hash_is_kept_and_no_login_reads_it(committed):
    push = directory_of(committed.administrator)
    with as_system("test: read"):
        assert ScimToken.objects.get().hash == hash_of(push.token) != push.token
    assert len(push.token) > 43
    with logged_in("app"):
        for table in ("scimtoken", "scimuser", "scimgroup", "scimmember"):
            assert "permission denied" in answer(f"select * from municipality_{table}")


def test_when_it_was_last_used_is_told(cast, push):
    with as_user(cast.administrator.pk):
        assert tokens()[0].last_used_at is None
    push.get("Users")
    with as_user(cast.administrator.pk):
        assert tokens()[0].last_used_at is not None


@pytest.mark.parametrize("role", ["teacher", "privacy_officer", "executive", "mother"])
def test_only_the_administrator_makes_or_ends_or_sees_tokens(cast, push, role):
    user = getattr(cast, role)
    with as_user(cast.administrator.pk):
        (one,) = tokens()
    with as_user(user.pk):
        assert tokens() == []
        for act in (lambda: token_make(TENANT), lambda: token_end(one.id)):
            with pytest.raises(Refused, match="Bare administratoren"):
                act()
    assert as_(user).get(reverse("scim:tokens")).status_code == 403


def test_the_page_makes_a_token_that_works_and_shows_it_once(cast):
    client = as_(cast.administrator)
    page = reverse("scim:tokens")
    assert "Ingen katalog er koblet til" in client.get(page).text
    told = client.post(page, {"tenant": TENANT.upper()}, follow=True)
    (token,) = [
        word for word in told.text.replace("<", " ").replace(">", " ").split() if word.startswith("stafett_")
    ]
    assert "Kopier nøkkelen nå" in told.text
    assert token not in client.get(page).text
    assert Push(token).get("Users").status_code == 200
    assert TENANT in client.get(page).text
    assert "Leier-ID-en stemmer ikke" in client.post(page, {"tenant": "x"}).text
    assert "scim_token.make" in acts_of(cast.administrator)
    with as_user(cast.administrator.pk):
        (one,) = tokens()
    end = reverse("scim:token_end", args=[one.id])
    assert "Avslutte nøkkelen?" in client.get(end).text
    assert "Nøkkelen er avsluttet." in client.post(end, {"confirmed": "1"}, follow=True).text
    assert Push(token).get("Users").status_code == 401
    assert client.get(end).status_code == 404
