"""The log of a pregnancy whose woman is under 16: others answer until then, and read nothing afterwards (D11)."""

import uuid
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cases.case.models import Case
from cases.conversation.services import conversation_begin, person_keep
from consent.models import LegalBasis, Role
from consent.services import Share, period_keep, shares_keep
from municipality.access.identity import as_system, as_user
from municipality.people.ages import birthday
from tests.cast import Cast
from tests.conversation.asking import Question
from tests.conversation.test_deputies import instead, says
from tests.conversation.test_pregnancy import WOMAN, expected, walked
from tests.conversation.test_who_answers import born
from tests.logs.helpers import as_

HER_MOTHER = "Gunn Eksempel"
YOUNG = born(15, 1)


def log_of_a_minor(cast: Cast) -> uuid.UUID:
    """Her mother answers beside a verge, who is the father of the cast."""
    concern = expected(cast)
    with as_user(cast.teacher.pk):
        consent_id = conversation_begin(concern=concern)
    walked(cast, concern, "enheter", YOUNG)
    with as_user(cast.teacher.pk):
        person_keep(
            consent_id=consent_id, person_id=None, role=Role.PARENT, name=HER_MOTHER, relation="mor",
            has_responsibility=True, ascertained="folkeregisteret", number=cast.mother_number,
        )  # fmt: skip
        shares_keep(consent_id=consent_id, shares=[Share(cast.school, ["health"])], for_plan=False)
        period_keep(consent_id=consent_id, ends=timezone.localdate() + timedelta(days=100), purpose="")
    question = Question(cast, concern, consent_id)
    question.read_aloud()
    deputy = instead(question, "verge", number=cast.father_number)
    for name in (HER_MOTHER, WOMAN):
        question.say(name, "yes")
    says(question, deputy, "yes")
    return question.open()


def test_that_her_parents_read_on_is_said_before_a_log_is_closed(cast: Cast) -> None:
    case_id = log_of_a_minor(cast)
    page = as_(cast.teacher).get(reverse("new_consent:slutt", args=[case_id])).text
    assert "De i familien som leser den nå, kan fortsatt lese den." in page


def test_who_answers_for_a_woman_under_16_reads_her_log_until_then_also_by_a_mandate(cast: Cast) -> None:
    case_id = log_of_a_minor(cast)
    with as_system("test: until when"):
        case = Case.objects.get(pk=case_id)
        rights = LegalBasis.objects.filter(case_id=case_id, basis_type="family").exclude(
            resident=case.subject
        )
        assert len(set(rights.values_list("resident", flat=True))) == 2
        assert {one.ends for one in rights} == {birthday(YOUNG, 16)}
