"""From an undring to a log, step by step; and in a log to one more consent."""

import uuid

import pytest

from cases.case.models import Case
from cases.concerns.models import Concern
from consent.models import Asked, Consent, LegalBasis, Reply, Share
from municipality.access.identity import as_system, as_user
from tests.access_log import noted
from tests.cast import Cast, born_as, number_of
from tests.conversation.helpers import (
    FATHER,
    MOTHER,
    Walk,
    a_concern,
    asked_until_answers,
    open_question,
    renew,
)
from tests.logs.helpers import as_
from tests.logs.opening import open_log

SOMETHING_ELSE = "har svart på noe annet. Lagrer du, må du spørre på nytt."


@pytest.fixture
def concern(cast: Cast) -> uuid.UUID:
    return a_concern(cast)


def test_a_log_opens_when_who_answers_has_said_yes_in_the_last_step(cast: Cast, concern: uuid.UUID) -> None:
    walk = asked_until_answers(cast, concern)
    page = walk.says({"Mona": "yes"})
    assert "Gå videre og åpne loggen" in page.text
    page = walk.client.get(f"/undringer/{concern}/").text
    assert "Det er sagt ja, og loggen kan åpnes" in page
    assert "Gå videre og åpne loggen" in page
    answer = walk.open_log()
    assert "Stafettloggen til Emma er åpnet, og du er stafettholder." in answer.text
    with as_system("test: what was opened"):
        log = Case.objects.get()
        assert Concern.objects.get(pk=concern).log_id == log.pk
        units = LegalBasis.objects.filter(basis_type="consent").values_list("unit__name", flat=True)
        assert {*units} == {cast.school.name, cast.clinic.name}
        assert not Asked.objects.exclude(number_sealed=None).exists()
    assert as_(cast.nurse).get(f"/saksopplysninger/{log.pk}/").status_code == 200


def test_nobody_gets_further_than_the_first_step_that_is_not_done(cast: Cast, concern: uuid.UUID) -> None:
    walk = Walk(cast.teacher, concern=concern)
    for step in ("voksne", "enheter", "periode", "les", "svar", "apne"):
        assert walk.get(step).redirect_chain[-1][0] == walk.url("barnet")
    walk.child(cast.emma_number.digits)
    for step in ("enheter", "periode", "les", "svar", "apne", "go_on"):
        assert walk.get(step).redirect_chain[-1][0] == walk.url("voksne")
    # What is done can be looked at and changed.
    assert walk.get("barnet").redirect_chain == []


def test_what_is_begun_is_found_again_on_the_page_of_the_undring_and_on_my_day(
    cast: Cast, concern: uuid.UUID
) -> None:
    teacher = as_(cast.teacher)
    assert "Spør familien om samtykke" in teacher.get(f"/undringer/{concern}/").text
    walk = Walk(cast.teacher, concern=concern)
    walk.child(cast.emma_number.digits)
    read = teacher.get(f"/undringer/{concern}/").text
    assert "Neste steg: Hvem er de voksne?" in read
    assert walk.url("go_on") in read
    day = teacher.get("/").text
    assert "Fortsett samtalen om samtykke for Emma Eksempel, 9 år" in day
    assert walk.url("go_on") in day
    asked_until_answers(cast, concern)
    assert "Mona Eksempel har ikke svart ennå." in teacher.get(f"/undringer/{concern}/").text
    assert "Følg opp svarene om samtykke for Emma Eksempel, 9 år" in teacher.get("/").text


def test_a_number_that_was_written_is_kept_and_never_shown_again(cast: Cast, concern: uuid.UUID) -> None:
    walk = Walk(cast.teacher, concern=concern)
    digits = cast.emma_number.digits
    walk.child(digits)
    page = walk.get("barnet").text
    assert digits[6:] not in page
    assert f"Det som er skrevet inn: {digits[:6]}" in page
    walk.child("")
    with as_system("test: the number"):
        assert Asked.objects.get(role="subject").number_begins == digits[:6]


def test_an_answer_counts_no_more_when_what_is_asked_is_changed_and_that_is_said_before_it_is_saved(
    cast: Cast, concern: uuid.UUID
) -> None:
    walk = asked_until_answers(cast, concern)
    walk.says({"Mona": "yes"})
    page = walk.units([(cast.clinic, ["health", "family"])])
    assert f"Mona Eksempel {SOMETHING_ELSE}" in page.text
    with as_system("test: nothing is changed yet"):
        assert Share.objects.get(unit=cast.clinic).kinds == ["health"]
    walk.units([(cast.clinic, ["health", "family"])], confirmed="1")
    with as_system("test: now it is, and the answer is history"):
        assert {*Share.objects.get(unit=cast.clinic).kinds} == {"health", "family"}
        assert Reply.objects.count() == 1
    walk.period()
    page = walk.read()
    assert "Mona Eksempel svarte på noe annet. Spør på nytt." in page.text
    assert "Gå videre og åpne loggen" not in page.text


def test_who_goes_back_and_changes_nothing_loses_nothing(cast: Cast, concern: uuid.UUID) -> None:
    walk = asked_until_answers(cast, concern)
    walk.says({"Mona": "yes"})
    with as_system("test: who is asked"):
        mother = Asked.objects.get(role="parent")
    walk.child("")
    walk.grown_ups({**MOTHER, "person": str(mother.pk)})
    walk.units([(cast.clinic, ["health"])])
    walk.period()
    assert "Gå videre og åpne loggen" in walk.read().text


def test_answers_come_one_by_one_and_the_page_says_who_is_waited_for(cast: Cast, concern: uuid.UUID) -> None:
    walk = asked_until_answers(cast, concern, MOTHER, FATHER)
    page = walk.says({"Mona": "yes", "Emma": "yes"})
    assert "Ingen enhet får lese noe ennå" in page.text
    assert "Fredrik Eksempel har ikke svart ennå." in page.text
    page = walk.says({"Fredrik": "not_reached"}, how="telefon")
    assert "Fredrik Eksempel er ikke nådd." in page.text
    page = walk.says({"Fredrik": "yes"}, how="telefon", on="i går")
    assert "Et ja kan ikke være eldre enn den dagen dere leste teksten sammen" in page.text
    page = walk.says({"Fredrik": "yes"}, how="papir", on="i går")
    assert "Gå videre og åpne loggen" in page.text
    with as_system("test: every answer is kept"):
        assert Reply.objects.filter(asked__name__startswith="Fredrik").count() == 2


def test_a_no_is_asked_about_once_and_ends_it_without_a_log_and_without_numbers(
    cast: Cast, concern: uuid.UUID
) -> None:
    walk = asked_until_answers(cast, concern)
    page = walk.says({"Mona": "no"})
    assert "Et nei skal respekteres" in page.text
    with as_system("test: nothing is saved yet"):
        assert not Reply.objects.exists()
    said = f"says-{walk.person('Mona').pk}-words"
    page = walk.says({"Mona": "no"}, confirmed="1", **{said: "Vi vil vente."})
    assert page.redirect_chain[-1][0] == f"/undringer/{concern}/"
    assert page.text.index("Det blir ingen stafettlogg nå") < page.text.index("Neste steg")
    assert "Vi vil vente." in page.text
    assert "Hjelpen fortsetter." in page.text
    with as_system("test: no number"):
        assert not Asked.objects.exclude(number_sealed=None).exists()
        assert not Case.objects.exists()
    # They may change their minds: then a no stays until they do, and nobody is said to have it undone.
    assert walk.get("go_on").redirect_chain[-1][0] == walk.url("barnet")
    walk.child(cast.emma_number.digits)
    assert "Ta bort Mona" not in walk.get("voksne").text
    for page in (walk.units([(cast.clinic, ["health"])]), walk.period()):
        assert SOMETHING_ELSE not in page.text
    walk.read()
    assert "Vi vil vente." in walk.get("svar").text


def test_a_no_is_said_on_my_day_and_in_the_list_of_undringer_to_those_who_read_the_undring(
    cast: Cast, concern: uuid.UUID
) -> None:
    said, asked = "nei til stafettlogg", "Avklar undringen om Emma Eksempel, 9 år"
    walk = asked_until_answers(cast, concern)
    assert said not in as_(cast.teacher).get("/undringer/").text
    walk.says({"Mona": "no"}, confirmed="1")
    day = as_(cast.teacher).get("/").text
    assert f"det er sagt {said}" in day
    assert asked in day
    assert f"/undringer/{concern}/samtykke/" not in day
    for reader in (cast.teacher, cast.head):
        assert f"Sagt {said}" in as_(reader).get("/undringer/").text
    assert said not in as_(cast.head).get("/").text
    assert said not in as_(cast.nurse).get("/undringer/").text
    # Who is asked anew is past the no.
    walk.child(cast.emma_number.digits)
    assert said not in as_(cast.teacher).get("/").text
    assert said not in as_(cast.teacher).get("/undringer/").text


def test_a_second_no_is_not_lost_unseen(cast: Cast, concern: uuid.UUID) -> None:
    walk = asked_until_answers(cast, concern, MOTHER, FATHER)
    page = walk.says({"Mona": "no", "Fredrik": "no"}, confirmed="1")
    assert "Ett nei er nok til å stoppe." in page.text
    with as_system("test: nothing is saved"):
        assert not Reply.objects.exists()
    # A yes beside a no is kept too.
    walk.says({"Mona": "no", "Fredrik": "yes"}, confirmed="1")
    with as_system("test: both answers"):
        assert {*Reply.objects.values_list("answer", flat=True)} == {"no", "yes"}


def test_a_child_who_has_got_another_name_in_the_undring_is_asked_about_by_that_name(
    cast: Cast, concern: uuid.UUID
) -> None:
    walk = asked_until_answers(cast, concern)
    with as_system("test: the undring is corrected"):
        Concern.objects.filter(pk=concern).update(child_name="Emma Nyvik")
    assert walk.get("go_on").redirect_chain[-1][0] == walk.url("barnet")
    walk.child("")
    walk.read()
    walk.says({"Mona": "yes"})
    walk.open_log()
    with as_system("test: the log"):
        assert Case.objects.get().subject_name == "Emma Nyvik"


def test_somebody_who_is_18_is_asked_alone(cast: Cast) -> None:
    concern = a_concern(cast, age=18)
    walk = Walk(cast.teacher, concern=concern)
    with as_system("test: the day of birth that the number says"):
        Concern.objects.filter(pk=concern).update(birth_date=born_as(number_of(18)))
    assert walk.child(number_of(18).digits).redirect_chain[-1][0] == walk.url("enheter")
    walk.units([(cast.clinic, ["health"])])
    walk.period()
    walk.read()
    assert "Gå videre og åpne loggen" in walk.says({"Emma": "yes"}).text


def test_in_a_log_one_more_unit_is_asked_for_in_the_same_steps(cast: Cast) -> None:
    case_id = open_log(cast)
    walk = Walk(cast.teacher, case=case_id)
    walk.units([(cast.nav_office, ["economy"])])
    teacher = as_(cast.teacher)
    assert "Fortsett samtalen om samtykke" in teacher.get(f"/stafettlogger/{case_id}/samtykke/").text
    assert walk.url("go_on") in teacher.get("/").text
    walk.period()
    walk.read()
    walk.says({"Mona": "yes"})
    answer = walk.conclude()
    assert "Samtykket er registrert." in answer.text
    with as_system("test: the basis"):
        assert LegalBasis.objects.filter(unit=cast.nav_office, case_id=case_id).exists()
    assert as_(cast.nav).get(f"/saksopplysninger/{case_id}/").status_code == 200


def test_a_no_in_a_log_changes_nothing_of_what_was_agreed_before(cast: Cast) -> None:
    case_id = open_log(cast)
    walk = Walk(cast.teacher, case=case_id)
    walk.units([(cast.nav_office, ["economy"])])
    walk.period()
    walk.read()
    page = walk.says({"Mona": "no"}, confirmed="1")
    assert page.redirect_chain[-1][0] == f"/stafettlogger/{case_id}/samtykke/"
    with as_user(cast.nurse.pk):
        assert not Case.objects.exists()  # nobody of the clinic is named
    with as_system("test: the bases"):
        assert LegalBasis.objects.filter(unit=cast.clinic, withdrawn_at=None).exists()
        assert not LegalBasis.objects.filter(unit=cast.nav_office).exists()


def test_who_holds_the_baton_asks_and_nobody_else(cast: Cast) -> None:
    case_id = open_log(cast)
    renew(cast.teacher, case_id, [(cast.nav_office, ["economy"])])
    for person, status in ((cast.mother, 403), (cast.nurse, 404), (cast.stranger, 404)):
        walk = Walk(person, case=case_id)
        assert walk.get("enheter").status_code == status
        assert walk.units([(cast.nav_office, ["economy"])]).status_code == status
    concern = a_concern(cast)
    for person, status in ((cast.head, 403), (cast.other_teacher, 404)):
        assert Walk(person, concern=concern).get("barnet").status_code == status


def test_what_nobody_has_answered_can_be_thrown_away(cast: Cast, concern: uuid.UUID) -> None:
    walk = asked_until_answers(cast, concern)
    assert walk.url("forkast") in walk.get("les").text
    assert "forkastes?" in walk.get("forkast").text
    page = walk.send("forkast", {"confirmed": "1"})
    assert "Samtalen er forkastet." in page.text
    with as_system("test: nothing is left"):
        assert not Consent.objects.exists()
    again = asked_until_answers(cast, concern)
    again.says({"Mona": "not_yet"})
    assert again.url("forkast") not in again.get("les").text
    page = again.send("forkast", {"confirmed": "1"})
    assert "Noen har svart. Det som er svart, blir tatt vare på." in page.text
    assert open_question(concern) is not None


def test_every_step_that_is_opened_or_saved_is_noted(cast: Cast, concern: uuid.UUID) -> None:
    walk = Walk(cast.teacher, concern=concern)
    walk.get("barnet")
    assert noted(act="conversation.read")[-1].user_id == cast.teacher.pk
    walk.child(cast.emma_number.digits)
    assert noted(act="conversation.keep")
