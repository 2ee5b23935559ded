"""Who reads by a decision by statute, what of the log, how long; and who is told that there is one (R2, R3, R10)."""

import uuid
from typing import Any

import pytest
from django.utils import timezone

from cases.case.models import Case
from cases.concerns.services import KeptOut
from cases.keepout.services import case_keep_out, case_let_in
from cases.logs.models import Entry
from cases.statute.models import Statute, StatuteReader
from cases.statute.selectors import statutes_decided, statutes_received, statutes_told
from cases.statute.services import statute_end, statute_name, statute_unname
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.notices.models import Notice, NoticeType
from municipality.organisation.models import Service
from municipality.people.models import Membership, MembershipRole, Resident
from municipality.people.services import family_link, membership_start
from tests.access.scenes import answer, plain, withdraw, write
from tests.cast import EVERYBODY, Cast, make_staff
from tests.consents.helpers import lasts_until
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.overseers import lay_overseers
from tests.statute.helpers import (
    decide,
    goes_by,
    in_days,
    name,
    opened,
    readers,
    receivers,
    texts,
    told,
)  # fmt: skip

FIRST = "Emma er mye alene i friminuttene."


def test_nobody_reads_before_the_reception_has_named_somebody(cast: Cast, emmas_log: uuid.UUID) -> None:
    statute_id = decide(cast, emmas_log)
    assert receivers(cast, statute_id) == {"nav"}
    assert readers(cast, statute_id) == set()
    name(cast, statute_id, "nav")
    assert readers(cast, statute_id) == {"nav"}


def test_it_gives_no_log_and_no_row_of_it(cast: Cast, emmas_log: uuid.UUID) -> None:
    opened(cast, emmas_log)
    with as_user(cast.nav.pk):
        for model in (Case, Entry):
            assert not model.objects.exists()
        for table in ("cases_statute", "cases_statutereader"):
            assert "permission denied" in answer(f"select 1 from {table}")


def test_what_is_opened_is_the_units_own_notes_of_the_chosen_kinds_also_those_to_come(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    join(cast, emmas_log, "nurse")
    write(cast, emmas_log, "nurse", "clinic", "school", text="Fra helsestasjonen")
    write(cast, emmas_log, "teacher", "school", "family", text="Om familien")
    write(cast, emmas_log, "teacher", "school", "school", text="Om moren", about_other=True)
    statute_id = opened(cast, emmas_log)
    assert texts(cast, "nav", statute_id) == [FIRST]
    write(cast, emmas_log, "teacher", "school", "school", text="Nytt", withheld_because="child_at_risk")
    assert texts(cast, "nav", statute_id) == ["Nytt", FIRST]
    wider = opened(cast, emmas_log, kinds=["school", "family"])
    assert texts(cast, "nav", wider) == ["Nytt", "Om familien", FIRST]


def test_what_the_unit_knows_of_barnevern_needs_its_own_kind(cast: Cast) -> None:
    case_id = open_log(
        cast, shares={"school": ["school", "child_welfare"], "child_welfare": ["school", "child_welfare"]}
    )
    write(cast, case_id, "teacher", "school", "child_welfare", text="Om barnevernet")
    to: dict[str, Any] = {"provision": "ordered", "receiver_id": cast.child_welfare.pk}
    without = decide(cast, case_id, **to)
    name(cast, without, "child_welfare_worker")
    assert texts(cast, "child_welfare_worker", without) == [FIRST]
    with_it = decide(cast, case_id, kinds=["school", "child_welfare"], **to)
    name(cast, with_it, "child_welfare_worker")
    assert texts(cast, "child_welfare_worker", with_it) == ["Om barnevernet", FIRST]


def test_it_ends_with_its_last_day_by_the_leader_with_the_log_and_by_strict_protection(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    statute_id = opened(cast, emmas_log)
    goes_by(statute_id, 30)
    assert readers(cast, statute_id) == {"nav"}
    goes_by(statute_id, 1)
    assert readers(cast, statute_id) == receivers(cast, statute_id) == set()

    ended = opened(cast, emmas_log)
    with as_user(cast.head.pk):
        statute_end(ended)
    assert readers(cast, ended) == receivers(cast, ended) == set()

    strict = opened(cast, emmas_log)
    with as_system("test: protected"):
        Case.objects.filter(pk=emmas_log).update(address_protection="strengt_fortrolig")
    assert readers(cast, strict) == set()
    with as_system("test: protected"):
        Case.objects.filter(pk=emmas_log).update(address_protection="none")
    assert readers(cast, strict) == {"nav"}
    withdraw(cast, emmas_log, "mother")
    assert readers(cast, strict) == set()


def test_it_goes_on_while_the_log_rests(cast: Cast, emmas_log: uuid.UUID) -> None:
    statute_id = opened(cast, emmas_log)
    lasts_until(emmas_log, in_days(-1))
    assert readers(cast, statute_id) == {"nav"}


def test_it_ends_with_the_place_in_the_unit_and_who_comes_back_is_named_anew(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    statute_id = opened(cast, emmas_log)
    with as_system("test: left"):
        Membership.objects.filter(user=cast.nav).update(ends_at=timezone.now())
    assert readers(cast, statute_id) == set()
    with as_system("test: back"):
        membership_start(
            user=cast.nav, unit=cast.nav_office, role=MembershipRole.RECEPTION, starts_at=timezone.now()
        )
    assert readers(cast, statute_id) == set()
    name(cast, statute_id, "nav")
    assert readers(cast, statute_id) == {"nav"}


def test_who_is_kept_out_of_the_log_finds_nothing_and_is_named_anew_when_let_in(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    statute_id = opened(cast, emmas_log)
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=emmas_log, kept_out=KeptOut(cast.nav.pk, "kin"))
    assert readers(cast, statute_id) == receivers(cast, statute_id) == set()
    with as_user(cast.teacher.pk):
        case_let_in(case_id=emmas_log, user_id=cast.nav.pk)
    assert receivers(cast, statute_id) == {"nav"}
    assert readers(cast, statute_id) == set()


def test_who_is_of_the_family_finds_nothing(cast: Cast, emmas_log: uuid.UUID) -> None:
    statute_id = opened(cast, emmas_log)
    with as_system("test: the same person"):
        ((resident,),) = plain("select subject_id from cases_case where id = %s", emmas_log)
        family_link(user=cast.nav, resident=Resident.objects.get(pk=resident))
    assert readers(cast, statute_id) == receivers(cast, statute_id) == set()


def test_only_who_receives_names_and_only_people_of_the_unit(cast: Cast, emmas_log: uuid.UUID) -> None:
    statute_id = decide(cast, emmas_log)
    with as_system("test: a colleague"):
        colleague = make_staff("nav_colleague", cast.nav_office, MembershipRole.CASEWORKER)
    for person in set(EVERYBODY) - {"nav"}:
        with as_user(getattr(cast, person).pk), pytest.raises(Refused) as reason:
            statute_name(statute_id, colleague.pk)
        assert reason.value.code == "not_your_decision", person
    with as_user(cast.nav.pk):
        for user in (cast.teacher, cast.mother):
            with pytest.raises(Refused) as other:
                statute_name(statute_id, user.pk)
            assert other.value.code == "not_of_the_unit"
        statute_name(statute_id, colleague.pk)
    with as_user(colleague.pk):
        assert [one.reads for one in statutes_received()] == [True]


def test_who_decided_it_does_not_read_by_it(cast: Cast, emmas_log: uuid.UUID) -> None:
    with as_system("test: she works there too"):
        membership_start(
            user=cast.head, unit=cast.nav_office, role=MembershipRole.RECEPTION, starts_at=timezone.now()
        )
    statute_id = decide(cast, emmas_log)
    for by in (cast.head, cast.nav):
        with as_user(by.pk), pytest.raises(Refused):
            statute_name(statute_id, cast.head.pk)


def test_who_only_takes_the_place_of_the_reception_does_not_name_herself_while_there_are_others(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    with as_system("test: a leader and no reception"):
        boss = make_staff("boss", cast.nav_office, MembershipRole.LEADER)
        Membership.objects.filter(user=cast.nav, role=MembershipRole.RECEPTION).update(ends_at=timezone.now())
    statute_id = decide(cast, emmas_log)
    with as_user(boss.pk):
        with pytest.raises(Refused):
            statute_name(statute_id, boss.pk)
        statute_name(statute_id, cast.nav.pk)
    with as_system("test: nobody else"):
        Membership.objects.filter(user=cast.nav).update(ends_at=timezone.now())
    with as_user(boss.pk):
        statute_name(statute_id, boss.pk)


def test_a_person_is_removed_by_who_receives_and_goes_by_herself(cast: Cast, emmas_log: uuid.UUID) -> None:
    statute_id = opened(cast, emmas_log)
    for person in set(EVERYBODY) - {"nav"}:
        with as_user(getattr(cast, person).pk), pytest.raises(Refused):
            statute_unname(statute_id, cast.nav.pk)
    with as_user(cast.nav.pk):
        statute_unname(statute_id, cast.nav.pk)
        with pytest.raises(NothingThere):
            statute_unname(statute_id, cast.nav.pk)
    assert readers(cast, statute_id) == set()


def test_the_family_is_told_at_once_and_always_and_nobody_else_of_the_log_is(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    join(cast, emmas_log, "nurse", "adviser")
    statute_id = decide(cast, emmas_log)
    assert told(cast, emmas_log) == {"mother"}
    with as_user(cast.mother.pk):
        (one,) = statutes_told(emmas_log)
        assert (one.unit, one.receiver, one.holds) == (cast.school.name, cast.nav_office.name, True)
        assert Notice.objects.filter(notice_type=NoticeType.STATUTE_DECIDED, case_id=emmas_log).count() == 1
    with as_user(cast.head.pk):
        statute_end(statute_id)
    with as_user(cast.mother.pk):
        assert [one.holds for one in statutes_told(emmas_log)] == [False]
    with as_system("test: notices"):
        types = [NoticeType.STATUTE_DECIDED, NoticeType.STATUTE_RECEIVED]
        found = Notice.objects.filter(notice_type__in=types).values_list("user_id", "notice_type")
        assert set(found) == {(cast.mother.pk, types[0]), (cast.nav.pk, types[1])}


def test_with_a_protected_address_units_are_called_by_their_service_and_the_reason_is_not_told(
    cast: Cast,
) -> None:
    case_id = open_log(cast, address_protection="fortrolig")
    statute_id = opened(cast, case_id)
    with as_user(cast.mother.pk):
        (one,) = statutes_told(case_id)
        assert (one.unit, one.receiver, one.reason) == ("skole", "nav", "")
    with as_user(cast.head.pk):
        assert [(one.unit, one.receiver) for one in statutes_decided()] == [("skole", "nav")]
    with as_user(cast.nav.pk):
        assert [one.unit for one in statutes_received()] == ["skole"]
        assert texts(cast, "nav", statute_id) == [FIRST]


def test_the_leader_reads_no_note_by_it(cast: Cast, emmas_log: uuid.UUID) -> None:
    statute_id = opened(cast, emmas_log)
    assert texts(cast, "head", statute_id) == []
    with as_user(cast.head.pk):
        (one,) = statutes_decided()
        assert (one.initials, one.receiver) == ("E.E.", cast.nav_office.name)
    for person in set(EVERYBODY) - {"head"}:
        with as_user(getattr(cast, person).pk):
            assert statutes_decided() == [], person


def test_nothing_is_left_when_nobody_has_written_it(cast: Cast, emmas_log: uuid.UUID) -> None:
    """The tables answer nobody, and no row comes by a plain statement."""
    decide(cast, emmas_log)
    lay_overseers(cast)
    for person in (*EVERYBODY, "overseer", "named_person"):
        with as_user(getattr(cast, person).pk):
            for model in (Statute, StatuteReader):
                assert "permission denied" in answer(f"select 1 from {model._meta.db_table}")


def test_what_a_unit_has_written_is_closed_when_it_becomes_one_of_barnevern(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    """Nobody has ticked then that it tells of barnevern."""
    statute_id = opened(cast, emmas_log)
    with as_system("test: another service"):
        Service.objects.filter(pk=cast.school.service_id).update(kind_of_information="child_welfare")
    assert readers(cast, statute_id) == set()
