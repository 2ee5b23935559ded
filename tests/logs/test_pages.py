"""The pages of a log, as each role meets them."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from cases.case.models import Case
from cases.logs.models import Entry
from cases.logs.services import entry_write
from consent.models import HowWithdrawn
from consent.services import consent_withdraw
from municipality.access.identity import as_system, as_user
from tests.cast import Cast
from tests.conversation.helpers import renew
from tests.logs.helpers import as_, join


@pytest.fixture
def log(cast: Cast, emmas_log: uuid.UUID) -> SimpleNamespace:
    return SimpleNamespace(pk=emmas_log, url=f"/stafettlogger/{emmas_log}/")


def write(cast: Cast, log: SimpleNamespace, author: str, kind: str, text: str, **changes: object) -> None:
    person = getattr(cast, author)
    unit = {"teacher": cast.school, "nurse": cast.clinic, "adviser": cast.ppt}[author]
    with as_user(person.pk):
        entry_write(author=person, unit=unit, case_id=log.pk, kind=kind, text=text, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("person", ["teacher", "nurse", "adviser", "mother"])
def test_those_who_take_part_read_the_log(cast: Cast, log: SimpleNamespace, person: str) -> None:
    answer = as_(getattr(cast, person)).get(log.url)
    assert answer.status_code == 200
    assert "Emma er mye alene" in answer.text


@pytest.mark.parametrize(
    "person",
    [
        "other_teacher",
        "head",
        "ppt_colleague",
        "child_welfare_worker",
        "nav",
        "father",
        "youth",
        "stranger",
        "administrator",
        "privacy_officer",
    ],
)
def test_for_everybody_else_the_log_is_not_there(cast: Cast, log: SimpleNamespace, person: str) -> None:
    client = as_(getattr(cast, person))
    for below in (
        "", "notat/", "samtykke/", "samtykke/trekk/", "innsyn/", "ga-ut/", "stafettpinne/svar/",
    ):  # fmt: skip
        answer = client.get(log.url + below)
        assert answer.status_code == 404, below
        assert "Emma" not in answer.text, below


def test_a_note_of_a_kind_the_unit_lacks_is_counted_and_not_shown(cast: Cast, log: SimpleNamespace) -> None:
    write(cast, log, "nurse", "health", "Sover dårlig.")
    nurse, adviser = as_(cast.nurse).get(log.url).text, as_(cast.adviser).get(log.url).text
    assert "Sover dårlig." in nurse
    assert "vises ikke for deg" not in nurse
    assert "Sover dårlig." not in adviser
    assert "1 innlegg vises ikke for deg" in adviser


def test_a_note_kept_from_the_parents_stays_so_when_it_is_corrected_after_the_age_at_which_that_is_asked(
    cast: Cast, log: SimpleNamespace
) -> None:
    with as_system("test: fifteen"):
        Case.objects.filter(pk=log.pk).update(
            subject_birth_date=timezone.localdate() - timedelta(days=15 * 366)
        )
    write(cast, log, "teacher", "school", "Det han har fortalt", kept_from_parents=True)
    with as_system("test: sixteen"):
        Case.objects.filter(pk=log.pk).update(
            subject_birth_date=timezone.localdate() - timedelta(days=17 * 366)
        )
        note = Entry.objects.get(text="Det han har fortalt")
    teacher, url = as_(cast.teacher), f"{log.url}notat/{note.pk}/"
    assert "kept_from_parents" not in teacher.get(url).text
    sent = {"kind": "school", "text": "Det han har fortalt.", "withheld_because": "", "version": "1"}
    assert teacher.post(url, sent).status_code == 302
    with as_system("test: still"):
        note.refresh_from_db()
    assert (note.text, note.kept_from_parents) == ("Det han har fortalt.", True)


def test_after_withdrawal_the_next_click_is_not_found(cast: Cast, log: SimpleNamespace) -> None:
    adviser = as_(cast.adviser)
    assert adviser.get(log.url).status_code == 200
    with as_user(cast.teacher.pk):
        consent_withdraw(case_id=log.pk, how=HowWithdrawn.ORAL, unit_id=cast.ppt.pk)
    assert adviser.get(log.url).status_code == 404
    assert "Emma" not in adviser.get("/stafettlogger/").text
    assert "Emma Eksempel" not in adviser.post("/stafettlogger/", {"q": "Emma"}, follow=True).text
    assert adviser.get(f"/saksopplysninger/{log.pk}/").status_code == 404


def test_the_mother_withdraws_in_one_form_and_is_asked_for_no_reason(
    cast: Cast, log: SimpleNamespace
) -> None:
    mother = as_(cast.mother)
    page = mother.get(log.url + "samtykke/trekk/")
    assert "Hvordan sa familien fra" not in page.text
    answer = mother.post(log.url + "samtykke/trekk/", {"what": str(cast.ppt.pk), "kind": ""}, follow=True)
    assert "Samtykket er trukket" in answer.text
    assert as_(cast.adviser).get(log.url).status_code == 404
    assert as_(cast.nurse).get(log.url).status_code == 200


def test_when_the_holders_own_unit_is_withdrawn_the_leader_gets_the_baton_and_only_the_head(
    cast: Cast, log: SimpleNamespace
) -> None:
    teacher = as_(cast.teacher)
    answer = teacher.post(
        log.url + "samtykke/trekk/", {"what": str(cast.school.pk), "kind": "", "how": "oral"}, follow=True
    )
    assert answer.redirect_chain[-1][0] == "/"
    assert teacher.get(log.url).status_code == 404
    head = as_(cast.head)
    assert head.get(log.url).status_code == 404
    page = head.get(f"/saksopplysninger/{log.pk}/")
    assert "Stafettpinnen er kommet til deg" in page.text
    assert "Emma" not in page.text
    offered = head.post(
        log.url + "stafettpinne/", {"to": f"{cast.nurse.pk}:{cast.clinic.pk}", "why": ""}, follow=True
    )
    assert "Du har spurt" in offered.text
    taken = as_(cast.nurse).post(log.url + "stafettpinne/svar/", {"answer": "yes"}, follow=True)
    assert "Nå holder du stafettpinnen til Emma" in taken.text
    assert head.get(f"/saksopplysninger/{log.pk}/").status_code == 404


def test_the_mother_sees_who_has_read_and_not_what_is_withheld(cast: Cast, log: SimpleNamespace) -> None:
    write(cast, log, "nurse", "health", "Hemmelig notat", withheld_because="third_person")
    write(cast, log, "nurse", "health", "Åpent notat")
    as_(cast.nurse).get(log.url)
    mother = as_(cast.mother)
    page = mother.get(log.url).text
    assert "Åpent notat" in page
    assert "Hemmelig notat" not in page
    events = mother.get(log.url + "innsyn/").text
    assert "Nurse" in events
    assert events.count("skrev et notat") == 2  # the first entry and the open note


def test_a_note_needs_a_text_and_keeps_the_kind_that_was_chosen(cast: Cast, log: SimpleNamespace) -> None:
    answer = as_(cast.teacher).post(
        log.url + "notat/", {"kind": "family", "text": "  ", "unit": cast.school.pk}
    )
    assert answer.status_code == 200
    assert 'value="family" selected' in answer.text
    assert "Skriv notatet før du lagrer." in answer.text


def test_two_windows_that_change_the_same_note_lose_neither_text(cast: Cast, log: SimpleNamespace) -> None:
    write(cast, log, "teacher", "school", "Første tekst")
    with as_system("test"):
        note = Entry.objects.get(text="Første tekst")
    teacher, url = as_(cast.teacher), f"{log.url}notat/{note.pk}/"
    assert (
        teacher.post(url, {"kind": "school", "text": "Fra det ene vinduet", "version": 1}).status_code == 302
    )
    second = teacher.post(url, {"kind": "school", "text": "Fra det andre vinduet", "version": 1})
    assert second.status_code == 200
    assert "Fra det ene vinduet" in second.text
    assert "Fra det andre vinduet" in second.text
    assert as_(cast.nurse).get(url).status_code == 404


def test_the_reception_names_a_colleague_who_is_in_from_then_on(cast: Cast, log: SimpleNamespace) -> None:
    colleague = as_(cast.ppt_colleague)
    assert colleague.get(log.url).status_code == 404
    answer = as_(cast.adviser).post(
        f"/saksopplysninger/{log.pk}/person/", {"person": cast.ppt_colleague.pk}, follow=True
    )
    assert "Ppt_colleague er med i stafettloggen nå" in answer.text
    assert colleague.get(log.url).status_code == 200


def test_the_family_reads_and_cannot_write(cast: Cast, log: SimpleNamespace) -> None:
    assert as_(cast.mother).get(log.url + "notat/").status_code == 403
    assert as_(cast.mother).get(log.url + "stafettpinne/").status_code == 403


def test_a_new_consent_lets_one_more_unit_in(cast: Cast, log: SimpleNamespace) -> None:
    nav = as_(cast.nav)
    assert nav.get(f"/saksopplysninger/{log.pk}/").status_code == 404
    answer = renew(cast.teacher, log.pk, [(cast.nav_office, ["economy", "school"])])
    assert "Samtykket er registrert" in answer.text
    assert nav.get(f"/saksopplysninger/{log.pk}/").status_code == 200
    assert nav.get(log.url).status_code == 404
    join(cast, log.pk, "nav")
    assert "Emma er mye alene" in nav.get(log.url).text


def test_a_new_consent_for_a_unit_that_takes_part_gives_its_persons_more_to_read(
    cast: Cast, log: SimpleNamespace
) -> None:
    write(cast, log, "nurse", "health", "Sover dårlig.")
    adviser = as_(cast.adviser)
    assert "Sover dårlig." not in adviser.get(log.url).text
    renew(cast.teacher, log.pk, [(cast.ppt, ["health"])])
    page = adviser.get(log.url).text
    assert "Sover dårlig." in page
    assert "Emma er mye alene" in page


def test_only_the_relay_holder_asks_for_a_new_consent(cast: Cast, log: SimpleNamespace) -> None:
    for person, status in ((cast.nurse, 403), (cast.mother, 403), (cast.stranger, 404)):
        assert as_(person).get(log.url + "samtykke/nytt/").status_code == status


def offer_to_the_nurse(cast: Cast, log: SimpleNamespace) -> Client:
    teacher = as_(cast.teacher)
    teacher.post(log.url + "stafettpinne/", {"to": f"{cast.nurse.pk}:{cast.clinic.pk}", "why": ""})
    return teacher


def test_a_no_to_the_baton_reaches_the_holder_with_its_reason(cast: Cast, log: SimpleNamespace) -> None:
    teacher = offer_to_the_nurse(cast, log)
    assert "Du har spurt Nurse" in teacher.get(log.url).text
    as_(cast.nurse).post(log.url + "stafettpinne/svar/", {"answer": "no", "reason": "Jeg er i permisjon."})
    for path in ("", "stafettpinne/"):
        page = teacher.get(log.url + path).text
        assert "Nurse, Helsestasjonen, kan ikke ta imot stafettpinnen" in page
        assert "Jeg er i permisjon." in page
    assert "Jeg er i permisjon." not in as_(cast.adviser).get(log.url).text


def test_a_question_about_the_baton_can_be_taken_back_and_another_be_asked(
    cast: Cast, log: SimpleNamespace
) -> None:
    teacher = offer_to_the_nurse(cast, log)
    assert "Ta tilbake spørsmålet" in teacher.get(log.url + "stafettpinne/").text
    answer = teacher.post(log.url + "stafettpinne/ta-tilbake/", follow=True)
    assert "Spørsmålet er tatt tilbake" in answer.text
    late = as_(cast.nurse).post(log.url + "stafettpinne/svar/", {"answer": "yes"}, follow=True)
    assert "Det er ikke noe å svare på lenger" in late.text
    teacher.post(log.url + "stafettpinne/", {"to": f"{cast.adviser.pk}:{cast.ppt.pk}", "why": ""})
    as_(cast.adviser).post(log.url + "stafettpinne/svar/", {"answer": "yes"})
    with as_system("test"):
        assert Case.objects.get(pk=log.pk).holder_id == cast.adviser.pk


def test_what_was_withheld_by_mistake_can_be_given_and_the_other_way_round(
    cast: Cast, log: SimpleNamespace
) -> None:
    write(cast, log, "nurse", "health", "Et notat")
    with as_system("test"):
        note = Entry.objects.get(text="Et notat")
    mother, nurse, url = as_(cast.mother), as_(cast.nurse), f"{log.url}notat/{note.pk}/"
    assert "Et notat" in mother.get(log.url).text
    sent = {"kind": "health", "text": "Et notat", "withheld_because": "third_person", "version": 1}
    nurse.post(url, sent)
    assert "Et notat" not in mother.get(log.url).text
    nurse.post(f"{url}slipp/", {"what": "withheld"})
    assert "Et notat" in mother.get(log.url).text


@pytest.mark.parametrize(
    ("what", "kind", "words"),
    [
        ("ppt", "", "PPT leser ikke stafettloggen fra nå."),
        ("ppt", "school", "PPT leser ikke om skole og barnehage fra nå."),
        ("all", "health", "Ingen enheter leser om helse fra nå."),
        ("all", "", "Stafettloggen er avsluttet"),
    ],
)
def test_after_a_withdrawal_the_page_says_what_has_happened(
    cast: Cast, log: SimpleNamespace, what: str, kind: str, words: str
) -> None:
    unit = str(cast.ppt.pk) if what == "ppt" else what
    answer = as_(cast.mother).post(log.url + "samtykke/trekk/", {"what": unit, "kind": kind}, follow=True)
    assert words in answer.text
