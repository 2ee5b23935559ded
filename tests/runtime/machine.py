"""A machine on which the commands of docker-compose.yml run as they stand, without Docker."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from municipality.runtime.secretfiles import make_secrets
from runner.account import Account
from runner.processes import Child, spawn
from runner.servers import Home
from runner.state import ROOT, free_port
from tests.runtime.containers import (
    APP_IMAGE,
    ENV_FILE,
    SECRETS,
    image_environment,
    let_through,
    mounts,
    read_compose,
    stages,
)

# The wheel has the server only. As the real one: the answer on stdout, and exit code 0 whatever it is.
VALKEY_CLI = """
import os, sys, redis
try:
    redis.Redis(port=int(sys.argv[2]), password=os.environ["REDISCLI_AUTH"]).ping()
    print("PONG")
except redis.RedisError as error:
    print(error)
"""


@dataclass
class Machine:
    """Containers' stand-in: the same commands and variables, in folders and on ports of the test's own.

    Each service has the secrets that are listed for it and no other, a copy of what the image would hold, and for each
    mount a folder. Programs of the two foreign images are the wheels' of the demo. `variables` are what whoever runs it
    has written into `.env`, `mail` is the server for its e-mails.
    """

    folder: Path
    home: Home
    account: Account | None
    variables: Mapping[str, str] = field(default_factory=lambda: ENV_FILE)
    mail: str = "smtp://user:password@127.0.0.1:1"
    services: dict[str, Any] = field(init=False)
    children: dict[str, Child] = field(default_factory=dict)
    copied: set[Path] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.services = read_compose(self.variables)["services"]
        self.db, self.cache, self.web = free_port(), free_port(), free_port()
        self.app = self.folder / "app"
        self.bin = self.folder / "bin"
        self.static = self.folder / "static"
        programs = (self.bin, self.home.binaries, Path(sys.executable).parent, "/usr/bin", "/bin")
        self.path = ":".join(map(str, programs))
        self.cluster = self.home.data / "compose"
        self._copy_image()
        self._fill_secrets()
        self._lay_programs()

    def _copy_image(self) -> None:
        for name in sorted(let_through()):
            source, target = ROOT / name, self.app / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
            elif source.exists():
                shutil.copy(source, target)

    def _fill_secrets(self) -> None:
        whole = self.folder / "secrets"
        make_secrets(whole)
        (whole / "email_url").write_text(self.mail, encoding="utf-8")
        for name, service in self.services.items():
            own = self.folder / name / "secrets"
            own.mkdir(parents=True)
            for secret in service["secrets"]:
                text = (whole / secret).read_text(encoding="utf-8")
                (own / secret).write_text(self._servers(text), encoding="utf-8")

    def _lay_programs(self) -> None:
        self.bin.mkdir()
        (self.bin / "valkey-server").symlink_to(self.home.valkey)
        (self.bin / "valkey-cli").write_text(f"#!{sys.executable}\n{VALKEY_CLI}", encoding="utf-8")
        (self.bin / "valkey-cli").chmod(0o755)

    def _servers(self, text: str) -> str:
        """Of a secret nothing else: a key may hold the digits of a port by chance."""
        return text.replace("db:5432", f"127.0.0.1:{self.db}").replace(
            "cache:6379", f"127.0.0.1:{self.cache}"
        )

    def _addresses(self, text: str) -> str:
        text = self._servers(text)
        for there, here in (("5432", self.db), ("6379", self.cache), ("0.0.0.0", "127.0.0.1")):
            text = re.sub(rf"\b{re.escape(there)}\b", str(here), text)  # another port may hold these digits
        return text

    def here(self, name: str, text: str) -> str:
        """A word of the service's command or environment, with this machine's paths and ports."""
        text = self._addresses(text).replace(SECRETS, str(self.folder / name / "secrets"))
        places = {"/srv/static": self.static}
        for source, target in mounts(self.services[name]):
            if target != "/tmp":
                places[target] = self._place(name, source, target)
        for there, place in places.items():
            text = re.sub(rf"(?<![\w/]){re.escape(there)}\b", str(place), text)
        return text

    def _place(self, name: str, source: str, target: str) -> Path:
        """What a mount shows: of the clone what git knows there, else a folder of this machine's own."""
        if not source.startswith("./"):
            return self.folder / name / target.strip("/")
        return ROOT / source if (ROOT / source).is_file() else self.folder / source

    def environment(self, name: str) -> dict[str, str]:
        service = self.services[name]
        wanted = image_environment() if service["image"] == APP_IMAGE else {}
        wanted |= {key: str(value) for key, value in service.get("environment", {}).items()}
        found = {key: self.here(name, value) for key, value in wanted.items()}
        if found.get("PGHOST") == "db":
            found["PGHOST"] = "127.0.0.1"
        if "PORT" in found:
            found["PORT"] = str(self.web)
        return found | {"HOME": "/tmp", "PATH": self.path}

    def command(self, name: str) -> list[str]:
        return [self.here(name, word) for word in self.services[name]["command"]]

    def cwd(self, name: str) -> Path:
        """The image's working folder; the mounts that can be written to exist when a container starts."""
        for source, target in mounts(self.services[name]):
            if target != "/tmp" and not source.startswith("./"):
                (self.folder / name / target.strip("/")).mkdir(parents=True, exist_ok=True)
        return self.app if self.services[name]["image"] == APP_IMAGE else self.folder

    def run(
        self, name: str, command: list[str] | None = None, *, given: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        """A service that ends by itself, or `docker compose run NAME command`, with what it is given on stdin."""
        words = command or self.services[name]["command"]
        return subprocess.run(
            [self.here(name, word) for word in words],
            env=self.environment(name),
            cwd=self.cwd(name),
            input=given,
            capture_output=True,
            check=False,
        )

    def start(self, name: str) -> None:
        log = self.folder / f"{name}.log"
        self.children[name] = spawn(
            name, self.command(name), log=log, env=self.environment(name), cwd=self.cwd(name)
        )

    def start_db(self) -> None:
        """What the image does before its command: a cluster by POSTGRES_INITDB_ARGS, with the superuser's password."""
        shutil.rmtree(self.cluster, ignore_errors=True)
        self.cluster.mkdir(mode=0o700)
        password, data = self.cluster / "password", self.cluster / "data"
        shutil.copy(self.folder / "db" / "secrets" / "superuser_password", password)
        if self.account:
            self.account.own(self.cluster)
            self.account.own(password)
        environment = self.environment("db") | {"PGDATA": str(data), "PGPORT": str(self.db)}
        arguments = environment["POSTGRES_INITDB_ARGS"].split()
        made = subprocess.run(
            ["initdb", "--username=postgres", f"--pwfile={password}", "--no-sync", *arguments],
            env=environment,
            cwd=self.cluster,
            check=False,
            capture_output=True,
            text=True,
            **(self.account.popen() if self.account else {}),
        )
        assert made.returncode == 0, made.stderr
        with (data / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write("listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = off\n")
        log = self.folder / "db.log"
        self.children["db"] = spawn(
            "db", self.command("db"), log=log, env=environment, cwd=self.cluster, account=self.account
        )

    def is_healthy(self, name: str) -> bool:
        """Asks once, with the service's own health check."""
        form, *words = self.services[name]["healthcheck"]["test"]
        return self.run(name, ["sh", "-c", *words] if form == "CMD-SHELL" else words).returncode == 0

    def await_health(self, name: str, seconds: float = 300) -> None:
        limit = time.monotonic() + seconds
        while not self.is_healthy(name):
            self.children[name].check()
            if time.monotonic() > limit:
                raise TimeoutError(f"{name}: {(self.folder / f'{name}.log').read_text()}")
            time.sleep(0.2)

    def signal(self, name: str, number: int) -> None:
        """To all processes of the service."""
        os.killpg(self.children[name].process.pid, number)

    def build(self) -> None:
        """The lines of the Dockerfile that collect the files for the browser, and compile the code for all."""
        (line,) = [rest for word, rest in stages()[0] if word == "RUN" and "collectstatic" in rest]
        line = line.replace("/tmp/secrets", str(self.folder / "thrown-away"))
        line = line.replace("/srv/static", str(self.static))
        environment = {"PATH": self.path, "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            ["sh", "-c", line], env=environment, cwd=self.app, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        (compiling,) = [rest for word, rest in stages()[0] if word == "RUN" and "compileall" in rest]
        subprocess.run(
            ["sh", "-c", compiling.partition("&& ")[2]], env={"PATH": self.path}, cwd=self.app, check=True
        )
        self.copied = {*self.app.rglob("*")}

    def stop(self, *names: str) -> None:
        children = {name: self.children.pop(name) for name in names}
        for name, child in children.items():
            child.ask_to_end(signal.SIGINT if name == "db" else signal.SIGTERM)
        for child in children.values():
            child.await_end()

    def end(self) -> None:
        self.stop(*reversed(self.children))
        shutil.rmtree(self.cluster, ignore_errors=True)

    def written(self) -> list[Path]:
        """What has come into places that a container cannot write to."""
        return sorted({*self.app.rglob("*")} - self.copied)
