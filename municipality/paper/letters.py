"""The characters that our fonts draw, and what becomes of others. The fonts are those of `static/paper/letters.css`."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from django.contrib.staticfiles import finders

LETTERS: Final = "paper/letters.css"
UNKNOWN: Final = "¤"
_FACE: Final = re.compile(r"@font-face \{.*?\}", re.DOTALL)
_ADDRESS: Final = re.compile(r'url\("([^"]+)"\)')
_RANGE: Final = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")
WITHOUT_DRAWING: Final = ("Cc", "Cf", "Cn", "Co")  # whatever a font says of them
# Soft hyphen, what joins letters or keeps them apart, and the two that say in which direction a text runs.
WITHIN_WORDS: Final = "\u00ad\u200c\u200d\u200e\u200f"
HYPHENS: Final = {0x2010: "-", 0x2011: "-"}


def own_file(path: str) -> Path:
    """Where one of our static files is. Raises FileNotFoundError."""
    found = finders.find(path)
    if not isinstance(found, str):
        raise FileNotFoundError(path)
    return Path(found).resolve()


@cache
def _faces() -> tuple[tuple[str, Path, frozenset[str]], ...]:
    """Each font of the style sheet, in its order: the rule, the file, the characters it draws."""
    from fontTools.ttLib import TTFont

    sheet = own_file(LETTERS)
    found = []
    for rule in _FACE.findall(sheet.read_text(encoding="utf-8")):
        font = (sheet.parent / _ADDRESS.findall(rule)[0]).resolve()
        with TTFont(font) as opened:
            found.append((rule, font, _drawn_by(opened.getBestCmap(), rule)))
    return tuple(found)


def _drawn_by(font: Iterable[int], rule: str) -> frozenset[str]:
    """Of the characters of a font those within the rule's unicode-range, if it has one."""
    ranges = [(int(first, 16), int(last or first, 16)) for first, last in _RANGE.findall(rule)]
    return frozenset(
        chr(one)
        for one in font
        if unicodedata.category(chr(one)) not in WITHOUT_DRAWING
        and (not ranges or any(first <= one <= last for first, last in ranges))
    )


def fonts() -> list[Path]:
    """The files."""
    return [font for _rule, font, _drawn in _faces()]


def style_for(text: str) -> str:
    """The style sheet with the fonts that the text needs: opening all of them takes longer than laying out a paper."""
    wanted, style = set(text), own_file(LETTERS).read_text(encoding="utf-8")
    for rule, _font, drawn in _faces():
        if not wanted & drawn:
            style = style.replace(rule, "")
        wanted -= drawn
    return style


@cache
def everything_drawn() -> frozenset[str]:
    """What some font of ours draws, and what has no drawing but a meaning."""
    return frozenset({"\n", "\t", "\r", *WITHIN_WORDS}.union(*(drawn for _rule, _font, drawn in _faces())))


def drawable_letter(letter: str) -> bool:
    """Whether paper shows it, as `drawable` writes it: itself, and nothing less."""
    return all(one in everything_drawn() for one in unicodedata.normalize("NFC", letter).translate(HYPHENS))


def drawable(text: str) -> str:
    """The text in characters that our fonts draw; others become UNKNOWN, and marks without a width are dropped.

    A character without a drawing would make the whole file neither PDF/A nor PDF/UA.
    """
    composed = unicodedata.normalize("NFC", text).translate(HYPHENS)
    return "".join(
        one
        if one in everything_drawn()
        else ""
        if unicodedata.category(one) in ("Cf", "Mn", "Cc")
        else UNKNOWN
        for one in composed
    )
