"""Reading a concern: who can, what each is told, and the one next step."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.concerns.models import Concern, ConcernOutcome
from cases.concerns.selectors import colleagues, readers_of
from cases.concerns.services import concern_close, concern_share
from municipality.access.identity import as_system, as_user
from municipality.audit.models import Event
from municipality.organisation.municipality import Municipality
from municipality.people.models import Membership, MembershipRole
from municipality.people.services import membership_start
from tests.access.scenes import everybody_who
from tests.cast import EVERYBODY, Cast, synthetic_number
from tests.concerns.helpers import BORN, OBSERVED, a_concern, signed_in
from tests.logs.opening import open_log

OPEN_LOG = "Spør familien om samtykke"


def address(concern: Concern) -> str:
    return reverse("concerns:read", args=[concern.pk])


@pytest.fixture
def concern(cast: Cast) -> Concern:
    """The teacher's about Emma, shared with nobody."""
    return a_concern(cast)


def leave(cast: Cast, who: str) -> None:
    with as_system("test: leaving"):
        Membership.objects.filter(user=getattr(cast, who)).update(ends_at=timezone.now())


def share(cast: Cast, concern: Concern, who: str = "other_teacher") -> None:
    with as_user(cast.teacher.pk):
        concern_share(concern=concern, colleague_id=getattr(cast, who).pk)


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_the_author_and_the_leader_read_it(cast: Cast, concern: Concern, who: str) -> None:
    response = signed_in(getattr(cast, who)).get(address(concern))
    if who in ("teacher", "head"):
        assert response.status_code == 200
        assert OBSERVED in response.content.decode()
    else:
        assert response.status_code == 404
        assert "Emma" not in response.content.decode()


def test_where_the_setting_is_off_the_leader_does_not_find_it(cast: Cast, concern: Concern) -> None:
    with as_system("test: settings"):
        Municipality.objects.filter(pk=cast.home.pk).update(leader_sees_concerns=False)
    assert signed_in(cast.head).get(address(concern)).status_code == 404
    page = signed_in(cast.teacher).get(address(concern)).content.decode()
    assert "Leses av: deg." in page


def test_a_colleague_whom_the_author_added_reads_it_and_one_who_left_does_not(
    cast: Cast, concern: Concern
) -> None:
    share(cast, concern)
    client = signed_in(cast.other_teacher)
    assert client.get(address(concern)).status_code == 200
    leave(cast, "other_teacher")
    assert client.get(address(concern)).status_code == 404


def test_the_author_who_has_left_the_unit_does_not_find_it(cast: Cast, concern: Concern) -> None:
    leave(cast, "teacher")
    assert signed_in(cast.teacher).get(address(concern)).status_code == 404
    assert signed_in(cast.head).get(address(concern)).status_code == 200


def test_a_refused_try_is_noted_with_what_was_asked_for(cast: Cast, concern: Concern) -> None:
    signed_in(cast.nurse).get(address(concern))
    with as_system("test: events"):
        event = Event.objects.get(user=cast.nurse, act="concern.read")
    assert event.refused
    assert event.objects_shown == [f"concern:{concern.pk}"]


def test_reading_is_one_event(cast: Cast, concern: Concern) -> None:
    signed_in(cast.head).get(address(concern))
    with as_system("test: events"):
        event = Event.objects.get(user=cast.head)
    assert (event.act, event.unit_id, event.refused) == ("concern.read", cast.school.pk, False)
    assert event.objects_shown == [f"concern:{concern.pk}"]


def test_the_author_sees_one_next_step_and_what_level_0_asks(cast: Cast, concern: Concern) -> None:
    page = signed_in(cast.teacher).get(address(concern)).content.decode()
    assert page.count('class="ds-button" href=') == 1
    assert OPEN_LOG in page
    assert "Snakk med Emma og foreldrene innen" in page
    assert "Spør foreldrene hva de ser hjemme" in page
    assert "Ikke snakk med foreldrene først" in page
    assert reverse("concerns:close", args=[concern.pk]) in page
    assert reverse("concerns:change", args=[concern.pk]) in page


@pytest.mark.parametrize("who", ["head", "other_teacher"])
def test_leader_and_colleague_only_read(cast: Cast, concern: Concern, who: str) -> None:
    share(cast, concern)
    page = signed_in(getattr(cast, who)).get(address(concern)).content.decode()
    assert OPEN_LOG not in page
    assert 'method="post" class="app-form"' not in page
    assert reverse("concerns:change", args=[concern.pk]) not in page
    assert reverse("concerns:close", args=[concern.pk]) not in page
    assert "Teacher snakker med Emma og foreldrene innen" in page


def test_the_readers_are_named_to_the_author(cast: Cast, concern: Concern) -> None:
    assert "Leses av: deg og Head (leder)." in signed_in(cast.teacher).get(address(concern)).content.decode()
    share(cast, concern)
    page = signed_in(cast.teacher).get(address(concern)).content.decode()
    assert "Leses av: deg, Head (leder) og Other_teacher." in page
    assert "kan ha delt den med flere" not in page


@pytest.mark.parametrize("leader_sees", [True, False])
@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize("left", [True, False])
def test_the_author_is_promised_exactly_those_who_read(
    cast: Cast, concern: Concern, leader_sees: bool, shared: bool, left: bool
) -> None:
    if shared:
        share(cast, concern)
    with as_system("test: settings, and somebody leaves"):
        Municipality.objects.filter(pk=cast.home.pk).update(leader_sees_concerns=leader_sees)
        if left:
            Membership.objects.filter(user=cast.other_teacher).update(ends_at=timezone.now())
    reading = everybody_who(cast, EVERYBODY, lambda: Concern.objects.filter(pk=concern.pk).exists())
    assert reading == {
        person
        for person, reads in {
            "teacher": True,
            "head": leader_sees,
            "other_teacher": shared and not left,
        }.items()
        if reads
    }
    with as_user(cast.teacher.pk):
        said = readers_of(concern)
    assert ("Head" in said, "Other_teacher" in said) == ("head" in reading, "other_teacher" in reading)


def test_who_does_not_read_it_is_told_of_nobody(cast: Cast, concern: Concern) -> None:
    for person in set(EVERYBODY) - {"teacher", "head"}:
        with as_user(getattr(cast, person).pk):
            assert readers_of(concern) == "deg"
            assert colleagues(concern) == []


def test_others_are_told_that_the_author_may_have_shared_it_further(cast: Cast, concern: Concern) -> None:
    share(cast, concern)
    page = signed_in(cast.head).get(address(concern)).content.decode()
    assert "Leses av: deg og Teacher." in page
    assert "Teacher kan ha delt den med flere i enheten." in page


def test_what_was_written_is_shown_as_text(cast: Cast, concern: Concern) -> None:
    with as_system("test: hostile text"):
        Concern.objects.filter(pk=concern.pk).update(
            observed="<img src=x onerror=alert(1)>", child_name="<b>Emma</b> <i>H</i>"
        )
    page = signed_in(cast.head).get(address(concern)).content.decode()
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    for raw in ("<img src=x", "<b>Emma", "<i>H"):
        assert raw not in page


def test_a_concern_without_need_says_why_and_offers_no_step(cast: Cast, concern: Concern) -> None:
    with as_user(cast.teacher.pk):
        concern_close(concern=concern, reason="Emma har fått en venn.")
    for who in (cast.teacher, cast.head):
        page = signed_in(who).get(address(concern)).content.decode()
        assert "det er ikke behov for mer nå" in page
        assert "Emma har fått en venn." in page
        assert OPEN_LOG not in page


def test_the_link_to_the_log_is_for_those_who_read_the_log(cast: Cast, concern: Concern) -> None:
    case_id = open_log(cast, concern=concern, number=synthetic_number(BORN), child_name="Emma Havblikk")
    link = reverse("logs:read", args=[case_id])
    author, leader = (
        signed_in(who).get(address(concern)).content.decode() for who in (cast.teacher, cast.head)
    )
    assert "Det ble åpnet en stafettlogg" in author
    assert "Det ble åpnet en stafettlogg" in leader
    assert link in author
    assert link not in leader
    assert str(case_id) not in leader
    with as_system("test: outcome"):
        assert Concern.objects.get().outcome == ConcernOutcome.LOG


def test_a_member_of_two_units_reads_those_shared_in_each(cast: Cast, concern: Concern) -> None:
    with as_system("test: second unit"):
        membership_start(user=cast.nurse, unit=cast.school, role=MembershipRole.CASEWORKER)
    share(cast, concern, "nurse")
    assert signed_in(cast.nurse).get(address(concern)).status_code == 200
