"""The file that the demo offers: made-up persons, and something to find for everybody."""

from datetime import date
from pathlib import Path

from municipality.people.identity_number import parse
from reporting.kostra.rule import Severity
from tests.reporting.kostra.making import check_of

CONTENT = (Path(__file__).parents[2] / "demo/static/demo/11F_2026.dat").read_bytes()
HAMMERFEST = "560300"


def test_nobody_in_it_exists() -> None:
    for line in CONTENT.decode("iso-8859-1").splitlines():
        assert parse(line[24:35], on=date(2026, 1, 1)).synthetic


def test_it_shows_errors_and_warnings_of_lines_fields_and_pairs() -> None:
    check = check_of("11F", CONTENT, region=HAMMERFEST)
    found = [(finding.line, finding.rule, finding.caseworker) for finding in check.findings()]
    assert found == [
        (1, "05A", "SB01"), (4, "002", "SB02"), (4, "08", "SB02"), (5, "20_B", "SB01"), (6, "36", "SB03"),
        (7, "21", "SB03"), (8, "11", "SB02"), (10, "42", "SB01"), (10, "43", "SB01"), (12, "05A", "SB03"),
    ]  # fmt: skip
    assert (check.severity, check.lines) == (Severity.ERROR, 12)
