"""D10, «utlever»: who reads afterwards that something was handed out, and what."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from cases.disclosures.selectors import (
    disclosure_found,
    disclosures,
    disclosures_control,
    disclosures_told,
    to_review,
)
from cases.disclosures.services import (
    disclosure_make,
    disclosure_tell,
)
from cases.logs.models import Entry
from municipality.access.identity import as_system, as_user
from municipality.audit.acts import Act
from municipality.audit.models import Event
from municipality.people.models import Membership
from municipality.ui.paging import Mark
from tests.access.scenes import plain
from tests.access_log import noted
from tests.cast import Cast
from tests.disclosures.helpers import (
    begun,
    chosen,
    found,
    made,
    refused,
    said,
    set_on_case,
    told,
    who,
)
from tests.logs.helpers import as_, join


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
