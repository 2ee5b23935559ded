"""Somebody else whom a note is about is told, or there is a reason: a task of its author, which nobody else finds."""

import re
import uuid

import pytest
from django.utils import timezone

from cases.case.models import ParentalResponsibility
from cases.concerns.services import KeptOut
from cases.informing.models import Informing
from cases.informing.selectors import informing_counts, informing_mine
from cases.informing.services import Answered, informing_answer
from cases.keepout.services import case_keep_out
from cases.logs.models import Entry
from cases.wrongchild.services import RightChild, note_move, note_to_concern
from municipality.access.identity import as_system, as_user
from municipality.people.models import User
from tests.access.scenes import plain
from tests.cast import Cast
from tests.concerns.helpers import signed_in
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.overseers import end_places, lay_overseers
from tests.reading import shown as with_tags
from tests.wrongchild.helpers import refused, two_logs, write

TAGS = re.compile(r"<[^>]*>")
HOW = "Sa det på møtet i går."
TOLD = Answered("told", HOW, happened_on=timezone.localdate())


def shown(page: str) -> str:
    return " ".join(TAGS.sub(" ", with_tags(page)).split())


@pytest.fixture
def note(cast: Cast) -> Entry:
    """The teacher's, about somebody who is not in the log."""
    lay_overseers(cast)
    case_id = open_log(cast)
    join(cast, case_id, "nurse")
    return write(cast, case_id, about_other=True)


def tasks(user: User) -> list[tuple[uuid.UUID, bool]]:
    with as_user(user.pk):
        return [(one.entry_id, one.as_leader) for one in informing_mine() if not one.outcome]


def test_a_note_about_others_is_a_task_of_its_author_until_it_is_answered(cast: Cast, note: Entry) -> None:
    write(cast, note.case_id, text="Bare om barnet.")
    client = signed_in(cast.teacher)
    assert tasks(cast.teacher) == [(note.pk, False)]
    assert shown(client.get("/").text).count("handler om, fått vite det?") == 1
    page = client.get("/skrevet-om/").text
    assert "noen som ikke står i loggen" in page
    assert "Emma" not in shown(page)
    url = f"/skrevet-om/{note.pk}/"
    assert "Skriv hvilken dag de fikk vite det." in client.post(url, {"outcome": "told", "text": HOW}).text
    assert "Velg hvorfor de ikke får vite det." in client.post(url, {"outcome": "not_told", "text": HOW}).text
    client.post(url, {"outcome": "told", "text": HOW, "happened_on": "i dag"})
    assert tasks(cast.teacher) == []
    assert HOW in client.get("/skrevet-om/").text
    client.post(url, {"outcome": "not_told", "text": "Taushetsplikt.", "provision": "secrecy"})
    page = client.get("/skrevet-om/").text
    assert "personvernforordningen artikkel 14 nr. 5 bokstav d" in page
    assert HOW not in page


def test_an_adults_own_affairs_are_one_too_and_what_becomes_an_adults_is_from_then(
    cast: Cast, note: Entry
) -> None:
    with as_system("test: an adult"):
        parent = ParentalResponsibility.objects.filter(case=note.case_id).first()
    assert parent
    about_parent = write(cast, note.case_id, about=parent.pk)
    later = write(cast, note.case_id)
    assert {key for key, _led in tasks(cast.teacher)} == {note.pk, about_parent.pk}
    with as_user(cast.teacher.pk):
        Entry.objects.filter(pk=later.pk).update(about_other=True)
    assert {key for key, _led in tasks(cast.teacher)} == {note.pk, about_parent.pk, later.pk}


def test_nobody_else_sees_it_nor_answers(cast: Cast, note: Entry) -> None:
    for name in (
        "other_teacher",
        "head",
        "nurse",
        "overseer",
        "named_person",
        "mother",
        "administrator",
        "privacy_officer",
    ):
        person = getattr(cast, name)
        assert tasks(person) == [], name
        with as_user(person.pk), refused("not_your_note"):
            informing_answer(note.pk, TOLD)
    for name in ("head", "nurse"):
        for key in (note.pk, uuid.uuid4()):
            assert signed_in(getattr(cast, name)).get(f"/skrevet-om/{key}/").status_code == 404


def test_when_the_author_has_gone_the_leaders_place_answers_without_reading(cast: Cast, note: Entry) -> None:
    end_places(cast.teacher)
    assert tasks(cast.teacher) == []
    assert tasks(cast.head) == [(note.pk, True)]
    page = signed_in(cast.head).get(f"/skrevet-om/{note.pk}/").text
    assert "Du leser ikke notatet." in page
    assert note.text not in page
    with as_user(cast.head.pk):
        informing_answer(note.pk, TOLD)
    assert tasks(cast.head) == []


def test_a_leader_who_is_kept_out_finds_none_and_the_place_above_does(cast: Cast, note: Entry) -> None:
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=note.case_id, kept_out=KeptOut(cast.head.pk, "kin"))
    end_places(cast.teacher)
    assert tasks(cast.head) == []
    assert tasks(cast.overseer) == [(note.pk, True)]


def test_it_moves_with_the_note_and_is_gone_with_it(cast: Cast) -> None:
    logs = two_logs(cast, about_other=True)
    with as_user(cast.teacher.pk):
        informing_answer(logs.note, TOLD)
        moved = note_move(entry_id=logs.note, to=logs.right, about_other=True)
        [one] = informing_mine()
        assert (one.entry_id, one.outcome, one.said) == (moved, "told", HOW)
        note_to_concern(entry_id=moved, unit=cast.school, child=RightChild("Ada", timezone.localdate()))
    with as_system("test: the rows"):
        assert not Informing.objects.exists()


@pytest.mark.parametrize(
    ("answered", "code"),
    [
        (Answered("told", HOW), "say_when_they_were_told"),
        (
            Answered("told", HOW, happened_on=timezone.localdate().replace(year=2100)),
            "say_when_they_were_told",
        ),
        (Answered("not_told", HOW), "no_provision_not_to_tell"),
        (Answered("not_told", HOW, provision="x"), "no_provision_not_to_tell"),
        (Answered("exempt", " "), "say_how_or_why"),
        (Answered("", HOW), "say_how_or_why"),
    ],
)
def test_an_answer_says_when_or_by_which_provision_and_how_or_why(
    cast: Cast, note: Entry, answered: Answered, code: str
) -> None:
    with as_user(cast.teacher.pk), refused(code):
        informing_answer(note.pk, answered)


def test_the_privacy_officer_sees_how_many_of_each_unit_and_nothing_else(cast: Cast, note: Entry) -> None:
    answered = write(cast, note.case_id, about_other=True)
    write(cast, note.case_id, by="nurse", unit="clinic", about_other=True)
    with as_user(cast.teacher.pk):
        informing_answer(answered.pk, TOLD)
    with as_user(cast.privacy_officer.pk):
        assert [(one.unit, one.waiting, one.told) for one in informing_counts()] == [
            ("Baksalen skole", 1, 1),
            ("Helsestasjonen", 1, 0),
        ]
    page = signed_in(cast.privacy_officer).get("/skrevet-om/antall/").text
    for hidden in (HOW, "Teacher", "S-", "Emma"):
        assert hidden not in shown(page)
    for name in ("teacher", "head", "administrator", "executive", "mother"):
        with as_user(getattr(cast, name).pk):
            assert informing_counts() == []


def test_the_family_and_colleagues_find_the_same_before_and_after_it_is_answered(
    cast: Cast, note: Entry
) -> None:
    """The event of it names no log: the family would learn that there is a note about others."""

    def found(person: User) -> object:
        with as_user(person.pk):
            told = plain("select * from family_events(%s)", note.case_id)
            return told, plain("select * from family_sightings(%s)", note.case_id), Entry.objects.count()

    people = (cast.mother, cast.nurse, cast.head)
    before = [found(person) for person in people]
    signed_in(cast.teacher).get("/skrevet-om/")
    signed_in(cast.teacher).post(f"/skrevet-om/{note.pk}/", {"outcome": "exempt", "text": HOW})
    assert tasks(cast.teacher) == []
    assert [found(person) for person in people] == before
