"""The pages of an emergency: opening, reading, going through, and what stands elsewhere."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.emergency.models import Emergency
from cases.emergency.selectors import sources_to_open
from cases.emergency.services import emergency_review
from cases.emergency.words import provisions
from cases.logs.models import WithheldReason
from municipality.access.identity import as_system, as_user
from municipality.audit.acts import Act
from municipality.audit.models import Event
from municipality.organisation.choices import Source
from tests.access.scenes import plain
from tests.cast import Cast
from tests.emergency.helpers import WHY, allow, later, number_of, open_as, time_passes
from tests.logs.helpers import as_
from tests.reading import shown

OVERVIEW, NEW, LIST = "/uten-samtykke/", "/uten-samtykke/nodssituasjon/ny/", "/uten-samtykke/nodssituasjon/"
TOO_LATE = f"{timezone.localdate() + timedelta(days=15):%d.%m.%Y}"
FIRST = "Emma er mye alene i friminuttene."


@pytest.fixture
def log(cast: Cast, emmas_log: uuid.UUID) -> uuid.UUID:
    allow(cast, "skole")
    return emmas_log


def typed(cast: Cast, number: str, **other: object) -> dict[str, object]:
    said = {"number": number, "sources": ["school"], "reason": WHY, "family": "now", "sure": "on"}
    return {**said, "unit": str(cast.school.pk), **other}


def events(act: Act) -> list[tuple[bool, list[str], int]]:
    with as_system("test: events"):
        return [
            (one.refused, one.objects_shown, one.cases.count())
            for one in Event.objects.filter(act=act).order_by("at")
        ]


def test_nothing_is_opened_without_the_tick(cast: Cast, log: uuid.UUID) -> None:
    browser, number = as_(cast.other_teacher), number_of(log)
    page = browser.post(NEW, typed(cast, number, sure=""))
    assert "Kryss av hvis du vil åpne loggen nå." in page.text
    assert WHY in page.text
    with as_system("test: nothing yet"):
        assert not Emergency.objects.exists()
    answer = browser.post(NEW, typed(cast, number), follow=True)
    assert "Loggen er åpnet." in answer.text
    assert FIRST in shown(answer.text)
    assert "Emma Eksempel, 9 år" in shown(answer.text)


def test_the_page_says_before_the_button_what_opens_for_how_long_and_who_is_told(
    cast: Cast, log: uuid.UUID
) -> None:
    page = shown(as_(cast.other_teacher).get(NEW).text)
    for words in ("24 timer", "personvernombudet", "Familien ser i loggen", "plan åpnes ikke"):
        assert words in page.partition("Ja, jeg vil åpne loggen nå")[0]
    for section in ("helse- og omsorgstjenesteloven § 12-1", "barnevernsloven § 13-1", "straffeloven § 17"):
        assert section in page


@pytest.mark.parametrize("form", ["{0}", "{0} ", "s-{1}", "{1}"])
def test_the_number_of_a_log_is_read_as_people_write_it(cast: Cast, log: uuid.UUID, form: str) -> None:
    number = number_of(log)
    written = form.format(number, number.removeprefix("S-").lower())
    answer = as_(cast.other_teacher).post(NEW, typed(cast, written))
    assert answer.status_code == 302


def test_no_log_is_said_beside_the_number_and_the_try_names_none(cast: Cast, log: uuid.UUID) -> None:
    with as_system("test: strictly protected"):
        plain("update cases_case set address_protection = 'strengt_fortrolig' where id = %s", log)
    pages = [
        as_(cast.other_teacher).post(NEW, typed(cast, number)).text.replace(number, "*")
        for number in ("S-22222", number_of(log))
    ]
    assert "Det er ingen logg å åpne for dette nummeret." in pages[0]
    assert WHY in pages[0]
    assert [(refused, cases) for refused, _objects, cases in events(Act.EMERGENCY_OPEN)] == [(True, 0)] * 2


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"number": ""}, "Skriv fødselsnummeret eller nummeret på loggen."),
        ({"number": "123"}, "Fødselsnummeret skal ha 11 siffer."),
        ({"sources": []}, "Velg hva det er nødvendig å lese."),
        ({"reason": ""}, "Skriv hva det er som ikke kan vente."),
        ({"family": "later"}, "Velg hvorfor det må vente."),
        ({"family": "later", "later_because": "child_at_risk", "review_on": TOO_LATE}, "innen 14 dager"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_beside_its_field(
    cast: Cast, log: uuid.UUID, other: dict[str, object], says: str
) -> None:
    page = as_(cast.other_teacher).post(NEW, typed(cast, number_of(log)) | other)
    assert (page.status_code, says in shown(page.text)) == (200, True)
    with as_system("test: nothing"):
        assert not Emergency.objects.exists()


def test_each_reading_is_an_event_of_the_log_with_what_was_shown(cast: Cast, log: uuid.UUID) -> None:
    key = open_as(cast.other_teacher, log)
    for _time in range(2):
        as_(cast.other_teacher).get(f"{LIST}{key}/")
    with as_system("test: events"):
        found = Event.objects.filter(act=Act.EMERGENCY_READ)
        assert [one.unit_id for one in found] == [cast.school.pk] * 2
        shown_there = found[0].cases.get()
        assert (shown_there.case_id, shown_there.objects_shown[0]) == (log, f"emergency:{key}")
        assert len(shown_there.objects_shown) == 2
    page = as_(cast.mother).get(f"/stafettlogger/{log}/innsyn/").text
    assert "leste i loggen i en nødssituasjon" in shown(page)


def test_when_it_is_over_its_page_says_so_and_nothing_else(cast: Cast, log: uuid.UUID) -> None:
    key = open_as(cast.other_teacher, log)
    time_passes(key, hours=25)
    page = as_(cast.other_teacher).get(f"{LIST}{key}/").text
    assert f"Stafettlogg {number_of(log)} er lukket igjen" in shown(page)
    assert "Emma" not in page
    assert "Emma" not in as_(cast.other_teacher).get(OVERVIEW).text


def test_it_is_ended_with_one_click_and_a_yes(cast: Cast, log: uuid.UUID) -> None:
    key = open_as(cast.other_teacher, log)
    browser = as_(cast.other_teacher)
    browser.get(f"{LIST}{key}/avslutt/")
    browser.post(f"{LIST}{key}/avslutt/", {"confirmed": "1"})
    assert FIRST not in browser.get(f"{LIST}{key}/").text


@pytest.mark.parametrize("way", ["", "avslutt/", "fortell/", "gjennomgang/"])
def test_another_ones_is_not_there_whether_there_is_one_or_not(cast: Cast, log: uuid.UUID, way: str) -> None:
    key = open_as(cast.other_teacher, log, later=later())
    for person in (cast.teacher, cast.nurse, cast.mother, cast.privacy_officer, cast.administrator):
        answers = [as_(person).get(f"{LIST}{one}/{way}") for one in (key, uuid.uuid4())]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert [answer.status_code for answer in (as_(person).post(f"{LIST}{key}/{way}"),)] in ([404], [405])


def test_my_day_of_the_leader_asks_to_go_through_it_and_names_no_child(cast: Cast, log: uuid.UUID) -> None:
    asks = "Gå gjennom: en logg ble åpnet i en nødssituasjon"
    assert asks not in as_(cast.head).get("/").text
    key = open_as(cast.other_teacher, log, later=later())
    page = as_(cast.head).get("/").text
    assert asks in shown(page)
    assert number_of(log) not in page
    for person in (cast.other_teacher, cast.teacher, cast.nurse):
        assert asks not in as_(person).get("/").text
    with as_user(cast.head.pk):
        emergency_review(key)
    page = shown(as_(cast.head).get("/").text)
    assert asks not in page
    assert "Skal familien fortsatt ikke vite om nødssituasjonen" in page


def test_the_leader_goes_through_it_and_lets_the_family_be_told(cast: Cast, log: uuid.UUID) -> None:
    key = open_as(cast.other_teacher, log, later=later())
    browser = as_(cast.head)
    page = shown(browser.get(f"{LIST}{key}/gjennomgang/").text)
    assert WHY in page
    assert "Emma" not in page
    day = f"{timezone.localdate() + timedelta(days=3):%d.%m.%Y}"
    waits = {"family": "later", "later_because": "told_by_child", "review_on": day}
    browser.post(f"{LIST}{key}/gjennomgang/", waits)
    with as_system("test: stored"):
        one = Emergency.objects.get()
        assert (one.later_because, one.reviewed_at is None) == (WithheldReason.TOLD_BY_CHILD, False)
    browser.post(f"{LIST}{key}/gjennomgang/", {"family": "now"})
    with as_system("test: told"):
        assert Emergency.objects.get().told_at is not None
    assert "leste i en nødssituasjon" in shown(as_(cast.mother).get(f"/stafettlogger/{log}/").text)


def test_the_notice_leads_the_leader_to_the_list_and_the_privacy_officer_to_the_control(
    cast: Cast, log: uuid.UUID
) -> None:
    open_as(cast.other_teacher, log)
    assert number_of(log) in as_(cast.head).get(LIST).text
    answer = as_(cast.privacy_officer).get(LIST, follow=True)
    assert answer.redirect_chain == [("/uten-samtykke/kontroll/", 302)]
    assert number_of(log) in answer.text
    assert "Emma" not in answer.text


def test_nothing_of_a_log_that_is_not_the_familys_stands_in_the_logs_own_page(
    cast: Cast, log: uuid.UUID
) -> None:
    open_as(cast.other_teacher, log)
    page = as_(cast.teacher).get(f"/stafettlogger/{log}/").text
    assert "nødssituasjon" not in page.split("<main")[1].split("</main>")[0]


def test_each_source_has_a_provision_on_each_day_on_which_it_can_be_opened(cast: Cast) -> None:
    allow(cast, "skole")
    with as_user(cast.teacher.pk):
        assert set(sources_to_open()) == {one.value for one in Source}
    words = provisions([one.value for one in Source], timezone.localdate())
    assert words.count("§") == 4
