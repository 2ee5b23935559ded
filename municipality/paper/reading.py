"""What a screen reader and a search find in the PDF, where drawings and letters are not one to one.

WeasyPrint says of each drawing which letters it stands for, once for the whole file. A vowel of Tamil, a tone of Thai
or an accent is drawn apart from the letter it belongs to, or before it, so there the line says its own text
(ActualText). It says the language too, which WeasyPrint says once for the whole file.
"""

import unicodedata
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from weasyprint import Document

NOTHING: Final = b"<200b>"  # a space without width, for the drawings that the line answers for


def say_lines(document: "Document") -> None:
    """Let each line say in which language it is, and one with such letters its text, when it is drawn."""
    for page in document.pages:
        page.paint = partial(_paint, page.paint)


def say_each_drawing(_document: Any, pdf: Any) -> None:
    """Let no drawing stand for nothing at all, which PDF/UA does not allow: the finisher of a file."""
    for one in pdf.objects:
        lines: list[Any] = getattr(one, "stream", [])
        if b"begincmap" in lines:
            lines[:] = [
                line[:-2] + NOTHING if isinstance(line, bytes) and line.endswith(b" <>") else line
                for line in lines
            ]


def _paint(paint: Callable[..., None], stream: Any, scale: float) -> None:
    paint(stream, scale)
    said = {tag["mcid"]: box.text for box, tag in stream._tags.items() if hasattr(box, "text")}
    spoken = {tag["mcid"]: box.style["lang"] for box, tag in stream._tags.items() if hasattr(box, "text")}
    bases = {base for text in said.values() for base in _bases(text)}
    for part in stream.stream:
        text = said.get(part.get("MCID"), "") if isinstance(part, dict) else ""
        if text and (language := spoken[part["MCID"]]):
            part["Lang"] = f"({language})".encode()
        if any(_is_mark(one) or one in bases for one in text):
            part["ActualText"] = f"<feff{text.encode('utf-16-be').hex()}>".encode()


def _bases(text: str) -> set[str]:
    return {base for base, mark in pairwise(text) if _is_mark(mark)}


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter).startswith("M")
