"""What a login may call is one list (`municipality/callable.sql`): each name on it is asked, and all else is sealed."""

import ast
import re
from collections.abc import Iterator

from municipality.access.floor import PROJECT_APPS, sql_files, statements
from runner.state import ROOT
from tests.access.scenes import answer, plain, value
from tests.access.test_seam import all_calls

LOGINS = ("stafett_app", "stafett_system", "stafett_worker", "stafett_backup")
IN_PUBLIC = "pronamespace = 'public'::regnamespace"
IN_BOTH = "pronamespace in ('public'::regnamespace, 'sealed'::regnamespace)"
MAY_CALL = "has_function_privilege(%s, oid, 'execute')"
# What policies ask, and the views that the application reads.
OF_POLICIES_AND_VIEWS = """
    select distinct p.proname from pg_depend d
    join pg_proc p on d.refclassid = 'pg_proc'::regclass and p.oid = d.refobjid
    left join pg_rewrite r on d.classid = 'pg_rewrite'::regclass and r.oid = d.objid
    left join pg_class c on c.oid = r.ev_class
    where d.classid = 'pg_policy'::regclass or c.relnamespace = 'public'::regnamespace
"""


def functions(where: str, *arguments: str) -> set[str]:
    return {name for (name,) in plain(f"select proname from pg_proc where {where}", *arguments)}


def named_in_queries() -> Iterator[str]:
    """What Python asks within a query: `Told("name")`, `Func(..., function="name")`, or a class of these."""
    for file in (file for app in PROJECT_APPS for file in (ROOT / app).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case (
                    ast.Call(func=ast.Name(id="Told"), args=[ast.Constant(value=str(name)), *_])
                    | ast.keyword(arg="function", value=ast.Constant(value=str(name)))
                    | ast.Assign(targets=[ast.Name(id="function")], value=ast.Constant(value=str(name)))
                ):
                    yield name


def test_a_function_is_granted_to_a_login_or_lies_in_the_schema_that_none_enters(db: None) -> None:
    in_public = functions(IN_PUBLIC)
    assert len(in_public) > 100
    assert in_public == functions(f"{IN_PUBLIC} and ({MAY_CALL} or {MAY_CALL})", *LOGINS[:2])


def test_no_login_may_call_a_function_of_that_schema(db: None) -> None:
    """Who may enter it: `test_the_application_cannot_enter_the_sealed_schema`."""
    of_the_owner = "pronamespace = 'sealed'::regnamespace"
    assert len(functions(of_the_owner)) > 50
    for login in LOGINS:
        assert functions(f"{of_the_owner} and {MAY_CALL}", login) == set(), login
    assert "permission denied for schema sealed" in answer("select sealed.random_case_number()")


def test_rights_to_call_are_given_in_one_file(db: None) -> None:
    granting = {
        statement.file.name
        for file in sql_files()
        for statement in statements(file)
        if re.search(r"^grant execute", statement.text, re.MULTILINE)
    }
    assert granting == {"callable.sql"}


def test_every_function_that_a_login_may_call_is_asked_by_something_with_its_rights(db: None) -> None:
    """By Python, by a policy, by a view, or by a function that runs as its caller and is asked itself."""
    callable_ones = functions(f"{IN_PUBLIC} and ({MAY_CALL} or {MAY_CALL})", *LOGINS[:2])
    asked = {call.function for call in all_calls()} | set(named_in_queries())
    asked |= {name for (name,) in plain(OF_POLICIES_AND_VIEWS)}
    bodies = dict(plain(f"select proname, prosrc from pg_proc where {IN_PUBLIC} and not prosecdef"))
    before: set[str] = set()
    while asked != before:
        before = set(asked)
        asked |= {
            name
            for caller in asked & bodies.keys()
            for name in callable_ones
            if re.search(rf"\b{name}\(", bodies[caller])
        }
    assert callable_ones - asked == set()


def test_what_runs_as_its_caller_asks_nothing_that_is_sealed(db: None) -> None:
    assert functions(f"{IN_BOTH} and not prosecdef and prosrc ~ '\\msealed\\.'") == set()


def test_no_function_is_executable_by_everybody(db: None) -> None:
    assert not plain(
        "select proname from pg_proc, aclexplode(coalesce(proacl, acldefault('f', proowner))) as a"
        f" where {IN_BOTH} and a.grantee = 0"
    )


def test_a_function_is_defined_once(db: None) -> None:
    """One laid over another takes away what the first says, and nobody reads it there any more."""
    made = [
        statement.name.removeprefix("sealed.")
        for file in sql_files()
        for statement in statements(file)
        if statement.part == "function"
    ]
    assert len(made) > 200
    assert sorted(name for name in set(made) if made.count(name) > 1) == []
    assert not plain(f"select proname from pg_proc where {IN_BOTH} group by 1 having count(*) > 1")


def test_every_definer_function_looks_for_names_in_public_only(db: None) -> None:
    assert value(f"select count(*) from pg_proc where {IN_BOTH} and prosecdef") > 150
    assert (
        functions(
            f"{IN_BOTH} and prosecdef and not coalesce('search_path=public, pg_temp' = any (proconfig), false)"
        )
        == set()
    )


def test_no_function_runs_statements_put_together_from_text(db: None) -> None:
    assert functions(f"{IN_BOTH} and prosrc ~* '\\mexecute\\M'") == set()


def test_who_asks_is_asked_once_in_a_statement_and_not_for_every_row(db: None) -> None:
    """Each call checks the seal. (What is no SQL alone also compares values of its own, once.)"""
    for_every_row = "[=<>] my_id\\(\\)"
    in_sql = f"{IN_BOTH} and prolang = (select oid from pg_language where lanname = 'sql')"
    assert len(functions(f"{in_sql} and prosrc ~ 'my_id'")) > 100
    assert functions(f"{in_sql} and prosrc ~ '{for_every_row}'") == set()
    said = "coalesce(qual, '') || coalesce(with_check, '')"
    assert not plain(f"select tablename, policyname from pg_policies where {said} ~ '{for_every_row}'")
