"""What everybody finds of who is kept out, and of concerns without a leader, after a history."""

from collections import Counter
from typing import Any

from cases.case.models import CaseKeptOut
from cases.concerns.models import ConcernKeptOut
from tests.access.oracle_leaders import NAMED
from tests.access.play_leaders import LeaderPlay

Found = dict[str, list[dict[str, Any]]]

TABLES: tuple[tuple[type[Any], list[str]], ...] = (
    (CaseKeptOut, ["case_id", "user_id"]), (ConcernKeptOut, ["concern_id", "user_id"]),
)  # fmt: skip
ANSWERS = {"concern_heads": "select * from concern_heads()", "overseen": "select * from overseen_units()"}


def leaders_are_right(play: LeaderPlay, person: str, found: Found) -> None:
    oracle = play.oracle
    assert _by(play, found["CaseKeptOut"], "case_id") == Counter(
        (case.key, one) for case in play.cases for one in case.kept_by_name if oracle.holds(person, case)
    ), person
    assert _by(play, found["ConcernKeptOut"], "concern_id") == Counter(
        (concern.key, one)
        for concern in oracle.concerns
        for one in concern.kept_out
        if oracle.sees_kept_out(person, concern)
    ), person
    assert {(row["id"], row["lies"]) for row in found["concern_heads"]} == {
        (one.key, oracle.lies(one)) for one in oracle.concerns if oracle.sees_concern_head(person, one)
    }, person
    over = {service for who, service in oracle.overseers if who == person and service != NAMED}
    assert {row["unit_id"]: (row["concerns"], row["held"]) for row in found["overseen"]} == {
        play.units[unit].pk: (concerns(play, person, unit), held(play, person, unit))
        for unit, service in oracle.same_service.items()
        if service in over and unit not in oracle.closed
    }, person


def counts(play: LeaderPlay, person: str, unit: str, kept_out: set[str]) -> bool:
    """Neither the one who counts nor a leader of the unit is to know nothing of it."""
    leaders = play.oracle.chain(unit)[0]
    return not any(play.oracle.stands_under(one, kept_out) for one in (person, *leaders))


def concerns(play: LeaderPlay, person: str, unit: str) -> int:
    return sum(
        one.unit == unit and not one.closed and counts(play, person, unit, one.kept_out)
        for one in play.oracle.concerns
    )


def held(play: LeaderPlay, person: str, unit: str) -> int:
    return sum(
        case.holder_unit == unit and not case.closed and counts(play, person, unit, case.kept_out)
        for case in play.cases
    )


def _by(play: LeaderPlay, rows: list[dict[str, Any]], column: str) -> Counter[tuple[str, str]]:
    return Counter((row[column], play.names[int(row["user_id"])]) for row in rows)
