"""What came of a referral, as each of those who read it meets it."""

from types import SimpleNamespace

import pytest

from cases.case.models import AddressProtection, Case
from consent.models import Answer
from municipality.access.identity import as_system, as_user
from municipality.audit.models import Event
from municipality.notices.models import Notice, NoticeType
from teams.meetings.services import correction_add
from teams.referrals.models import Referral
from tests.access.scenes import join, seen_by, withdraw
from tests.cast import Cast
from tests.logs.helpers import as_
from tests.logs.opening import open_log
from tests.teams.helpers import approve, begin, decide, give_district, make_team, refer


@pytest.fixture
def scene(cast: Cast) -> SimpleNamespace:
    """A team in which barnevern has no consent for Emma's log."""
    return SimpleNamespace(team=make_team(cast), case_id=open_log(cast))


def only_referral() -> Referral:
    with as_system("test"):
        return Referral.objects.get()


def read(cast: Cast, person: str, referral: Referral) -> str:
    return str(as_(getattr(cast, person)).get(f"/henvisninger/{referral.pk}/").text)


def test_those_who_have_to_keep_somebody_out_are_told_whom(cast: Cast, scene: SimpleNamespace) -> None:
    referral = refer(cast, scene.case_id, scene.team)
    told = {
        person
        for person in ("teacher", "adviser", "nurse", "mother")
        if "Disse skal ikke få vite" in read(cast, person, referral)
    }
    assert told == {"teacher", "adviser", "nurse"}
    for person in ("child_welfare_worker", "father", "head", "stranger", "administrator"):
        answer = as_(getattr(cast, person)).get(f"/henvisninger/{referral.pk}/")
        assert answer.status_code == 404
        assert "Emma" not in answer.text


def test_what_the_team_decided_is_read_by_all_who_read_the_referral_when_it_is_approved(
    cast: Cast, scene: SimpleNamespace
) -> None:
    referral = refer(cast, scene.case_id, scene.team)
    meeting = begin(cast, scene.team)
    decide(cast, meeting, referral, responsible="nurse", informs="teacher", follow_up_days=14)
    assert "Referatet fra siste møte er ikke godkjent ennå" in read(cast, "nurse", referral)
    for person in ("nurse", "teacher", "mother"):
        assert "Prøv dette." not in read(cast, person, referral)
    approve(cast, meeting)
    for person in ("nurse", "teacher", "mother"):
        page = read(cast, person, referral)
        assert "Prøv dette." in page
        assert "Ansvarlig: Nurse, Helsestasjonen" in page
        assert "følges opp" in page
    assert "Teacher forteller dere om dette." in read(cast, "mother", referral)
    for person in ("teacher", "mother"):
        log = as_(getattr(cast, person)).get(f"/stafettlogger/{scene.case_id}/").text
        assert "Hva teamet sier" in log
        assert "Prøv dette." in log


def test_a_correction_stands_beside_what_it_corrects(cast: Cast, scene: SimpleNamespace) -> None:
    referral = refer(cast, scene.case_id, scene.team)
    meeting = begin(cast, scene.team)
    decide(cast, meeting, referral, follow_up_days=14)
    approve(cast, meeting)
    with as_system("test"):
        item = meeting.items.get()
    with as_user(cast.mother.pk):
        correction_add(item=item, text="Hun sa det selv.")
    page = read(cast, "teacher", referral)
    assert "Prøv dette." in page
    assert "Hun sa det selv." in page
    correct = f"/moter/{meeting.pk}/sak/{item.pk}/rettelse/"
    assert correct in page
    assert as_(cast.mother).get(correct).status_code == 200


def test_with_a_protected_address_the_familys_page_names_no_team_no_unit_and_nobody(
    cast: Cast,
) -> None:
    team, case_id = (
        make_team(cast),
        open_log(cast, address_protection=AddressProtection.CONFIDENTIAL, mother=Answer.YES),
    )
    referral = refer(cast, case_id, team)
    meeting = begin(cast, team)
    decide(cast, meeting, referral, responsible="nurse", informs="teacher")
    approve(cast, meeting)
    with as_system("test"):
        item = meeting.items.get()
    with as_user(cast.teacher.pk):
        correction_add(item=item, text="En rettelse.")
    for page in (
        read(cast, "mother", referral),
        as_(cast.mother).get(f"/stafettlogger/{case_id}/").text,
        as_(cast.mother).get("/varsler/").text,
    ):
        for sensitive in ("Sentrum", "Baksalen", "Teacher", "Helsestasjonen", "Nurse"):
            assert sensitive not in page
    assert "Prøv dette." in read(cast, "mother", referral)
    assert "TST Sentrum" in read(cast, "teacher", referral)


EVERYTHING = ("school", "family", "child_welfare")
WITH_BARNEVERN = {"school": EVERYTHING, "ppt": EVERYTHING, "clinic": ("school",), "child_welfare": EVERYTHING}


def test_barnevern_hears_beside_those_only_who_may_know_of_it(cast: Cast) -> None:
    team, case_id = make_team(cast), open_log(cast, shares=WITH_BARNEVERN)
    give_district(cast, team, cast.school)
    page = as_(cast.teacher).get(f"/stafettlogger/{case_id}/henvisning/").text
    assert "Mor har ikke sagt ja til at alle i teamet får vite om Barneverntjenesten" in page
    assert "Leses av: deg, Baksalen skole, Helsestasjonen, PPT og mor." in page
    with as_system("test: the nurse is not in the room"):
        team.seats.filter(user=cast.nurse).delete()
    page = as_(cast.teacher).get(f"/stafettlogger/{case_id}/henvisning/").text
    assert "har ikke sagt ja" not in page
    assert "Leses av: deg, Baksalen skole, Barneverntjenesten, PPT og mor." in page


def test_minutes_do_not_tell_of_barnevern_to_whoever_may_know_no_longer(cast: Cast) -> None:
    team, case_id = make_team(cast), open_log(cast, shares=WITH_BARNEVERN)
    join(cast, case_id, "nurse", "clinic")
    with as_system("test: the nurse is not in the room"):
        team.seats.filter(user=cast.nurse).delete()
    referral = refer(cast, case_id, team, left_out=())
    meeting = begin(cast, team)
    barnevern = "child_welfare_worker"
    decide(cast, meeting, referral, responsible=barnevern, informs=barnevern, follow_up_days=9)
    approve(cast, meeting)
    assert "Ansvarlig: Child_welfare_worker, Barneverntjenesten" in read(cast, "teacher", referral)
    assert as_(cast.nurse).get(f"/henvisninger/{referral.pk}/").status_code == 404
    withdraw(cast, case_id, "mother", "school", kind="child_welfare")
    page = read(cast, "teacher", referral)
    assert "Prøv dette." in page
    assert "arnevern" not in page
    assert "Child_welfare_worker" not in page


def test_the_relay_holder_takes_the_case_off_the_table_after_a_pause(
    cast: Cast, scene: SimpleNamespace
) -> None:
    referral = refer(cast, scene.case_id, scene.team)
    url, teacher = f"/henvisninger/{referral.pk}/av-bordet/", as_(cast.teacher)
    assert "Ta saken til Emma av bordet?" in teacher.post(url).text
    assert only_referral().closed_at is None
    answer = teacher.post(url, {"confirmed": "1"}, follow=True)
    assert "Saken er tatt av bordet i TST Sentrum." in answer.text
    assert "avsluttet" in answer.text
    assert as_(cast.adviser).get(f"/henvisninger/{referral.pk}/").status_code == 404
    assert "alt tatt av bordet" in teacher.post(url, {"confirmed": "1"}, follow=True).text


def test_the_chair_takes_it_off_too_and_reads_the_log_no_longer(cast: Cast, scene: SimpleNamespace) -> None:
    referral = refer(cast, scene.case_id, scene.team)
    url = f"/henvisninger/{referral.pk}/av-bordet/"
    assert as_(cast.nurse).post(url, {"confirmed": "1"}).status_code == 403
    assert as_(cast.mother).post(url, {"confirmed": "1"}).status_code == 403
    answer = as_(cast.adviser).post(url, {"confirmed": "1"}, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert scene.case_id not in seen_by(cast, "adviser", Case)


def test_reading_sending_and_a_refused_try_are_in_the_access_log(cast: Cast, scene: SimpleNamespace) -> None:
    referral = refer(cast, scene.case_id, scene.team)
    read(cast, "nurse", referral)
    as_(cast.nav).get(f"/henvisninger/{referral.pk}/")
    with as_system("test"):
        events = set(Event.objects.filter(act__startswith="referral").values_list("act", "user", "refused"))
    assert events == {
        ("referral.send", cast.teacher.pk, False),
        ("referral.read", cast.nurse.pk, False),
        ("referral.read", cast.nav.pk, True),
    }


def test_notices_lead_to_the_referral_for_those_who_may_read_it(cast: Cast, scene: SimpleNamespace) -> None:
    referral = refer(cast, scene.case_id, scene.team)
    with as_system("test"):
        notice = Notice.objects.get(user=cast.nurse, notice_type=NoticeType.REFERRAL_SENT)
        assert not Notice.objects.filter(user=cast.child_welfare_worker).exists()
    nurse = as_(cast.nurse)
    assert "Emma" in nurse.get("/varsler/").text
    assert "TST Sentrum" in nurse.get("/varsler/").text
    assert nurse.post(f"/varsler/{notice.pk}/").headers["Location"] == f"/henvisninger/{referral.pk}/"
    withdraw(cast, scene.case_id, "mother", "clinic")
    assert "TST Sentrum" not in nurse.get("/varsler/").text
    assert nurse.post(f"/varsler/{notice.pk}/").status_code == 404
