"""R6: the executive reaches no person by any path: no table, no function of the database, no page."""

import uuid
from typing import Any

import pytest
from django.apps import apps
from django.db import Error, transaction
from django.test import Client
from django.urls import get_resolver
from psycopg2 import errors

from municipality.access.identity import as_system, as_user
from municipality.people.models import User
from tests.access.scenes import is_refused, plain, value
from tests.access.test_catalogue import CLOSED_TO_ALL, every_table_filled, person_tables
from tests.access_log import noted
from tests.attacks.helpers import without_tokens
from tests.cast import Cast
from tests.paper.pdf import text_of
from tests.permissions import addresses

OUR_APPS = ("municipality", "consent", "cases", "teams", "reporting")
# What an executive's session reads, and why it is nobody else's.
READS = {
    "municipality_user": "the own account",
    "reporting_publishedfigure": "counts after disclosure control",
    "municipality_municipality": "public knowledge",
    "municipality_earliernumber": "public knowledge",
    "municipality_service": "public knowledge",
    "municipality_district": "public knowledge",
    "municipality_unit": "public knowledge",
    "municipality_unitname": "public knowledge",
    "municipality_team": "public knowledge",
    "municipality_team_members": "services of a team, not persons",
    "municipality_team_when_needed": "services of a team, not persons",
    "municipality_theme": "public knowledge",
    "consent_formedition": "the words of the form are public knowledge",
    "municipality_secrecytext": "what is read about secrecy is public knowledge",
    "municipality_theme_services": "public knowledge",
}
# Functions that answer, and what they say.
HARMLESS = {
    "statute_last_day": "a day of the calendar",
    "my_id": "the own account",
    "my_municipality": "the own municipality",
    "my_municipality_as": "the own municipality",
    "child_welfare_units": "units of the organisation",
    "event_write": "writes an event in the own name, answers nothing",
    "session_begin": "notes a session of the own account",
    "my_phone_set": "the own telephone",
}
NAMES = ("Emma", "Eksempel", "Mona", "Teacher", "Adviser", "Nurse", "Mother", "Privacy_officer", "teacher@")


@pytest.fixture
def filled(cast: Cast) -> Cast:
    every_table_filled(cast)
    return cast


def rows_seen(table: str) -> int:
    """How many rows this session finds; none where it may not even ask."""
    return 0 if is_refused(f'select from "{table}"') else int(value(f'select count(*) from "{table}"'))


def test_no_table_of_any_model_shows_the_executive_a_row_about_a_person(filled: Cast) -> None:
    models = [
        model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in OUR_APPS
    ]
    tables = {model._meta.db_table for model in models} | person_tables() | CLOSED_TO_ALL
    with as_user(filled.executive.pk):
        found = {table for table in tables if rows_seen(table)}
        assert found <= set(READS)
        assert {"municipality_user", "reporting_publishedfigure"} <= found
        assert list(User.objects.all()) == [filled.executive]
        assert value("select array_agg(distinct municipality_id) from reporting_publishedfigure") == [
            filled.home.pk
        ]


def test_the_figures_are_read_by_nobody_but_the_executive(filled: Cast) -> None:
    for person in ("teacher", "head", "administrator", "privacy_officer", "mother", "stranger"):
        with as_user(getattr(filled, person).pk):
            assert rows_seen("reporting_publishedfigure") == 0, person
    with as_user(None):
        assert rows_seen("reporting_publishedfigure") == 0


def any_key(word: str) -> Any:
    """The key of some row of a table whose name ends so, whoever may read it; None where there is none."""
    with as_system("test: a key"):
        found = plain(
            "select c.relname, a.attname from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary"
            " join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]"
            " where c.relkind = 'r' and c.relname ~ %s order by c.relname",
            f"^(municipality|consent|cases|teams)_.*{word}$",
        )
        keys = [key for name, column in found for (key,) in plain(f"select {column} from {name} limit 1")]
    return keys[0] if keys else None


def argument(cast: Cast, name: str, of_type: str) -> Any:
    """Something real for an argument of a function, by its name (`p_case`, `p_unit` ...) and its type."""
    known = {
        "p_user": cast.teacher.pk, "p_unit": cast.school.pk, "p_municipality": cast.home.pk, "p_username": "teacher",
        "p_kind": "school", "p_kinds": ["school"], "p_text": "x", "p_notice_type": "case.named",
        "p_phone": "12 34 56 78", "p_phone_hours": "x",
        "p_account_type": "staff", "p_usernames": ["teacher"], "p_staff_plan": "{}",
    }  # fmt: skip
    if name in known:
        return known[name]
    if of_type in ("uuid", "bigint"):
        return any_key(name.removeprefix("p_")) or (uuid.uuid4() if of_type == "uuid" else cast.teacher.pk)
    return None


def functions_of_the_web() -> list[tuple[str, list[str], list[str], bool]]:
    """Name, names and types of arguments, and whether the answer can depend on what the tables hold."""
    rows = plain(
        "select p.proname, coalesce(p.proargnames, '{}'),"
        " array(select format_type(t, null) from unnest(p.proargtypes) t), p.provolatile <> 'i'"
        " from pg_proc p where p.pronamespace = 'public'::regnamespace"
        " and has_function_privilege('stafett_app', p.oid, 'execute') order by 1"
    )
    return [(name, names[: len(types)], types, looks) for name, names, types, looks in rows]


def call(name: str, arguments: list[Any], types: list[str]) -> str:
    """What the function answered: "refused", "nothing", or the answer."""
    places = ", ".join(f"%s::{one}" for one in types)
    try:
        with transaction.atomic():
            answers = plain(f"select * from {name}({places})", *arguments)
    except Error as error:
        refused = isinstance(error.__cause__, errors.InsufficientPrivilege | errors.NoDataFound)
        return "refused" if refused else f"{type(error.__cause__).__name__}: {error}"
    told = [cell for row in answers for cell in row if cell not in (None, "", False, 0, [])]
    return str(answers) if told else "nothing"


def rows_of_everything() -> dict[str, int]:
    with as_system("test: count"):
        readable = person_tables() - {
            "municipality_sealedidentity",
            "municipality_event",
            "municipality_eventcase",
            "municipality_unsealedevent",
        }
        return {table: value(f"select count(*) from {table}") for table in readable}


def test_every_function_that_the_web_may_call_refuses_the_executive_or_answers_nothing(
    filled: Cast,
) -> None:
    before = rows_of_everything()
    told: dict[str, str] = {}
    for name, names, types, looks in functions_of_the_web():
        if name in HARMLESS or not looks:
            continue
        arguments = [argument(filled, *one) for one in zip(names, types, strict=True)]
        with as_user(filled.executive.pk):
            answered = call(name, arguments, types)
        if answered not in ("refused", "nothing"):
            told[name] = answered
    assert told == {}
    assert rows_of_everything() == before


def test_the_same_functions_answer_a_teacher_so_that_the_test_above_can_fail(filled: Cast) -> None:
    answered = {}
    for name, names, types, _looks in functions_of_the_web():
        if name in (
            "case_participants",
            "visible_case_heads",
            "my_concerns",
            "i_may_write",
            "consents_given",
        ):
            arguments = [argument(filled, *one) for one in zip(names, types, strict=True)]
            with as_user(filled.head.pk if name == "visible_case_heads" else filled.teacher.pk):
                answered[name] = call(name, arguments, types)
    assert len(answered) == 5
    assert {name for name, said in answered.items() if said in ("refused", "nothing")} == set()


def test_no_page_shows_the_executive_a_name_or_a_case(filled: Cast) -> None:
    client = Client()
    client.force_login(filled.executive)
    shown: dict[tuple[str, str], str] = {}
    for name, pattern in addresses(get_resolver()).items():
        path = "/" + pattern
        for variable in (part.split(">")[0] for part in pattern.split("<")[1:]):
            of_type, _colon, word = variable.partition(":")
            word = word.removesuffix("_id")
            key = (
                "teacher" if of_type == "str" else any_key(word) or (uuid.uuid4() if of_type == "uuid" else 1)
            )
            path = path.replace(f"<{variable}>", str(key))
        for method in ("GET", "POST"):
            response = client.generic(method, path)
            if method == "GET" and "<" in pattern:
                assert response.status_code in (401, 403, 404, 405), name
            content = response.content
            said = text_of(content) if content.startswith(b"%PDF-") else without_tokens(response.text)
            shown |= {(name, word): path for word in NAMES if word in said}
            if name in ("logout", "sign_in_again"):
                client.force_login(filled.executive)
    assert shown == {}


def test_the_tries_of_the_executive_stand_in_the_access_log(filled: Cast) -> None:
    client = Client()
    client.force_login(filled.executive)
    case_id = any_key("case")
    assert client.get(f"/stafettlogger/{case_id}/").status_code == 404
    assert len(noted(user=filled.executive, case_id=case_id, refused=True)) == 1
