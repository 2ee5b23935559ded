"""Without a token that is alive nothing is answered, and a token opens one municipality."""

import pytest
from django.urls import reverse

from municipality.access.identity import as_user
from municipality.access.refusals import Refused
from municipality.scim.tokens import token_end, token_make, tokens
from tests.access_log import acts_of
from tests.logs.helpers import as_
from tests.scim.helpers import TENANT, Push

HEADERS = (
    "", "Bearer", "Bearer x", "Basic eDp4", "Bearer stafett_" + "x" * 43, "Bearer " + "x" * 5000, "Bearer é" * 5,
)  # fmt: skip
ADDRESSES = (
    "Users", "Groups", "ServiceProviderConfig", "Schemas", "ResourceTypes", "nowhere",
    "Users/00000000-0000-4000-8000-000000000000",
)  # fmt: skip


@pytest.mark.parametrize("header", HEADERS)
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
