"""D10: whoever is not told of an emergency finds the same with or without one: tables, answers, pages."""

import uuid

import pytest

from cases.emergency.services import emergency_review
from municipality.access.identity import as_user
from tests.access.scenes import write
from tests.attacks.alike import assert_all_find_the_same, pages_of
from tests.attacks.helpers import browser
from tests.cast import Cast
from tests.emergency.helpers import allow, later, open_as
from tests.examples import examples
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.overseers import lay_overseers

pytestmark = pytest.mark.slow(60)

WAYS = examples(1)
# The relay holder, who takes part, barnevern, a leader of another unit, a colleague, the family that is not told yet.
READERS = (
    "teacher",
    "nurse",
    "adviser",
    "child_welfare_worker",
    "head",
    "other_teacher",
    "mother",
    "administrator",
)


def lay_emergency(cast: Cast, case_id: uuid.UUID) -> uuid.UUID:
    """NAV's worker opens it, reads it and ends it; who has the leader's place goes through it."""
    key = open_as(cast.nav, case_id, later=later())
    for path in (f"/uten-samtykke/nodssituasjon/{key}/", "/uten-samtykke/"):
        browser(cast.nav).get(path)
    browser(cast.nav).post(f"/uten-samtykke/nodssituasjon/{key}/avslutt/", {"confirmed": "1"})
    for path in ("/", "/uten-samtykke/nodssituasjon/", f"/uten-samtykke/nodssituasjon/{key}/gjennomgang/"):
        browser(cast.named_person).get(path)
    with as_user(cast.named_person.pk):
        emergency_review(key)
    browser(cast.privacy_officer).get("/uten-samtykke/kontroll/")
    return key


def lay_log(cast: Cast) -> uuid.UUID:
    lay_overseers(cast)
    allow(cast)
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    write(cast, case_id, "nurse", "clinic", kind="health", text="Astma")
    return case_id


def test_with_or_without_an_emergency_everybody_who_is_not_told_finds_the_same(cast: Cast) -> None:
    case_id = lay_log(cast)
    assert_all_find_the_same(
        cast, READERS, {"<uuid:case_id>": case_id}, "<uuid:emergency_id>", lambda: lay_emergency(cast, case_id),
        most=WAYS,
    )  # fmt: skip


def test_who_opened_it_and_who_leads_find_it(cast: Cast) -> None:
    """Or the comparison would prove nothing."""
    case_id = lay_log(cast)
    key = lay_emergency(cast, case_id)
    filled = {"<uuid:case_id>": case_id, "<uuid:emergency_id>": key}
    assert pages_of(cast, "nav", filled)["emergency:read"].startswith("200")
    assert pages_of(cast, "named_person", filled)["emergency:look"].startswith("200")
    assert "Nødssituasjon" in pages_of(cast, "privacy_officer", filled)["bylaw:control"]
