"""R9: with or without a report to barnevern, everybody but its author finds the same: tables, answers, pages."""

import uuid
from pprint import pformat
from typing import Any

import pytest
from django.db import transaction
from django.urls import get_resolver

from cases.reports.services import report_change
from municipality.access.identity import as_user
from tests.attacks.comparing import World, differences, learned
from tests.attacks.helpers import BY_CHANCE, browser
from tests.cast import Cast
from tests.concerns.helpers import a_concern
from tests.examples import examples
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.permissions import SIGN_OUT, TABLE, addresses
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


def pages_of(cast: Cast, person: str, filled: dict[str, uuid.UUID]) -> dict[str, Any]:
    """How every address about the log, the undring, the report or nothing at all answers, if one only looks."""
    client, found = browser(getattr(cast, person)), {}
    for called, address in addresses(get_resolver()).items():
        path = "/" + address
        for variable, key in filled.items():
            path = path.replace(variable, str(key))
        if "<" in path or called in SIGN_OUT or "GET" not in TABLE.get(called, {}):
            continue
        with transaction.atomic():
            answer: Any = client.get(path)
            words = answer["Content-Type"].startswith("text/") and not answer.streaming
            found[called] = f"{answer.status_code} {BY_CHANCE.sub('*', answer.text) if words else ''}"
            transaction.set_rollback(True)
    return found


def test_with_or_without_a_report_everybody_else_finds_the_same(cast: Cast) -> None:
    concern = a_concern(cast)
    case_id = open_log(cast)
    join(cast, case_id, "nurse")
    key = uuid.uuid4()
    seen: dict[str, list[dict[str, Any]]] = {reader: [] for reader in READERS}
    for with_reports in (True, False):
        before = transaction.savepoint()
        world = World()
        world.begin()
        world.case_id = case_id
        if with_reports:
            key = lay_reports(cast, case_id, concern.pk)
        else:  # the same person reads the same pages
            for path in (f"/stafettlogger/{case_id}/", "/"):
                browser(cast.teacher).get(path)
        world.step("all of it")
        filled = {"<uuid:case_id>": case_id, "<uuid:concern_id>": concern.pk, "<uuid:report_id>": key}
        for reader, found in seen.items():
            # What the administrator makes gets the next number, and numbers are not given back.
            parts = ({}, {}) if reader == "administrator" else learned(cast, world, reader, most=WAYS)
            found.append(parts[0] | parts[1] | pages_of(cast, reader, filled))
        transaction.savepoint_rollback(before)
    told = {reader: differences(*both) for reader, both in seen.items()}
    apart = {reader: one for reader, one in told.items() if one}
    assert not apart, pformat(apart, width=200)[:20000]


def test_its_author_finds_it(cast: Cast) -> None:
    """Or the comparison would prove nothing."""
    concern, case_id = a_concern(cast), open_log(cast)
    key = lay_reports(cast, case_id, concern.pk)
    filled = {"<uuid:case_id>": case_id, "<uuid:concern_id>": concern.pk, "<uuid:report_id>": key}
    pages = pages_of(cast, "teacher", filled)
    assert pages["reports:read"].startswith("200")
    assert "Emma" in pages["reports:list"]
