"""The agenda of a large meeting: what each item says, and that those for whom the same people leave come together."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from municipality.access.identity import as_system, as_user
from municipality.people.models import User
from teams.items.order import Part
from teams.meetings.models import Meeting
from teams.meetings.preparing import Row, rows_of
from teams.meetings.sections import Section, ends, sections_of, who_leaves
from teams.meetings.services import meeting_start
from teams.members.models import SeatRole
from teams.referrals.models import Referral
from tests.access.team_scenes import WITH_BARNEVERN
from tests.cast import Cast
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.teams.helpers import begin, decide, make_team, refer, seat
from tests.teams.table import as_, events, item_url, lay_table, lift, meeting_url, page
from tests.teams.thirteen import lay_thirteen


@pytest.fixture
def table(cast: Cast) -> SimpleNamespace:
    """Thirteen items, and the meeting is tomorrow at nine."""
    at = timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=1), datetime.min.time()))
    return lay_thirteen(cast, at=at.replace(hour=9))


def rows(user: User, meeting: Meeting) -> list[Row]:
    with as_user(user.pk):
        return rows_of(Meeting.objects.select_related("team").get(pk=meeting.pk), user)


def outline(sections: list[Section]) -> list[tuple[Part, list[tuple[list[str], list[int]]]]]:
    """Each part, and in it who leaves for which numbers."""
    return [
        (
            one.part,
            [
                ([who.name for who in group.leave], [row.item.number for row in group.rows])
                for group in one.groups
            ],
        )
        for one in sections
    ]


BARNEVERN = ["Child_welfare_worker"]
BOTH = ["Child_welfare_worker", "Nav"]


def test_within_a_part_those_come_together_for_whom_the_same_people_leave(
    cast: Cast, table: SimpleNamespace
) -> None:
    expected = [
        (Part.URGENT, [(BARNEVERN, [1])]),
        (Part.NEW, [([], [2, 3]), (BARNEVERN, [4]), (BOTH, [5])]),
        (Part.FOLLOW_UP, [([], [6]), (BARNEVERN, [7]), (BOTH, [8])]),
        (Part.STANDING_STILL, [(BARNEVERN, [9])]),
        (Part.DISCUSSIONS, [([], [10, 11])]),
        (Part.ISSUES, [([], [12, 13])]),
    ]
    for who in (cast.adviser, cast.nurse):
        assert outline(sections_of(rows(who, table.meeting))) == expected, who.username


def test_who_is_left_out_sees_numbers_and_times_without_a_gap(cast: Cast, table: SimpleNamespace) -> None:
    found = rows(cast.child_welfare_worker, table.meeting)
    assert [row.item.number for row in found] == [*range(1, 8)]
    assert [row.clock for row in found] == [
        "kl. 09.00", "kl. 09.15", "kl. 09.30", "kl. 09.40", "kl. 09.55", "kl. 10.10", "kl. 10.20",
    ]  # fmt: skip
    assert all(not row.item.leave for row in found)


def test_two_tables_that_differ_in_what_somebody_is_left_out_of_look_alike_to_them(
    cast: Cast, table: SimpleNamespace
) -> None:
    def seen() -> str:
        shown = page(cast.child_welfare_worker, meeting_url(table.meeting))
        return shown[shown.index("<main") : shown.index("</main>")]

    with_them = seen()
    with as_system("test: the items that barnevern is left out of were never there"):
        hidden = Referral.objects.filter(left_out__contains=[cast.child_welfare.pk])
        assert hidden.update(closed_at=timezone.now()) == 6
    assert seen() == with_them


def test_the_page_says_time_sender_question_and_whether_it_is_new(cast: Cast, table: SimpleNamespace) -> None:
    shown = page(cast.nurse, meeting_url(table.meeting))
    for words in (
        "13 saker, beregnet fra kl. 09.00 til kl. 11.45.",
        "kl. 09.00",
        "Fra Teacher, Baksalen skole",
        "Hvem kan hjelpe familien med økonomien?",
        "Hva hjelper mot erting i garderoben?",
        f"Fra {cast.school.service.name}",
        "Vi får vite det for sent.",
        "Fra Helsestasjonen",
        "Går ut: Child_welfare_worker, Barneverntjenesten · Nav, NAV",
    ):
        assert words in shown, words
    labels = [
        "Haster",
        "Nye saker",
        "Oppfølging",
        "Frister som er gått ut",
        "Drøftinger uten navn",
        "Systemsaker",
    ]
    places = [shown.index(f">{label}</h3>") for label in labels]
    assert places == sorted(places)


def test_whoever_hears_a_case_is_told_who_leaves_when(cast: Cast, table: SimpleNamespace) -> None:
    found = who_leaves(rows(cast.adviser, table.meeting))
    assert [(one.who, one.numbers, one.first) for one in found] == [
        ("Child_welfare_worker, Barneverntjenesten", "1, 4–5 og 7–9", "kl. 09.00"),
        ("Nav, NAV", "5 og 8", "kl. 10.00"),
    ]
    shown = page(cast.adviser, meeting_url(table.meeting))
    assert "sak 1, 4–5 og 7–9, første gang ca. kl. 09.00" in shown
    assert "Hvem går ut når" not in page(cast.child_welfare_worker, meeting_url(table.meeting))


def test_two_children_of_one_name_and_age_are_told_apart_by_the_day_of_birth(
    cast: Cast, table: SimpleNamespace
) -> None:
    """On the list, on the wall, where an item is led and in the minutes; nobody else needs a day of birth."""
    with as_system("test: the younger Emma is as old as the other"):
        new = Referral.objects.filter(case__subject_name="Emma Eksempel").select_related("case")
        older, younger = new.order_by("case__subject_birth_date")
        younger.case.subject_birth_date = older.case.subject_birth_date + timedelta(days=1)
        younger.case.save()
        held = Meeting.objects.get(pk=table.meeting.pk)
    begin_now(cast, held)
    days = [
        f"(født {d:%-d.%-m.%Y})" for d in (older.case.subject_birth_date, younger.case.subject_birth_date)
    ]
    listed = page(cast.nurse, meeting_url(held))
    assert [listed.count(f"Emma Eksempel, {years(older)} år {day}") for day in days] == [1, 1]
    assert listed.count("(født ") == 2
    lift(cast, held, older)
    assert days[0] in page(cast.adviser, item_url(held, older))
    for one in (older, younger):
        decide(cast, held, one, follow_up_days=9)
    minutes = page(cast.nurse, f"{meeting_url(held)}?referat")
    assert [minutes.count(day) for day in days] == [1, 1]


def begin_now(cast: Cast, meeting: Meeting) -> None:
    with as_user(cast.adviser.pk):
        meeting_start(meeting, present=meeting.team.seats.all())


def years(referral: Referral) -> str:
    return referral.case.whom.split(", ")[1].split()[0]


def test_the_leader_sees_on_min_dag_how_many_and_who_leaves_when(cast: Cast, table: SimpleNamespace) -> None:
    shown = page(cast.adviser, "/")
    assert "13 saker på bordet · møtes" in shown
    assert "Child_welfare_worker, Barneverntjenesten går ut av sak 1, 4–5 og 7–9" in shown
    assert "Nav, NAV går ut av sak 5 og 8" in shown
    assert "på bordet" not in page(cast.nurse, "/"), "who does not lead it"


def test_a_meeting_under_way_is_reckoned_from_when_it_began_and_names_those_who_came(cast: Cast) -> None:
    table = lay_table(cast)
    began = timezone.make_aware(datetime.combine(timezone.localdate(), datetime.min.time()))
    with as_system("test: at seven past midnight, without barnevern"):
        Meeting.objects.update(started_at=began + timedelta(minutes=7))
    found = rows(cast.nurse, table.meeting)
    assert [row.clock for row in found] == ["kl. 00.05", "kl. 00.20", "kl. 00.35"]
    assert ends(found) == "kl. 00.45"
    assert "Må gå ut først: Child_welfare_worker, Barneverntjenesten" in page(
        cast.nurse, meeting_url(table.meeting)
    )
    with as_system("test: barnevern has gone home"):
        table.meeting.attendances.filter(seat__user=cast.child_welfare_worker).update(present=False)
    assert "Må gå ut først" not in page(cast.nurse, meeting_url(table.meeting))


def test_whoever_reads_a_case_and_may_not_hear_it_is_told_to_leave(cast: Cast) -> None:
    """Barnevern takes part in the log and sat down after the item was sent: it does not tell of barnevern."""
    team = make_team(cast)
    with as_system("test: barnevern sits there from now"):
        team.seats.filter(user=cast.child_welfare_worker).delete()
    case_id = open_log(cast, shares=WITH_BARNEVERN)
    refer(cast, case_id, team, left_out=())
    seat(team, cast.child_welfare_worker, cast.child_welfare)
    with as_system("test: seated now"):
        team.seats.filter(user=cast.child_welfare_worker).update(starts_at=timezone.now())
    join(cast, case_id, "child_welfare_worker")
    meeting = begin(cast, team)
    shown = page(cast.child_welfare_worker, meeting_url(meeting))
    assert "Emma Eksempel, 9 år" in shown
    assert "Du går ut av møtet" in shown
    assert "Du går ut av møtet" not in page(cast.nurse, meeting_url(meeting))


def test_what_is_asked_is_an_event_in_each_log_before_the_meeting_and_not_while_it_goes_on(
    cast: Cast,
) -> None:
    table = lay_table(cast, begun=False)
    as_(cast.nurse).get(meeting_url(table.meeting))
    assert [event.objects for event in events("referral.read", user_id=cast.nurse.pk)] == [
        [f"referral:{table.referral.pk}"]
    ]
    as_(cast.child_welfare_worker).get(meeting_url(table.meeting))
    assert events("referral.read", user_id=cast.child_welfare_worker.pk) == []
    held = begin(cast, table.team)
    assert "Hva kan vi prøve?" not in page(cast.adviser, meeting_url(held))
    page(cast.adviser, meeting_url(held))
    assert events("referral.read", user_id=cast.adviser.pk) == []


def test_the_minutes_keep_the_order_of_the_agenda(cast: Cast) -> None:
    table = lay_thirteen(cast)
    with as_system("test: the nurse keeps the minutes"):
        table.team.seats.filter(user=cast.nurse).update(role=SeatRole.SECRETARY)
    held = begin(cast, table.team)
    order = [row.item for row in rows(cast.adviser, held)]
    for one in reversed(order):
        decide(cast, held, one.item, follow_up_days=20)
    shown = page(cast.nurse, f"{meeting_url(held)}?referat")
    places = [shown.index(f"{one.number}. {one.title}") for one in order]
    assert places == sorted(places)
