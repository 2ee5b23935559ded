"""A birth date or a name that is corrected: who reads until when follows at once, and nobody is shown the old name."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.baton.services import log_rest_end
from cases.case.models import Case
from cases.checks.selectors import birth_date_that_waits
from cases.checks.services import widening_end
from cases.opening.services import Parent
from cases.persons.selectors import birth_date_effects
from cases.plans.models import IndividualPlan, PlanDocument, PlanFile
from consent.models import Answer, LegalBasis
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import Refused
from municipality.access.verbs import call
from municipality.people.ages import birthday
from tests.access.scenes import answer, plain, seen_by
from tests.cast import Cast, years_ago
from tests.checks.helpers import looked_at, sent_back, waits_for
from tests.family.scene import lay_full_log
from tests.logs.opening import open_log
from tests.persons.helpers import born_on, correct
from tests.plans.helpers import order
from tests.reports.helpers import reported, said

BOTH = (
    Parent("Mona Eksempel", "mor", True, "folkeregisteret", Answer.YES),
    Parent("Fredrik Eksempel", "far", True, "opplyst", Answer.YES),
)


def rights(case_id: uuid.UUID, resident: uuid.UUID) -> set[tuple[bool, date, date | None]]:
    """What a member of the family may read now or later: health too, from which day, until which."""
    with as_system("test"):
        found = plain(
            "select 'health' = any (kinds), greatest(lower(valid), statement_timestamp()), upper(valid)"
            " from consent_legalbasis where case_id = %s and resident_id = %s"
            " and not isempty(valid) and coalesce(upper(valid) > statement_timestamp(), true)",
            case_id, resident,
        )  # fmt: skip
    day = timezone.localdate
    return {(health, day(begins), day(ends) if ends else None) for health, begins, ends in found}


def of_parent(born: date) -> set[tuple[bool, date, date | None]]:
    today, sixteen, eighteen = (
        timezone.localdate(),
        *(timezone.localdate(birthday(born, age)) for age in (16, 18)),
    )
    both: set[tuple[bool, date, date | None]] = {
        (True, today, sixteen),
        (False, max(sixteen, today), eighteen),
    }
    return {one for one in both if one[2] and one[2] > today}


def of_child(born: date) -> set[tuple[bool, date, date | None]]:
    return {(True, max(timezone.localdate(), timezone.localdate(birthday(born, 15))), None)}


AGES = (9, 14, 15, 16, 17)
PAIRS = [(first, then) for first in AGES for then in (*AGES, 19) if first != then]


@pytest.mark.parametrize(("first", "then"), PAIRS)
def test_the_family_reads_within_both_dates_until_a_second_person_has_looked_and_then_by_the_new_one(
    cast: Cast, first: int, then: int
) -> None:
    log = open_log(cast, number=None, birth_date=years_ago(first), child_answer=Answer.YES)
    with as_system("test"):
        child, mother = Case.objects.get(pk=log).subject_id, of_mother(log)

    def reads_by(*ages: int) -> None:
        assert rights(log, mother) == of_parent(years_ago(max(ages)))
        assert rights(log, child) == of_child(years_ago(min(ages)))

    reads_by(first)
    born_on(cast, log, years_ago(then))
    reads_by(first, then)
    sent_back(cast)
    reads_by(first)
    correct(cast, log, birth_date=years_ago(then))
    reads_by(then)
    born_on(cast, log, years_ago(first))
    reads_by(first, then)
    taken_back(cast, log)
    reads_by(then)


def taken_back(cast: Cast, case_id: uuid.UUID) -> None:
    with as_user(cast.teacher.pk):
        waits = birth_date_that_waits(case_id)
        assert waits
        widening_end(waits.id)


def test_the_log_has_the_old_date_until_a_second_person_has_looked(cast: Cast) -> None:
    log = open_log(cast, number=None, birth_date=years_ago(9))
    born_on(cast, log, years_ago(8))
    assert date_of(log) == years_ago(9)
    sent_back(cast)
    assert date_of(log) == years_ago(9)
    correct(cast, log, birth_date=years_ago(8))
    assert date_of(log) == years_ago(8)


def date_of(case_id: uuid.UUID) -> date:
    with as_system("test"):
        return Case.objects.get(pk=case_id).subject_birth_date


def test_a_date_that_was_mistyped_is_proposed_anew_and_the_same_one_is_not(cast: Cast) -> None:
    log = open_log(cast, number=None, birth_date=years_ago(9))
    mother = of_mother(log)
    born_on(cast, log, years_ago(17))
    assert rights(log, mother) == of_parent(years_ago(17))
    born_on(cast, log, years_ago(8))
    assert rights(log, mother) == of_parent(years_ago(9))
    with pytest.raises(Refused) as refused:
        born_on(cast, log, years_ago(8))
    assert refused.value.code == "registered_already"
    looked_at(cast)
    assert date_of(log) == years_ago(8)


def test_a_log_that_is_closed_while_a_date_waits_is_read_by_the_family_by_the_old_one(cast: Cast) -> None:
    log = open_log(cast, number=None, birth_date=years_ago(9))
    mother = of_mother(log)
    born_on(cast, log, years_ago(17))
    with as_user(cast.teacher.pk):
        log_rest_end(log)
    assert rights(log, mother) == of_parent(years_ago(9))
    assert waits_for(cast.head) == []
    with as_system("test: the units get nothing back"):
        assert not LegalBasis.objects.living().filter(case_id=log, basis_type="consent").exists()


def of_mother(case_id: uuid.UUID) -> uuid.UUID:
    with as_system("test"):
        found: uuid.UUID = plain(
            "select parent_id from cases_parentalresponsibility where case_id = %s and relation = 'mor'",
            case_id,
        )[0][0]
    return found


def test_whoever_has_an_account_reads_by_it_at_once(cast: Cast) -> None:
    log = open_log(cast, number=cast.youth_number, child_answer=Answer.YES)
    assert seen_by(cast, "youth", Case) == {log} == seen_by(cast, "mother", Case)
    correct(cast, log, birth_date=years_ago(9))
    assert seen_by(cast, "youth", Case) == set()
    assert seen_by(cast, "mother", Case) == {log}
    correct(cast, log, birth_date=years_ago(19))
    assert seen_by(cast, "youth", Case) == {log}
    assert seen_by(cast, "mother", Case) == set()
    correct(cast, log, birth_date=years_ago(15))
    assert seen_by(cast, "mother", Case) == {log}


def test_a_parent_who_read_nothing_does_not_read_by_it(cast: Cast) -> None:
    """Whose responsibility is only told of (D5), and whoever was taken off it."""
    log = open_log(cast, number=None, birth_date=years_ago(9), parents=[*BOTH])
    correct(cast, log, birth_date=years_ago(8))
    with as_system("test"):
        mother = of_mother(log)
        assert set(LegalBasis.objects.filter(case_id=log, basis_type="family").values_list("resident", flat=True)) == {
            mother, Case.objects.get(pk=log).subject_id,
        }  # fmt: skip
        LegalBasis.objects.filter(case_id=log, resident=mother).update(withdrawn_at=timezone.now())
    correct(cast, log, birth_date=years_ago(7))
    assert rights(log, mother) == set()


def test_what_has_been_is_not_rewritten(cast: Cast) -> None:
    log = open_log(cast, number=None, birth_date=years_ago(9))
    mother = of_mother(log)
    with as_system("test: a year ago"):
        plain(
            "update consent_legalbasis set starts = starts - interval '1 year' where starts <= statement_timestamp()"
        )
        before = plain(
            "select id, starts from consent_legalbasis where resident_id = %s and starts <= statement_timestamp()",
            mother,
        )
    correct(cast, log, birth_date=years_ago(19))
    correct(cast, log, birth_date=years_ago(9))
    with as_system("test"):
        after = plain("select id, starts, ends from consent_legalbasis where resident_id = %s", mother)
    first = next(row for row in after if row[0] == before[0][0])
    assert first[1] == before[0][1]
    assert first[2] <= timezone.now()


def test_the_holder_is_told_what_a_birth_date_would_change_and_nobody_else_is(cast: Cast) -> None:
    log = open_log(cast, number=None, birth_date=years_ago(12), parents=[BOTH[0]])
    with as_user(cast.teacher.pk):
        case = Case.objects.get(pk=log)
        assert birth_date_effects(case, years_ago(12)) == []
        younger = birth_date_effects(case, years_ago(11))
        older = birth_date_effects(case, years_ago(16))
        grown = birth_date_effects(case, years_ago(19))
    assert len(younger) == 3
    assert "leser selv senere" in younger[0]
    assert "Mona Eksempel får lese lenger: til og med " in younger[1]
    assert "Mona Eksempel får lese om helse lenger" in younger[2]
    assert "får lese selv tidligere" in older[0]
    assert "Mona Eksempel får lese kortere" in older[1]
    assert older[2] == "Mona Eksempel får ikke lese om helse lenger."
    assert grown[1] == "Mona Eksempel får ikke lese lenger."
    for person in ("nurse", "head", "mother", "stranger"):
        with as_user(getattr(cast, person).pk):
            assert plain("select * from birth_date_effects(%s, %s)", log, years_ago(3)) == []


def test_what_the_holder_is_told_is_what_happens(cast: Cast) -> None:
    """Of whoever reads already it is said that she does not, before a day that has not come."""
    log = open_log(cast, number=cast.youth_number, child_answer=Answer.YES)
    with as_user(cast.teacher.pk):
        words = birth_date_effects(Case.objects.get(pk=log), years_ago(9))
    assert "får ikke lese selv før" in words[0]
    until = next(one for one in words if "lese lenger" in one)
    last = timezone.localdate(birthday(years_ago(9), 18)) - timedelta(days=1)
    assert f"til og med {last:%d.%m.%Y}" in until


def test_an_old_name_stands_nowhere_in_the_log(cast: Cast) -> None:
    log = lay_full_log(cast)
    for person in ("teacher", "youth", "mother"):
        with as_user(getattr(cast, person).pk):
            assert "Nora Snøkvist" in everything_read()
    with as_system("test: the names of the accounts"):
        plain("update municipality_user set display_name = 'Nora Snøkvist' where id = %s", cast.youth.pk)
        plain("update municipality_user set display_name = 'Mona Eksempel' where id = %s", cast.mother.pk)
    reported(cast.teacher, said(child_name="Nora Snøkvist"), case_id=log)
    correct(cast, log, name="Nora Nyvik")
    correct(cast, log, relation="mor", name="Mona Nyvik")
    for person in ("teacher", "nurse", "youth", "mother"):
        with as_user(getattr(cast, person).pk):
            found = everything_read()
        assert "Snøkvist" not in found, person
        assert "Mona Eksempel" not in found, person
        assert "Nora Nyvik" in found


def everything_read() -> str:
    """Every cell of every table that the one who asks reads, and what functions tell of the log."""
    tables = [
        table
        for (table,) in plain(
            "select c.relname::text from pg_class c where c.relnamespace = 'public'::regnamespace"
            " and c.relkind in ('r', 'v') and has_any_column_privilege('stafett_app', c.oid, 'select')"
        )
    ]
    found = []
    for table in tables:
        columns = ", ".join(
            name
            for (name,) in plain(
                "select attname::text from pg_attribute where attrelid = %s::regclass and attnum > 0"
                " and not attisdropped and has_column_privilege('stafett_app', attrelid, attnum, 'select')",
                table,
            )
        )
        found += plain(f"select q::text from (select {columns} from {table}) q")
    for asked in (
        "case_participants(c.id)", "consents_given(c.id)", "responsible_candidates(c.id)",
    ):  # fmt: skip
        found += plain(f"select f::text from cases_case c, lateral {asked} f")
    found += plain("select measure_responsible(m.id, false) from cases_measure m")
    found += plain("select wording_said(v.id)::text from cases_workversion v")
    return "\n".join(str(row) for row in found)


def test_a_paper_with_the_old_name_is_gone(cast: Cast) -> None:
    log = lay_full_log(cast)
    with as_system("test"):
        plan = IndividualPlan.objects.get(case=log)
    document = order(cast, plan, "teacher")
    with as_system("test: the worker has made it"):
        PlanDocument.objects.filter(pk=document).update(state="ready", holds=["school:"])
        PlanFile.objects.create(document_id=document, sealed=b"x")
    correct(cast, log, birth_date=years_ago(15, 41))
    with as_system("test"):
        assert PlanFile.objects.exists()
    correct(cast, log, name="Nora Nyvik")
    with as_system("test"):
        assert not PlanFile.objects.exists()


def test_a_name_is_corrected_by_the_relay_holder_alone(cast: Cast) -> None:
    log = open_log(cast)
    given = {"name": "Emma Nyvik"}
    with as_system("test"):
        mother = plain(
            "select id from cases_parentalresponsibility where case_id = %s and relation = 'mor'", log
        )[0][0]
    for person, change, code in (
        ("nurse", {}, "not_relay_holder"),
        ("mother", {}, "not_relay_holder"),
        ("teacher", {"parent": mother}, "not_a_person_of_this_log"),
        ("teacher", {"relation": "mor"}, "not_a_person_of_this_log"),
        ("teacher", {"parent": uuid.uuid4(), "relation": "mor"}, "not_a_person_of_this_log"),
    ):
        with as_user(getattr(cast, person).pk), pytest.raises(PermissionDenied) as refused:
            call("person_correct", **{"case": log, "parent": None, "relation": None, **given, **change})
        assert refused.value.code == code  # type: ignore[attr-defined]
    with as_user(cast.teacher.pk):
        assert "a value that does not fit" in answer("select person_correct(%s, null, null, null)", log)
