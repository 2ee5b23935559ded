"""D10, «utlever»: who can hand out what of a log without consent, and who learns of it."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from cases.case.models import Case
from cases.concerns.services import KeptOut
from cases.disclosures.selectors import (
    disclosure_found,
    disclosure_units,
    disclosures,
    disclosures_control,
    disclosures_told,
    log_to_hand_out,
    logs_found,
    notes_on_paper,
    notes_to_choose,
    to_review,
)
from cases.disclosures.services import (
    Told,
    disclosure_begin,
    disclosure_change,
    disclosure_choose,
    disclosure_drop,
    disclosure_make,
    disclosure_tell,
)
from cases.keepout.services import case_keep_out, case_let_in
from cases.logs.models import Entry
from cases.logs.services import entry_change
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.audit.acts import Act
from municipality.audit.models import Event
from municipality.people.models import Membership, User
from municipality.ui.paging import Mark
from municipality.versions import ChangedMeanwhile
from tests.access.scenes import plain, withdraw, write
from tests.access_log import noted
from tests.cast import EVERYBODY, Cast
from tests.disclosures.helpers import begun, chosen, found, made, said, told
from tests.logs.helpers import as_, join
from tests.overseers import lay_overseers


def who(cast: Cast, asks: Callable[[], Any]) -> set[str]:
    """Those of the cast for whom there is something."""
    answered = set()
    for name in EVERYBODY:
        with as_user(getattr(cast, name).pk):
            if asks():
                answered.add(name)
    return answered


def refused(code: str, person: User, verb: Callable[..., Any], **arguments: Any) -> None:
    with as_user(person.pk), pytest.raises((Refused, NothingThere)) as reason:
        verb(**arguments)
    assert reason.value.code == code


def set_on_case(case_id: uuid.UUID, **values: Any) -> None:
    with as_system("test: another log"):
        Case.objects.filter(pk=case_id).update(**values)


def sent_back(**ago: int) -> None:
    """Everything that was begun and made lies further back."""
    with as_system("test: time goes"), connection.cursor() as cursor:
        cursor.execute(
            "update cases_disclosure set begun_at = begun_at - %s::interval, made_at = made_at - %s::interval",
            [str(timedelta(**ago))] * 2,
        )


# --- who can begin


def test_the_author_and_the_leader_of_the_unit_can_and_nobody_else(cast: Cast, emmas_log: uuid.UUID) -> None:
    assert who(cast, lambda: disclosure_units(emmas_log)) == {"teacher", "head"}
    write(cast, emmas_log, "nurse", "clinic")
    assert who(cast, lambda: disclosure_units(emmas_log)) == {"teacher", "head", "nurse"}
    assert who(cast, lambda: log_to_hand_out(emmas_log)) == {"teacher", "head", "nurse"}


def test_no_refusal_of_the_family_and_no_closed_log_stops_it(cast: Cast, emmas_log: uuid.UUID) -> None:
    withdraw(cast, emmas_log, "mother")
    with as_user(cast.teacher.pk):
        assert not Case.objects.filter(pk=emmas_log).exists()
    assert who(cast, lambda: disclosure_units(emmas_log)) == {"teacher", "head"}
    disclosure = made(cast.teacher, emmas_log)
    with as_user(cast.teacher.pk):
        assert [one.text for one in notes_on_paper(disclosure.id)] == ["Emma er mye alene i friminuttene."]


def test_who_has_left_the_unit_hands_out_nothing_of_it(cast: Cast, emmas_log: uuid.UUID) -> None:
    disclosure = begun(cast.teacher, emmas_log)
    with as_system("test: left"):
        Membership.objects.filter(user=cast.teacher).update(ends_at=timezone.now())
    assert who(cast, lambda: disclosure_units(emmas_log)) == {"head"}
    with as_user(cast.teacher.pk):
        assert disclosure_found(disclosure.id) is None
        assert notes_to_choose(disclosure.id) == []


def test_who_is_kept_out_finds_nothing_and_who_wrote_it_still_can(cast: Cast, emmas_log: uuid.UUID) -> None:
    lay_overseers(cast)
    made(cast.teacher, emmas_log)
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=emmas_log, kept_out=KeptOut(cast.head.pk, "kin"))
    with as_user(cast.head.pk):
        assert not disclosure_units(emmas_log)
        assert not disclosures()
    with as_user(cast.overseer.pk):
        assert disclosure_units(emmas_log)
        assert disclosures()
    with as_user(cast.teacher.pk):
        assert disclosure_units(emmas_log)


def test_who_only_takes_the_leaders_place_goes_all_the_way_and_then_reads_it(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    lay_overseers(cast)
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=emmas_log, kept_out=KeptOut(cast.head.pk, "kin"))
    disclosure = made(cast.overseer, emmas_log)
    with as_user(cast.overseer.pk):
        assert found(disclosure.id).is_own
        assert notes_on_paper(disclosure.id)
        assert to_review(timezone.localdate() + timedelta(days=31))
    with as_user(cast.teacher.pk):
        case_let_in(case_id=emmas_log, user_id=cast.head.pk)
    with as_user(cast.overseer.pk):
        assert disclosure_found(disclosure.id) is None
    with as_user(cast.head.pk):
        assert to_review(timezone.localdate() + timedelta(days=31))


def test_an_author_who_is_kept_out_since_then_hands_out_nothing(cast: Cast, emmas_log: uuid.UUID) -> None:
    join(cast, emmas_log, "nurse")
    write(cast, emmas_log, "nurse", "clinic")
    disclosure = made(cast.nurse, emmas_log)
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=emmas_log, kept_out=KeptOut(cast.nurse.pk, "kin"))
    with as_user(cast.nurse.pk):
        assert not disclosure_units(emmas_log)
        assert disclosure_found(disclosure.id) is None
        assert notes_on_paper(disclosure.id) == []


def test_with_a_strictly_protected_address_only_the_author(cast: Cast, emmas_log: uuid.UUID) -> None:
    made(cast.teacher, emmas_log)
    assert who(cast, disclosures) == {"teacher", "head"}
    set_on_case(emmas_log, address_protection="strengt_fortrolig")
    assert who(cast, lambda: disclosure_units(emmas_log)) == {"teacher"}
    assert who(cast, disclosures) == {"teacher"}


def test_what_tells_of_barnevern_is_not_shown_to_a_leader_who_does_not_know_of_it(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    with as_system("test: about barnevern"):
        Entry.objects.filter(case_id=emmas_log).update(kind="child_welfare")
    assert who(cast, lambda: disclosure_units(emmas_log)) == {"teacher"}
    write(cast, emmas_log, "teacher", "school", text="Om leksene")
    disclosure = begun(cast.head, emmas_log)
    with as_user(cast.head.pk):
        assert [one.text for one in notes_to_choose(disclosure.id)] == ["Om leksene"]


def test_the_log_is_found_by_either_number_and_otherwise_nothing_says_why_not(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    with as_system("test: its number"):
        number = Case.objects.get(pk=emmas_log).number
    assert who(cast, lambda: logs_found(number, None)) == {"teacher", "head"}
    assert who(cast, lambda: logs_found("", cast.emma_number)) == {"teacher", "head"}
    assert who(cast, lambda: logs_found("", cast.mother_number)) == set()
    assert who(cast, lambda: logs_found("S-22222", None)) == set()
    set_on_case(emmas_log, municipality_id=cast.stranger.municipality_id)
    assert who(cast, lambda: logs_found(number, None)) == set()


def test_the_page_promises_a_leader_who_reads_only_where_there_is_one(
    cast: Cast, emmas_log: uuid.UUID
) -> None:
    def promised(person: User) -> tuple[bool, bool]:
        with as_user(person.pk):
            read = next(one for one in disclosures() if one.is_own)
            return disclosure_units(emmas_log)[0].leader_reads, read.leader_reads

    begun(cast.teacher, emmas_log)
    begun(cast.head, emmas_log)
    assert promised(cast.teacher) == (True, True)
    assert promised(cast.head) == (False, False)
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=emmas_log, kept_out=KeptOut(cast.head.pk, "kin"))
    assert promised(cast.teacher) == (False, False)
    lay_overseers(cast)
    assert promised(cast.teacher) == (True, True)
    set_on_case(emmas_log, address_protection="strengt_fortrolig")
    assert promised(cast.teacher) == (False, False)


# --- what can be begun, chosen and made


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


# --- who reads it afterwards


def test_it_is_read_by_who_made_it_and_by_the_leader_of_the_unit(cast: Cast, emmas_log: uuid.UUID) -> None:
    join(cast, emmas_log, "nurse", "adviser")
    disclosure = made(cast.teacher, emmas_log)
    assert who(cast, disclosures) == {"teacher", "head"}
    assert who(cast, lambda: disclosure_found(disclosure.id)) == {"teacher", "head"}
    with as_user(cast.head.pk):
        assert (found(disclosure.id).child_name, found(disclosure.id).whom) == (
            "",
            found(disclosure.id).number,
        )


def test_no_login_reads_the_tables(cast: Cast, emmas_log: uuid.UUID) -> None:
    made(cast.teacher, emmas_log)
    for table in ("cases_disclosure", "cases_disclosednote"):
        with (
            as_user(cast.teacher.pk), pytest.raises(Error, match="permission denied"), transaction.atomic(),
            connection.cursor() as cursor,
        ):  # fmt: skip
            cursor.execute(f"explain select from {table}")


def test_the_family_reads_what_it_was_told_and_of_the_rest_nothing(cast: Cast, emmas_log: uuid.UUID) -> None:
    def seen() -> tuple[int, set[str]]:
        with as_user(cast.mother.pk):
            acts = {
                act
                for (act,) in plain("select act from family_events(%s)", emmas_log)
                if act.startswith("disclosure.")
            }
            return len(disclosures_told(emmas_log)), acts

    as_(cast.teacher).get(f"/stafettlogger/{emmas_log}/utlever/")
    disclosure = made(cast.teacher, emmas_log)
    as_(cast.teacher).get(f"/uten-samtykke/utlever/{disclosure.id}/")
    assert seen() == (0, set())
    with as_user(cast.teacher.pk):
        disclosure_tell(disclosure=disclosure, told=told())
    assert seen() == (
        1, {"disclosure.begin", "disclosure.change", "disclosure.make", "disclosure.read", "disclosure.tell"},
    )  # fmt: skip
    assert who(cast, lambda: disclosures_told(emmas_log)) == {"mother"}


def test_with_a_protected_address_the_family_is_told_of_no_unit(cast: Cast, emmas_log: uuid.UUID) -> None:
    made(cast.teacher, emmas_log, said(told=told()))
    set_on_case(emmas_log, address_protection="fortrolig")
    with as_user(cast.mother.pk):
        assert [one.unit for one in disclosures_told(emmas_log)] == [""]


def test_what_the_family_was_told_is_not_taken_back(cast: Cast, emmas_log: uuid.UUID) -> None:
    disclosure = made(cast.teacher, emmas_log, said(told=told()))
    refused(
        "nothing_to_tell", cast.teacher, disclosure_tell, disclosure=disclosure,
        told=said().told,
    )  # fmt: skip


def test_the_leader_tells_the_family_only_when_who_made_it_has_left(cast: Cast, emmas_log: uuid.UUID) -> None:
    disclosure = made(cast.teacher, emmas_log)
    arguments: dict[str, Any] = {"disclosure": disclosure, "told": told()}
    soon = timezone.localdate() + timedelta(days=31)
    for person in (cast.head, cast.nurse, cast.mother):
        refused("nothing_to_tell", person, disclosure_tell, **arguments)
    assert who(cast, lambda: to_review(soon)) == {"teacher"}
    with as_system("test: left"):
        Membership.objects.filter(user=cast.teacher).update(ends_at=timezone.now())
    assert who(cast, lambda: to_review(soon)) == {"head"}
    with as_user(cast.head.pk):
        disclosure_tell(**arguments)


def test_the_privacy_officer_sees_that_it_was_done_and_not_to_whom(cast: Cast, emmas_log: uuid.UUID) -> None:
    made(cast.teacher, emmas_log)
    made(cast.teacher, emmas_log, said(recipient="police", provision="offence"))
    assert who(cast, lambda: disclosures_control(None, 10)) == {"privacy_officer"}
    page = as_(cast.privacy_officer).get("/uten-samtykke/kontroll/").text
    assert "Utlevert: 1 notat" in page
    for hidden in ("Emma", "Berit", "arnevern", "politi", "§ 13-4", "alene i friminuttene"):
        assert hidden not in page.split("<main")[1], hidden
    with as_user(cast.privacy_officer.pk):
        assert Event.objects.filter(act="disclosure.make").count() == 2


def test_a_page_of_the_control_goes_on_from_a_row(cast: Cast, emmas_log: uuid.UUID) -> None:
    for _time in range(3):
        begun(cast.teacher, emmas_log)
    with as_user(cast.privacy_officer.pk):
        first, second, third = disclosures_control(None, 10)
        assert disclosures_control(Mark(first.begun_at, first.id), 1) == [second]
        assert disclosures_control(Mark(second.begun_at, second.id), 10) == [third]


def test_the_events_name_the_notes_that_were_read_and_handed_out(cast: Cast, emmas_log: uuid.UUID) -> None:
    disclosure = begun(cast.teacher, emmas_log)
    as_(cast.teacher).get(f"/uten-samtykke/utlever/{disclosure.id}/velg/")
    disclosure = chosen(cast.teacher, disclosure)
    with as_user(cast.teacher.pk):
        disclosure_make(disclosure=disclosure)
    as_(cast.teacher).get(f"/uten-samtykke/utlever/{disclosure.id}/fil/")
    with as_system("test: its note"):
        note = Entry.objects.get(case_id=emmas_log)
    for act in (Act.DISCLOSURE_NOTES, Act.DISCLOSURE_MAKE, Act.DISCLOSURE_FETCH):
        assert noted(act=act)[-1].objects == sorted([f"disclosure:{disclosure.id}", f"entry:{note.pk}"])
