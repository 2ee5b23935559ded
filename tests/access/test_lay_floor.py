"""`manage.py lay_floor`, for whoever works on the rules."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from municipality.access import floor
from tests.access.scenes import plain, value
from tests.databases import logged_in


def test_the_command_lays_the_floor_and_says_of_how_much(transactional_db: None) -> None:
    with logged_in("owner"):
        plain("drop policy seen on cases_case")
        out = StringIO()
        call_command("lay_floor", stdout=out)
        functions = value(
            "select count(*) from pg_proc where pronamespace in ('public'::regnamespace, 'sealed'::regnamespace)"
        )
        policies = value("select count(*) from pg_policies")
        assert value("select count(*) from pg_policies where tablename = 'cases_case'") == 1
    assert f"{functions} funksjoner" in out.getvalue()
    assert f"{policies} regler for rader" in out.getvalue()


def test_the_command_says_what_is_wrong_and_where(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "room.sql"
    file.write_text("grant select on no_such_table to stafett_app;", encoding="utf-8")
    with_it = [*floor.whole_floor(), *floor.statements(file)]
    monkeypatch.setattr(floor, "whole_floor", lambda: with_it)
    with logged_in("owner"), pytest.raises(CommandError) as failed:
        call_command("lay_floor")
    said = str(failed.value)
    assert said.startswith('relation "no_such_table" does not exist')
    assert said.endswith(f"It is in {file}.")


def test_the_command_says_that_migrations_are_missing(transactional_db: None) -> None:
    with logged_in("owner"):
        plain("delete from django_migrations where app = 'reporting'")
        with pytest.raises(CommandError, match="mangler migreringer"):
            call_command("lay_floor")


def test_the_command_is_the_owners(db: None) -> None:
    with pytest.raises(CommandError, match="legges av databasens eier, stafett_owner"):
        call_command("lay_floor")
