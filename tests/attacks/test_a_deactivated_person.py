"""Somebody's account is closed while they are at work: what is open, what waits and what lies ready is worth nothing.

Their session and their PDF stay so when the account is opened again; of links: tests/localaccounts/test_invitations.py.
"""

import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from cases.case.models import Case
from cases.logs.services import entry_write
from cases.plans.making import documents_left, make_document
from cases.plans.models import DocumentState, PlanFile
from municipality.access.identity import as_system, as_user
from municipality.accounts.services import account_close, account_reopen
from municipality.notices.models import Notice, NoticeType
from municipality.people.models import User
from tests.access.scenes import value
from tests.access_log import noted
from tests.cast import Cast
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log
from tests.plans.helpers import make_paper, make_plan, order, row_of
from tests.signin.helpers import come

pytestmark = pytest.mark.slow(15)


def close(cast: Cast, person: User) -> None:
    with as_user(cast.administrator.pk):
        account_close(person)


def open_again(cast: Cast, person: User) -> None:
    with as_user(cast.administrator.pk):
        account_reopen(person)


def beside(act: Callable[[], None]) -> None:
    """Done and committed on another connection, while this one is in the middle of something."""

    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


@pytest.fixture
def case_id(cast: Cast) -> uuid.UUID:
    case_id = open_log(cast)
    join(cast, case_id, "nurse")
    return case_id


def test_a_request_that_is_under_way_reads_and_writes_nothing_more(committed: Cast) -> None:
    case_id = open_log(committed)
    join(committed, case_id, "nurse")
    nurse = committed.nurse
    with as_user(nurse.pk):
        assert Case.objects.filter(pk=case_id).exists()
        beside(lambda: close(committed, nurse))
        assert value("select my_id()") is None
        assert not Case.objects.exists()
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            entry_write(author=nurse, unit=committed.clinic, case_id=case_id, kind="health", text="For sent.")
    with as_user(committed.teacher.pk):
        assert "For sent." not in [one.text for one in Case.objects.get(pk=case_id).entries.all()]
    assert "entry.write" not in [one.act for one in noted(user=nurse)]


def test_a_session_is_over_and_stays_so_when_the_account_is_opened_again(
    cast: Cast, case_id: uuid.UUID
) -> None:
    _answer, browser = come(cast.nurse)
    page = f"/stafettlogger/{case_id}/"
    assert browser.get(page).status_code == 200
    close(cast, cast.nurse)
    open_again(cast, cast.nurse)
    answer = browser.get(page)
    assert (answer.status_code, answer.wsgi_request.user.is_anonymous) == (302, True)


def test_a_task_makes_nothing_for_them(cast: Cast, case_id: uuid.UUID) -> None:
    key = order(cast, make_plan(cast, case_id), "nurse")
    close(cast, cast.nurse)
    make_document(key)
    assert row_of(key).state == DocumentState.FAILED
    assert key not in documents_left()
    with as_system("test: what there is"):
        assert not PlanFile.objects.filter(document=key).exists()
        assert not Notice.objects.filter(user=cast.nurse, notice_type=NoticeType.DOCUMENT_READY).exists()
    assert "document.make" not in [one.act for one in noted(user=cast.nurse)]


def test_a_pdf_that_lies_ready_is_not_given_out(cast: Cast, case_id: uuid.UUID) -> None:
    document = make_paper(cast, make_plan(cast, case_id), "nurse")
    file = reverse("plans:download", args=[case_id, document.pk])
    browser = as_(cast.nurse)
    assert browser.get(file)["Content-Type"] == "application/pdf"
    close(cast, cast.nurse)
    assert browser.get(file).status_code == 302
    open_again(cast, cast.nurse)
    assert as_(cast.nurse).get(file).status_code == 404  # without a place
