"""A note that a mother let come along to her child's log stands in two: it is taken out of both."""

import pytest

from cases.concerns.models import Concern
from cases.logs.models import Entry, EntryVersion
from cases.logs.services import entry_change
from cases.wrongchild.models import MovedNote
from cases.wrongchild.services import note_move
from consent.models import Answer
from municipality.access.identity import as_system, as_user
from tests.cast import Cast
from tests.conversation.test_pregnancy import birth, her_log
from tests.logs.opening import open_log
from tests.wrongchild.helpers import TEXT, only_deviation, write


def carried(cast: Cast) -> tuple[Entry, Entry]:
    """The teacher's note in the mother's log, and its copy in the child's."""
    hers = her_log(cast)
    note = write(cast, hers)
    concern = birth(cast, hers)
    childs = open_log(cast, child_name="Ada Eksempel")
    copy = write(cast, childs)
    with as_system("test: the mother has let it come along"):
        Concern.objects.filter(pk=concern.pk).update(log_id=childs)
        Entry.objects.filter(pk=copy.pk).update(written_at=Entry.objects.get(pk=note.pk).written_at)
    with as_user(cast.teacher.pk):
        entry_change(entry=Entry.objects.get(pk=copy.pk), version=1, kind="school", text=f"{TEXT} Endret.")
    return note, copy


@pytest.mark.parametrize("which", [0, 1])
def test_it_is_taken_out_of_both(cast: Cast, which: int) -> None:
    both = carried(cast)
    right = open_log(cast, number=cast.youth_number, child_name="Ida Eksempel", child_answer=Answer.YES)
    with as_user(cast.teacher.pk):
        made = note_move(entry_id=both[which].pk, to=right)
    with as_system("test: the rows"):
        assert [one.pk for one in Entry.objects.filter(text__startswith=TEXT)] == [made]
        assert EntryVersion.objects.exclude(entry=made).count() == 0
        assert set(MovedNote.objects.values_list("entry_id", flat=True)) == {one.pk for one in both}
    assert len(only_deviation().numbers_from) == 2


def test_into_the_log_where_its_copy_stands_it_goes_once(cast: Cast) -> None:
    note, copy = carried(cast)
    with as_user(cast.teacher.pk):
        made = note_move(entry_id=note.pk, to=copy.case_id)
    with as_system("test: the rows"):
        assert [one.pk for one in Entry.objects.filter(text__startswith=TEXT)] == [made]
