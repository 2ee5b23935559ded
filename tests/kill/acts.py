"""What people do, and how often."""

from collections.abc import Callable
from typing import Final

from tests.kill.agreeing import open_log, order_pdf, withdraw
from tests.kill.passing import baton, read_all, search, sign_in
from tests.kill.player import Player
from tests.kill.writing import concern, draft, goal, note

ACTS: Final[dict[str, Callable[[Player], None]]] = {
    "note": note, "concern": concern, "open a log": open_log, "withdrawal": withdraw, "goal": goal,
    "baton": baton, "draft": draft, "notices read": read_all, "search": search, "PDF": order_pdf, "sign in": sign_in,
}  # fmt: skip
# How often each is played. A PDF that a killed worker had begun is taken up after ten minutes, so none is asked for
# in the second half.
WEIGHTS: Final = {
    "note": 34, "concern": 16, "open a log": 7, "withdrawal": 5, "goal": 9, "baton": 6, "draft": 9, "notices read": 5,
    "search": 4, "PDF": 3, "sign in": 2,
}  # fmt: skip
EARLY: Final = ("PDF",)
