"""The provisions that make one parent's yes enough, looked at by a second person (D2)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.checks.selectors import of_log, of_question
from cases.checks.services import Shown, check_confirm, check_return, provision_register, widening_end
from cases.concerns.services import KeptOut, concern_keep_out
from cases.conversation.selectors import waiting_for
from cases.conversation.services import conversation_drop
from consent.services import period_keep
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.notices.models import Notice
from municipality.organisation.choices import Area
from municipality.organisation.municipality import Municipality
from municipality.people.models import MembershipRole
from municipality.people.services import membership_start
from tests.access.scenes import join
from tests.cast import Cast, years_ago
from tests.checks.helpers import confirm, provide, provided, waits_for
from tests.conversation.asking import FATHER, MOTHER, Question, ask
from tests.logs.helpers import as_
from tests.overseers import lay_overseers

EVERYTHING = {area.value for area in Area}
SCHOOLING = {"education", "school", "others"}


@pytest.fixture
def question(cast: Cast) -> Question:
    return ask(cast, years_ago(9), father=True)


def test_a_mothers_yes_is_enough_when_a_second_person_has_seen_that_she_alone_has_responsibility(
    cast: Cast, question: Question
) -> None:
    assert question.say_all(mother="yes", father="not_reached") == set()
    key = provide(question)
    assert question.open_areas() == set()
    confirm(cast.head, key)
    assert question.open_areas() == EVERYTHING
    with as_user(cast.teacher.pk):
        assert waiting_for(question.consent_id) == []
    assert question.open() is not None


@pytest.mark.parametrize(
    ("ground", "heard", "opened"),
    [
        ("lives_with", "", SCHOOLING),
        ("daily_care", "", {"health"}),
        ("against_harm", "Han vil vente.", {"health"}),
    ],
)
def test_a_provision_counts_for_its_areas_and_no_other(
    cast: Cast, question: Question, ground: str, heard: str, opened: set[str]
) -> None:
    question.say_all(mother="yes", father="not_reached")
    provided(cast, question, ground, heard)
    assert question.open_areas() == opened


def test_nobody_looks_at_the_own_registration(cast: Cast, question: Question) -> None:
    key = provide(question)
    assert waits_for(cast.teacher) == []
    for person in (cast.teacher, cast.other_teacher, cast.nurse, cast.stranger):
        with as_user(person.pk), pytest.raises(Refused) as refused:
            check_confirm(key)
        assert refused.value.code == "not_the_second_person"


def test_what_a_leader_registers_is_looked_at_by_who_is_over_the_unit(cast: Cast, question: Question) -> None:
    lay_overseers(cast)
    with as_system("test: the teacher leads the school too"):
        membership_start(
            user=cast.teacher, unit=cast.school, role=MembershipRole.LEADER, starts_at=timezone.now()
        )
    key = provide(question)
    assert waits_for(cast.teacher) == waits_for(cast.head) == []
    assert waits_for(cast.overseer) == [key]


def test_who_is_kept_out_of_it_does_not_look_at_it(cast: Cast, question: Question) -> None:
    lay_overseers(cast)
    with as_user(cast.teacher.pk):
        concern_keep_out(concern=question.concern, kept_out=KeptOut(cast.head.pk, "kin"))
    key = provide(question)
    assert waits_for(cast.head) == []
    assert waits_for(cast.overseer) == [key]


def test_needed_against_harm_only_when_the_other_parent_has_been_heard(question: Question) -> None:
    with pytest.raises(Refused) as refused:
        provide(question, "against_harm")
    assert refused.value.code == "the_other_is_heard_first"


@pytest.mark.parametrize(
    ("ground", "source"), [("sole", "vurdert"), ("daily_care", "folkeregisteret"), ("lost", "dokument")]
)
def test_what_was_seen_must_be_able_to_show_it(question: Question, ground: str, source: str) -> None:
    with pytest.raises(Refused) as refused:
        provide(question, ground, source)
    assert refused.value.code == "does_not_show_it"


def test_what_was_seen_is_of_a_day_that_has_come(question: Question) -> None:
    with pytest.raises(Refused) as refused:
        provide(question, on=timezone.localdate() + timedelta(days=1))
    assert refused.value.code == "seen_on_a_day_to_come"


def test_the_same_is_registered_once(question: Question) -> None:
    provide(question)
    with pytest.raises(Refused) as refused:
        provide(question)
    assert refused.value.code == "registered_already"


def test_only_somebody_who_answers_can_be_let_off(cast: Cast) -> None:
    question = ask(cast, years_ago(9), father=True)
    child, shown = question.person("Kim Eksempel"), Shown("dokument", timezone.localdate())
    with as_user(cast.teacher.pk), pytest.raises(Refused) as refused:
        provision_register(person_id=child, ground="sole", shown=shown)
    assert refused.value.code == "only_who_answers_is_asked"


def test_what_is_returned_changes_nothing_and_says_why(cast: Cast, question: Question) -> None:
    question.say_all(mother="yes", father="not_reached")
    key = provide(question)
    with as_user(cast.head.pk):
        with pytest.raises(Refused) as refused:
            check_return(key, "")
        assert refused.value.code == "say_why_it_is_returned"
    with as_user(cast.head.pk):
        check_return(key, "Utskriften er fra i fjor.")
    assert question.open_areas() == set()
    assert waits_for(cast.head) == []
    with as_user(cast.teacher.pk):
        (one,) = of_question(question.consent_id)
        assert (one.returned, one.counts) == ("Utskriften er fra i fjor.", False)
        assert Notice.objects.filter(notice_type="check.answered", concern_id=question.concern.pk).exists()
    assert provide(question) is not None


def test_a_no_stays_written_and_stops_again_when_the_provision_ends(cast: Cast, question: Question) -> None:
    key = provided(cast, question)
    assert question.say_all(mother="yes", father="no") == EVERYTHING
    with as_user(cast.teacher.pk):
        widening_end(key)
    assert question.open_areas() == set()
    with as_user(cast.teacher.pk), pytest.raises(NothingThere):
        widening_end(key)


def test_it_holds_in_the_log_too_and_what_it_alone_opened_closes_when_it_ends(
    cast: Cast, question: Question
) -> None:
    question.say_all(mother="yes", father="not_reached")
    key = provided(cast, question)
    case_id = question.open()
    join(cast, case_id, "adviser", "ppt")
    page = as_(cast.adviser).get(f"/stafettlogger/{case_id}/")
    assert page.status_code == 200
    with as_user(cast.nurse.pk), pytest.raises(Refused) as refused:
        widening_end(key)
    assert refused.value.code == "not_who_asks_the_family"
    page = as_(cast.teacher).post(reverse("checks:end", args=[key]), {"confirmed": "1"}, follow=True)
    assert (
        page.request["PATH_INFO"] == f"/saksopplysninger/{case_id}/"
    )  # it rests: the family is asked from there
    assert as_(cast.adviser).get(f"/stafettlogger/{case_id}/").status_code == 404


def test_all_who_read_the_log_are_told_who_registered_and_who_looked_at_it(
    cast: Cast, question: Question
) -> None:
    question.say_all(mother="yes", father="not_reached")
    provided(cast, question)
    case_id = question.open()
    join(cast, case_id, "adviser", "ppt")
    for person in (cast.teacher, cast.adviser):
        page = as_(person).get(reverse("consents:list", args=[case_id])).text
        assert "Fredrik Eksempel trenger ikke svare: den andre har foreldreansvaret alene." in page
    with as_user(cast.teacher.pk):
        (one,) = of_log(case_id)
    assert (one.counts, one.checked_at is not None) == (True, True)


def test_the_second_person_sees_no_name(cast: Cast, question: Question) -> None:
    with as_system("test: leaders do not see undringer by their role"):
        Municipality.objects.filter(pk=cast.home.pk).update(leader_sees_concerns=False)
    key = provide(question)
    pages = [reverse("checks:list"), reverse("checks:look", args=[key]), reverse("home")]
    texts = [as_(cast.head).get(url).text for url in pages]
    for text in texts:
        assert "K.E." in text
        assert not [
            name
            for name in ("Kim", "Eksempel", MOTHER, FATHER, "Teacher")
            if name in text.partition("<main")[2]
        ]
    assert "Far" in texts[1]


def test_the_page_confirms_and_returns(cast: Cast, question: Question) -> None:
    head = as_(cast.head)
    key = provide(question)
    url = reverse("checks:look", args=[key])
    assert "Skriv hvorfor" in head.post(url, {"decision": "return"}).text
    head.post(url, {"decision": "return", "because": "Feil dag."})
    assert head.get(url).status_code == 404
    assert "Feil dag." in as_(cast.teacher).get(reverse("conversation:svar", args=[question.concern.pk])).text
    key = provide(question)
    head.post(reverse("checks:look", args=[key]), {"decision": "confirm"})
    page = as_(cast.teacher).get(reverse("conversation:svar", args=[question.concern.pk])).text
    assert "Trenger ikke svare" in page


def test_the_one_who_asks_registers_it_beside_the_answer(cast: Cast, question: Question) -> None:
    teacher = as_(cast.teacher)
    page = teacher.get(reverse("conversation:svar", args=[question.concern.pk])).text
    url = reverse("conversation:ett_ja", args=[question.concern.pk, question.person(FATHER)])
    assert url in page
    today = f"{timezone.localdate():%d.%m.%Y}"
    assert "Velg hvorfor ett ja er nok" in teacher.post(url, {"source": "dokument", "seen_on": today}).text
    sent = {"ground": "sole", "source": "dokument", "seen_on": today}
    page = teacher.post(url, sent, follow=True).text
    assert "Venter på kontroll" in page
    (key,) = waits_for(cast.head)
    end = reverse("checks:end", args=[key])
    assert as_(cast.head).get(end).status_code == 404
    teacher.post(end, {"confirmed": "1"})
    assert waits_for(cast.head) == []


def test_what_is_asked_is_dropped_with_what_was_registered_about_it(cast: Cast, question: Question) -> None:
    provide(question)
    with as_user(cast.teacher.pk):
        conversation_drop(consent_id=question.consent_id)
    assert waits_for(cast.head) == []


def test_a_change_of_what_is_asked_leaves_the_provision_and_the_no(cast: Cast, question: Question) -> None:
    question.say_all(mother="yes", father="not_reached")
    provided(cast, question, "lives_with")
    question.say(FATHER, "no")
    with as_user(cast.teacher.pk):
        period_keep(
            consent_id=question.consent_id,
            ends=timezone.localdate() + timedelta(days=30),
            purpose="Noe annet.",
        )
    question.read_aloud()
    assert question.say_all(mother="yes") == SCHOOLING
    question.say(FATHER, "yes")
    assert question.open_areas() == EVERYTHING
