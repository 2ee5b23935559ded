"""What somebody was kept from reading does not come back by another way: a correction, a decision, another number."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.case.models import Case
from cases.consents.deputies import deputies_told
from cases.conversation.deputies import deputy_end, deputy_enter
from municipality.access.identity import as_user
from municipality.access.refusals import Refused
from tests.access.scenes import seen_by
from tests.cast import Cast, years_ago
from tests.conversation.asking import ask
from tests.conversation.test_deputies import enter, instead, mandate
from tests.conversation.test_who_answers import born
from tests.logs.opening import open_log
from tests.persons.helpers import correct


@pytest.mark.parametrize("age", [9, 16])
def test_a_corrected_birth_date_does_not_let_a_parent_read_after_care_is_taken_over(
    cast: Cast, age: int
) -> None:
    """Also of 16, when what the mother read of health has ended by itself before."""
    log = open_log(cast, number=None, birth_date=years_ago(9))
    correct(cast, log, birth_date=years_ago(age))
    assert seen_by(cast, "mother", Case) == {log}
    enter(cast, log)
    assert seen_by(cast, "mother", Case) == set()
    correct(cast, log, birth_date=years_ago(8))
    assert seen_by(cast, "mother", Case) == set()
    with as_user(cast.teacher.pk):
        (told,) = deputies_told(case_id=log)
        deputy_end(case_id=log, deputy_id=told.id)
    correct(cast, log, birth_date=years_ago(7))
    assert seen_by(cast, "mother", Case) == set()


def test_a_parent_who_was_shut_out_does_not_read_as_a_verge_by_a_corrected_birth_date(cast: Cast) -> None:
    log = open_log(cast, number=None, birth_date=years_ago(9))
    enter(cast, log)
    enter(cast, log, "verge", number=cast.mother_number)
    correct(cast, log, birth_date=years_ago(8))
    assert seen_by(cast, "mother", Case) == set()


def test_a_decision_from_a_day_to_come_is_written_down_when_it_holds(cast: Cast) -> None:
    """Or the parents would read from the opening on, and nothing would end it on that day."""
    question = ask(cast, born(9))
    with pytest.raises(Refused) as refused:
        instead(question, starts=timezone.localdate() + timedelta(days=1))
    assert refused.value.code == "cannot_answer_instead"


def test_nobody_is_made_the_verge_of_oneself(cast: Cast) -> None:
    """A child under 15 would read by it."""
    log = open_log(cast, number=cast.emma_number)
    with as_user(cast.teacher.pk), pytest.raises(Refused) as refused:
        deputy_enter(case_id=log, mandate=mandate(cast, "verge", number=cast.emma_number))
    assert refused.value.code == "cannot_answer_instead"
