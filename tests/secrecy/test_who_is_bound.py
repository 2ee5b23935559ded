"""Who works for an outside body reads nothing before secrecy is shown to bind; who stands in neither (D16)."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.case.services import participant_add
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.access.verbs import call
from municipality.notices.models import Notice
from municipality.organisation.choices import Secrecy
from municipality.secrecy.models import STANDARD, Declaration, Kind
from municipality.secrecy.selectors import my_secrecy, secrecy_list
from municipality.secrecy.services import (
    declaration_end,
    declaration_register,
    secrecy_read,
    secrecy_text_enter,
    service_secrecy_set,
)
from teams.members.selectors import seated
from teams.members.services import seat_give
from teams.referrals.models import Referral
from tests.absence.scene import away
from tests.access.scenes import value
from tests.access.team_scenes import works_at
from tests.cast import Cast
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.overseers import lay_overseers
from tests.secrecy.helpers import WHERE, nothing_read, outside, reads_log, register
from tests.teams.helpers import make_team, refer

# What a place in a unit gives, each asked as the person.
GIVEN = (
    "select cardinality(my_units())",
    "select count(*) from cases_case",
    "select count(*) from cases_caseusergrant",
    "select count(*) from cases_casegroupgrant",
    "select count(*) from cases_entry",
    "select cardinality(case_head_page(0, 50))",
    "select cardinality(my_seats())",
)


@pytest.fixture
def log(cast: Cast) -> uuid.UUID:
    found = open_log(cast)
    join(cast, found, "nurse")
    make_team(cast)
    return found


def given(cast: Cast, person: str) -> list[int]:
    with as_user(getattr(cast, person).pk):
        return [value(one) for one in GIVEN]


def test_who_is_bound_by_an_act_has_nothing_before_the_notice_is_read_and_all_of_it_after(
    cast: Cast, log: uuid.UUID
) -> None:
    before = given(cast, "nurse")
    assert 0 not in before[:3]
    clinic = outside(cast, "clinic", Secrecy.HEALTH)
    assert given(cast, "nurse") == [0] * len(GIVEN)
    with as_user(cast.nurse.pk):
        [asked] = my_secrecy()
        assert (asked.unit_id, asked.kind, asked.open, asked.is_to_be_read) == (
            clinic.pk,
            "notice",
            False,
            True,
        )
        assert asked.provision.startswith("helsepersonelloven")
        secrecy_read(unit_id=clinic.pk, version=STANDARD)
    assert given(cast, "nurse") == before


def test_reading_is_for_oneself_where_it_is_asked_and_in_the_version_that_holds(cast: Cast) -> None:
    clinic, ppt = outside(cast, "clinic", Secrecy.HEALTH), outside(cast, "ppt")
    for person, unit, version, code in (
        ("adviser", clinic, STANDARD, "secrecy_is_not_asked"),  # for another's unit
        ("adviser", ppt, STANDARD, "secrecy_is_not_asked"),  # where a declaration is signed
        ("teacher", cast.school, STANDARD, "secrecy_is_not_asked"),
        ("mother", clinic, STANDARD, "secrecy_is_not_asked"),
        ("nurse", clinic, 7, "secrecy_text_changed"),
    ):
        with as_user(getattr(cast, person).pk), pytest.raises((Refused, NothingThere)) as refused:
            secrecy_read(unit_id=unit.pk, version=version)
        assert refused.value.code == code
    with as_system("test: nothing"):
        assert not Declaration.objects.filter(unit__in=[clinic, ppt]).exists()


@pytest.mark.parametrize("secrecy", ["", Secrecy.VOLUNTARY, Secrecy.OTHER])
def test_who_is_bound_by_no_act_reads_when_a_leader_has_seen_the_declaration_and_no_longer_than_it_lasts(
    cast: Cast, log: uuid.UUID, secrecy: str
) -> None:
    clinic = outside(cast, "clinic", secrecy)
    with as_system("test: only the notice"):
        Declaration.objects.create(
            user=cast.nurse, municipality=cast.home, unit=clinic, kind=Kind.NOTICE, version=STANDARD,
            made_at=timezone.now(),
        )  # fmt: skip
    assert not reads_log(cast.nurse)
    register(cast, "head", "nurse", clinic)
    assert reads_log(cast.nurse)
    with as_system("test: the clock"):
        call("leavers_settle")
    with as_user(cast.head.pk):
        declaration_end(user_id=cast.nurse.pk, unit_id=clinic.pk)
    assert given(cast, "nurse") == [0] * len(GIVEN)
    with as_system("test: the clock"):  # what is missing is a signature: nobody has left
        call("leavers_settle")
        call("seats_settle")
    register(cast, "head", "nurse", clinic)
    assert 0 not in given(cast, "nurse")[:3]
    with as_user(cast.nurse.pk):
        assert value("select cardinality(my_seats())") == 1


def test_a_declaration_is_registered_by_leaders_of_the_municipality_and_never_for_oneself_or_ones_own(
    cast: Cast, log: uuid.UUID
) -> None:
    lay_overseers(cast)
    clinic = outside(cast, "clinic")
    with as_system("test: leaders of the outside body itself"):
        cast.nurse.memberships.filter(role="caseworker").update(role="leader")
        own = value(
            "insert into municipality_overseer (user_id, municipality_id, service_id, starts_at)"
            " values (%s, %s, %s, now()) returning user_id",
            cast.coordinator.pk, cast.home.pk, clinic.service_id,
        )  # fmt: skip
    assert own == cast.coordinator.pk
    refused = (
        "nurse",
        "overseer",  # over units that have leaders of their own
        "teacher",
        "coordinator",
        "administrator",
        "privacy_officer",
        "executive",
        "stranger",
        "mother",
    )
    for person in refused:
        with pytest.raises(Refused) as reason:
            register(cast, person, "nurse", clinic)
        assert reason.value.code == "not_who_registers_declarations", person
    with pytest.raises(Refused):  # nor for a unit of the municipality, or where the person does not work
        register(cast, "head", "teacher", cast.school)
    with pytest.raises(Refused):
        register(cast, "head", "teacher", clinic)
    for person in ("head", "named_person"):
        register(cast, person, "nurse", clinic)
        with as_user(getattr(cast, person).pk):
            declaration_end(user_id=cast.nurse.pk, unit_id=clinic.pk)
    with as_user(cast.head.pk):
        for bad, code in (
            ({"signed_on": timezone.localdate() + timedelta(days=1)}, "signed_on_a_day_to_come"),
            ({"paper": " "}, "where_the_paper_is_kept"),
            ({"version": 3}, "secrecy_text_changed"),
        ):
            said = {
                "user_id": cast.nurse.pk, "unit_id": clinic.pk, "version": STANDARD, "paper": WHERE,
                "signed_on": timezone.localdate(),
            } | bad  # fmt: skip
            with pytest.raises((Refused, NothingThere)) as wrong:
                declaration_register(**said)  # type: ignore[arg-type]
            assert wrong.value.code == code
    register(cast, "head", "nurse", clinic)
    with pytest.raises(NothingThere) as twice:
        register(cast, "head", "nurse", clinic)
    assert twice.value.code == "declared_already"
    with as_user(cast.head.pk):
        declaration_end(user_id=cast.nurse.pk, unit_id=clinic.pk)
        with pytest.raises(NothingThere) as twice:
            declaration_end(user_id=cast.nurse.pk, unit_id=clinic.pk)
    assert twice.value.code == "no_such_declaration"
    works_at(cast, "head", "clinic")  # a leader of the municipality who works for that body too
    with pytest.raises(Refused):
        register(cast, "head", "nurse", clinic)


def test_who_leads_a_team_registers_for_those_who_sit_in_it_and_for_nobody_else(cast: Cast) -> None:
    make_team(cast)  # led by the adviser
    clinic, nav_office = outside(cast, "clinic"), outside(cast, "nav_office")
    with as_user(cast.adviser.pk):
        assert [one.name for one in secrecy_list()] == ["Nurse"]
    register(cast, "adviser", "nurse", clinic)
    with pytest.raises(Refused):
        register(cast, "adviser", "nav", nav_office)
    outside(cast, "ppt")  # of an outside body herself, and not bound: she leads nothing
    with pytest.raises(Refused):
        register(cast, "adviser", "nurse", clinic)


def test_new_words_lock_nobody_out_and_are_told_to_who_signed_and_who_registered(
    cast: Cast, log: uuid.UUID
) -> None:
    clinic, ppt = outside(cast, "clinic", Secrecy.HEALTH), outside(cast, "ppt")
    with as_user(cast.nurse.pk):
        secrecy_read(unit_id=clinic.pk, version=STANDARD)
    register(cast, "head", "adviser", ppt)
    with as_user(cast.head.pk), pytest.raises(Refused) as refused:
        secrecy_text_enter(kind=Kind.NOTICE, texts={"nb": "x"}, stood=STANDARD)
    assert refused.value.code == "only_the_administrator"
    with as_user(cast.administrator.pk):
        assert secrecy_text_enter(kind=Kind.NOTICE, texts={"nb": "Ny."}, stood=STANDARD) == 1
        assert secrecy_text_enter(kind=Kind.DECLARATION, texts={"nb": "Ny."}, stood=STANDARD) == 1
        assert (
            secrecy_text_enter(kind=Kind.DECLARATION, texts={"nb": "Ny."}, stood=1) == 1
        )  # the same once more
        with pytest.raises(NothingThere):  # somebody else has written meanwhile
            secrecy_text_enter(kind=Kind.DECLARATION, texts={"nb": "Enda en."}, stood=STANDARD)
    assert reads_log(cast.nurse)
    told = {}
    for person in ("nurse", "adviser", "head", "teacher"):
        with as_user(getattr(cast, person).pk):
            told[person] = Notice.objects.filter(notice_type="declaration.changed").count()
    assert told == {"nurse": 0, "adviser": 1, "head": 1, "teacher": 0}
    with as_user(cast.nurse.pk):
        assert [(one.is_to_be_read, one.open) for one in my_secrecy()] == [(True, True)]
        secrecy_read(unit_id=clinic.pk, version=1)
        assert [one.is_to_be_read for one in my_secrecy()] == [False]
    with as_user(cast.adviser.pk):
        assert [(one.is_to_be_signed, one.open) for one in my_secrecy()] == [(True, True)]
        assert tuple(value("select secrecy_waiting()").strip("()").split(",")) == ("0", "1", "0")
    with as_user(cast.head.pk):
        assert value("select to_register from secrecy_waiting()") == 1
        [one] = [one for one in secrecy_list() if one.name == "Adviser"]
        assert (one.held, one.version, one.is_old) == (0, 1, True)
    register(cast, "head", "adviser", ppt, version=1)
    with as_user(cast.adviser.pk):
        assert not any(one.is_new for one in my_secrecy())


def test_who_stands_in_reads_when_the_notice_is_read_and_is_asked_in_those_days_alone(
    cast: Cast, log: uuid.UUID
) -> None:
    nothing_read(cast.other_teacher)
    away(cast, "teacher", "other_teacher")
    assert not reads_log(cast.other_teacher)
    with as_user(cast.other_teacher.pk):
        [asked] = my_secrecy()
        assert (asked.stands_in, asked.kind, asked.open) == (True, "notice", False)
        assert asked.provision.startswith("forvaltningsloven")
        secrecy_read(unit_id=cast.school.pk, version=STANDARD)
    assert reads_log(cast.other_teacher)
    nothing_read(cast.head)
    away(cast, "head", "teacher", first=20, last=25)
    with as_user(cast.teacher.pk):
        assert my_secrecy() == []


def test_what_binds_a_service_is_said_by_the_administrator_of_its_own_municipality_for_outside_bodies(
    cast: Cast, log: uuid.UUID
) -> None:
    clinic = outside(cast, "clinic", Secrecy.HEALTH)
    with as_user(cast.nurse.pk):
        secrecy_read(unit_id=clinic.pk, version=STANDARD)
    with as_user(cast.head.pk), pytest.raises(Refused):
        service_secrecy_set(clinic.service, Secrecy.OTHER)
    with as_user(cast.administrator.pk):
        for service in (cast.school.service, cast.away_school.service):
            with pytest.raises(NothingThere):
                service_secrecy_set(service, Secrecy.HEALTH)
        service_secrecy_set(clinic.service, Secrecy.OTHER)
    assert not reads_log(cast.nurse)
    with as_user(cast.administrator.pk):
        service_secrecy_set(clinic.service, Secrecy.HEALTH)
    assert reads_log(cast.nurse)  # the part in the log was not ended meanwhile


def test_the_list_is_of_who_works_where_and_the_same_whoever_takes_part_in_a_log(cast: Cast) -> None:
    """R4: nobody sees from it that barnevern, or anybody, has part in anything."""
    for unit in ("child_welfare", "clinic"):
        outside(cast, unit)
    seen = {}
    for world in ("without", "with"):
        for person in ("head", "privacy_officer"):
            with as_user(getattr(cast, person).pk):
                seen[person, world] = [(one.name, one.unit, one.open, one.kept) for one in secrecy_list()]
        open_log(cast, shares={"school": ("school",), "child_welfare": ("school",)})
    assert seen["head", "with"] == [
        ("Child_welfare_worker", "Barneverntjenesten", False, ""), ("Nurse", "Helsestasjonen", False, ""),
    ]  # fmt: skip
    assert len({str(one) for one in seen.values()}) == 1
    for person in ("teacher", "nurse", "administrator", "executive", "mother", "stranger"):
        with as_user(getattr(cast, person).pk):
            assert secrecy_list() == [], person


def test_what_is_kept_from_a_unit_is_kept_from_who_has_not_signed_for_it_either(cast: Cast) -> None:
    """A place that gives nothing yet must not let its person read, for another unit, what that unit is left out of."""
    log = open_log(cast)
    join(cast, log, "adviser")
    works_at(cast, "nurse", "ppt")
    with as_user(cast.adviser.pk):
        participant_add(case_id=log, person=cast.nurse, unit=cast.ppt)
    refer(cast, log, make_team(cast), left_out=("clinic", "child_welfare"))
    seen = []
    for bound in (True, False):
        if not bound:
            outside(cast, "clinic")
        for person in (cast.adviser, cast.nurse):
            with as_user(person.pk):
                seen.append((value("select count(*) from cases_case"), Referral.objects.count()))
    assert seen == [(1, 1), (1, 0)] * 2


def test_a_seat_is_given_before_anything_is_signed_and_lives_from_then_on(cast: Cast) -> None:
    team, clinic = make_team(cast), outside(cast, "clinic")
    sits = {}
    for signed in (False, True):
        for person in ("administrator", "adviser"):
            with as_user(getattr(cast, person).pk):
                sits[person, signed] = "Nurse" in {one.name for one in seated(team)}
        if not signed:
            with as_user(cast.administrator.pk):
                seat_give(team=team, user=cast.nurse, unit=clinic, role="member")
            register(cast, "adviser", "nurse", clinic)
    assert sits == {
        ("administrator", False): True,  # who seats people finds the seat, to end it too
        ("adviser", False): False,
        ("administrator", True): True,
        ("adviser", True): True,
    }
