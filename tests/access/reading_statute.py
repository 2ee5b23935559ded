"""What everybody finds of decisions by statute after a history: exactly what the rules say (`oracle_statute.py`)."""

from typing import Any

from django.test import Client

from tests.access.play_statute import StatutePlay
from tests.access.scenes import plain

ANSWERS = {
    "statutes_decided": "select id, holds from statutes_decided()",
    "statutes_received": "select id, receives, reads from statutes_received()",
    "statutes_told": "select s.id from unnest($1) c cross join lateral statutes_told(c) s",
    "statute_units": "select distinct c as case_id, u.unit_id from unnest($1) c cross join lateral statute_units(c) u",
}


def statutes_are_right(play: StatutePlay, person: str, found: dict[str, list[dict[str, Any]]]) -> None:
    oracle = play.oracle
    assert {(row["id"], row["holds"]) for row in found["statutes_decided"]} == {
        (one.key, oracle.statute_holds(one))
        for one in oracle.statutes
        if oracle.leads_by_law(person, one.case, one.unit)
    }, person
    mine = {
        (one.key, oracle.receives_statute(person, one), oracle.reads_statute(person, one))
        for one in oracle.statutes
    }
    assert {(row["id"], row["receives"], row["reads"]) for row in found["statutes_received"]} == {
        one for one in mine if one[1] or one[2]
    }, person
    assert {row["id"] for row in found["statutes_told"]} == {
        one.key for one in oracle.statutes if oracle.told_of_statute(person, one)
    }, person
    assert {(row["case_id"], row["unit_id"]) for row in found["statute_units"]} == {
        (case.key, row.pk)
        for case in play.cases
        for unit, row in play.units.items()
        if oracle.may_decide(person, case, unit)
    }, person
    for one in oracle.statutes:
        notes = {str(key) for (key,) in plain("select entry_id from statute_notes(%s)", one.key)}
        assert notes == oracle.opens(person, one), person


def statutes_fetched(play: StatutePlay, person: str, client: Client) -> None:
    """The same through HTTP."""
    for one in play.oracle.statutes:
        page = client.get(f"/uten-samtykke/vedtak/mottatt/{one.key}/les/")
        assert (page.status_code == 200) == play.oracle.reads_statute(person, one), person
        opened = play.oracle.opens(person, one)
        for entry in one.case.entries:
            assert (entry.text in page.text) == (entry.key in opened), person
        named = client.get(f"/uten-samtykke/vedtak/mottatt/{one.key}/").status_code
        assert (named == 200) == play.oracle.receives_statute(person, one), person
        decided = client.get(f"/uten-samtykke/vedtak/gitt/{one.key}/").status_code
        assert (decided == 200) == play.oracle.leads_by_law(person, one.case, one.unit), person
