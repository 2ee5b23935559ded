"""R9: with or without a report to barnevern, everybody but its author finds the same: tables, answers, pages."""

import uuid

import pytest

from cases.reports.services import report_change
from municipality.access.identity import as_user
from tests.attacks.alike import assert_all_find_the_same, pages_of
from tests.attacks.helpers import browser
from tests.cast import Cast
from tests.concerns.helpers import a_concern
from tests.examples import examples
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.reports.helpers import reported, said

pytestmark = pytest.mark.slow(60)

WAYS = examples(1)
# Who could learn of it: the leader, a colleague, who takes part, barnevern itself, the family, who watches the events.
READERS = (
    "head",
    "other_teacher",
    "nurse",
    "child_welfare_worker",
    "mother",
    "privacy_officer",
    "administrator",
)


def lay_reports(cast: Cast, case_id: uuid.UUID, concern_id: uuid.UUID) -> uuid.UUID:
    """About a log, an undring, and a child of whom nothing is here; one is changed, all are read."""
    report = reported(cast.teacher, said(leader_reads=True), case_id=case_id)
    reported(cast.teacher, concern_id=concern_id)
    reported(cast.teacher)
    with as_user(cast.teacher.pk):
        report_change(report=report, version=1, said=said(receipt="A-17"))
    client = browser(cast.teacher)
    for path in ("/meldinger/", f"/meldinger/{report.pk}/", f"/stafettlogger/{case_id}/", "/"):
        client.get(path)
    return report.pk


def test_with_or_without_a_report_everybody_else_finds_the_same(cast: Cast) -> None:
    concern = a_concern(cast)
    case_id = open_log(cast)
    join(cast, case_id, "nurse")

    def the_same_person_reads_the_same_pages() -> None:
        for path in (f"/stafettlogger/{case_id}/", "/"):
            browser(cast.teacher).get(path)

    assert_all_find_the_same(
        cast, READERS, {"<uuid:case_id>": case_id, "<uuid:concern_id>": concern.pk}, "<uuid:report_id>",
        lambda: lay_reports(cast, case_id, concern.pk), most=WAYS, otherwise=the_same_person_reads_the_same_pages,
    )  # fmt: skip


def test_its_author_finds_it(cast: Cast) -> None:
    """Or the comparison would prove nothing."""
    concern, case_id = a_concern(cast), open_log(cast)
    key = lay_reports(cast, case_id, concern.pk)
    filled = {"<uuid:case_id>": case_id, "<uuid:concern_id>": concern.pk, "<uuid:report_id>": key}
    pages = pages_of(cast, "teacher", filled)
    assert pages["reports:read"].startswith("200")
    assert "Emma" in pages["reports:list"]
