"""Logs, measures and referrals in any number, laid down as the system: here only their count and their days matter."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from cases.case.models import Case
from cases.concerns.models import Concern
from cases.work.models import Goal, Measure
from municipality.access.identity import as_system
from municipality.organisation.models import Team
from municipality.organisation.municipality import Municipality
from municipality.people.models import Resident
from reporting.figures.models import WHOLE, Indicator, PublishedFigure
from reporting.figures.services import LEVELS, figures_publish
from teams.referrals.models import Referral
from tests.cast import Cast

ANY_DAY = date(2026, 3, 10)


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def lay_logs(cast: Cast, levels: Mapping[int, int], opened_on: date = ANY_DAY, **changes: Any) -> list[Case]:
    """So many open logs on each level; `changes` are columns of all of them."""
    given: dict[str, Any] = {
        "municipality": cast.home, "subject_name": "Emma Eksempel", "subject_birth_date": date(2017, 1, 1),
        "opened_at": noon(opened_on), "holder": cast.teacher,
        "holder_unit": cast.school,
    } | changes  # fmt: skip
    with as_system("test: logs"):
        cases = []
        for level in (level for level, count in levels.items() for _one in range(count)):
            subject = Resident(municipality=given["municipality"])
            cases.append(Case(number=f"S-{uuid.uuid4().hex[:8]}", subject=subject, level=level, **given))
        Resident.objects.bulk_create(case.subject for case in cases)
        return Case.objects.bulk_create(cases)


def lay_concern(cast: Cast, case: Case, registered_on: date) -> None:
    """The concern that the log was opened from."""
    with as_system("test: a concern"):
        Concern.objects.create(
            unit=cast.school, author=cast.teacher, child_name="Emma Eksempel", birth_date=date(2017, 1, 1),
            observed="x", since=registered_on, registered_at=noon(registered_on), deadline=registered_on,
            log_id=case.pk,
        )  # fmt: skip


def lay_measure(cast: Cast, case: Case, set_on: date = ANY_DAY, days: int = 30, **changes: Any) -> Measure:
    """A measure whose deadline is so many days after it was set."""
    signed = {
        "case": case,
        "author": cast.teacher,
        "unit": cast.school,
        "signature": "x",
        "set_at": noon(set_on),
    }
    until = set_on + timedelta(days=days)
    with as_system("test: a measure"):
        goal = Goal.objects.create(text="x", life_area="school", **signed)
        given = {
            "goal": goal, "what": "x", "arena": "school", "responsible": cast.teacher, "responsible_unit": cast.school,
            "responsible_name": "x", "starts_on": set_on, "deadline": until, "evaluate_on": until,
        }  # fmt: skip
        return Measure.objects.create(**signed | given | changes)


def lay_referral(cast: Cast, case: Case, **changes: Any) -> Referral:
    """The case on the table of a team."""
    with as_system("test: a referral"):
        team, _new = Team.objects.get_or_create(municipality=cast.home, name="TST Sentrum", team_type="TST")
        given = {
            "team": team, "case": case, "wish": "advice", "question": "x", "kind": "school", "source": "school",
            "author": cast.teacher,
            "unit": cast.school, "signature": "x", "sent_at": noon(ANY_DAY),
        }  # fmt: skip
        return Referral.objects.create(**given | changes)


def publish(municipality: Municipality, day: date = ANY_DAY) -> bool:
    with as_system("test: publish"):
        return figures_publish(municipality=municipality, day=day)


def published(municipality: Municipality, indicator: Indicator, day: date = ANY_DAY) -> dict[str, int | None]:
    """What was published of an indicator on a day; empty when it was not renewed."""
    with as_system("test: published"):
        rows = PublishedFigure.objects.filter(municipality=municipality, indicator=indicator, day=day)
        return dict(rows.values_list("cell", "value"))


def levels(municipality: Municipality, day: date = ANY_DAY) -> tuple[int | None, ...]:
    """The levels 0 to 3 and the total, as published on a day; empty when they were not renewed."""
    cells = published(municipality, Indicator.OPEN_LOGS, day)
    return tuple(cells[cell] for cell in (*LEVELS, WHOLE)) if cells else ()
