"""Who can let another unit read by statute, what, to whom and how long (R3)."""

import uuid
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone

from cases.concerns.services import KeptOut
from cases.keepout.services import case_keep_out
from cases.statute.models import Provision
from cases.statute.selectors import log_of, rules_of, section_of
from cases.statute.services import statute_decide, statute_end, statute_name
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.organisation.choices import Owner, Secrecy
from municipality.organisation.models import Agreement, Service, Unit
from municipality.people.models import MembershipRole, Resident, User
from municipality.people.services import family_link
from municipality.signin.models import AccountIdentity
from tests.access.scenes import plain, time_passes, withdraw, write
from tests.cast import EVERYBODY, Cast, make_staff
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.overseers import lay_overseers
from tests.statute.helpers import a_decision, decide, in_days, latest, readers, who

WORKS_ELSEWHERE = tuple(one for one in EVERYBODY if one != "head")


def leader_of(unit: Unit) -> User:
    with as_system("test: a leader"):
        return make_staff("leader", unit, MembershipRole.LEADER)


def refused(cast: Cast, case_id: uuid.UUID, person: str | User = "head", **other: Any) -> str:
    """By which code."""
    with pytest.raises(Refused) as reason:
        decide(cast, case_id, person, **other)
    return reason.value.code


def found(cast: Cast, person: str | User, case_id: uuid.UUID) -> bool:
    with as_user(who(cast, person).pk):
        return bool(rules_of(case_id))


@pytest.mark.parametrize("provision", Provision.values)
def test_each_provision_has_a_section_today(provision: str) -> None:
    assert "§" in section_of(provision, timezone.localdate())


def test_only_who_has_the_leaders_place_where_the_notes_were_written_decides(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    ppt_leader = leader_of(cast.ppt)
    everybody_else: list[str | User] = [*WORKS_ELSEWHERE, ppt_leader]
    for person in everybody_else:
        assert not found(cast, person, emmas_log), person
        assert refused(cast, emmas_log, person) == "no_notes_of_the_unit", person
    assert found(cast, "head", emmas_log)
    decide(cast, emmas_log)


def test_a_unit_without_notes_there_is_answered_as_where_there_is_no_log(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    clinic_leader = leader_of(cast.clinic)
    asks = {"unit_id": cast.clinic.pk, "provision": "health_tasks", "kinds": ["health"]}
    for case_id in (emmas_log, uuid.uuid4()):
        assert refused(cast, case_id, clinic_leader, **asks) == "no_notes_of_the_unit"
    join(cast, emmas_log, "nurse")
    write(cast, emmas_log, "nurse", "clinic", "health")
    decide(cast, emmas_log, clinic_leader, **asks)


def test_what_is_about_others_affairs_does_not_count_as_notes(cast: Cast, emmas_log: uuid.UUID) -> None:
    clinic_leader = leader_of(cast.clinic)
    join(cast, emmas_log, "nurse")
    write(cast, emmas_log, "nurse", "clinic", "health", about_other=True)
    assert not found(cast, clinic_leader, emmas_log)


def test_the_log_is_found_by_its_number_and_the_childs_and_the_answer_is_the_same_where_there_is_nothing(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    with as_system("test: its number"):
        ((number,),) = plain("select number from cases_case where id = %s", emmas_log)
    digits = cast.emma_number.digits
    with as_user(cast.head.pk):
        for words in (number, f" {number.lower()} ", digits, f"{digits[:6]} {digits[6:]}"):
            assert log_of(words) == emmas_log
        for words in (cast.mother_number.digits, "S-99999", ""):
            assert log_of(words) is None
    clinic_leader = leader_of(cast.clinic)
    for person in (clinic_leader, "teacher", "stranger", "mother", "privacy_officer"):
        with as_user(who(cast, person).pk):
            assert log_of(number) is None
            assert log_of(digits) is None


def test_a_log_that_rests_can_be_opened_and_a_closed_one_cannot(cast: Cast, emmas_log: uuid.UUID) -> None:
    time_passes(emmas_log, "consent", days=300)
    decide(cast, emmas_log)
    withdraw(cast, other := open_log(cast), "mother")
    assert refused(cast, other) == "no_notes_of_the_unit"
    assert not found(cast, "head", other)


def test_strictly_protected_is_answered_as_if_there_were_no_log(cast: Cast) -> None:
    case_id = open_log(cast, address_protection="strengt_fortrolig")
    assert not found(cast, "head", case_id)
    assert refused(cast, case_id) == "no_notes_of_the_unit"
    with as_user(cast.head.pk):
        assert log_of(cast.emma_number.digits) is None


def test_a_leader_who_is_kept_out_finds_nothing_and_the_next_in_place_decides(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    lay_overseers(cast)
    assert not found(cast, "overseer", emmas_log)
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=emmas_log, kept_out=KeptOut(cast.head.pk, "kin"))
    assert refused(cast, emmas_log) == "no_notes_of_the_unit"
    decide(cast, emmas_log, "overseer")


def test_a_leader_who_is_of_the_family_finds_nothing(cast: Cast, emmas_log: uuid.UUID) -> None:
    with as_system("test: the same person"):
        ((resident,),) = plain("select parent_id from cases_parentalresponsibility where relation = 'far'")
        plain("delete from municipality_familyaccount where resident_id = %s", resident)
        family_link(user=cast.head, resident=Resident.objects.get(pk=resident))
    assert not found(cast, "head", emmas_log)
    assert refused(cast, emmas_log) == "no_notes_of_the_unit"


def test_only_a_provision_that_counts_for_what_the_unit_knows(cast: Cast, emmas_log: uuid.UUID) -> None:
    with as_user(cast.head.pk):
        assert {one.provision for one in rules_of(emmas_log)} == {"own_tasks", "ordered"}
    for provision in ("health_tasks", "child_welfare_tasks", "social_tasks", "nav_tasks", "x", None):
        assert refused(cast, emmas_log, provision=provision) == "provision_of_others"


def test_nav_has_provisions_of_its_own(cast: Cast) -> None:
    nav_leader = leader_of(cast.nav_office)
    case_id = open_log(
        cast, opener="nav", unit="nav_office", shares={"nav_office": ["economy"]}, first_kind="economy"
    )
    with as_user(nav_leader.pk):
        assert {one.provision for one in rules_of(case_id)} == {"social_tasks", "nav_tasks", "ordered"}


def test_another_unit_in_use_of_the_same_municipality_receives(cast: Cast, emmas_log: uuid.UUID) -> None:
    with as_system("test: a unit that is used no longer"):
        Unit.objects.filter(pk=cast.ppt.pk).update(active=False)
        Unit.objects.filter(pk=cast.clinic.pk).update(last_day=in_days(-1))
    for unit in (cast.school, cast.away_school, cast.ppt, cast.clinic):
        assert refused(cast, emmas_log, receiver_id=unit.pk) == "not_a_receiver_by_law"
    assert refused(cast, emmas_log, receiver_id=None) == "not_a_receiver_by_law"


def test_an_outside_body_receives_while_it_has_an_agreement(cast: Cast, emmas_log: uuid.UUID) -> None:
    with as_system("test: NAV as a body of its own"):
        Service.objects.filter(pk=cast.nav_office.service_id).update(
            owner=Owner.COUNTY, secrecy=Secrecy.ADMINISTRATION
        )
    assert refused(cast, emmas_log) == "not_a_receiver_by_law"
    with as_system("test: an agreement"):
        AccountIdentity.objects.create(
            user=cast.nav, index="x", organisation="310000000", joined_at=timezone.now()
        )
        agreement = Agreement.objects.create(
            municipality=cast.home, organisation="310000000", name="x", agreed_on=in_days(-1)
        )
    statute_id = decide(cast, emmas_log)
    with as_user(cast.nav.pk):
        statute_name(statute_id, cast.nav.pk)
    assert readers(cast, statute_id) == {"nav"}
    with as_system("test: the agreement is over"):
        Agreement.objects.filter(pk=agreement.pk).update(ends_on=in_days(-1))
    assert readers(cast, statute_id) == set()


def test_what_barnevern_has_ordered_goes_to_barnevern_alone(cast: Cast, emmas_log: uuid.UUID) -> None:
    assert refused(cast, emmas_log, provision="ordered") == "not_a_receiver_by_law"
    decide(cast, emmas_log, provision="ordered", receiver_id=cast.child_welfare.pk)


def test_what_is_about_barnevern_is_given_only_by_a_provision_that_says_so(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    kinds = ["school", "child_welfare"]
    code = "kinds_not_by_this_provision"
    assert refused(cast, emmas_log, kinds=kinds) == code
    assert refused(cast, emmas_log, kinds=kinds, receiver_id=cast.child_welfare.pk) == code
    for none in ([], ["x"]):
        assert refused(cast, emmas_log, kinds=none) == code
    decide(cast, emmas_log, kinds=kinds, provision="ordered", receiver_id=cast.child_welfare.pk)


def test_barnevern_says_that_it_gives_what_it_knows(cast: Cast) -> None:
    welfare_leader = leader_of(cast.child_welfare)
    case_id = open_log(
        cast,
        opener="child_welfare_worker",
        unit="child_welfare",
        shares={"child_welfare": ["child_welfare", "family"]},
        first_kind="family",
    )
    asks = {"unit_id": cast.child_welfare.pk, "provision": "child_welfare_tasks"}
    assert refused(cast, case_id, welfare_leader, kinds=["family"], **asks) == "kinds_not_by_this_provision"
    decide(cast, case_id, welfare_leader, kinds=["family", "child_welfare"], **asks)


def test_it_lasts_from_today_and_at_most_three_calendar_months(cast: Cast, emmas_log: uuid.UUID) -> None:
    most = timezone.localdate() + relativedelta(months=3)
    assert latest(cast) == most
    for day in (in_days(-1), most + relativedelta(days=1), None):
        assert refused(cast, emmas_log, last_day=day) == "three_months_at_most"
    for day in (in_days(0), most):
        decide(cast, emmas_log, last_day=day)


@pytest.mark.parametrize("reason", ["", " \n", None])
def test_the_leader_says_why(cast: Cast, emmas_log: uuid.UUID, reason: str | None) -> None:
    assert refused(cast, emmas_log, reason=reason) == "say_why_by_law"


def test_it_is_ended_by_the_place_in_which_it_was_decided_and_once(cast: Cast, emmas_log: uuid.UUID) -> None:
    statute_id = decide(cast, emmas_log)
    for person in WORKS_ELSEWHERE:
        with as_user(getattr(cast, person).pk), pytest.raises(Refused) as reason:
            statute_end(statute_id)
        assert reason.value.code == "not_your_decision", person
    with as_user(cast.head.pk):
        statute_end(statute_id)
        with pytest.raises(NothingThere) as over:
            statute_end(statute_id)
        assert over.value.code == "decision_is_over"
        with pytest.raises(Refused):
            statute_end(uuid.uuid4())


def test_another_time_is_another_decision(cast: Cast, emmas_log: uuid.UUID) -> None:
    first = decide(cast, emmas_log)
    with as_user(cast.head.pk):
        second = statute_decide(case_id=emmas_log, decision=a_decision(cast, last_day=in_days(60)))
    assert first != second
