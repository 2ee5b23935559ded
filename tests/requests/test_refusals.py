"""What the verbs refuse, and what is looked at again since somebody asked for insight (R9, D9, D12)."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cases.requests.deadlines import due_on
from cases.requests.models import FamilyRequest
from cases.requests.outside import ServiceToAsk, services_to_ask
from cases.requests.selectors import hidden_to_look_at, parts_to_answer
from cases.requests.services import (
    Asked,
    Said,
    hidden_looked,
    request_answer,
    request_give,
    request_make,
    request_outside,
    request_prolong,
    requests_forget,
)
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.access.verbs import call, rows
from tests.access.scenes import write
from tests.cast import Cast
from tests.disclosures.helpers import made, refused, who
from tests.reports.helpers import reported
from tests.requests.helpers import asked, found, goes, in_days, part_of, written


@pytest.mark.parametrize(
    ("person", "kind", "other", "code"),
    [
        ("father", "insight", {}, "only_the_family_asks"),
        ("stranger", "insight", {"came": "orally"}, "only_the_family_asks"),
        ("teacher", "insight", {"came": "orally", "resident": uuid.uuid4()}, "only_the_family_asks"),
        ("teacher", "why", {"came": "orally"}, "only_the_family_asks"),
        ("mother", "complaint", {"text": "Nei."}, "nothing_to_complain_of"),
        ("mother", "insight", {"part": uuid.uuid4()}, "nothing_to_complain_of"),
        ("mother", "correction", {"entry": uuid.uuid4(), "should_be": "Ja."}, "no_note_to_correct"),
        ("mother", "correction", {"text": "Feil."}, "say_what_should_be"),
        ("mother", "why", {"read_at": timezone.now()}, "no_such_reading"),
        ("mother", "why", {}, "no_such_reading"),
    ],
)
def test_who_may_not_ask_for_this_is_refused(
    cast: Cast, emmas_log: uuid.UUID, person: str, kind: str, other: dict[str, Any], code: str
) -> None:
    refused(code, getattr(cast, person), request_make, case_id=emmas_log, asked=Asked(kind, **other))


def test_nobody_asks_for_the_same_twice_too_often_or_by_another_day(cast: Cast, emmas_log: uuid.UUID) -> None:
    with as_user(cast.mother.pk):
        (mother,) = cast.mother.resident_ids
    by_word: dict[str, Any] = {"came": "orally", "resident": mother}
    old = Asked("insight", came_on=in_days(-366), **by_word)
    refused("asked_within_a_year", cast.teacher, request_make, case_id=emmas_log, asked=old)
    with as_user(cast.mother.pk), pytest.raises(Refused) as reason:
        make(emmas_log, due_on=in_days(10))
    assert reason.value.code == "answered_within_a_month"
    asked(cast.mother, emmas_log)
    refused("asked_already", cast.mother, request_make, case_id=emmas_log, asked=Asked("insight"))
    for _each in range(19):
        asked(cast.mother, emmas_log, "correction", text="Navnet.", should_be="Emma.")
    refused(
        "asked_too_often", cast.mother, request_make, case_id=emmas_log,
        asked=Asked("correction", text="Navnet.", should_be="Emma."),
    )  # fmt: skip


def make(case_id: uuid.UUID, **other: Any) -> None:
    today = timezone.localdate()
    said: dict[str, Any] = {
        "id": uuid.uuid4(), "case": case_id, "demand": "insight", "came": "here", "resident": None, "text": "",
        "came_on": today, "due_on": due_on("insight", today), "entry": None, "should_be": "", "words_shown": False,
        "part": None, "read_at": None,
    }  # fmt: skip
    call("request_make", **said | other)


def test_a_parent_does_not_ask_to_correct_a_note_that_is_withheld(cast: Cast, emmas_log: uuid.UUID) -> None:
    note = write(cast, emmas_log, "teacher", "school", withheld_because="child_at_risk")
    refused(
        "no_note_to_correct", cast.mother, request_make, case_id=emmas_log,
        asked=Asked("correction", text="Feil.", should_be="Ja.", entry=note.pk),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Said("changed", reason="x"), "answers_something_else"),
        (Said("refused", refusal="right", reason="x"), "refused_by_another_provision"),
        (Said("refused", refusal="health", reason="x"), "refused_by_another_provision"),
        (Said("given", refusal="party"), "refused_by_another_provision"),
        (Said("refused", refusal="party"), "say_why_and_where_to"),
    ],
)
def test_an_answer_must_fit_what_was_asked(cast: Cast, emmas_log: uuid.UUID, said: Said, code: str) -> None:
    part = found(cast.head, part_of(asked(cast.mother, emmas_log), cast.school.pk))
    refused(code, cast.head, request_answer, part=part, version=part.version, said=said)


def test_nobody_of_another_unit_answers_and_what_is_given_stands(cast: Cast, emmas_log: uuid.UUID) -> None:
    part_id = part_of(asked(cast.mother, emmas_log), cast.school.pk)
    part = found(cast.head, part_id)
    for person in (cast.nurse, cast.teacher, cast.mother, cast.privacy_officer):
        refused("nothing_to_answer", person, request_answer, part=part, version=1, said=Said("given"))
        refused("nothing_to_answer", person, request_give, part=part, version=part.version)
    refused(
        "nothing_to_answer", cast.head, request_give, part=part, version=part.version
    )  # nothing is written yet
    written(cast.head, part_id)
    with as_user(cast.head.pk):
        request_give(part=part, version=part.version + 1)
    refused("nothing_to_answer", cast.head, request_give, part=part, version=part.version)


def test_the_day_is_moved_once_in_time_and_by_two_months_at_most(cast: Cast, emmas_log: uuid.UUID) -> None:
    request_id = asked(cast.mother, emmas_log)
    part = found(cast.head, part_of(request_id, cast.school.pk))
    late = {"part": part, "until": in_days(93), "because": "Sommerferie."}
    refused("two_months_more_at_most", cast.head, request_prolong, **late)
    with as_user(cast.head.pk):
        request_prolong(part=part, until=in_days(60), because="Arkivet er flyttet.")
    refused("prolonged_once_and_in_time", cast.head, request_prolong, **late | {"until": in_days(70)})
    goes(40)
    other = found(cast.nurse, part_of(request_id, cast.clinic.pk))
    assert other.is_late
    refused("prolonged_once_and_in_time", cast.nurse, request_prolong, **late | {"part": other})


def test_what_is_hidden_is_looked_at_again_by_who_hides_it_and_nobody_else_learns_of_it(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    report = reported(cast.teacher, case_id=emmas_log)
    disclosure = made(cast.teacher, emmas_log)
    note = write(cast, emmas_log, "teacher", "school", withheld_because="child_at_risk")
    assert who(cast, hidden_to_look_at) == set()
    asked(cast.mother, emmas_log)
    assert who(cast, hidden_to_look_at) == {"teacher"}
    with as_user(cast.teacher.pk):
        things = {one.about: one for one in hidden_to_look_at()}
        assert {about: one.key for about, one in things.items()} == {
            "report": report.pk, "disclosure": disclosure.id, "entry": note.pk,
        }  # fmt: skip
        hidden_looked(thing=things["report"])
        assert {one.about for one in hidden_to_look_at()} == {"disclosure", "entry"}
    refused("nothing_to_look_at", cast.teacher, hidden_looked, thing=things["report"])
    refused("nothing_to_look_at", cast.head, hidden_looked, thing=things["entry"])
    goes(1)
    asked(cast.mother, emmas_log, "objection", text="Slutt.")
    with as_user(cast.teacher.pk):
        assert "report" not in {one.about for one in hidden_to_look_at()}, "only insight asks for it"


def outside(cast: Cast, key: uuid.UUID | None = None, **other: Any) -> None:
    said: dict[str, Any] = {
        "services": [cast.school.service_id],
        "text": "Om gutten min.",
        "contact": "Ola, 12345678",
    }
    request_outside(key=key or uuid.uuid4(), **said | other)


def test_who_has_nothing_here_asks_services_and_each_key_is_good_once(cast: Cast) -> None:
    key = uuid.uuid4()
    assert cast.school.service_id in {one.service_id for one in services_to_ask()}
    outside(cast, key)
    with pytest.raises(Refused) as reason:
        outside(cast, key)
    assert reason.value.code == "not_a_sign_in_of_now"
    for other in ({"services": [cast.school.service_id, cast.away_school.service_id]}, {"contact": " "}):
        with pytest.raises(Refused) as reason:
            outside(cast, **other)
        assert reason.value.code == "ask_services_of_one_municipality"
    assert who(cast, lambda: parts_to_answer(answered=False)) == {"head"}
    with as_user(cast.head.pk):
        (part,) = parts_to_answer(answered=False)
        assert (part.contact, part.case_id, part.whom) == ("Ola, 12345678", None, "en som ikke har noe her")


def test_without_the_applications_code_nobody_asks_or_is_told_of_services(cast: Cast) -> None:
    today = timezone.localdate()
    with pytest.raises(Refused) as reason:
        call(
            "request_outside", id=uuid.uuid4(), asked_services=[cast.school.service_id], text="x", contact="x",
            came_on=today, due_on=due_on("insight", today), request="", code="0" * 64,
        )  # fmt: skip
    assert reason.value.code == "not_a_sign_in_of_now"
    assert rows(ServiceToAsk, "services_to_ask", code="0" * 64) == []


def test_what_an_outsider_asked_is_forgotten_some_time_after_it_was_answered(cast: Cast) -> None:
    outside(cast)
    outside(cast)
    with as_user(cast.head.pk):
        first, _second = parts_to_answer(answered=False)
    written(cast.head, first.part_id)
    with as_user(cast.head.pk):
        request_give(part=first, version=first.version + 1)
    goes(800)
    with as_system("forget old requests"):
        assert requests_forget() == 0, "it is answered today"
        FamilyRequest.objects.get(pk=first.request_id).parts.update(
            answered_at=timezone.now() - timedelta(days=400)
        )
        assert requests_forget() == 1
        assert FamilyRequest.objects.count() == 1


def test_of_two_windows_the_second_is_told(cast: Cast, emmas_log: uuid.UUID) -> None:
    part = found(cast.head, part_of(asked(cast.mother, emmas_log), cast.school.pk))
    written(cast.head, part.part_id)
    with as_user(cast.head.pk), pytest.raises(NothingThere) as reason:
        call(
            "request_answer", part=part.part_id, version=part.version, answer="given", refusal="", reason="",
            handed="", sent_to="",
        )  # fmt: skip
    assert reason.value.code == "changed_elsewhere"
