"""Packages of the operating system that no wheel brings: text layout for PDF, a browser for the tests."""

import ctypes.util
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

from runner.terminal import Refusal, say


@dataclass(frozen=True)
class Need:
    """Something that must be there, and the Debian packages that bring it."""

    what: str
    packages: tuple[str, ...]
    is_there: Callable[[], bool]


# Without the last a PDF is made all the same, but takes ten times as long.
LAYOUT_LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz", "harfbuzz-subset")


def _has_libraries() -> bool:
    return all(ctypes.util.find_library(name) for name in LAYOUT_LIBRARIES)


PDF = Need(
    "Pango, which lays out the PDFs",
    ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
    _has_libraries,
)
# Without a window it needs three quarters of the time that the same Chromium needs with one that nobody sees.
CHROMIUM = "chromium-headless-shell"
BROWSER = Need(
    "Chromium, which walks the pages in the tests", (CHROMIUM,), lambda: bool(shutil.which(CHROMIUM))
)


def provide(*needs: Need) -> None:
    """Install with apt-get when root; otherwise refused with the command that does it."""
    missing = [need for need in needs if not need.is_there()]
    if not missing:
        return
    packages = [package for need in missing for package in need.packages]
    command = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    what = " and ".join(need.what for need in missing)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Refusal(f"Missing: {what}. Install it with: sudo {command}")
    say(f"Installing {what}: {command}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (command, "apt-get update", command):
        done = subprocess.run(step.split(), check=False, env=quiet, capture_output=True, text=True)
        if step == command and done.returncode == 0:
            return
    raise Refusal(f"{command} failed:\n{done.stderr.strip()}")
