"""The unprivileged account that runs Postgres and Valkey when the runner itself is root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Account:
    """An account that exists on every Debian, so that none has to be made."""

    uid: int
    gid: int

    def popen(self) -> dict[str, Any]:
        """Arguments for subprocess: this user, this group and no other."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        os.chown(path, self.uid, self.gid)

    def may(self, act: str, path: Path) -> bool:
        """Asks the system rather than modes: act is `-x` or `-w` as in test(1)."""
        test = shutil.which("test") or "/usr/bin/test"
        return subprocess.run([test, act, str(path)], check=False, cwd="/", **self.popen()).returncode == 0


def service_account() -> Account | None:
    """None when the runner is not root: then everything runs as the user who started it."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)
