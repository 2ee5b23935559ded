"""Attacks that got through on what the family demands, and on what is told of readings; mended."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from cases.case.models import Case
from cases.deviations.selectors import led, told
from cases.deviations.services import deviation_tell
from cases.emergency.models import Emergency
from cases.logs.selectors import EPOCH, family_visits
from cases.opening.services import Parent
from cases.requests.selectors import hidden_to_look_at, part_to_answer
from cases.requests.services import Asked, request_make
from consent.models import Answer
from municipality.access.identity import as_system, as_user
from municipality.audit.models import Event
from tests.access.scenes import plain, write
from tests.attacks.helpers import browser
from tests.cast import Cast
from tests.deviations.helpers import a_reading
from tests.disclosures.helpers import refused, who
from tests.emergency.helpers import allow, later, open_as
from tests.logs.helpers import join
from tests.logs.opening import SHARES, open_log
from tests.overseers import lay_overseers
from tests.reports.helpers import reported, said
from tests.requests.helpers import a_reading as a_moment
from tests.requests.helpers import answered, asked, part_of, written
from tests.requests.helpers import told as told_of


def by_word(cast: Cast) -> dict[str, Any]:
    with as_user(cast.mother.pk):
        (mother,) = cast.mother.resident_ids
    return {"came": "orally", "came_on": timezone.localdate(), "resident": mother}


def test_staff_who_write_a_request_down_do_not_learn_that_the_family_has_made_one(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    asked(cast.mother, emmas_log)
    asked(cast.mother, emmas_log, "objection", text="Slutt med det.")
    for kind in ("insight", "objection"):
        asked(cast.teacher, emmas_log, kind, text="Hun ringte.", **by_word(cast))
        refused(
            "asked_already", cast.teacher, request_make, case_id=emmas_log,
            asked=Asked(kind, text="Igjen.", **by_word(cast)),
        )  # fmt: skip


def test_staff_do_not_put_a_note_into_a_request_of_the_family(cast: Cast, emmas_log: uuid.UUID) -> None:
    join(cast, emmas_log, "nurse")
    note = write(cast, emmas_log, "nurse", "clinic", kind="school", text="Noe")
    wrong = Asked(
        "correction", text="Feil.", should_be="Noe annet.", entry=note.pk, words_shown=True, **by_word(cast)
    )
    refused("no_note_to_correct", cast.teacher, request_make, case_id=emmas_log, asked=wrong)


def test_the_leader_of_the_source_is_not_told_that_barnevern_read(cast: Cast) -> None:
    lay_overseers(cast)
    case_id = open_log(cast, shares={**SHARES, "child_welfare": ["school", "child_welfare"]})
    join(cast, case_id, "child_welfare_worker")
    one = a_reading(case_id, cast.child_welfare_worker, cast.child_welfare)
    with as_user(cast.privacy_officer.pk):
        deviation_tell(deviation=one, text="Vi har snakket med den som leste.")
    for person in ("head", "overseer", "named_person"):
        with as_user(getattr(cast, person).pk):
            assert led() == [], person


def test_who_looks_again_at_a_report_leaves_nothing_for_the_privacy_officer(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    key = reported(cast.teacher, said(), case_id=emmas_log)
    asked(cast.mother, emmas_log)
    address = f"/krav/se-igjen/report/{key.pk}/"
    client = browser(cast.teacher)
    assert client.get(address).status_code == 200
    client.post(address, {"confirmed": "1"})
    with as_user(cast.teacher.pk):
        assert hidden_to_look_at() == []
    with as_user(cast.privacy_officer.pk):
        assert not Event.objects.filter(
            user=cast.teacher.pk, act__in=["request.look", "report.read"], refused=False
        ).exists()


def test_who_is_kept_out_is_not_told_by_the_own_report_that_the_family_asks(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    join(cast, emmas_log, "nurse")
    reported(cast.nurse, said(), case_id=emmas_log)
    asked(cast.mother, emmas_log)
    assert "nurse" in who(cast, hidden_to_look_at)
    with as_system("test: the nurse is kept out"):
        plain(
            "insert into cases_casekeptout (id, case_id, user_id, because, kept_by_id, kept_at)"
            " values (gen_random_uuid(), %s, %s, 'kin', %s, now())",
            emmas_log, cast.nurse.pk, cast.teacher.pk,
        )  # fmt: skip
    assert "nurse" not in who(cast, hidden_to_look_at)


def test_why_a_leader_has_read_is_answered_by_whoever_is_above(cast: Cast) -> None:
    lay_overseers(cast)
    case_id = open_log(cast, opener="head", unit="school")
    browser(cast.head).get(f"/stafettlogger/{case_id}/")
    read_at = EPOCH + timedelta(microseconds=a_moment(cast, case_id))
    part_id = part_of(asked(cast.mother, case_id, "why", read_at=read_at), cast.school.pk)
    assert "head" not in who(cast, lambda: part_to_answer(part_id))
    with as_user(cast.overseer.pk):
        assert part_to_answer(part_id)
    answered(cast.overseer, part_id, reason="Hun forberedte et møte.")
    complaint = part_of(asked(cast.mother, case_id, "complaint", text="Nei.", part=part_id), cast.school.pk)
    with as_user(cast.head.pk):
        assert part_to_answer(complaint) is None
    with as_user(cast.overseer.pk):
        assert part_to_answer(complaint)


def test_the_other_parent_does_not_read_that_staff_went_to_write_something_down(cast: Cast) -> None:
    parents = [
        Parent("Mona Eksempel", "mor", True, "folkeregisteret", Answer.YES, cast.mother_number),
        Parent("Fredrik Eksempel", "far", True, "folkeregisteret", Answer.YES, cast.father_number),
    ]
    case_id = open_log(cast, parents=parents)
    teacher = browser(cast.teacher)
    for below in ("", "innsyn/", "innsigelse/", "retting/"):
        assert teacher.get(f"/stafettlogger/{case_id}/innsyn-og-klage/{below}").status_code == 200
    with as_user(cast.father.pk):
        visits = family_visits(Case.objects.get(pk=case_id))
        assert not any(one.act.startswith("request.") for visit in visits for one in visit.events)


def test_who_only_reads_in_a_log_writes_nothing_down_for_its_family(cast: Cast, emmas_log: uuid.UUID) -> None:
    join(cast, emmas_log, "nurse")
    with as_system("test: the nurse reads and does not write"):
        plain(
            "update cases_caseusergrant set ended_at = now() where content_object_id = %s and user_id = %s"
            " and permission_id = (select case_permission('change_case'))",
            emmas_log, cast.nurse.pk,
        )  # fmt: skip
    said_so = Asked("insight", text="Hun ringte.", **by_word(cast))
    refused("only_the_family_asks", cast.nurse, request_make, case_id=emmas_log, asked=said_so)


def test_the_author_of_a_report_is_not_told_by_which_key_the_log_is_found(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    reported(cast.teacher, said(), case_id=emmas_log)
    asked(cast.mother, emmas_log)
    with as_user(cast.teacher.pk):
        assert [one.case_id for one in hidden_to_look_at()] == [None]


def test_a_reading_in_an_emergency_is_not_told_before_the_emergency_is(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    allow(cast)
    key = open_as(cast.nav, emmas_log, later=later())
    one = a_reading(emmas_log, cast.nav, cast.nav_office)
    refused("the_emergency_is_told_first", cast.privacy_officer, deviation_tell, deviation=one, text="Gjort.")
    with as_user(cast.mother.pk):
        assert told(emmas_log) == []
    with as_system("test: the family is told"):
        Emergency.objects.filter(pk=key).update(told_at=timezone.now(), later_because="", review_on=None)
    with as_user(cast.privacy_officer.pk):
        deviation_tell(deviation=one, text="Gjort.")
    with as_user(cast.mother.pk):
        assert len(told(emmas_log)) == 1


def test_nobody_gives_an_answer_that_a_colleague_has_changed_since_it_was_read(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    part_id = part_of(asked(cast.mother, emmas_log), cast.school.pk)
    written(cast.head, part_id)
    client, address = browser(cast.head), f"/krav/{part_id}/gi/"
    form = client.get(address).context["form"]
    written(cast.head, part_id, "refused", refusal="party", reason="Nei.")  # in another window
    client.post(address, {"confirmed": "1", "version": form["version"].value()})
    assert told_of(cast.mother, emmas_log)[cast.school.name] == ""
    client.post(address, {"confirmed": "1"})
    assert told_of(cast.mother, emmas_log)[cast.school.name] == ""
    form = client.get(address).context["form"]
    client.post(address, {"confirmed": "1", "version": form["version"].value()})
    assert told_of(cast.mother, emmas_log)[cast.school.name] == "refused"
