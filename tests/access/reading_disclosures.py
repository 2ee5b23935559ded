"""What everybody finds of what was handed out, and can hand out, after a history (`oracle_disclosures.py`)."""

from collections import Counter
from typing import Any

from tests.access.play_disclosures import DisclosurePlay

ANSWERS = {
    "hand_out_for": "select c as case_id, u.* from unnest($1) c cross join lateral disclosure_units(c) u",
    "disclosures": "select id from disclosures_read(null, 0, 1000)",
    "notes_in_hand": (
        "select d.id, n.entry_id from disclosures_read(null, 0, 1000) d cross join lateral disclosure_notes(d.id) n"
    ),
    "disclosures_told": "select c as case_id from unnest($1) c cross join lateral disclosures_told(c)",
}


def disclosures_are_right(play: DisclosurePlay, person: str, found: dict[str, list[dict[str, Any]]]) -> None:
    oracle = play.oracle
    assert {(row["case_id"], row["unit_id"], row["leader_reads"]) for row in found["hand_out_for"]} == {
        (case.key, play.units[unit].pk, oracle.another_leads(person, case, unit))
        for case in play.cases
        for unit in oracle.hands_out_for(person, case)
    }, person
    assert sorted(row["id"] for row in found["disclosures"]) == sorted(
        one.key for one in oracle.disclosures if oracle.reads_disclosure(person, one)
    ), person
    assert {(row["id"], row["entry_id"]) for row in found["notes_in_hand"]} == {
        (one.key, entry) for one in oracle.disclosures for entry in oracle.notes_in_hand(person, one)
    }, person
    assert Counter(row["case_id"] for row in found["disclosures_told"]) == Counter(
        one.case.key for one in oracle.disclosures if oracle.told_of_disclosure(person, one)
    ), person
