"""What everybody is told of adults' own affairs after a history: exactly what the rules say (`oracle_own.py`)."""

from collections import defaultdict
from typing import Any

from tests.access.play_leaders import LeaderPlay

ANSWERS = {"own": "select c as case_id, o.* from unnest($1) c cross join lateral own_affairs(c) o"}


def own_affairs_are_right(play: LeaderPlay, person: str, told: list[dict[str, Any]]) -> None:
    """What adults have said of themselves; with a protected address the family is told no unit."""
    for case in play.cases:
        of_case = [row for row in told if row["case_id"] == case.key]
        found: dict[tuple[str, bool], set[int | None]] = defaultdict(set)
        names = {key: name for name, key in case.adults.items()}
        for row in of_case:
            found[names[row["parent_id"]], row["to_child"]] |= {row["unit_id"]} - {None}
        known = play.oracle.told_of_adults(person, case)
        masked = case.protected and not play.oracle.my_parts(person, case)
        units = {one: {play.units[unit].pk for unit in those} for one, those in known.items()}
        assert found == ({one: set() for one in units} if masked else units), person
