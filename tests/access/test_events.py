"""R8: the access log cannot be forged, changed or avoided. Notices and drafts are one's own; settings."""

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone

from cases.case.models import Case
from cases.logs.models import Entry
from cases.logs.services import entry_change
from municipality.access.identity import as_system, as_user
from municipality.audit import access_log as audit
from municipality.audit.acts import Act
from municipality.audit.models import Event, EventCase
from municipality.notices.models import Notice
from municipality.organisation.municipality import Municipality
from municipality.writing.models import Draft
from tests.access.scenes import answer, everybody_who, is_refused, plain, seen_by, value, withdraw, write
from tests.access_log import noted
from tests.cast import EVERYBODY, Cast
from tests.databases import logged_in
from tests.logs.opening import open_log

WRITE = "select event_write(%s, %s, %s, '{}', %s, '')"


def try_a_case(_request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """A view that has written something before it refuses."""
    audit.record(Act.CASE_LIST)
    audit.refuse(Act.CASE_READ, case_id=case_id)
    raise Http404


def break_down(_request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    audit.record(Act.CASE_LIST)
    audit.refuse(Act.CASE_READ, case_id=case_id)
    raise RuntimeError


def plain_page(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return HttpResponse(status=404 if exception else 500)


handler404 = handler500 = plain_page
urlpatterns = [path("try/<uuid:case_id>/", try_a_case), path("break/<uuid:case_id>/", break_down)]


def write_event(act: str, case_id: uuid.UUID, unit_id: int | None = None, *, refused: bool = False) -> None:
    plain(WRITE, act, unit_id, refused, json.dumps({str(case_id): []}))


def last_event() -> tuple[Event, EventCase]:
    """With the row of its case, which is the only one."""
    with as_system("test"):
        event = Event.objects.latest("at")
        return event, event.cases.get()


def test_who_when_unit_and_basis_are_the_databases_to_say(cast: Cast, log: uuid.UUID) -> None:
    with as_user(cast.teacher.pk):
        plain(WRITE, "case.read", cast.clinic.pk, False, json.dumps({str(log): ["entry:1"]}))
        number = Case.objects.get(pk=log).number
    event, case = last_event()
    assert (event.user_id, event.unit_id, event.municipality_id) == (
        cast.teacher.pk,
        cast.school.pk,
        cast.home.pk,
    )
    assert (case.case_id, case.case_number, case.unit_id) == (log, number, cast.school.pk)
    assert (case.basis_type, case.basis_id is None, event.reason) == ("consent", False, "")
    assert abs(event.at - timezone.now()) < timedelta(seconds=10)


def test_a_family_reads_on_its_own_right(cast: Cast, log: uuid.UUID) -> None:
    with as_user(cast.mother.pk):
        write_event("case.read", log)
    event, case = last_event()
    assert (case.basis_type, event.unit_id, event.municipality_id) == ("family", None, cast.home.pk)


def test_somebody_without_access_leaves_a_trace_without_basis(cast: Cast, log: uuid.UUID) -> None:
    with as_user(cast.stranger.pk):
        write_event("case.read", log, cast.school.pk, refused=True)
    event, case = last_event()
    assert (event.refused, case.basis_id, case.basis_type) == (True, None, "")
    assert (event.municipality_id, event.unit_id) == (cast.home.pk, cast.away_school.pk)


def test_a_try_on_a_case_that_is_none_is_kept_without_a_number(cast: Cast) -> None:
    with as_user(cast.teacher.pk):
        write_event("case.read", uuid.uuid4(), refused=True)
    event, case = last_event()
    assert (event.municipality_id, case.case_number) == (cast.home.pk, "")


def test_a_reason_of_the_system_cannot_be_borrowed(cast: Cast, log: uuid.UUID) -> None:
    with as_user(cast.teacher.pk):
        plain("select set_config('app.reason', 'settle expired', true)")
        write_event("case.read", log)
    assert last_event()[0].reason == ""
    with as_system("settle expired"):
        write_event("case.close", log)
    assert last_event()[0].reason == "settle expired"


def test_a_page_is_one_event_with_a_row_for_each_case_that_it_showed(cast: Cast, log: uuid.UUID) -> None:
    other = open_log(cast, number=cast.youth_number)
    with as_user(cast.teacher.pk):
        entries = list(Entry.objects.filter(case_id__in=[log, other]))
        audit.record_list(Act.CASE_LIST, entries)
    [event] = noted(act="case.list")
    assert set(event.case_ids) == {log, other}
    assert event.basis == "consent"
    assert event.event.unit_id == cast.school.pk
    assert event.objects == sorted(f"entry:{entry.pk}" for entry in entries)


def test_a_page_with_cases_of_two_municipalities_is_seen_by_the_privacy_officer_of_each(
    cast: Cast, log: uuid.UUID
) -> None:
    elsewhere = open_log(cast, number=cast.youth_number)
    with as_system("test: the family has moved"):
        Case.objects.filter(pk=elsewhere).update(municipality=cast.away)
    with as_user(cast.mother.pk):
        audit.record_list(Act.CASE_LIST, [Case(pk=log), Case(pk=elsewhere)])
    assert {one.event.municipality_id: one.case_ids for one in noted(act="case.list")} == {
        cast.home.pk: [log], cast.away.pk: [elsewhere],
    }  # fmt: skip


def test_code_and_database_know_the_same_acts(cast: Cast) -> None:
    known = value("select prosrc from pg_proc where proname = 'act_is_known'")
    assert sorted(re.findall(r"'(.*?)'", known)) == sorted(Act.values)
    with as_user(cast.teacher.pk):
        for act in Act.values:
            assert answer(WRITE, act, None, False, "{}") == "done", act
    lists = value("select prosrc from pg_proc where proname = 'act_is_a_list'")
    assert set(re.findall(r"'(.*?)'", lists)) < set(Act.values)


@pytest.mark.parametrize("missing", ["p_refused", "p_objects", "p_shown", "p_request"])
def test_an_event_that_is_refused_does_not_tell_what_was_found_for_it(
    cast: Cast, log: uuid.UUID, missing: str
) -> None:
    shown = f"'{json.dumps({str(log): []})}'"
    given = {"p_refused": "false", "p_objects": "'{}'", "p_shown": shown, "p_request": "''"}
    told = ", ".join(f"{name} => {text}" for name, text in (given | {missing: "null"}).items())
    with as_user(cast.stranger.pk):
        said = answer(f"select event_write(p_act => 'case.read', p_unit => null, {told})")
    assert "something is missing" in said
    assert "DETAIL" not in said


@pytest.mark.parametrize(
    "statement",
    [
        "update municipality_event set act = 'x'",
        "delete from municipality_event",
        "update municipality_eventcase set case_number = 'x'",
        "delete from municipality_eventcase",
    ],
)
def test_events_are_changed_by_nobody(committed: Cast, statement: str) -> None:
    open_log(committed)
    for person in (committed.teacher, committed.privacy_officer, committed.administrator):
        with as_user(person.pk):
            assert "permission denied" in answer(statement)
    with as_system("test"):
        assert "permission denied" in answer(statement)
        for table in ("municipality_event", "municipality_eventcase"):
            assert "permission denied" in answer(f"insert into {table} (id) values (gen_random_uuid())")
    with logged_in("owner"):
        assert "append-only" in answer(statement)


def test_the_log_is_read_by_the_privacy_officer_of_the_municipality_alone(cast: Cast, log: uuid.UUID) -> None:
    for model in (Event, EventCase):
        assert everybody_who(cast, EVERYBODY, model.objects.exists) == {"privacy_officer"}
    with as_user(cast.privacy_officer.pk):
        assert Event.objects.filter(cases__case_id=log, act="case.open").exists()
        assert not Event.objects.exclude(municipality=cast.home).exists()


def test_every_verb_leaves_an_event(cast: Cast, log: uuid.UUID) -> None:
    write(cast, log, "teacher", "school")
    withdraw(cast, log, "mother")
    acts = {one.act for one in noted(case_id=log)}
    assert acts >= {
        "case.open", "consent.register", "unit.invite", "participant.add", "entry.write", "consent.withdraw",
        "case.close",
    }  # fmt: skip


@pytest.mark.urls("tests.access.test_events")
@pytest.mark.parametrize("way", ["try", "break"])
def test_a_refused_try_is_logged_although_the_request_is_rolled_back(
    cast: Cast, log: uuid.UUID, way: str
) -> None:
    before = len(noted())
    client = Client(raise_request_exception=False)
    client.force_login(cast.stranger, backend="municipality.people.backend.CaseBackend")
    assert client.get(f"/{way}/{log}/").status_code == {"try": 404, "break": 500}[way]
    [written] = noted()[before:]
    assert (written.act, written.user_id, written.case_id, written.refused) == (
        "case.read", cast.stranger.pk, log, True,
    )  # fmt: skip
    assert len(written.event.request_id) == 36


def test_a_notice_is_shown_to_its_own_person_while_the_case_may_be_read(cast: Cast, log: uuid.UUID) -> None:
    entry = write(cast, log, "teacher", "school")
    told = everybody_who(cast, EVERYBODY, lambda: Notice.objects.filter(entry_id=entry.pk).exists())
    assert told == {"adviser", "nurse", "mother"}
    withdraw(cast, log, "mother", "ppt")
    assert not seen_by(cast, "adviser", Notice)


def test_a_notice_goes_when_its_entry_becomes_one_that_the_person_may_not_read(
    cast: Cast, log: uuid.UUID
) -> None:
    entry = write(cast, log, "nurse", "clinic", "school")
    with as_user(cast.adviser.pk):
        assert Notice.objects.filter(entry_id=entry.pk).exists()
    with as_user(cast.nurse.pk):
        entry_change(entry=entry, version=1, kind="health", text="Helse")
    with as_user(cast.adviser.pk):
        assert not Notice.objects.filter(entry_id=entry.pk).exists()


def test_only_those_who_may_read_an_entry_are_told_of_it(cast: Cast, log: uuid.UUID) -> None:
    entry = write(cast, log, "nurse", "clinic", "health")
    with as_system("test"):
        told = set(Notice.objects.filter(entry_id=entry.pk).values_list("user__username", flat=True))
    assert told == {"mother"}


def test_a_notice_is_marked_as_read_by_its_own_person_and_not_otherwise_changed(
    cast: Cast, log: uuid.UUID
) -> None:
    write(cast, log, "teacher", "school")
    with as_user(cast.teacher.pk):
        assert plain("update municipality_notice set read_at = now()") == [(0,)]
    with as_user(cast.nurse.pk):
        assert plain(
            "update municipality_notice set read_at = now() where notice_type = 'entry.written'"
        ) == [(1,)]
        assert is_refused("update municipality_notice set case_id = null")
        assert is_refused("update municipality_notice set sent_at = now()")
        assert is_refused("delete from municipality_notice")


def test_drafts_are_ones_own(cast: Cast) -> None:
    once = uuid.uuid4()
    with as_user(cast.teacher.pk):
        Draft.objects.create(user=cast.teacher, form="/a/", once=once, sealed=b"x", saved_at=timezone.now())
    assert everybody_who(cast, EVERYBODY, Draft.objects.exists) == {"teacher"}
    with as_user(cast.other_teacher.pk):
        assert Draft.objects.update(form="/b/") == 0
        plain("select draft_delete('/a/', %s)", once)
        insert = (
            "insert into municipality_draft (user_id, form, once, sealed, saved_at)"
            " values (%s, '/c/', gen_random_uuid(), 'x', now())"
        )
        assert is_refused(insert, cast.teacher.pk)
        assert not is_refused(insert, cast.other_teacher.pk)
        assert is_refused("update municipality_draft set user_id = %s", cast.teacher.pk)
        assert is_refused("delete from municipality_draft")
    with as_user(None):
        plain("select draft_delete('/a/', %s)", once)
    with as_user(cast.teacher.pk):
        assert Draft.objects.filter(form="/a/").exists()
        plain("select draft_delete('/a/', %s)", once)
        assert not Draft.objects.exists()


def test_settings_are_changed_by_the_administrator_of_the_same_municipality(cast: Cast) -> None:
    changed = {}
    for person in EVERYBODY:
        with as_user(getattr(cast, person).pk):
            changed[person] = Municipality.objects.update(evaluation_weeks=8)
    assert {person for person, rows in changed.items() if rows} == {"administrator"}
    with as_system("test"):
        assert Municipality.objects.get(pk=cast.home.pk).evaluation_weeks == 8
        assert Municipality.objects.get(pk=cast.away.pk).evaluation_weeks == 6


def test_a_case_number_says_nothing(cast: Cast) -> None:
    first, second = open_log(cast), open_log(cast, number=cast.youth_number)
    with as_system("test"):
        numbers = [Case.objects.get(pk=key).number for key in (first, second)]
    assert all(len(number) == 7 and number.startswith("S-") for number in numbers)
    assert numbers[0] != numbers[1]
    with as_system("test"):
        assert value("select count(*) from cases_case") == 2
