"""Whose affairs a note tells of: an adult's own are read by those to whom that adult has said yes (D1)."""

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from cases.case.models import Case, ParentalResponsibility
from cases.consents.own_affairs import OfAdult, own_affairs, own_affairs_withdraw
from cases.conversation.services import own_answer_register
from cases.logs.models import Entry
from cases.logs.selectors import hidden_entry_count
from cases.logs.services import entry_change, entry_release, entry_write
from cases.opening.services import Parent
from consent.models import Answer, LegalBasis
from consent.own_answers import OwnHow
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere, Refused
from municipality.access.verbs import refusals
from municipality.notices.models import Notice
from tests.access.scenes import join, plain, seen_by, withdraw, write
from tests.access_log import noted
from tests.cast import Cast, synthetic_number, years_ago
from tests.conversation.helpers import Walk
from tests.logs.helpers import as_
from tests.logs.opening import open_log
from tests.persons.helpers import correct

BOTH: dict[str, Any] = {
    "ppt": ("school", "health"),
    "clinic": ("school", "health"),
    "school": ("school", "health"),
}


def parents_of(cast: Cast) -> list[Any]:
    return [
        Parent("Mona Eksempel", "mor", True, "folkeregisteret", Answer.YES, cast.mother_number),
        Parent("Fredrik Eksempel", "far", True, "folkeregisteret", Answer.YES, cast.father_number),
    ]


def log_of_two(cast: Cast, **changes: Any) -> uuid.UUID:
    """Both parents answer and read; PPT and clinic have named somebody."""
    case_id = open_log(cast, shares=BOTH, parents=parents_of(cast), **changes)
    join(cast, case_id, "adviser", "ppt")
    join(cast, case_id, "nurse", "clinic")
    return case_id


def adult(case_id: uuid.UUID, name: str = "Fredrik") -> uuid.UUID:
    with as_system("test: an adult of the log"):
        return ParentalResponsibility.objects.get(case=case_id, name__startswith=name).pk


def says_of_self(cast: Cast, case_id: uuid.UUID, *units: str) -> None:
    """The family is asked anew, and the father says which units read what is about him."""
    walk = begun(cast, case_id)
    own(cast, walk.person("Fredrik").pk, *(getattr(cast, unit).pk for unit in units))
    walk.conclude()


def begun(cast: Cast, case_id: uuid.UUID) -> Walk:
    """The teacher asks anew, and both parents have said yes about the child."""
    walk = Walk(cast.teacher, case=case_id)
    walk.units([(getattr(cast, unit), kinds) for unit, kinds in BOTH.items()])
    walk.period()
    walk.read()
    walk.says({"Mona": "yes", "Fredrik": "yes"})
    return walk


def own(cast: Cast, asked: uuid.UUID, *units: int) -> None:
    with as_user(cast.teacher.pk):
        own_answer_register(
            person_id=asked, units=units, to_child=False, said_on=timezone.localdate(), how="samtale"
        )


def own_affairs_of(case_id: uuid.UUID) -> OfAdult:
    return next(one for one in own_affairs(case_id) if one.first_name == "Fredrik")


def about_father(cast: Cast, case_id: uuid.UUID, **more: Any) -> Entry:
    return write(cast, case_id, "nurse", "clinic", kind="health", about=adult(case_id), **more)


def readers(cast: Cast, entry: Entry) -> set[str]:
    people = ("teacher", "adviser", "nurse", "mother", "father", "youth")
    return {person for person in people if entry.pk in seen_by(cast, person, Entry)}


def refusal(person: Any, act: Any, **asked: Any) -> str:
    with as_user(person.pk), pytest.raises((Refused, NothingThere)) as refused, refusals():
        act(**asked)
    return str(refused.value.code)


def test_a_note_about_the_fathers_illness_is_read_by_the_units_he_said_yes_to_and_not_by_the_mother(
    cast: Cast,
) -> None:
    case_id = log_of_two(cast)
    entry = about_father(cast, case_id)
    assert readers(cast, entry) == {"nurse", "father"}
    says_of_self(cast, case_id, "ppt")
    assert readers(cast, entry) == {"nurse", "father", "adviser"}


def test_an_adult_without_responsibility_is_asked_too_and_decides_alone(cast: Cast) -> None:
    case_id = open_log(cast, shares=BOTH)
    join(cast, case_id, "adviser", "ppt")
    join(cast, case_id, "nurse", "clinic")
    walk = Walk(cast.teacher, case=case_id)
    walk.units([(getattr(cast, unit), kinds) for unit, kinds in BOTH.items()])
    walk.period()
    walk.read()
    father = walk.person("Fredrik").pk
    walk.says({"Mona": "yes"}, **{f"own-{father}-units": str(cast.ppt.pk)})
    walk.conclude()
    entry = about_father(cast, case_id)
    assert readers(cast, entry) == {"nurse", "adviser"}


def test_no_answer_about_oneself_opens_nothing_and_nothing_about_the_child(cast: Cast) -> None:
    case_id = log_of_two(cast)
    before = seen_by(cast, "adviser", Entry)
    says_of_self(cast, case_id)
    assert readers(cast, about_father(cast, case_id)) == {"nurse", "father"}
    says_of_self(cast, case_id, "ppt")
    assert seen_by(cast, "adviser", Entry) >= before


def test_a_unit_reads_it_only_as_far_as_its_consent_gives_kind_and_source(cast: Cast) -> None:
    case_id = log_of_two(cast)
    says_of_self(cast, case_id, "ppt", "school")
    entry = write(cast, case_id, "nurse", "clinic", kind="economy", about=adult(case_id))
    assert readers(cast, entry) == {"nurse", "father"}


def test_the_young_person_reads_it_when_the_adult_has_said_so(cast: Cast) -> None:
    number = synthetic_number(years_ago(15))
    case_id = log_of_two(cast, number=number, child_answer=Answer.YES)
    entry = about_father(cast, case_id)
    assert "youth" not in readers(cast, entry)
    walk = Walk(cast.teacher, case=case_id)
    walk.units([(getattr(cast, unit), kinds) for unit, kinds in BOTH.items()])
    walk.period()
    walk.read()
    asked = walk.person("Fredrik").pk
    walk.says({"Mona": "yes", "Fredrik": "yes", "Emma": "yes"}, **{f"own-{asked}-to_child": "on"})
    walk.conclude()
    assert readers(cast, entry) == {"nurse", "father", "youth"}
    with as_user(cast.father.pk):
        own_affairs_withdraw(case_id=case_id, parent_id=adult(case_id), how=OwnHow.SELF, of_child=True)
    assert readers(cast, entry) == {"nurse", "father"}


def test_what_is_withheld_from_the_family_is_withheld_from_the_adult_it_tells_of(cast: Cast) -> None:
    case_id = log_of_two(cast)
    entry = about_father(cast, case_id, withheld_because="third_person")
    assert readers(cast, entry) == {"nurse"}


def test_a_note_about_somebody_who_is_not_registered_is_read_by_its_author_alone(cast: Cast) -> None:
    case_id = log_of_two(cast)
    says_of_self(cast, case_id, "ppt", "school")
    entry = write(cast, case_id, "nurse", "clinic", kind="school", about_other=True)
    assert readers(cast, entry) == {"nurse"}
    with as_user(cast.adviser.pk):
        assert hidden_entry_count(Case.objects.get(pk=case_id)) == 1


def test_notices_go_to_those_who_read_it(cast: Cast) -> None:
    case_id = log_of_two(cast)
    says_of_self(cast, case_id, "ppt")
    with as_system("test: a clean slate"):
        Notice.objects.all().delete()
    about_father(cast, case_id)
    with as_system("test: who was told"):
        told = set(
            Notice.objects.filter(notice_type="entry.written").values_list("user__username", flat=True)
        )
    assert told == {"adviser", "father"}


@pytest.mark.parametrize("who", ["father", "teacher"])
def test_the_adult_takes_it_back_and_the_relay_holder_when_told(cast: Cast, who: str) -> None:
    case_id = log_of_two(cast)
    says_of_self(cast, case_id, "ppt", "school")
    entry = about_father(cast, case_id)
    with as_user(getattr(cast, who).pk):
        units = {one.unit: one.basis_id for one in own_affairs_of(case_id).units}
        own_affairs_withdraw(
            case_id=case_id, parent_id=adult(case_id), how=OwnHow.ORAL, basis_id=units["PPT"]
        )
    assert readers(cast, entry) == {"nurse", "father", "teacher"}
    with as_user(getattr(cast, who).pk):
        own_affairs_withdraw(case_id=case_id, parent_id=adult(case_id), how=OwnHow.ORAL)
    assert readers(cast, entry) == {"nurse", "father"}


@pytest.mark.parametrize("who", ["mother", "adviser", "youth"])
def test_nobody_else_takes_it_back(cast: Cast, who: str) -> None:
    case_id = log_of_two(cast)
    says_of_self(cast, case_id, "ppt")
    asked = {"case_id": case_id, "parent_id": adult(case_id), "how": OwnHow.ORAL}
    assert refusal(getattr(cast, who), own_affairs_withdraw, **asked) == "not_who_takes_back_own_affairs"


def test_what_a_unit_does_not_read_cannot_be_taken_back_from_it(cast: Cast) -> None:
    case_id = log_of_two(cast)
    says_of_self(cast, case_id, "ppt")
    with as_system("test: a basis of another unit"):
        basis = LegalBasis.objects.filter(case_id=case_id, unit=cast.clinic).latest("starts").pk
    asked = {"case_id": case_id, "parent_id": adult(case_id), "how": OwnHow.SELF, "basis_id": basis}
    assert refusal(cast.father, own_affairs_withdraw, **asked) == "no_such_consent"


def test_what_was_taken_back_is_not_opened_by_a_yes_from_before(cast: Cast) -> None:
    case_id = log_of_two(cast)
    entry = about_father(cast, case_id)
    walk = begun(cast, case_id)
    own(cast, walk.person("Fredrik").pk, cast.ppt.pk)
    with as_user(cast.father.pk):
        own_affairs_withdraw(case_id=case_id, parent_id=adult(case_id), how=OwnHow.SELF)
    walk.conclude()
    assert readers(cast, entry) == {"nurse", "father"}


def test_a_new_answer_that_says_less_counts_for_what_was_given_before_too(cast: Cast) -> None:
    case_id = log_of_two(cast)
    says_of_self(cast, case_id, "ppt", "school")
    entry = about_father(cast, case_id)
    says_of_self(cast, case_id, "school")
    assert readers(cast, entry) == {"nurse", "father", "teacher"}


def test_the_mother_learns_nothing_of_what_the_father_has_said_of_himself(cast: Cast) -> None:
    case_id = log_of_two(cast)
    says_of_self(cast, case_id, "ppt")
    about_father(cast, case_id)
    with as_user(cast.mother.pk):
        assert [one.name for one in own_affairs(case_id)] == ["Mona Eksempel"]
        with pytest.raises(ProgrammingError), transaction.atomic():
            plain("select adults from consent_legalbasis")
        with pytest.raises(ProgrammingError), transaction.atomic():
            plain("select from cases_entry where about_id = %s", adult(case_id))
    page = as_(cast.mother).get(reverse("consents:list", args=[case_id])).text
    assert "Om Fredrik" not in page
    assert "PPT leser det" not in page
    with as_user(cast.father.pk):
        own_affairs_withdraw(case_id=case_id, parent_id=adult(case_id), how=OwnHow.SELF)
    with as_user(cast.teacher.pk):
        own_affairs_withdraw(case_id=case_id, parent_id=adult(case_id), how=OwnHow.ORAL)
    told = "det en voksen har sagt ja til om seg selv"
    assert told not in as_(cast.mother).get(reverse("logs:events", args=[case_id])).text
    assert told in as_(cast.father).get(reverse("logs:events", args=[case_id])).text


def test_its_author_lets_the_other_parents_read_one_note_as_an_event(cast: Cast) -> None:
    case_id = log_of_two(cast, number=synthetic_number(years_ago(15)), child_answer=Answer.YES)
    entry = about_father(cast, case_id)
    assert refusal(cast.adviser, entry_release, entry=entry, own=True) == "only_its_author_releases"
    nurse = as_(cast.nurse)
    nurse.post(reverse("logs:release_entry", args=[case_id, entry.pk]), {"what": "own"})
    assert readers(cast, entry) == {"nurse", "father", "mother"}
    assert noted(act="entry.release")[-1].user_id == cast.nurse.pk
    assert refusal(cast.nurse, entry_release, entry=entry, own=True) == "nothing_is_kept"


@pytest.mark.parametrize(("capacity", "adults", "reads"), [
    ("parent", [uuid.UUID(int=1)], True), ("parent", [], False), ("subject", [], False), ("staff", [], False),
])  # fmt: skip
def test_who_reads_in_the_place_of_a_parent_does_not_read_what_is_released_to_the_others(
    db: None, capacity: str, adults: list[uuid.UUID], reads: bool
) -> None:
    """A verge, or foster parents: their right gives the own affairs of nobody in the log."""
    asked = "select affairs_given(%s, %s::uuid[], %s, false, true)"
    assert plain(asked, capacity, adults, uuid.UUID(int=2)) == [(reads,)]


def test_a_note_about_the_child_can_become_an_adults_and_never_the_childs_again(cast: Cast) -> None:
    case_id = log_of_two(cast)
    entry = write(cast, case_id, "nurse", "clinic", kind="health")
    assert "mother" in readers(cast, entry)
    words: dict[str, Any] = {"kind": "health", "text": "Om far."}
    with as_user(cast.nurse.pk):
        entry_change(entry=entry, version=1, about=adult(case_id), **words)
    assert readers(cast, entry) == {"nurse", "father"}
    for other in ({}, {"about": adult(case_id, "Mona")}, {"about_other": True}):
        asked = {"entry": entry, "version": 2, **words, **other}
        assert refusal(cast.nurse, entry_change, **asked) == "whose_affairs_stay"


def test_a_note_is_about_an_adult_of_its_own_log(cast: Cast) -> None:
    case_id = log_of_two(cast)
    other = open_log(cast, number=synthetic_number(years_ago(7)))
    asked = {"author": cast.nurse, "unit": cast.clinic, "case_id": case_id, "kind": "health", "text": "x"}
    assert refusal(cast.nurse, entry_write, about=adult(other), **asked) == "not_an_adult_of_this_log"


def test_the_first_of_a_log_and_an_evaluation_are_about_the_child(cast: Cast) -> None:
    case_id = log_of_two(cast)
    with as_system("test: past all verbs"), pytest.raises(IntegrityError), transaction.atomic():
        plain("update cases_entry set about_other = 1 where case_id = %s and role = 'first'", case_id)


def test_only_adults_are_asked_about_themselves_and_only_for_units_that_are_asked_about(cast: Cast) -> None:
    case_id = log_of_two(cast)
    walk = begun(cast, case_id)
    of_child, of_father = walk.person("Emma").pk, walk.person("Fredrik").pk
    asked = {"units": [], "to_child": False, "said_on": timezone.localdate(), "how": "samtale"}
    answer = own_answer_register
    assert refusal(cast.teacher, answer, **asked | {"person_id": of_child}) == "own_affairs_are_of_adults"
    asked |= {"person_id": of_father}
    assert (
        refusal(cast.teacher, answer, **asked | {"units": [cast.nav_office.pk]}) == "unit_is_not_asked_about"
    )
    late = asked | {"said_on": years_ago(2)}
    assert refusal(cast.teacher, answer, **late) == "answer_of_a_day_to_come_or_too_old"
    assert refusal(cast.adviser, answer, **asked) == "not_who_asks_the_family"


def test_withdrawing_the_consent_of_a_unit_ends_what_it_read_of_the_adults_too(cast: Cast) -> None:
    case_id = log_of_two(cast)
    says_of_self(cast, case_id, "ppt")
    entry = about_father(cast, case_id)
    withdraw(cast, case_id, "mother", "ppt")
    assert readers(cast, entry) == {"nurse", "father"}


def test_a_corrected_birth_date_keeps_what_adults_have_said(cast: Cast) -> None:
    case_id = log_of_two(cast, number=synthetic_number(years_ago(14)))
    says_of_self(cast, case_id, "ppt")
    entry = about_father(cast, case_id)
    correct(cast, case_id, birth_date=years_ago(13))
    assert readers(cast, entry) == {"nurse", "father", "adviser"}
