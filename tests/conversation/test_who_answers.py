"""Who answers for what, and until when a yes lasts (D1, D2, D3)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone

from cases.conversation.selectors import parts_now, waiting_for
from consent.lasting import parts_if_all_say_yes
from consent.models import Asked, LegalBasis
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import Refused
from municipality.organisation.municipality import Municipality
from municipality.people.ages import birthday
from tests.access.oracle_answers import EVERY_AREA
from tests.access.scenes import join, write
from tests.cast import Cast, synthetic_number, years_ago
from tests.conversation.asking import FATHER, MOTHER, ask
from tests.conversation.helpers import MOTHER as MOTHER_ROW
from tests.conversation.helpers import Walk, a_concern
from tests.logs.helpers import as_
from tests.logs.opening import open_log

EVERYTHING = set(EVERY_AREA)


def born(years: int, months: int = 0, days: int = 0) -> date:
    """Somebody who is this old today."""
    return timezone.localdate() - relativedelta(years=years, months=months, days=days)


def turning(years: int, in_days: int) -> date:
    """Somebody who becomes this old in so many days, whether a 29 February lies between or not."""
    return timezone.localdate() + timedelta(days=in_days) - relativedelta(years=years)


@pytest.mark.parametrize(
    ("age", "answers", "opened"),
    [
        # Under 15 the parents answer, for everything.
        ((9, 0), {"mother": "yes"}, EVERYTHING),
        ((9, 0), {"mother": "not_reached"}, set()),
        ((9, 0), {"mother": "not_yet"}, set()),
        ((14, 11), {"mother": "yes", "child": "no"}, EVERYTHING),
        # From 15 the young person's own yes is needed beside theirs, and alone in questions of the own education.
        ((15, 6), {"mother": "yes"}, {"health"}),
        ((15, 6), {"mother": "yes", "child": "no"}, set()),
        ((15, 6), {"child": "yes"}, {"education", "others"}),
        ((15, 6), {"mother": "yes", "child": "yes"}, EVERYTHING),
        # From 16 alone in matters of health.
        ((16, 6), {"mother": "no", "child": "yes"}, {"health", "education", "others"}),
        ((16, 6), {"mother": "yes"}, set()),
        ((17, 11), {"mother": "yes", "child": "yes"}, EVERYTHING),
    ],
)
def test_what_is_opened_follows_the_age_and_who_has_said_yes(
    cast: Cast, age: tuple[int, int], answers: dict[str, str], opened: set[str]
) -> None:
    assert ask(cast, born(*age)).say_all(**answers) == opened


@pytest.mark.parametrize("father", ["not_reached", "not_asked", "not_yet"])
def test_a_parent_who_was_not_reached_or_not_asked_has_not_said_yes(cast: Cast, father: str) -> None:
    question = ask(cast, born(9), father=True)
    assert question.say_all(mother="yes", father=father) == set()
    with as_user(cast.teacher.pk):
        assert {one.asked_id for one in waiting_for(question.consent_id)} == {question.person(FATHER)}
    with pytest.raises(Refused) as refused:
        question.open()
    assert refused.value.code == "nobody_who_can_consent_has_said_yes"
    question.say(FATHER, "yes")
    assert question.open_areas() == EVERYTHING


def test_where_one_yes_is_enough_a_no_of_the_other_still_stops(cast: Cast) -> None:
    with as_system("test: a setting"):
        Municipality.objects.filter(pk=cast.home.pk).update(both_parents_must_sign=False)
    assert ask(cast, born(9), father=True).say_all(mother="yes") == EVERYTHING
    assert ask(cast, born(9), father=True).say_all(mother="yes", father="no") == set()


def test_a_no_of_somebody_at_15_stops_health_unless_the_municipality_has_said_otherwise(cast: Cast) -> None:
    with as_system("test: a setting"):
        Municipality.objects.filter(pk=cast.home.pk).update(young_no_stops_health=False)
    assert ask(cast, born(15, 6)).say_all(mother="yes", child="no") == {"health"}


def test_the_consent_age_of_the_municipality_decides_only_the_last_row(cast: Cast) -> None:
    with as_system("test: a setting"):
        Municipality.objects.filter(pk=cast.home.pk).update(consent_age=16)
    assert ask(cast, born(15, 6)).say_all(child="yes") == {"education"}
    assert ask(cast, born(15, 6)).say_all(mother="yes") == {"health", "others"}


def test_from_18_nobody_else_answers(cast: Cast) -> None:
    question = ask(cast, born(18))
    assert question.say_all(mother="yes") == set()
    assert question.say_all(mother="no", child="yes") == EVERYTHING


# --- until when ---
def test_the_parents_part_ends_on_the_birthday_and_that_of_the_young_person_goes_on(cast: Cast) -> None:
    """17 years and 11 months, for 12 months: both say yes; the form says both days."""
    day = born(17, 11)
    question = ask(cast, day)
    with as_user(cast.teacher.pk):
        said = parts_if_all_say_yes(question.consent_id)
        until = {(one.asked_id, one.area): one.ends for one in said}
    mothers = {until[question.person(MOTHER), area] for area in ("school", "child_welfare")}
    assert mothers == {birthday(day, 18)}
    assert (question.person(MOTHER), "education") not in until
    question.say_all(mother="yes", child="yes")
    assert ends(question) == dict.fromkeys(EVERYTHING, until[question.person("Kim Eksempel"), "school"])


def test_a_part_ends_on_the_birthday_from_which_somebody_else_answers(cast: Cast) -> None:
    day = born(14, 11)
    question = ask(cast, day)
    question.say_all(mother="yes")
    at_15, at_16 = birthday(day, 15), birthday(day, 16)
    last = max(ends(question).values())
    assert ends(question) == dict.fromkeys(EVERYTHING - {"health"}, at_15) | {"health": min(at_16, last)}


def test_a_yes_of_the_young_person_counts_from_the_birthday_on(cast: Cast) -> None:
    """Asked anew two days after the 15th birthday, with a yes that was given three days ago."""
    question = ask(cast, born(15, 0, 2))
    question.say("Kim Eksempel", "yes", on=timezone.localdate() - timedelta(days=3), how="papir")
    assert question.open_areas() == set()
    question.say("Kim Eksempel", "yes")
    assert question.open_areas() == {"education", "others"}


def test_a_consent_gives_each_unit_one_basis_for_each_day_on_which_a_part_ends(cast: Cast) -> None:
    day = born(14, 11)
    question = ask(cast, day)
    question.say_all(mother="yes")
    case_id = question.open()
    with as_system("test: the bases"):
        bases = list(LegalBasis.objects.filter(case_id=case_id, unit=cast.ppt).values_list("sources", "ends"))
    assert sorted(bases, key=lambda one: len(one[0]), reverse=True) == [
        (sorted(EVERYTHING - {"health"}), birthday(day, 15)),
        (["health"], max(last for _sources, last in bases if last)),
    ]


# --- what it opens ---
def test_a_yes_to_what_no_unit_that_is_asked_knows_leads_to_no_log(cast: Cast) -> None:
    """At 15 the mother's yes opens what health personnel know; a school asks for nobody of them."""
    walk = Walk(cast.teacher, concern=a_concern(cast, age=15))
    walk.child(synthetic_number(years_ago(15)).digits)
    walk.grown_ups(MOTHER_ROW)
    walk.units([])
    walk.period()
    walk.read()
    assert "Ingen enhet får lese noe ennå" in walk.says({"Mona": "yes"}).text
    assert walk.get("apne").redirect_chain[-1][0] == walk.url("svar")
    walk.says({"Emma": "yes"})
    assert walk.get("apne").redirect_chain == []


@pytest.mark.parametrize("asks_health", [False, True])
def test_a_no_that_leaves_nothing_of_what_the_units_know_ends_the_question(
    cast: Cast, asks_health: bool
) -> None:
    """At 16 the mother's no stops what barnevern knows. What health personnel know can open still."""
    concern = a_concern(cast, age=16, author="child_welfare_worker", unit="child_welfare")
    walk = Walk(cast.child_welfare_worker, concern=concern)
    walk.child(synthetic_number(years_ago(16)).digits)
    walk.grown_ups(MOTHER_ROW)
    walk.units([(cast.clinic, ["health"])] if asks_health else [], own=["child_welfare"])
    walk.period()
    walk.read()
    page = walk.says({"Mona": "no"}, confirmed="1")
    assert ("Det blir ingen stafettlogg nå" in page.text) == (not asks_health)
    with as_system("test: the number goes with the no"):
        child = Asked.objects.get(consent__concern_id=concern, role="subject")
    assert bool(child.number_begins) == asks_health


def test_what_a_school_and_a_nurse_know_are_read_on_different_answers(cast: Cast) -> None:
    """At 15½ the mother's yes opens what health personnel know and nothing else, whatever the text is about."""
    shares = {"school": ("school", "health"), "clinic": ("school", "health"), "ppt": ("school", "health")}
    case_id = open_log(cast, number=cast.youth_number, shares=shares)
    join(cast, case_id, "nurse", "clinic")
    join(cast, case_id, "adviser", "ppt")
    write(cast, case_id, "nurse", "clinic", kind="school", text="Sagt av helsesykepleieren.")
    write(cast, case_id, "teacher", "school", kind="health", text="Sagt av læreren.")
    page = as_(cast.adviser).get(f"/stafettlogger/{case_id}/").text
    assert "Sagt av helsesykepleieren." in page
    assert "Sagt av læreren." not in page
    assert "Sagt av læreren." in as_(cast.mother).get(f"/stafettlogger/{case_id}/").text


def ends(question: Any) -> dict[str, datetime]:
    with as_user(question.cast.teacher.pk):
        return {part.area: part.ends for part in parts_now(question.consent_id)}
