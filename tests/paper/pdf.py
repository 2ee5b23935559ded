"""Reading a PDF the way its readers do: a screen reader's text, an archive's judgement."""

from io import BytesIO

import page
import pikepdf
import pypdfium2

# Data that ends in CR, as one stream in 256 does by chance, has a line end of CR LF after it for this rule, and so a
# length that is one too much. qpdf goes by the length and looks whether the end is there.
ANSWERED_BY_QPDF = "PDFA3A-STREAM-LENGTH-001"


def text_of_pages(pdf: bytes) -> list[str]:
    """The words of each page in reading order; no-break spaces as spaces."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = []
        for number in range(len(document)):
            sheet = document[number]
            words = sheet.get_textpage()
            found.append(_plain(words.get_text_range()))
            words.close()
            sheet.close()
    finally:
        document.close()
    return found


def text_of(pdf: bytes) -> str:
    """The words of all pages."""
    return _plain(" ".join(text_of_pages(pdf)))


def _plain(words: str) -> str:
    return " ".join(words.replace("\u00a0", " ").replace("\ufffe", "").split())


def faults(pdf: bytes) -> list[str]:
    """What keeps the file from being PDF/A-3a and PDF/UA-1, and what qpdf finds wrong with it as a PDF."""
    profiles = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)
    judged = [
        f"{profile} {fault.rule_id}: {fault.message}"
        for profile in profiles
        for fault in page.validate_pdf_bytes(pdf, profile=profile).failures
        if fault.rule_id != ANSWERED_BY_QPDF
    ]
    with pikepdf.open(BytesIO(pdf)) as document:
        return judged + document.check_pdf_syntax()
