"""The list of concerns: everybody's own, without a filter for who sees."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.concerns.models import Concern
from cases.concerns.services import concern_close, concern_share
from municipality.access.identity import as_system, as_user
from municipality.audit.models import Event
from municipality.organisation.municipality import Municipality
from municipality.people.models import Membership
from tests.cast import EVERYBODY, Cast
from tests.concerns.helpers import a_concern, signed_in

URL = "/undringer/"


@pytest.mark.parametrize("who", EVERYBODY)
def test_each_sees_the_own_part_in_list_search_and_count(cast: Cast, who: str) -> None:
    shared = a_concern(cast, name="Emma Havblikk")
    a_concern(cast, name="Jonas Fjellstad")
    a_concern(cast, by="nurse", name="Sara Snøfonn")
    with as_user(cast.teacher.pk):
        concern_share(concern=shared, colleague_id=cast.other_teacher.pk)
    seen = {
        "teacher": {"Emma Havblikk", "Jonas Fjellstad"},
        "head": {"Emma Havblikk", "Jonas Fjellstad"},
        "other_teacher": {"Emma Havblikk"},
        "nurse": {"Sara Snøfonn"},
    }.get(who, set())
    client = signed_in(getattr(cast, who))
    response = client.get(URL)
    page = response.content.decode()
    assert {name for name in ("Emma Havblikk", "Jonas Fjellstad", "Sara Snøfonn") if name in page} == seen
    assert response.context["counts"]["open"] == len(seen)
    for name in ("Emma", "Jonas", "Sara"):
        found = client.post(URL, {"q": name.lower()}, follow=True)
        assert found.context["page"].paginator.count == sum(full.startswith(name) for full in seen)


def test_where_the_setting_is_off_the_leader_sees_only_the_own(cast: Cast) -> None:
    a_concern(cast, name="Emma Havblikk")
    a_concern(cast, by="head", name="Jonas Fjellstad")
    with as_system("test: settings"):
        Municipality.objects.filter(pk=cast.home.pk).update(leader_sees_concerns=False)
    page = signed_in(cast.head).get(URL).content.decode()
    assert "Emma" not in page
    assert "Jonas Fjellstad" in page


def test_a_former_member_has_an_empty_list_that_says_why(cast: Cast) -> None:
    a_concern(cast)
    with as_system("test: leaving"):
        Membership.objects.filter(user=cast.teacher).update(ends_at=cast.teacher.memberships.get().starts_at)
    page = signed_in(cast.teacher).get(URL).content.decode()
    assert "Emma" not in page
    assert "Du er ikke med i noen enhet nå." in page
    assert "Jeg er bekymret for et barn" not in page


def test_those_of_one_day_stand_as_they_were_written(cast: Cast) -> None:
    """By chance, what somebody must not know could move them."""
    names = ["Dag Dahl", "Eli Enger", "Ask Aune", "Bo Berg", "Cato Coll"]
    for name in names:
        a_concern(cast, name=name)
    page = signed_in(cast.teacher).get(URL).content.decode()
    assert sorted(names, key=page.index) == names


def test_the_latest_comes_first_and_the_closed_below(cast: Cast) -> None:
    a_concern(cast, name="Ny Nilsen")
    a_concern(cast, name="Sen Senja", late_by=2)
    a_concern(cast, name="Senest Sund", late_by=9)
    closed = a_concern(cast, name="Ferdig Fosse", late_by=20)
    with as_user(cast.teacher.pk):
        concern_close(concern=closed, reason="Det går bra.")
    response = signed_in(cast.teacher).get(URL)
    page = response.content.decode()
    places = [page.index(name) for name in ("Senest Sund", "Sen Senja", "Ny Nilsen", "Ferdig Fosse")]
    assert places == sorted(places)
    assert page.index("Avsluttede undringer") < page.index("Ferdig Fosse")
    assert response.context["counts"] == {"open": 3, "late": 2, "closed": 1}
    assert "3 åpne, 2 forsinket, 1 avsluttet" in " ".join(page.split())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("emma", True),
        ("havbl", True),
        ("  Emma ", True),
        ("%", False),
        ("_", False),
        ("Emma\x00", True),
        ("xyz", False),
    ],
)
def test_search_finds_parts_of_the_childs_name(cast: Cast, text: str, found: bool) -> None:
    a_concern(cast)
    page = signed_in(cast.teacher).post(URL, {"q": text}, follow=True).content.decode()
    assert ("Emma Havblikk</a>" in page) is found
    assert ("Ingen undring du kan lese" in page) is not found


def test_what_was_searched_for_is_shown_as_text(cast: Cast) -> None:
    page = (
        signed_in(cast.teacher).post(URL, {"q": '"><script>alert(1)</script>'}, follow=True).content.decode()
    )
    assert "<script>alert(1)" not in page
    assert "&quot;&gt;&lt;script&gt;" in page


def test_an_empty_list_says_how_to_begin(cast: Cast) -> None:
    page = signed_in(cast.teacher).get(URL).content.decode()
    assert "begynner du med det du har sett eller hørt" in page


@pytest.mark.parametrize("number", ["2", "99", "x", "-1"])
def test_the_list_goes_on_to_a_second_page_and_any_number_is_answered(cast: Cast, number: str) -> None:
    for place in range(26):
        a_concern(cast, name=f"Barn Nr{place}")
    client = signed_in(cast.teacher)
    assert len(client.get(URL).context["open"]) == 25
    assert client.get(URL, {"page": number}).status_code == 200
    assert len(client.get(URL, {"page": "2"}).context["open"]) == 1


def test_one_view_is_one_event_with_what_it_showed(cast: Cast) -> None:
    concern = a_concern(cast)
    signed_in(cast.head).get(URL)
    with as_system("test: events"):
        event = Event.objects.get(user=cast.head)
    assert (event.act, event.objects_shown) == ("concern.list", [f"concern:{concern.pk}"])


def test_the_number_of_queries_does_not_grow_with_the_list(cast: Cast) -> None:
    client = signed_in(cast.teacher)
    client.get(URL)  # the first page of a session asks more
    counted = []
    made = 0
    for size in (1, 10, 100):
        for place in range(made, size):
            a_concern(cast, name=f"Barn Nr{place}")
        made = size
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(URL).status_code == 200
        counted.append(len(queries))
    assert len(set(counted)) == 1, counted


def test_the_late_ones_are_counted_in_the_navigation_of_their_author_only(cast: Cast) -> None:
    a_concern(cast, late_by=1)
    a_concern(cast, name="Jonas Fjellstad")
    assert "(1 venter)" in signed_in(cast.teacher).get(URL).content.decode()
    page = signed_in(cast.other_teacher).get(URL).content.decode()
    assert "venter)" not in page
    with as_system("test: look"):
        assert Concern.objects.count() == 2
