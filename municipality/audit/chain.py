"""Sealing the access log and looking whether anybody has changed it (R8). Verbs and questions of the system's.

The worker seals each minute and looks at the whole chain each night; `manage.py events` does both on the spot.
"""

import re
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipality.access.identity import as_system
from municipality.access.verbs import call, rows
from municipality.audit.seals import Seal

AT_ONCE: Final = 100  # seals that one transaction looks at
MOST_TOLD: Final = 50  # faults of one look
OUTSIDE: Final = "outside"
TWICE: Final = "twice"
SHA256: Final = re.compile("[0-9a-f]{64}")
FAULTS: Final[dict[str, str | Promise]] = {
    "gap": gettext_lazy("et segl mangler før dette, eller nummereringen er brutt"),
    "seal": gettext_lazy("seglet er endret, eller henger ikke sammen med det forrige"),
    "missing": gettext_lazy("en hendelse er borte"),
    "changed": gettext_lazy("en hendelse er endret"),
    "time": gettext_lazy("en hendelse har et tidspunkt som ikke kan stemme"),
    "removed": gettext_lazy("hendelsene er fjernet uten at det er notert"),
    OUTSIDE: gettext_lazy("hendelser er lagt inn utenom og har ikke noe segl"),
    TWICE: gettext_lazy("en hendelse står i flere segl"),
}


class Fault(NamedTuple):
    """What is wrong: a word of `FAULTS`, the number of the seal, and of the first event that is concerned.

    For `OUTSIDE` and `TWICE`, which belong to no seal, `event` is how many there are.
    """

    seal: int | None
    fault: str
    event: int | None

    @property
    def code(self) -> str:
        """As it is kept."""
        return f"{self.seal or ''}:{self.fault}:{self.event or ''}"

    @property
    def text(self) -> str:
        words = FAULTS[self.fault]
        if self.seal is None:
            return _("%(n)d: %(words)s") % {"n": self.event, "words": words}
        if self.event is None:
            return _("Segl %(seal)d: %(words)s.") % {"seal": self.seal, "words": words}
        return _("Segl %(seal)d, hendelse %(event)d: %(words)s.") % {
            "seal": self.seal,
            "event": self.event,
            "words": words,
        }


def fault_of(code: str) -> Fault:
    """The fault with this code."""
    seal, fault, event = code.split(":")
    return Fault(int(seal) if seal else None, fault, int(event) if event else None)


class _Outside(NamedTuple):
    unsealed: int
    doubled: int


@dataclass(frozen=True)
class Found:
    """What a look at the chain found, until its last seal; 0 when there is none yet."""

    last_seal: int
    faults: list[Fault]


class LastSeal(NamedTuple):
    """The end of the chain: its number, the number of its last event, and the seal in hexadecimal."""

    number: int
    last_event: int
    seal: str


def kept_form(seal: str) -> dict[str, str]:
    """The last seal as it is kept elsewhere: whoever makes all seals anew cannot make this one."""
    return {"sha256": seal}


def events_seal() -> int:
    """Seal all that has been written since the last seal; how many events that were."""
    with as_system("seal events"):
        sealed: int = call("events_seal")
        return sealed


def last_seal() -> LastSeal | None:
    """None where nothing has been sealed."""
    with as_system("tell the last seal"):
        one = Seal.objects.order_by("-number").first()
    if one is None:
        return None
    return LastSeal(one.number, one.first_event + len(one.events) - 1, bytes(one.seal).hex())


def chain_verify() -> Found:
    """Look at every seal and every event. A few seals at a time: nobody waits, and what is sealed meanwhile is left."""
    with as_system("verify the chain of events"):
        numbers = list(Seal.objects.order_by("number").values_list("number", flat=True))
    faults: list[Fault] = []
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        with as_system("verify the chain of events"):
            faults += rows(Fault, "seals_verify", first=some[0], last=some[-1])
    with as_system("verify the chain of events"):
        [outside] = rows(_Outside, "events_outside_the_chain")
    counted = {OUTSIDE: outside.unsealed, TWICE: outside.doubled}
    faults += [Fault(None, fault, n) for fault, n in counted.items() if n]
    return Found(numbers[-1] if numbers else 0, faults)


def is_in_the_chain(kept: Any) -> bool:
    """Whether a seal that was kept elsewhere, as `kept_form`, is one of the seals here.

    Raises ValueError for anything else than such a seal.
    """
    if not (isinstance(kept, dict) and SHA256.fullmatch(str(kept.get("sha256")))):
        raise ValueError("not a seal")
    with as_system("compare with a seal that was kept"):
        return Seal.objects.filter(seal=bytes.fromhex(kept["sha256"])).exists()


def chain_look() -> Found:
    """The nightly look: what it finds is kept, and the privacy officers are told of what is new."""
    found = chain_verify()
    with as_system("note a look at the chain of events"):
        call("chain_noted", last=found.last_seal, faults=[one.code for one in found.faults[:MOST_TOLD]])
    return found
