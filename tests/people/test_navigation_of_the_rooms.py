"""Who finds which room in the main navigation."""

import pytest
from django.urls import reverse

ROOMS = {"Varsler": "notices:list", "Innsynslogg": "audit:list", "Organisasjon": "administration:overview"}
SEEN = {
    "teacher": {"Varsler"},
    "mother": {"Varsler"},
    "privacy_officer": {"Innsynslogg", "Varsler"},
    "administrator": {"Organisasjon"},
}


@pytest.mark.parametrize("name", SEEN)
def test_one_finds_the_rooms_one_may_enter_and_no_other(cast, client, name):
    client.force_login(getattr(cast, name))
    page = client.get("/varsler/").content.decode()
    navigation = page[page.index("<nav") : page.index("</nav>")]
    assert {room for room, url in ROOMS.items() if f'href="{reverse(url)}"' in navigation} == SEEN[name]
