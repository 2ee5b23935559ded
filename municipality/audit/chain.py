"""Sealing the access log and looking whether anybody has changed it (R8). Verbs and questions of the system's.

The worker seals each minute and looks at the whole chain each night; `manage.py events` does both on the spot.
"""

from dataclasses import dataclass
from datetime import datetime
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
FAULTS: Final[dict[str, str | Promise]] = {
    "gap": gettext_lazy("et segl mangler før dette, eller nummereringen er brutt"),
    "seal": gettext_lazy("seglet er endret, eller henger ikke sammen med det forrige"),
    "missing": gettext_lazy("en hendelse er borte"),
    "changed": gettext_lazy("en hendelse er endret"),
    "time": gettext_lazy("en hendelse har et tidspunkt som ikke kan stemme"),
    "removed": gettext_lazy("hendelsene er fjernet uten at det er notert"),
    OUTSIDE: gettext_lazy("hendelser er lagt inn utenom og har ikke noe segl"),
    TWICE: gettext_lazy("en hendelse står i flere segl"),
    "kept": gettext_lazy("seglet er et annet enn det som er tatt vare på et annet sted"),
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


@dataclass(frozen=True)
class LastSeal:
    """The end of the chain, to be kept elsewhere: whoever makes all seals anew cannot make this one."""

    number: int
    sealed_at: datetime
    last_event: int
    seal: str

    def said(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "seal": self.number,
            "sealed_at": self.sealed_at.isoformat(),
            "last_event": self.last_event,
            "sha256": self.seal,
        }


def events_seal() -> int:
    """Seal all that has been written since the last seal; how many events that were."""
    with as_system("seal events"):
        sealed: int = call("events_seal")
        return sealed


def last_seal() -> LastSeal | None:
    """None where nothing has been sealed."""
    with as_system("tell the last seal"):
        one = Seal.objects.order_by("-number").first()
        return _last(one) if one else None


def _last(one: Seal) -> LastSeal:
    return LastSeal(one.number, one.sealed_at, one.first_event + len(one.events) - 1, bytes(one.seal).hex())


def chain_verify() -> Found:
    """Look at every seal and every event. A few seals at a time: nobody waits, and what is sealed meanwhile is left."""
    end = last_seal()
    last = end.number if end else 0
    faults: list[Fault] = []
    for start in range(1, last + 1, AT_ONCE):
        with as_system("verify the chain of events"):
            faults += rows(Fault, "seals_verify", first=start, last=min(start + AT_ONCE - 1, last))
    with as_system("verify the chain of events"):
        [outside] = rows(_Outside, "events_outside_the_chain")
    counted = {OUTSIDE: outside.unsealed, TWICE: outside.doubled}
    faults += [Fault(None, fault, n) for fault, n in counted.items() if n]
    return Found(last, faults)


def differs_from_kept(kept: dict[str, Any]) -> Fault | None:
    """What is wrong when the seal that was kept elsewhere, as `LastSeal.said`, is not the one with its number here.

    Raises ValueError for anything else than such a seal.
    """
    try:
        number, sha256 = int(kept["seal"]), str(kept["sha256"])
    except (KeyError, TypeError, ValueError):
        raise ValueError("not a seal") from None
    with as_system("compare with a seal that was kept"):
        here = Seal.objects.filter(pk=number).first()
    return None if here and bytes(here.seal).hex() == sha256 else Fault(number, "kept", None)


def chain_look() -> Found:
    """The nightly look: what it finds is kept, and the privacy officers are told of what is new."""
    found = chain_verify()
    with as_system("note a look at the chain of events"):
        call("chain_noted", last=found.last_seal, faults=[one.code for one in found.faults[:MOST_TOLD]])
    return found
