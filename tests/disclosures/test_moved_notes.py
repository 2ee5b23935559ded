"""A note that was handed out, and was written on the wrong child."""

from cases.deviations.selectors import deviation_seen
from cases.disclosures.selectors import notes_chosen, notes_on_paper
from cases.logs.models import Entry
from cases.wrongchild.services import note_move
from municipality.access.identity import as_system, as_user
from municipality.audit.acts import Act
from tests.cast import Cast
from tests.disclosures.helpers import made
from tests.wrongchild.helpers import TEXT, only_deviation, two_logs


def test_what_was_handed_out_stays_what_it_was_when_a_note_of_it_is_moved(cast: Cast) -> None:
    logs = two_logs(cast)
    disclosure = made(cast.teacher, logs.wrong)
    with as_user(cast.teacher.pk):
        before = notes_on_paper(disclosure.id), notes_chosen(disclosure.id)
        assert TEXT in [one.text for one in before[0]]
        note_move(entry_id=logs.note, to=logs.right)
        assert (notes_on_paper(disclosure.id), notes_chosen(disclosure.id)) == before
    with as_system("test: the wrong log"):
        assert not Entry.objects.filter(case_id=logs.wrong, text=TEXT).exists()


def test_the_privacy_officer_sees_that_what_was_moved_had_been_handed_out_by_its_author_too(
    cast: Cast,
) -> None:
    logs = two_logs(cast)
    made(cast.teacher, logs.wrong)
    with as_user(cast.teacher.pk):
        note_move(entry_id=logs.note, to=logs.right)
    with as_user(cast.privacy_officer.pk):
        seen = deviation_seen(only_deviation())
    assert [(one.name, one.act) for one in seen if one.name == "Teacher"] == [
        ("Teacher", Act.DISCLOSURE_MAKE)
    ]
