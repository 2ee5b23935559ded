"""A folder in memory for what a test run writes and nobody reads afterwards."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runner.account import Account
from runner.state import State

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it, closed to others
ROOM = 2 * 1024**3  # bytes, several times what a whole run takes


@contextmanager
def data_in_memory(state: State, account: Account | None, otherwise: Path) -> Iterator[Path]:
    """A folder that is gone afterwards, or `otherwise` where memory is no disk or has little room.

    Each test that commits has a database of its own, which is 1 500 files. On ext4 they are slow to make while as many
    were deleted in the minute before: it looks at each of those again before it takes a free place.
    """
    _forget(state)
    if not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < ROOM:
        yield otherwise
        return
    folder = Path(tempfile.mkdtemp(prefix="stafettpinnen-", dir=MEMORY))
    state.remember(memory=str(folder))
    if account:
        account.own(folder)
    try:
        yield folder
    finally:
        _forget(state)


def _forget(state: State) -> None:
    """Also what a run left that was killed; the state is locked, so that no other run is in the folder."""
    if folder := state.remembered().get("memory"):
        shutil.rmtree(folder, ignore_errors=True)
        state.remember(memory="")
