"""The list of logs: two ways to the same rows, and a count that is theirs."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.case.models import Case, ParentalResponsibility
from cases.case.services import participant_remove
from cases.grants.models import CaseUserGrant
from cases.logs import listing, selectors
from consent.models import Answer, HowWithdrawn
from consent.services import Agreement, Share, consent_register, consent_withdraw
from municipality.access.identity import as_user
from tests.cast import EVERYBODY, Cast, synthetic_number, years_ago
from tests.logs.helpers import as_, join
from tests.logs.opening import open_log


@pytest.fixture
def logs(cast: Cast) -> None:
    """In one the nurse takes part, one she has left, and one was withdrawn and is closed."""
    join(cast, open_log(cast), "nurse", "adviser")
    left = open_log(cast, number=synthetic_number(years_ago(9), 1))
    join(cast, left, "nurse")
    withdrawn = open_log(cast, number=synthetic_number(years_ago(9), 2))
    join(cast, withdrawn, "nurse")
    with as_user(cast.nurse.pk):
        participant_remove(case_id=left, person_id=cast.nurse.pk, unit_id=cast.clinic.pk)
    with as_user(cast.mother.pk):
        consent_withdraw(case_id=withdrawn, how=HowWithdrawn.SELF)


@pytest.mark.parametrize("few", [True, False])
def test_both_ways_lead_to_the_same_logs_in_the_same_order_and_as_many_as_are_counted(
    cast: Cast, logs: None, few: bool
) -> None:
    seen = {}
    for person in EVERYBODY:
        with as_user(getattr(cast, person).pk):
            found = list(selectors.my_logs(few=few))
            assert set(found) == set(Case.objects.all())
            assert selectors.log_count() == len(found)
            assert found == sorted(
                found, key=lambda case: (case.closed_at is not None, -case.opened_at.timestamp())
            )
            if found:
                seen[person] = len(found)
    assert seen == {"teacher": 2, "nurse": 1, "adviser": 1, "mother": 3}


@pytest.mark.parametrize("few", [selectors.FEW, 0])
def test_the_page_shows_the_same_rows_to_somebody_with_few_and_with_many(
    cast: Cast, logs: None, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(listing, "FEW", few)
    assert as_(cast.teacher).get("/stafettlogger/").text.count('<th scope="row">') == 2
    assert (
        len(
            re.findall(
                '<a class="ds-link" href="/stafettlogger/[0-9a-f]',
                as_(cast.mother).get("/stafettlogger/").text,
            )
        )
        == 3
    )
    assert '<th scope="row">' not in as_(cast.other_teacher).get("/stafettlogger/").text


def test_somebody_who_reads_on_two_consents_is_counted_once(cast: Cast) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "nurse")
    with as_user(cast.teacher.pk):
        mother = ParentalResponsibility.objects.get(case=case_id, has_responsibility=True)
        again = Agreement(
            how="samtale",
            given_on=timezone.localdate(),
            ends=timezone.localdate() + timedelta(days=100),
            shares=[Share(cast.clinic, ["school"])],
            answers={mother.parent_id: Answer.YES},
        )
        consent_register(case_id=case_id, agreement=again, own=cast.school)
    with as_user(cast.nurse.pk):
        assert CaseUserGrant.objects.filter(permission__codename="view_case").count() == 2
        assert selectors.log_count() == 1
        assert [[case.pk for case in selectors.my_logs(few=few)] for few in (True, False)] == [[case_id]] * 2
