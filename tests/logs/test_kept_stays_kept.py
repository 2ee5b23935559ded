"""What the child asked to keep, and what is withheld, is released by an act of its own and by no edit (D7)."""

from typing import Any

import pytest
from django.urls import reverse

from cases.logs.models import Entry
from cases.logs.services import entry_change, entry_release
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.access.verbs import refusals
from tests.access.scenes import join, write
from tests.access_log import noted
from tests.cast import Cast, synthetic_number, years_ago
from tests.logs.helpers import as_
from tests.logs.opening import open_log


@pytest.fixture
def entry(cast: Cast) -> Entry:
    """A note of the nurse's, which a 13-year-old asked to keep from the parents."""
    case_id = open_log(cast, number=synthetic_number(years_ago(13)))
    join(cast, case_id, "nurse", "clinic")
    return write(cast, case_id, "nurse", "clinic", text="Er redd for faren.", kept_from_parents=True)


def mother_reads(cast: Cast, entry: Entry) -> bool:
    with as_user(cast.mother.pk):
        return Entry.objects.filter(pk=entry.pk).exists()


@pytest.mark.parametrize("kept", [{"kept_from_parents": True}, {"withheld_because": "third_person"}])
def test_an_edit_releases_nothing(cast: Cast, kept: dict[str, Any]) -> None:
    case_id = open_log(cast, number=synthetic_number(years_ago(13)))
    join(cast, case_id, "nurse", "clinic")
    entry = write(cast, case_id, "nurse", "clinic", **kept)
    with as_user(cast.nurse.pk), pytest.raises(Refused) as refused, refusals():
        entry_change(entry=entry, version=1, kind="school", text="Rettet.")
    assert refused.value.code == "kept_stays_kept"


def test_a_form_that_does_not_show_it_leaves_it_as_it_was(cast: Cast, entry: Entry) -> None:
    nurse = as_(cast.nurse)
    url = reverse("logs:change_entry", args=[entry.case_id, entry.pk])
    assert "kept_from_parents" not in nurse.get(url).text
    nurse.post(url, {"kind": "health", "text": "Er redd.", "version": 1, "withheld_because": ""})
    with as_system("test: the row"):
        entry.refresh_from_db()
    assert (entry.text, bool(entry.kept_from_parents)) == ("Er redd.", True)


def test_its_author_releases_it_when_the_young_person_has_been_told(cast: Cast, entry: Entry) -> None:
    nurse = as_(cast.nurse)
    url = reverse("logs:release_entry", args=[entry.case_id, entry.pk])
    assert "Si det til den det gjelder først" in nurse.post(url, {"what": "kept"}).text
    assert not mother_reads(cast, entry)
    nurse.post(url, {"what": "kept", "told": "on"})
    assert mother_reads(cast, entry)
    assert noted(act="entry.release")[-1].user_id == cast.nurse.pk
    assert nurse.get(url).status_code == 404


def test_nobody_else_releases_it(cast: Cast, entry: Entry) -> None:
    for person in (cast.teacher, cast.mother):
        with as_user(person.pk), pytest.raises(Refused) as refused:
            entry_release(entry=entry, kept=True, withheld=True)
        assert refused.value.code == "only_its_author_releases"
    assert (
        as_(cast.teacher).get(reverse("logs:release_entry", args=[entry.case_id, entry.pk])).status_code
        == 404
    )


def test_what_is_not_kept_is_not_released(cast: Cast, entry: Entry) -> None:
    with as_user(cast.nurse.pk), pytest.raises(NothingThere) as nothing:
        entry_release(entry=entry, kept=False, withheld=True)
    assert nothing.value.code == "nothing_is_kept"
