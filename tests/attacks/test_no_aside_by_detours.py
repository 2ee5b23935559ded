"""Detours by which one person, or time, would set aside what a family said or what the database shut."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.case.models import Case
from cases.concerns.models import Concern
from cases.conversation.selectors import parts_now
from cases.conversation.services import conversation_begin
from consent.models import Asked, Consent
from consent.reading import form_of
from consent.readings import Reading
from consent.services import Share, period_keep, shares_keep, text_read
from municipality.access.identity import as_system, as_user
from tests.cast import Cast, years_ago
from tests.checks.helpers import looked_at
from tests.checks.test_who_answers_instead import is_over, reads
from tests.consents.helpers import say
from tests.conversation.asking import FATHER, MOTHER, ask
from tests.conversation.helpers import FATHER as OTHER
from tests.conversation.helpers import MOTHER as ONE
from tests.conversation.helpers import Walk, a_concern, asked_until_answers
from tests.conversation.test_deputies import enter
from tests.conversation.test_on_screen import CODE, give_back, hand_url, handed
from tests.conversation.test_who_answers import EVERYTHING
from tests.exclusions.helpers import excepts
from tests.exclusions.test_taking_away import excepted, with_father
from tests.logs.opening import one_yes_is_enough, open_log


def test_a_no_from_before_somebody_else_answered_stops_still_when_that_is_over(cast: Cast) -> None:
    one_yes_is_enough(cast)
    asked = with_father(cast)
    asked.say_all(mother="yes", father="yes")
    case_id = asked.open()
    says_about_nav(cast, case_id, mor="yes", far="no")
    enter(cast, case_id, "foster")
    is_over(cast, case_id)
    looked_at(cast)
    assert says_about_nav(cast, case_id, mor="yes") == set()
    assert says_about_nav(cast, case_id, far="yes") == EVERYTHING


def says_about_nav(cast: Cast, case_id: uuid.UUID, **answers: str) -> set[str]:
    """What is open when those, by relation, have answered whether NAV may read."""
    with as_user(cast.teacher.pk):
        asked = conversation_begin(case=Case(pk=case_id))
        shares_keep(consent_id=asked, shares=[Share(cast.nav_office, ["economy"])], for_plan=False)
        period_keep(consent_id=asked, ends=timezone.localdate() + timedelta(days=90), purpose="")
        text_read(consent_id=asked, text=form_of(Consent.objects.get(pk=asked)))
    for relation, answer in answers.items():
        say(cast, asked, answer, relation=relation)
    with as_user(cast.teacher.pk):
        return {part.area for part in parts_now(asked)}


def test_a_parent_who_is_written_down_as_a_verge_reads_no_more_when_care_is_taken_over(cast: Cast) -> None:
    case_id = open_log(cast)
    enter(cast, case_id, "verge", number=cast.mother_number)
    enter(cast, case_id)
    assert not reads(cast.mother, case_id)


def test_who_interpreted_for_one_is_not_forgotten_when_it_is_read_to_the_other(cast: Cast) -> None:
    question = ask(cast, years_ago(9), father=True)
    with as_user(cast.teacher.pk):
        text_read(consent_id=question.consent_id, text=question.text(), interpreter="Amina Tolk")
    question.say(FATHER, "yes")
    question.read_aloud()
    question.say(MOTHER, "yes")
    with as_system("test: who interpreted"):
        assert "Amina Tolk" in Reading.objects.get(consent=question.consent_id).interpreter


def test_of_somebody_of_age_no_parent_is_asked_when_a_verges_mandate_is_over(cast: Cast) -> None:
    case_id = open_log(cast)
    with as_system("test: grown up"):
        Case.objects.filter(pk=case_id).update(subject_birth_date=years_ago(19))
    enter(cast, case_id, "verge_adult")
    with as_user(cast.teacher.pk):
        asked = conversation_begin(case=Case(pk=case_id))
    is_over(cast, case_id)
    looked_at(cast)
    with as_system("test: who is asked"):
        assert not Asked.objects.filter(consent=asked, role="parent").exists()


def test_a_request_that_was_under_way_does_not_take_the_screen_back(cast: Cast) -> None:
    walk = asked_until_answers(cast, a_concern(cast), ONE, OTHER)
    under_way = walk.client.session
    under_way.load()
    under_way["seen_at"] = 1
    walk.client.post(hand_url(walk, "Mona"), {"code": CODE})
    under_way.save()
    assert walk.client.get("/").headers.get("Location") == walk.url("pa_skjermen")


def test_a_screen_whose_undring_has_gone_elsewhere_can_be_given_back(cast: Cast) -> None:
    walk = handed(cast)
    with as_system("test: it is another's"):
        Concern.objects.filter(pk=walk.key).update(keeper=cast.adviser.pk)
    page = walk.get("pa_skjermen")
    assert page.status_code == 200
    assert "Gi skjermen tilbake" in page.text
    assert give_back(walk) != walk.url("pa_skjermen")


@pytest.mark.parametrize("what", ["person", "profession"])
def test_who_answers_on_the_screen_sees_what_is_to_be_excepted_no_longer(cast: Cast, what: str) -> None:
    """And no name: whoever holds the screen can be that person."""
    asked = with_father(cast)
    if what == "person":
        excepts(asked, user=cast.adviser)
    else:
        excepts(asked, profession="psykolog")
    asked.say_all(mother="yes", father="yes")
    case_id = asked.open()
    walk = Walk(cast.teacher, case=case_id)
    walk.units([(cast.school, ["school"])])
    walk.period()
    walk.send("unntak", {"ask_to_lift": str(excepted(cast, case_id))})
    walk.read()
    walk.client.post(hand_url(walk, "Fredrik"), {"code": CODE})
    page = walk.get("pa_skjermen").text
    assert "Unntak som faller bort hvis alle sier ja" in page
    assert cast.adviser.display_name not in page
    assert ("En person som ikke skulle lese" if what == "person" else "psykolog") in page
