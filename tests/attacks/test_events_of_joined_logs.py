"""What events say of two logs that have become one, or two again, to who must not know, or must."""

import pytest
from django.utils import timezone

from cases.concerns.services import KeptOut
from cases.deviations.selectors import deviation_seen
from cases.keepout.services import case_keep_out
from cases.logs.models import Entry
from cases.questions.services import About, question_send
from cases.wrongchild.services import RightChild, note_to_concern
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import Refused
from tests.access.scenes import plain
from tests.cast import Cast, years_ago
from tests.concerns.helpers import signed_in
from tests.disclosures.helpers import begun
from tests.joining.helpers import Two, newer_log
from tests.joining.joined import NOTE_OF_CLINIC, agree, joined, part, two_that_can
from tests.logs.opening import open_log
from tests.overseers import lay_overseer
from tests.patterns.helpers import kinds, rename, seen_by, talked_over
from tests.requests.helpers import asked
from tests.wrongchild.helpers import only_deviation


def test_what_was_hidden_from_the_family_stays_hidden_in_the_log_from_which_it_went_back(cast: Cast) -> None:
    two = two_that_can(cast)
    disclosure = begun(cast.nurse, two.newer)
    joined(cast, two)
    signed_in(cast.nurse).get(f"/uten-samtykke/utlever/{disclosure.id}/")
    part(cast, two)
    with as_user(cast.mother.pk):
        for log in (two.older, two.newer):
            acts = [act for (act,) in plain("select act from family_events(%s)", log)]
            assert not [act for act in acts if act.startswith("disclosure.")]


def test_who_had_seen_what_stood_on_the_wrong_child_is_not_lost_when_the_logs_become_one(cast: Cast) -> None:
    two = two_that_can(cast)
    signed_in(cast.ppt_colleague).get(f"/stafettlogger/{two.newer}/")
    with as_system("test: the note"):
        note = Entry.objects.get(case_id=two.newer, text=NOTE_OF_CLINIC)
        Entry.objects.filter(pk=note.pk).update(role="note")

    def seen() -> list[str]:
        with as_user(cast.privacy_officer.pk):
            return [one.name for one in deviation_seen(only_deviation())]

    joined(cast, two)
    with as_user(cast.nurse.pk):
        note_to_concern(entry_id=note.pk, unit=cast.clinic, child=RightChild("Ada Eksempel", years_ago(9)))
    assert "Ppt_colleague" in seen()
    part(cast, two)
    assert "Ppt_colleague" in seen()


def test_a_leader_who_is_kept_out_of_a_log_learns_nothing_of_its_readers_when_it_has_become_another(
    cast: Cast,
) -> None:
    two = Two(
        open_log(cast, shares={"school": ("school", "family")}),
        newer_log(
            cast,
        ),
    )
    talked_over(cast)
    leader = lay_overseer(cast, "overseer", cast.clinic.service)
    rename(cast.nurse, "Nina Eksempel")
    signed_in(cast.nurse).get(f"/stafettlogger/{two.newer}/")
    assert kinds(seen_by(leader)) == [("Nina Eksempel", "surname")]
    with as_user(cast.nurse.pk):
        case_keep_out(case_id=two.newer, kept_out=KeptOut(leader.pk, "kin"))
    assert kinds(seen_by(leader)) == []
    agree(two)
    joined(cast, two)
    assert kinds(seen_by(leader)) == []
    today = timezone.localdate()
    with as_user(cast.privacy_officer.pk), pytest.raises(Refused, match="Ingen leder kan spørre"):
        question_send(About("surname", cast.nurse.pk, cast.clinic.pk, today, today), text="Se på det.")


def test_a_family_asks_why_somebody_read_the_log_that_has_become_one_with_another(cast: Cast) -> None:
    two = two_that_can(cast)
    signed_in(cast.ppt_colleague).get(f"/stafettlogger/{two.newer}/")
    joined(cast, two)
    with as_user(cast.mother.pk):
        found = plain("select at, name from family_events(%s)", two.older)
    read_at = next(at for at, who in found if who == "Ppt_colleague")
    asked(cast.mother, two.older, "why", read_at=read_at)
