"""D8: the family's list of readings. Events about what this person may read; lists as a number; not each other's."""

import uuid

import pytest

from cases.concerns.services import concern_register
from municipality.access.identity import as_user
from municipality.audit import access_log as audit
from municipality.audit.acts import Act
from municipality.notices.models import Notice
from tests.access.scenes import answer, hand_over, join, plain, write
from tests.attacks.helpers import browser
from tests.cast import Cast, years_ago
from tests.logs.opening import open_log
from tests.reading import shown

LISTS = ("/", "/stafettlogger/", "/varsler/", "/saksopplysninger/")


def told(cast: Cast, person: str, case_id: uuid.UUID) -> list[tuple[str, str]]:
    with as_user(getattr(cast, person).pk):
        return plain("select act, name from family_events(%s)", case_id)


def sightings(cast: Cast, person: str, case_id: uuid.UUID) -> list[tuple[str, str, int]]:
    with as_user(getattr(cast, person).pk):
        return plain("select name, unit, times from family_sightings(%s)", case_id)


@pytest.fixture
def youth_log(cast: Cast) -> uuid.UUID:
    """Read by the young person and by the mother."""
    return open_log(cast, number=cast.youth_number)


def test_nobody_of_the_family_is_told_what_another_one_reads(cast: Cast, youth_log: uuid.UUID) -> None:
    before = {person: told(cast, person, youth_log) for person in ("mother", "youth")}
    for page in ("", "samtykke/", "innsyn/"):
        assert browser(cast.youth).get(f"/stafettlogger/{youth_log}/{page}").status_code == 200
    assert told(cast, "mother", youth_log) == before["mother"]
    own = {act for act, _name in told(cast, "youth", youth_log)[: -len(before["youth"])]}
    assert own == {"case.read", "consent.read", "events.read"}


def test_the_family_is_not_told_that_another_one_saw_the_log_in_a_list(
    cast: Cast, youth_log: uuid.UUID
) -> None:
    for person in (cast.youth, cast.mother):
        browser(person).get("/stafettlogger/")
    assert sightings(cast, "mother", youth_log) == []


def test_lists_are_told_as_a_number_and_stand_among_no_readings(cast: Cast, log: uuid.UUID) -> None:
    write(cast, log, "teacher", "school")
    readings = told(cast, "mother", log)
    client = browser(cast.nurse)
    for page in LISTS:
        assert client.get(page).status_code == 200
    client.post("/stafettlogger/", {"q": "Emma"}, follow=True)
    assert told(cast, "mother", log) == readings
    assert sightings(cast, "mother", log) == [("Nurse", "Helsestasjonen", len(LISTS) + 1)]
    page = shown(browser(cast.mother).get(f"/stafettlogger/{log}/innsyn/").text)
    assert "Sett i liste" in page
    assert f">{len(LISTS) + 1}</td>" in page


def test_the_head_of_a_case_in_a_list_is_told_of_too(cast: Cast, log: uuid.UUID) -> None:
    assert browser(cast.head).get("/saksopplysninger/").status_code == 200
    assert sightings(cast, "mother", log) == [("Head", "Baksalen skole", 1)]


def test_staff_are_told_of_no_lists(cast: Cast, log: uuid.UUID) -> None:
    browser(cast.teacher).get("/stafettlogger/")
    for person in ("teacher", "nurse", "father", "stranger"):
        assert sightings(cast, person, log) == [], person


def test_a_list_that_showed_nothing_but_what_is_withheld_is_not_told_of(cast: Cast, log: uuid.UUID) -> None:
    """Or the number would say that something was written which the family may not read."""
    client = browser(cast.nurse)
    with as_user(cast.nurse.pk):
        Notice.objects.update(read_at="2026-01-01T00:00Z")
    write(cast, log, "teacher", "school", withheld_because="child_at_risk")
    with as_user(cast.nurse.pk):
        [notice] = Notice.objects.filter(entry_id__isnull=False)
        audit.record_list(Act.NOTICE_LIST, [audit.Shown(log, f"entry:{notice.entry_id}")])
    assert sightings(cast, "mother", log) == []
    client.get("/varsler/")  # shows that she was named, too
    assert sightings(cast, "mother", log) == [("Nurse", "Helsestasjonen", 1)]


def test_a_concern_stands_among_the_events_of_no_case(cast: Cast) -> None:
    with as_user(cast.teacher.pk):
        concern = concern_register(
            author=cast.teacher, unit=cast.school, child_name="Emma Eksempel", birth_date=years_ago(9), observed="x",
            since=years_ago(0),
        )  # fmt: skip
    case_id = open_log(cast, concern=concern)
    client = browser(cast.teacher)
    client.get(f"/undringer/{concern.pk}/")
    client.get("/undringer/")
    assert "concern.read" not in {act for act, _name in told(cast, "mother", case_id)}
    with as_user(cast.teacher.pk):
        concern.refresh_from_db()
        audit.record_list(Act.DAY_READ, [concern])
        shown_of = f'{{"{case_id}": ["concern:{concern.pk}"]}}'
        said = answer("select event_write('concern.read', null, false, '{}', %s, '')", shown_of)
    assert "a concern belongs to no case" in said
    assert sightings(cast, "mother", case_id) == []


def test_with_a_protected_address_the_number_stands_without_names_and_units(cast: Cast) -> None:
    case_id = open_log(cast, address_protection="fortrolig")
    join(cast, case_id, "nurse", "clinic")
    for person in (cast.teacher, cast.nurse):
        browser(person).get("/stafettlogger/")
    assert sightings(cast, "mother", case_id) == [("", "", 2)]
    page = browser(cast.mother).get(f"/stafettlogger/{case_id}/innsyn/").text
    assert "En fagperson" in page
    assert "Helsestasjonen" not in page


def test_who_holds_the_baton_now_is_told_of_like_everybody_else(cast: Cast, log: uuid.UUID) -> None:
    hand_over(cast, log, "teacher", "adviser", "ppt")
    browser(cast.adviser).get("/")
    assert ("Adviser", "PPT", 1) in sightings(cast, "mother", log)
