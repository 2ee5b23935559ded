"""Who is asked, who answers, and who reads what was asked and answered (D6, D7, D9)."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from cases.case.models import Case
from cases.logs.selectors import EPOCH, family_visits, signatures
from cases.opening.services import Parent
from cases.requests.models import FamilyRequest, HiddenLook, RequestPart
from cases.requests.selectors import (
    late_below,
    part_to_answer,
    parts_to_answer,
    requests_counted,
    requests_own,
)
from cases.requests.services import Asked, request_make, requests_remind
from consent.models import Answer
from municipality.access.identity import as_system, as_user
from municipality.audit.acts import Act
from municipality.notices.models import Notice, NoticeType
from municipality.people.models import Membership
from tests.access.scenes import plain, write
from tests.cast import Cast
from tests.disclosures.helpers import refused, set_on_case, who
from tests.logs.opening import SHARES, open_log
from tests.overseers import lay_overseers
from tests.requests.helpers import (
    answered,
    asked,
    goes,
    part_of,
    refused_insight,
    told,
    units_of,
    written,
)


def test_each_unit_gets_its_own_part_and_its_leader_answers_it(cast: Cast, emmas_log: uuid.UUID) -> None:
    request_id = asked(cast.mother, emmas_log, text="Alt som er skrevet.")
    assert units_of(request_id) == {cast.school.pk, cast.clinic.pk, cast.ppt.pk}
    assert who(cast, lambda: parts_to_answer(answered=False)) == {"head", "nurse", "adviser"}
    part_id = part_of(request_id, cast.school.pk)
    assert who(cast, lambda: part_to_answer(part_id)) == {"head"}
    with as_system("test: who is told"):
        received = Notice.objects.filter(notice_type=NoticeType.REQUEST_RECEIVED)
        assert set(received.values_list("user__username", "case_id")) == {
            ("head", None), ("nurse", None), ("adviser", None),
        }  # fmt: skip


def test_who_asked_reads_the_answers_and_no_other_of_the_log(cast: Cast, emmas_log: uuid.UUID) -> None:
    part_id = part_of(asked(cast.mother, emmas_log), cast.school.pk)
    written(cast.head, part_id, "partly", refusal="secret", reason="Noe gjelder andre.", handed="I et møte.")
    assert set(told(cast.mother, emmas_log).values()) == {""}
    answered(cast.head, part_id, "partly", refusal="secret", reason="Noe gjelder andre.", handed="I et møte.")
    assert told(cast.mother, emmas_log)[cast.school.name] == "partly"
    assert who(cast, lambda: requests_own(emmas_log)) == {"mother"}


def test_who_wrote_it_down_for_her_reads_that_it_is_sent_and_no_answer(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    with as_user(cast.mother.pk):
        (me,) = cast.mother.resident_ids
    part_id = part_of(
        asked(cast.teacher, emmas_log, came="orally", came_on=timezone.localdate(), resident=me),
        cast.clinic.pk,
    )
    answered(cast.nurse, part_id)
    assert told(cast.teacher, emmas_log) == {}
    assert told(cast.mother, emmas_log)[cast.clinic.name] == "given"
    assert who(cast, lambda: requests_own(emmas_log)) == {"mother", "teacher"}


def test_a_note_is_corrected_by_its_author_and_by_the_leader_when_that_one_is_gone(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    note = write(cast, emmas_log, "teacher", "school")
    key = asked(cast.mother, emmas_log, "correction", text="Feil dag.", should_be="Tirsdag.", entry=note.pk)
    part_id = part_of(key, cast.school.pk)
    assert who(cast, lambda: part_to_answer(part_id)) == {"teacher"}
    with as_system("test: the teacher leaves"):
        Membership.objects.filter(user=cast.teacher, unit=cast.school).update(ends_at=timezone.now())
    assert who(cast, lambda: part_to_answer(part_id)) == {"head"}


def test_who_is_kept_out_finds_nothing_and_whoever_is_over_the_units_answers(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    lay_overseers(cast)
    over = cast.overseer
    with as_system("test: the head is kept out"):
        plain(
            "insert into cases_casekeptout (id, case_id, user_id, because, kept_by_id, kept_at)"
            " values (gen_random_uuid(), %s, %s, 'kin', %s, now())",
            emmas_log, cast.head.pk, cast.teacher.pk,
        )  # fmt: skip
    part_id = part_of(asked(cast.mother, emmas_log), cast.school.pk)
    assert "head" not in who(cast, lambda: parts_to_answer(answered=False))
    with as_user(over.pk):
        assert part_to_answer(part_id)


def test_in_a_strictly_protected_log_those_who_are_named_answer(cast: Cast, emmas_log: uuid.UUID) -> None:
    request_id = asked(cast.mother, emmas_log)
    set_on_case(emmas_log, address_protection="strengt_fortrolig")
    part_id = part_of(request_id, cast.school.pk)
    assert who(cast, lambda: part_to_answer(part_id)) == {"teacher"}


def test_barneverns_part_is_seen_by_barnevern_and_the_family_alone(cast: Cast) -> None:
    case_id = open_log(cast, shares={**SHARES, "child_welfare": ["school", "child_welfare"]})
    request_id = asked(cast.mother, case_id)
    part_id = part_of(request_id, cast.child_welfare.pk)
    assert who(cast, lambda: part_to_answer(part_id)) == {"child_welfare_worker"}
    assert cast.child_welfare.name in told(cast.mother, case_id)


def test_why_somebody_read_is_asked_of_the_leader_of_the_unit_that_read(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    read_at = reading(cast, emmas_log)
    part_id = part_of(asked(cast.mother, emmas_log, "why", read_at=read_at), cast.school.pk)
    with as_user(cast.head.pk):
        part = part_to_answer(part_id)
        assert part is not None
        assert (part.reader, part.read_at) == (cast.teacher.display_name, read_at)
    answered(cast.head, part_id, reason="Læreren forberedte et møte.")
    assert told(cast.mother, emmas_log) == {cast.school.name: "given"}


def reading(cast: Cast, case_id: uuid.UUID) -> Any:
    """When the teacher read, as the family is told it."""
    write(cast, case_id, "teacher", "school")
    with as_user(cast.mother.pk):
        moment = next(
            one.moment for visit in family_visits_of(case_id) for one in visit.events if not one.mine
        )
    return EPOCH + timedelta(microseconds=moment)


def family_visits_of(case_id: uuid.UUID) -> Any:
    return family_visits(Case.objects.get(pk=case_id))


def test_that_the_family_disagrees_stands_by_the_note_for_all_who_read_it(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    first, second = (write(cast, emmas_log, "teacher", "school", text=text) for text in ("En.", "To."))
    for note, shown in ((first, True), (second, False)):
        key = asked(
            cast.mother,
            emmas_log,
            "correction",
            text="Feil.",
            should_be="Tirsdag.",
            entry=note.pk,
            words_shown=shown,
        )
        with as_user(cast.nurse.pk):
            assert signatures([note])[note.pk].disagreed is None
        answered(
            cast.teacher, part_of(key, cast.school.pk), "refused", refusal="right", reason="Det var mandag."
        )
    for person in (cast.nurse, cast.mother, cast.teacher):
        with as_user(person.pk):
            said = signatures([first, second])
            assert (said[first.pk].disagreed, said[second.pk].disagreed) == ("Tirsdag.", "")


def test_the_note_says_so_no_longer_when_a_complaint_has_changed_the_answer(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    note = write(cast, emmas_log, "teacher", "school", text="Feil dag.")
    key = asked(cast.mother, emmas_log, "correction", text="Feil.", should_be="Tirsdag.", entry=note.pk)
    no = part_of(key, cast.school.pk)
    answered(cast.teacher, no, "refused", refusal="right", reason="Det var mandag.")
    complaint = asked(cast.mother, emmas_log, "complaint", text="Jeg er uenig.", part=no)
    said = []
    for answer in (None, "changed"):
        if answer:
            answered(cast.head, part_of(complaint, cast.school.pk), answer, reason="Det var tirsdag.")
        with as_user(cast.nurse.pk):
            said.append(signatures([note])[note.pk].disagreed)
    assert said == ["", None]


def test_an_answer_is_complained_of_once_and_the_unit_changes_it_or_sends_it_on(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    part_id = refused_insight(cast, emmas_log)
    key = asked(cast.mother, emmas_log, "complaint", text="Jeg er uenig.", part=part_id)
    refused(
        "asked_already", cast.mother, request_make, case_id=emmas_log,
        asked=Asked("complaint", text="Igjen.", part=part_id),
    )  # fmt: skip
    complaint = part_of(key, cast.school.pk)
    with as_user(cast.head.pk):
        found = part_to_answer(complaint)
        assert found is not None
        assert (found.was_answer, found.due_on >= timezone.localdate() + timedelta(days=21)) == (
            "refused",
            True,
        )
    answered(cast.head, complaint, "sent_on", reason="Vi mener det samme.", sent_to="Statsforvalteren")
    with as_user(cast.mother.pk):
        newest = requests_own(emmas_log)[0].parts[0]
        assert (newest.sent_to, newest.can_complain) == ("Statsforvalteren", False)


def test_what_is_not_answered_is_told_to_who_answers_and_then_to_who_is_above(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    lay_overseers(cast)
    over = cast.overseer
    asked(cast.mother, emmas_log)
    assert remind() == 0
    goes(26)
    assert (remind(), remind()) == (3, 0)
    assert sent_to(NoticeType.REQUEST_DUE) == {"head", "named_person"}
    assert sent_to(NoticeType.REQUEST_LATE) == set()
    goes(10)
    assert (remind(), remind()) == (3, 0)
    assert over.username in sent_to(NoticeType.REQUEST_LATE)
    assert "head" not in sent_to(NoticeType.REQUEST_LATE)
    with as_user(over.pk):
        assert [one.unit for one in late_below()] == [cast.school.name]
    assert who(cast, late_below) == set()


def remind() -> int:
    with as_system("remind of requests"):
        return requests_remind()


def sent_to(notice_type: NoticeType) -> set[str]:
    with as_system("test: who is told"):
        return set(Notice.objects.filter(notice_type=notice_type).values_list("user__username", flat=True))


def test_the_privacy_officer_sees_how_many_and_by_which_day(cast: Cast, emmas_log: uuid.UUID) -> None:
    refused_insight(cast, emmas_log)
    goes(40)
    assert who(cast, requests_counted) == {"privacy_officer"}
    with as_user(cast.privacy_officer.pk):
        counted = {one.unit: (one.waiting, one.late, one.answered) for one in requests_counted()}
    assert counted == {cast.school.name: (0, 0, 1), cast.clinic.name: (1, 1, 0), cast.ppt.name: (1, 1, 0)}


def test_a_former_parent_reads_nothing_of_what_she_asked(cast: Cast, emmas_log: uuid.UUID) -> None:
    refused_insight(cast, emmas_log)
    with as_system("test: her right ends"):
        plain(
            "update consent_legalbasis set withdrawn_at = now() where case_id = %s and basis_type = 'family'",
            emmas_log,
        )
    assert who(cast, lambda: requests_own(emmas_log)) == set()


def parents(cast: Cast) -> list[Parent]:
    """Both have responsibility, and have said yes."""
    return [
        Parent("Mona Eksempel", "mor", True, "folkeregisteret", Answer.YES, cast.mother_number),
        Parent("Fredrik Eksempel", "far", True, "folkeregisteret", Answer.YES, cast.father_number),
    ]


def test_what_is_done_with_a_request_is_told_in_the_list_of_readings_to_who_made_it_alone(cast: Cast) -> None:
    case_id = open_log(cast, parents=parents(cast))
    refused_insight(cast, case_id)

    def acts(person: str) -> set[str]:
        with as_user(getattr(cast, person).pk):
            return {one.act for visit in family_visits_of(case_id) for one in visit.events}

    assert Act.REQUEST_GIVE in acts("mother")
    assert not any(one.startswith("request.") for one in acts("father"))


def test_no_login_reads_the_tables(cast: Cast, emmas_log: uuid.UUID) -> None:
    refused_insight(cast, emmas_log)
    for model in (FamilyRequest, RequestPart, HiddenLook):
        for person in (cast.mother, cast.head, cast.privacy_officer):
            with (
                as_user(person.pk),
                pytest.raises(Error, match="permission denied"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(f"select * from {model._meta.db_table}")
