"""What everybody finds of deviations after a history (`oracle_wrongchild.py`); notes and events are read elsewhere."""

from collections import Counter
from typing import Any

from cases.deviations.models import Deviation
from tests.access.play_wrongchild import MovePlay

TABLES: tuple[tuple[type[Any], list[str]], ...] = ((Deviation, ["id"]),)


def deviations_are_right(play: MovePlay, person: str, found: dict[str, list[dict[str, Any]]]) -> None:
    oracle = play.oracle
    expected = oracle.deviations if oracle.sees_deviation(person) else []
    assert Counter(row["id"] for row in found["Deviation"]) == Counter(expected), person
