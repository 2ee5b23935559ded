"""Min dag: what waits for whom, the late first, and for each type of account its own page."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.baton.services import baton_offer
from cases.case.models import AddressProtection, Case
from cases.concerns.models import Concern
from cases.logs.services import entry_write
from consent.models import Answer, HowWithdrawn
from consent.services import consent_withdraw
from municipality.access.identity import as_system, as_user
from municipality.audit.models import Event
from municipality.organisation.models import Unit
from municipality.organisation.municipality import Municipality
from municipality.people.models import Membership, User
from tests.access_log import noted
from tests.cast import Cast, synthetic_number, years_ago
from tests.concerns.helpers import a_concern, signed_in
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.reading import shown
from tests.work.helpers import day, set_goal, set_measure

WRITE = "Jeg er bekymret for et barn"


def page_of(user: User) -> str:
    response = signed_in(user).get("/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def withdraw(cast: Cast, case_id: uuid.UUID, unit: Unit | None = None) -> None:
    """The mother takes her yes back, for one unit or for all."""
    with as_user(cast.teacher.pk):
        consent_withdraw(case_id=case_id, unit_id=unit.pk if unit else None, how=HowWithdrawn.ORAL)


def test_who_is_not_signed_in_meets_the_welcome_page(db: None) -> None:
    response = Client().get("/")
    assert response.status_code == 200
    assert "signin/welcome.html" in [template.name for template in response.templates]


def test_late_concerns_come_first_and_those_far_ahead_last(cast: Cast) -> None:
    a_concern(cast, name="Senere Senja")
    soon = a_concern(cast, name="Snart Sund")
    a_concern(cast, name="Forsinket Fosse", late_by=3)
    with as_system("test: time passes"):
        Concern.objects.filter(pk=soon.pk).update(deadline=timezone.localdate())
    page = page_of(cast.teacher)
    places = [
        page.index(words)
        for words in (
            "Forsinket (1)", "undringen om Forsinket", "Venter på deg (1)", "undringen om Snart", "Senere (1)",
            "undringen om Senere",
        )
    ]  # fmt: skip
    assert places == sorted(places)


@pytest.mark.parametrize("who", ["other_teacher", "nurse", "child_welfare_worker", "stranger", "adviser"])
def test_nobody_else_is_told_of_my_concern(cast: Cast, who: str) -> None:
    a_concern(cast, late_by=1)
    page = page_of(getattr(cast, who))
    assert "Emma" not in page
    assert "Ingenting venter på deg nå" in page
    assert "(1 venter)" not in page


def test_an_invitation_waits_for_the_reception_until_somebody_is_named(cast: Cast) -> None:
    case_id = open_log(cast)
    link = reverse("heads:read", args=[case_id])
    page = page_of(cast.nurse)
    assert "Velg hvem hos dere som følger opp E.E." in page
    assert "Helsestasjonen · S-" in page
    assert link in page
    assert "Emma" not in page
    assert "Velg hvem" not in page_of(cast.ppt_colleague)
    assert "Velg hvem" not in page_of(cast.child_welfare_worker)
    join(cast, case_id, "nurse")
    page = page_of(cast.nurse)
    assert "Velg hvem" not in page
    assert "Emma Eksempel" in page


def test_a_strictly_protected_child_waits_by_number_only(cast: Cast) -> None:
    case_id = open_log(cast, address_protection=AddressProtection.STRICT)
    page = page_of(cast.nurse)
    assert reverse("heads:read", args=[case_id]) in page
    assert "Velg hvem hos dere som følger opp S-" in page
    assert "E.E." not in page


def test_of_a_protected_child_it_is_not_said_who_asks(cast: Cast) -> None:
    case_id = open_log(cast, address_protection=AddressProtection.CONFIDENTIAL)
    join(cast, case_id, "nurse")
    with as_user(cast.teacher.pk):
        baton_offer(case_id=case_id, user_id=cast.nurse.pk, unit_id=cast.clinic.pk, why="Permisjon")
    page = page_of(cast.nurse)
    assert "En fagperson spør om du tar imot stafettpinnen for Emma" in page
    assert "Teacher" not in page


def test_an_offer_of_the_baton_waits_for_the_one_asked_only(cast: Cast) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    with as_user(cast.teacher.pk):
        baton_offer(case_id=case_id, user_id=cast.nurse.pk, unit_id=cast.clinic.pk, why="Permisjon")
    asked = "Teacher spør om du tar imot stafettpinnen for Emma"
    page = page_of(cast.nurse)
    assert asked in page
    assert reverse("baton:answer", args=[case_id]) in page
    assert asked not in page_of(cast.adviser)
    assert asked not in page_of(cast.teacher)


def test_a_baton_without_access_must_be_offered_on(cast: Cast) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "nurse")
    withdraw(cast, case_id, cast.school)
    with as_system("test: who holds"):
        case = Case.objects.get(pk=case_id)
    holder = next(user for user in (cast.head, cast.nurse) if user.pk == case.holder_id)
    page = page_of(holder)
    assert "Gi stafettpinnen for E.E. videre" in page
    assert f"{case.number} · så snart du kan" in page
    assert reverse("heads:read", args=[case_id]) in page
    assert "Emma" not in page


def test_a_holder_with_access_is_not_told_to_offer_it_on(cast: Cast) -> None:
    open_log(cast)
    page = page_of(cast.teacher)
    assert "Gi stafettpinnen" not in page
    assert ">du</td>" in page


def test_of_my_logs_five_are_shown_where_something_is_due_first_then_the_newest(cast: Cast) -> None:
    cases = [
        open_log(cast, child_name=f"Barn Nr{serial}", number=synthetic_number(years_ago(8), serial))
        for serial in range(7)
    ]
    for serial, days in ((1, 9), (0, 2)):
        goal = set_goal(cast, cases[serial])
        set_measure(cast, cases[serial], goal, deadline=day(days), evaluate_on=day(days))
    page = page_of(cast.teacher).split("Mine stafettlogger (7)")[1]
    assert "Se alle 7 stafettloggene" in page
    assert re.findall(r'<th scope="row"><a[^>]*>Barn Nr(\d)', page) == ["0", "1", "6", "5", "4"]


def test_withdrawal_empties_the_day_of_the_unit(cast: Cast) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "adviser")
    with as_user(cast.teacher.pk):
        entry_write(author=cast.teacher, unit=cast.school, case_id=case_id, kind="school", text="Et notat.")
    assert "Emma" in page_of(cast.adviser)
    withdraw(cast, case_id, cast.ppt)
    page = page_of(cast.adviser)
    assert "Emma" not in page
    assert "Mine stafettlogger (0)" in page
    assert "Nytt siden sist" not in page


def test_a_leader_sees_counts_of_the_own_unit_and_no_child(cast: Cast) -> None:
    open_log(cast)
    a_concern(cast, name="Jonas Fjellstad", late_by=1)
    a_concern(cast, by="nurse", name="Sara Snøfonn")
    page = page_of(cast.head)
    assert "Det du leder" in page
    assert "1 stafettlogg<" in page
    assert "1 åpen undring<" in page
    assert "1 forsinket" in page
    for name in ("Emma", "Jonas", "Sara"):
        assert name not in page
    assert "Det du leder" not in page_of(cast.teacher)


def test_where_the_setting_is_off_the_leader_gets_no_number_of_concerns(cast: Cast) -> None:
    a_concern(cast, late_by=1)
    with as_system("test: settings"):
        Municipality.objects.filter(pk=cast.home.pk).update(leader_sees_concerns=False)
    page = page_of(cast.head)
    assert "Baksalen skole: " in page
    assert "åpne undringer" not in page
    assert "forsinket" not in page


def test_the_mother_meets_her_childs_log_and_the_way_out(cast: Cast) -> None:
    case_id = open_log(cast)
    page = page_of(cast.mother)
    assert "Stafettloggen til Emma" in page
    assert "Stafettholder er Teacher, Baksalen skole." in page
    for name in ("logs:read", "consents:list", "logs:events", "consents:withdraw"):
        assert reverse(name, args=[case_id]) in page
    assert WRITE not in page
    assert "Undringer" not in page


def test_the_young_person_meets_the_own_log(cast: Cast) -> None:
    open_log(cast, child_name="Nora Snøkvist", number=cast.youth_number, child_answer=Answer.YES)
    assert "Stafettloggen din" in page_of(cast.youth)


@pytest.mark.parametrize("who", ["father", "youth"])
def test_others_of_the_family_learn_nothing(cast: Cast, who: str) -> None:
    open_log(cast)
    page = page_of(getattr(cast, who))
    assert "Emma" not in page
    assert "Du har ingen stafettlogg her nå" in page


def test_with_a_protected_address_the_family_sees_neither_name_nor_unit(cast: Cast) -> None:
    open_log(cast, address_protection=AddressProtection.CONFIDENTIAL)
    page = page_of(cast.mother)
    assert "Stafettloggen til Emma" in page
    assert "Stafettholder er" not in page
    assert "Emma har adressesperre. Derfor står det ikke her hvem som er stafettholder." in page
    assert "Baksalen" not in page
    assert "Teacher" not in page


def test_a_closed_log_can_be_read_by_the_family_and_not_withdrawn_again(cast: Cast) -> None:
    case_id = open_log(cast)
    withdraw(cast, case_id)
    page = page_of(cast.mother)
    assert "avsluttet" in page
    assert reverse("logs:read", args=[case_id]) in page
    assert reverse("consents:withdraw", args=[case_id]) not in page
    assert "Emma" not in page_of(cast.teacher)


@pytest.mark.parametrize(
    ("who", "link"), [("administrator", "administration:overview"), ("privacy_officer", "audit:list")]
)
def test_administrator_and_privacy_officer_get_their_page_and_no_child(
    cast: Cast, who: str, link: str
) -> None:
    open_log(cast)
    a_concern(cast)
    page = page_of(getattr(cast, who))
    assert reverse(link) in page
    assert "Emma" not in page
    assert WRITE not in page
    for elsewhere in ("concerns:list", "logs:list", "heads:list"):
        assert f'href="{reverse(elsewhere)}"' not in page


def test_a_former_member_is_told_why_the_page_is_empty(cast: Cast) -> None:
    open_log(cast)
    a_concern(cast, late_by=1)
    with as_system("test: leaving"):
        Membership.objects.filter(user=cast.teacher).update(ends_at=timezone.now())
    page = page_of(cast.teacher)
    assert "Du er ikke med i noen enhet nå" in page
    assert "Emma" not in page
    assert WRITE not in page


def test_the_unit_stands_under_the_name(cast: Cast) -> None:
    assert 'class="app-person__unit">Baksalen skole<' in page_of(cast.teacher)
    assert 'class="app-person__unit">Personvernombud<' in page_of(cast.privacy_officer)
    assert "app-person__unit" not in page_of(cast.mother)


@pytest.mark.parametrize(
    ("who", "labels"),
    [
        ("teacher", {"Undringer", "Stafettlogger"}),
        ("head", {"Undringer", "Stafettlogger", "Saker i enheten"}),
        ("nurse", {"Undringer", "Stafettlogger", "Saker i enheten"}),
        ("mother", {"Stafettlogger"}),
        ("administrator", set()),
        ("privacy_officer", set()),
    ],
)
def test_the_navigation_shows_what_is_of_use(cast: Cast, who: str, labels: set[str]) -> None:
    navigation = shown(page_of(getattr(cast, who))).split('class="app-nav"')[1].split("</nav>")[0]
    assert {
        label for label in ("Undringer", "Stafettlogger", "Saker i enheten") if f">{label}" in navigation
    } == labels


def test_what_the_page_shows_of_children_is_in_the_access_log(cast: Cast) -> None:
    case_id = open_log(cast)
    concern = a_concern(cast)
    before = len(noted())
    signed_in(cast.teacher).get("/")
    [event] = noted()[before:]
    assert (event.act, event.case_ids) == ("day.read", [case_id])
    assert event.objects == [f"case:{case_id}", f"concern:{concern.pk}"]


def test_a_page_without_children_leaves_no_event(cast: Cast) -> None:
    signed_in(cast.other_teacher).get("/")
    with as_system("test: events"):
        assert not Event.objects.filter(user=cast.other_teacher).exists()


def test_the_number_of_queries_does_not_grow_with_the_work(cast: Cast) -> None:
    client = signed_in(cast.teacher)
    client.get("/")  # the first page of a session asks more
    counted = []
    made = 0
    for size in (1, 4, 9):
        for serial in range(made, size):
            open_log(cast, child_name=f"Barn Nr{serial}", number=synthetic_number(years_ago(8), serial))
            a_concern(cast, name=f"Barn Nr{serial}", late_by=serial % 2)
        made = size
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        counted.append(len(queries))
    assert len(set(counted)) == 1, counted
