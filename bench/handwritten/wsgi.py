"""The same rules (named, allowed, member) without row security, in the two forms one would write.

It uses the application's own tables and indexes, and the copy of the period that a grant carries: without that it would
have to look up the basis as well. It takes the current user at her word, and notes nothing in the access log.
"""

import json
import os
from collections.abc import Callable, Iterable
from typing import Any, Final
from urllib.parse import parse_qs

import psycopg2

from bench.rows import PAGE, row

# The condition on the end of the period is the second one again, in the form that the index is ordered by.
MINE: Final = """
    g.user_id = %(me)s and g.ended_at is null and g.permission_id = (
        select p.id from auth_permission p join django_content_type t on t.id = p.content_type_id
        where t.app_label = 'cases' and t.model = 'case' and p.codename = 'view_case')
    and g.valid @> statement_timestamp() and coalesce(upper(g.valid), 'infinity') > statement_timestamp()
    and (g.unit_id is null or g.unit_id = any (array(
        select m.unit_id from municipality_membership m where m.user_id = %(me)s
           and m.starts_at <= statement_timestamp() and (m.ends_at is null or m.ends_at > statement_timestamp()))))"""
SHOWN: Final = """c.id, c.number, c.subject_name, c.subject_birth_date, c.level, c.opened_at, c.closed_at"""
ORDER: Final = f"order by c.closed_at nulls first, c.opened_at desc limit {PAGE}"
HOLDER: Final = """join municipality_unit u on u.id = c.holder_unit_id
                   join municipality_user h on h.id = c.holder_id"""
EXISTS: Final = "exists (select from cases_caseusergrant g where g.content_object_id = c.id and {mine})"

# By form: how the cases are found, and how they are counted.
FORMS: Final = {
    "exists": (
        f"from cases_case c {{joins}} where {EXISTS}",
        f"select count(*) from cases_case c where {EXISTS}",
    ),
    "join": (
        """from (select distinct g.content_object_id from cases_caseusergrant g where {mine}) as mine
           join cases_case c on c.id = mine.content_object_id {joins}""",
        "select count(distinct g.content_object_id) from cases_caseusergrant g where {mine}",
    ),
}

_connection = None


def _cursor() -> Any:
    """One connection for as long as the worker lives."""
    global _connection  # noqa: PLW0603
    if _connection is None:
        _connection = psycopg2.connect(os.environ["DATABASE_URL"])
        _connection.autocommit = True
    return _connection.cursor()


def answer(form: str, me: int, *, is_family: bool) -> dict[str, Any]:
    """Count and first page."""
    found, counted = FORMS[form]
    shown, joins = (SHOWN, "") if is_family else (f"{SHOWN}, u.name, h.display_name", HOLDER)
    with _cursor() as cursor:
        cursor.execute(counted.format(mine=MINE), {"me": me})
        count = cursor.fetchone()[0]
        cursor.execute(f"select {shown} {found.format(joins=joins, mine=MINE)} {ORDER}", {"me": me})
        rows = cursor.fetchall()
    names = ("key", "number", "child", "born", "level", "opened_at", "closed_at", "unit", "holder")
    return {
        "count": count,
        "results": [row(**dict(zip(names, values, strict=False))) for values in rows],
    }


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """/exists?user=1 or /join?user=1, with &family=1 for a parent."""
    asked = parse_qs(environ["QUERY_STRING"])
    said = answer(environ["PATH_INFO"].strip("/"), int(asked["user"][0]), is_family="family" in asked)
    body = json.dumps(said).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
