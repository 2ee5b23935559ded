"""A place in a unit has a first and a last day, and opens nothing outside them."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.accounts.services import account_close, membership_give, membership_stop
from municipality.clock import begin_of, end_of, last_day
from municipality.people.models import Membership
from municipality.people.workplace import ALIVE
from tests.logs.helpers import as_
from tests.stafffile.helpers import csv_of, everybody_of, load, shown, words

TODAY = timezone.localdate()
TOMORROW, NEXT_WEEK = TODAY + timedelta(days=1), TODAY + timedelta(days=7)


def typed(unit, first="", last="", role="caseworker"):
    days = {"starts_on": first and f"{first:%d.%m.%Y}", "ends_on": last and f"{last:%d.%m.%Y}"}
    return {"unit": unit.pk, "role": role, "profession": "", **days}


def give(cast, person, *args, **keys):
    return as_(cast.administrator).post(
        reverse("accounts:read", args=[person.pk]), typed(*args, **keys), follow=True
    )


def at(cast, person, unit, role="caseworker"):
    with as_system("test: places"):
        return list(Membership.objects.filter(user=person, unit=unit, role=role).order_by("starts_at"))


def units_of(person):
    from municipality.access.verbs import value

    with as_user(person.pk):
        return value("my_units")


def arrive_at(membership):
    """The first day has come."""
    with as_system("test: time goes"):
        Membership.objects.filter(pk=membership.pk).update(starts_at=timezone.now() - timedelta(minutes=1))


def test_a_place_from_a_day_to_come_opens_nothing_before_it(cast):
    page = words(give(cast, cast.nurse, cast.school, first=NEXT_WEEK))
    assert "arbeider i" in page
    assert "fra og med" in page
    [place] = at(cast, cast.nurse, cast.school)
    local = timezone.localtime(place.starts_at)
    assert (local.date(), local.time()) == (NEXT_WEEK, time.min)
    assert cast.school.pk not in units_of(cast.nurse)
    arrive_at(place)
    assert cast.school.pk in units_of(cast.nurse)


def receives(user, unit):
    with as_user(user.pk):
        return Membership.objects.filter(ALIVE, user=user, unit=unit, role="reception").exists()


def test_the_reception_of_a_day_to_come_gets_nothing_before_it(cast):
    give(cast, cast.nurse, cast.school, first=TOMORROW, role="reception")
    assert not receives(cast.nurse, cast.school)
    arrive_at(at(cast, cast.nurse, cast.school, "reception")[0])
    assert receives(cast.nurse, cast.school)


def test_today_is_from_now(cast):
    assert "fra nå" in words(give(cast, cast.nurse, cast.school, first=TODAY))
    assert at(cast, cast.nurse, cast.school)[0].starts_at > begin_of(TODAY)
    assert cast.school.pk in units_of(cast.nurse)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (TODAY - timedelta(days=1), "", "Tilgang gis bare framover."),
        (NEXT_WEEK, TOMORROW, "Den siste dagen kan ikke være før den første."),
        ("", TODAY - timedelta(days=1), "Datoen kan ikke være tilbake i tid."),
    ],
)
def test_a_place_of_the_past_and_one_that_ends_before_it_begins_are_refused_beside_the_day(
    cast, first, last, said
):
    page = give(cast, cast.nurse, cast.school, first=first, last=last)
    assert said in words(page)
    for day in filter(None, (first, last)):
        assert f'value="{day:%d.%m.%Y}"' in page.text
    assert not at(cast, cast.nurse, cast.school)


def test_the_database_refuses_such_days_too(cast):
    with as_user(cast.administrator.pk):
        place = {"user": cast.nurse, "unit": cast.school, "role": "caseworker", "profession": ""}
        with pytest.raises(Refused, match="kan ikke være før i dag"):
            membership_give(**place, starts=begin_of(TODAY) - timedelta(seconds=1))
        with pytest.raises(Refused, match="kan ikke være før den første"):
            membership_give(**place, starts=begin_of(NEXT_WEEK), ends=end_of(TOMORROW))
    assert not at(cast, cast.nurse, cast.school)


def test_the_same_place_again_may_follow_the_one_that_ends_and_not_run_beside_it(cast):
    give(cast, cast.nurse, cast.school, last=TOMORROW)
    alt = "Personen har alt denne rollen i enheten."
    assert alt in words(give(cast, cast.nurse, cast.school, first=TOMORROW))
    assert alt not in words(give(cast, cast.nurse, cast.school, first=TOMORROW + timedelta(days=1)))
    one, two = at(cast, cast.nurse, cast.school)
    assert (one.ends_at, two.ends_at) == (two.starts_at, None)
    assert alt in words(give(cast, cast.nurse, cast.school))


def test_a_place_is_listed_with_its_days_by_whoever_lists_it(cast):
    give(cast, cast.nurse, cast.school, first=NEXT_WEEK, last=NEXT_WEEK)
    administrator = as_(cast.administrator)
    page = administrator.get(reverse("accounts:read", args=[cast.nurse.pk]))
    assert "har ikke begynt" in words(page)
    exact = f'datetime="{NEXT_WEEK.isoformat()}"'
    assert page.text.count(exact) == 2  # from and until
    people = words(administrator.post(reverse("accounts:list"), {"q": "nurse"}, follow=True))
    assert f"{cast.school.name} (fagperson) fra" in people
    assert f"{cast.clinic.name} (fagperson) fra" not in people


def test_a_place_that_never_began_is_ended_and_is_in_nobodys_way(cast):
    give(cast, cast.nurse, cast.school, first=NEXT_WEEK)
    [place] = at(cast, cast.nurse, cast.school)
    administrator = as_(cast.administrator)
    stop = reverse("accounts:membership_stop", args=[place.pk])
    assert "Da begynner den ikke" in administrator.get(stop).text
    assert "begynte aldri" in words(administrator.post(stop, {"confirmed": "1"}, follow=True))
    assert administrator.get(stop).status_code == 404
    with as_user(cast.administrator.pk), pytest.raises(NothingThere):
        membership_stop(place)
    give(cast, cast.nurse, cast.school, first=TOMORROW)
    assert len(at(cast, cast.nurse, cast.school)) == 2


def test_closing_an_account_ends_what_has_not_begun(cast):
    give(cast, cast.nurse, cast.school, first=NEXT_WEEK)
    with as_user(cast.administrator.pk):
        account_close(cast.nurse)
    [place] = at(cast, cast.nurse, cast.school)
    assert place.ends_at <= timezone.now()


def test_midnight_belongs_to_the_day_before():
    assert last_day(end_of(TODAY)) == TODAY
    assert last_day(timezone.make_aware(datetime.combine(TODAY, time(12)))) == TODAY


def test_a_file_of_staff_keeps_both_when_a_place_ends_and_begins_again(cast):
    give(cast, cast.nurse, cast.school, last=TOMORROW)
    give(cast, cast.nurse, cast.school, first=TOMORROW + timedelta(days=1))
    both = at(cast, cast.nurse, cast.school)
    everybody = csv_of(*everybody_of(cast))
    assert "Filen endrer ingenting" in shown(cast, everybody, "all")
    without = csv_of(
        *(row for row in everybody_of(cast) if not row.startswith(f"nurse;Nurse;;{cast.school.name}"))
    )
    page = shown(cast, without, "all")
    assert page.count(f"{cast.school.name} (fagperson)") == 2
    first = both[1].starts_at.astimezone(timezone.get_current_timezone())
    assert f"{cast.school.name} (fagperson) fra {first:%-d.%-m.%Y}" in page
    load(cast, without, "all")
    assert all(place.ends_at <= timezone.now() for place in at(cast, cast.nurse, cast.school))


def test_a_file_whose_last_day_is_before_the_first_lets_the_place_never_begin(cast):
    give(cast, cast.nurse, cast.school, first=NEXT_WEEK)
    load(cast, csv_of(f"nurse;Nurse;;{cast.school.name};;;{TOMORROW:%d.%m.%Y}"))
    [place] = at(cast, cast.nurse, cast.school)
    assert place.starts_at == place.ends_at
    assert place.ends_at <= timezone.now()
