"""D10, «utlever»: who can hand out what of a log without consent."""

import uuid
from datetime import timedelta

from django.utils import timezone

from cases.case.models import Case
from cases.concerns.services import KeptOut
from cases.disclosures.selectors import (
    disclosure_found,
    disclosure_units,
    disclosures,
    log_to_hand_out,
    logs_found,
    notes_on_paper,
    notes_to_choose,
    to_review,
)
from cases.keepout.services import case_keep_out, case_let_in
from cases.logs.models import Entry
from municipality.access.identity import as_system, as_user
from municipality.people.models import Membership, User
from tests.access.scenes import withdraw, write
from tests.cast import Cast
from tests.disclosures.helpers import (
    begun,
    found,
    made,
    set_on_case,
    who,
)
from tests.logs.helpers import join
from tests.overseers import lay_overseers


def test_the_author_and_the_leader_of_the_unit_can_and_nobody_else(cast: Cast, emmas_log: uuid.UUID) -> None:
    assert who(cast, lambda: disclosure_units(emmas_log)) == {"teacher", "head"}
    write(cast, emmas_log, "nurse", "clinic")
    assert who(cast, lambda: disclosure_units(emmas_log)) == {"teacher", "head", "nurse"}
    assert who(cast, lambda: log_to_hand_out(emmas_log)) == {"teacher", "head", "nurse"}


def test_no_refusal_of_the_family_and_no_closed_log_stops_it(cast: Cast, emmas_log: uuid.UUID) -> None:
    withdraw(cast, emmas_log, "mother")
    with as_user(cast.teacher.pk):
        assert not Case.objects.filter(pk=emmas_log).exists()
    assert who(cast, lambda: disclosure_units(emmas_log)) == {"teacher", "head"}
    disclosure = made(cast.teacher, emmas_log)
    with as_user(cast.teacher.pk):
        assert [one.text for one in notes_on_paper(disclosure.id)] == ["Emma er mye alene i friminuttene."]


def test_who_has_left_the_unit_hands_out_nothing_of_it(cast: Cast, emmas_log: uuid.UUID) -> None:
    disclosure = begun(cast.teacher, emmas_log)
    with as_system("test: left"):
        Membership.objects.filter(user=cast.teacher).update(ends_at=timezone.now())
    assert who(cast, lambda: disclosure_units(emmas_log)) == {"head"}
    with as_user(cast.teacher.pk):
        assert disclosure_found(disclosure.id) is None
        assert notes_to_choose(disclosure.id) == []


def test_who_is_kept_out_finds_nothing_and_who_wrote_it_still_can(cast: Cast, emmas_log: uuid.UUID) -> None:
    lay_overseers(cast)
    made(cast.teacher, emmas_log)
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=emmas_log, kept_out=KeptOut(cast.head.pk, "kin"))
    with as_user(cast.head.pk):
        assert not disclosure_units(emmas_log)
        assert not disclosures()
    with as_user(cast.overseer.pk):
        assert disclosure_units(emmas_log)
        assert disclosures()
    with as_user(cast.teacher.pk):
        assert disclosure_units(emmas_log)


def test_who_only_takes_the_leaders_place_goes_all_the_way_and_then_reads_it(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    lay_overseers(cast)
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=emmas_log, kept_out=KeptOut(cast.head.pk, "kin"))
    disclosure = made(cast.overseer, emmas_log)
    with as_user(cast.overseer.pk):
        assert found(disclosure.id).is_own
        assert notes_on_paper(disclosure.id)
        assert to_review(timezone.localdate() + timedelta(days=31))
    with as_user(cast.teacher.pk):
        case_let_in(case_id=emmas_log, user_id=cast.head.pk)
    with as_user(cast.overseer.pk):
        assert disclosure_found(disclosure.id) is None
    with as_user(cast.head.pk):
        assert to_review(timezone.localdate() + timedelta(days=31))


def test_an_author_who_is_kept_out_since_then_hands_out_nothing(cast: Cast, emmas_log: uuid.UUID) -> None:
    join(cast, emmas_log, "nurse")
    write(cast, emmas_log, "nurse", "clinic")
    disclosure = made(cast.nurse, emmas_log)
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=emmas_log, kept_out=KeptOut(cast.nurse.pk, "kin"))
    with as_user(cast.nurse.pk):
        assert not disclosure_units(emmas_log)
        assert disclosure_found(disclosure.id) is None
        assert notes_on_paper(disclosure.id) == []


def test_with_a_strictly_protected_address_only_the_author(cast: Cast, emmas_log: uuid.UUID) -> None:
    made(cast.teacher, emmas_log)
    assert who(cast, disclosures) == {"teacher", "head"}
    set_on_case(emmas_log, address_protection="strengt_fortrolig")
    assert who(cast, lambda: disclosure_units(emmas_log)) == {"teacher"}
    assert who(cast, disclosures) == {"teacher"}


def test_what_tells_of_barnevern_is_not_shown_to_a_leader_who_does_not_know_of_it(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    with as_system("test: about barnevern"):
        Entry.objects.filter(case_id=emmas_log).update(kind="child_welfare")
    assert who(cast, lambda: disclosure_units(emmas_log)) == {"teacher"}
    write(cast, emmas_log, "teacher", "school", text="Om leksene")
    disclosure = begun(cast.head, emmas_log)
    with as_user(cast.head.pk):
        assert [one.text for one in notes_to_choose(disclosure.id)] == ["Om leksene"]


def test_the_log_is_found_by_either_number_and_otherwise_nothing_says_why_not(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    with as_system("test: its number"):
        number = Case.objects.get(pk=emmas_log).number
    assert who(cast, lambda: logs_found(number, None)) == {"teacher", "head"}
    assert who(cast, lambda: logs_found("", cast.emma_number)) == {"teacher", "head"}
    assert who(cast, lambda: logs_found("", cast.mother_number)) == set()
    assert who(cast, lambda: logs_found("S-22222", None)) == set()
    set_on_case(emmas_log, municipality_id=cast.stranger.municipality_id)
    assert who(cast, lambda: logs_found(number, None)) == set()


def test_the_page_promises_a_leader_who_reads_only_where_there_is_one(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    def promised(person: User) -> tuple[bool, bool]:
        with as_user(person.pk):
            read = next(one for one in disclosures() if one.is_own)
            return disclosure_units(emmas_log)[0].leader_reads, read.leader_reads

    begun(cast.teacher, emmas_log)
    begun(cast.head, emmas_log)
    assert promised(cast.teacher) == (True, True)
    assert promised(cast.head) == (False, False)
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=emmas_log, kept_out=KeptOut(cast.head.pk, "kin"))
    assert promised(cast.teacher) == (False, False)
    lay_overseers(cast)
    assert promised(cast.teacher) == (True, True)
    set_on_case(emmas_log, address_protection="strengt_fortrolig")
    assert promised(cast.teacher) == (False, False)
