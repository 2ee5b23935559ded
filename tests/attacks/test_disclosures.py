"""D10: with or without a disclosure, everybody but its author, the leader and the privacy officer finds the same."""

import uuid

import pytest

from cases.disclosures.selectors import notes_on_paper
from municipality.access.identity import as_system, as_user
from municipality.people.models import Membership
from tests.access.scenes import withdraw
from tests.attacks.alike import assert_all_find_the_same, pages_of
from tests.attacks.helpers import browser
from tests.cast import Cast
from tests.concerns.helpers import a_concern
from tests.disclosures.helpers import begun, made
from tests.examples import examples
from tests.logs.helpers import join
from tests.logs.opening import open_log

pytestmark = pytest.mark.slow(120)

WAYS = examples(1)
# Who could learn of it: a colleague, who takes part, barnevern itself, the family, who gives roles.
READERS = (
    "other_teacher",
    "nurse",
    "adviser",
    "child_welfare_worker",
    "mother",
    "father",
    "administrator",
    "stranger",
)


def lay_disclosures(cast: Cast, case_id: uuid.UUID) -> uuid.UUID:
    """One that is only begun, and one that is made; the author looks at everything, by name and by number."""
    begun(cast.head, case_id)
    disclosure = made(cast.teacher, case_id)
    client = browser(cast.teacher)
    own = f"/uten-samtykke/utlever/{disclosure.id}/"
    assert [
        client.get(path).status_code
        for path in (own, f"{own}fil/", f"{own}familien/", f"/stafettlogger/{case_id}/utlever/", "/uten-samtykke/")
    ] == [200] * 5  # fmt: skip
    client.post("/uten-samtykke/utlever/", {"number": disclosure.number})
    client.post("/uten-samtykke/utlever/", {"person": cast.emma_number.digits})
    return disclosure.id


@pytest.mark.parametrize(
    "closed", [pytest.param(False, id="open"), pytest.param(True, id="closed", marks=pytest.mark.long)]
)
def test_with_or_without_a_disclosure_everybody_else_finds_the_same(cast: Cast, closed: bool) -> None:
    concern = a_concern(cast)
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    if closed:
        withdraw(cast, case_id, "mother")
    assert_all_find_the_same(
        cast, READERS, {"<uuid:case_id>": case_id, "<uuid:concern_id>": concern.pk}, "<uuid:disclosure_id>",
        lambda: lay_disclosures(cast, case_id), most=WAYS,
    )  # fmt: skip


def test_who_may_know_finds_it(cast: Cast) -> None:
    """Or the comparison would prove nothing."""
    case_id = open_log(cast)
    key = lay_disclosures(cast, case_id)
    filled = {"<uuid:case_id>": case_id, "<uuid:disclosure_id>": key}
    for person, name in (("teacher", "Emma"), ("head", "S-")):
        pages = pages_of(cast, person, filled)
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
