"""What everybody finds of reports to barnevern after a history: exactly what the rules say (`oracle_reports.py`)."""

from collections import Counter
from typing import Any

from cases.reports.models import Report
from tests.access.play_reports import ReportPlay

TABLES: tuple[tuple[type[Any], list[str]], ...] = ((Report, ["id"]),)
ANSWERS = {"reports_told": "select c as case_id from unnest($1) c cross join lateral reports_told(c)"}


def reports_are_right(play: ReportPlay, person: str, found: dict[str, list[dict[str, Any]]]) -> None:
    oracle = play.oracle
    assert sorted(row["id"] for row in found["Report"]) == sorted(
        one.key for one in oracle.reports if oracle.reads_report(person, one)
    ), person
    assert Counter(row["case_id"] for row in found["reports_told"]) == Counter(
        one.case.key for one in oracle.reports if one.case and oracle.told_of_report(person, one)
    ), person
