"""An undring about a child who is not born yet: a due date in place of a birth date, and no log before the birth."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from cases.case.models import Case
from cases.concerns.models import Concern
from municipality.access.identity import as_system, as_user
from municipality.access.verbs import call
from municipality.people.services import resident_register_unnumbered
from tests.access.scenes import answer
from tests.cast import Cast, years_ago
from tests.concerns.helpers import signed_in, typed

URL = "/undringer/ny/"


def due_in(**months: int) -> date:
    return timezone.localdate() + relativedelta(**months)  # type: ignore[arg-type]


def written(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def register(cast: Cast, **said: Any) -> Any:
    words = {"child_name": "Barnet til Mona", "birth_date": "", "due_date": written(due_in(months=4))} | said
    return signed_in(cast.teacher).post(URL, typed(**words))


@pytest.fixture
def concern(cast: Cast) -> Concern:
    assert register(cast).status_code == 302
    with as_system("test"):
        return Concern.objects.get()


def test_a_due_date_in_four_months_is_enough(cast: Cast, concern: Concern) -> None:
    assert (concern.birth_date, concern.due_date) == (None, due_in(months=4))
    teacher = signed_in(cast.teacher)
    due = due_in(months=4)
    called = f"Barnet til Mona, termin {due.day}.{due.month}.{due.year}"
    page = teacher.get(reverse("concerns:read", args=[concern.pk])).content.decode()
    assert called in page
    assert "Snakk med den som er gravid" in page
    assert called in teacher.get("/").content.decode()
    assert f"termin {due.day}.{due.month}.{due.year}" in teacher.get("/undringer/").content.decode()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"due_date": ""}, "Skriv når barnet er født. Er det ikke født ennå, skriver du termin."),
        ({"birth_date": "14.03.2017"}, "Skriv enten når barnet er født, eller termin."),
        ({"due_date": "31.02.2027"}, "Skriv datoen som dag.måned.år"),
        ({"due_date": "{eleven}"}, "Den kan være høyst ti måneder fram i tid."),
        ({"due_date": "{long_over}"}, "Se på terminen."),
    ],
)
def test_exactly_one_of_the_two_days_is_said_and_it_can_be_one(
    cast: Cast, said: dict[str, str], words: str
) -> None:
    days = {
        "eleven": written(due_in(months=10) + timedelta(days=1)),
        "long_over": written(timezone.localdate() - timedelta(days=29)),
    }
    page = register(cast, **{name: one.format(**days) for name, one in said.items()})
    assert page.status_code == 200
    assert words in page.content.decode()
    with as_system("test"):
        assert not Concern.objects.exists()


@pytest.mark.parametrize("day", [due_in(months=10), timezone.localdate() - timedelta(days=28)])
def test_the_first_and_the_last_due_date_are_taken(cast: Cast, day: date) -> None:
    assert register(cast, due_date=written(day)).status_code == 302


def test_the_database_keeps_exactly_one_of_the_two(cast: Cast, concern: Concern) -> None:
    with as_user(cast.teacher.pk):
        for change in ("birth_date = '2026-01-01'", "due_date = null"):
            said = answer(f"update cases_concern set {change} where id = %s", concern.pk)
            assert "child_is_born_or_expected" in said


def test_no_log_of_the_child_is_opened_before_the_birth(cast: Cast, concern: Concern) -> None:
    with as_user(cast.teacher.pk), pytest.raises(PermissionDenied) as refused:
        call(
            "case_open", case=uuid.uuid4(), subject=resident_register_unnumbered(), name="Barnet", level=1,
            birth_date=years_ago(1), protection="none", unit=cast.school.pk, concern=concern.pk, expects=None,
        )  # fmt: skip
    assert refused.value.code == "not_born_yet"  # type: ignore[attr-defined]
    with as_system("test"):
        assert not Case.objects.exists()


def test_the_page_says_when_somebody_must_report_although_she_has_not_agreed(
    cast: Cast, concern: Concern
) -> None:
    page = signed_in(cast.teacher).get(reverse("concerns:read", args=[concern.pk])).text
    assert "Ellers trenger du hennes samtykke." in page
    assert reverse("conversation:go_on", args=[concern.pk]) in page


def test_after_the_birth_the_undring_is_changed_and_a_log_can_be_opened(cast: Cast, concern: Concern) -> None:
    teacher = signed_in(cast.teacher)
    born = timezone.localdate()
    words = typed(
        child_name="Ada Eksempel", birth_date=written(born), due_date="", since=written(born), version=1
    )
    assert teacher.post(reverse("concerns:change", args=[concern.pk]), words).status_code == 302
    with as_system("test"):
        concern.refresh_from_db()
    assert (concern.birth_date, concern.due_date) == (born, None)
    assert teacher.get(reverse("conversation:barnet", args=[concern.pk])).status_code == 200
