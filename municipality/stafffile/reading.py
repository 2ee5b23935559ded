"""From the bytes of a file to its table: CSV in the ways that spreadsheets save it, or a workbook of Excel."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from municipality.stafffile.columns import HEADERS, Table, Unreadable, cell, folded, table_of
from municipality.stafffile.workbook import is_old_or_encrypted, is_workbook, workbook_rows

SEPARATORS: Final = ";,\t"
UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read(content: bytes) -> Table:
    """The table in the file. Raises Unreadable for anything else, with words for who chose it."""
    if is_old_or_encrypted(content):
        raise Unreadable(
            _(
                "Filen er beskyttet med passord eller laget i en gammel Excel. Lagre den som .xlsx eller .csv,"
                " uten passord."
            )
        )
    rows = workbook_rows(content) if is_workbook(content) else _csv_rows(_decoded(content))
    return table_of(rows)


def _decoded(content: bytes) -> str:
    try:
        if content.startswith(UTF_16):
            return content.decode("utf-16")
        # Without its mark it shows by the empty half of the first letter.
        if content[1:2] == b"\0":
            return content.decode("utf-16-le")
        if content[:1] == b"\0":
            return content.decode("utf-16-be")
    except UnicodeDecodeError as error:
        raise Unreadable(_unknown()) from error
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_unknown())


def _unknown() -> str:
    return _(
        "Filen er ikke en tabell vi kan lese. Lagre den som .xlsx eller som .csv (UTF-8), og velg den på nytt."
    )


def _csv_rows(text: str) -> Iterator[list[str]]:
    first, _break, rest = text.partition("\n")
    separator = first.strip().lower().removeprefix("sep=") if first.lower().startswith("sep=") else ""
    if separator:
        text = rest  # a line that is for Excel alone, which shows none of it
    if separator not in SEPARATORS or not separator:
        separator = max(SEPARATORS, key=lambda one: _known_headers(text, one))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    row = 0
    try:
        for row, cells in enumerate(reader, 1):  # noqa: B007 - said when the next one fails
            yield [cell(one) for one in cells]
    except csv.Error as error:
        said = _("Rad %(row)s kan ikke leses: et anførselstegn står feil, eller en celle er altfor lang.")
        raise Unreadable(said % {"row": row + 1}) from error


def _known_headers(text: str, separator: str) -> int:
    known = {folded(header) for header in HEADERS.values()}
    return sum(folded(one) in known for one in text.lstrip().partition("\n")[0].split(separator))
