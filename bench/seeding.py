"""Fills an empty, migrated database with many cases: `python -m bench.seeding CASES`, as the owner.

By plain statements and not by the verbs, which open one log at a time. Every key, check and copy of a period is still
the database's own; what a verb would refuse is left to this file. Two thirds of the logs are older than their first
consent: that one has expired, with its grants, and a second one lives. Every tenth log was withdrawn and is closed.
"""

import sys
from typing import Any, Final

import django
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from bench import content
from bench.inserting import insert
from bench.scale import Scale

# One line for each case: who takes part. 7919 is prime, so every thousand cases meets every remainder once.
CASES: Final = """
create temporary table bench_case on commit drop as
select n, md5('case' || n)::uuid as id, md5('child' || n)::uuid as child, teacher,
       1 + mod(teacher - 1, %(schools)s) as school, %(first_specialist)s + specialist as specialist,
       %(schools)s + 1 + mod(specialist - 1, %(offices)s) as office, parent, opened_at,
       opened_at < %(now)s - interval '12 months' as renewed,
       case when mod(n, 10) = 0 then %(now)s - (%(now)s - opened_at) / 50 end as closed_at
from (select n, 1 + mod(n * 31, %(teachers)s) as teacher,
             case when r < 360 then 1 when r < 412 then 2 when r < 421 then 3
                  else 4 + mod(n * 17, %(specialists)s - 3) end as specialist,
             case when mod(n - 1, %(cases)s / 4) = 0 then 1 else 2 + n / 2 end as parent,
             date_trunc('second', %(now)s - interval '2 hours'
                                  - (%(cases)s - n) * (interval '3 years' / %(cases)s)) as opened_at
      from (select n, mod(n * 7919, 1000) as r from generate_series(1, %(cases)s) n) as numbered) as spread
"""
SERVICES: Final = """from (values
    (1, 'skole', 'school'), (2, 'ppt', 'school'), (3, 'helsestasjon', 'health'), (4, 'nav', 'economy'),
    (5, 'barnevern', 'child_welfare')) as s (id, key, kind)"""
MEMBERS: Final = """from (
    select i, 1 + mod(i - 1, %(schools)s) as unit, 'caseworker' as role from generate_series(1, %(teachers)s) i
    union all select %(first_leader)s + u, u, 'leader' from generate_series(1, %(schools)s) u
    union all select %(first_specialist)s + s, %(schools)s + 1 + mod(s - 1, %(offices)s), 'caseworker'
              from generate_series(1, %(specialists)s) s
    union all select %(first_reception)s + o, %(schools)s + o, 'reception' from generate_series(1, %(offices)s) o
    union all select %(first_crowd)s + i, %(crowd_unit)s, 'caseworker' from generate_series(1, %(crowd)s) i) as m"""
# Twelve months in life. Here the living one lasts, so that the rows mean the same at every later run.
CONSENTS: Final = """from (
    select c.*, md5('consent' || n || which)::uuid as consent,
           case which when 1 then opened_at else opened_at + interval '11 months' end as starts,
           case when which = 1 and renewed then opened_at + interval '12 months'
                else %(now)s + interval '5 years' end as ends
    from bench_case c join (values (1), (2)) as w (which) on which = 1 or renewed) as c"""


def seed(scale: Scale) -> None:
    """Everything in one transaction, then statistics."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("select date_trunc('second', statement_timestamp())")
        numbers: dict[str, Any] = {**scale.numbers(), "now": cursor.fetchone()[0]}
        _organisation(numbers)
        _people(scale, numbers)
        cursor.execute(CASES, numbers)
        cursor.execute("create index on bench_case (id)")
        cursor.execute("analyze bench_case")
        _cases(numbers)
        _consents(numbers)
        _grants(numbers)
        content.texts(numbers)
        content.work(numbers)
        content.what_was_told(numbers)
        content.team(numbers)
        content.crowded_case(numbers)
        _plain_tables(cursor)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")


def _organisation(numbers: dict[str, Any]) -> None:
    from django.contrib.auth.models import Group

    from municipality.organisation.models import Service, Unit
    from municipality.organisation.municipality import Municipality

    Municipality.objects.create(pk=1, number="9999", name="Målestad")
    insert(
        Service,
        SERVICES,
        numbers,
        id="id",
        municipality_id="1",
        key="key",
        name="key",
        kind_of_information="kind",
    )
    units = "from generate_series(1, %(crowd_unit)s) u"
    insert(Group, units, numbers, id="u", name="'mottak:' || u")
    insert(
        Unit, units, numbers,
        id="u", municipality_id="1", key="'enhet-' || u", name="'Enhet ' || u", reception_id="u",
        service_id="case when u <= %(schools)s then 1 when u = %(child_welfare)s then 5"
                   " when u = %(crowd_unit)s then 2 else 2 + mod(u - %(schools)s - 1, 3) end",
    )  # fmt: skip


def _people(scale: Scale, numbers: dict[str, Any]) -> None:
    from municipality.people.models import FamilyAccount, Membership, Resident, User

    measured = " ".join(f"when {key} then '{name}'" for name, key in scale.accounts().items())
    insert(
        User, "from generate_series(1, %(first_parent)s + %(parents)s) i", numbers,
        id="i", username=f"case i {measured} else 'person' || i end", display_name="'Fornavn' || i || ' Etternavn'",
        account_type="case when i > %(first_parent)s then 'family' else 'staff' end",
        municipality_id="case when i <= %(first_parent)s then 1 end",
    )  # fmt: skip
    insert(
        Membership, MEMBERS, numbers,
        user_id="i", unit_id="unit", role="role", starts_at="%(now)s - interval '5 years'",
    )  # fmt: skip
    insert(
        Resident,
        """from (select md5('child' || n)::uuid as id from generate_series(1, %(cases)s) n
                 union all select md5('parent' || p)::uuid from generate_series(1, %(parents)s) p
                 union all select md5('child of the crowd')::uuid) as r""",
        numbers, id="id", municipality_id="1",
    )  # fmt: skip
    insert(
        FamilyAccount, "from generate_series(1, %(parents)s) p", numbers,
        resident_id="md5('parent' || p)::uuid", user_id="%(first_parent)s + p",
    )  # fmt: skip


def _cases(numbers: dict[str, Any]) -> None:
    from cases.baton.models import BatonMove
    from cases.case.models import Case, CaseOpening, ParentalResponsibility

    insert(
        Case, "from bench_case order by n", numbers,
        id="id", number="'S-' || n", municipality_id="1", subject_id="child",
        subject_name="'Barn' || n || ' Etternavn'",
        subject_birth_date="(%(now)s - interval '6 years')::date - mod(n, 2500)::int", level="1 + mod(n, 3)",
        opened_at="opened_at", holder_id="teacher", holder_unit_id="school", closed_at="closed_at",
        closed_because="case when closed_at is null then '' else 'withdrawn' end",
    )  # fmt: skip
    insert(CaseOpening, "from bench_case", numbers, case_id="id", unit_id="school", opened_by_id="teacher")
    insert(
        ParentalResponsibility, "from bench_case", numbers,
        id="md5('responsibility' || n)::uuid", case_id="id", parent_id="md5('parent' || parent)::uuid",
        name="'Forelder' || parent || ' Etternavn'", relation="'mor'", has_responsibility="true",
        ascertained="'folkeregisteret'", registered_by_id="teacher", registered_at="opened_at",
    )  # fmt: skip
    insert(
        BatonMove, "from bench_case", numbers,
        id="md5('move' || n)::uuid", case_id="id", user_id="teacher", unit_id="school", moved="'opened'",
        moved_at="opened_at",
    )  # fmt: skip


def _consents(numbers: dict[str, Any]) -> None:
    from consent.models import Asked, Consent, LegalBasis, Reply, Withdrawal
    from consent.readings import Reading

    insert(
        Consent, CONSENTS, numbers,
        id="consent", case_id="id", state="'in_force'", starts="starts", ends="ends", changed_at="starts",
        registered_by_id="teacher", registered_unit_id="school", registered_at="starts",
    )  # fmt: skip
    insert(
        Reading, CONSENTS, numbers,
        id="md5('reading' || consent)::uuid", consent_id="consent", language="'nb'", version="'1'",
        text="repeat('Det familien sa ja til. ', 20)", explained_by_id="teacher", explained_at="starts",
        read_at="starts",
    )  # fmt: skip
    insert(
        Asked, CONSENTS, numbers,
        id="md5('asked' || consent)::uuid", consent_id="consent", role="'parent'", place="1", name="'Mor'",
        has_responsibility="true", resident_id="md5('parent' || parent)::uuid",
    )  # fmt: skip
    insert(
        Reply, CONSENTS, numbers,
        id="md5('reply' || consent)::uuid", asked_id="md5('asked' || consent)::uuid", answer="'yes'",
        said_on="starts::date", how="'samtale'", reading_id="md5('reading' || consent)::uuid",
        registered_by_id="teacher", registered_at="starts",
    )  # fmt: skip
    insert(
        LegalBasis,
        f"{CONSENTS} cross join lateral (values (school, '{{school,family}}'), (office, '{{school,health}}'))"
        " as u (unit, kinds)",
        numbers, id="md5('basis' || consent || unit)::uuid", case_id="id", basis_type="'consent'", consent_id="consent",
        unit_id="unit", kinds="kinds::text[]", sources=content.EVERY_AREA, starts="starts", ends="ends",
        withdrawn_at="case when ends > %(now)s then closed_at end",
    )  # fmt: skip
    insert(
        LegalBasis, "from bench_case", numbers,
        id="md5('family' || n)::uuid", case_id="id", basis_type="'family'", resident_id="md5('parent' || parent)::uuid",
        kinds="'{health,school,family,economy,child_welfare,other}'::text[]", sources=content.EVERY_AREA,
        starts="opened_at", ends="%(now)s + interval '5 years'",
    )  # fmt: skip
    insert(
        Withdrawal, "from bench_case where closed_at is not null", numbers,
        id="md5('withdrawal' || n)::uuid", case_id="id", how="'self'", registered_by_id="%(first_parent)s + parent",
        registered_at="closed_at",
    )  # fmt: skip


def _grants(numbers: dict[str, Any]) -> None:
    from cases.grants.models import CaseGroupGrant, CaseUserGrant

    copied = {
        "content_object_id": "c.id", "basis_id": "b.id", "valid": "b.valid", "kinds": "b.kinds", "sources": "b.sources",
        "granted_at": "b.starts",
    }  # fmt: skip
    insert(
        CaseUserGrant,
        """from bench_case c join consent_legalbasis b on b.case_id = c.id and b.basis_type = 'consent'
           cross join (values ('view_case'), ('change_case')) as p (codename)""",
        numbers, **copied, id="md5('grant' || b.id || codename)::uuid",
        user_id="case when b.unit_id = c.school then c.teacher else c.specialist end",
        permission_id="case_permission(codename)", unit_id="b.unit_id", capacity="'staff'",
    )  # fmt: skip
    insert(
        CaseUserGrant,
        "from bench_case c join consent_legalbasis b on b.case_id = c.id and b.basis_type = 'family'",
        numbers, **copied, id="md5('grant' || b.id)::uuid", user_id="%(first_parent)s + parent",
        permission_id="case_permission('view_case')", capacity="'parent'",
    )  # fmt: skip
    insert(
        CaseGroupGrant,
        "from bench_case c join consent_legalbasis b on b.case_id = c.id and b.unit_id = c.office",
        numbers, **copied, id="md5('invitation' || b.id)::uuid", group_id="b.unit_id",
        permission_id="case_permission('receive_case')",
    )  # fmt: skip


def _plain_tables(cursor: CursorWrapper) -> None:
    """Bases and grants once more, with the same indexes and neither keys nor policies, for withdrawing by hand."""
    from cases.grants.models import CaseUserGrant
    from consent.models import LegalBasis

    cursor.execute("create schema bench")
    for plain, model in (("basis", LegalBasis), ("usergrant", CaseUserGrant)):
        table, columns = (
            model._meta.db_table,
            ", ".join(field.column for field in model._meta.concrete_fields),
        )
        cursor.execute(f"create table bench.{plain} (like public.{table} including all)")
        cursor.execute(f"insert into bench.{plain} ({columns}) select {columns} from public.{table}")


if __name__ == "__main__":
    django.setup()
    seed(Scale(int(sys.argv[1])))
