"""Addresses and forms that no page makes: never an error, never half a write, and nothing learned from the answer."""

import uuid
from unittest import mock

import pytest
from django.test import Client

from cases.case.models import Case
from cases.logs import views
from cases.logs.models import Entry
from consent.models import HowWithdrawn
from consent.services import consent_withdraw
from municipality.access.identity import as_system, as_user
from tests.access_log import noted
from tests.attacks.helpers import CASE_PAGES, browser, look, note, plain
from tests.cast import Cast
from tests.logs.helpers import join
from tests.logs.opening import open_log

STRANGE = ("%00", "a%00b", "%ff%fe", "%ED%A0%80", "%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "9" * 400)


@pytest.fixture
def case_id(cast: Cast) -> uuid.UUID:
    case_id = open_log(cast, child_name="\"><script>alert(1)</script> O'Brien %(x)s {{7*7}}")
    join(cast, case_id, "nurse", "adviser")
    note(cast, case_id, "nurse", cast.clinic, "school", "</textarea><script>alert(2)</script>")
    return case_id


@pytest.mark.parametrize("value", STRANGE)
def test_strange_values_in_an_address_are_no_error_and_no_script(
    cast: Cast, case_id: uuid.UUID, value: str
) -> None:
    pages = (
        f"/stafettlogger/?sok={value}", f"/stafettlogger/?page={value}", f"/stafettlogger/{case_id}/?sok={value}",
        f"/stafettlogger/{case_id}/samtykke/trekk/?enhet={value}", f"/undringer/?sok={value}",
        f"/undringer/?page={value}", f"/varsler/?page={value}", f"/?next={value}",
    )  # fmt: skip
    for page in pages:
        answer = browser(cast.teacher).get(page)
        assert answer.status_code == 200, page
        assert "<script>" not in answer.text, page


@pytest.mark.parametrize("value", STRANGE)
def test_strange_values_in_a_search_are_no_error_and_no_script(
    cast: Cast, case_id: uuid.UUID, value: str
) -> None:
    client = browser(cast.teacher)
    for path, field in (
        ("/stafettlogger/", "q"), ("/undringer/", "q"), (f"/stafettlogger/{case_id}/", "q"),
        (f"/stafettlogger/{case_id}/", "kind"),
    ):  # fmt: skip
        answer = client.post(path, f"{field}={value}", "application/x-www-form-urlencoded", follow=True)
        assert answer.status_code == 200, (path, field)
        assert "<script>" not in answer.text, (path, field)


@pytest.mark.parametrize(
    "query", ["last_day=31.12.9999", "first_day=01.01.0001", "after=x", "case=%00", "user=%00"]
)
def test_strange_values_in_the_access_log_are_no_error(cast: Cast, query: str) -> None:
    assert browser(cast.privacy_officer).get(f"/innsynslogg/?{query}").status_code in (200, 400)


@pytest.mark.parametrize(
    "path", ["/demo/login/%00", "//evil.example/", "https://evil.example/", "/finnes/ikke/"]
)
def test_a_draft_is_kept_for_pages_of_ours_only_and_leads_nowhere_else(cast: Cast, path: str) -> None:
    client = browser(cast.teacher)
    once = {"once": str(uuid.uuid4())}
    assert client.post("/utkast/", once | {"mark": path, "text": "x"}).status_code == 403
    assert client.post(f"/utkast/forkast/?form={path}", once).status_code == 400


@pytest.mark.parametrize("person", ["teacher", "nurse", "mother"])
def test_what_is_written_by_hand_is_no_script_on_any_page(
    cast: Cast, case_id: uuid.UUID, person: str
) -> None:
    client = browser(getattr(cast, person))
    for page in CASE_PAGES:
        assert "<script>" not in look(client, page, case_id).text, page


@pytest.mark.parametrize(
    "person", ["other_teacher", "head", "child_welfare_worker", "father", "stranger", "administrator"]
)
def test_a_log_of_others_and_one_that_is_not_there_answer_with_the_same_page(
    cast: Cast, case_id: uuid.UUID, person: str
) -> None:
    client, nothing = browser(getattr(cast, person)), uuid.uuid4()
    for page in CASE_PAGES:
        if "{case}" not in page or (person == "head" and "saksopplysninger" in page):
            continue
        if person == "head" and "stafettpinne/" in page and "svar" not in page:
            continue  # a leader sees the head, and so that there is one
        there, not_there = look(client, page, case_id), look(client, page, nothing)
        assert there.status_code == not_there.status_code == 404, page
        assert plain(there.text, case_id) == plain(not_there.text, nothing), page
        assert there.headers.items() == not_there.headers.items(), page


def test_every_post_without_a_token_is_refused(cast: Cast, case_id: uuid.UUID) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.teacher)
    for path in (
        "", "notat/", "samtykke/trekk/", "samtykke/nytt/enheter/", "ga-ut/", "stafettpinne/", "stafettpinne/svar/",
    ):  # fmt: skip
        answer = client.post(
            f"/stafettlogger/{case_id}/{path}", {"confirmed": "1", "what": "all", "how": "oral"}
        )
        assert answer.status_code == 403, path
    for path in (
        "/logg-ut/",
        "/varsler/alle-lest/",
        "/utkast/",
        "/undringer/ny/",
        "/undringer/",
        "/stafettlogger/",
    ):
        assert client.post(path).status_code == 403, path
    with as_user(cast.teacher.pk):
        assert Case.objects.filter(pk=case_id, closed_at=None).exists()


@pytest.mark.parametrize(("moment", "status"), [("acting_units", 404), ("entry_write", 403)])
def test_a_note_that_is_sent_while_the_consent_is_withdrawn_is_refused_and_not_written(
    cast: Cast, case_id: uuid.UUID, moment: str, status: int
) -> None:
    """The withdrawal comes between two steps of the view."""
    step = getattr(views, moment)

    def withdrawn_first(*args: object, **kwargs: object) -> object:
        with as_user(cast.teacher.pk):
            consent_withdraw(case_id=case_id, how=HowWithdrawn.ORAL, unit_id=cast.ppt.pk)
        with as_user(cast.adviser.pk):
            return step(*args, **kwargs)

    with mock.patch.object(views, moment, withdrawn_first):
        answer = browser(cast.adviser).post(
            f"/stafettlogger/{case_id}/notat/", {"kind": "school", "text": "For sent.", "unit": cast.ppt.pk}
        )
    assert answer.status_code == status
    assert ("Samtykket ble trukket mens du skrev" in answer.text) == (status == 403)
    with as_system("test"):
        assert not Entry.objects.filter(text="For sent.").exists()
    assert noted(act="entry.write", case_id=case_id, refused=True, user=cast.adviser)


@pytest.mark.parametrize(
    "page", ["notat/{entry}/", "samtykke/trekk/", "samtykke/nytt/enheter/", "stafettpinne/"]
)
def test_a_form_that_shows_something_of_the_case_leaves_an_event(cast: Cast, page: str) -> None:
    case_id = open_log(cast)
    with as_system("test"):
        entry = Entry.objects.get(case_id=case_id).pk
    before = len(noted(case_id=case_id))
    assert (
        browser(cast.teacher).get(f"/stafettlogger/{case_id}/{page.format(entry=entry)}").status_code == 200
    )
    assert len(noted(case_id=case_id)) == before + 1
