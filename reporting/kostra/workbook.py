"""The findings as a workbook for Excel: one row each, so that they can be sorted, filtered and handed out."""

from collections.abc import Iterable
from io import BytesIO
from typing import Final

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from reporting.kostra.rule import Finding

CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IN_MEMORY: Final = {"in_memory": True}  # rows about persons are not laid down on a disk
WIDTHS: Final = (16, 10, 14, 8, 14, 24, 90)


def workbook(findings: Iterable[Finding]) -> bytes:
    """The content of an .xlsx file. All that comes from the file is written as text, never as a formula or a link."""
    content = BytesIO()
    with Workbook(content, IN_MEMORY) as book:
        sheet = book.add_worksheet(_("Merknader"))
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        headings = (
            _("Saksbehandler"),
            _("Kontroll"),
            _("Alvorlighet"),
            _("Linje"),
            _("Journalnummer"),
            _("Felt"),
            _("Merknad"),
        )
        for column, (heading, width) in enumerate(zip(headings, WIDTHS, strict=True)):
            sheet.write_string(0, column, heading, bold)
            sheet.set_column(column, column, width)
        last = 0
        for last, one in enumerate(findings, start=1):
            sheet.write_string(last, 0, one.caseworker)
            sheet.write_string(last, 1, one.rule)
            sheet.write_string(last, 2, str(one.severity.words))
            if one.line:
                sheet.write_number(last, 3, one.line)
            sheet.write_string(last, 4, one.journal or "")
            sheet.write_string(last, 5, one.field or "")
            sheet.write_string(last, 6, one.message, wrapped)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(headings) - 1)
    return content.getvalue()
