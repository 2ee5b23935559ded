"""Planning, moving, beginning, approving and correcting a meeting, and who may."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from municipality.access.identity import as_system
from municipality.notices.models import Notice
from municipality.organisation.models import Team
from teams.meetings.models import Attendance, Correction, Meeting, MinutesItem, Task, TaskPurpose
from teams.members.models import SeatRole
from tests.cast import Cast
from tests.teams.helpers import approve, begin, decide, make_team, seat
from tests.teams.table import NAME, as_, events, item_url, lay_table, meeting_url, page, planned, said, words
from tests.writing.pages import filled_in, form_on
from tests.writing.scenes import Scene

TOMORROW = {"day": "i morgen", "clock": "9.30", "place": "Rådhuset"}


def plan_url(team: Team) -> str:
    return reverse("meetings:plan", args=[team.pk])


def the_meeting() -> Meeting:
    with as_system("test: the row"):
        return Meeting.objects.get()


def told(notice_type: str) -> set[str]:
    with as_system("test: notices"):
        return set(Notice.objects.filter(notice_type=notice_type).values_list("user__username", flat=True))


def secretary(cast: Cast, team: Team) -> None:
    seat(team, cast.ppt_colleague, cast.ppt, SeatRole.SECRETARY)


# Planning and moving


def test_the_chair_plans_a_meeting_and_everybody_else_at_the_table_is_told(cast: Cast) -> None:
    team = make_team(cast)
    response = as_(cast.adviser).post(plan_url(team), TOMORROW)
    meeting = the_meeting()
    assert response.url == meeting_url(meeting)
    starts = timezone.localtime(meeting.starts_at)
    assert (starts.date(), starts.hour, starts.minute) == (timezone.localdate() + timedelta(days=1), 9, 30)
    assert told("meeting.planned") == {"nurse", "child_welfare_worker"}


@pytest.mark.parametrize(
    ("who", "status"), [("nurse", 403), ("child_welfare_worker", 403), ("teacher", 403), ("stranger", 404)]
)
def test_nobody_but_chair_and_secretary_plans_moves_or_begins(cast: Cast, who: str, status: int) -> None:
    team = make_team(cast)
    assert as_(getattr(cast, who)).post(plan_url(team), TOMORROW).status_code == status
    meeting = planned(cast, team)
    hidden = 403 if who in ("nurse", "child_welfare_worker") else 404
    for verb in ("move", "start", "screen", "approve"):
        assert as_(getattr(cast, who)).get(meeting_url(meeting, verb)).status_code == hidden, verb
    with as_system("test"):
        assert Meeting.objects.count() == 1


def test_a_secretary_plans_and_begins_but_does_not_approve(cast: Cast) -> None:
    team = make_team(cast)
    secretary(cast, team)
    as_(cast.ppt_colleague).post(plan_url(team), TOMORROW)
    meeting = the_meeting()
    assert as_(cast.ppt_colleague).get(meeting_url(meeting, "start")).status_code == 200
    assert (
        as_(cast.ppt_colleague).post(meeting_url(meeting, "approve"), {"confirmed": "1"}).status_code == 403
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"day": "1.1.2020"}, "Datoen kan ikke være tilbake i tid"),
        ({"clock": "kvart på"}, "Skriv klokkeslettet som time.minutt"),
        ({"clock": ""}, "Skriv når møtet begynner."),
    ],
)
def test_a_time_that_cannot_be_is_said_in_plain_words(
    cast: Cast, changes: dict[str, str], message: str
) -> None:
    assert message in words(as_(cast.adviser).post(plan_url(make_team(cast)), TOMORROW | changes))


def test_two_meetings_at_the_same_time_are_refused_in_words(cast: Cast) -> None:
    team = make_team(cast)
    as_(cast.adviser).post(plan_url(team), TOMORROW)
    assert "Teamet har alt et møte da" in words(as_(cast.adviser).post(plan_url(team), TOMORROW))


def test_a_meeting_is_moved_until_it_has_begun(cast: Cast) -> None:
    team = make_team(cast)
    as_(cast.adviser).post(plan_url(team), TOMORROW)
    meeting = the_meeting()
    send(cast, meeting, "move", TOMORROW | {"clock": "13", "place": "Skolen"})
    moved = the_meeting()
    assert (timezone.localtime(moved.starts_at).hour, moved.place) == (13, "Skolen")
    with as_system("test: begun"):
        Meeting.objects.update(started_at=timezone.now())
    seen = words(as_(cast.adviser).post(meeting_url(meeting, "move"), TOMORROW, follow=True))
    assert "Møtet er begynt, og kan ikke flyttes eller avlyses." in seen
    assert the_meeting().place == "Skolen"


# Beginning


def send(cast: Cast, meeting: Meeting, page_name: str, typed: Mapping[str, str | list[str]]) -> Any:
    """What the adviser types in the form of the page, over what it shows."""
    url = meeting_url(meeting, page_name)
    adviser = as_(cast.adviser)
    return filled_in(adviser, Scene("adviser", url, typed)).send(adviser)


def test_who_somebody_else_has_seen_meanwhile_is_shown_before_it_is_written_over(cast: Cast) -> None:
    team = make_team(cast)
    meeting = planned(cast, team)
    with as_system("test: seats"):
        chair, nurse, barnevern = (str(one.pk) for one in team.seats.order_by("pk"))
    chair_page, url = as_(cast.adviser), meeting_url(meeting, "start")
    scene = Scene("adviser", url, {"present": [chair, barnevern]})
    late = filled_in(chair_page, scene)
    send(cast, meeting, "start", {"present": [chair, nurse]})
    answer = late.send(chair_page)
    assert "Noen andre har sagt hvem som er her i mellomtiden" in words(answer)
    assert "<li>Nurse, Helsestasjonen</li>" in words(answer)
    assert form_on(answer, url, scene).send(chair_page).status_code == 302
    with as_system("test: attendance"):
        there = Attendance.objects.filter(present=True).values_list("seat", flat=True)
        assert {str(key) for key in there} == {chair, barnevern}


def test_nobody_is_ticked_before_somebody_has_looked_and_who_is_not_ticked_is_absent(cast: Cast) -> None:
    team = make_team(cast)
    meeting = planned(cast, team)
    assert page(cast.adviser, meeting_url(meeting, "start")).count("checked") == 0
    with as_system("test: seats"):
        here = [str(one.pk) for one in team.seats.exclude(user=cast.nurse)]
    send(cast, meeting, "start", {"present": here})
    with as_system("test: attendance"):
        assert set(Attendance.objects.filter(present=True).values_list("seat__user__username", flat=True)) == {
            "adviser", "child_welfare_worker",
        }  # fmt: skip
    seen = page(cast.adviser, meeting_url(meeting))
    assert seen.index("Ikke til stede") < seen.index("Nurse, Helsestasjonen")
    assert page(cast.adviser, meeting_url(meeting, "start")).count("checked") == 2


def test_somebody_has_to_be_there(cast: Cast) -> None:
    meeting = planned(cast, make_team(cast))
    assert "Kryss av for dem som er her, minst én." in words(
        as_(cast.adviser).post(meeting_url(meeting, "start"))
    )
    assert the_meeting().started_at is None


def test_a_seat_of_another_team_is_nobody_here(cast: Cast) -> None:
    meeting = planned(cast, make_team(cast))
    with as_system("test: other team"):
        other = Team.objects.create(
            municipality=cast.home, team_type="OST", receives_system_issues=True, name="OST"
        )
    stray = seat(other, cast.head, cast.school)
    seen = words(as_(cast.adviser).post(meeting_url(meeting, "start"), {"present": [str(stray.pk)]}))
    assert "Velg bare svar som står i listen." in seen


# The page while the meeting is held


def test_the_chair_sees_before_an_item_is_opened_who_has_to_leave(cast: Cast) -> None:
    table = lay_table(cast)
    assert "Må gå ut først: Child_welfare_worker, Barneverntjenesten" in page(
        cast.adviser, meeting_url(table.meeting)
    )


def test_the_list_says_how_far_the_meeting_is(cast: Cast) -> None:
    table = lay_table(cast)
    seen = page(cast.adviser, meeting_url(table.meeting))
    assert "0 av 3 saker har referat." in seen
    assert "Ta opp sak 1" in seen
    decide(cast, table.meeting, table.referral)
    seen = page(cast.adviser, meeting_url(table.meeting))
    assert "1 av 3 saker har referat." in seen
    assert "Ta opp sak 2" in seen
    assert "0 av 2 saker har referat." in page(cast.child_welfare_worker, meeting_url(table.meeting))


@pytest.mark.parametrize("when", ["planned", "begun", "written", "approved"])
def test_for_barnevern_the_item_it_is_left_out_of_does_not_exist(cast: Cast, when: str) -> None:
    table = lay_table(cast, begun=when != "planned")
    if when in ("written", "approved"):
        decide(cast, table.meeting, table.referral, responsible="nurse", informs="teacher", follow_up_days=0)
    if when == "approved":
        approve(cast, table.meeting)
    client = as_(cast.child_welfare_worker)
    addresses = [
        "/", "/varsler/", meeting_url(table.meeting), f"{meeting_url(table.meeting)}?referat",
        reverse("teams:team", args=[table.team.pk]), reverse("teams:list"),
    ]  # fmt: skip
    for address in addresses:
        seen = words(client.get(address))
        for hint in (NAME, str(table.referral.pk), "3 saker", "Sak 3:", "sak 3", "Prøv dette."):
            assert hint not in seen, (address, hint)
    assert client.get(item_url(table.meeting, table.referral)).status_code == 404
    assert client.post(item_url(table.meeting, table.referral), said()).status_code == 404
    assert client.get(reverse("answers:referral", args=[table.referral.pk])).status_code == 404
    with as_system("test: minutes"):
        keys = list(MinutesItem.objects.filter(referral=table.referral).values_list("pk", flat=True))
        tasks = list(Task.objects.filter(item__referral=table.referral).values_list("pk", flat=True))
    for key in keys:
        assert client.get(reverse("meetings:correct", args=[table.meeting.pk, key])).status_code == 404
    for key in tasks:
        assert client.get(reverse("tasks:do", args=[key])).status_code == 404


def test_a_member_reads_minutes_while_they_are_written_and_that_they_are_not_approved(
    cast: Cast,
) -> None:
    table = lay_table(cast)
    decide(cast, table.meeting, table.referral)
    seen = page(cast.nurse, f"{meeting_url(table.meeting)}?referat")
    assert "Prøv dette." in seen
    assert "Referatet er ikke godkjent ennå" in seen
    assert "Legg til en rettelse" not in seen


# Approving


def test_before_approving_the_chair_sees_what_is_locked_what_stays_and_who_is_asked(
    cast: Cast,
) -> None:
    table = lay_table(cast)
    decide(cast, table.meeting, table.referral, responsible="nurse", informs="teacher")
    seen = page(cast.adviser, meeting_url(table.meeting, "approve"))
    assert "Prøv dette." in seen
    stays = seen.index("Står på bordet til neste møte")
    assert stays < seen.index("Anonym drøfting · 6–9 år · Vennskap") < seen.index("Disse får en oppgave")
    assert "Emma Eksempel, 9 år: Nurse, Helsestasjonen gjør det innen" in seen
    assert "Emma Eksempel, 9 år: Teacher forteller det til familien" in seen


def test_approval_locks_makes_tasks_and_tells(cast: Cast) -> None:
    table = lay_table(cast)
    decide(cast, table.meeting, table.referral, responsible="nurse", informs="teacher", follow_up_days=20)
    response = as_(cast.adviser).post(meeting_url(table.meeting, "approve"), {"confirmed": "1"}, follow=True)
    assert "Referatet er godkjent." in words(response)
    with as_system("test: tasks"):
        assert set(Task.objects.values_list("user__username", "purpose")) == {
            ("nurse", TaskPurpose.DECISION), ("teacher", TaskPurpose.INFORM),
        }  # fmt: skip
    assert told("task.given") == {"nurse", "teacher"}
    # The write is refused for everybody, and the page shows the minutes.
    response = as_(cast.adviser).post(item_url(table.meeting, table.discussion), said())
    assert "Referatet er godkjent og låst" in words(response, 404)
    with as_system("test: minutes"):
        assert not MinutesItem.objects.filter(discussion=table.discussion).exists()


def test_without_the_word_of_confirmation_nothing_is_approved(cast: Cast) -> None:
    table = lay_table(cast)
    assert "Godkjenne referatet?" in words(as_(cast.adviser).post(meeting_url(table.meeting, "approve")))
    assert the_meeting().approved_at is None


def test_the_second_to_approve_is_told_that_it_is_done(cast: Cast) -> None:
    table = lay_table(cast)
    approve(cast, table.meeting)
    seen = words(
        as_(cast.adviser).post(meeting_url(table.meeting, "approve"), {"confirmed": "1"}, follow=True)
    )
    assert "Referatet er alt godkjent." in seen


def test_a_meeting_that_has_not_begun_is_not_approved(cast: Cast) -> None:
    meeting = planned(cast, make_team(cast))
    seen = words(as_(cast.adviser).post(meeting_url(meeting, "approve"), {"confirmed": "1"}, follow=True))
    assert "Møtet er ikke begynt." in seen


@pytest.mark.parametrize("page_name", ["start", "screen", "move"])
def test_what_is_locked_is_not_begun_shown_or_moved(cast: Cast, page_name: str) -> None:
    table = lay_table(cast)
    approve(cast, table.meeting)
    response = as_(cast.adviser).get(meeting_url(table.meeting, page_name))
    assert response.status_code == 302
    assert response.url == meeting_url(table.meeting)


# The minutes


def test_the_minutes_say_who_was_there_what_was_decided_and_who_approved(cast: Cast) -> None:
    table = lay_table(cast)
    decide(cast, table.meeting, table.referral, responsible="nurse", informs="teacher", follow_up_days=20)
    approve(cast, table.meeting)
    seen = page(cast.nurse, meeting_url(table.meeting))
    for said_there in (
        "Rådhuset", "Adviser, PPT", "1. Emma Eksempel, 9 år", "Prøv dette.", "Nurse, Helsestasjonen, innen",
        "Familien får vite det av Teacher", "Tas opp igjen", "av Adviser",
    ):  # fmt: skip
        assert said_there in seen, said_there


def test_reading_minutes_is_an_event_of_each_case_and_of_no_discussion(cast: Cast) -> None:
    table = lay_table(cast)
    decide(cast, table.meeting, table.referral, follow_up_days=20)
    decide(cast, table.meeting, table.discussion)
    approve(cast, table.meeting)
    page(cast.nurse, meeting_url(table.meeting))
    read = events("minutes.read", user_id=cast.nurse.pk)
    assert [event.case_id for event in read] == [table.case_id]
    assert [shown.split(":")[0] for shown in read[0].objects] == ["minutesitem"]
    page(cast.child_welfare_worker, meeting_url(table.meeting))
    assert events("minutes.read", user_id=cast.child_welfare_worker.pk) == []


def test_a_correction_is_added_and_changes_nothing(cast: Cast) -> None:
    table = lay_table(cast)
    decide(cast, table.meeting, table.referral, follow_up_days=20)
    with as_system("test: minutes"):
        minutes = MinutesItem.objects.get()
    url = reverse("meetings:correct", args=[table.meeting.pk, minutes.pk])
    assert as_(cast.nurse).post(url, {"text": "Nei"}).status_code == 404, "not before it is approved"
    approve(cast, table.meeting)
    assert "Prøv dette." in page(cast.nurse, url)
    assert as_(cast.nurse).post(url, {"text": "Det var mandag."}).url == meeting_url(table.meeting)
    seen = page(cast.adviser, meeting_url(table.meeting))
    assert "Det var mandag." in seen
    assert "Nurse, Helsestasjonen" in seen
    with as_system("test: minutes"):
        minutes.refresh_from_db()
        assert minutes.advice == "Prøv dette."
        assert Correction.objects.count() == 1


def test_the_mother_corrects_what_is_said_about_her_child(cast: Cast) -> None:
    table = lay_table(cast)
    decide(cast, table.meeting, table.referral)
    approve(cast, table.meeting)
    with as_system("test: minutes"):
        minutes = MinutesItem.objects.get()
    url = reverse("meetings:correct", args=[table.meeting.pk, minutes.pk])
    assert "Prøv dette." in page(cast.mother, url)
    back = reverse("answers:referral", args=[table.referral.pk])
    assert as_(cast.mother).post(url, {"text": "Vi var ikke spurt."}).url == back
    assert "Vi var ikke spurt." in page(cast.teacher, back)
    for stranger in ("father", "child_welfare_worker", "nav", "stranger"):
        assert as_(getattr(cast, stranger)).get(url).status_code == 404, stranger


def test_minutes_and_agenda_name_nobody_in_the_title(cast: Cast) -> None:
    table = lay_table(cast)
    decide(cast, table.meeting, table.referral, follow_up_days=3)
    pages = [
        meeting_url(table.meeting),
        f"{meeting_url(table.meeting)}?referat",
        meeting_url(table.meeting, "approve"),
    ]
    for address in pages:
        seen = page(cast.adviser, address)
        assert NAME not in seen[seen.index("<title>") : seen.index("</title>")]


def test_a_second_meeting_begins_while_the_first_waits_for_approval(cast: Cast) -> None:
    table = lay_table(cast)
    decide(cast, table.meeting, table.referral)
    again = begin(cast, table.team)
    assert "Emma Eksempel, 9 år" in page(cast.adviser, meeting_url(again)), (
        "not answered until the minutes are approved"
    )
