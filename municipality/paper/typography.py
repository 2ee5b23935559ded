"""Norwegian typography, and text that runs from right to left."""

import re
import unicodedata
from typing import Final

NO_BREAK: Final = "\u00a0"

_MONTHS: Final = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
_DAY: Final = re.compile(rf"\b(\d{{1,2}}\.) ({_MONTHS})\b( (?=\d{{4}}\b))?")
_BOUND: Final = re.compile(r"\b(kl\.|nr\.|§§?|nivå) (?=\d)|(?<=§) (?=\d)")
_COUNTED: Final = re.compile(r"(?<=\d) (?=(år|måneder|uker|dager|timer|minutter|kroner|prosent|%)\b)")
_QUOTED: Final = re.compile(r"&quot;((?:(?!&quot;)[^<>\n]){1,500})&quot;")
_DASH: Final = re.compile(r"(?<=\w) - (?=\w)")
_BY_ITSELF: Final = re.compile(r'(<(\w+)[^>]*) dir="auto"([^>]*>)(.*?)(?=</\2>)', re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
# Letters that run from right to left, before a number.
_NUMBERED: Final = re.compile(r"([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])(?=[^\w<>]*[0-9])")
_TO_THE_RIGHT: Final = "\u200e"


def typeset(html: str) -> str:
    """Norwegian typography: guillemets, dashes, and no line break in a date, a time of day, a section or a count."""
    html = _QUOTED.sub(r"«\1»", html)
    html = _DASH.sub(" – ", html)
    html = _DAY.sub(lambda found: NO_BREAK.join(found.group(1, 2)) + (NO_BREAK if found[3] else ""), html)
    html = _BOUND.sub(lambda found: (found[1] or "") + NO_BREAK, html)
    return _COUNTED.sub(NO_BREAK, html)


def directed(html: str) -> str:
    """Each `dir="auto"` as its first letter decides, as a browser would do. WeasyPrint knows `ltr` and `rtl` only.

    Lines of both directions are set apart. In a Norwegian sentence a number stays after the name before it, as in
    «Skrevet ut av ... 21.11.2026».
    """
    return _BY_ITSELF.sub(_by_itself, _NUMBERED.sub(rf"\1{_TO_THE_RIGHT}", html))


def _by_itself(found: re.Match[str]) -> str:
    opened, rest, text = found[1], found[3], found[4]
    lines = text.split("\n")
    if "<" not in text and len({_direction(line) for line in lines if line.strip()}) > 1:
        set_apart = "".join(f'<span class="line" dir="auto">{line or NO_BREAK}</span>' for line in lines)
        return f"{opened}{rest}{_BY_ITSELF.sub(_by_itself, set_apart)}"
    direction = _direction(_TAG.sub("", text))
    return (
        f'{opened} dir="{direction}"{rest}{text.replace(_TO_THE_RIGHT, "") if direction == "rtl" else text}'
    )


def direction_of(text: str) -> str:
    """In which direction most of its letters run: of a whole text, in which names of another script may stand first."""
    runs = [unicodedata.bidirectional(one) for one in text]
    return "rtl" if runs.count("R") + runs.count("AL") > runs.count("L") else "ltr"


def _direction(text: str) -> str:
    first = next((one for one in text if unicodedata.bidirectional(one) in ("L", "R", "AL")), "")
    return "rtl" if first and unicodedata.bidirectional(first) != "L" else "ltr"
