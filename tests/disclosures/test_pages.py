"""The pages on which notes are handed out: three steps, the file, what the family sees, what waits."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.case.models import Case
from cases.disclosures.selectors import disclosures, notes_to_choose
from municipality.access.identity import as_system, as_user
from municipality.audit.models import Event
from municipality.people.models import Membership
from tests.access.scenes import withdraw, write
from tests.attacks.helpers import BY_CHANCE
from tests.cast import Cast
from tests.disclosures.helpers import begun, chosen, found, made, said, told
from tests.logs.helpers import as_
from tests.logs.opening import open_log
from tests.paper.pdf import faults, text_of
from tests.reading import shown

FIND, NOTHING = "/uten-samtykke/utlever/", "Enheten din har ingen notater som du kan utlevere der."


def typed(**other: str) -> dict[str, str]:
    words = {
        "way": "child_welfare:ordered", "body": "Barneverntjenesten", "person": "Berit Barnevern",
        "demanded_on": f"{timezone.localdate():%d.%m.%Y}", "reference": "2026/17", "reason": "De har pålagt det.",
        "told": "not", "hidden_because": "child_at_risk",
        "review_on": f"{timezone.localdate() + timedelta(days=30):%d.%m.%Y}",
    }  # fmt: skip
    return words | other


def of(disclosure_id: uuid.UUID, page: str = "") -> str:
    return f"{FIND}{disclosure_id}/{page}"


@pytest.fixture
def number(emmas_log: uuid.UUID) -> str:
    with as_system("test: its number"):
        return Case.objects.get(pk=emmas_log).number


def test_three_steps_from_the_number_of_a_closed_log_to_the_file(
    cast: Cast, emmas_log: uuid.UUID, number: str
) -> None:
    withdraw(cast, emmas_log, "mother")
    teacher = as_(cast.teacher)
    page = teacher.post(FIND, {"number": number.lower()}, follow=True)
    assert "Utlever om Emma Eksempel" in shown(page.text)
    assert "barnevernsloven § 13-4" in page.text
    page = teacher.post(f"/stafettlogger/{emmas_log}/utlever/", typed(), follow=True)
    assert "Emma er mye alene i friminuttene." in page.text
    with as_user(cast.teacher.pk):
        (disclosure,) = disclosures()
        (note,) = notes_to_choose(disclosure.id)
    page = teacher.post(of(disclosure.id, "velg/"), {"notes": [note.key]}, follow=True)
    assert "Skal disse notatene utleveres?" in page.text
    assert "Berit Barnevern, Barneverntjenesten (barnevernet)" in shown(page.text)
    page = teacher.post(of(disclosure.id, "bekreft/"), {"confirmed": "1"}, follow=True)
    assert "Notatene er utlevert." in page.text
    answer = teacher.get(of(disclosure.id, "fil/"))
    paper = text_of(answer.content)
    for words in (
        "Emma er mye alene i friminuttene.",
        "Berit Barnevern",
        "2026/17",
        "barnevernsloven § 13-4",
        number,
    ):
        assert words in paper, words
    assert faults(answer.content) == []
    assert answer["Content-Disposition"] == f'attachment; filename="utlevering-{timezone.localdate()}.pdf"'
    with as_system("test: events"):
        acts = list(
            Event.objects.filter(act__startswith="disclosure.").order_by("at").values_list("act", flat=True)
        )
    assert acts == [
        f"disclosure.{one}"
        for one in ["find", "begin", "notes", "change", "read", "make", "read", "fetch"]
    ]  # fmt: skip


def test_it_is_found_by_the_number_of_the_child(cast: Cast, emmas_log: uuid.UUID) -> None:
    answer = as_(cast.teacher).post(FIND, {"person": cast.emma_number.digits})
    assert answer["Location"] == f"/stafettlogger/{emmas_log}/utlever/"


def test_the_answer_is_the_same_whatever_there_is(cast: Cast, emmas_log: uuid.UUID, number: str) -> None:
    """No log, a log that only others wrote in, one of another municipality."""
    for person in (cast.nurse, cast.stranger):
        pages = {
            BY_CHANCE.sub("*", as_(person).post(FIND, {"number": asked}).text).replace(asked, "*")
            for asked in (number, "S-22222")
        }
        assert len(pages) == 1
        assert NOTHING in pages.pop()
    for key in (emmas_log, uuid.uuid4()):
        page = as_(cast.nurse).get(f"/stafettlogger/{key}/utlever/", follow=True)
        assert (page.request["PATH_INFO"], NOTHING in page.text) == (FIND, True)
    with as_user(cast.privacy_officer.pk):
        tries = Event.objects.filter(act="disclosure.find")
        assert {(one.refused, one.cases.count()) for one in tries} == {(True, 0)}


def test_several_logs_of_a_child_are_told_apart_by_number(
    cast: Cast, emmas_log: uuid.UUID, number: str
) -> None:
    other = open_log(cast)
    page = as_(cast.teacher).post(FIND, {"person": cast.emma_number.digits}).text
    with as_system("test: its number"):
        assert f"Enheten har notater i flere saker: {Case.objects.get(pk=other).number}, {number}." in page


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"way": ""}, "Velg hvem som skal ha opplysningene."),
        ({"way": "police:avert_harm"}, "Velg et av svarene i listen."),
        ({"body": ""}, "Skriv hvilket kontor som skal ha opplysningene."),
        ({"person": ""}, "Skriv navnet på den som tar imot."),
        ({"demanded_on": ""}, "Skriv hvilken dag de ble bedt om."),
        ({"reason": ""}, "Skriv hvorfor de må utleveres."),
        ({"told": ""}, "Velg om familien vet det."),
        ({"told": "told"}, "Skriv hvilken dag de fikk vite det."),
        ({"hidden_because": ""}, "Velg hvorfor de ikke skal vite det nå."),
        ({"review_on": ""}, "Skriv når du vurderer det på nytt."),
    ],
    ids=lambda one: "-".join(one) if isinstance(one, dict) else "",
)  # fmt: skip
def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(
    cast: Cast, emmas_log: uuid.UUID, wrong: dict[str, str], says: str
) -> None:
    page = as_(cast.teacher).post(f"/stafettlogger/{emmas_log}/utlever/", typed(**wrong))
    assert (page.status_code, says in shown(page.text)) == (200, True)
    assert 'value="2026/17"' in page.text
    with as_user(cast.teacher.pk):
        assert not disclosures()


def test_what_is_about_others_is_marked_and_not_ticked(cast: Cast, emmas_log: uuid.UUID) -> None:
    write(cast, emmas_log, "teacher", "school", text="Om en annen", about_other=True)
    write(cast, emmas_log, "teacher", "school", text="Holdt tilbake", withheld_because="child_at_risk")
    page = as_(cast.teacher).get(of(begun(cast.teacher, emmas_log).id, "velg/")).text
    assert page.count("Handler om andre enn barnet.") == 1
    assert "Vises ikke for familien" in page
    assert " checked" not in page


def test_a_note_that_has_changed_since_is_read_again(cast: Cast, emmas_log: uuid.UUID) -> None:
    disclosure = chosen(cast.teacher, begun(cast.teacher, emmas_log))
    with as_user(cast.teacher.pk):
        (note,) = notes_to_choose(disclosure.id)
    page = as_(cast.teacher).post(of(disclosure.id, "velg/"), {"notes": [f"{note.entry_id}:2"]})
    assert "Et av notatene er endret. Les det på nytt, og velg igjen." in page.text


def test_the_leader_sees_what_was_handed_out_and_no_name_and_no_text(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    disclosure = made(cast.teacher, emmas_log)
    for path in (of(disclosure.id), "/uten-samtykke/"):
        page = as_(cast.head).get(path).text
        assert "Barneverntjenesten i nabokommunen" in page
        for hidden in ("Emma", "friminuttene"):
            assert hidden not in page
    for page in ("velg/", "bekreft/", "dropp/", "endre/", "fil/", "familien/"):
        assert as_(cast.head).get(of(disclosure.id, page)).status_code == 404


@pytest.mark.parametrize("page", ["velg/", "bekreft/", "dropp/", "endre/"])
def test_nothing_goes_on_after_it_is_made(cast: Cast, emmas_log: uuid.UUID, page: str) -> None:
    disclosure = made(cast.teacher, emmas_log)
    teacher = as_(cast.teacher)
    assert [getattr(teacher, way)(of(disclosure.id, page)).status_code for way in ("get", "post")] == [
        404,
        404,
    ]


def test_what_is_dropped_hands_out_nothing(cast: Cast, emmas_log: uuid.UUID) -> None:
    disclosure = begun(cast.teacher, emmas_log)
    page = as_(cast.teacher).post(of(disclosure.id, "dropp/"), {"confirmed": "1"}, follow=True).text
    assert "Ingenting er utlevert." in page
    with as_user(cast.teacher.pk):
        assert found(disclosure.id).state == "droppet"
    assert as_(cast.teacher).get(of(disclosure.id, "fil/")).status_code == 404


def test_the_family_reads_in_its_log_what_it_was_told_and_nobody_else_does(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    line = f"{cast.school.name} utleverte opplysninger til barnevernet."
    log, readings = f"/stafettlogger/{emmas_log}/", f"/stafettlogger/{emmas_log}/innsyn/"
    disclosure = made(cast.teacher, emmas_log)
    assert line not in shown(as_(cast.mother).get(log).text)
    sent = {"told": "told", "told_on": f"{timezone.localdate():%d.%m.%Y}"}
    assert as_(cast.teacher).post(of(disclosure.id, "familien/"), sent).status_code == 302
    assert line in shown(as_(cast.mother).get(log).text)
    for person in (cast.teacher, cast.nurse, cast.adviser):
        assert line not in shown(as_(person).get(log).text)
    assert "utleverte notater uten samtykke" in as_(cast.mother).get(readings).text


def test_the_page_of_the_log_leads_whoever_can_hand_out_of_it(cast: Cast, emmas_log: uuid.UUID) -> None:
    link = f"/stafettlogger/{emmas_log}/utlever/"
    assert link in as_(cast.teacher).get(f"/stafettlogger/{emmas_log}/").text
    assert link not in as_(cast.adviser).get(f"/stafettlogger/{emmas_log}/").text
    assert link not in as_(cast.mother).get(f"/stafettlogger/{emmas_log}/").text
    assert link in as_(cast.head).get(f"/saksopplysninger/{emmas_log}/").text
    assert link not in as_(cast.nurse).get(f"/saksopplysninger/{emmas_log}/").text


def test_my_day_asks_whether_the_family_may_still_not_know_and_then_the_leader(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    asks = "Skal familien fortsatt ikke vite om utleveringen"
    today = timezone.localdate()
    made(cast.teacher, emmas_log, said(told=told()))
    assert asks not in as_(cast.teacher).get("/").text
    hidden = said().told
    made(cast.teacher, emmas_log, said(told=type(hidden)(None, "child_at_risk", today + timedelta(days=7))))
    day = as_(cast.teacher).get("/").text
    assert asks in day
    assert asks not in as_(cast.head).get("/").text
    with as_system("test: left"):
        Membership.objects.filter(user=cast.teacher).update(ends_at=timezone.now())
    assert asks in as_(cast.head).get("/").text
