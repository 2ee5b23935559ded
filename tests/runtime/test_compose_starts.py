"""The commands of docker-compose.yml, started as they stand: from an empty cluster to a page behind a proxy."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import psycopg2
import pytest
from playwright.sync_api import Browser, Page

from municipality.jobs.plan import JOBS
from municipality.runtime.roles import OWNER as OWNER_ROLE
from municipality.runtime.secretfiles import new_secrets
from runner import postgres
from runner.account import service_account
from runner.postgres import BOOTSTRAP, DISCREET, SUPERUSER, Postgres, stop
from runner.servers import settle
from runner.state import State, free_port
from tests.runtime.containers import SECRETS, read_compose
from tests.runtime.machine import Machine
from tests.runtime.town import OPERATIONS, Town, block, built
from tests.runtime.walk import (
    Walk,
    administrator_comes,
    directory_is_connected,
    doctor_is_let_in,
    doctor_joins,
    is_asked_to_sign_in,
    is_read,
    mother_leaves_the_provider,
    reads_of_secrecy,
    teacher_is_let_in,
    teacher_opens_log,
)

pytestmark = pytest.mark.slow(110)
PARTS = ("web", "worker", "beat")
OWNER = "setup/secrets/owner_database_url"
COUNTS = """
    select (select count(*) from django_migrations), (select count(*) from pg_policies),
           (select count(*) from municipality_unit)
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with built(tmp_path_factory.mktemp("town") / "clone") as town:
        yield town


@pytest.fixture(scope="module")
def machine(town: Town) -> Iterator[Machine]:
    """All that `docker compose up` starts, in its order, until web, worker and beat are healthy."""
    account = service_account()
    home = settle(State(Path(os.environ["STATE_DIR"]).name, account), account)
    machine = Machine(town.folder, home, account, town.variables, town.post.address)
    town.proxy.web = machine.web
    try:
        machine.build()
        machine.start_db()
        machine.start("cache")
        machine.await_health("db")
        machine.await_health("cache")
        for once in ("roles", "setup"):
            done = machine.run(once)
            assert done.returncode == 0, (once, done.stdout, done.stderr)
        for name in PARTS:
            machine.start(name)
        for name in PARTS:
            machine.await_health(name)
        yield machine
    finally:
        machine.end()


def asked(machine: Machine, address: str, sql: str) -> list[tuple]:
    """With the login of one of the secrets."""
    url = (machine.folder / address).read_text(encoding="utf-8").strip()
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def page(machine: Machine, path: str, **headers: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", machine.web, timeout=300)
    connection.request("GET", path, headers={"Host": "127.0.0.1", **headers})
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def test_setup_lays_tables_and_policies_into_the_empty_database(machine: Machine) -> None:
    ((migrations, policies, _units),) = asked(machine, OWNER, COUNTS)
    assert migrations > 0
    assert policies > 0


def test_setup_is_safe_at_every_start(machine: Machine) -> None:
    for once in ("roles", "setup"):
        assert machine.run(once).returncode == 0


def test_the_server_of_the_database_keeps_what_people_typed_out_of_its_log(machine: Machine) -> None:
    names = ", ".join(f"'{name}'" for name in DISCREET)
    found = asked(machine, OWNER, f"select name, setting from pg_settings where name in ({names})")
    assert dict(found) == DISCREET


def test_a_page_is_served_through_the_proxy_with_the_style_sheet_of_the_image(machine: Machine) -> None:
    status, text = page(machine, "/logg-inn/", **{"X-Forwarded-Proto": "https"})
    assert status == 200
    sheets = re.findall(r'href="(/static/[^"]+\.css)"', text)
    assert sheets
    assert [page(machine, sheet, **{"X-Forwarded-Proto": "https"})[0] for sheet in sheets] == [200] * len(
        sheets
    )


def test_a_page_is_not_served_without_tls(machine: Machine) -> None:
    assert page(machine, "/logg-inn/")[0] == 301


def test_the_first_log_is_opened_read_and_left_with_nothing_of_the_demo_there(
    machine: Machine, town: Town, browser: Browser, watch: Callable[[Page], list[str]]
) -> None:
    """From a database without a row, by what the documentation says and what the browser shows, and by nothing else."""
    assert b"No module named 'demo'" in machine.run("manage", ["python", "-c", "import demo"]).stderr
    (words,) = re.findall(r"run --rm --no-deps manage (.*)", block("With Docker", "python3 -m"))
    done = machine.run("manage", shlex.split(words))
    assert done.returncode == 0, done.stderr
    (link,) = re.findall(r"https://\S+", done.stdout.decode())
    walk = Walk(town, browser, watch)
    administrator_comes(walk, link)
    directory = directory_is_connected(walk)
    teacher = teacher_is_let_in(walk, directory)
    doctor_is_let_in(walk)

    log = teacher_opens_log(walk)
    is_read(walk.go("anne", log))
    walk.go("mor", log)
    page = walk.come_by("mor", "idporten")
    reads_of_secrecy(page)
    is_read(page)
    doctor_joins(walk, log)

    mother_leaves_the_provider(walk)
    is_asked_to_sign_in(walk, "mor", log)
    is_read(walk.go("anne", log))
    directory.deactivate(teacher)
    is_asked_to_sign_in(walk, "anne", log)
    is_read(walk.go("lege", log))
    walk.close()


def test_an_organisation_is_loaded_by_a_command(machine: Machine) -> None:
    file = "municipality/organisation/data/drammen.yaml"
    done = machine.run("manage", ["python", "manage.py", "load_organisation", file])
    assert done.returncode == 0, done.stderr
    assert "Drammen" in done.stdout.decode()


def test_beat_begins_every_job_at_once_and_the_worker_notes_each(machine: Machine) -> None:
    limit = time.monotonic() + 60
    while (done := asked(machine, OWNER, "select count(*) from municipality_job")) != [(len(JOBS),)]:
        assert time.monotonic() < limit, done
        time.sleep(0.2)


def test_only_volumes_and_tmp_are_written_to(machine: Machine) -> None:
    assert machine.written() == []


def test_a_part_that_stands_still_is_not_healthy(machine: Machine) -> None:
    for name in PARTS:
        machine.signal(name, signal.SIGSTOP)
    with ThreadPoolExecutor() as pool:
        found = dict(zip(PARTS, pool.map(machine.is_healthy, PARTS), strict=True))
    for name in PARTS:
        machine.signal(name, signal.SIGCONT)
    assert found == dict.fromkeys(PARTS, False)


def test_a_backup_brings_everything_back_by_the_commands_of_the_documentation(machine: Machine) -> None:
    (restore,) = re.findall(r"roles sh -euc '(.*pg_restore.*)' <", OPERATIONS.read_text(encoding="utf-8"))
    before = machine.run("backup")
    assert before.returncode == 0, before.stderr
    counts = asked(machine, OWNER, COUNTS)
    machine.stop(*PARTS)
    superuser = f"PGPASSWORD=$(cat {SECRETS}/superuser_password) psql -c 'drop database stafett'"
    for service, command, given in (
        ("roles", ["sh", "-euc", superuser], b""),
        ("roles", None, b""),
        ("roles", ["sh", "-euc", restore], before.stdout),
        ("setup", None, b""),
    ):
        done = machine.run(service, command, given=given)
        assert done.returncode == 0, (service, command, done.stderr)
    assert asked(machine, OWNER, COUNTS) == counts
    for name in PARTS:
        machine.start(name)
    for name in PARTS:
        machine.await_health(name)


def test_a_backup_is_restored_without_docker_by_the_commands_of_the_documentation(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Into another cluster, which has the roles and an empty database, and knows no letters but those of ASCII."""
    monkeypatch.setattr(postgres, "CLUSTER", ("--auth=scram-sha-256", "--encoding=SQL_ASCII", "--locale=C"))
    section = OPERATIONS.read_text(encoding="utf-8").partition("\n## Backup\n")[2].partition("\n## ")[0]
    dump, restore = re.findall(r"```\n(.*?)```", section, re.DOTALL)
    for file in BOOTSTRAP.parent.glob("*.sql"):
        shutil.copy(file, tmp_path)
    other = Postgres(
        machine.home.binaries, machine.home.data / "restored", free_port(), machine.account, new_secrets()
    )

    def typed(commands: str, port: int, **secrets: str) -> None:
        commands = (
            commands.replace("=... ", "=$GIVEN_")
            .replace("GIVEN_", "")
            .replace("\npg_restore", "\npg_restore")
        )
        environment = {"PATH": machine.path, "PGHOST": "127.0.0.1", "PGPORT": str(port), **secrets}
        done = subprocess.run(
            ["sh", "-euc", commands],
            env=environment,
            cwd=tmp_path,
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr

    backup = (machine.folder / "backup" / "secrets" / "backup_password").read_text(encoding="utf-8").strip()
    typed(dump, machine.db, PGPASSWORD=backup)
    server = other.start(tmp_path / "restored.log")
    try:
        superuser = {"PGUSER": SUPERUSER, "PGPASSWORD": other.secrets["SUPERUSER_PASSWORD"]}
        typed(re.sub(r"\w+_PASSWORD=\.\.\. ", "", restore), other.port, **superuser, **other.secrets)
        with closing(psycopg2.connect(other.url(OWNER_ROLE))) as connection, connection.cursor() as cursor:
            cursor.execute(COUNTS)
            assert cursor.fetchall() == asked(machine, OWNER, COUNTS)
            cursor.execute("select has_database_privilege('stafett_app', 'stafett', 'temporary')")
            assert cursor.fetchone() == (False,)
            cursor.execute("select lower('ÆØÅ ŊŠŦ')")
            assert cursor.fetchone() == ("æøå ŋšŧ",)
    finally:
        stop(server)
        shutil.rmtree(other.data)


def test_a_start_without_the_municipalitys_own_settings_says_what_is_missing() -> None:
    with pytest.raises(LookupError, match="ALLOWED_HOSTS is the host name"):
        read_compose({})
