"""Who takes a leader's place (D6): the leader over the units of the service, then whom the municipality has named."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.case.head import CaseHead
from cases.case.models import Case, CaseKeptOut, KeptOutBecause
from cases.case.services import part_hand_over
from cases.concerns.models import Concern, ConcernKeptOut
from cases.concerns.selectors import concern_heads
from cases.concerns.services import (
    KeptOut,
    concern_give,
    concern_keep_out,
    concern_let_in,
    concern_register,
    concern_share,
)
from cases.heads.selectors import named_of_my_units, naming_candidates
from cases.keepout.services import case_keep_out, case_let_in
from cases.oversight.selectors import overseen_units
from municipality.access.identity import as_system, as_user
from municipality.access.verbs import call
from municipality.notices.models import Notice
from municipality.organisation.models import Unit
from municipality.people.models import Membership, MembershipRole, Overseer, Resident, User
from municipality.people.services import membership_start
from tests.access.scenes import hand_over, join, name, seen_by
from tests.access.test_baton import holder, offer, settle
from tests.cast import Cast, make_staff, years_ago
from tests.logs.opening import open_log
from tests.overseers import end_places, lay_overseers, second_leader

KIN = KeptOutBecause.values[0]


@pytest.fixture
def places(cast: Cast) -> Cast:
    lay_overseers(cast)
    return cast


def write_concern(cast: Cast, kept_out: User | None = None) -> uuid.UUID:
    with as_user(cast.teacher.pk):
        concern = concern_register(
            author=cast.teacher, unit=cast.school, child_name="Emma Eksempel", birth_date=years_ago(9),
            observed="x", since=years_ago(0),
        )  # fmt: skip
    if kept_out:
        keep_out_of_concern(cast, concern.pk, kept_out)
    return concern.pk


def keep_out_of_concern(cast: Cast, concern_id: uuid.UUID, person: User) -> None:
    with as_user(cast.teacher.pk):
        concern_keep_out(concern=Concern.objects.get(pk=concern_id), kept_out=KeptOut(person.pk, KIN))


def keep_out(cast: Cast, case_id: uuid.UUID, person: User) -> None:
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=case_id, kept_out=KeptOut(person.pk, KIN))


def role_ends(user: User) -> None:
    with as_system("test: the last day of a role is over"):
        Overseer.objects.filter(user=user).update(ends_at=timezone.now() - timedelta(seconds=1))


def heads_of(cast: Cast, *people: str) -> dict[str, list[uuid.UUID]]:
    """Those of `people` who see any heads."""
    found = {person: sorted(seen_by(cast, person, CaseHead)) for person in people}
    return {person: heads for person, heads in found.items() if heads}


def test_the_role_by_itself_reads_no_case_no_concern_and_no_person(places: Cast) -> None:
    open_log(places)
    write_concern(places)
    for person in ("overseer", "named_person"):
        for model in (Case, CaseHead, Concern, Membership, Notice, Resident):
            assert not seen_by(places, person, model) or (person, model) == ("named_person", CaseHead)
        with as_user(getattr(places, person).pk):
            assert [one.user_id for one in Overseer.objects.all()] == [getattr(places, person).pk]


def test_over_the_units_of_the_service_one_takes_the_place_of_a_leader_who_is_not_there(places: Cast) -> None:
    case_id, concern_id = open_log(places, shares={"school": ("school",)}), write_concern(places)
    assert heads_of(places, "overseer", "named_person") == {}
    end_places(places.head)
    assert heads_of(places, "overseer", "named_person") == {"overseer": [case_id]}
    assert seen_by(places, "overseer", Concern) == {concern_id}
    assert not seen_by(places, "overseer", Case)
    assert not seen_by(places, "named_person", Concern)


def test_where_nobody_is_over_the_unit_whom_the_municipality_named_sees_heads_and_reads_no_concern(
    places: Cast,
) -> None:
    case_id, concern_id = open_log(places, shares={"school": ("school",)}), write_concern(places)
    end_places(places.head)
    role_ends(places.overseer)
    assert heads_of(places, "overseer", "named_person") == {"named_person": [case_id]}
    assert not seen_by(places, "named_person", Concern)
    with as_user(places.named_person.pk):
        assert [(one.id, one.lies) for one in concern_heads()] == [(concern_id, False)]
    with as_user(places.overseer.pk):
        assert concern_heads() == []


def test_a_leader_who_is_kept_out_is_replaced_with_every_leader_of_the_unit(places: Cast) -> None:
    places.late = second_leader(places)
    case_id, concern_id = open_log(places, shares={"school": ("school",)}), write_concern(places)
    assert set(heads_of(places, "head", "late", "overseer")) == {"head", "late"}
    keep_out(places, case_id, places.head)
    keep_out_of_concern(places, concern_id, places.head)
    assert set(heads_of(places, "head", "late", "overseer", "named_person")) == {"overseer"}
    readers = {one for one in ("head", "late", "overseer", "named_person") if seen_by(places, one, Concern)}
    assert readers == {"overseer"}
    with as_user(places.teacher.pk):
        case_let_in(case_id=case_id, user_id=places.head.pk)
    assert set(heads_of(places, "head", "late", "overseer")) == {"head", "late"}


def test_the_place_is_never_taken_by_somebody_who_works_under_the_one_who_is_kept_out(places: Cast) -> None:
    with as_system("test: works at the school as well"):
        membership_start(user=places.overseer, unit=places.school, role=MembershipRole.CASEWORKER)
    case_id, concern_id = open_log(places, shares={"school": ("school",)}), write_concern(places)
    keep_out(places, case_id, places.head)
    keep_out_of_concern(places, concern_id, places.head)
    assert heads_of(places, "overseer", "named_person") == {"named_person": [case_id]}
    assert not seen_by(places, "overseer", Concern)
    with as_user(places.named_person.pk):
        assert [one.id for one in concern_heads()] == [concern_id]


def test_whoever_is_over_the_unit_can_be_kept_out_too(places: Cast) -> None:
    case_id = open_log(places, shares={"school": ("school",)})
    end_places(places.head)
    keep_out(places, case_id, places.overseer)
    assert heads_of(places, "overseer", "named_person") == {"named_person": [case_id]}
    with as_user(places.overseer.pk):
        assert [(one.unit, one.held) for one in overseen_units()] == [("Baksalen skole", 0)]


def test_the_baton_goes_down_the_chain_and_never_rests_with_who_cannot_offer_it_on(places: Cast) -> None:
    case_id = open_log(places, shares={"school": ("school",)})
    for person, ends in (("head", end_places), ("overseer", end_places), ("named_person", role_ends)):
        if person == "head":
            end_places(places.teacher)
        settle()
        assert holder(places, case_id) == (person, "Baksalen skole")
        with as_user(getattr(places, person).pk):
            assert CaseHead.objects.get(pk=case_id).as_holder
        ends(getattr(places, person))
        role_ends(getattr(places, person))
    settle()
    assert holder(places, case_id)[0] == "named_person", "there is nobody left"


@pytest.mark.parametrize("person", ["overseer", "named_person"])
def test_who_got_the_baton_in_a_leaders_place_names_somebody_of_the_unit_and_gives_it_on(
    places: Cast, person: str
) -> None:
    case_id = open_log(places, shares={"school": ("school",)})
    for leaver in (places.head, places.teacher):
        end_places(leaver)
    if person == "named_person":
        role_ends(places.overseer)
    settle()
    with as_user(getattr(places, person).pk):
        head = CaseHead.objects.get(pk=case_id)
        assert (head.as_reception, head.for_unit) == (True, places.school)
        assert [one.user_id for one in naming_candidates(head, places.school, ())] == [
            places.other_teacher.pk
        ]
    name(places, case_id, person, "other_teacher", "school")
    with as_system("test"):
        assert Notice.objects.filter(user=places.other_teacher, notice_type="case.named").exists()
    hand_over(places, case_id, person, "other_teacher", "school")
    assert holder(places, case_id) == ("other_teacher", "Baksalen skole")
    assert set(heads_of(places, person)) == {person}, "the head stays with who has the leader's place"


def test_where_nobody_receives_for_an_invited_unit_whoever_has_the_leaders_place_names_somebody(
    places: Cast,
) -> None:
    case_id = open_log(places)
    end_places(places.adviser)
    with as_user(places.named_person.pk):
        head = CaseHead.objects.get(pk=case_id)
        assert (head.as_reception, head.waits_for_reception, head.for_unit) == (True, True, places.ppt)
        assert [one.user_id for one in naming_candidates(head, places.ppt, ())] == [places.ppt_colleague.pk]
    name(places, case_id, "named_person", "ppt_colleague", "ppt")
    assert seen_by(places, "ppt_colleague", Case) == {case_id}
    with as_user(places.named_person.pk):
        assert [one.user_id for one in named_of_my_units(case_id)] == [places.ppt_colleague.pk]


def test_nobody_names_for_a_unit_in_which_a_leader_or_a_reception_can(places: Cast) -> None:
    case_id = open_log(places)
    for person, unit in (("named_person", "ppt"), ("overseer", "school"), ("named_person", "school")):
        with pytest.raises(PermissionDenied):
            name(places, case_id, person, "other_teacher" if unit == "school" else "ppt_colleague", unit)
        with as_user(getattr(places, person).pk):
            asked = Unit.objects.get(pk=getattr(places, unit).pk)
            assert naming_candidates(CaseHead(pk=case_id), asked, ()) == []


def test_whoever_is_kept_out_is_no_candidate(places: Cast) -> None:
    case_id = open_log(places)
    keep_out(places, case_id, places.ppt_colleague)
    with as_user(places.adviser.pk):
        found = naming_candidates(CaseHead.objects.get(pk=case_id), places.ppt, ())
    assert [one.user_id for one in found] == [places.adviser.pk]


def test_a_concern_of_nobody_is_given_on_by_who_has_the_leaders_place(places: Cast) -> None:
    first, second = write_concern(places), write_concern(places)
    for leaver in (places.head, places.teacher):
        end_places(leaver)
    with as_user(places.overseer.pk):
        concern_give(concern_id=first, unit_id=places.school.pk, user_id=places.other_teacher.pk)
    assert seen_by(places, "other_teacher", Concern) == {first}
    role_ends(places.overseer)
    with as_user(places.named_person.pk):
        assert [(one.id, one.lies) for one in concern_heads()] == [(second, True), (first, False)]
        with pytest.raises(PermissionDenied):
            concern_give(concern_id=first, unit_id=places.school.pk, user_id=places.other_teacher.pk)
        concern_give(concern_id=second, unit_id=places.school.pk, user_id=places.other_teacher.pk)
    assert seen_by(places, "other_teacher", Concern) == {first, second}


def test_whom_the_municipality_has_named_gives_no_concern_to_oneself_also_with_work_in_the_unit(
    places: Cast,
) -> None:
    concern_id = write_concern(places)
    with as_system("test: works at the school too"):
        membership_start(user=places.named_person, unit=places.school, role=MembershipRole.CASEWORKER)
    for leaver in (places.head, places.teacher):
        end_places(leaver)
    role_ends(places.overseer)
    with as_user(places.named_person.pk):
        assert [one.id for one in concern_heads()] == [concern_id]
        with pytest.raises(PermissionDenied):
            concern_give(concern_id=concern_id, unit_id=places.school.pk, user_id=places.named_person.pk)
    assert seen_by(places, "named_person", Concern) == set()


def test_whoever_takes_a_leaders_place_is_told_that_a_concern_has_nobody(places: Cast) -> None:
    concern_id = write_concern(places)
    for leaver in (places.head, places.teacher):
        end_places(leaver)
    with as_system("test: the clock"):
        assert call("concerns_settle") == 1
    with as_user(places.overseer.pk):
        assert [one.concern_id for one in Notice.objects.filter(notice_type="concern.left")] == [concern_id]


def test_a_role_that_begins_later_or_is_over_gives_nothing(places: Cast) -> None:
    open_log(places, shares={"school": ("school",)})
    write_concern(places)
    end_places(places.head)
    now = timezone.now()
    for begins, ends in ((timedelta(days=1), None), (-timedelta(days=9), -timedelta(seconds=1))):
        with as_system("test: other days"):
            Overseer.objects.filter(user=places.overseer).update(
                starts_at=now + begins, ends_at=now + ends if ends else None
            )
        assert heads_of(places, "overseer") == {}
        assert not seen_by(places, "overseer", Concern)
        with as_user(places.overseer.pk):
            assert overseen_units() == []


def counted(cast: Cast) -> dict[str, tuple[int | None, int | None, int, int]]:
    with as_user(cast.overseer.pk):
        return {one.unit: (one.concerns, one.late, one.held, one.waits) for one in overseen_units()}


def test_over_the_units_one_counts_what_their_leaders_count_and_only_in_the_own_service(places: Cast) -> None:
    with as_system("test: another school"):
        other = Unit.objects.create(
            municipality=places.home,
            service=places.school.service,
            key="fuglenes",
            name="Fuglenes skole",
            reception=places.school.reception.__class__.objects.create(name="mottak:fuglenes"),
        )
        make_staff("rector", other, MembershipRole.LEADER)
    assert counted(places) == {"Baksalen skole": (0, 0, 0, 0), "Fuglenes skole": (0, 0, 0, 0)}
    case_id = open_log(places)
    late = write_concern(places)
    write_concern(places)
    with as_system("test: a deadline is over"):
        Concern.objects.filter(pk=late).update(deadline=years_ago(0))
    assert counted(places)["Baksalen skole"] == (2, 1, 1, 0)
    join(places, case_id, "nurse", "clinic")
    hand_over(places, case_id, "teacher", "nurse", "clinic")
    assert counted(places)["Baksalen skole"] == (2, 1, 0, 0)
    with as_system("test: leaders are shown no concerns"):
        places.home.__class__.objects.filter(pk=places.home.pk).update(leader_sees_concerns=False)
    assert counted(places)["Baksalen skole"] == (None, None, 0, 0)


def test_what_is_kept_from_a_leader_of_the_unit_is_in_no_number_that_could_tell_of_it(places: Cast) -> None:
    """Whoever is over the unit finds it among the heads and concerns of his own."""
    case_id = open_log(places, shares={"school": ("school",)})
    concern_id = write_concern(places)
    assert counted(places)["Baksalen skole"] == (1, 0, 1, 0)
    keep_out(places, case_id, places.head)
    keep_out_of_concern(places, concern_id, places.head)
    assert counted(places)["Baksalen skole"] == (0, 0, 0, 0)
    assert seen_by(places, "overseer", Concern) == {concern_id}
    assert heads_of(places, "overseer") == {"overseer": [case_id]}


def test_only_a_leader_over_units_counts_them(places: Cast) -> None:
    for person in ("named_person", "head", "teacher", "administrator", "executive", "mother", "stranger"):
        with as_user(getattr(places, person).pk):
            assert overseen_units() == []


def test_a_colleague_who_is_kept_out_loses_the_part_and_finds_nothing(places: Cast) -> None:
    case_id, concern_id = open_log(places), write_concern(places)
    join(places, case_id, "adviser", "ppt")
    name(places, case_id, "adviser", "ppt_colleague", "ppt")
    with as_user(places.teacher.pk):
        concern_share(concern=Concern.objects.get(pk=concern_id), colleague_id=places.other_teacher.pk)
    assert seen_by(places, "ppt_colleague", Case) == {case_id}
    assert seen_by(places, "other_teacher", Concern) == {concern_id}
    keep_out(places, case_id, places.ppt_colleague)
    keep_out_of_concern(places, concern_id, places.other_teacher)
    assert not seen_by(places, "ppt_colleague", Case)
    assert not seen_by(places, "other_teacher", Concern)
    with pytest.raises(PermissionDenied):
        name(places, case_id, "adviser", "ppt_colleague", "ppt")
    with pytest.raises(PermissionDenied):
        offer(places, case_id, "teacher", "ppt_colleague", "ppt")


def test_whoever_was_let_in_and_has_it_later_does_not_find_that_they_were_kept_out(places: Cast) -> None:
    case_id, concern_id = open_log(places), write_concern(places)
    keep_out(places, case_id, places.other_teacher)
    keep_out_of_concern(places, concern_id, places.other_teacher)
    with as_user(places.teacher.pk):
        case_let_in(case_id=case_id, user_id=places.other_teacher.pk)
        concern_let_in(concern=Concern.objects.get(pk=concern_id), user_id=places.other_teacher.pk)
        part_hand_over(
            case_id=case_id,
            user_id=places.teacher.pk,
            unit_id=places.school.pk,
            to_id=places.other_teacher.pk,
        )
        concern_give(concern_id=concern_id, unit_id=places.school.pk, user_id=places.other_teacher.pk)
    assert holder(places, case_id)[0] == "other_teacher"
    with as_user(places.other_teacher.pk):
        assert not CaseKeptOut.objects.exists()
        assert not ConcernKeptOut.objects.exists()
