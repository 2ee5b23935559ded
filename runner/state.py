"""The ignored folder where a demo or a test run keeps what it makes: secrets, ports, data, logs."""

import fcntl
import json
import os
import socket
from pathlib import Path
from typing import IO, Any

from municipality.runtime.secretfiles import new_secrets
from runner.account import Account
from runner.terminal import Refusal

ROOT = Path(__file__).resolve().parents[1]
STATE = ROOT / ".state"


class State:
    """One folder under `.state`, locked for as long as this process lives.

    The folders are closed to others. As root they may be passed through, not listed, so that the unprivileged account
    that runs the database reaches its own folder inside; what is beside that has mode 0600 or 0700.
    """

    def __init__(self, name: str, account: Account | None) -> None:
        self.folder = STATE / name
        for folder in (STATE, self.folder):
            folder.mkdir(mode=0o700, exist_ok=True)
            folder.chmod(0o711 if account else 0o700)
        self._lock: IO[str] | None = None

    def lock(self) -> None:
        """Refused, with what the holder has written about itself, when another process has it."""
        descriptor = os.open(self.folder / "lock", os.O_CREAT | os.O_RDWR, 0o600)
        file = open(descriptor, "r+", encoding="utf-8")  # noqa: PTH123, SIM115
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            running = file.read().strip() or "another process"
            file.close()
            raise Refusal(f"{self.folder.relative_to(ROOT)} is in use: {running}. Stop it first.") from None
        self._lock = file
        self.announce(f"process {os.getpid()}")

    def announce(self, text: str) -> None:
        """What somebody who finds the lock taken is told; only the holder says it."""
        if self._lock:
            self._lock.seek(0)
            self._lock.truncate()
            self._lock.write(text)
            self._lock.flush()

    def is_locked(self) -> bool:
        try:
            with (self.folder / "lock").open("r+", encoding="utf-8") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except OSError:
            return True
        return False

    def remembered(self) -> dict[str, Any]:
        """What `remember` has kept; empty at first."""
        return json.loads(self._read("remembered.json") or "{}")

    def remember(self, **values: Any) -> None:
        self.write_private("remembered.json", json.dumps(self.remembered() | values, indent=1))

    def secrets(self) -> dict[str, str]:
        """Made at the first start, the same ever after."""
        if not (self.folder / "secrets.json").exists():
            self.write_private("secrets.json", json.dumps(new_secrets(), indent=1))
        return json.loads(self._read("secrets.json"))

    def port(self, name: str) -> int:
        """A free loopback port, the same as last time when nobody else has taken it since."""
        last = self.remembered().get(f"{name}_port")
        port = last if last and port_is_free(last) else free_port()
        self.remember(**{f"{name}_port": port})
        return int(port)

    def subfolder(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    def write_private(self, name: str, text: str) -> None:
        """Replace a file in one step."""
        new = self.folder / f"{name}.new"
        write_private(new, text)
        new.replace(self.folder / name)

    def _read(self, name: str) -> str:
        try:
            return (self.folder / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            return ""


def write_private(file: Path, text: str) -> None:
    """A file that only its owner can read, from its first moment."""
    descriptor = os.open(file, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with open(descriptor, "w", encoding="utf-8") as out:  # noqa: PTH123
        out.write(text)


def port_is_free(port: int) -> bool:
    """Whether this machine's loopback can be listened on; connections that are still closing do not count."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
