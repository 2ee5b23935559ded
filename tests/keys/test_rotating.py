"""`manage.py rotate_keys`: everything under the new key, while people work, and after it was stopped."""

import os
import signal
import subprocess
import sys
import time
import uuid
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from municipality.access.identity import as_system
from municipality.people import rotating
from municipality.people.rotating import Sealed, rotate, sealed_columns
from municipality.runtime.sealing import key_of, open_bytes, seal
from municipality.writing.drafts import place_of
from municipality.writing.models import Draft
from tests.access.scenes import plain
from tests.cast import Cast, synthetic_number, years_ago
from tests.conversation.asking import ask
from tests.databases import LOGINS, connect_as_owner
from tests.documents.papers import SCAN, put
from tests.localaccounts.helpers import local_account
from tests.plans.helpers import make_paper, make_plan

ROOT = Path(settings.BASE_DIR)
OLD = settings.FIELD_KEYS
NEW = {"new1": bytes(range(32))}
BOTH = NEW | OLD
DRAFTS = 45
PATIENCE = 120.0
# Every column that can hold something encrypted, as text that begins as what is encrypted does.
COLUMNS = """
    select c.relname::text, a.attname::text, a.atttypid = 'bytea'::regtype
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and has_table_privilege(c.oid, 'select')
      and a.atttypid in ('bytea'::regtype, 'text'::regtype, 'varchar'::regtype)"""


def draft_of(user_id: int, words: str) -> Draft:
    draft = Draft(user_id=user_id, form="/undringer/ny/", once=uuid.uuid4(), saved_at=timezone.now())
    draft.sealed = seal(words, **place_of(draft))
    draft.save()
    return draft


@pytest.fixture
def rested(committed: Cast, emmas_log: uuid.UUID) -> Cast:
    """Something encrypted in every column that has it."""
    ask(committed, years_ago(9), number=synthetic_number(years_ago(9), 7))
    put(committed, emmas_log, "teacher", "school", file=SCAN)
    make_paper(committed, make_plan(committed, emmas_log), "mother")
    local_account(committed.administrator)
    with as_system("test: drafts"):
        for n in range(3):
            draft_of(committed.teacher.pk, f'{{"observed": ["kladd {n}"]}}')
    return committed


def values() -> dict[str, dict[Any, bytes]]:
    """What each value says, by column and row."""
    with as_system("test: what is encrypted"):
        return {
            column.name: {
                row.pk: open_bytes(column.value_of(row), **column.place(row)) for row in stored(column)
            }
            for column in sealed_columns()
        }


def stored(column: Sealed) -> list[Any]:
    found = column.model._default_manager.defer(None).exclude(**{f"{column.column}__isnull": True})
    return [row for row in found if getattr(row, column.column)]


def keys_in_use() -> set[str]:
    with as_system("test: keys"):
        return {key_of(column.value_of(row)) for column in sealed_columns() for row in stored(column)}


def command() -> str:
    out = StringIO()
    call_command("rotate_keys", stdout=out)
    return out.getvalue()


def test_everything_that_is_encrypted_opens_by_the_new_key_alone_and_says_what_it_said(rested: Cast) -> None:
    before = values()
    assert all(before.values()), before.keys()
    with override_settings(FIELD_KEYS=BOTH):
        said = command()
    assert "new1" in said
    assert keys_in_use() == {"new1"}
    with override_settings(FIELD_KEYS=NEW):
        assert values() == before


def test_a_second_time_there_is_nothing_to_do(rested: Cast) -> None:
    with override_settings(FIELD_KEYS=BOTH):
        assert sum(one.done for one in rotate()) == sum(len(rows) for rows in values().values())
        assert sum(one.done for one in rotate()) == 0


def test_every_column_with_something_encrypted_is_rotated(rested: Cast) -> None:
    """By what stands in the tables, not by what somebody remembered to register."""
    [key] = OLD
    found = set()
    with as_system("test: all tables"):
        for table, name, is_bytes in plain(COLUMNS):
            begins = f"encode(substring({name} from 1 for 12), 'escape')" if is_bytes else name
            as_it_begins = f"{key}\\000" if is_bytes else "dGVzdA"  # «test» and a NUL, in base64
            if plain(f"select 1 from {table} where starts_with({begins}, %s) limit 1", as_it_begins):
                found.add(f"{table}.{name}")
    assert found == {column.name for column in sealed_columns()}


def test_when_a_draft_is_saved_and_how_many_there_may_be_stay_as_they_were(rested: Cast) -> None:
    with as_system("test: drafts"):
        before = dict(Draft.objects.values_list("pk", "saved_at"))
    with override_settings(FIELD_KEYS={"akeywithalongname": NEW["new1"], **OLD}):
        command()
    with as_system("test: drafts"):
        assert dict(Draft.objects.values_list("pk", "saved_at")) == before


def test_a_value_whose_key_is_gone_is_counted_by_the_name_of_its_key_and_the_rest_is_done(
    rested: Cast,
) -> None:
    with as_system("test: a key that is gone"):
        lost = Draft.objects.first()
        assert lost is not None
        Draft.objects.filter(pk=lost.pk).update(sealed=b"lost\0" + bytes(40))
    with override_settings(FIELD_KEYS=BOTH), pytest.raises(CommandError, match="«lost»"):
        command()
    assert keys_in_use() == {"new1", "lost"}


def test_what_somebody_changes_meanwhile_is_left_to_them(
    rested: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Draft] = []

    def saved_between(column: Sealed, row: Any) -> bytes | str:
        if column.model is Draft and not written:
            written.append(row)
            newer = seal('{"observed": ["nytt"]}', **place_of(row))
            Draft.objects.filter(pk=row.pk).update(sealed=newer)
        return original(column, row)

    original = rotating._anew
    monkeypatch.setattr(rotating, "_anew", saved_between)
    with override_settings(FIELD_KEYS=BOTH):
        command()
        with as_system("test: the draft"):
            kept = Draft.objects.get(pk=written[0].pk)
        assert open_bytes(bytes(kept.sealed), **place_of(kept)).decode() == '{"observed": ["nytt"]}'


def started() -> "subprocess.Popen[bytes]":
    """The command as a process of its own, in this test's database."""
    login = urlsplit(os.environ[LOGINS["worker"]])
    environment = os.environ | {
        "DATABASE_URL": urlunsplit(login._replace(path=f"/{connection.settings_dict['NAME']}")),
        "FIELD_KEYS": ",".join(f"{name}:{key.hex()}" for name, key in BOTH.items()),
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", "rotate_keys"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )


def done_by(server: "psycopg2.extensions.connection") -> int:
    with server.cursor() as cursor:
        cursor.execute(
            "select count(*) from municipality_draft where starts_with(encode(sealed, 'escape'), 'new1')"
        )
        (count,) = cursor.fetchone() or (0,)
    return int(count)


def test_killed_midway_it_has_lost_nothing_and_goes_on_where_it_was(committed: Cast) -> None:
    with as_system("test: many drafts"):
        for n in range(DRAFTS):
            draft_of(committed.teacher.pk, f"kladd {n}")
        last = Draft.objects.order_by("pk").last()
        assert last is not None
    before = values()
    name = connection.settings_dict["NAME"]
    server, holder = connect_as_owner(name), connect_as_owner(name)
    holder.autocommit = False
    with holder.cursor() as cursor:  # it waits for this row until it is killed
        cursor.execute("select 1 from municipality_draft where id = %s for update", [last.pk])
    process = started()
    until = time.monotonic() + PATIENCE
    while not done_by(server) and time.monotonic() < until:
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait(PATIENCE)
    holder.rollback()
    assert 0 < done_by(server) < DRAFTS
    with override_settings(FIELD_KEYS=BOTH):
        assert values() == before
        command()
    assert keys_in_use() == {"new1"}
    with override_settings(FIELD_KEYS=NEW):
        assert values() == before
    server.close()
    holder.close()
