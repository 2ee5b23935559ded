"""Asking clamd whether a file holds a virus, by its own protocol (INSTREAM), where the installation has one.

CLAMD names its socket: a path (`/run/clamav/clamd.ctl`) or `host:port`. Without it nothing is scanned, and a document
says so.
"""

import logging
import socket
import struct
from contextlib import closing
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from cases.documents.unacceptable import Unacceptable

logger = logging.getLogger(__name__)

PIECE: Final = 64 * 1024
SECONDS: Final = 30.0
MOST_ANSWERED: Final = 4096


def is_set_up() -> bool:
    return bool(settings.CLAMD)


def refuse_viruses(content: bytes) -> None:
    """Raises Unacceptable when clamd finds something, and when it does not answer: then nobody knows."""
    if not is_set_up():
        return
    try:
        answer = _asked(content)
    except OSError as error:
        logger.error("The virus scanner does not answer (%s).", type(error).__name__)
        raise Unacceptable(
            _("Vi får ikke kontrollert filen for virus akkurat nå. Prøv igjen om litt.")
        ) from error
    if answer == b"stream: OK":
        return
    if answer.endswith(b" FOUND"):
        logger.warning("The virus scanner found something in a file, which was refused.")
        raise Unacceptable(
            _("Viruskontrollen fant noe i filen. Den er ikke lagret. Si fra til dem som har IKT.")
        )
    logger.error("The virus scanner could not look at a file.")
    raise Unacceptable(_("Vi får ikke kontrollert filen for virus akkurat nå. Prøv igjen om litt."))


def _asked(content: bytes) -> bytes:
    with closing(_connected()) as clamd:
        clamd.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            clamd.sendall(struct.pack("!I", len(piece)) + piece)
        clamd.sendall(struct.pack("!I", 0))
        answer = b""
        while b"\0" not in answer and len(answer) < MOST_ANSWERED and (more := clamd.recv(1024)):
            answer += more
    return answer.partition(b"\0")[0].strip()


def _connected() -> socket.socket:
    if settings.CLAMD.startswith("/"):
        clamd = socket.socket(socket.AF_UNIX)
        clamd.settimeout(SECONDS)
        clamd.connect(settings.CLAMD)
        return clamd
    host, _colon, port = settings.CLAMD.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)
