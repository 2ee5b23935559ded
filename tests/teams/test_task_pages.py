"""What a team asked somebody to do: on "Min dag", on its own page, and done."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.case.models import Case
from municipality.access.identity import as_system
from teams.meetings.models import Meeting, Task, TaskPurpose
from teams.members.models import SeatRole
from tests.access.scenes import seen_by, withdraw
from tests.cast import Cast
from tests.teams.helpers import approve, begin, decide, make_team, seat
from tests.teams.table import NAME, as_, events, lay_table, meeting_url, page, planned, words

DO = "Prøv dette."
TELL = "Fortell familien hva teamet kom fram til"


@pytest.fixture
def table(cast: Cast) -> SimpleNamespace:
    """Approved: the nurse does something, the teacher tells the family; the head has something about the systemsak."""
    found = lay_table(cast)
    decide(cast, found.meeting, found.referral, responsible="nurse", informs="teacher")
    decide(cast, found.meeting, found.issue, responsible="child_welfare_worker")
    approve(cast, found.meeting)
    with as_system("test: tasks"):
        found.task = Task.objects.get(user=cast.nurse)
        found.tell = Task.objects.get(purpose=TaskPurpose.INFORM)
        found.other = Task.objects.get(user=cast.child_welfare_worker)
    return found


def do_url(task: Task) -> str:
    return reverse("tasks:do", args=[task.pk])


def test_the_page_says_what_was_decided_and_until_when(cast: Cast, table: SimpleNamespace) -> None:
    seen = page(cast.nurse, do_url(table.task))
    for said in (f">{DO}</h1>", "Emma Eksempel, 9 år", "TST Sentrum", "frist "):
        assert said in seen, said
    assert [event.case_id for event in events("minutes.read", user_id=cast.nurse.pk)] == [table.case_id]
    assert TELL in page(cast.teacher, do_url(table.tell))


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("teacher", 403),
        ("mother", 403),
        ("child_welfare_worker", 404),
        ("nav", 404),
        ("stranger", 404),
        ("adviser", 404),
    ],
)
def test_a_task_is_its_owners_and_for_who_may_not_read_the_decision_not_there(
    cast: Cast, table: SimpleNamespace, who: str, status: int
) -> None:
    client = as_(getattr(cast, who))
    assert client.get(do_url(table.task)).status_code == status
    assert client.post(do_url(table.task), {"text": "Gjort"}).status_code == status
    with as_system("test: tasks"):
        assert not Task.objects.exclude(done_at=None).exists()


def test_to_say_that_it_is_done_takes_two_clicks_and_a_text(cast: Cast, table: SimpleNamespace) -> None:
    home = page(cast.nurse, "/")
    assert do_url(table.task) in home
    assert "Skriv kort hva som ble gjort." in words(as_(cast.nurse).post(do_url(table.task), {"text": ""}))
    response = as_(cast.nurse).post(do_url(table.task), {"text": "Jeg har snakket med Emma."})
    assert response.url == "/"
    assert do_url(table.task) not in page(cast.nurse, "/")
    assert table.case_id not in seen_by(cast, "nurse", Case), "she read the log for this alone"
    with as_system("test: tasks"):
        assert Task.objects.get(pk=table.task.pk).done_text == "Jeg har snakket med Emma."


def test_a_task_that_is_done_says_so_and_is_not_done_again(cast: Cast, table: SimpleNamespace) -> None:
    as_(cast.teacher).post(do_url(table.tell), {"text": "Sagt på telefon."})
    seen = page(cast.teacher, do_url(table.tell))
    assert "Oppgaven er gjort" in seen
    assert "Sagt på telefon." in seen
    as_(cast.teacher).post(do_url(table.tell), {"text": "En gang til."})
    with as_system("test: tasks"):
        assert Task.objects.get(pk=table.tell.pk).done_text == "Sagt på telefon."


def test_a_task_about_a_systemsak_is_no_event_of_a_case(cast: Cast, table: SimpleNamespace) -> None:
    assert "Overganger" in page(cast.child_welfare_worker, do_url(table.other))
    assert events("minutes.read", user_id=cast.child_welfare_worker.pk) == []


def test_a_withdrawn_consent_takes_the_task_away(cast: Cast, table: SimpleNamespace) -> None:
    withdraw(cast, table.case_id, "mother", "clinic")
    assert NAME not in page(cast.nurse, "/")
    assert as_(cast.nurse).get(do_url(table.task)).status_code == 404


# Min dag


def test_my_day_has_the_tasks_with_the_childs_first_name_and_the_late_ones_first(
    cast: Cast, table: SimpleNamespace
) -> None:
    seen = page(cast.nurse, "/")
    assert DO in seen
    assert NAME in seen
    assert "Forsinket" not in seen
    with as_system("test: time passes"):
        Task.objects.update(deadline=timezone.localdate() - timedelta(days=1))
    seen = page(cast.nurse, "/")
    assert seen.index("Forsinket (1)") < seen.index(DO)
    assert TELL in page(cast.teacher, "/")
    assert DO not in page(cast.adviser, "/")
    shown = [event.objects for event in events("day.read", user_id=cast.nurse.pk)]
    assert all(f"task:{table.task.pk}" in objects for objects in shown)


@pytest.mark.parametrize("who", ["adviser", "nurse", "child_welfare_worker"])
def test_my_day_asks_each_at_the_table_to_prepare_a_meeting_within_a_week(cast: Cast, who: str) -> None:
    team = make_team(cast)
    far = planned(cast, team, at=timezone.now() + timedelta(days=9))
    assert "Forbered møtet" not in page(getattr(cast, who), "/")
    near = planned(cast, team, at=timezone.now() + timedelta(days=6))
    seen = page(getattr(cast, who), "/")
    assert seen.count("Forbered møtet i TST Sentrum") == 1
    assert meeting_url(near) in seen
    assert meeting_url(far) not in seen.split("Nytt siden sist")[0]
    for outside in ("teacher", "nav", "head"):
        assert "Forbered møtet" not in page(getattr(cast, outside), "/"), outside


def test_my_day_reminds_the_chair_alone_to_approve_the_minutes(cast: Cast) -> None:
    team = make_team(cast)
    seat(team, cast.ppt_colleague, cast.ppt, SeatRole.SECRETARY)
    begin(cast, team)
    assert "Godkjenn referatet fra TST Sentrum" in page(cast.adviser, "/")
    for other in ("ppt_colleague", "nurse", "child_welfare_worker"):
        assert "Godkjenn referatet" not in page(getattr(cast, other), "/"), other


def test_a_meeting_that_was_never_held_waits_as_late_for_those_who_can_move_it(cast: Cast) -> None:
    team = make_team(cast)
    meeting = planned(cast, team)
    with as_system("test: time passes"):
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - timedelta(days=2))
    seen = page(cast.adviser, "/")
    assert seen.index("Forsinket (1)") < seen.index("Start eller flytt møtet i TST Sentrum")
    assert "Start eller flytt" not in page(cast.nurse, "/")


def test_notices_lead_to_the_task_the_meeting_and_the_answer(cast: Cast, table: SimpleNamespace) -> None:
    from municipality.notices.models import Notice

    def opened(person: str, notice_type: str) -> str:
        with as_system("test: notices"):
            notice = Notice.objects.filter(user=getattr(cast, person), notice_type=notice_type).first()
        assert notice is not None, notice_type
        return str(as_(getattr(cast, person)).post(reverse("notices:open", args=[notice.pk])).url)

    assert opened("nurse", "task.given") == do_url(table.task)
    assert opened("child_welfare_worker", "task.given") == do_url(table.other)
    assert opened("nurse", "meeting.planned") == meeting_url(table.meeting)
    assert opened("mother", "referral.answered") == reverse("answers:referral", args=[table.referral.pk])
    as_(cast.nurse).post(do_url(table.task), {"text": "Gjort."})
