"""With a protected address nothing tells who of the services helps: not the family (R7 f), and no list (R10)."""

import re
import uuid
from collections.abc import Callable
from pprint import pformat
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from cases.case.models import Case
from consent.models import HowWithdrawn, LegalBasis
from consent.services import consent_withdraw
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import Refused
from municipality.organisation.models import Team, Unit
from municipality.people.models import User
from teams.meetings.minutes import minutes_of
from teams.meetings.room import rooms_of
from teams.referrals.models import Referral
from teams.referrals.selectors import told
from tests.access.scenes import hand_over
from tests.attacks.comparing import differences, learned
from tests.attacks.elsewhere import KEYS_THAT_LEAD_NOWHERE, NAMES, UNITS, Log, Place, helped, places
from tests.attacks.helpers import CASE_PAGES, browser, look, note, plain
from tests.cast import Cast
from tests.examples import examples
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.paper.pdf import text_of
from tests.plans.helpers import content_of, make_paper
from tests.teams.helpers import begin, make_team, refer
from tests.work.helpers import make_late

PROTECTED = ("fortrolig", "strengt_fortrolig")
# What is a list or a notice: no unit of a child with a protected address stands there, whoever looks.
LISTS = (
    "/", "/stafettlogger/", "/stafettlogger/ q=Emma", "/saksopplysninger/", "/saksopplysninger/{case}/", "/varsler/",
    "/stafettlogger/{case}/utskrift/", "/stafettlogger/{case}/samtykke/utskrift/",
)  # fmt: skip
WAYS = examples(2)  # in which each function is called, at most


@pytest.fixture(params=PROTECTED)
def case_id(request: pytest.FixtureRequest, cast: Cast) -> uuid.UUID:
    """Three units take part, one of them until it was withdrawn; notes are written, one is withheld."""
    case_id = open_log(cast, address_protection=request.param)
    join(cast, case_id, "nurse", "adviser")
    note(cast, case_id, "nurse", cast.clinic, "health", "Vi snakket om søvn.")
    note(cast, case_id, "nurse", cast.clinic, "health", "Holdt tilbake.", withheld_because="child_at_risk")
    with as_user(cast.teacher.pk):
        consent_withdraw(case_id=case_id, how=HowWithdrawn.ORAL, unit_id=cast.ppt.pk)
    return case_id


def telephones(cast: Cast) -> list[str]:
    """Of those who help here."""
    return [person.phone for person in (cast.teacher, cast.nurse, cast.adviser, cast.coordinator)]


def test_no_page_of_the_family_names_a_unit_or_a_person(cast: Cast, case_id: uuid.UUID) -> None:
    client = browser(cast.mother)
    with as_user(cast.mother.pk):
        number = Case.objects.get(pk=case_id).number
    pages = {page: plain(look(client, page, case_id).text, number) for page in CASE_PAGES}
    found = {
        page: [name for name in (*NAMES["here"], *telephones(cast), "Holdt tilbake") if name in text]
        for page, text in pages.items()
    }
    assert {page: names for page, names in found.items() if names} == {}


def test_the_form_to_withdraw_does_not_say_a_unit_by_its_key_and_still_withdraws_for_it(
    cast: Cast, case_id: uuid.UUID
) -> None:
    client, address = browser(cast.mother), f"/stafettlogger/{case_id}/samtykke/trekk/"
    values = re.findall(r'name="what" value="([^"]*)"[^>]*>\s*<label[^>]*>([^<]*)|name="what" value="([^"]*)"',
                        client.get(address).text)  # fmt: skip
    codes = {first or last for first, _label, last in values} - {"all"}
    assert len(codes) == 2
    assert not codes & {str(unit.pk) for unit in (cast.school, cast.clinic, cast.ppt)}
    for code in codes:
        assert client.post(address, {"what": code, "kind": ""}).status_code == 302
    with as_system("test"):
        assert not LegalBasis.objects.filter(
            case_id=case_id, basis_type="consent", withdrawn_at=None
        ).exists()


def test_whether_a_unit_takes_part_is_not_told_by_trying_to_withdraw_for_it(
    cast: Cast, case_id: uuid.UUID
) -> None:
    for unit in (cast.clinic, cast.nav_office):  # takes part, does not
        with as_user(cast.mother.pk), pytest.raises(Refused, match="adressesperre"):
            consent_withdraw(case_id=case_id, how=HowWithdrawn.SELF, unit_id=unit.pk)


def test_the_code_of_a_unit_is_another_one_in_another_log(cast: Cast, case_id: uuid.UUID) -> None:
    other = open_log(
        cast, number=cast.youth_number, child_name="Ung Eksempel", address_protection="fortrolig"
    )
    pages = [
        browser(cast.mother).get(f"/stafettlogger/{one}/samtykke/trekk/").text for one in (case_id, other)
    ]
    first, second = (set(re.findall(r'name="what" value="([^"]+)"', page)) - {"all"} for page in pages)
    assert first
    assert second
    assert not first & second


def in_both(cast: Cast, protection: str, seen: Callable[[Place, Log], object]) -> list[object]:
    """What is seen where the child is helped here, and where it is helped by others elsewhere."""
    found = []
    for place in places(cast).values():
        before = transaction.savepoint()
        found.append(seen(place, helped(place, protection)))
        transaction.savepoint_rollback(before)
    return found


def on_paper(cast: Cast, log: Log, person: str, number: str) -> str:
    """The words of the plan's PDF, without the moment at which it was made."""
    text = text_of(content_of(make_paper(cast, log.plan, person)))
    return re.sub(r"kl. \d\d.\d\d", "", text.replace(number, "*"))


def pages_of(log: Log) -> list[str]:
    """Every page that somebody who reads the log finds about it."""
    found = [
        reverse("work:measure_read", args=[log.case_id, log.measure.pk]),
        reverse("plans:read", args=[log.case_id]),
    ]
    if log.referral and log.item:
        found.append(reverse("answers:referral", args=[log.referral.pk]))
        found.append(reverse("meetings:correct", args=[log.item.meeting_id, log.item.pk]))
    return [*CASE_PAGES, *found]


@pytest.mark.slow(60)
@pytest.mark.parametrize("protection", PROTECTED)
def test_a_mother_finds_the_same_and_gets_the_same_answers_whoever_helps(cast: Cast, protection: str) -> None:
    """But for the numbers in `elsewhere.KEYS_THAT_LEAD_NOWHERE`."""

    def all_of_it(_place: Place, log: Log) -> object:
        return learned(cast, log.world, "mother", most=WAYS)

    here, there = in_both(cast, protection, all_of_it)
    told = {**differences(here[0], there[0]), **differences(here[1], there[1])}  # type: ignore[index]
    assert not told, pformat(told, width=200)[:20000]


def test_a_key_of_a_unit_a_team_or_an_account_leads_a_family_nowhere(cast: Cast, case_id: uuid.UUID) -> None:
    make_team(cast)
    with as_user(cast.mother.pk):
        assert [*Unit.objects.all(), *Team.objects.all()] == []
        assert list(User.objects.all()) == [cast.mother]
        found = {
            f"{table}.{column}" for table, columns in KEYS_THAT_LEAD_NOWHERE.items() for column in columns
        }
        assert {column for column in found if not column.endswith("_id")} == {
            "cases_plandocument.left_out",
            "teams_referral.left_out",
        }


@pytest.mark.parametrize("protection", PROTECTED)
def test_a_mother_reads_the_same_pages_whoever_helps(cast: Cast, protection: str) -> None:
    def read(_place: Place, log: Log) -> object:
        mother = browser(cast.mother)
        with as_system("test"):
            number = Case.objects.get(pk=log.case_id).number
        pages = {plain(page): plain(look(mother, page, log.case_id).text, number) for page in pages_of(log)}
        paper = on_paper(cast, log, "mother", number)
        return pages | {"on paper": paper}

    here, there = in_both(cast, protection, read)
    assert "Leksehjelp" in here["on paper"]  # type: ignore[index]
    assert here == there


@pytest.mark.parametrize("protection", PROTECTED)
def test_who_takes_part_for_another_unit_finds_the_same_lists_and_paper_whoever_helps(
    cast: Cast, protection: str
) -> None:
    """NAV in both; at last with the baton, asked on "Min dag" to evaluate what others should have."""

    def lists(place: Place, log: Log) -> object:
        nav = browser(cast.nav)
        with as_system("test"):
            number = Case.objects.get(pk=log.case_id).number
        found = {page: plain(look(nav, page, log.case_id).text, number) for page in LISTS}
        paper = on_paper(cast, log, "nav", number)
        hand_over(place.cast, log.case_id, "nurse", "nav", "nav_office")
        make_late(log.measure)
        with_baton = plain(look(nav, "/", log.case_id).text, number)
        assert "skal evaluere «Leksehjelp»" in with_baton
        return found | {"on paper": paper, "with the baton": with_baton}

    here, there = in_both(cast, protection, lists)
    assert here == there


@pytest.mark.parametrize("protection", PROTECTED)
def test_no_list_and_no_notice_names_a_unit_or_a_team(cast: Cast, protection: str) -> None:
    log = helped(places(cast)["here"], protection)
    found: dict[tuple[str, str], list[str]] = {}
    for person in ("teacher", "nurse", "adviser", "coordinator", "head", "nav"):
        for page in LISTS:
            # Above it stands for which unit one has signed in.
            text = look(browser(getattr(cast, person)), page, log.case_id).text.partition("<main")[2]
            if names := [name for name in UNITS for _ in range(text.count(name))]:
                found[person, page] = names
    # A leader is told how many logs the unit has, and whoever sits in a team when it meets.
    of_the_meeting = {
        ("nurse", "/"): ["TST Sentrum"], ("nurse", "/varsler/"): ["TST Sentrum", "TST Sentrum"],
    } if log.meeting else {}  # fmt: skip
    assert found == {("head", "/"): ["Baksalen"], ("adviser", "/"): ["TST Sentrum"]} | of_the_meeting


def test_whoever_leads_an_item_is_told_who_must_leave_and_for_which_unit_only_where_nothing_is_protected(
    cast: Cast,
) -> None:
    team = make_team(cast)
    found = {}
    for protection in ("none", "fortrolig"):
        before = transaction.savepoint()
        case_id = open_log(cast, address_protection=protection)
        join(cast, case_id, "nurse", "adviser")
        referral = refer(cast, case_id, team)
        meeting = begin(cast, team)
        with as_user(cast.adviser.pk):
            found[protection] = [str(one) for one in rooms_of([referral], meeting)[referral.pk]]
        transaction.savepoint_rollback(before)
    assert "Child_welfare_worker, Barneverntjenesten" in found["none"]
    assert sorted(found["fortrolig"]) == ["Adviser", "Child_welfare_worker", "Nurse"]


def test_minutes_and_lists_of_referrals_say_the_service_and_the_referral_itself_the_unit(cast: Cast) -> None:
    log = helped(places(cast)["here"], "fortrolig")
    assert log.meeting
    assert log.referral
    with as_user(cast.nurse.pk):
        minutes = minutes_of(log.meeting)
        corrections = [one.signed for shown in minutes for one in shown.corrections]  # type: ignore[attr-defined]
        assert [shown.responsible for shown in minutes] == ["Adviser, ppt"]
        assert corrections == [""]
        on_an_agenda: Any = told(Referral.objects.all(), listed=True).get()
        of_its_own: Any = told(Referral.objects.all()).get()
        assert (on_an_agenda.sent_by, of_its_own.sent_by) == ("skole", "Teacher, Baksalen skole")


def test_where_nothing_is_protected_the_same_pages_name_them(cast: Cast) -> None:
    """So the tests above look where names stand."""
    log = helped(places(cast)["here"], "none")
    texts = {
        person: "".join(
            look(browser(getattr(cast, person)), page, log.case_id).text for page in pages_of(log)
        )
        for person in ("mother", "nav")
    }
    for person, text in texts.items():
        assert [name for name in NAMES["here"] if name not in text] == [], person
