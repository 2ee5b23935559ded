"""One log that has become two again: what goes back, what was written since, and what nobody gets back by it."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.case.models import Case, CaseKeptOut
from cases.checks.services import Shown, responsibility_end
from cases.concerns.services import KeptOut
from cases.joining.models import Joining, JoiningState
from cases.keepout.services import case_keep_out
from cases.logs.models import Entry
from cases.work.models import Goal, Measure
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.people.models import AccountType, Resident, User
from municipality.people.services import family_link
from tests.access.scenes import withdraw, write
from tests.cast import Cast, make_user
from tests.checks.helpers import looked_at
from tests.joining.helpers import Two, both_parents
from tests.joining.joined import joined, logs_of, part, read, texts, two_that_can
from tests.work.helpers import evaluate, set_goal, set_measure


@pytest.mark.parametrize("held_by_newer", [False, True])
def test_everybody_reads_what_they_read_before_and_the_two_hold_their_own(
    cast: Cast, held_by_newer: bool
) -> None:
    two = two_that_can(cast)
    before, rows = read(cast, two), as_they_are(two)
    part(cast, joined(cast, two, held_by_newer=held_by_newer))
    assert read(cast, two) == before
    assert as_they_are(two) == rows


def as_they_are(two: Two) -> list[tuple[object, ...]]:
    with as_system("test: the rows"):
        logs = Case.objects.filter(pk__in=(two.older, two.newer)).order_by("opened_at")
        entries = Entry.objects.filter(case_id__in=(two.older, two.newer)).order_by("pk")
        return [
            *logs.values_list("level", "closed_at", "closed_because", "holder_id", "holder_unit_id"),
            *entries.values_list("case_id", "role", "text", "about_id", "written_at", "signature"),
        ]


def test_what_was_written_since_goes_with_its_author(cast: Cast) -> None:
    """Also of a unit with a basis in both: each of its people reads the own words still, where that person reads."""
    two = joined(cast)
    write(cast, two.older, "nurse", "clinic", kind="health", text="Av helsesykepleieren")
    write(cast, two.older, "adviser", "ppt", text="Av rådgiveren")
    write(cast, two.older, "ppt_colleague", "ppt", kind="health", text="Av kollegaen")
    part(cast, two)
    assert "Av helsesykepleieren" in texts(cast, "nurse", two.newer)
    assert "Av rådgiveren" in texts(cast, "adviser", two.older)
    assert "Av kollegaen" in texts(cast, "ppt_colleague", two.newer)
    assert texts(cast, "mother", two.older) & texts(cast, "mother", two.newer) == set()


def test_who_evaluated_a_measure_of_the_other_log_keeps_the_own_words_as_a_note(cast: Cast) -> None:
    two = two_that_can(cast)
    measure = set_measure(cast, two.older, set_goal(cast, two.older))
    joined(cast, two)
    evaluate(cast, measure, "nurse", "clinic", kind="health", text="Det hjelper.")
    mine = set_measure(cast, two.older, set_goal(cast, two.older, "nurse", "clinic"), "nurse", "clinic")
    part(cast, two)
    with as_system("test: the rows"):
        assert set(Entry.objects.filter(text="Det hjelper.").values_list("case_id", "role")) == {
            (two.older, "evaluation"), (two.newer, "note"),
        }  # fmt: skip
        assert {measure.case_id, Goal.objects.get(pk=measure.goal_id).case_id} == {two.older}
        assert (
            Measure.objects.get(pk=mine.pk).case_id == Goal.objects.get(pk=mine.goal_id).case_id == two.newer
        )
    assert "Det hjelper." in texts(cast, "nurse", two.newer)


def test_who_is_kept_out_of_one_stays_kept_out_of_both(cast: Cast) -> None:
    two = joined(cast)
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=two.older, kept_out=KeptOut(cast.nav.pk, "other"))
        case_keep_out(case_id=two.older, kept_out=KeptOut(cast.ppt_colleague.pk, "kin"))
    part(cast, two)
    with as_system("test: the rows"):
        rows = CaseKeptOut.objects.filter(lifted_at=None).values_list("case_id", "user_id")
        assert set(rows) == {
            (log, one.pk) for log in (two.older, two.newer) for one in (cast.nav, cast.ppt_colleague)
        }
    assert logs_of(cast, "ppt_colleague") == set()


def test_a_parent_who_lost_the_responsibility_meanwhile_reads_neither(cast: Cast) -> None:
    parents = both_parents(cast)
    two = two_that_can(cast, {"parents": parents}, {"parents": parents})
    assert logs_of(cast, "father") == {two.older, two.newer}
    joined(cast, two)
    with as_user(cast.teacher.pk):
        father = Case.objects.get(pk=two.older).parents.get(name__startswith="Fredrik")
        responsibility_end(
            case_id=two.older, parent_id=father.pk, shown=Shown("dokument", timezone.localdate())
        )
    with as_user(cast.teacher.pk), pytest.raises(Refused) as refused:
        part(cast, two)
    assert refused.value.code == "a_proposal_waits"
    looked_at(cast)
    part(cast, two)
    assert logs_of(cast, "father") == set()
    assert logs_of(cast, "mother") == {two.older, two.newer}
    with as_system("test: who answers in the newer log"):
        assert not Case.objects.get(pk=two.newer).parents.get(name__startswith="Fredrik").has_responsibility


def test_what_the_family_took_back_meanwhile_stays_taken_back(cast: Cast) -> None:
    two = joined(cast)
    withdraw(cast, two.older, "mother", "clinic")
    part(cast, two)
    assert logs_of(cast, "nurse") == set()
    assert logs_of(cast, "ppt_colleague") == {two.newer}


def time_passes(days: int) -> None:
    with as_system("test: time passes"):
        Joining.objects.update(joined_at=timezone.now() - timedelta(days=days))


def test_it_can_be_undone_for_thirty_days_and_once(cast: Cast) -> None:
    two = joined(cast)
    time_passes(31)
    with pytest.raises((Refused, NothingThere)):
        part(cast, two)
    time_passes(29)
    part(cast, two)
    with pytest.raises((Refused, NothingThere)):
        part(cast, two)
    with as_system("test: the row"):
        assert Joining.objects.get().state == JoiningState.UNDONE


def test_a_log_that_is_closed_is_not_parted(cast: Cast) -> None:
    """What was taken back of the one log was taken back of all that is in it."""
    two = joined(cast)
    withdraw(cast, two.older, "mother")
    with pytest.raises((Refused, NothingThere)):
        part(cast, two, by="mother")
    assert logs_of(cast, "nurse") == set()


def test_an_account_that_comes_meanwhile_reads_the_one_log_and_then_both(cast: Cast) -> None:
    """The family reads by the account that it has at the moment, not by one from before."""
    two = joined(cast)
    with as_system("test: the mother's first sign-in is now, with another account"):
        mother = Resident.objects.get(familyaccount__user=cast.mother)
        other = make_user("mother_anew", None, AccountType.FAMILY)
        family_link(user=other, resident=mother)
    assert logs_read_by(other) == {two.older}
    part(cast, two)
    assert logs_read_by(other) == {two.older, two.newer}
    assert logs_read_by(cast.mother) == set()


def logs_read_by(user: User) -> set[uuid.UUID]:
    with as_user(user.pk):
        return set(Case.objects.values_list("pk", flat=True))
