"""Moving a note while something else happens to it or to a log: whoever comes second waits, and the end is right."""

import uuid

import pytest

from cases.logs.models import Entry
from cases.logs.services import entry_change
from cases.wrongchild.services import note_move
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import Refused
from municipality.versions import ChangedMeanwhile
from tests.access.race import Act, Race, withdrawing
from tests.cast import Cast
from tests.wrongchild.helpers import TEXT, TwoLogs, two_logs, write

pytestmark = pytest.mark.slow(20)


@pytest.fixture
def logs(committed: Cast) -> TwoLogs:
    return two_logs(committed)


def moving(note: uuid.UUID, to: uuid.UUID) -> Act:
    return lambda: note_move(entry_id=note, to=to)


def cases_of(text: str = TEXT) -> list[uuid.UUID]:
    with as_system("test: the rows"):
        return list(Entry.objects.filter(text=text).values_list("case_id", flat=True))


def test_a_move_waits_for_a_withdrawal_in_the_right_log_and_is_refused(
    committed: Cast, logs: TwoLogs
) -> None:
    race = Race(
        (committed.youth, withdrawing(logs.right, committed.school)),
        (committed.teacher, moving(logs.note, logs.right)),
    )
    refusal = race.results["second"]
    assert race.waited
    assert isinstance(refusal, Refused)
    assert refusal.code == "not_a_log_you_write_in"
    assert cases_of() == [logs.wrong]


def test_a_withdrawal_in_the_wrong_log_does_not_stop_it(committed: Cast, logs: TwoLogs) -> None:
    race = Race(
        (committed.mother, withdrawing(logs.wrong)), (committed.teacher, moving(logs.note, logs.right))
    )
    assert race.waited
    assert cases_of() == [logs.right]


def test_two_moves_of_one_note_leave_it_once(committed: Cast, logs: TwoLogs) -> None:
    to = moving(logs.note, logs.right)
    race = Race((committed.teacher, to), (committed.teacher, to))
    assert race.waited
    assert isinstance(race.results["second"], Refused)
    assert cases_of() == [logs.right]


def test_two_notes_that_change_places_do_not_stop_each_other(committed: Cast, logs: TwoLogs) -> None:
    other = write(committed, logs.right, text="Den andre veien.").pk
    race = Race(
        (committed.teacher, moving(logs.note, logs.right)), (committed.teacher, moving(other, logs.wrong))
    )
    assert race.waited
    assert (cases_of(), cases_of("Den andre veien.")) == ([logs.right], [logs.wrong])


def test_a_new_text_that_comes_second_is_not_stored_in_the_wrong_log(committed: Cast, logs: TwoLogs) -> None:
    with as_user(committed.teacher.pk):
        entry = Entry.objects.get(pk=logs.note)

    def changing() -> None:
        entry_change(entry=entry, version=1, kind="school", text="Ny tekst.")

    race = Race((committed.teacher, moving(logs.note, logs.right)), (committed.teacher, changing))
    assert race.waited
    assert race.results["second"] is not None
    assert not isinstance(race.results["second"], ChangedMeanwhile) or cases_of("Ny tekst.") == []
    assert (cases_of(), cases_of("Ny tekst.")) == ([logs.right], [])
