"""R9: who has made a report to barnevern finds it."""

from tests.attacks import hidden
from tests.attacks.alike import pages_of
from tests.cast import Cast


def test_its_author_finds_it(cast: Cast) -> None:
    """Or the comparison (test_hidden_from_others.py) would prove nothing."""
    log = hidden.a_log(cast)
    filled = {**log, "<uuid:report_id>": hidden.reports(cast, log)}
    pages = pages_of(cast, "teacher", filled, only=["reports:read", "reports:list"])
    assert pages["reports:read"].startswith("200")
    assert "Emma" in pages["reports:list"]
