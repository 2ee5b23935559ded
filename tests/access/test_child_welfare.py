"""Even that somebody has contact with barnevern is confidential: who may learn it from a log, and by which row."""

import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from cases.baton.models import BatonMove
from cases.case.head import CaseHead
from cases.case.models import Case, CaseKeptOut
from cases.concerns.services import KeptOut
from cases.keepout.services import case_keep_out
from cases.logs.models import Entry
from consent.models import Asked, Consent, LegalBasis, Reply, Withdrawal
from municipality.access.identity import as_system, as_user
from municipality.notices.models import Notice
from tests.access.covering_barnevern import COVERS, KNOW, covered_log
from tests.access.scenes import (
    answer,
    everybody_who,
    hand_over,
    is_refused,
    join,
    plain,
    seen_by,
    value,
    withdraw,
    write,
)
from tests.access.team_scenes import consent_again
from tests.cast import Cast
from tests.logs.opening import open_log

PEOPLE = (
    "teacher",
    "adviser",
    "nurse",
    "child_welfare_worker",
    "mother",
    "head",
    "nav",
    "stranger",
    "father",
)


@pytest.fixture
def case(cast: Cast) -> uuid.UUID:
    return covered_log(cast, of_barnevern=("child_welfare", "school"))


def holder_of(case_id: uuid.UUID) -> str:
    with as_system("test"):
        return Case.objects.get(pk=case_id).holder.username


def who_sees(cast: Cast, rows: Any) -> set[str]:
    return everybody_who(cast, PEOPLE, lambda: rows().exists())


def test_as_a_participant(cast: Cast, case: uuid.UUID) -> None:
    assert (
        everybody_who(
            cast,
            PEOPLE,
            lambda: bool(
                plain("select 1 from case_participants(%s) where unit_id = %s", case, cast.child_welfare.pk)
            ),
        )
        == KNOW
    )


def test_in_the_legal_bases(cast: Cast, case: uuid.UUID) -> None:
    assert who_sees(cast, lambda: LegalBasis.objects.filter(unit=cast.child_welfare)) == KNOW
    assert len(seen_by(cast, "adviser", LegalBasis)) > 2


def test_in_the_text_of_the_consent_form_which_names_every_unit(cast: Cast, case: uuid.UUID) -> None:
    said = "select 1 from consents_given(%s) where readings::text like '%%Barneverntjenesten%%'"
    assert everybody_who(cast, PEOPLE, lambda: bool(plain(said, case))) == KNOW
    with as_user(cast.teacher.pk):
        assert is_refused("select text from consent_reading")
    assert who_sees(cast, lambda: Consent.objects.filter(case_id=case)) == KNOW | {"adviser", "nurse"}
    assert (
        who_sees(cast, Reply.objects.all) == who_sees(cast, Asked.objects.all) == KNOW | {"adviser", "nurse"}
    )


def test_the_form_of_a_consent_without_child_welfare_is_read_by_every_participant(
    cast: Cast, log: uuid.UUID
) -> None:
    assert who_sees(cast, lambda: Consent.objects.filter(case_id=log)) == {
        "teacher",
        "adviser",
        "nurse",
        "mother",
    }


def test_in_an_entry_and_in_the_notice_about_it(cast: Cast, case: uuid.UUID) -> None:
    entry = write(cast, case, "child_welfare_worker", "child_welfare", "school")
    assert who_sees(cast, lambda: Entry.objects.filter(pk=entry.pk)) == KNOW
    assert who_sees(cast, lambda: Notice.objects.filter(entry_id=entry.pk)) == KNOW - {"child_welfare_worker"}


def test_in_the_number_of_entries_that_are_not_shown(cast: Cast, case: uuid.UUID) -> None:
    write(cast, case, "child_welfare_worker", "child_welfare", "school")
    write(cast, case, "teacher", "school", "child_welfare")
    for person in ("adviser", "nurse"):
        with as_user(getattr(cast, person).pk):
            assert value("select hidden_entry_count(%s)", case) == 0, person


def test_in_a_withdrawal_for_the_unit_or_for_the_kind(cast: Cast, case: uuid.UUID) -> None:
    withdraw(cast, case, "mother", "child_welfare", "school")
    assert who_sees(cast, Withdrawal.objects.all) == KNOW
    withdraw(cast, case, "mother", "ppt", "school")
    withdraw(cast, case, "mother", None, "child_welfare")
    seen = {}
    for person in ("teacher", "nurse", "mother"):
        with as_user(getattr(cast, person).pk):
            seen[person] = Withdrawal.objects.count()
    assert seen == {"teacher": 1, "nurse": 1, "mother": 3}


def test_in_the_notice_of_a_withdrawal_to_a_relay_holder_who_is_not_covered(
    cast: Cast, case: uuid.UUID
) -> None:
    hand_over(cast, case, "teacher", "adviser", "ppt")
    withdraw(cast, case, "mother", "child_welfare")
    with as_user(cast.adviser.pk):
        assert not Notice.objects.filter(notice_type="consent.withdrawn").exists()
    withdraw(cast, case, "mother", "clinic")
    with as_user(cast.adviser.pk):
        assert Notice.objects.filter(notice_type="consent.withdrawn").count() == 1


@pytest.fixture
def covered_case(cast: Cast) -> uuid.UUID:
    """Everybody who takes part is covered, so that barnevern may hold the baton."""
    case_id = open_log(cast, shares={"school": COVERS, "child_welfare": COVERS, "ppt": COVERS})
    join(cast, case_id, "child_welfare_worker", "child_welfare")
    join(cast, case_id, "adviser", "ppt")
    return case_id


def units_to_ask(case: uuid.UUID) -> set[int]:
    return {unit for (unit,) in plain("select unit_id from baton_candidates(%s)", case)}


def test_barnevern_is_not_asked_to_hold_the_baton_while_somebody_takes_part_who_must_not_know(
    cast: Cast, case: uuid.UUID
) -> None:
    ask = "select baton_offer(%s, %s, %s, %s, '')"
    with as_user(cast.teacher.pk):
        assert units_to_ask(case) == {cast.ppt.pk, cast.clinic.pk}
        said = answer(ask, uuid.uuid4(), case, cast.child_welfare_worker.pk, cast.child_welfare.pk)
        assert "who_takes_part" in said


def test_barnevern_holds_the_baton_where_every_basis_covers_child_welfare(
    cast: Cast, covered_case: uuid.UUID
) -> None:
    with as_user(cast.teacher.pk):
        assert units_to_ask(covered_case) == {cast.ppt.pk, cast.child_welfare.pk}
    hand_over(cast, covered_case, "teacher", "child_welfare_worker", "child_welfare")
    assert holder_of(covered_case) == "child_welfare_worker"
    assert who_sees(cast, lambda: BatonMove.objects.filter(unit=cast.child_welfare)) == KNOW | {"adviser"}


def test_in_who_kept_somebody_out_or_let_them_in_while_barnevern_held_the_baton(
    cast: Cast, covered_case: uuid.UUID
) -> None:
    hand_over(cast, covered_case, "teacher", "child_welfare_worker", "child_welfare")
    with as_user(cast.child_welfare_worker.pk):
        case_keep_out(case_id=covered_case, kept_out=KeptOut(cast.nurse.pk, "kin"))
    withdraw(cast, covered_case, "mother", "ppt", "child_welfare")
    with as_user(cast.teacher.pk):
        assert CaseKeptOut.objects.get().user_id == cast.nurse.pk
        for column in ("kept_by_id", "lifted_by_id"):
            assert is_refused(f"select {column} from cases_casekeptout")


def test_when_a_basis_no_longer_covers_child_welfare_the_baton_leaves_barnevern(
    cast: Cast, covered_case: uuid.UUID
) -> None:
    hand_over(cast, covered_case, "teacher", "child_welfare_worker", "child_welfare")
    withdraw(cast, covered_case, "mother", "ppt", "child_welfare")
    assert holder_of(covered_case) == "teacher"


def test_while_barnevern_holds_the_baton_no_consent_lets_in_a_unit_that_must_not_know(
    cast: Cast, covered_case: uuid.UUID
) -> None:
    hand_over(cast, covered_case, "teacher", "child_welfare_worker", "child_welfare")
    with pytest.raises(PermissionDenied):
        consent_again(cast, covered_case, {"nav_office": ("school",)}, by="child_welfare_worker")
    consent_again(cast, covered_case, {"nav_office": ("school", "child_welfare")}, by="child_welfare_worker")


def test_a_head_says_that_barnevern_holds_the_baton_only_while_each_unit_that_sees_it_may_know(
    cast: Cast,
) -> None:
    """An empty place would tell it. So the baton goes to the unit that may not know, though nobody there takes part."""
    case_id = open_log(
        cast, opener="child_welfare_worker", unit="child_welfare",
        shares={"child_welfare": COVERS, "ppt": COVERS},
    )  # fmt: skip
    with as_user(cast.adviser.pk):
        assert CaseHead.objects.get().holder_unit_id == cast.child_welfare.pk
    withdraw(cast, case_id, "mother", "ppt", "child_welfare")
    assert holder_of(case_id) == "adviser"


def test_a_log_that_only_barnevern_may_read_on_is_gone_for_the_unit_that_held_the_baton(
    cast: Cast, case: uuid.UUID
) -> None:
    hand_over(cast, case, "teacher", "adviser", "ppt")
    for unit in ("school", "clinic", "ppt"):
        withdraw(cast, case, "adviser" if unit == "ppt" else "mother", unit)
    assert holder_of(case) == "child_welfare_worker"
    assert everybody_who(cast, PEOPLE, CaseHead.objects.exists) == {"child_welfare_worker"}


def test_in_whether_a_notice_to_one_of_the_unit_can_be_sent(cast: Cast, case: uuid.UUID) -> None:
    """The answer is the same for somebody who takes part and for somebody who does not."""
    for person in ("adviser", "nurse", "teacher", "mother", "stranger"):
        with as_user(getattr(cast, person).pk):
            said = {
                answer("select participant_notify(%s, %s, 'case.named')", case, other.pk)
                for other in (cast.child_welfare_worker, cast.nav)
            }
        assert len(said) == 1, person
        assert "done" not in said
