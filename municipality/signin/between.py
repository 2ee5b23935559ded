"""What somebody has shown, between two pages before anybody is signed in: sealed in the session, for a while."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import HttpRequest

from municipality.runtime.sealing import open_as_text, seal_as_text
from municipality.signin.proof import Proof


def keep(request: HttpRequest, what: str, *, lasts: timedelta, proof: Proof, **said: Any) -> None:
    """Keep it as `what`. The key of the session is new from here on: its browser has just come from elsewhere."""
    request.session.cycle_key()
    until = datetime.now(UTC) + lasts
    said |= {"proof": {**asdict(proof), "at": proof.at.isoformat()}, "until": until.isoformat()}
    request.session[what] = seal_as_text(json.dumps(said), **_place(what))


def kept(request: HttpRequest, what: str) -> tuple[dict[str, Any], Proof] | None:
    """What was kept, and the proof; None for nothing, and for what is too old."""
    sealed = request.session.get(what)
    if sealed is None:
        return None
    said = json.loads(open_as_text(sealed, **_place(what)))
    if datetime.fromisoformat(said["until"]) < datetime.now(UTC):
        del request.session[what]
        return None
    return said, Proof(**{**said["proof"], "at": datetime.fromisoformat(said["proof"]["at"])})


def _place(what: str) -> dict[str, str]:
    return {"table": "session", "pk": what, "column": "between"}
