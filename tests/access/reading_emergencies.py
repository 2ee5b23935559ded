"""What everybody finds of emergencies after a history: exactly what the rules say (`oracle_emergencies.py`)."""

from collections import Counter
from typing import Any

from tests.access.play_emergencies import EmergencyPlay

ANSWERS = {
    "emergencies": "select id, lives from my_emergencies()",
    "emergency_notes": (
        "select e.id as emergency_id, n.entry_id from my_emergencies() e cross join lateral emergency_notes(e.id) n"
    ),
    "emergencies_led": "select id from emergencies_led()",
    "emergencies_told": "select c as case_id from unnest($1) c cross join lateral emergencies_told(c)",
}


def emergencies_are_right(play: EmergencyPlay, person: str, found: dict[str, list[dict[str, Any]]]) -> None:
    oracle = play.oracle
    assert {row["id"]: row["lives"] for row in found["emergencies"]} == {
        one.key: oracle.reads_by_emergency(person, one)
        for one in oracle.emergencies
        if oracle.lists_emergency(person, one)
    }, person
    assert {(row["emergency_id"], row["entry_id"]) for row in found["emergency_notes"]} == {
        (one.key, entry.key)
        for one in oracle.emergencies
        if oracle.reads_by_emergency(person, one)
        for entry in one.case.entries
        if oracle.is_opened_by(one, entry)
    }, person
    assert {row["id"] for row in found["emergencies_led"]} == {
        one.key for one in oracle.emergencies if oracle.goes_through(person, one)
    }, person
    assert Counter(row["case_id"] for row in found["emergencies_told"]) == Counter(
        one.case.key for one in oracle.emergencies if oracle.told_of_emergency(person, one)
    ), person
