"""The teams one sits in, what waits on the table, and who decides who sits there."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.case.models import Case
from municipality.access.identity import as_system, as_user
from municipality.notices.models import Notice, NoticeType
from municipality.organisation.models import Team
from municipality.people.models import Membership
from teams.meetings.services import meeting_plan
from teams.members.models import Seat
from teams.members.selectors import seated
from teams.referrals.selectors import next_meeting
from tests.access.scenes import seen_by
from tests.access_log import noted
from tests.cast import Cast
from tests.logs.helpers import as_
from tests.logs.opening import open_log
from tests.reading import shown
from tests.teams.helpers import approve, begin, decide, make_team, refer


def plan(cast: Cast, team: Team, days: int = 3) -> str:
    with as_user(cast.adviser.pk):
        return str(meeting_plan(team=team, starts_at=timezone.now() + timedelta(days=days), place="Rådhuset"))


def test_my_teams_are_listed_with_their_nearest_meeting(cast: Cast) -> None:
    team, other = (
        make_team(cast),
        make_team(cast, team_type="OST", receives_system_issues=True, name="Overordnet team"),
    )
    plan(cast, team, days=20)
    nearest = plan(cast, team, days=3)
    page = as_(cast.nurse).get("/team/").text
    assert f"/team/{team.pk}/" in page
    assert f"/moter/{nearest}/" in page
    assert page.count("/moter/") == 1
    assert f"/team/{other.pk}/" in page
    assert "ikke satt opp" in page


def test_whoever_sits_nowhere_is_told_what_one_can_do_all_the_same(cast: Cast) -> None:
    team = make_team(cast)
    page = as_(cast.teacher).get("/team/").text
    assert "Du sitter ikke i noe team" in page
    assert f"/team/{team.pk}/systemsak/ny/" in page
    assert "/drofting/ny/" in page
    assert "/drofting/svar/" in page
    assert f'"/team/{team.pk}/"' not in page


def test_a_team_of_another_municipality_is_not_there(cast: Cast) -> None:
    team = make_team(cast)
    assert as_(cast.stranger).get(f"/team/{team.pk}/").status_code == 404
    assert "TST Sentrum" not in as_(cast.stranger).get("/team/").text


def test_only_those_who_sit_in_the_team_see_its_table(cast: Cast) -> None:
    team = make_team(cast)
    open_to = {
        person
        for person in (
            "adviser",
            "nurse",
            "child_welfare_worker",
            "teacher",
            "head",
            "administrator",
            "mother",
        )
        if as_(getattr(cast, person)).get(f"/team/{team.pk}/").status_code == 200
    }
    assert open_to == {"adviser", "nurse", "child_welfare_worker"}


def test_on_barneverns_own_page_what_it_is_left_out_of_does_not_exist(cast: Cast) -> None:
    team, case_id = make_team(cast), open_log(cast)
    refer(cast, case_id, team, urgent=True)
    page = as_(cast.nurse).get(f"/team/{team.pk}/").text
    assert "Dette venter på teamet (1)" in page
    assert "Emma Eksempel, 9 år" in page
    assert "haster" in page
    page = as_(cast.child_welfare_worker).get(f"/team/{team.pk}/").text
    assert "Ingenting venter nå" in page
    assert "Emma" not in page


def test_the_page_of_a_team_leads_to_its_meetings_and_says_who_sits_there(cast: Cast) -> None:
    team, case_id = make_team(cast), open_log(cast)
    referral = refer(cast, case_id, team)
    held = begin(cast, team)
    page = as_(cast.nurse).get(f"/team/{team.pk}/").text
    assert "er ikke avsluttet" in page
    decide(cast, held, referral, follow_up_days=0)
    approve(cast, held)
    planned = plan(cast, team)
    page = as_(cast.nurse).get(f"/team/{team.pk}/").text
    assert "Tidligere møter" in page
    assert f"/moter/{held.pk}/" in page
    assert f"/moter/{planned}/" in page
    assert "Adviser, PPT (leder)" in shown(page)
    assert "oppfølging" in page
    assert noted(act="agenda.read", user=cast.nurse)[-1].objects == [f"referral:{referral.pk}"]


def test_the_one_who_keeps_minutes_sets_up_the_meeting_from_here(cast: Cast) -> None:
    team = make_team(cast)
    assert f"/team/{team.pk}/mote/nytt/" in as_(cast.adviser).get(f"/team/{team.pk}/").text
    assert f"/team/{team.pk}/mote/nytt/" not in as_(cast.nurse).get(f"/team/{team.pk}/").text


def test_a_notice_of_a_meeting_leads_to_it_and_names_the_team(cast: Cast) -> None:
    meeting = plan(cast, make_team(cast))
    with as_system("test"):
        notice = Notice.objects.get(user=cast.nurse, notice_type=NoticeType.MEETING_PLANNED)
    nurse = as_(cast.nurse)
    assert "TST Sentrum, " in nurse.get("/varsler/").text
    assert nurse.post(f"/varsler/{notice.pk}/").headers["Location"] == f"/moter/{meeting}/"


@pytest.mark.parametrize(
    ("person", "shown"),
    [
        ("teacher", True),
        ("administrator", True),
        ("mother", False),
        ("privacy_officer", False),
        ("executive", False),
    ],
)
def test_the_entry_team_stands_in_the_menu_of_those_who_have_to_do_with_teams(
    cast: Cast, person: str, shown: bool
) -> None:
    assert ('href="/team/"' in as_(getattr(cast, person)).get("/", follow=True).text) is shown


def test_the_administrator_gives_a_seat_to_somebody_who_works_in_the_unit(cast: Cast) -> None:
    team = make_team(cast)
    administrator, url = as_(cast.administrator), f"/team/{team.pk}/deltakere/"
    assert url in administrator.get("/team/").text
    sent = {"person": f"{cast.nav.pk}:{cast.nav_office.pk}", "role": "secretary"}
    answer = administrator.post(url, sent, follow=True)
    assert "Nav sitter i TST Sentrum fra nå." in answer.text
    assert as_(cast.nav).get(f"/team/{team.pk}/").status_code == 200
    assert "Velg person" in administrator.post(url, {**sent, "person": f"{cast.nav.pk}:{cast.ppt.pk}"}).text
    assert administrator.post(url, {"role": "member"}).context["form"].errors["person"]


def test_the_services_of_the_team_stand_first_among_those_who_can_be_seated(cast: Cast) -> None:
    team = make_team(cast)
    with as_system("test"):
        team.members.set([cast.ppt.service])
        team.when_needed.set([cast.nav_office.service])
    groups = as_(cast.administrator).get(f"/team/{team.pk}/deltakere/").context["people"]
    names = [group.unit.name for group in groups]
    assert names[:3] == ["PPT", "NAV", "Baksalen skole"]
    assert cast.away_school.name not in names


def test_a_seat_is_ended_after_a_pause_and_with_it_what_it_gave(cast: Cast) -> None:
    team, case_id = make_team(cast), open_log(cast)
    refer(cast, case_id, team)
    with as_system("test"):
        nurse = Seat.objects.get(user=cast.nurse, team=team)
    url, administrator = f"/team/{team.pk}/deltakere/{nurse.pk}/avslutt/", as_(cast.administrator)
    assert "Skal Nurse ut av TST Sentrum?" in administrator.post(url).text
    assert case_id in seen_by(cast, "nurse", Case)
    assert (
        "Nurse sitter ikke lenger i TST Sentrum."
        in administrator.post(url, {"confirmed": "1"}, follow=True).text
    )
    assert case_id not in seen_by(cast, "nurse", Case)
    assert "alt avsluttet" in administrator.post(url, {"confirmed": "1"}, follow=True).text
    other = make_team(cast, name="TST Nord")
    assert administrator.get(f"/team/{other.pk}/deltakere/{nurse.pk}/avslutt/").status_code == 404


@pytest.mark.parametrize(
    ("person", "status"), [("adviser", 403), ("teacher", 403), ("stranger", 404), ("mother", 404)]
)
def test_nobody_but_the_administrator_decides_who_sits_there(cast: Cast, person: str, status: int) -> None:
    team = make_team(cast)
    with as_system("test"):
        seat = Seat.objects.filter(team=team).earliest("pk")
    for path in ("", f"{seat.pk}/avslutt/"):
        assert as_(getattr(cast, person)).get(f"/team/{team.pk}/deltakere/{path}").status_code == status


def test_a_seat_whose_holder_has_left_the_unit_is_marked_and_counts_for_nothing(
    cast: Cast,
) -> None:
    team = make_team(cast)
    with as_system("test"):
        Membership.objects.filter(user=cast.adviser).update(ends_at=timezone.now())
    page = as_(cast.administrator).get(f"/team/{team.pk}/deltakere/").text
    assert "arbeider ikke der lenger" in page
    assert "Teamet har ingen leder" in page
    assert "Adviser" not in as_(cast.nurse).get(f"/team/{team.pk}/").text


def test_the_administrator_sees_nothing_of_what_the_teams_take_up(cast: Cast) -> None:
    team, case_id = make_team(cast), open_log(cast)
    refer(cast, case_id, team)
    for path in ("/team/", f"/team/{team.pk}/deltakere/"):
        assert "Emma" not in as_(cast.administrator).get(path).text


def test_who_sits_where_and_when_they_meet_is_told_inside_the_municipality_only(
    cast: Cast,
) -> None:
    team = make_team(cast)
    plan(cast, team)

    def told(ask: Callable[[Team], object]) -> set[str]:
        found = set()
        for person in ("teacher", "stranger", "mother", "privacy_officer", "executive", "administrator"):
            with as_user(getattr(cast, person).pk):
                if ask(team):
                    found.add(person)
        return found

    assert told(seated) == {"teacher", "administrator"}
    assert told(next_meeting) == {"teacher"}
