"""The rest of the municipality in the demo: logs that only the figures count, laid through the real verbs."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import yaml

from cases.concerns.services import concern_register
from cases.opening.services import Opening, Parent, case_open
from cases.work.models import Goal, Measure
from cases.work.services import MeasureTerms, Responsible, goal_set, measure_set
from consent.models import Answer
from consent.services import Share
from demo.backdating import backdate_case, backdate_concern
from demo.laying import REASON, Laying
from demo.story import HOME
from demo.times import working_moment
from municipality.access.identity import as_system, as_user
from municipality.organisation.models import Unit
from municipality.organisation.municipality import Municipality
from municipality.people.identity_number import (
    FIRST_WEIGHTS,
    SECOND_WEIGHTS,
    SYNTHETIC_MONTH,
    IdentityNumber,
    parse,
)
from municipality.people.models import MembershipRole, User
from municipality.people.services import membership_start

FILE: Final = Path(__file__).with_name("neighbours.yaml")
ADULT: Final = 35


@dataclass(frozen=True)
class Days:
    """One line of the file; all but the first are counted as the file says."""

    concern_ago: int
    opened_after: int
    measure_after: int | None
    deadline_in: int | None
    level: int
    age: int


def synthetic_number(born: date, serial: int) -> IdentityNumber:
    """The `serial`-th identity number with month + 80 that a person born on this day could have."""
    start = 500 if born.year >= 2000 else 0
    found = 0
    for individual in range(start, start + 400):
        digits = f"{born:%d}{born.month + SYNTHETIC_MONTH}{born:%y}{individual:03d}"
        first = _control(digits, FIRST_WEIGHTS)
        second = _control(f"{digits}{first}", SECOND_WEIGHTS)
        if first < 10 and second < 10:  # a remainder of ten has no digit: that number is given to nobody
            if found == serial:
                return parse(f"{digits}{first}{second}", on=born)
            found += 1
    raise ValueError(serial)


def _control(digits: str, weights: tuple[int, ...]) -> int:
    return -sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False)) % 11


def lay_neighbours(laying: Laying) -> int:
    """Everybody and everything of the file; how many logs that was."""
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for row in told["leaders"]:
        _account(laying, row, MembershipRole.LEADER)
    people = [_account(laying, row, MembershipRole.CASEWORKER) for row in told["staff"]]
    firsts, surnames = told["first_names"], told["surnames"]
    for place, line in enumerate(told["logs"]):
        surname = surnames[place % len(surnames)]
        name = f"{firsts[place % len(firsts)]} {surname}"
        user, unit = people[place % len(people)]
        _lay(laying, Days(*line), place, name, surname, user, unit, told)
    return len(told["logs"])


def _account(laying: Laying, row: dict[str, str], role: MembershipRole) -> tuple[User, Unit]:
    unit = laying.unit(HOME, row["unit"])
    with as_system(REASON):
        user = User.objects.create(
            username=row["username"],
            display_name=row["name"],
            account_type="staff",
            municipality=Municipality.objects.get(number=HOME),
        )
        membership_start(
            user=user,
            unit=unit,
            role=role,
            starts_at=laying.now - timedelta(days=500),
        )
    return user, unit


def _lay(
    laying: Laying,
    days: Days,
    place: int,
    name: str,
    surname: str,
    user: User,
    unit: Unit,
    words: dict[str, Any],
) -> None:
    born = date(laying.today.year - days.age, 1 + place % 6, 3 + place)
    with as_user(user.pk):
        concern = concern_register(
            author=user, unit=unit, child_name=name, birth_date=born, observed=words["observed"],
            since=laying.today - timedelta(days=days.concern_ago),
        )  # fmt: skip
        case_id = case_open(
            opener=user,
            unit=unit,
            concern=concern,
            opening=Opening(
                child_name=name,
                birth_date=born,
                number=synthetic_number(born, place),
                how="papir",
                given_on=laying.today - timedelta(days=days.concern_ago - days.opened_after),
                ends=laying.today + timedelta(days=360 - days.concern_ago),
                shares=[Share(unit, ["school", "family"])],
                first_kind="school",
                first_text=words["shared"],
                level=days.level,
                parents=[
                    Parent(
                        f"Mor {surname}", "mor", True, "folkeregisteret", Answer.YES,
                        synthetic_number(date(laying.today.year - ADULT, 1 + place % 12, 1 + place), place),
                    )
                ],
            ),
        )  # fmt: skip
    opened_at = working_moment(laying.now, days.concern_ago - days.opened_after)
    with as_system(REASON):
        backdate_concern(concern, working_moment(laying.now, days.concern_ago))
        backdate_case(case_id, opened_at=opened_at, named_at=opened_at)
    if days.measure_after is not None and days.deadline_in is not None:
        _agree(laying, case_id, days.concern_ago - days.measure_after, days.deadline_in, user, unit, words)


def _agree(
    laying: Laying,
    case_id: uuid.UUID,
    days_ago: int,
    deadline_in: int,
    user: User,
    unit: Unit,
    words: dict[str, Any],
) -> None:
    with as_user(user.pk):
        goal_id = goal_set(case_id=case_id, unit=unit, text=words["goal"], life_area="school")
        measure_id = measure_set(
            case_id=case_id,
            goal_id=goal_id,
            unit=unit,
            agreed=MeasureTerms(
                words["measure"], "school", Responsible(user_id=user.pk, unit_id=unit.pk),
                starts_on=laying.today - timedelta(days=days_ago),
                deadline=laying.today + timedelta(days=deadline_in),
                evaluate_on=laying.today + timedelta(days=max(deadline_in, 7)),
            ),
        )  # fmt: skip
    with as_system(REASON):
        moment = working_moment(laying.now, days_ago)
        Goal.objects.filter(pk=goal_id).update(set_at=moment)
        Measure.objects.filter(pk=measure_id).update(set_at=moment)
