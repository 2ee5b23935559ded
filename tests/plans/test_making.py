"""The worker makes the document: with the orderer's eyes, step by step, once, and for those who may read it only."""

import logging
import uuid
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import Any
from unittest import mock

import pytest
from cryptography.exceptions import InvalidTag
from django.utils import timezone

from cases.plans import making
from cases.plans.making import documents_left, files_forget, make_document
from cases.plans.models import DocumentState, IndividualPlan, PlanDocument, PlanFile
from cases.plans.tasks import forget_old_plan_files, make_plan_document, make_plan_documents_left
from municipality.access.identity import as_system, as_user
from municipality.audit.models import Event
from municipality.celery import app
from municipality.notices.models import Notice
from municipality.paper.making import lay_out
from tests.access.scenes import withdraw
from tests.access_log import noted
from tests.cast import Cast
from tests.logs.helpers import as_
from tests.logs.opening import open_log
from tests.paper.pdf import text_of
from tests.plans.helpers import (
    content_of,
    make_paper,
    order,
    row_of,
)


@cache
def a_page() -> bytes:
    return lay_out('<!DOCTYPE html><html lang="nb"><title>Plan</title><p>Plan</p></html>')


@pytest.fixture
def quick() -> Iterator[None]:
    """The same page every time, for tests that are not about what stands on it."""
    with mock.patch.object(making, "lay_out", side_effect=lambda _html: a_page()):
        yield


def url(document: PlanDocument, below: str = "") -> str:
    return f"/stafettlogger/{document.case_id}/plan/pdf/{document.pk}/{below}"


def make_older(document_id: uuid.UUID, **age: int) -> None:
    with as_system("test: time passes"):
        PlanDocument.objects.filter(pk=document_id).update(state_at=timezone.now() - timedelta(**age))


@pytest.mark.usefixtures("quick")
def test_the_one_who_waits_sees_each_step(cast: Cast, plan: IndividualPlan) -> None:
    key, seen = order(cast, plan, "mother"), []
    mother = as_(cast.mother)
    document = row_of(key)

    def look() -> None:
        seen.append((row_of(key).state, mother.get(url(document) + "?del=1").text))

    def watched(name: str) -> Any:
        real = getattr(making, name)

        def step(*args: Any, **more: Any) -> Any:
            look()
            return real(*args, **more)

        return mock.patch.object(making, name, side_effect=step)

    look()
    with watched("plan_contents"), watched("lay_out"), watched("declare_accessible"):
        make_document(key)
    look()
    assert [state for state, _page in seen] == ["waiting", "gathering", "setting", "sealing", "ready"]
    for (_state, page), words in zip(
        seen,
        ("Steg 1 av 4", "Steg 2 av 4", "Steg 3 av 4", "Steg 4 av 4", "Dokumentet er ferdig."),
        strict=True,
    ):
        assert words in page
    assert "Hent planen (PDF)" in seen[-1][1]
    assert "Emma" not in seen[1][1]


@pytest.mark.usefixtures("quick")
def test_the_progress_page_works_without_javascript_and_says_when_it_is_done(
    cast: Cast, plan: IndividualPlan
) -> None:
    mother = as_(cast.mother)
    with mock.patch.object(make_plan_document, "apply_async"):
        answer = mother.post(f"/stafettlogger/{plan.case_id}/plan/pdf/", follow=True)
    assert 'aria-current="step"' in answer.text
    assert "Oppdater" in answer.text
    assert "http-equiv" not in answer.text
    with as_system("test"):
        document = PlanDocument.objects.get()
    assert "Planen er på vei" in mother.get(f"/stafettlogger/{plan.case_id}/plan/").text
    make_document(document.pk)
    page = mother.get(url(document)).text
    assert "Planen er ferdig" in page
    assert "Oppdater" not in page
    assert "Hent planen fra " in mother.get(f"/stafettlogger/{plan.case_id}/plan/").text


def test_ordering_wakes_the_worker_with_a_key_and_nothing_else(
    cast: Cast, plan: IndividualPlan, django_capture_on_commit_callbacks: Any
) -> None:
    with (
        mock.patch.object(make_plan_document, "apply_async") as woken,
        django_capture_on_commit_callbacks(execute=True),
    ):
        key = order(cast, plan, "mother")
    woken.assert_called_once_with(args=[str(key)], retry=False)


@pytest.mark.usefixtures("quick")
def test_the_file_has_a_neutral_name_is_stored_nowhere_and_each_fetch_is_an_event(
    cast: Cast, plan: IndividualPlan
) -> None:
    document = make_paper(cast, plan, "mother")
    answer = as_(cast.nurse).get(url(document, "fil/"))
    with as_user(cast.nurse.pk):
        number = plan.case.number
    assert answer.headers["Content-Type"] == "application/pdf"
    ready_at = timezone.localtime(document.state_at)
    name = f"individuell-plan-{number}-{ready_at:%Y-%m-%d-%H%M}.pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content == content_of(document)
    as_(cast.nurse).get(url(document, "fil/"))
    as_(cast.nav).get(url(document, "fil/"))
    with as_system("test"):
        fetched = list(Event.objects.filter(act="document.read").values_list("user__username", "refused"))
    [made] = noted(act="document.make")
    assert sorted(fetched) == [("nav", True), ("nurse", False), ("nurse", False)]
    assert made.user_id == cast.mother.pk
    assert f"plandocument:{document.pk}" in made.objects


@pytest.mark.usefixtures("quick")
def test_the_file_is_encrypted_at_rest_and_bound_to_its_document(cast: Cast, plan: IndividualPlan) -> None:
    first, second = make_paper(cast, plan, "mother"), make_paper(cast, plan, "nurse")
    with as_system("test"):
        kept = PlanFile.objects.get(document=first)
        assert b"%PDF" not in bytes(kept.sealed)
        PlanFile.objects.filter(document=second).update(sealed=kept.sealed)
    with pytest.raises(InvalidTag):
        content_of(second)


@pytest.mark.usefixtures("quick")
def test_the_one_who_ordered_is_told_when_it_is_ready(cast: Cast, plan: IndividualPlan) -> None:
    make_paper(cast, plan, "nurse")
    with as_system("test"):
        told = Notice.objects.filter(notice_type="plan.document").values_list("user__username", flat=True)
        assert list(told) == ["nurse"]


@pytest.mark.usefixtures("quick")
def test_run_twice_it_makes_one_file_and_tells_once(cast: Cast, plan: IndividualPlan) -> None:
    document = make_paper(cast, plan, "nurse")
    before = content_of(document)
    make_document(document.pk)
    make_document(uuid.uuid4())
    assert content_of(document) == before
    with as_system("test"):
        assert Notice.objects.filter(notice_type="plan.document").count() == 1


@pytest.mark.usefixtures("quick")
def test_two_workers_do_not_make_the_same_document(cast: Cast, plan: IndividualPlan) -> None:
    key = order(cast, plan, "nurse")

    def meanwhile(html: str) -> bytes:
        make_document(key)  # the other worker finds it taken
        assert row_of(key).state == DocumentState.SETTING
        return a_page()

    with mock.patch.object(making, "lay_out", side_effect=meanwhile) as called:
        make_document(key)
    assert called.call_count == 1
    assert row_of(key).state == DocumentState.READY


@pytest.mark.usefixtures("quick")
def test_a_worker_that_was_given_up_does_not_write_over_the_one_that_took_over(
    cast: Cast, plan: IndividualPlan
) -> None:
    key = order(cast, plan, "nurse")

    def slow(html: str) -> bytes:
        make_older(key, minutes=11)
        with mock.patch.object(making, "lay_out", return_value=a_page()):
            make_document(key)
        return a_page()

    with mock.patch.object(making, "lay_out", side_effect=slow):
        make_document(key)
    document = row_of(key)
    assert (document.state, document.attempts) == (DocumentState.READY, 2)
    with as_system("test"):
        assert Notice.objects.filter(notice_type="plan.document").count() == 1


@pytest.mark.usefixtures("quick")
def test_a_failure_is_told_with_a_way_to_try_again_and_no_word_of_it_in_the_log(
    cast: Cast, plan: IndividualPlan, caplog: pytest.LogCaptureFixture
) -> None:
    key = order(cast, plan, "mother")
    with (
        mock.patch.object(making, "lay_out", side_effect=RuntimeError("Emma Eksempel")),
        caplog.at_level(logging.INFO),
    ):
        make_document(key)
    document, mother = row_of(key), as_(cast.mother)
    assert document.state == DocumentState.FAILED
    assert "RuntimeError" in caplog.text
    assert "Emma" not in caplog.text
    page = mother.get(url(document)).text
    assert "Det gikk ikke å lage dokumentet" in page
    assert "Prøv igjen" in page
    mother.post(f"/stafettlogger/{plan.case_id}/plan/pdf/")
    assert row_of(key).state == DocumentState.WAITING
    make_document(key)
    assert row_of(key).state == DocumentState.READY


def test_who_has_lost_access_meanwhile_is_handed_nothing_and_nothing_is_said_aloud(
    cast: Cast, plan: IndividualPlan, caplog: pytest.LogCaptureFixture
) -> None:
    key = order(cast, plan, "nurse")
    withdraw(cast, plan.case_id, "mother", "clinic")
    with caplog.at_level(logging.INFO):
        make_document(key)
    assert row_of(key).state == DocumentState.FAILED
    assert caplog.text == ""
    with as_system("test"):
        assert not PlanFile.objects.exists()
        assert not Event.objects.filter(act="document.make").exists()
    assert as_(cast.nurse).get(url(row_of(key))).status_code == 404


@pytest.mark.usefixtures("quick")
def test_who_loses_access_while_it_is_made_cannot_fetch_it(cast: Cast, plan: IndividualPlan) -> None:
    key = order(cast, plan, "nurse")

    def withdrawn(html: str) -> bytes:
        withdraw(cast, plan.case_id, "mother", "clinic")
        return a_page()

    with mock.patch.object(making, "lay_out", side_effect=withdrawn):
        make_document(key)
    for below in ("", "fil/"):
        assert as_(cast.nurse).get(url(row_of(key), below)).status_code == 404
    with as_user(cast.nurse.pk):
        assert not Notice.objects.filter(notice_type="plan.document").exists()


@pytest.mark.usefixtures("quick")
def test_the_clock_picks_up_what_was_lost_and_gives_up_what_takes_the_worker_with_it(
    cast: Cast, plan: IndividualPlan
) -> None:
    lost, crashed, hopeless, fresh, running = (
        order(cast, plan, person) for person in ("nurse", "adviser", "teacher", "mother", "coordinator")
    )
    with as_system("test: what happened to them"):
        change = PlanDocument.objects.filter
        change(pk__in=[crashed, hopeless, running]).update(state=DocumentState.SETTING, attempts=1)
        change(pk=hopeless).update(attempts=3)
    make_older(lost, minutes=2)
    make_older(running, minutes=4)
    for key in (crashed, hopeless):
        make_older(key, minutes=11)
    assert set(documents_left()) == {lost, crashed}
    assert row_of(hopeless).state == DocumentState.FAILED
    with mock.patch.object(make_plan_document, "delay") as woken:
        make_plan_documents_left()
    assert {call.args[0] for call in woken.call_args_list} == {str(lost), str(crashed)}
    make_plan_document(str(crashed))
    assert row_of(crashed).state == DocumentState.READY
    assert row_of(fresh).state == DocumentState.WAITING


def test_no_paper_tells_of_another(cast: Cast, plan: IndividualPlan) -> None:
    """Whoever is handed it may not be allowed to see the other."""
    first, second = make_paper(cast, plan, "mother"), make_paper(cast, plan, "mother")
    texts = [text_of(content_of(one)) for one in (first, second)]
    for text in texts:
        assert "papir før" not in text
        assert "ersjon" not in text


@pytest.mark.usefixtures("quick")
def test_files_are_kept_for_a_month_and_the_plan_can_be_made_again(cast: Cast, plan: IndividualPlan) -> None:
    old, new = make_paper(cast, plan, "mother"), make_paper(cast, plan, "mother")
    make_older(old.pk, days=31)
    make_older(new.pk, days=29)
    forget_old_plan_files()
    assert files_forget() == 0
    mother = as_(cast.mother)
    assert mother.get(url(old, "fil/")).status_code == 404
    assert "Filen er ikke her lenger" in mother.get(url(old)).text
    assert mother.get(url(new, "fil/")).status_code == 200
    page = mother.get(f"/stafettlogger/{plan.case_id}/plan/").text
    assert page.count("Planen fra ") == 1 + 1  # beside the plan and below it
    assert f'{url(old, "fil/")}"' not in page


def test_the_clock_knows_both_tasks() -> None:
    asked = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert {make_plan_documents_left.name, forget_old_plan_files.name} <= asked


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "person", ["other_teacher", "head", "nav", "stranger", "administrator", "privacy_officer", "father"]
)
def test_for_everybody_else_there_is_no_document(cast: Cast, plan: IndividualPlan, person: str) -> None:
    document = make_paper(cast, plan, "mother")
    browser = as_(getattr(cast, person))
    for below in ("", "?del=1", "fil/"):
        assert browser.get(url(document, below)).status_code == 404
    assert browser.post(f"/stafettlogger/{plan.case_id}/plan/pdf/").status_code == 404


@pytest.mark.usefixtures("quick")
def test_a_document_of_another_log_is_not_found_through_ones_own(cast: Cast, plan: IndividualPlan) -> None:
    document = make_paper(cast, plan, "mother")
    other = open_log(cast)
    assert as_(cast.mother).get(f"/stafettlogger/{other}/plan/pdf/{document.pk}/fil/").status_code == 404
