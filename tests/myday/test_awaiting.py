"""«Du venter på andre»: what a person waits for, whom it is told, and one polite reminder a week."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.baton.models import BatonOffer
from cases.baton.services import baton_answer, baton_offer
from cases.case.models import AddressProtection
from cases.case.services import participant_remove
from municipality.access.identity import as_system, as_user
from municipality.notices.models import Notice, NoticeType
from municipality.organisation.models import Team
from municipality.people.models import User
from teams.referrals.models import Referral
from tests.access.scenes import hand_over, withdraw
from tests.access_log import noted
from tests.cast import Cast
from tests.concerns.helpers import signed_in
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.myday.test_my_day import page_of
from tests.teams.helpers import approve, begin, decide, make_team, refer
from tests.work.helpers import day, evaluate, make_late, relative, set_goal, set_measure, staff

HEADING = "Du venter på andre"


@pytest.fixture
def case(cast: Cast) -> uuid.UUID:
    return open_log(cast)


def awaited(page: str) -> str:
    """What stands below the heading; empty where it does not stand."""
    return page.split(f">{HEADING}")[1].split("<h2", maxsplit=1)[0] if HEADING in page else ""


def remind(user: User, what: str, key: uuid.UUID) -> tuple[int, str]:
    """The status, and what the page says after it."""
    response = signed_in(user).post(reverse("remind", args=[what, key]), follow=True)
    return response.status_code, " ".join(response.content.decode().split())


def reminders(user: User, notice_type: NoticeType) -> int:
    with as_system("test: notices"):
        return Notice.objects.filter(user=user, notice_type=notice_type).count()


def ask(cast: Cast, case: uuid.UUID) -> None:
    join(cast, case, "nurse")
    with as_user(cast.teacher.pk):
        baton_offer(case_id=case, user_id=cast.nurse.pk, unit_id=cast.clinic.pk, why="Permisjon")


def overdue(cast: Cast, case: uuid.UUID) -> uuid.UUID:
    join(cast, case, "nurse")
    measure = set_measure(cast, case, set_goal(cast, case), responsible=staff(cast, "nurse", "clinic"))
    make_late(measure, 2)
    return measure.pk


def referred(cast: Cast, case: uuid.UUID) -> uuid.UUID:
    return refer(cast, case, make_team(cast)).pk


# For each kind of thing: what lays it, the word in the address, the line, whom it reminds, and with which notice.
SCENES = {
    "stafettpinne": (ask, "Svar fra Nurse om stafettpinnen", "nurse", NoticeType.BATON_REMINDED),
    "invitasjon": (
        lambda _cast, _case: None, "Helsestasjonen og PPT skal velge hvem som følger opp", "nurse",
        NoticeType.INVITATION_REMINDED,
    ),
    "tiltak": (overdue, "Nurse, Helsestasjonen skal evaluere «Leksehjelp»", "nurse", NoticeType.MEASURE_REMINDED),
    "henvisning": (referred, "Svar fra TST Sentrum", "adviser", NoticeType.REFERRAL_REMINDED),
}  # fmt: skip
scenes = pytest.mark.parametrize("what", SCENES)


@scenes
def test_the_relay_holder_sees_whom_the_child_waits_for_and_reminds_once_a_week(
    cast: Cast, case: uuid.UUID, what: str
) -> None:
    lay, line, whom, notice_type = SCENES[what]
    key = lay(cast, case) or case
    shown = awaited(page_of(cast.teacher))
    assert line in shown
    assert "Emma Eksempel, 9 år" in shown
    assert reverse("remind", args=[what, key]) in shown
    status, after = remind(cast.teacher, what, key)
    assert (status, "Påminnelsen er sendt." in after) == (200, True)
    assert "minnet på" in awaited(after)
    assert reverse("remind", args=[what, key]) not in after
    assert reminders(getattr(cast, whom), notice_type) == 1
    assert "siste sju dagene" in remind(cast.teacher, what, key)[1]
    assert reminders(getattr(cast, whom), notice_type) == 1
    with as_system("test: a week passes"):
        Notice.objects.filter(notice_type=notice_type).update(created_at=timezone.now() - timedelta(days=8))
    assert "Påminnelsen er sendt." in remind(cast.teacher, what, key)[1]
    assert reminders(getattr(cast, whom), notice_type) == 2


@scenes
@pytest.mark.parametrize(
    "who", ["other_teacher", "head", "nurse", "ppt_colleague", "child_welfare_worker", "mother", "stranger"]
)
def test_nobody_else_waits_for_it_or_can_remind_of_it(
    cast: Cast, case: uuid.UUID, what: str, who: str
) -> None:
    lay, _line, whom, notice_type = SCENES[what]
    key = lay(cast, case) or case
    somebody = getattr(cast, who)
    assert HEADING not in page_of(somebody)
    before = len(noted(user=somebody))
    assert remind(somebody, what, key)[0] == 403
    assert [event.refused for event in noted(user=somebody)[before:]] == [True]
    assert reminders(getattr(cast, whom), notice_type) == 0


@scenes
def test_a_withdrawal_ends_the_waiting(cast: Cast, case: uuid.UUID, what: str) -> None:
    lay, _line, whom, notice_type = SCENES[what]
    key = lay(cast, case) or case
    withdraw(cast, case, "mother")
    assert HEADING not in page_of(cast.teacher)
    assert remind(cast.teacher, what, key)[0] == 403
    assert reminders(getattr(cast, whom), notice_type) == 0


def test_an_answer_ends_the_waiting(cast: Cast, case: uuid.UUID) -> None:
    ask(cast, case)
    with as_user(cast.nurse.pk):
        offer = BatonOffer.objects.get(case=case)
        baton_answer(case_id=case, offer_id=offer.pk, yes=False, reason="Jeg skal i permisjon.")
    assert "stafettpinnen" not in awaited(page_of(cast.teacher))
    assert remind(cast.teacher, "stafettpinne", case)[0] == 200
    assert reminders(cast.nurse, NoticeType.BATON_REMINDED) == 0


def test_somebody_who_was_asked_and_has_left_is_not_waited_for(cast: Cast, case: uuid.UUID) -> None:
    ask(cast, case)
    with as_user(cast.nurse.pk):
        participant_remove(case_id=case, person_id=cast.nurse.pk, unit_id=cast.clinic.pk)
    assert "stafettpinnen" not in awaited(page_of(cast.teacher))
    assert "Det er ingen å minne på lenger" in remind(cast.teacher, "stafettpinne", case)[1]
    assert reminders(cast.nurse, NoticeType.BATON_REMINDED) == 0


def test_a_unit_that_has_named_somebody_is_not_waited_for(cast: Cast, case: uuid.UUID) -> None:
    join(cast, case, "nurse")
    assert ">PPT skal velge hvem som følger opp" in awaited(page_of(cast.teacher))
    join(cast, case, "adviser")
    assert HEADING not in page_of(cast.teacher)
    assert "Det er ingen å minne på lenger" in remind(cast.teacher, "invitasjon", case)[1]


def test_an_evaluation_ends_the_waiting_and_the_new_holder_waits_instead(cast: Cast, case: uuid.UUID) -> None:
    join(cast, case, "nurse", "adviser")
    goal = set_goal(cast, case)
    measure = set_measure(cast, case, goal, responsible=staff(cast, "nurse", "clinic"))
    assert HEADING not in page_of(cast.teacher), "nothing is overdue yet"
    make_late(measure, 1)
    assert "frist i går" in awaited(page_of(cast.teacher))
    hand_over(cast, case, "teacher", "nurse", "clinic")
    assert HEADING not in page_of(cast.teacher)
    assert "Leksehjelp" in page_of(cast.nurse).split(HEADING)[0], "her own, so she does not wait for herself"
    evaluate(cast, measure, decision="done", next_on=None)
    assert "Leksehjelp" not in page_of(cast.nurse)


def test_what_the_family_does_is_not_waited_for_but_asked_about(cast: Cast, case: uuid.UUID) -> None:
    make_late(set_measure(cast, case, set_goal(cast, case), responsible=relative(cast, "mother")), 2)
    page = page_of(cast.teacher)
    assert "Evaluer «Leksehjelp»" in page
    assert "Leksehjelp" not in awaited(page)


def test_minutes_end_the_waiting_once_they_are_approved(cast: Cast, case: uuid.UUID) -> None:
    team = make_team(cast)
    referral = refer(cast, case, team)
    meeting = begin(cast, team)
    decide(cast, meeting, referral)
    assert "Svar fra TST Sentrum" in awaited(page_of(cast.teacher))
    approve(cast, meeting)
    assert "Svar fra TST Sentrum" not in page_of(cast.teacher)
    assert remind(cast.teacher, "henvisning", referral.pk)[0] == 403


def test_of_a_protected_child_it_is_not_said_who_is_asked(cast: Cast) -> None:
    case = open_log(cast, address_protection=AddressProtection.CONFIDENTIAL)
    ask(cast, case)
    shown = awaited(page_of(cast.teacher))
    assert "Svar fra en fagperson om stafettpinnen" in shown
    assert "Nurse" not in shown
    assert "Helsestasjonen" not in shown


def test_a_word_that_no_room_knows_is_not_there(cast: Cast, case: uuid.UUID) -> None:
    assert remind(cast.teacher, "noe-annet", case)[0] == 404


def test_what_is_shown_is_in_the_access_log(cast: Cast, case: uuid.UUID) -> None:
    measure = overdue(cast, case)
    page_of(cast.teacher)
    assert f"measure:{measure}" in noted(act="day.read", user=cast.teacher)[-1].objects


def test_as_many_queries_whatever_there_is_to_wait_for(cast: Cast, case: uuid.UUID) -> None:
    join(cast, case, "nurse")
    goal = set_goal(cast, case)
    counted = []
    for size in (1, 4):
        for _number in range(size):
            make_late(set_measure(cast, case, goal, responsible=staff(cast, "nurse", "clinic")))
        client = signed_in(cast.teacher)
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        counted.append(len(queries))
    assert counted[0] == counted[1]


# After a withdrawal


def test_a_measure_that_has_lost_its_person_asks_the_relay_holder_for_another(
    cast: Cast, case: uuid.UUID
) -> None:
    join(cast, case, "nurse")
    measure = set_measure(cast, case, set_goal(cast, case), responsible=staff(cast, "nurse", "clinic"))
    assert "Finn ny ansvarlig" not in page_of(cast.teacher)
    withdraw(cast, case, "mother", "clinic")
    page = page_of(cast.teacher)
    assert "Finn ny ansvarlig for «Leksehjelp»" in page
    assert reverse("work:measure_change", args=[case, measure.pk]) in page
    make_late(measure, 2)
    assert "Leksehjelp" not in awaited(page_of(cast.teacher)), "nobody is left to be waited for"
    assert remind(cast.teacher, "tiltak", measure.pk)[0] == 200
    assert reminders(cast.nurse, NoticeType.MEASURE_REMINDED) == 0


def test_so_does_one_whose_person_has_left_the_log(cast: Cast, case: uuid.UUID) -> None:
    join(cast, case, "nurse")
    set_measure(cast, case, set_goal(cast, case), responsible=staff(cast, "nurse", "clinic"), deadline=day(9))
    with as_user(cast.nurse.pk):
        participant_remove(case_id=case, person_id=cast.nurse.pk, unit_id=cast.clinic.pk)
    assert "Finn ny ansvarlig for «Leksehjelp»" in page_of(cast.teacher)


def test_a_team_nobody_leads_has_nobody_to_remind(cast: Cast, case: uuid.UUID) -> None:
    key = referred(cast, case)
    with as_system("test: the chair leaves the team"):
        team = Team.objects.get(pk=Referral.objects.get(pk=key).team_id)
        team.seats.filter(role="chair").update(ends_at=timezone.now())
    assert "Det er ingen å minne på lenger" in remind(cast.teacher, "henvisning", key)[1]
