"""What an adult has said of the own affairs stands in the text for that adult alone: aloud, on screen, on paper."""

import uuid
from typing import Any

import pytest

from cases.case.models import ParentalResponsibility
from municipality.access.identity import as_system
from tests.access.scenes import join
from tests.attacks.helpers import browser
from tests.cast import Cast
from tests.consents.helpers import words
from tests.conversation.helpers import FATHER, MOTHER, Walk, a_concern, asked_until_answers
from tests.conversation.test_on_screen import CODE, hand_url
from tests.documents.test_consent_on_paper import address
from tests.logs.test_whose_affairs import log_of_two, says_of_self
from tests.paper.pdf import faults, text_of
from tests.reading import shown

HEADING, NONE = "Om deg selv", "Ingen av enhetene leser det."


@pytest.fixture
def asked(cast: Cast) -> Walk:
    """The father has said that the clinic reads what is about him."""
    walk = asked_until_answers(cast, a_concern(cast), MOTHER, FATHER)
    walk.says({}, **{f"own-{walk.person('Fredrik').pk}-units": str(cast.clinic.pk)})
    return walk


def read_with(walk: Walk, name: str) -> str:
    return shown(walk.get("les", alene=str(walk.person(name).pk)).text)


def test_it_is_read_aloud_with_that_adult_alone(cast: Cast, asked: Walk) -> None:
    line = f"{cast.clinic.name} leser det."
    assert line in read_with(asked, "Fredrik")
    assert NONE in read_with(asked, "Mona")
    assert line not in read_with(asked, "Mona")
    assert HEADING not in shown(asked.get("les").text)
    assert HEADING not in shown(asked.get("les", alene=str(uuid.uuid4())).text)


def test_it_stands_in_the_language_that_is_chosen(cast: Cast, asked: Walk) -> None:
    page = asked.get("les", alene=str(asked.person("Fredrik").pk), sprak="en").text
    assert f"{cast.clinic.name} reads it." in page


def test_on_the_screen_it_stands_before_the_adult_who_said_it(cast: Cast, asked: Walk) -> None:
    for name, line in (("Fredrik", f"{cast.clinic.name} leser det."), ("Mona", NONE)):
        asked.client.post(hand_url(asked, name), {"code": CODE})
        assert line in asked.get("pa_skjermen").text
        asked.client.post(asked.url("pa_skjermen"), {"give_back": "1", "code": CODE})


@pytest.fixture
def log(cast: Cast) -> uuid.UUID:
    """A log of both parents, in which the father lets PPT read what is about him."""
    case_id = log_of_two(cast)
    says_of_self(cast, case_id, "ppt")
    return case_id


def adult(case_id: uuid.UUID, name: str) -> uuid.UUID:
    with as_system("test: an adult"):
        return ParentalResponsibility.objects.get(case=case_id, name__startswith=name).pk


def paper(person: Any, case_id: uuid.UUID, til: uuid.UUID | str = "") -> str:
    answer = browser(person).get(address(case_id, 1), {"til": str(til)} if til else {})
    if answer.status_code == 404:
        return "404"
    assert faults(answer.content) == []
    return text_of(answer.content)


def test_the_consent_on_paper_tells_each_adult_the_own_answers_and_no_others(
    cast: Cast, log: uuid.UUID
) -> None:
    line = f"{cast.ppt.name} leser det."
    assert line in paper(cast.father, log)
    for til in ("", adult(log, "Fredrik")):
        mothers = paper(cast.mother, log, til)
        assert HEADING in mothers
        assert line not in mothers
        assert NONE in mothers
    assert HEADING not in paper(cast.teacher, log)
    assert line in paper(cast.teacher, log, adult(log, "Fredrik"))
    assert line not in paper(cast.teacher, log, adult(log, "Mona"))
    assert paper(cast.teacher, log, uuid.uuid4()) == "404"


def sheet(cast: Cast, person: str, case_id: uuid.UUID, name: str = "") -> str:
    below = f"utskrift/?til={adult(case_id, name)}" if name else "utskrift/"
    return words(cast, case_id, person, below)


def test_so_does_the_sheet(cast: Cast, log: uuid.UUID) -> None:
    line = f"{cast.ppt.name} leser det."
    assert line in sheet(cast, "father", log)
    assert line not in sheet(cast, "mother", log, "Fredrik")
    assert HEADING not in sheet(cast, "teacher", log)
    assert line in sheet(cast, "teacher", log, "Fredrik")
    assert line not in sheet(cast, "teacher", log, "Mona")


def test_only_the_relay_holder_makes_a_copy_for_an_adult(cast: Cast, log: uuid.UUID) -> None:
    join(cast, log, "nurse", "clinic")
    assert "Arket til" in sheet(cast, "teacher", log)
    assert "Arket til" not in sheet(cast, "nurse", log)
    answer = browser(cast.nurse).get(f"/stafettlogger/{log}/samtykke/utskrift/?til={adult(log, 'Mona')}")
    assert answer.status_code == 404
