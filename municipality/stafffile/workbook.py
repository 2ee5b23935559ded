"""A workbook of Excel: its first sheet, as the values that were seen when it was saved. Nothing in it is run.

A workbook is a zip of XML, which can be made to grow without end: how large it becomes is looked at before that.
"""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from municipality.stafffile.columns import MOST_COLUMNS, Unreadable, cell
from municipality.ui.upload import MIB

MOST_UNPACKED: Final = 60 * MIB
MOST_PARTS: Final = 500
MOST_SHEET_ROWS: Final = 1_048_576  # as many as Excel has
NOTHING: Final = (None,) * MOST_COLUMNS  # a row that the file leaves out, of which there may be a million
ZIP: Final = b"PK\x03\x04"
OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")  # a workbook with a password, or from before 2007
# What reading a broken one raises, from the zip to the cells.
BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, ParseError, KeyError, ValueError, TypeError, IndexError,
    AttributeError, EOFError, OSError, NotImplementedError, RuntimeError, OverflowError,
)  # fmt: skip


def is_workbook(content: bytes) -> bool:
    return content.startswith(ZIP)


def is_old_or_encrypted(content: bytes) -> bool:
    return content.startswith(OLE)


def workbook_rows(content: bytes) -> Iterator[list[str]]:
    """The rows of the first sheet. Raises Unreadable for what is no workbook, or more than a table."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            _look_at(parts)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what the sheet looks like, which nobody asks here
            yield from _rows(content)
    except BROKEN as error:
        raise Unreadable(
            _("Excel-filen er ødelagt eller av et slag vi ikke kan lese. Lagre den på nytt som .xlsx.")
        ) from error


def _look_at(parts: zipfile.ZipFile) -> None:
    named = parts.infolist()
    if len(named) > MOST_PARTS or sum(one.file_size for one in named) > MOST_UNPACKED:
        raise Unreadable(
            _("Excel-filen blir altfor stor når den pakkes ut. Kopier tabellen over i en ny fil.")
        )
    if any(one.flag_bits & 1 for one in named):
        raise Unreadable(_("Filen er beskyttet med passord. Lagre den uten passord."))
    if any(one.filename.lower().endswith("vbaproject.bin") for one in named):
        raise Unreadable(_("Excel-filen har makroer. Lagre den som .xlsx uten makroer."))
    for one in named:
        if one.filename.lower().endswith((".xml", ".rels")) and _declares_entities(parts.read(one)):
            raise ValueError("a workbook declares no document type")


def _declares_entities(part: bytes) -> bool:
    """Text that stands for other text, and that for more: no spreadsheet writes it."""
    return any("<!DOCTYPE".encode(encoding) in part for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def _rows(content: bytes) -> Iterator[list[str]]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size is not believed
        rows = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)
        for row in islice(rows, MOST_SHEET_ROWS):
            yield [] if row == NOTHING else [_text(value) for value in row]
    finally:
        book.close()


def _text(value: Any) -> str:
    """The cell as one reads it: a day as a day, a whole number without its decimals."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return cell(value)
