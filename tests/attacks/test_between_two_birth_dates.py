"""While another birth date waits for a second person nobody gets, by any verb, what one of the two dates alone gives."""

import uuid

import pytest

from cases.case.models import Case
from cases.checks.models import What
from consent.models import Answer
from municipality.access.identity import as_system
from municipality.access.refusals import Refused
from tests.access.scenes import plain, seen_by
from tests.cast import Cast, years_ago
from tests.checks.helpers import confirm, looked_at, sent_back, waits_for
from tests.checks.test_changes import propose, protect
from tests.logs.opening import open_log
from tests.persons.helpers import born_on


def reads_until(case_id: uuid.UUID) -> set[int]:
    """At which ages of the child, by the date that the log has, the rights of the parents end that are not over."""
    with as_system("test"):
        return {
            years
            for (years,) in plain(
                "select extract(year from age(b.ends, c.subject_birth_date::timestamptz))::int"
                " from consent_legalbasis b join cases_case c on c.id = b.case_id"
                " where b.case_id = %s and b.basis_type = 'family' and b.resident_id <> c.subject_id"
                " and b.withdrawn_at is null and b.ends > statement_timestamp()",
                case_id,
            )
        }


def test_a_date_that_is_proposed_and_returned_again_and_again_gives_nobody_anything(cast: Cast) -> None:
    log = open_log(cast, number=None, birth_date=years_ago(17), child_answer=Answer.YES)
    before = reads_until(log)
    for age in (9, 19, 12):
        born_on(cast, log, years_ago(age))
        assert reads_until(log) <= before
        sent_back(cast)
        assert reads_until(log) == before


def test_who_was_shut_out_while_a_date_waited_reads_nothing_when_it_is_returned(cast: Cast) -> None:
    """By the date that waited she read nothing any more, so there was nothing left to take from her."""
    log = open_log(cast, number=None, birth_date=years_ago(9))
    assert seen_by(cast, "mother", Case) == {log}
    born_on(cast, log, years_ago(19))
    protect(cast, log, with_mother=False)
    sent_back(cast)
    assert seen_by(cast, "mother", Case) == set()


def test_a_parent_is_not_confirmed_as_long_as_one_of_the_dates_says_that_the_child_is_16(cast: Cast) -> None:
    log = open_log(cast, number=None, birth_date=years_ago(15), child_answer=Answer.YES)
    born_on(cast, log, years_ago(16))
    (date,) = waits_for(cast.head)
    propose(cast, log, What.RESPONSIBILITY, relation="far")
    (father,) = [key for key in waits_for(cast.head) if key != date]
    with pytest.raises(Refused) as refused:
        confirm(cast.head, father)
    assert refused.value.code == "birth_date_is_looked_at_first"


def test_a_consent_that_is_asked_between_the_dates_opens_what_both_open(cast: Cast) -> None:
    """At 9 the mother answers for everything, at 17 the young person, who has said nothing."""
    log = open_log(cast, number=None, birth_date=years_ago(9))
    born_on(cast, log, years_ago(17))
    assert seen_by(cast, "teacher", Case) == set()
    sent_back(cast)
    assert seen_by(cast, "teacher", Case) == {log}
    born_on(cast, log, years_ago(8))
    assert seen_by(cast, "teacher", Case) == {log}
    looked_at(cast)
    assert seen_by(cast, "teacher", Case) == {log}
