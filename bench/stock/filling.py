"""Copies the seeded rows into the comparison's tables.

Of the grants only those that are alive, as a project without bases and periods would hold them.
"""

import hashlib
import tempfile
from typing import Final

from psycopg2 import extensions

# Where to and which columns, and the query that gives them here.
ROWS: Final = {
    """auth_user
       (id, username, first_name, last_name, email, password, is_superuser, is_staff, is_active, date_joined)""": """
        select id, username, display_name, '', '', '!', false, false, is_active, statement_timestamp()
        from municipality_user""",
    "authtoken_token (key, user_id, created)": """
        select md5(username), id, statement_timestamp() from municipality_user where username !~ '^person'""",
    "auth_group (id, name)": "select id, name from auth_group",
    "auth_user_groups (user_id, group_id)": """
        select m.user_id, u.reception_id from municipality_membership m join municipality_unit u on u.id = m.unit_id
        where m.role = 'reception' and m.ends_at is null""",
    "stock_unit (id, name)": "select id, name from municipality_unit",
    """stock_case
       (id, number, subject_name, subject_birth_date, level, opened_at, closed_at, holder_id, holder_unit_id)""": """
        select id, number, subject_name, subject_birth_date, level, opened_at, closed_at, holder_id, holder_unit_id
        from cases_case order by opened_at""",
    "stock_membership (user_id, unit_id, starts_at, ends_at)": """
        select user_id, unit_id, starts_at, ends_at from municipality_membership""",
    "stock_basis (id, case_id, unit_id, user_id, starts, ends, withdrawn_at)": """
        select b.id, b.case_id, b.unit_id, a.user_id, b.starts, b.ends, b.withdrawn_at from consent_legalbasis b
        left join municipality_familyaccount a on a.resident_id = b.resident_id""",
    "guardian_userobjectpermission (user_id, permission_id, content_type_id, object_pk)": """
        select distinct g.user_id, there.id, %(content_type)s, g.content_object_id::text from cases_caseusergrant g
        join auth_permission here on here.id = g.permission_id
        join unnest(%(codenames)s, %(permissions)s) as there (codename, id) on there.codename = here.codename
        where g.valid @> statement_timestamp() and g.ended_at is null""",
    "guardian_groupobjectpermission (group_id, permission_id, content_type_id, object_pk)": """
        select distinct g.group_id, there.id, %(content_type)s, g.content_object_id::text from cases_casegroupgrant g
        join auth_permission here on here.id = g.permission_id
        join unnest(%(codenames)s, %(permissions)s) as there (codename, id) on there.codename = here.codename
        where g.valid @> statement_timestamp() and g.ended_at is null""",
}


def token(username: str) -> str:
    """What somebody who is measured shows instead of a password."""
    return hashlib.md5(username.encode(), usedforsecurity=False).hexdigest()


def fill(source: extensions.connection, target: extensions.connection) -> None:
    """Everything, then statistics. `source` must pass row security; `target` is freshly migrated."""
    with source.cursor() as out, target.cursor() as into:
        into.execute(
            """select content_type_id, array_agg(codename::text), array_agg(id) from auth_permission
               where content_type_id = (
                   select id from django_content_type where app_label = 'stock' and model = 'case')
               group by 1"""
        )
        keys = dict(zip(("content_type", "codenames", "permissions"), into.fetchone() or (), strict=True))
        for place, query in ROWS.items():
            _copy(out, into, place, out.mogrify(query, keys).decode())
        into.execute("vacuum analyze")


def _copy(out: extensions.cursor, into: extensions.cursor, place: str, query: str) -> None:
    with tempfile.TemporaryFile() as file:
        out.copy_expert(f"copy ({query}) to stdout", file)
        file.seek(0)
        into.copy_expert(f"copy {place} from stdin", file)
