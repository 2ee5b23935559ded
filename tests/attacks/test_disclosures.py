"""D10: who may know of a disclosure finds it, and keeps it no longer than the right to it."""

from cases.disclosures.selectors import notes_on_paper
from municipality.access.identity import as_system, as_user
from municipality.people.models import Membership
from tests.attacks import hidden
from tests.attacks.alike import pages_of
from tests.attacks.helpers import browser
from tests.cast import Cast
from tests.disclosures.helpers import made
from tests.logs.opening import open_log


def test_who_may_know_finds_it(cast: Cast) -> None:
    """Or the comparison (test_hidden_from_others.py) would prove nothing."""
    log = hidden.a_log(cast)
    filled = {**log, "<uuid:disclosure_id>": hidden.disclosures(cast, log)}
    for person, name in (("teacher", "Emma"), ("head", "S-")):
        pages = pages_of(cast, person, filled, only=["disclosures:read", "bylaw:overview"])
        assert pages["disclosures:read"].startswith("200")
        assert name in pages["bylaw:overview"]
    with as_user(cast.privacy_officer.pk):
        assert "Utlevert" in browser(cast.privacy_officer).get("/uten-samtykke/kontroll/").text


def test_whoever_led_the_unit_fetches_no_file_of_what_is_not_hers_any_longer(cast: Cast) -> None:
    """She made it in the leader's place, and works there still, but leads it no more."""
    case_id = open_log(cast)
    disclosure = made(cast.head, case_id)
    with as_user(cast.head.pk):
        assert notes_on_paper(disclosure.id)
    with as_system("test: another role"):
        Membership.objects.filter(user=cast.head).update(role="caseworker")
    assert browser(cast.head).get(f"/uten-samtykke/utlever/{disclosure.id}/fil/").status_code == 404
    with as_user(cast.head.pk):
        assert notes_on_paper(disclosure.id) == []
