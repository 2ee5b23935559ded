"""Withholding names a section (D7): who is told that something is withheld, and who is not."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.concerns.services import KeptOut
from cases.keepout.services import case_keep_out
from cases.logs.models import Entry, WithheldReason
from cases.logs.services import entry_change, entry_release
from cases.logs.withheld import section_of, withheld_from_me, withheld_in_my_units
from municipality.access.identity import as_system, as_user
from tests.access.scenes import join, write
from tests.attacks.helpers import browser
from tests.cast import EVERYBODY, Cast
from tests.logs.opening import open_log
from tests.logs.test_paging import without_tokens
from tests.reading import shown

SECTION = "forvaltningsloven § 19 andre ledd bokstav a"


def log(cast: Cast, *reasons: str) -> uuid.UUID:
    case_id = open_log(cast)
    for reason in reasons:
        write(cast, case_id, "teacher", "school", withheld_because=reason)
    return case_id


def in_units(cast: Cast, person: str, case_id: uuid.UUID) -> list[str]:
    with as_user(getattr(cast, person).pk):
        return [one.section for one in withheld_in_my_units(case_id)]


def from_me(cast: Cast, person: str, case_id: uuid.UUID) -> list[str]:
    with as_user(getattr(cast, person).pk):
        return [one.section for one in withheld_from_me(case_id)]


@pytest.mark.parametrize("reason", WithheldReason.values)
def test_each_reason_has_a_section_today(reason: str) -> None:
    assert section_of(reason, timezone.localdate()).startswith("forvaltningsloven § 19 ")


def test_the_leader_of_the_authors_unit_sees_section_and_day_and_nobody_else_does(cast: Cast) -> None:
    case_id = log(cast, *WithheldReason.values)
    join(cast, case_id, "nurse", "clinic")
    for person in EVERYBODY:
        told = in_units(cast, person, case_id)
        assert len(told) == (3 if person == "head" else 0), person


def test_the_head_shows_it_without_the_text(cast: Cast) -> None:
    case_id = log(cast, "third_person")
    page = shown(browser(cast.head).get(f"/saksopplysninger/{case_id}/").text)
    assert SECTION in page
    with as_system("test: the text"):
        text = Entry.objects.get(case=case_id, withheld_because="third_person").text
    assert text not in page


def test_a_leader_who_is_kept_out_is_told_nothing(cast: Cast) -> None:
    case_id = log(cast, "third_person")
    with as_user(cast.teacher.pk):
        case_keep_out(case_id=case_id, kept_out=KeptOut(cast.head.pk, "kin"))
    assert in_units(cast, "head", case_id) == []


def test_the_family_is_told_what_is_about_somebody_else_and_not_what_would_tell_of_the_child(
    cast: Cast,
) -> None:
    assert from_me(cast, "mother", log(cast, "third_person")) == [SECTION]


def test_of_danger_and_of_what_the_child_has_told_no_trace_is_left_for_the_mother(cast: Cast) -> None:
    case_id = open_log(cast)
    client = browser(cast.mother)
    before = without_tokens(shown(client.get(f"/stafettlogger/{case_id}/").text))
    for reason in ("child_at_risk", "told_by_child"):
        write(cast, case_id, "teacher", "school", withheld_because=reason)
    assert from_me(cast, "mother", case_id) == []
    assert without_tokens(shown(client.get(f"/stafettlogger/{case_id}/").text)) == before
    assert "kan du klage (forvaltningsloven § 21)" in before, "whether there is anything or not"


def test_what_the_child_keeps_from_the_parents_too_is_not_told_of(cast: Cast) -> None:
    case_id = open_log(cast, number=cast.youth_number)
    write(cast, case_id, "teacher", "school", withheld_because="third_person", kept_from_parents=True)
    assert from_me(cast, "mother", case_id) == []


def test_the_mothers_page_says_the_section_and_how_to_complain(cast: Cast) -> None:
    page = shown(browser(cast.mother).get(f"/stafettlogger/{log(cast, 'third_person')}/").text)
    assert f"Det handler om en annen person. Grunnlaget er {SECTION}." in page
    assert "Du kan alltid be om innsyn" in page


def test_the_day_is_the_one_on_which_it_was_withheld_and_ends_when_it_is_released(cast: Cast) -> None:
    case_id = log(cast, "third_person")
    with as_user(cast.teacher.pk):
        entry = Entry.objects.get(case=case_id, withheld_because="third_person")
        since = entry.withheld_at
        assert since is not None
        entry_change(
            entry=entry, text="Noe annet.", kind="school", version=1, withheld_because="third_person"
        )
        entry.refresh_from_db()
        assert entry.withheld_at == since
        entry_release(entry=entry, kept=False, withheld=True)
        entry.refresh_from_db()
        assert entry.withheld_at is None


def test_nobody_writes_the_day_by_hand(cast: Cast) -> None:
    case_id = log(cast)
    with as_user(cast.teacher.pk):
        entry = Entry.objects.get(case=case_id, role="first")
        made = Entry.objects.create(
            case_id=case_id, author=cast.teacher, unit=cast.school, kind="school", text="x",
            written_at=timezone.now(), withheld_because="third_person",
            withheld_at=timezone.now() - timedelta(days=90),
        )  # fmt: skip
        made.refresh_from_db()
        assert made.withheld_at is not None
        assert made.withheld_at.date() == timezone.now().date()
        assert entry.withheld_at is None
