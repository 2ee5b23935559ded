"""Reading a PDF the way its readers do: a screen reader's text, an archive's judgement."""

import page
import pypdfium2


def text_of(pdf: bytes) -> str:
    """The words of all pages in reading order; no-break spaces as spaces."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = []
        for number in range(len(document)):
            sheet = document[number]
            words = sheet.get_textpage()
            found.append(words.get_text_range())
            words.close()
            sheet.close()
    finally:
        document.close()
    return " ".join(" ".join(found).replace("\u00a0", " ").replace("\ufffe", "").split())


def faults(pdf: bytes) -> list[str]:
    """What keeps the file from being PDF/A-3a and PDF/UA-1."""
    profiles = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)
    return [
        f"{profile} {fault.rule_id}: {fault.message}"
        for profile in profiles
        for fault in page.validate_pdf_bytes(pdf, profile=profile).failures
    ]
