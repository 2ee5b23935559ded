"""Registering, reading, changing and ending an absence in the browser."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.absence.models import Absence
from cases.case.models import Case
from municipality.access.identity import as_system
from tests.absence.scene import away
from tests.access.scenes import join, name
from tests.access.team_scenes import works_at
from tests.cast import Cast
from tests.concerns.helpers import a_concern
from tests.logs.helpers import as_
from tests.logs.opening import open_log


@pytest.fixture
def log(cast: Cast) -> uuid.UUID:
    case_id = open_log(cast)
    join(cast, case_id, "adviser", "ppt")
    return case_id


def day(ahead: int) -> str:
    return f"{timezone.localdate() + timedelta(days=ahead):%d.%m.%Y}"


def number(case_id: uuid.UUID) -> str:
    with as_system("test"):
        return Case.objects.get(pk=case_id).number


def test_the_person_registers_and_sees_what_the_stand_in_reads_and_what_not(
    cast: Cast, log: uuid.UUID
) -> None:
    works_at(cast, "adviser", "clinic")
    other = open_log(cast, shares={"school": ("school",), "clinic": ("health",)})
    name(cast, other, "nurse", "adviser", "clinic")
    person = as_(cast.adviser)
    sent = {"first": day(0), "last": day(3), "stand_in": f"{cast.ppt_colleague.pk}:{cast.ppt.pk}"}
    page = person.post(reverse("absence:register"), sent, follow=True).text
    reads, reads_not = page.split("Dette leser vikaren ikke")
    assert number(log) in reads
    assert "Emma Eksempel" in reads
    assert number(other) in reads_not
    assert number(other) not in reads
    assert "Emma Eksempel" not in reads_not


def test_the_own_undringer_are_not_read_and_the_page_leads_to_them(cast: Cast) -> None:
    concern = a_concern(cast, name="Undring Ulv")
    absence = away(cast, "teacher", "other_teacher")
    url = reverse("absence:read", args=[absence])
    assert reverse("concerns:read", args=[concern.pk]) in as_(cast.teacher).get(url).text
    for person in (cast.other_teacher, cast.head):
        assert "Ulv" not in as_(person).get(url).text
    assert as_(cast.other_teacher).get(reverse("concerns:read", args=[concern.pk])).status_code == 404


def test_a_leader_registers_for_a_colleague_and_sees_numbers_alone(cast: Cast, log: uuid.UUID) -> None:
    leader = as_(cast.head)
    register = reverse("absence:register_for", args=[cast.teacher.pk])
    assert register in leader.get(reverse("absence:list")).text
    sent = {"first": day(0), "last": day(3), "stand_in": f"{cast.other_teacher.pk}:{cast.school.pk}"}
    page = leader.post(register, sent, follow=True).text
    assert number(log) in page
    assert "Emma" not in page
    assert "Head" not in leader.get(register).text.split("<main")[1].split("Vikar")[1]


def test_a_mistake_is_said_beside_its_field(cast: Cast) -> None:
    away(cast, "adviser", None, first=2, last=3)
    page = as_(cast.adviser).post(
        reverse("absence:register"), {"first": day(3), "last": day(4), "stand_in": ""}
    )
    assert "Det er alt meldt fravær i noen av disse dagene." in page.text
    for first, last in ((day(4), day(1)), (day(0), day(-1)), (day(0), day(500))):
        page = as_(cast.adviser).post(
            reverse("absence:register"), {"first": first, "last": last, "stand_in": ""}
        )
        assert 'aria-invalid="true"' in page.text


def test_it_is_ended_early_after_a_question(cast: Cast) -> None:
    absence = away(cast, "adviser", "ppt_colleague")
    url = reverse("absence:end", args=[absence])
    assert "Da slutter Ppt_colleague å lese stafettloggene med en gang." in as_(cast.adviser).get(url).text
    as_(cast.adviser).post(url, {"confirmed": "1"})
    with as_system("test"):
        assert Absence.objects.get().ended_at


def test_a_stand_in_whom_one_could_not_choose_stays_when_only_the_day_is_changed(cast: Cast) -> None:
    absence = away(cast, "teacher", "head")
    page = as_(cast.head).get(reverse("absence:change", args=[absence]))
    chosen = f"{cast.head.pk}:0"
    assert f'value="{chosen}" selected' in page.text
    as_(cast.head).post(reverse("absence:change", args=[absence]), {"last": day(3), "stand_in": chosen})
    with as_system("test"):
        found = Absence.objects.get()
    assert (found.stand_in_id, found.last) == (cast.head.pk, timezone.localdate() + timedelta(days=3))


def test_a_leader_sees_on_min_dag_how_many_are_away(cast: Cast) -> None:
    assert "ingen er borte nå" in as_(cast.head).get(reverse("home")).text
    away(cast, "teacher", None)
    away(cast, "other_teacher", None, first=2)
    away(cast, "adviser", None)
    assert "1 er borte nå" in as_(cast.head).get(reverse("home")).text
    assert "er borte nå" not in as_(cast.teacher).get(reverse("home")).text


def test_the_way_there_is_on_min_dag_and_in_the_profile(cast: Cast) -> None:
    for page in ("home", "profile:read"):
        assert reverse("absence:list") in as_(cast.teacher).get(reverse(page)).text
    assert reverse("absence:list") not in as_(cast.mother).get(reverse("profile:read")).text
