"""Evaluating: did it help, what does the child say, what now."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.case.models import Case
from cases.logs.models import Entry
from cases.work.models import Evaluation, Measure
from municipality.access.identity import as_system
from tests.cast import Cast
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log
from tests.work.helpers import day, evaluate, set_goal, set_measure


@pytest.fixture
def measure(cast: Cast) -> Measure:
    case_id = open_log(cast)
    join(cast, case_id, "nurse", "adviser")
    return set_measure(cast, case_id, set_goal(cast, case_id))


def url_of(measure: Measure) -> str:
    return reverse("work:evaluate", args=[measure.case_id, measure.pk])


def said(cast: Cast, **changes: str) -> dict[str, str]:
    return {
        "unit": str(cast.school.pk), "effect": "4", "text": "Vi har prøvd i fem uker.",
        "childs_view": "Det er fint.", "how_heard": "talk", "parents_view": "",
        "decision": "continue", "next_on": f"{day(42):%d.%m.%Y}",
        "kind": "school",
    } | changes  # fmt: skip


def test_what_was_seen_heard_and_decided_is_asked_for_and_nothing_of_it_is_chosen_before(
    cast: Cast, measure: Measure
) -> None:
    client = as_(cast.teacher)
    form = client.get(url_of(measure)).context["form"]
    given = {name: form[name].value() for name in form.fields}
    empty = {name for name, value in given.items() if not value and form.fields[name].required}
    assert empty == {"effect", "text", "childs_view", "how_heard", "decision"}
    answer = client.post(url_of(measure), said(cast), follow=True)
    assert "Evalueringen er lagret. De som kan lese den, har fått beskjed." in answer.content.decode()
    with as_system("test"):
        found = Evaluation.objects.get()
        assert (found.effect, found.decision, found.next_on) == (4, "continue", day(42))
        assert Measure.objects.get().evaluate_on == day(42)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"effect": ""}, "Velg om det har hjulpet."),
        ({"text": " "}, "Skriv kort hva som har skjedd."),
        ({"childs_view": " "}, "Skriv hva Emma selv sier, eller hvorfor dere ikke har spurt."),
        ({"childs_view": "", "how_heard": "not_heard"}, "Skriv hva Emma selv sier"),
        ({"next_on": ""}, "Skriv når dere skal evaluere igjen."),
        ({"next_on": "1.1.2020"}, "Dagen for neste evaluering må være fram i tid."),
        ({"effect": "6"}, "Velg et av svarene i listen."),
    ],
)
def test_what_is_missing_is_said_beside_the_field_and_nothing_typed_is_lost(
    cast: Cast, measure: Measure, wrong: dict[str, str], words: str
) -> None:
    answer = as_(cast.teacher).post(url_of(measure), said(cast, parents_view="Mor sier ja.", **wrong))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert words in page
    assert "Mor sier ja." in page
    with as_system("test"):
        assert not Evaluation.objects.exists()


def test_a_child_under_seven_need_not_be_heard_but_can_be(cast: Cast, measure: Measure) -> None:
    with as_system("test: a small child"):
        small = timezone.localdate() - timedelta(days=6 * 365)
        Case.objects.update(subject_birth_date=small)
    client = as_(cast.teacher)
    seen = client.post(url_of(measure), said(cast, how_heard=""))
    assert "Velg hvordan dere vet det." in seen.content.decode()
    answer = client.post(url_of(measure), said(cast, childs_view="", how_heard=""))
    assert answer.status_code == 302
    with as_system("test"):
        assert Evaluation.objects.get().how_heard == "not_heard"


@pytest.mark.parametrize("decision", ["done", "stopped"])
def test_a_measure_that_ends_needs_no_new_day(cast: Cast, measure: Measure, decision: str) -> None:
    answer = as_(cast.teacher).post(url_of(measure), said(cast, decision=decision, next_on=""))
    assert answer.status_code == 302
    with as_system("test"):
        assert Measure.objects.get().ended_as == decision
        assert Evaluation.objects.get().next_on is None


def test_the_day_that_stands_in_the_form_does_not_matter_when_the_measure_ends(
    cast: Cast, measure: Measure
) -> None:
    as_(cast.teacher).post(url_of(measure), said(cast, decision="done"))
    with as_system("test"):
        assert Evaluation.objects.get().next_on is None


def test_the_form_says_who_reads_and_follows_the_kind(cast: Cast, measure: Measure) -> None:
    page = as_(cast.nurse).get(url_of(measure)).content.decode()
    assert "Leses av: deg, Helsestasjonen og mor." in page  # health, the nurse's own kind
    assert page.count("Leses av de samme som teksten over.") == 2
    assert "Skal familien ikke lese dette?" not in page
    assert "Ingenting av dette holdes tilbake fra familien." in page


def test_who_evaluates_one_that_was_ended_meanwhile_keeps_the_text(cast: Cast, measure: Measure) -> None:
    evaluate(cast, measure, "nurse", "clinic", kind="school", decision="done", next_on=None)
    answer = as_(cast.teacher).post(url_of(measure), said(cast, text="Min egen tekst"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Tiltaket er avsluttet i mellomtiden" in page
    assert "Min egen tekst" in page
    with as_system("test"):
        assert Evaluation.objects.count() == 1


def test_a_measure_that_has_ended_is_not_evaluated_from_its_address(cast: Cast, measure: Measure) -> None:
    evaluate(cast, measure, decision="done", next_on=None)
    answer = as_(cast.teacher).get(url_of(measure), follow=True)
    assert "Tiltaket er avsluttet." in answer.content.decode()
    assert answer.request["PATH_INFO"] == reverse("work:measure_read", args=[measure.case_id, measure.pk])


def test_the_family_does_not_evaluate(cast: Cast, measure: Measure) -> None:
    assert as_(cast.mother).get(url_of(measure)).status_code == 403
    assert as_(cast.mother).post(url_of(measure), said(cast)).status_code == 403


def log_page(cast: Cast, who: str, case_id: uuid.UUID) -> str:
    answer = as_(getattr(cast, who)).get(reverse("logs:read", args=[case_id]))
    return " ".join(answer.content.decode().split())


def test_the_timeline_shows_effect_the_childs_view_and_the_decision(cast: Cast, measure: Measure) -> None:
    evaluate(cast, measure, effect=4, childs_view="Jeg liker det.", decision="stopped", next_on=None)
    page = log_page(cast, "adviser", measure.case_id)
    for words in ("Evaluering av «Leksehjelp»", "Bedre (4 av 5)", "Jeg liker det.", "Avbryt tiltaket"):
        assert words in page, words


def test_the_author_changes_the_text_of_an_evaluation_like_a_note_and_it_stays_an_evaluation(
    cast: Cast, measure: Measure
) -> None:
    key = evaluate(cast, measure, effect=4)
    url = reverse("logs:change_entry", args=[measure.case_id, key])
    client = as_(cast.teacher)
    page = client.get(url).content.decode()
    assert "Endre evalueringen" in page
    assert "blir stående" in page
    client.post(
        url, {"kind": "school", "text": "Rettet tekst", "withheld_because": "third_person", "version": "1"}
    )
    with as_system("test"):
        entry = Entry.objects.get(pk=key)
        assert (entry.role, entry.text, entry.withheld_because) == ("evaluation", "Rettet tekst", "")
        assert entry.evaluation.effect == 4
    page = log_page(cast, "nurse", measure.case_id)
    assert "Evaluering av «Leksehjelp»" in page
    assert "Rettet tekst" in page
    assert as_(cast.nurse).get(url).status_code == 404


def test_what_a_young_person_keeps_from_the_parents_is_written_as_a_note(cast: Cast) -> None:
    case_id = open_log(cast, number=cast.youth_number)
    with as_system("test: thirteen years"):
        Case.objects.update(subject_birth_date=timezone.localdate() - timedelta(days=13 * 366))
    page = as_(cast.teacher).get(url_of(set_measure(cast, case_id, set_goal(cast, case_id)))).content.decode()
    assert "ikke vil at foreldrene leser, skriver du i et eget notat." in page
    assert "har bedt om at foreldrene ikke får lese dette" not in page
