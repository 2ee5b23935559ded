"""D10: who opened a log in an emergency, and who leads, find it."""

from tests.attacks import hidden
from tests.attacks.alike import pages_of
from tests.cast import Cast


def test_who_opened_it_and_who_leads_find_it(cast: Cast) -> None:
    """Or the comparison (test_hidden_from_others.py) would prove nothing."""
    log = hidden.a_log(cast)
    filled = {**log, "<uuid:emergency_id>": hidden.emergencies(cast, log)}
    assert pages_of(cast, "nav", filled, only=["emergency:read"])["emergency:read"].startswith("200")
    assert pages_of(cast, "named_person", filled, only=["emergency:look"])["emergency:look"].startswith("200")
    assert (
        "Nødssituasjon" in pages_of(cast, "privacy_officer", filled, only=["bylaw:control"])["bylaw:control"]
    )
