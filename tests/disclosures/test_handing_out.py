"""D10, «utlever»: beginning it, choosing, making it, and what is kept of it."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import Error, transaction
from django.utils import timezone

from cases.disclosures.selectors import (
    disclosures,
    notes_on_paper,
    notes_to_choose,
)
from cases.disclosures.services import (
    Told,
    disclosure_begin,
    disclosure_change,
    disclosure_choose,
    disclosure_drop,
    disclosure_make,
)
from cases.logs.models import Entry
from cases.logs.services import entry_change
from municipality.access.identity import as_system, as_user
from municipality.versions import ChangedMeanwhile
from tests.access.scenes import write
from tests.cast import EVERYBODY, Cast
from tests.disclosures.helpers import (
    begun,
    chosen,
    found,
    made,
    refused,
    said,
    sent_back,
    who,
)
from tests.logs.helpers import join


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"provision": "health_control", "recipient": "own_control"}, "provision_not_for_this"),
        ({"provision": "ordered", "recipient": "police"}, "provision_not_for_this"),
        ({"provision": "none"}, "provision_not_for_this"),
        ({"demanded_on": None}, "say_when_it_was_demanded"),
        ({"demanded_on": timezone.localdate() + timedelta(days=1)}, "seen_on_a_day_to_come"),
        ({"told": Told(told_on=timezone.localdate() + timedelta(days=1))}, "seen_on_a_day_to_come"),
        (
            {"told": Told(hidden_because="child_at_risk", review_on=timezone.localdate() + timedelta(days=370))},
            "looked_at_within_a_year",
        ),
    ],
    ids=str,
)  # fmt: skip
def test_it_is_begun_by_a_provision_that_counts_for_the_unit_and_the_recipient(
    cast: Cast, emmas_log: uuid.UUID, words: dict[str, Any], code: str
) -> None:
    arguments: dict[str, Any] = {"case_id": emmas_log, "unit_id": cast.school.pk, "said": said(**words)}
    if words.get("provision") == "none":
        with as_user(cast.teacher.pk), pytest.raises(Error), transaction.atomic():
            disclosure_begin(**arguments)
        return
    refused(code, cast.teacher, disclosure_begin, **arguments)


@pytest.mark.parametrize("told_", [Told(), Told(hidden_because="child_at_risk"), Told(hidden_because="x")])
def test_it_is_told_on_a_day_or_hidden_by_a_provision_until_a_day(
    cast: Cast, emmas_log: uuid.UUID, told_: Told
) -> None:
    with as_user(cast.teacher.pk), pytest.raises(Error, match="does not fit"), transaction.atomic():
        disclosure_begin(case_id=emmas_log, unit_id=cast.school.pk, said=said(told=told_))


def test_nobody_begins_for_a_unit_that_is_not_theirs(cast: Cast, emmas_log: uuid.UUID) -> None:
    write(cast, emmas_log, "nurse", "clinic")
    for person, unit in (
        (cast.teacher, cast.clinic),
        (cast.other_teacher, cast.school),
        (cast.mother, cast.school),
    ):
        refused(
            "nothing_to_hand_out", person, disclosure_begin, case_id=emmas_log, unit_id=unit.pk, said=said()
        )


def test_the_leader_chooses_among_the_notes_of_the_unit_and_an_author_among_the_own(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    write(cast, emmas_log, "nurse", "clinic", text="Fra helsestasjonen")
    with as_user(cast.teacher.pk):
        join(cast, emmas_log)
    disclosure = begun(cast.head, emmas_log)
    with as_user(cast.head.pk):
        assert [one.text for one in notes_to_choose(disclosure.id)] == ["Emma er mye alene i friminuttene."]
    for name in set(EVERYBODY) - {"head"}:
        with as_user(getattr(cast, name).pk):
            assert notes_to_choose(disclosure.id) == []


def test_what_was_known_from_elsewhere_is_not_handed_out_by_a_provision_for_the_unit(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    """The unit was of the health service when it was written (D1)."""
    note = write(cast, emmas_log, "teacher", "school", text="Fra helsetjenesten")
    with as_system("test: another source"):
        Entry.objects.filter(pk=note.pk).update(source="health")
    disclosure = begun(cast.teacher, emmas_log, said(recipient="police", provision="offence"))
    with as_user(cast.teacher.pk):
        assert [one.text for one in notes_to_choose(disclosure.id)] == ["Emma er mye alene i friminuttene."]


def test_a_note_about_others_is_marked(cast: Cast, emmas_log: uuid.UUID) -> None:
    write(cast, emmas_log, "teacher", "school", text="Om en annen", about_other=True)
    disclosure = begun(cast.teacher, emmas_log)
    with as_user(cast.teacher.pk):
        marked = {one.text: one.about_others for one in notes_to_choose(disclosure.id)}
    assert marked == {"Emma er mye alene i friminuttene.": False, "Om en annen": True}


def test_only_the_own_notes_are_chosen_and_in_the_version_that_was_read(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    other = write(cast, emmas_log, "nurse", "clinic")
    disclosure = begun(cast.teacher, emmas_log)
    with as_user(cast.teacher.pk):
        (own,) = notes_to_choose(disclosure.id)
    for notes in (
        [(other.pk, 1)],
        [(own.entry_id, own.version + 1)],
        [(own.entry_id, own.version), (other.pk, 1)],
        [],
    ):
        refused(
            "notes_have_changed",
            cast.teacher,
            disclosure_choose,
            disclosure=disclosure,
            notes=notes,
        )


def test_it_is_not_made_of_a_note_that_has_changed_since_or_of_none(cast: Cast, emmas_log: uuid.UUID) -> None:
    note = write(cast, emmas_log, "teacher", "school", text="Før")
    disclosure = begun(cast.teacher, emmas_log)
    refused("notes_have_changed", cast.teacher, disclosure_make, disclosure=disclosure)
    disclosure = chosen(cast.teacher, disclosure)
    with as_user(cast.teacher.pk):
        entry_change(entry=note, version=1, kind="school", text="Etter")
    refused("notes_have_changed", cast.teacher, disclosure_make, disclosure=disclosure)


def test_what_was_handed_out_stays_as_it_was_whatever_the_notes_say_later(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    note = write(cast, emmas_log, "teacher", "school", text="Før")
    disclosure = made(cast.teacher, emmas_log)
    for version, text in ((1, "Etter"), (2, "Enda senere")):
        with as_user(cast.teacher.pk):
            entry_change(entry=note, version=version, kind="family", text=text)
    with as_user(cast.teacher.pk):
        assert [(one.text, one.kind) for one in notes_on_paper(disclosure.id)][1:] == [("Før", "school")]


def test_the_file_is_its_makers_alone_and_for_seven_days(cast: Cast, emmas_log: uuid.UUID) -> None:
    disclosure = made(cast.teacher, emmas_log)
    assert who(cast, lambda: notes_on_paper(disclosure.id)) == {"teacher"}
    sent_back(days=6, hours=23)
    assert who(cast, lambda: notes_on_paper(disclosure.id)) == {"teacher"}
    sent_back(hours=1)
    assert who(cast, lambda: notes_on_paper(disclosure.id)) == set()
    assert who(cast, disclosures) == {"teacher", "head"}


def test_what_is_begun_is_over_after_seven_days_and_stays_to_be_seen(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    disclosure = chosen(cast.teacher, begun(cast.teacher, emmas_log))
    sent_back(days=7)
    refused("not_in_hand", cast.teacher, disclosure_make, disclosure=disclosure)
    with as_user(cast.teacher.pk):
        assert notes_to_choose(disclosure.id) == []
        assert found(disclosure.id).state == "falt bort"


def test_what_is_made_or_dropped_is_not_changed_any_more(cast: Cast, emmas_log: uuid.UUID) -> None:
    done = made(cast.teacher, emmas_log)
    dropped = begun(cast.teacher, emmas_log)
    with as_user(cast.teacher.pk):
        disclosure_drop(disclosure=dropped)
        dropped = found(dropped.id)
    for one in (done, dropped):
        for verb, more in (
            (disclosure_make, {}),
            (disclosure_drop, {}),
            (disclosure_change, {"version": one.version, "said": said()}),
            (disclosure_choose, {"notes": []}),
        ):
            refused("not_in_hand", cast.teacher, verb, disclosure=one, **more)


def test_another_recipient_takes_choosing_anew(cast: Cast, emmas_log: uuid.UUID) -> None:
    disclosure = chosen(cast.teacher, begun(cast.teacher, emmas_log))
    assert disclosure.note_count == 1
    with as_user(cast.teacher.pk):
        disclosure_change(
            disclosure=disclosure,
            version=2,
            said=said(recipient="police", provision="offence", demanded_on=None),
        )
        assert (found(disclosure.id).recipient, found(disclosure.id).note_count) == ("police", 0)


def test_what_was_changed_in_another_window_is_shown_first(cast: Cast, emmas_log: uuid.UUID) -> None:
    disclosure = begun(cast.teacher, emmas_log)
    with as_user(cast.teacher.pk):
        disclosure_change(disclosure=disclosure, version=1, said=said(body="Et annet kontor"))
        with pytest.raises(ChangedMeanwhile) as meanwhile:
            disclosure_change(disclosure=disclosure, version=1, said=said())
    assert meanwhile.value.current.body == "Et annet kontor"


def test_nobody_goes_on_with_what_another_has_begun(cast: Cast, emmas_log: uuid.UUID) -> None:
    disclosure = chosen(cast.teacher, begun(cast.teacher, emmas_log))
    for person in (cast.head, cast.other_teacher, cast.mother):
        for verb, more in (
            (disclosure_make, {}),
            (disclosure_drop, {}),
            (disclosure_change, {"version": disclosure.version, "said": said()}),
            (disclosure_choose, {"notes": []}),
        ):
            refused("not_in_hand", person, verb, disclosure=disclosure, **more)
