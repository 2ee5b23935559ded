"""The fixed cast: a small municipality, all who work in it, one family, and a stranger from another municipality."""

import pickle
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from zlib import crc32

from django.contrib.auth.models import Group
from django.utils import timezone

from municipality.access.identity import as_system, as_user
from municipality.organisation.choices import (
    KindOfInformation,
    coordinates_plans,
    delivers_kostra,
    kind_of_service,
    source_of_service,
)
from municipality.organisation.models import Service, Unit
from municipality.organisation.municipality import Municipality
from municipality.organisation.unit_loader import slug_of
from municipality.people.identity_number import FIRST_WEIGHTS, SECOND_WEIGHTS, IdentityNumber, parse
from municipality.people.models import AccountType, MembershipRole, Resident, User
from municipality.people.services import family_link, membership_start, resident_find_or_register
from municipality.secrecy.models import STANDARD, Declaration, Kind

CASEWORKER, RECEPTION, LEADER = MembershipRole.CASEWORKER, MembershipRole.RECEPTION, MembershipRole.LEADER
HOME, AWAY = "5603", "3301"  # numbers of the municipalities
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
    return parse(valid[serial], on=timezone.localdate())


def born_as(number: IdentityNumber) -> date:
    """The day that the number of somebody in the cast says: they are all born on it."""
    assert number.says is not None
    return number.says


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
            "source": source_of_service(key, kind_of_service(key)),
            "coordinates_plans": coordinates_plans(key),
            "delivers_kostra": delivers_kostra(key),
        },
    )
    group = Group.objects.create(name=f"mottak:{municipality.number}:{key}:{name}")
    return Unit.objects.create(
        municipality=municipality, service=service, key=slug_of(f"{key} {name}"), name=name, reception=group
    )


def make_user(
    username: str, municipality: Municipality | None, account_type: str = AccountType.STAFF
) -> User:
    return User.objects.create(
        username=username,
        display_name=username.capitalize(),
        account_type=account_type,
        municipality=municipality,
        phone="" if account_type == AccountType.FAMILY else phone_of(username),
    )


def phone_of(username: str) -> str:
    """Another for each, so that a page which shows one tells whose it is. No telephone in Norway begins like this."""
    return f"12{crc32(username.encode()) % 1_000_000:06}"


def make_staff(username: str, unit: Unit, *roles: MembershipRole) -> User:
    user = make_user(username, unit.municipality)
    for role in roles:
        membership_start(user=user, unit=unit, role=role, starts_at=timezone.now() - timedelta(days=30))
    read_of_secrecy(user, unit)
    return user


def read_of_secrecy(user: User, unit: Unit) -> None:
    """Somebody has read what secrecy asks of who stands in for a colleague of the unit."""
    Declaration.objects.get_or_create(
        user=user,
        municipality=unit.municipality,
        unit=unit,
        kind=Kind.NOTICE,
        version=STANDARD,
        ended_at=None,
        defaults={"made_at": timezone.now()},
    )


def make_family_account(username: str, number: IdentityNumber, registrar: User) -> User:
    """An account joined to a resident, as at a first login with the number."""
    with as_user(registrar.pk):
        resident_id = resident_find_or_register(number)
    with as_system("test: first login"):
        user = make_user(username, None, AccountType.FAMILY)
        family_link(user=user, resident=Resident.objects.get(pk=resident_id))
        Declaration.objects.bulk_create(
            Declaration(
                user=user, municipality=place, kind=Kind.FAMILY, version=STANDARD, made_at=timezone.now()
            )
            for place in Municipality.objects.all()
        )
    return user


STAFF = (
    "teacher", "other_teacher", "head", "nurse", "adviser", "ppt_colleague", "child_welfare_worker", "nav",
    "coordinator", "other_coordinator", "stranger", "administrator", "privacy_officer", "executive",
)  # fmt: skip
FAMILY = ("mother", "father", "youth")
EVERYBODY = STAFF + FAMILY


@cache
def number_of(age: int) -> IdentityNumber:
    """The same in a run that goes on past midnight: its databases hold the number of the day on which it began."""
    return synthetic_number(years_ago(age))


@dataclass(slots=True, repr=False)
class Cast:
    """Everybody: units by name, people by role or name, identity numbers of the family."""

    home: Municipality
    away: Municipality
    school: Unit
    clinic: Unit
    ppt: Unit
    child_welfare: Unit
    nav_office: Unit
    coordinating: Unit
    away_school: Unit
    teacher: User
    other_teacher: User
    head: User
    nurse: User
    adviser: User
    ppt_colleague: User
    child_welfare_worker: User
    nav: User
    coordinator: User
    other_coordinator: User
    stranger: User
    administrator: User
    privacy_officer: User
    executive: User
    mother: User
    father: User
    youth: User
    emma_number: IdentityNumber = field(init=False, default_factory=lambda: number_of(9))
    mother_number: IdentityNumber = field(init=False, default_factory=lambda: number_of(38))
    father_number: IdentityNumber = field(init=False, default_factory=lambda: number_of(41))
    youth_number: IdentityNumber = field(init=False, default_factory=lambda: number_of(15))
    # Who joins in some tests.
    emma: User = field(init=False)
    older: User = field(init=False)
    late: User = field(init=False)
    nav_leader: User = field(init=False)
    overseer: User = field(init=False)
    named_person: User = field(init=False)


def assemble() -> Cast:
    """Everybody, as objects of the caller's own; in a database that does not hold them they are laid first."""
    with as_system("test: cast"):
        cast = everybody()
    if cast:
        return cast
    lay()
    return assemble()


@cache
def _as_laid() -> bytes:
    return pickle.dumps(assemble())


def keep_as_laid() -> None:
    """Read once in each process, before a test has changed anybody: they are the same in every copy of a database."""
    _as_laid()


def as_laid() -> Cast:
    """Everybody, as objects of the caller's own, in a database in which nobody has been changed yet."""
    found = pickle.loads(_as_laid())
    assert isinstance(found, Cast)
    return found


def lay() -> None:
    """Writes municipalities, units, people with their memberships, and the family's accounts."""
    with as_system("test: lay the cast"):
        home = Municipality.objects.create(number=HOME, name="Hammerfest")
        away = Municipality.objects.create(number=AWAY, name="Drammen")
        school = make_unit(home, "skole", "Baksalen skole")
        clinic = make_unit(home, "helsestasjon", "Helsestasjonen")
        ppt = make_unit(home, "ppt", "PPT")
        child_welfare = make_unit(home, "barnevern", "Barneverntjenesten")
        nav_office = make_unit(home, "nav", "NAV")
        coordinating = make_unit(home, "koordinerende", "Koordinerende enhet")
        away_school = make_unit(away, "skole", "Åskollen skole")
        teacher = make_staff("teacher", school, CASEWORKER)
        make_staff("other_teacher", school, CASEWORKER)
        make_staff("head", school, LEADER)
        make_staff("nurse", clinic, CASEWORKER, RECEPTION)
        make_staff("adviser", ppt, CASEWORKER, RECEPTION)
        make_staff("ppt_colleague", ppt, CASEWORKER)
        make_staff("child_welfare_worker", child_welfare, CASEWORKER, RECEPTION)
        make_staff("nav", nav_office, CASEWORKER, RECEPTION)
        make_staff("coordinator", coordinating, CASEWORKER, RECEPTION)
        make_staff("other_coordinator", coordinating, CASEWORKER)
        make_staff("stranger", away_school, CASEWORKER, RECEPTION, LEADER)
        make_user("administrator", home, AccountType.ADMINISTRATOR)
        make_user("privacy_officer", home, AccountType.PRIVACY_OFFICER)
        make_user("executive", home, AccountType.EXECUTIVE)
    make_family_account("mother", number_of(38), teacher)
    make_family_account("father", number_of(41), teacher)
    make_family_account("youth", number_of(15), teacher)


def everybody() -> Cast | None:
    """The cast as it lies in the database; whoever belongs to a municipality holds the same object of it."""
    municipalities = {place.pk: place for place in Municipality.objects.filter(number__in=(HOME, AWAY))}
    if not municipalities:
        return None
    units = {}
    for unit in Unit.objects.filter(municipality__in=municipalities).select_related("service", "reception"):
        unit.municipality = unit.service.municipality = municipalities[unit.municipality_id]
        units[unit.name] = unit
    people = {user.username: user for user in User.objects.filter(username__in=EVERYBODY)}
    for user in people.values():
        user.municipality = municipalities.get(user.municipality_id or 0)
    places = {place.number: place for place in municipalities.values()}
    return Cast(
        home=places[HOME],
        away=places[AWAY],
        school=units["Baksalen skole"],
        clinic=units["Helsestasjonen"],
        ppt=units["PPT"],
        child_welfare=units["Barneverntjenesten"],
        nav_office=units["NAV"],
        coordinating=units["Koordinerende enhet"],
        away_school=units["Åskollen skole"],
        **people,
    )
