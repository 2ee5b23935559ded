"""Who answers instead, and the second person: what opens more takes two, what narrows holds at once (D2, D5)."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.case.models import Case
from cases.checks.models import What, Widening
from cases.checks.selectors import checks_for_me
from cases.checks.services import Shown, change_propose, check_return, protection_set
from cases.consents.deputies import deputies_told, parents_answer
from cases.conversation.deputies import deputy_end
from cases.conversation.selectors import who_answers
from cases.conversation.services import conversation_begin
from consent.models import Asked, LegalBasis
from consent.services import Share, period_keep, shares_keep
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from tests.access.scenes import join
from tests.cast import Cast
from tests.checks.helpers import looked_at, waits_for
from tests.checks.test_changes import parent, propose
from tests.conversation.asking import FATHER, MOTHER, Question, ask
from tests.conversation.helpers import Walk
from tests.conversation.test_deputies import CALLED, enter, instead, says, wake
from tests.conversation.test_who_answers import EVERYTHING, born
from tests.logs.helpers import as_
from tests.logs.opening import open_log

SEEN = Shown("dokument", timezone.localdate())


def reads(person: object, case_id: uuid.UUID) -> bool:
    return as_(person).get(f"/stafettlogger/{case_id}/").status_code == 200  # type: ignore[arg-type]


def is_over(cast: Cast, case_id: uuid.UUID, shown: Shown = SEEN) -> None:
    """The teacher registers that the last one who came does not answer any longer."""
    with as_user(cast.teacher.pk):
        deputy_end(case_id=case_id, deputy_id=deputies_told(case_id=case_id)[-1].id, shown=shown)


def returned(cast: Cast) -> None:
    (key,) = waits_for(cast.head)
    with as_user(cast.head.pk):
        check_return(key, "Vedtaket gjelder ennå.")


def parents_are_asked(cast: Cast, case_id: uuid.UUID) -> bool:
    with as_user(cast.teacher.pk):
        asked = conversation_begin(case=Case(pk=case_id))
        return Asked.objects.filter(consent=asked, role="parent").exists()


# --- that it is over


def test_one_person_does_not_give_the_parents_their_answer_back(cast: Cast) -> None:
    case_id = open_log(cast)
    enter(cast, case_id)
    is_over(cast, case_id)
    with as_user(cast.teacher.pk):
        assert parents_answer(case_id) is False
    assert not parents_are_asked(cast, case_id)
    looked_at(cast)
    with as_user(cast.teacher.pk):
        assert parents_answer(case_id) is True
    assert parents_are_asked(cast, case_id)


def test_meanwhile_what_the_deputy_has_opened_is_closed(cast: Cast) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "adviser", "ppt")
    enter(cast, case_id)
    wake(cast, case_id)
    assert reads(cast.adviser, case_id)
    is_over(cast, case_id)
    assert not reads(cast.adviser, case_id)
    with as_user(cast.teacher.pk):
        asked = conversation_begin(case=Case(pk=case_id))
        assert not who_answers(asked) & set(
            Asked.objects.filter(consent=asked, role="deputy").values_list("pk", flat=True)
        )


def test_what_is_returned_gives_nobody_anything_and_can_be_sent_again(cast: Cast) -> None:
    case_id = open_log(cast)
    enter(cast, case_id)
    is_over(cast, case_id)
    with pytest.raises(NothingThere):
        is_over(cast, case_id)
    returned(cast)
    with as_user(cast.teacher.pk):
        assert parents_answer(case_id) is False
    is_over(cast, case_id)
    looked_at(cast)
    with as_user(cast.teacher.pk):
        assert parents_answer(case_id) is True


def test_a_verges_yes_carries_what_is_open_and_his_silence_stops_until_two_have_seen_that_it_is_over(
    cast: Cast,
) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "adviser", "ppt")
    enter(cast, case_id, "verge")
    walk = Walk(cast.teacher, case=case_id)
    walk.units([(cast.nav_office, ["economy"])])
    walk.period()
    walk.read()
    walk.says({"Mona": "yes"})
    is_over(cast, case_id)
    walk.read()
    walk.says({"Mona": "yes"})
    walk.conclude()
    assert not given(case_id, cast.nav_office.pk)
    looked_at(cast)
    walk.read()
    walk.says({"Mona": "yes"})
    walk.conclude()
    assert given(case_id, cast.nav_office.pk)


def given(case_id: uuid.UUID, unit: int) -> bool:
    with as_system("test: what holds"):
        return any(one.unit_id == unit for one in LegalBasis.objects.living().filter(case_id=case_id))


def test_what_shows_that_it_is_over_is_the_register_or_a_document(cast: Cast) -> None:
    case_id = open_log(cast)
    enter(cast, case_id)
    for shown, code in (
        (Shown("opplyst", timezone.localdate()), "does_not_show_it"),
        (Shown("dokument", timezone.localdate() + timedelta(days=1)), "seen_on_a_day_to_come"),
    ):
        with pytest.raises(Refused) as refused:
            is_over(cast, case_id, shown)
        assert refused.value.code == code


def test_parents_who_were_replaced_read_again_when_two_let_them(cast: Cast) -> None:
    case_id = open_log(cast)
    with pytest.raises(Refused):
        propose(cast, case_id, What.RELEASE, "mor")
    enter(cast, case_id)
    is_over(cast, case_id)
    with pytest.raises(Refused):
        propose(cast, case_id, What.RELEASE, "mor")
    looked_at(cast)
    assert not reads(cast.mother, case_id)
    wake_with_mother(cast, case_id)
    page = as_(cast.teacher).get(f"/stafettlogger/{case_id}/samtykke/").text
    assert "leser ikke loggen nå. En forelder som skal lese igjen, slippes inn av to." in page
    propose(cast, case_id, What.RELEASE, "mor")
    assert not reads(cast.mother, case_id)
    looked_at(cast)
    assert reads(cast.mother, case_id)


def wake_with_mother(cast: Cast, case_id: uuid.UUID) -> None:
    walk = Walk(cast.teacher, case=case_id)
    walk.units([(cast.school, ["school", "family"])])
    walk.period()
    walk.read()
    walk.says({"Mona": "yes"})
    walk.conclude()


# --- that somebody comes


def test_an_account_of_a_verge_in_an_open_log_reads_when_two_have_seen_the_mandate(cast: Cast) -> None:
    case_id = open_log(cast)
    enter(cast, case_id, "verge", number=cast.father_number)
    assert not reads(cast.father, case_id)
    wake_with_both(cast, case_id)
    assert not reads(cast.father, case_id)
    looked_at(cast)
    assert reads(cast.father, case_id)
    is_over(cast, case_id)
    assert not reads(cast.father, case_id)


def wake_with_both(cast: Cast, case_id: uuid.UUID) -> None:
    """A consent comes into force, which gives those their reading who were there before the log was opened."""
    walk = Walk(cast.teacher, case=case_id)
    walk.units([(cast.school, ["school", "family"])])
    walk.period()
    walk.read()
    walk.says({"Mona": "yes", CALLED: "yes"})
    walk.conclude()


def test_where_care_is_taken_over_the_yes_that_a_verge_gave_beside_the_mother_carries_nothing_alone(
    cast: Cast,
) -> None:
    case_id = open_log(cast)
    enter(cast, case_id, "verge")
    wake_with_both(cast, case_id)
    assert given(case_id, cast.school.pk)
    enter(cast, case_id)
    assert not given(case_id, cast.school.pk)


def test_a_verge_who_was_shut_out_by_protection_is_not_let_in_by_a_new_consent(cast: Cast) -> None:
    question = ask(cast, born(9), number=cast.emma_number)
    verge = instead(question, "verge", number=cast.father_number)
    question.say(MOTHER, "yes")
    says(question, verge, "yes")
    case_id = question.open()
    assert reads(cast.father, case_id)
    mother = parent(case_id, "mor").pk
    with as_user(cast.teacher.pk):
        protection_set(case_id=case_id, protection="fortrolig", parents=[mother])
        change_propose(case_id=case_id, what=What.PROTECTION, becomes="none", shown=SEEN)
    looked_at(cast)
    wake_with_both(cast, case_id)
    assert not reads(cast.father, case_id)


@pytest.mark.parametrize("said", ["no", "not_reached"])
def test_a_parents_no_is_set_aside_by_two_and_a_parents_silence_by_the_decision(
    cast: Cast, said: str
) -> None:
    question = ask(cast, born(9), father=True)
    question.say(MOTHER, "yes")
    if not question.say(FATHER, said):
        question = again(cast, question)
    barnevern = instead(question)
    says(question, barnevern, "yes")
    assert question.open_areas() == (set() if said == "no" else EVERYTHING)
    if said == "no":
        looked_at(cast)
        assert question.open_areas() == EVERYTHING


def again(cast: Cast, question: Question) -> Question:
    """The family said no; the same ones are asked once more."""
    with as_user(cast.teacher.pk):
        question.consent_id = conversation_begin(concern=question.concern)
        shares_keep(consent_id=question.consent_id, shares=[Share(cast.school, ["school"])], for_plan=False)
        ends = timezone.localdate() + timedelta(days=90)
        period_keep(consent_id=question.consent_id, ends=ends, purpose="Å hjelpe.")
    return question


def test_in_a_log_a_parents_no_is_set_aside_by_two(cast: Cast) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "adviser", "ppt")
    walk = Walk(cast.teacher, case=case_id)
    walk.units([(cast.nav_office, ["economy"])])
    walk.period()
    walk.read()
    walk.says({"Mona": "no"}, confirmed="1")
    enter(cast, case_id)
    with as_system("test: what waits"):
        (check,) = Widening.objects.filter(what=What.DEPUTY)
    assert waits_for(cast.head) == [check.pk]
    with as_user(cast.head.pk):
        (told,) = checks_for_me()
    assert (told.what_label, told.relation) == ("noen svarer eller leser etter vedtak", "")
    assert not reads(cast.adviser, case_id)


def test_who_may_not_know_of_it_is_not_told_that_something_waits(cast: Cast) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "adviser", "ppt")
    enter(cast, case_id, "verge", number=cast.father_number)
    for person, waits in ((cast.teacher, True), (cast.adviser, False), (cast.mother, False)):
        with as_user(person.pk):
            (told,) = deputies_told(case_id=case_id)
            assert told.waits is waits


def test_the_page_sends_it_to_a_second_person(cast: Cast) -> None:
    case_id = open_log(cast)
    enter(cast, case_id)
    walk = Walk(cast.teacher, case=case_id)
    page = walk.get("i_stedet").text
    url = next(one.split('"')[0] for one in page.split('href="') if "/bort/" in one)
    assert "De leser ikke av seg selv." in walk.client.get(url).text
    typed = {"source": "dokument", "seen_on": f"{timezone.localdate():%d.%m.%Y}"}
    assert "når en leder har kontrollert det" in walk.client.post(url, typed, follow=True).text
    assert "Foreldrene blir spurt når en leder har kontrollert det." in walk.get("i_stedet").text
    assert "/bort/" not in walk.get("i_stedet").text
    with as_user(cast.head.pk):
        assert [one.what for one in checks_for_me()] == ["deputy_over"]


def test_a_mandate_that_is_over_by_its_last_day_stops_nothing_any_longer(cast: Cast) -> None:
    case_id = open_log(cast)
    last = timezone.localdate() - timedelta(days=1)
    enter(cast, case_id, "verge", starts=last - timedelta(days=5), ends=last)
    is_over(cast, case_id)
    wake_with_mother(cast, case_id)
    assert given(case_id, cast.school.pk)
