"""How the floor is cut and laid: what is wrong in a file is found while it is laid, and nothing is laid then."""

from pathlib import Path

import pytest
from django.db import ProgrammingError

from municipality.access import floor
from municipality.access.floor import PARTS, lay, statements, whole_floor
from tests.access.scenes import value
from tests.databases import logged_in

TWO = """\
-- What stands before it; goes with it;
create function sealed.one(p_text text) returns void language plpgsql as $$
declare
    -- It is Anna's; here no $ is meant.
    n int;
begin
    perform jsonb_path_exists('{}', '$.*[*]');
exception when others then raise;
end $$;

-- $$ is no beginning here.
grant select on cases_case
    to stafett_app;
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "room.sql"


def test_a_statement_ends_with_a_line_that_ends_in_a_semicolon_outside_of_bodies_and_comments(
    file: Path,
) -> None:
    file.write_text(TWO, encoding="utf-8")
    function, grant = statements(file)
    assert (function.part, function.name) == ("function", "sealed.one")
    assert function.text == TWO[: TWO.index("\n\n-- $$")]
    assert (grant.part, grant.name) == ("right", "")
    assert grant.text.endswith("to stafett_app;")


def test_a_statement_without_an_end_is_not_left_out(file: Path) -> None:
    file.write_text(TWO + "create view sealed.v as select 1", encoding="utf-8")
    with pytest.raises(ValueError, match=r"room\.sql ends within a statement"):
        list(statements(file))


def test_part_follows_part_and_a_view_what_it_names() -> None:
    laid = whole_floor()
    parts = [one.part for one in laid]
    assert parts == sorted(parts, key=PARTS.index)
    assert set(parts) == set(PARTS)
    views = [one for one in laid if one.part == "view"]
    named_later = [
        (view.name, later.name)
        for number, view in enumerate(views)
        for later in views[number:]
        if f"{later.name} " in view.text.partition(" as\n")[2]
    ]
    assert len(views) > 15
    assert named_later == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("create function sealed.wrong() returns int language sql as $$ select nowhere() $$;", "nowhere"),
        (
            "create function sealed.wrong() returns int language sql as $$ select id from nothing $$;",
            "nothing",
        ),
        (
            "create function sealed.wrong() returns int language plpgsql as $$ begin return 1; nd $$;",
            "unexpected end",
        ),
    ],
)
def test_a_body_that_is_wrong_fails_the_floor_and_not_its_first_call(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, file: Path, wrong: str, said: str
) -> None:
    file.write_text(wrong, encoding="utf-8")
    with_it = [*whole_floor(), *statements(file)]
    monkeypatch.setattr(floor, "whole_floor", lambda: with_it)
    with logged_in("owner"):
        with pytest.raises(ProgrammingError, match=said) as failed:
            lay()
        assert str(failed.value).startswith("sealed.wrong(): ")
        assert value("select count(*) from pg_proc where proname = 'wrong'") == 0
        assert value("select count(*) from pg_policies") > 50


def test_a_statement_that_fails_says_in_which_file_it_stands(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    file.write_text("grant select on no_such_table to stafett_app;", encoding="utf-8")
    with_it = [*whole_floor(), *statements(file)]
    monkeypatch.setattr(floor, "whole_floor", lambda: with_it)
    with logged_in("owner"), pytest.raises(ProgrammingError, match="no_such_table") as failed:
        lay()
    assert failed.value.__notes__ == [f"It is in {file}."]
