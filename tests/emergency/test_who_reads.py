"""D10, R3: what an emergency opens, to whom, and until when. Nobody else reads anything by it."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from cases.case.models import Case
from cases.concerns.services import KeptOut
from cases.emergency.models import Emergency
from cases.emergency.selectors import notes_of, opened, own_emergencies, units_that_may
from cases.emergency.services import emergency_end, emergency_open
from cases.grants.models import CaseUserGrant
from cases.keepout.services import case_keep_out
from cases.logs.models import Entry
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere
from municipality.organisation.models import Service
from municipality.organisation.municipality import Municipality
from municipality.people.models import FamilyAccount, Membership, Resident
from tests.access.scenes import withdraw, write
from tests.cast import EVERYBODY, LEADER, Cast, make_staff, synthetic_number, years_ago
from tests.emergency.helpers import EVERY_SOURCE, WHY, allow, later, number_of, open_as, texts, time_passes
from tests.logs.helpers import join
from tests.teams.helpers import make_team, refer, seat

FIRST = "Emma er mye alene i friminuttene."


@pytest.fixture
def log(cast: Cast, emmas_log: uuid.UUID) -> uuid.UUID:
    """The nurse and the adviser have written, and NAV may open it in an emergency."""
    join(cast, emmas_log, "nurse", "adviser")
    write(cast, emmas_log, "nurse", "clinic", kind="health", text="Astma")
    write(cast, emmas_log, "adviser", "ppt", text="Utredet")
    allow(cast)
    return emmas_log


def may(cast: Cast) -> set[str]:
    found = set()
    for name in EVERYBODY:
        with as_user(getattr(cast, name).pk):
            if units_that_may():
                found.add(name)
    return found


def test_nobody_may_open_one_until_the_municipality_names_roles_and_services(cast: Cast) -> None:
    assert may(cast) == set()
    allow(cast, "skole", roles=())
    assert may(cast) == set()
    allow(cast, "skole")
    assert may(cast) == {"teacher", "other_teacher"}
    allow(cast, "skole", "helsestasjon", roles=("leader", "reception"))
    assert may(cast) == {"head", "nurse"}


@pytest.mark.parametrize("owner", ["county", "state", "private"])
def test_nobody_of_an_outside_body_may(cast: Cast, owner: str) -> None:
    allow(cast, "skole")
    with as_system("test: another owner"):
        Service.objects.filter(pk=cast.school.service_id).update(owner=owner)
    assert may(cast) == set()


def test_it_opens_what_the_chosen_sources_know(cast: Cast, log: uuid.UUID) -> None:
    for sources, expected in (
        (["health"], ["Astma"]),
        (["school"], [FIRST, "Utredet"]),
        (["child_welfare", "others"], []),
        (EVERY_SOURCE, ["Astma", FIRST, "Utredet"]),
    ):
        assert texts(cast.nav, open_as(cast.nav, log, sources=sources)) == expected


def test_a_number_of_the_child_finds_the_log_too(cast: Cast, log: uuid.UUID) -> None:
    assert "Astma" in texts(cast.nav, open_as(cast.nav, log, number=cast.emma_number))


def test_what_the_family_wrote_and_what_is_about_others_is_never_opened(cast: Cast, log: uuid.UUID) -> None:
    write(cast, log, "nurse", "clinic", kind="health", text="Om naboen", about_other=True)
    write(cast, log, "nurse", "clinic", kind="health", text="Om tanten", withheld_because="third_person")
    with as_user(cast.nurse.pk):
        mother = Case.objects.get(pk=log).parents.get(relation="mor")
    write(cast, log, "nurse", "clinic", kind="health", text="Om moren", about=mother.pk)
    with as_system("test: a note of the family"):
        one = Entry.objects.get(text="Utredet")
        Entry.objects.filter(pk=one.pk).update(unit=None, author=cast.mother)
    assert texts(cast.nav, open_as(cast.nav, log)) == ["Astma", FIRST]


def test_what_is_of_child_welfare_needs_its_own_provision(cast: Cast, log: uuid.UUID) -> None:
    with as_system("test: a note of barnevern, and one of the school under that kind"):
        Entry.objects.filter(text="Astma").update(unit=cast.child_welfare, source="child_welfare")
        Entry.objects.filter(text="Utredet").update(kind="child_welfare")
    for sources, expected in (
        (["health", "school", "others"], [FIRST]),
        (["child_welfare"], ["Astma"]),
        (EVERY_SOURCE, ["Astma", FIRST, "Utredet"]),
    ):
        assert texts(cast.nav, open_as(cast.nav, log, sources=sources)) == expected


def test_nothing_but_the_notes_is_opened(cast: Cast, log: uuid.UUID) -> None:
    open_as(cast.nav, log)
    with as_user(cast.nav.pk):
        assert not Case.objects.exists()
        assert not Entry.objects.exists()
        with pytest.raises(DatabaseError), transaction.atomic():
            Emergency.objects.exists()


def test_it_says_whom_one_can_call_and_who_has_responsibility(cast: Cast, log: uuid.UUID) -> None:
    key = open_as(cast.nav, log)
    with as_user(cast.nav.pk):
        found = opened(key)
    assert found is not None
    assert (found.whom, found.responsible) == ("Emma Eksempel, 9 år", ["Mona Eksempel, mor"])
    assert (found.contact, found.contact_unit, found.contact_phone) == (
        cast.teacher.display_name, cast.school.name, cast.teacher.phone,
    )  # fmt: skip


def test_a_holder_of_barnevern_is_not_named_to_who_has_not_opened_its_knowledge(
    cast: Cast, log: uuid.UUID
) -> None:
    with as_system("test: barnevern holds the baton"):
        Case.objects.filter(pk=log).update(holder=cast.child_welfare_worker, holder_unit=cast.child_welfare)
    found = []
    for sources in (["health"], ["health", "child_welfare"]):
        key = open_as(cast.nav, log, sources=sources)
        with as_user(cast.nav.pk):
            one = opened(key)
        assert one is not None
        found.append((one.contact, one.contact_unit))
    assert found[0][0] in {cast.teacher.display_name, cast.nurse.display_name, cast.adviser.display_name}
    assert found[1] == (cast.child_welfare_worker.display_name, cast.child_welfare.name)


def test_nobody_is_named_as_one_to_call_who_takes_part_for_a_teams_item_alone(
    cast: Cast, log: uuid.UUID
) -> None:
    team = make_team(cast)
    seat(team, cast.ppt_colleague, cast.ppt)
    refer(cast, log, team)
    with as_system("test: barnevern holds the baton, and who was named for the item has been there longest"):
        Case.objects.filter(pk=log).update(holder=cast.child_welfare_worker, holder_unit=cast.child_welfare)
        for_the_item = CaseUserGrant.objects.filter(content_object=log, user=cast.ppt_colleague)
        assert for_the_item.update(granted_at=timezone.now() - timedelta(days=400))
    key = open_as(cast.nav, log, sources=["health"])
    with as_user(cast.nav.pk):
        one = opened(key)
    assert one is not None
    assert one.contact in {cast.teacher.display_name, cast.nurse.display_name, cast.adviser.display_name}


def test_with_a_protected_address_nobody_and_no_unit_is_named(cast: Cast, log: uuid.UUID) -> None:
    with as_system("test: protected"):
        Case.objects.filter(pk=log).update(address_protection="fortrolig")
    key = open_as(cast.nav, log)
    with as_user(cast.nav.pk):
        found, notes = opened(key), notes_of(key)
    assert found is not None
    assert (found.contact, found.contact_unit, found.contact_phone) == ("", "skole", "")
    assert {note.signed for note in notes} == {"helsestasjon", "ppt", "skole"}


def refused(cast: Cast, log: uuid.UUID, person: str = "nav", **other: Any) -> str:
    with pytest.raises((PermissionDenied, NothingThere)) as refusal:
        open_as(getattr(cast, person), log, **other)
    return refusal.value.code  # type: ignore[attr-defined]


def test_no_log_and_one_that_is_never_opened_get_the_same_answer(cast: Cast, log: uuid.UUID) -> None:
    assert refused(cast, log, number="S-22222") == "no_log_to_open"
    assert refused(cast, log, number=synthetic_number(years_ago(9), 7)) == "no_log_to_open"
    for change in ({"address_protection": "strengt_fortrolig"}, {"closed_at": timezone.now()}):
        with as_system("test: strictly protected, closed"):
            Case.objects.filter(pk=log).update(**change)
        assert refused(cast, log) == "no_log_to_open"
        assert refused(cast, log, number=cast.emma_number) == "no_log_to_open"
        with as_system("test: as before"):
            Case.objects.filter(pk=log).update(address_protection="none", closed_at=None)
    assert texts(cast.nav, open_as(cast.nav, log))


def test_who_is_kept_out_works_under_one_who_is_or_is_of_the_family_finds_no_log(
    cast: Cast, log: uuid.UUID
) -> None:
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=log, kept_out=KeptOut(cast.nav.pk, "kin"))
    assert refused(cast, log) == "no_log_to_open"
    allow(cast, "nav", roles=("caseworker", "leader"))
    with as_system("test: who is kept out leads NAV"):
        nav_leader = make_staff("nav_leader", cast.nav_office, LEADER)
        colleague = make_staff("colleague", cast.nav_office, "caseworker")  # type: ignore[arg-type]
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=log, kept_out=KeptOut(nav_leader.pk, "kin"))
    cast.older = colleague
    assert refused(cast, log, "older") == "no_log_to_open"


def test_whose_own_family_it_is_about_finds_no_log(cast: Cast, log: uuid.UUID) -> None:
    with as_system("test: the account is the mother's"):
        mother = Case.objects.get(pk=log).parents.get(relation="mor").parent_id
        FamilyAccount.objects.filter(resident_id=mother).update(user=cast.nav)
    assert refused(cast, log) == "no_log_to_open"


def test_nobody_of_another_municipality_finds_it(cast: Cast, log: uuid.UUID) -> None:
    with as_system("test: their municipality allows it too"):
        Municipality.objects.filter(pk=cast.away.pk).update(
            emergency_roles=["caseworker"], emergency_services=["skole"]
        )
    assert refused(cast, log, "stranger") == "no_log_to_open"


def test_who_may_not_is_refused_before_anything_is_looked_for(cast: Cast, log: uuid.UUID) -> None:
    assert refused(cast, log, "teacher") == "not_for_emergencies"
    with as_user(cast.nav.pk), pytest.raises(PermissionDenied):
        emergency_open(
            unit=cast.school, number=number_of(log), sources=["health"], reason=WHY
        )  # not his unit


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"sources": []}, "no_ground_for_this_source"),
        ({"sources": ["health", "family"]}, "no_ground_for_this_source"),
        ({"reason": "  "}, "say_why_it_is_opened"),
        ({"later": later(0)}, "family_is_told_within_two_weeks"),
        ({"later": later(15)}, "family_is_told_within_two_weeks"),
    ],
)
def test_it_needs_a_ground_a_reason_and_a_day_within_two_weeks(
    cast: Cast, log: uuid.UUID, other: dict[str, Any], code: str
) -> None:
    assert refused(cast, log, **other) == code


def test_it_lasts_for_24_hours_by_the_clock_of_the_database(cast: Cast, log: uuid.UUID) -> None:
    key = open_as(cast.nav, log)
    time_passes(key, hours=23, minutes=59)
    assert texts(cast.nav, key)
    time_passes(key, minutes=2)
    assert texts(cast.nav, key) == []
    with as_user(cast.nav.pk):
        assert opened(key) is None
        assert [(one.lives, one.child_name) for one in own_emergencies()] == [(False, "")]


def test_who_opened_it_ends_it_and_nobody_else_does(cast: Cast, log: uuid.UUID) -> None:
    key = open_as(cast.nav, log)
    for person in (cast.teacher, cast.nurse):
        with as_user(person.pk), pytest.raises(NothingThere):
            emergency_end(key)
    with as_user(cast.nav.pk):
        emergency_end(key)
        with pytest.raises(NothingThere):
            emergency_end(key)
    assert texts(cast.nav, key) == []


def test_each_thing_that_ends_ends_it_at_once(cast: Cast, log: uuid.UUID) -> None:
    def ends(change: Any, back: Any) -> None:
        key = open_as(cast.nav, log)
        assert texts(cast.nav, key)
        with as_system("test: something ends"):
            change()
        assert texts(cast.nav, key) == []
        with as_system("test: as before"):
            back()

    member = Membership.objects.filter(user=cast.nav, role="caseworker")
    home = Municipality.objects.filter(pk=cast.home.pk)
    case = Case.objects.filter(pk=log)
    ends(
        lambda: member.update(ends_at=timezone.now()),
        lambda: member.update(ends_at=timezone.now() + timedelta(days=1)),
    )
    ends(lambda: home.update(emergency_services=[]), lambda: home.update(emergency_services=["nav"]))
    ends(lambda: case.update(closed_at=timezone.now()), lambda: case.update(closed_at=None))
    ends(
        lambda: case.update(address_protection="strengt_fortrolig"),
        lambda: case.update(address_protection="none"),
    )
    key = open_as(cast.nav, log)
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=log, kept_out=KeptOut(cast.nav.pk, "kin"))
    assert texts(cast.nav, key) == []


def test_nobody_reads_by_the_emergency_of_another(cast: Cast, log: uuid.UUID) -> None:
    key = open_as(cast.nav, log)
    for name in EVERYBODY:
        if name != "nav":
            with as_user(getattr(cast, name).pk):
                assert (opened(key), notes_of(key), own_emergencies()) == (None, [], []), name


def test_a_log_that_rests_is_opened_and_one_that_was_withdrawn_is_not(cast: Cast, log: uuid.UUID) -> None:
    withdraw(cast, log, "mother")
    assert refused(cast, log) == "no_log_to_open"


def test_two_logs_of_one_number_are_both_opened(cast: Cast, log: uuid.UUID) -> None:
    with as_system("test: another log of the same child"):
        case = Case.objects.get(pk=log)
        case.pk, case.number = uuid.uuid4(), "S-33333"
        case.save(force_insert=True)
        assert Resident.objects.filter(pk=case.subject_id).exists()
    with as_user(cast.nav.pk):
        found = emergency_open(unit=cast.nav_office, number=cast.emma_number, sources=["health"], reason=WHY)
        assert len(found) == 2
        assert {one.case_id for one in own_emergencies()} == {log, case.pk}
