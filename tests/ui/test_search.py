"""A search leaves no name in an address (R10), and is one person's, for one page, until it is cleared."""

import re
from urllib.parse import unquote

import pytest
from django.test import Client

from municipality.access.identity import as_system
from municipality.audit.models import Event
from municipality.ui.search import LONGEST
from tests.access_log import noted
from tests.attacks.helpers import browser, note
from tests.cast import Cast
from tests.concerns.helpers import a_concern
from tests.logs.helpers import join
from tests.logs.opening import open_log

LISTS = ("/stafettlogger/", "/undringer/")
EMMA, JONAS = ">Emma Eksempel", ">Jonas Fjellstad"


@pytest.fixture
def two_children(cast: Cast) -> None:
    """In both lists of the teacher."""
    open_log(cast)
    open_log(cast, child_name="Jonas Fjellstad")
    a_concern(cast, name="Emma Eksempel")
    a_concern(cast, name="Jonas Fjellstad")


@pytest.fixture
def teacher(cast: Cast, two_children: None) -> Client:
    return browser(cast.teacher)


def addresses_in(page: str) -> list[str]:
    return [unquote(part.split('"')[0]) for mark in ('href="', 'action="') for part in page.split(mark)[1:]]


@pytest.mark.parametrize("path", LISTS)
def test_the_name_never_stands_in_an_address(teacher: Client, path: str) -> None:
    answer = teacher.post(path, {"q": "Emma"})
    assert (answer.status_code, answer["Location"]) == (302, f"{path}?sok=1")
    page = teacher.get(answer["Location"]).text
    assert EMMA in page
    assert JONAS not in page
    assert 'value="Emma"' in page
    assert [address for address in addresses_in(page) if "Emma" in address] == []
    for form in re.findall('<form method="get".*?</form>', page, re.DOTALL):
        assert not re.search('type="(?:search|text)"|<textarea', form), (
            "what is typed there would be in an address"
        )


def test_neither_the_words_nor_the_kind_looked_for_in_a_log_stand_in_an_address(
    cast: Cast,
) -> None:
    case_id = open_log(cast)
    note(cast, case_id, "teacher", cast.school, "school", "Ny plass ved vinduet.")
    note(cast, case_id, "teacher", cast.school, "family", "Mor ringte.")
    client, path = browser(cast.teacher), f"/stafettlogger/{case_id}/"
    for typed in ({"q": "vinduet"}, {"kind": "school"}, {"q": "plass", "kind": "school"}):
        answer = client.post(path, typed)
        assert answer["Location"] == f"{path}?sok=1"
        page = client.get(answer["Location"]).text
        assert "Ny plass ved vinduet." in page
        assert "Mor ringte." not in page
        assert f'href="{path}">Vis alle' in page
    assert "Mor ringte." in client.get(path).text


@pytest.mark.parametrize("path", LISTS)
def test_the_address_with_a_name_that_somebody_typed_by_hand_finds_nothing_special(
    teacher: Client, path: str
) -> None:
    page = teacher.get(path, {"q": "Emma", "sok": "1"}).text
    assert EMMA in page
    assert JONAS in page


@pytest.mark.parametrize("path", LISTS)
def test_another_tab_without_the_mark_shows_all(teacher: Client, path: str) -> None:
    teacher.post(path, {"q": "Emma"})
    page = teacher.get(path).text
    assert EMMA in page
    assert JONAS in page
    assert "Vis alle" not in page


@pytest.mark.parametrize("path", LISTS)
def test_a_search_is_forgotten_when_it_is_cleared(teacher: Client, path: str) -> None:
    assert f'href="{path}">Vis alle' in teacher.post(path, {"q": "Emma"}, follow=True).text
    teacher.get(path)
    assert JONAS in teacher.get(path, {"sok": "1"}).text
    assert "Emma" not in str(dict(teacher.session))


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("typed", [{}, {"q": ""}, {"q": " \x00 "}, {"other": "Emma"}])
def test_an_empty_search_leads_to_the_plain_page_and_forgets(
    teacher: Client, path: str, typed: dict[str, str]
) -> None:
    teacher.post(path, {"q": "Emma"})
    answer = teacher.post(path, typed)
    assert (answer.status_code, answer["Location"]) == (302, path)
    assert JONAS in teacher.get(path, {"sok": "1"}).text


def test_a_search_on_one_page_is_none_on_another(teacher: Client) -> None:
    teacher.post("/stafettlogger/", {"q": "Emma"})
    assert JONAS in teacher.get("/undringer/", {"sok": "1"}).text
    assert JONAS not in teacher.get("/stafettlogger/", {"sok": "1"}).text


@pytest.mark.parametrize("path", LISTS)
def test_another_persons_session_knows_nothing(cast: Cast, teacher: Client, path: str) -> None:
    teacher.post(path, {"q": "Emma"})
    elsewhere = browser(cast.teacher).get(path, {"sok": "1"}).text
    assert JONAS in elsewhere
    # The same computer, the next person.
    teacher.force_login(cast.head)
    page = teacher.get(path, {"sok": "1"}).text
    assert 'value="Emma"' not in page
    assert "Emma" not in str(dict(teacher.session))


@pytest.mark.parametrize("path", LISTS)
def test_what_is_remembered_is_short_and_has_no_null_character(teacher: Client, path: str) -> None:
    teacher.post(path, {"q": "Em\x00ma" + "a" * 5000})
    assert teacher.session[f"sok:{path}"] == {"q": ("Emma" + "a" * 5000)[:LONGEST]}


def test_turning_pages_keeps_the_search(cast: Cast) -> None:
    for place in range(26):
        a_concern(cast, name=f"Emma Nr{place}")
    a_concern(cast, name="Jonas Fjellstad")
    client = browser(cast.teacher)
    page = client.post("/undringer/", {"q": "Emma"}, follow=True).text
    assert 'href="?sok=1&amp;page=2"' in page
    second = client.get("/undringer/?sok=1&page=2").text
    assert second.count("Emma Nr") == 1
    assert JONAS not in second


def test_a_search_is_one_view_of_the_list_in_the_access_log(cast: Cast, teacher: Client) -> None:
    for path, act in (("/stafettlogger/", "case.search"), ("/undringer/", "concern.list")):
        for typed, shown in (("Emma", 1), ("Ingen", 0)):
            with as_system("test: before"):
                before = Event.objects.count()
            teacher.post(path, {"q": typed}, follow=True)
            assert [(one.act, len(one.objects)) for one in noted()[before:]] == [(act, shown)]


def test_who_may_not_read_a_log_cannot_search_in_it_either(cast: Cast) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "nurse")
    for who, status in (("nurse", 302), ("adviser", 404), ("stranger", 404)):
        client = browser(getattr(cast, who))
        assert client.post(f"/stafettlogger/{case_id}/", {"q": "alene"}).status_code == status, who
        assert any("alene" in str(value) for value in client.session.values()) is (status == 302), who
