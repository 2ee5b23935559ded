"""Rules 000 and 001: whether the file is what was promised, and whether its lines can be read at all."""

import re
from codecs import getincrementaldecoder
from typing import Final

from django.utils.translation import gettext_lazy as _

from reporting.kostra.reading import ENCODING, Line
from reporting.kostra.row import Delivery
from reporting.kostra.rule import FATAL, Finding, Words

OF_FILE: Final = "000"
OF_LINE: Final = "001"
LONE_BLANK: Final = b" "
NO_TEXT: Final = re.compile(r"[\x00-\x08\x0a-\x1f]")

NOTHING_GIVEN = _(
    "Filen har ingen mottakere, men kommunen har oppgitt at den har noen. Velg filen med mottakerne, eller oppgi at "
    "kommunen ikke har mottakere."
)
SOMETHING_GIVEN = _(
    "Kommunen har oppgitt at den ikke har mottakere. Da skal filen være ett mellomrom og ingenting mer, heller ikke "
    "et linjeskift. Denne filen har annet innhold."
)
WRONG_WIDTH = _(
    "Linjen har %(length)s tegn og skal ha %(width)s, med mellomrom på tomme plasser. Lag filen på nytt i fagsystemet."
)
TAB = _("Linjen har et tabulatortegn der det skal være mellomrom. Lag filen på nytt i fagsystemet.")
WRONG_ENCODING = _(
    "Linjen er skrevet med UTF-8. Lag eller lagre filen på nytt med tegnsettet ISO-8859-1, så hver bokstav tar én "
    "plass."
)
BINARY = _("Linjen har tegn som ikke er tekst. Filen er kanskje kryptert, pakket eller av en annen type.")


def not_as_promised(delivery: Delivery, content: bytes, *, has_lines: bool) -> Finding | None:
    """000: there are no recipients though some were promised, or something else than one blank though none were.

    `content` is the beginning of the file, at least two bytes where it has them.
    """
    if delivery.has_recipients:
        nothing = len(content) <= 1 or not has_lines
        return _of_file(NOTHING_GIVEN) if nothing else None
    return None if content == LONE_BLANK else _of_file(SOMETHING_GIVEN)


def _of_file(words: Words) -> Finding:
    return Finding(OF_FILE, FATAL, None, None, None, "", str(words))


def is_readable(line: Line, width: int) -> bool:
    """001, at a glance: the right width, and nothing but characters of ISO-8859-1."""
    text = line.text
    if line.length == width and text.isascii() and text.isprintable():
        return True
    return _fault(line, width) is None


def unreadable(line: Line, width: int) -> Finding | None:
    """001, with what is wrong; None for a line that can be read."""
    words = _fault(line, width)
    if words is None:
        return None
    message = str(words) % {"length": line.length, "width": width}
    return Finding(OF_LINE, FATAL, line.number, None, None, "", message)


def _fault(line: Line, width: int) -> Words | None:
    if NO_TEXT.search(line.text):
        return BINARY
    if "\t" in line.text:
        return TAB
    if _is_utf8(line):
        return WRONG_ENCODING
    return WRONG_WIDTH if line.length != width else None


def _is_utf8(line: Line) -> bool:
    """Letters that took two places each. In ISO-8859-1 no two signs follow each other in this way."""
    whole = line.text.encode(ENCODING)
    # A line too long is cut, perhaps in the middle of a letter.
    is_cut = line.length > len(line.text)
    read = getincrementaldecoder("utf-8")()
    try:
        return not read.decode(whole, final=not is_cut).isascii()
    except UnicodeDecodeError:
        return False
