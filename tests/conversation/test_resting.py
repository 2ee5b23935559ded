"""A log whose consent ends by itself rests, and the family is asked once (D4)."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.baton.services import log_rest_end
from cases.case.head import CaseHead
from cases.case.models import Case
from cases.case.selectors import log_at_rest
from cases.conversation.services import conversation_begin
from consent.models import Asked, Consent
from consent.reading import form_of
from consent.services import (
    Share,
    answer_register,
    consent_conclude,
    period_keep,
    shares_keep,
    text_read,
)
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.access.verbs import call
from municipality.organisation.models import Unit
from municipality.organisation.municipality import Municipality
from tests.access.scenes import everybody_who, join, time_passes, withdraw, write
from tests.cast import EVERYBODY, Cast
from tests.conversation.helpers import Walk
from tests.logs.helpers import as_
from tests.logs.opening import open_log


@pytest.fixture
def log(cast: Cast) -> uuid.UUID:
    """A log with somebody of PPT in it, whose consent ended today."""
    case_id = open_log(cast)
    join(cast, case_id, "adviser", "ppt")
    write(cast, case_id, "adviser", "ppt", text="Vi har snakket om lesing.")
    time_passes(case_id, "consent", days=201)
    return case_id


def settle() -> None:
    """The clock comes by."""
    with as_system("test: the clock"):
        call("settle_all")


def ask_again(cast: Cast, case_id: uuid.UUID, answer: str, *units: str) -> bool:
    """The holder asks for these units; whether that ended the question."""
    with as_user(cast.teacher.pk):
        case = log_at_rest(case_id)
        assert case is not None
        asked = conversation_begin(case=case)
        shares_keep(
            consent_id=asked, shares=[Share(getattr(cast, one), ["school"]) for one in units], for_plan=False
        )
        period_keep(consent_id=asked, ends=timezone.localdate() + timedelta(days=100), purpose="")
        text_read(consent_id=asked, text=form_of(Consent.objects.get(pk=asked)))
        mother = Asked.objects.get(consent=asked, relation="mor")
        goes_on = answer_register(
            person_id=mother.pk, answer=answer, said_on=timezone.localdate(), how="telefon"
        )
        if goes_on:
            consent_conclude(consent_id=asked, case_id=case_id, own=cast.school)
    return goes_on


def who_reads(cast: Cast) -> set[str]:
    return everybody_who(cast, EVERYBODY, Case.objects.exists)


def test_nobody_of_the_services_reads_a_log_that_rests_and_its_holder_and_his_leader_see_that_it_does(
    cast: Cast, log: uuid.UUID
) -> None:
    assert who_reads(cast) == {"mother"}
    assert everybody_who(cast, EVERYBODY, CaseHead.objects.exists) == {"teacher", "head"}
    for person in (cast.teacher, cast.head):
        with as_user(person.pk):
            head = CaseHead.objects.get()
        assert head.initials == "E.E."
        assert (head.level, head.holder_name, head.holder_unit_id, head.for_unit_name) == (None, "", None, "")
        assert head.rested_since
        assert head.rests_until
        assert (head.rests_until - head.rested_since).days == 60


def test_a_yes_wakes_the_same_log_with_those_whose_units_the_new_consent_names(
    cast: Cast, log: uuid.UUID
) -> None:
    join_clinic = ask_again(cast, log, "yes", "school", "ppt")
    assert join_clinic
    assert who_reads(cast) == {"mother", "teacher", "adviser"}
    assert "Vi har snakket om lesing." in as_(cast.adviser).get(f"/stafettlogger/{log}/").text
    with as_user(cast.teacher.pk):
        assert log_at_rest(log) is None


def test_whoever_is_not_named_by_the_new_consent_stays_out(cast: Cast, log: uuid.UUID) -> None:
    ask_again(cast, log, "yes", "school")
    assert who_reads(cast) == {"mother", "teacher"}


def test_a_yes_that_does_not_name_the_holders_own_unit_wakes_it_too_and_invites_the_unit_it_names(
    cast: Cast, log: uuid.UUID
) -> None:
    assert ask_again(cast, log, "yes", "clinic")
    assert who_reads(cast) == {"mother"}
    with as_system("test: the baton"):
        assert Case.objects.get(pk=log).holder_id == cast.head.pk
    assert everybody_who(cast, EVERYBODY, CaseHead.objects.exists) == {"head", "nurse"}


def test_a_no_closes_it_since_the_family_is_asked_once(cast: Cast, log: uuid.UUID) -> None:
    assert not ask_again(cast, log, "no", "school")
    with as_system("test: the reason"):
        assert Case.objects.get(pk=log).closed_because == "declined"
    assert everybody_who(cast, EVERYBODY, CaseHead.objects.exists) == set()


def test_time_closes_it(cast: Cast, log: uuid.UUID) -> None:
    settle()
    with as_system("test"):
        assert Case.objects.get(pk=log).closed_at is None
    time_passes(log, "consent", days=60)
    settle()
    with as_system("test"):
        assert Case.objects.get(pk=log).closed_because == "expired"


def test_a_municipality_can_let_no_log_rest(cast: Cast, log: uuid.UUID) -> None:
    with as_system("test: a setting"):
        Municipality.objects.filter(pk=cast.home.pk).update(rest_days=0)
    settle()
    with as_system("test"):
        assert Case.objects.get(pk=log).closed_because == "expired"


def test_its_holder_can_end_it_without_asking_and_nobody_else(cast: Cast, log: uuid.UUID) -> None:
    for person in (cast.head, cast.adviser, cast.mother):
        with as_user(person.pk), pytest.raises(Refused):
            log_rest_end(log)
    with as_user(cast.teacher.pk):
        log_rest_end(log)
        with pytest.raises(Refused):
            log_rest_end(log)


def test_a_log_that_does_not_rest_is_not_ended_that_way(cast: Cast) -> None:
    case_id = open_log(cast)
    with as_user(cast.teacher.pk), pytest.raises(NothingThere) as nothing:
        log_rest_end(case_id)
    assert nothing.value.code == "log_does_not_rest"


def test_what_is_taken_back_does_not_rest(cast: Cast) -> None:
    case_id = open_log(cast)
    withdraw(cast, case_id, "mother")
    with as_system("test"):
        assert Case.objects.get(pk=case_id).closed_because == "withdrawn"


def test_the_holder_who_has_left_is_followed_by_the_leader_of_the_unit(cast: Cast, log: uuid.UUID) -> None:
    with as_system("test: the teacher leaves"):
        cast.teacher.memberships.update(ends_at=timezone.now())
    settle()
    with as_user(cast.head.pk):
        assert CaseHead.objects.get().as_holder


def test_the_holder_is_led_from_min_dag_to_the_family_and_finds_a_form_that_is_filled_in(
    cast: Cast, log: uuid.UUID
) -> None:
    teacher = as_(cast.teacher)
    assert "Spør familien til E.E. om samtykke på nytt" in teacher.get("/").text
    page = teacher.get(reverse("heads:read", args=[log])).text
    assert "Loggen hviler" in page
    again = f"/stafettlogger/{log}/samtykke/nytt/?again=1"
    assert again in page
    assert proposed(teacher.get(again, follow=True)) == PROPOSED


PROPOSED = {"Baksalen skole": ["family", "school"], "Helsestasjonen": ["health", "school"], "PPT": ["school"]}


def proposed(page: Any) -> dict[str, list[str]]:
    """What stands in the form of who may read what."""
    assert "Emma" in page.text
    return {
        Unit.objects.get(pk=row.initial["unit"]).name: row.initial["kinds"]
        for row in page.context["page"].shares
        if row.initial
    }


def test_a_log_that_does_not_rest_is_asked_about_again_with_what_holds_today(cast: Cast) -> None:
    case_id = open_log(cast)
    withdraw(cast, case_id, "mother", "clinic", "health")
    page = as_(cast.teacher).get(f"/stafettlogger/{case_id}/samtykke/nytt/?again=1", follow=True)
    with as_user(cast.teacher.pk):
        assert proposed(page) == PROPOSED | {"Helsestasjonen": ["school"]}


def test_the_family_of_a_log_that_rests_is_told_whom_to_tell_that_it_shall_go_on(
    cast: Cast, log: uuid.UUID
) -> None:
    mother, holder = as_(cast.mother), "Teacher, Baksalen skole"
    for address in ("/", f"/stafettlogger/{log}/"):
        page = mother.get(address).text
        assert holder in page, address
        assert "på vei til en ny stafettholder" not in page
    assert "Si fra til Teacher om dere vil" in mother.get(f"/stafettlogger/{log}/samtykke/").text
    withdrawing = mother.get(f"/stafettlogger/{log}/samtykke/trekk/").text
    assert "avsluttes den, og dere blir ikke spurt på nytt" in withdrawing


def test_the_holder_who_asks_for_a_log_that_rests_reads_what_holds_and_comes_back_to_the_log(
    cast: Cast, log: uuid.UUID
) -> None:
    walk = Walk(cast.teacher, case=log)
    assert "gjelder ikke lenger" in walk.get("enheter").text
    walk.units([(cast.school, ["school"])])
    walk.period()
    assert "Ingen enhet får lese noe ennå" in walk.read().text
    assert "avsluttes den, og familien blir ikke spurt igjen" in walk.says({"Mona": "no"}).text
    walk.says({"Mona": "yes"})
    assert walk.send("registrer", {}).redirect_chain[-1][0] == f"/stafettlogger/{log}/samtykke/"


def test_who_asks_in_a_log_that_others_read_is_not_told_that_nobody_does(cast: Cast) -> None:
    walk = Walk(cast.teacher, case=open_log(cast))
    walk.units([(cast.ppt, ["health"])])
    assert "gjelder til sin egen siste dag" in walk.get("periode").text
    walk.period()
    page = walk.read().text
    assert "Det dere spør om nå, gjelder ikke ennå" in page
    assert "Ingen enhet får lese noe ennå" not in page


def test_from_a_log_that_rests_the_way_back_from_a_correction_is_not_to_the_log(
    cast: Cast, log: uuid.UUID
) -> None:
    page = as_(cast.teacher).get(f"/stafettlogger/{log}/personer/").text
    assert f'href="/saksopplysninger/{log}/"' in page
    assert f'href="/stafettlogger/{log}/"' not in page
