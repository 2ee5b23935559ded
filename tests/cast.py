"""The fixed cast: a small municipality, all who work in it, one family, and a stranger from another municipality."""

from datetime import date, timedelta
from types import SimpleNamespace

from django.contrib.auth.models import Group
from django.utils import timezone

from municipality.access.identity import as_system, as_user
from municipality.organisation.kinds import (
    KindOfInformation,
    coordinates_plans,
    delivers_kostra,
    kind_of_service,
)
from municipality.organisation.models import Municipality, Service, Unit
from municipality.people.identity_number import FIRST_WEIGHTS, SECOND_WEIGHTS, IdentityNumber, parse
from municipality.people.models import AccountKind, MembershipRole, Resident, User
from municipality.people.services import family_link, membership_start, resident_find_or_register

CASEWORKER, RECEPTION, LEADER = MembershipRole.CASEWORKER, MembershipRole.RECEPTION, MembershipRole.LEADER
EVERY_KIND = [kind.value for kind in KindOfInformation]


def synthetic_number(born: date, serial: int = 0) -> IdentityNumber:
    """A synthetic identity number (month + 80) for the birth date; different for each small serial."""
    start = 500 if born.year >= 2000 else 0
    valid = []
    for individual in range(start, start + 400):
        digits = f"{born:%d}{born.month + 80}{born:%y}{individual:03d}"
        first = -sum(w * int(d) for w, d in zip(FIRST_WEIGHTS, digits, strict=False)) % 11
        second = -sum(w * int(d) for w, d in zip(SECOND_WEIGHTS, f"{digits}{first}", strict=False)) % 11
        if first < 10 and second < 10:
            valid.append(f"{digits}{first}{second}")
    return parse(valid[serial])


def years_ago(years: int, days: int = 40) -> date:
    today = timezone.localdate()
    return date(today.year - years, today.month, min(today.day, 28)) - timedelta(days=days)


def make_unit(municipality: Municipality, key: str, name: str) -> Unit:
    service, _created = Service.objects.get_or_create(
        municipality=municipality,
        key=key,
        defaults={
            "name": key,
            "kind_of_information": kind_of_service(key),
            "coordinates_plans": coordinates_plans(key),
            "delivers_kostra": delivers_kostra(key),
        },
    )
    group = Group.objects.create(name=f"mottak:{municipality.number}:{key}:{name}")
    return Unit.objects.create(municipality=municipality, service=service, name=name, reception=group)


def make_user(username: str, municipality: Municipality | None, kind: str = AccountKind.STAFF) -> User:
    return User.objects.create(
        username=username, display_name=username.capitalize(), kind=kind, municipality=municipality
    )


def make_staff(username: str, unit: Unit, *roles: MembershipRole) -> User:
    user = make_user(username, unit.municipality)
    for role in roles:
        membership_start(user=user, unit=unit, role=role, starts_at=timezone.now() - timedelta(days=30))
    return user


def make_family_account(username: str, number: IdentityNumber, registrar: User) -> User:
    """An account joined to a resident, as at a first login with the number."""
    with as_user(registrar.pk):
        resident_id = resident_find_or_register(number)
    with as_system("test: first login"):
        user = make_user(username, None, AccountKind.FAMILY)
        family_link(user=user, resident=Resident.objects.get(pk=resident_id))
    return user


def assemble() -> SimpleNamespace:
    """Everybody, as attributes: units by name, people by role or name, identity numbers of the family."""
    cast = SimpleNamespace()
    with as_system("test: cast"):
        home = cast.home = Municipality.objects.create(number="5603", name="Hammerfest")
        away = cast.away = Municipality.objects.create(number="3301", name="Drammen")
        cast.school = make_unit(home, "skole", "Baksalen skole")
        cast.clinic = make_unit(home, "helsestasjon", "Helsestasjonen")
        cast.ppt = make_unit(home, "ppt", "PPT")
        cast.child_welfare = make_unit(home, "barnevern", "Barneverntjenesten")
        cast.nav_office = make_unit(home, "nav", "NAV")
        cast.coordinating = make_unit(home, "koordinerende", "Koordinerende enhet")
        cast.away_school = make_unit(away, "skole", "Åskollen skole")
        cast.teacher = make_staff("teacher", cast.school, CASEWORKER)
        cast.other_teacher = make_staff("other_teacher", cast.school, CASEWORKER)
        cast.head = make_staff("head", cast.school, LEADER)
        cast.nurse = make_staff("nurse", cast.clinic, CASEWORKER, RECEPTION)
        cast.adviser = make_staff("adviser", cast.ppt, CASEWORKER, RECEPTION)
        cast.ppt_colleague = make_staff("ppt_colleague", cast.ppt, CASEWORKER)
        cast.child_welfare_worker = make_staff(
            "child_welfare_worker", cast.child_welfare, CASEWORKER, RECEPTION
        )
        cast.nav = make_staff("nav", cast.nav_office, CASEWORKER, RECEPTION)
        cast.coordinator = make_staff("coordinator", cast.coordinating, CASEWORKER, RECEPTION)
        cast.other_coordinator = make_staff("other_coordinator", cast.coordinating, CASEWORKER)
        cast.stranger = make_staff("stranger", cast.away_school, CASEWORKER, RECEPTION, LEADER)
        cast.administrator = make_user("administrator", home, AccountKind.ADMINISTRATOR)
        cast.privacy_officer = make_user("privacy_officer", home, AccountKind.PRIVACY_OFFICER)
        cast.executive = make_user("executive", home, AccountKind.EXECUTIVE)
    cast.emma_number = synthetic_number(years_ago(9))
    cast.mother_number = synthetic_number(years_ago(38))
    cast.father_number = synthetic_number(years_ago(41))
    cast.youth_number = synthetic_number(years_ago(15))
    cast.mother = make_family_account("mother", cast.mother_number, cast.teacher)
    cast.father = make_family_account("father", cast.father_number, cast.teacher)
    cast.youth = make_family_account("youth", cast.youth_number, cast.teacher)
    return cast


STAFF = (
    "teacher", "other_teacher", "head", "nurse", "adviser", "ppt_colleague", "child_welfare_worker", "nav",
    "coordinator", "other_coordinator", "stranger", "administrator", "privacy_officer", "executive",
)  # fmt: skip
FAMILY = ("mother", "father", "youth")
EVERYBODY = STAFF + FAMILY
