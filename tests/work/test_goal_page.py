"""Setting a goal, with its first measure in the same form where wanted, and changing it."""

import uuid

import pytest
from django.urls import reverse

from cases.work.models import Goal, Measure, WorkVersion
from municipality.access.identity import as_system
from municipality.audit.models import Event
from municipality.organisation.deadlines import working_day_from
from municipality.writing.models import Draft
from tests.access_log import noted
from tests.cast import Cast
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log
from tests.work.helpers import day, set_goal
from tests.writing.opened import autosave

GOAL = {"goal-text": "Emma har noen å være sammen med", "goal-life_area": "leisure"}


@pytest.fixture
def case(cast: Cast) -> uuid.UUID:
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    return case_id


def new_goal(case_id: uuid.UUID) -> str:
    return reverse("work:goal_set", args=[case_id])


def from_the_start(cast: Cast) -> dict[str, str]:
    """What the form sends of a measure that nobody has begun to write."""
    return {
        "goal-unit": str(cast.school.pk), "measure-what": "", "measure-responsible": "", "measure-arena": "",
        "measure-starts_on": f"{day(0):%d.%m.%Y}", "measure-deadline": "", "measure-evaluate_on": f"{day(42):%d.%m.%Y}",
    }  # fmt: skip


def a_measure(cast: Cast) -> dict[str, str]:
    return from_the_start(cast) | {
        "measure-what": "Leksehjelp", "measure-responsible": f"{cast.nurse.pk}:{cast.clinic.pk}",
        "measure-arena": "school", "measure-deadline": f"{day(30):%d.%m.%Y}",
    }  # fmt: skip


def test_a_goal_alone_is_two_answers(cast: Cast, case: uuid.UUID) -> None:
    answer = as_(cast.teacher).post(new_goal(case), from_the_start(cast) | GOAL, follow=True)
    assert "Målet er lagret. Neste steg er å avtale hva dere gjør." in answer.content.decode()
    assert answer.request["PATH_INFO"] == reverse("logs:read", args=[case])
    with as_system("test"):
        goal = Goal.objects.get()
        assert (goal.text, goal.life_area) == (GOAL["goal-text"], "leisure")
        assert goal.signature == "Teacher, Baksalen skole"
        assert not Measure.objects.exists()


def test_a_goal_and_its_first_measure_are_written_in_one_form(cast: Cast, case: uuid.UUID) -> None:
    answer = as_(cast.teacher).post(new_goal(case), a_measure(cast) | GOAL, follow=True)
    page = answer.content.decode()
    assert "Målet og tiltaket er lagret." in page
    assert "Leksehjelp" in page
    with as_system("test"):
        measure = Measure.objects.get()
        assert measure.goal.text == GOAL["goal-text"]
        assert measure.responsible_id == cast.nurse.pk
        assert (measure.starts_on, measure.deadline, measure.evaluate_on) == (day(0), day(30), day(42))
    assert {"goal.set", "measure.set"} <= {one.act for one in noted(case_id=case)}


def test_a_measure_that_was_begun_must_be_whole_and_nothing_typed_is_lost(
    cast: Cast, case: uuid.UUID
) -> None:
    half = from_the_start(cast) | GOAL | {"measure-what": "Leksehjelp"}
    answer = as_(cast.teacher).post(new_goal(case), half)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Velg hvem som passer på at det blir gjort." in page
    assert "Skriv når det skal være gjort." in page
    assert "Leksehjelp" in page
    assert GOAL["goal-text"] in page
    with as_system("test"):
        assert not Goal.objects.exists()


def test_a_form_without_a_goal_says_so_beside_the_field_and_keeps_the_measure(
    cast: Cast, case: uuid.UUID
) -> None:
    answer = as_(cast.teacher).post(new_goal(case), a_measure(cast))
    page = answer.content.decode()
    assert "Skriv hva dere vil oppnå." in page
    assert "Velg hvilken del av livet målet handler om." in page
    assert "Leksehjelp" in page


def test_the_form_says_that_all_who_take_part_read_it(cast: Cast, case: uuid.UUID) -> None:
    page = as_(cast.teacher).get(new_goal(case)).content.decode()
    assert "Leses av alle som er med i loggen: Baksalen skole, Helsestasjonen, PPT og mor." in page


def test_the_form_starts_today_and_proposes_the_municipalitys_interval(cast: Cast, case: uuid.UUID) -> None:
    with as_system("test: no July"):
        type(cast.home).objects.filter(pk=cast.home.pk).update(july_counts=True, evaluation_weeks=4)
    page = as_(cast.teacher).get(new_goal(case)).content.decode()
    assert f'value="{day(0):%d.%m.%Y}"' in page
    assert f'value="{working_day_from(day(28)):%d.%m.%Y}"' in page


def test_family_and_staff_stand_in_one_list_of_who_can_be_responsible(cast: Cast, case: uuid.UUID) -> None:
    page = as_(cast.teacher).get(new_goal(case)).content.decode()
    for name in ("Teacher, Baksalen skole", "Nurse, Helsestasjonen", "Mona Eksempel, mor", "Emma Eksempel"):
        assert f">{name}</option>" in page
    assert "Fredrik Eksempel" not in page


def test_what_was_typed_and_not_sent_is_there_again(cast: Cast, case: uuid.UUID) -> None:
    typed = from_the_start(cast) | {"goal-text": "Halvferdig mål", "measure-what": "Halvferdig tiltak"}
    form = autosave(cast.teacher, new_goal(case), typed)
    client = as_(cast.teacher)
    page = client.get(new_goal(case)).content.decode()
    assert "Halvferdig mål" in page
    assert "Halvferdig tiltak" in page
    assert "Vi har tatt vare på det du skrev" in page
    client.post(new_goal(case), form | from_the_start(cast) | GOAL)
    with as_system("test"):
        assert not Draft.objects.exists()


def change(cast: Cast, version: int, **said: str) -> dict[str, str]:
    return {
        "unit": str(cast.school.pk), "text": "Nytt mål", "life_area": "home", "status": "active",
        "version": str(version),
    } | said  # fmt: skip


@pytest.mark.parametrize(("status", "words"), [("reached", "nådd"), ("dropped", "lagt bort")])
def test_a_goal_that_is_reached_or_put_away_is_folded_below_the_others(
    cast: Cast, case: uuid.UUID, status: str, words: str
) -> None:
    goal = set_goal(cast, case)
    url = reverse("work:goal_change", args=[case, goal])
    page = as_(cast.teacher).post(url, change(cast, 1, status=status), follow=True).content.decode()
    assert "Målet er endret." in page
    assert "Tidligere mål (1)" in page
    assert words in page
    assert "Avtal et tiltak" not in page


def test_a_change_of_a_goal_keeps_what_it_said_and_shows_it(cast: Cast, case: uuid.UUID) -> None:
    goal = set_goal(cast, case, text="Det første målet")
    url = reverse("work:goal_change", args=[case, goal])
    as_(cast.teacher).post(url, change(cast, 1))
    page = as_(cast.nurse).get(url).content.decode()
    assert "Slik sto det før (1 endring)" in page
    assert "Det første målet" in page
    assert "Endret av Teacher, Baksalen skole" in page


def test_two_who_change_a_goal_lose_neither_text(cast: Cast, case: uuid.UUID) -> None:
    goal = set_goal(cast, case)
    url = reverse("work:goal_change", args=[case, goal])
    as_(cast.teacher).post(url, change(cast, 1, text="Den førstes tekst"))
    client = as_(cast.nurse)
    mine = change(cast, 1, text="Den andres tekst", unit=str(cast.clinic.pk))
    page = client.post(url, mine).content.decode()
    assert "Målet er endret i mellomtiden" in page
    assert "Den førstes tekst" in page
    assert "Den andres tekst" in page
    assert 'name="version" value="2"' in page
    client.post(url, mine | {"version": "2"})
    with as_system("test"):
        assert Goal.objects.get().text == "Den andres tekst"
        assert {row.said["text"] for row in WorkVersion.objects.all()} >= {"Den førstes tekst"}


@pytest.mark.parametrize(
    ("who", "status"), [("mother", 403), ("head", 404), ("stranger", 404), ("father", 404)]
)
def test_whoever_does_not_write_is_refused_and_the_try_is_noted(
    cast: Cast, case: uuid.UUID, who: str, status: int
) -> None:
    goal = set_goal(cast, case)
    client = as_(getattr(cast, who))
    for url in (new_goal(case), reverse("work:goal_change", args=[case, goal])):
        assert client.get(url).status_code == status
        assert client.post(url, from_the_start(cast) | GOAL).status_code == status
    with as_system("test"):
        refused = Event.objects.filter(user=getattr(cast, who), refused=True)
        assert set(refused.values_list("act", flat=True)) == {"goal.set", "goal.change"}


def test_a_goal_of_another_log_is_not_found_below_this_one(cast: Cast, case: uuid.UUID) -> None:
    goal = set_goal(cast, case)
    other = open_log(cast)
    assert as_(cast.teacher).get(reverse("work:goal_change", args=[other, goal])).status_code == 404
    assert as_(cast.teacher).get(reverse("work:goal_change", args=[case, uuid.uuid4()])).status_code == 404
