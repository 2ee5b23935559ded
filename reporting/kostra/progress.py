"""How far a long check has come, on a terminal."""

import time
from typing import IO, Final

from django.utils.translation import gettext_lazy as _

QUIET_SECONDS: Final = 1.0  # what is over sooner needs no progress
STEP: Final = 1_000  # lines between two looks at the clock
EVERY_SECONDS: Final = 0.2
CLEAR: Final = "\r\x1b[K"


class TerminalProgress:
    """Told of every line; says each fifth of a second how much is done. `total` is how many lines will be told."""

    def __init__(self, stream: IO[str], total: int) -> None:
        self._stream = stream
        self._total = max(total, 1)
        self._done = 0
        self._next = time.monotonic() + QUIET_SECONDS
        self._shown = False

    def __call__(self) -> None:
        self._done += 1
        if self._done % STEP or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + EVERY_SECONDS
        share = min(100 * self._done // self._total, 99)
        self._write(CLEAR + str(_("Kontrollerer filen: %(share)s %%")) % {"share": share})
        self._shown = True

    def hide(self) -> None:
        """Give the line back to what else is written."""
        if self._shown:
            self._write(CLEAR)
            self._shown = False

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
