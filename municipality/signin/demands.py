"""Whether what somebody has shown is enough for the account they come to. Each way in knows its own levels."""

from collections.abc import Callable
from typing import Final

from municipality.signin.proof import Proof

YOUNG: Final = "young"  # a young person's own account, which may ask for less than a parent's
_judges: Final[dict[str, Callable[[Proof, str], bool]]] = {}


def register(way: str, judge: Callable[[Proof, str], bool]) -> None:
    """Called from an app's `ready()`: `judge` says whether a proof of this way is enough for a role."""
    _judges[way] = judge


def is_enough(proof: Proof, role: str) -> bool:
    """For the account types and YOUNG. A way without levels is enough for whoever it lets in."""
    judge = _judges.get(proof.way)
    return judge is None or judge(proof, role)
