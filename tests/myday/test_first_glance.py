"""What stands first on each start page: when there is nothing, on a usual day, and when it is too much."""

import re
from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from cases.baton.services import baton_offer
from cases.deviations.services import Reported, deviation_report
from consent.models import Answer
from municipality.access.identity import as_system, as_user
from municipality.audit.models import Event
from municipality.notices.models import Notice
from municipality.organisation.municipality import Municipality
from municipality.people.models import MembershipRole, User
from tests.cast import Cast, make_staff, synthetic_number, years_ago
from tests.concerns.helpers import a_concern, signed_in
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.myday.test_room import notify
from tests.plans.helpers import make_plan
from tests.reporting.helpers import lay_logs, publish
from tests.teams.helpers import make_team, refer
from tests.teams.table import raise_issue
from tests.work.helpers import day, make_late, relative, set_goal, set_measure, staff

pytestmark = pytest.mark.slow(60)

Lay = Callable[[Cast], object]
MANY = 12


class Glance(NamedTuple):
    """The first heading of the page's content, and the first link below it."""

    heading: str
    link: str


def glance_of(user: User) -> Glance:
    page = signed_in(user).get("/", follow=True).text
    content = page.split('<div class="app-content">')[1]
    heading = re.search(r'<(h2|p class="app-empty__title"|p)[^>]*>\s*(.*?)\s*</', content, re.DOTALL)
    assert heading, "a start page never is empty"
    link = re.search(r'<a class="ds-(?:link|button)"[^>]*>\s*(.*?)\s*<', content[heading.end() :], re.DOTALL)
    return Glance(words(heading[2]), words(link[1]) if link else "")


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", text).split())


def nothing(cast: Cast) -> None:
    """Nobody has written anything yet."""


def logs(cast: Cast, number: int) -> list:
    return [open_log(cast, number=synthetic_number(years_ago(9), serial)) for serial in range(number)]


def late_concerns(number: int) -> Lay:
    return lambda cast: [a_concern(cast, late_by=2) for _ in range(number)]


def invitations(number: int) -> Lay:
    return lambda cast: logs(cast, number)


def new_concerns(number: int) -> Lay:
    return lambda cast: [a_concern(cast) for _ in range(number)]


def late_measures(number: int) -> Lay:
    def lay(cast: Cast) -> None:
        case = open_log(cast)
        join(cast, case, "nurse", "adviser")
        goal = set_goal(cast, case)
        for _ in range(number):
            make_late(set_measure(cast, case, goal, responsible=staff(cast, "adviser", "ppt")), 2)

    return lay


def offers(cast: Cast) -> None:
    case = open_log(cast)
    join(cast, case, "adviser")
    with as_user(cast.teacher.pk):
        baton_offer(case_id=case, user_id=cast.adviser.pk, unit_id=cast.ppt.pk, why="Permisjon")


def plans(number: int) -> Lay:
    """So many plans that the coordinator should have gone through by now."""

    def lay(cast: Cast) -> None:
        for case in logs(cast, number):
            plan = make_plan(cast, case)
            with as_system("test: time passes"):
                type(plan).objects.filter(pk=plan.pk).update(revise_on=day(-1))

    return lay


def systemsaker(number: int) -> Lay:
    def lay(cast: Cast) -> None:
        team = make_team(cast, receives_system_issues=True)
        for _ in range(number):
            raise_issue(cast, team)

    return lay


def referred(cast: Cast) -> None:
    refer(cast, open_log(cast), make_team(cast))


def of_the_mother(number: int) -> Lay:
    def lay(cast: Cast) -> None:
        case = open_log(cast)
        goal = set_goal(cast, case)
        for _ in range(number):
            set_measure(cast, case, goal, responsible=relative(cast, "mother"), what="Lese sammen")

    return lay


def of_the_youth(number: int) -> Lay:
    def lay(cast: Cast) -> None:
        case = open_log(cast, child_name="Nora Snøkvist", number=cast.youth_number, child_answer=Answer.YES)
        goal = set_goal(cast, case)
        for _ in range(number):
            set_measure(cast, case, goal, responsible=relative(cast, "youth"), what="Trene")

    return lay


def gone_wrong(number: int) -> Lay:
    def lay(cast: Cast) -> None:
        for _ in range(number):
            with as_user(cast.teacher.pk):
                deviation_report(Reported(cast.school.pk, "Sendte et brev til feil familie."))

    return lay


def set_up(cast: Cast) -> None:
    with as_system("test: settings"):
        Municipality.objects.filter(pk=cast.home.pk).update(
            child_protection_phone="02800",
            report_url="https://melding.example/",
            event_retention_years=10,
            event_retention_because="Arkivplanen",
        )


def mail_that_fails(number: int) -> Lay:
    def lay(cast: Cast) -> None:
        set_up(cast)
        case = open_log(cast)
        join(cast, case, "nurse")
        notify(cast.nurse, case, number)
        with as_system("test: no e-mail leaves"):
            User.objects.filter(pk=cast.nurse.pk).update(email="nurse@kommune.example")
            Notice.objects.filter(user=cast.nurse).update(
                sent_at=None, given_up_at=Now(), failure="address", attempts=5
            )

    return lay


CALM = "Ingenting venter på deg nå"
FAMILY_NOTHING = "Du har ingen stafettlogg her nå"
# person: (situation, what stands first, the first link below it)
EXPECTED = {
    "teacher": [
        (nothing, CALM, ""),
        (late_concerns(1), "Forsinket (1)", "Avklar undringen om Emma Havblikk, 9 år"),
        (late_concerns(MANY), f"Forsinket ({MANY})", "Avklar undringen om Emma Havblikk, 9 år"),
    ],
    "nurse": [
        (nothing, CALM, ""),
        (invitations(1), "Venter på deg (1)", "Velg hvem hos dere som følger opp E.E."),
        (invitations(MANY), f"Venter på deg ({MANY})", "Velg hvem hos dere som følger opp E.E."),
    ],
    "head": [
        (nothing, CALM, "0 stafettlogger"),
        (new_concerns(1), "Ingenting venter på deg nå.", "1 ny undring, Teacher avklarer innen"),
        (new_concerns(MANY), "Ingenting venter på deg nå.", f"{MANY} nye undringer, Teacher avklarer innen"),
    ],
    "adviser": [
        (nothing, CALM, ""),
        (offers, "Venter på deg (1)", "Teacher spør om du tar imot stafettpinnen for Emma Eksempel, 9 år"),
        (late_measures(MANY), f"Forsinket ({MANY})", "Evaluer «Leksehjelp»"),
    ],
    "coordinator": [
        (nothing, CALM, ""),
        (plans(1), "Forsinket (1)", "Gå gjennom den individuelle planen til Emma Eksempel, 9 år"),
        (plans(3), "Forsinket (3)", "Gå gjennom den individuelle planen til Emma Eksempel, 9 år"),
    ],
    "chair": [
        (nothing, CALM, ""),
        (systemsaker(1), "Ingenting venter på deg nå.", "1 systemsak er meldt til teamet ditt"),
        (systemsaker(MANY), "Ingenting venter på deg nå.", f"{MANY} systemsaker er meldt til teamet ditt"),
    ],
    "child_welfare_worker": [
        (nothing, CALM, ""),
        (referred, CALM, ""),
        (late_measures(MANY), CALM, ""),
    ],
    "nav_leader": [
        (nothing, CALM, "0 stafettlogger"),
        (invitations(1), CALM, "0 stafettlogger"),
        (invitations(MANY), CALM, "0 stafettlogger"),
    ],
    "mother": [
        (nothing, FAMILY_NOTHING, ""),
        (of_the_mother(1), "Dette har du avtalt (1)", "Lese sammen"),
        (of_the_mother(MANY), f"Dette har du avtalt ({MANY})", "Lese sammen"),
    ],
    "youth": [
        (nothing, FAMILY_NOTHING, ""),
        (of_the_youth(1), "Dette har du avtalt (1)", "Trene"),
        (of_the_youth(MANY), f"Dette har du avtalt ({MANY})", "Trene"),
    ],
    "father": [
        (nothing, FAMILY_NOTHING, ""),
        (of_the_mother(1), FAMILY_NOTHING, ""),
        (of_the_mother(MANY), FAMILY_NOTHING, ""),
    ],
    "administrator": [
        (nothing, "Dette mangler før dere tar Stafettpinnen i bruk", "Legg det inn under Innstillinger"),
        (set_up, "Kom i gang", "Se hva som mangler"),
        (mail_that_fails(3), "Varsler som ikke når fram", "Se hvem det er, og hvorfor"),
    ],
    "privacy_officer": [
        (nothing, "Dette følger du med på", "Ingen åpne avvik"),
        (gone_wrong(1), "Ett varsel venter på deg", "Se varslene"),
        (gone_wrong(MANY), f"{MANY} varsler venter på deg", "Se varslene"),
    ],
}
CASES = [
    pytest.param(who, *row, id=f"{who}-{size}")
    for who, rows in EXPECTED.items()
    for size, row in zip(("nothing", "normal", "too much"), rows, strict=True)
]


def person_of(cast: Cast, who: str) -> User:
    if who == "chair":
        return cast.adviser
    if who == "nav_leader":
        with as_system("test: NAV has a leader"):
            return make_staff("nav_leader", cast.nav_office, MembershipRole.LEADER)
    person: User = getattr(cast, who)
    return person


@pytest.mark.parametrize(("who", "lay", "heading", "link"), CASES)
def test_what_stands_first(cast: Cast, who: str, lay: Lay, heading: str, link: str) -> None:
    with as_system("test: nothing has happened yet"):
        assert Event.objects.filter(act="events.read").count() == 0
    person = person_of(cast, who)
    lay(cast)
    seen = glance_of(person)
    assert (seen.heading.startswith(heading), seen.link.startswith(link)) == (True, True), seen


@pytest.mark.parametrize(
    ("levels", "first"),
    [
        pytest.param({}, "Ingen tall ennå", id="nothing"),
        pytest.param({0: 12, 1: 34, 2: 18}, "Åpne stafettlogger 64", id="normal"),
        pytest.param({0: 120, 1: 340, 2: 180, 3: 60}, "Åpne stafettlogger 700", id="too much"),
    ],
)
def test_the_executive_meets_figures_first_and_the_method_folded(
    cast: Cast, levels: dict[int, int], first: str
) -> None:
    if levels:
        lay_logs(cast, levels)
        assert publish(cast.home, timezone.localdate())
    page = signed_in(cast.executive).get("/", follow=True).text
    shown, *folded = page.split('<div class="app-content">')[1].split("<details")
    assert words(shown).startswith(first)
    assert "regnet ut" not in shown
    assert len(folded) == (3 if levels else 0)


def test_too_much_is_cut_off_with_the_way_to_the_rest(cast: Cast) -> None:
    late_concerns(MANY)(cast)
    page = signed_in(cast.teacher).get("/").text
    assert page.count("Avklar undringen om") == 10
    assert f"og {MANY - 10} til under Undringer" in page


def test_a_chair_reads_how_much_is_on_the_table_and_when_the_team_meets(cast: Cast) -> None:
    referred(cast)
    page = words(signed_in(cast.adviser).get("/").text)
    assert "TST Sentrum: 1 sak på bordet · ikke noe møte er satt opp · " in page
    assert "Child_welfare_worker, Barnevern" in page
    assert "går ut av sak 1" in page
    assert "på bordet" not in signed_in(cast.nurse).get("/").text


def test_who_leads_nav_is_led_to_kostra_and_nobody_else(cast: Cast) -> None:
    leader = person_of(cast, "nav_leader")
    assert "KOSTRA: kontroller 11F og 11CF før de sendes til SSB" in words(signed_in(leader).get("/").text)
    for who in ("nav", "head", "adviser"):
        assert "KOSTRA" not in signed_in(getattr(cast, who)).get("/").text


def test_a_father_without_responsibility_meets_what_everybody_with_nothing_here_meets(cast: Cast) -> None:
    """A page that looks another way would tell that there is a log."""
    before = signed_in(cast.father).get("/").text
    of_the_mother(1)(cast)
    after = signed_in(cast.father).get("/").text
    cut = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
    assert cut.sub("", before) == cut.sub("", after)
