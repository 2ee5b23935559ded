"""PDFs are read and written again: what was looked at is what is kept.

Refused is what can do something by itself, or carries other files. A file with a digital signature is kept byte for
byte, since the signature would not survive.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from cases.documents.unacceptable import Unacceptable

if TYPE_CHECKING:
    import pikepdf

BEGINS: Final = b"%PDF-"
MOST_UNFOLDED: Final = (
    200 * 1024 * 1024
)  # bytes of one part of the file: a small one can unfold to fill the memory
MOST_DEEP: Final = 100
SIGNED: Final = 1  # a bit of /SigFlags

ACTING_KEYS: Final = frozenset(
    {"/JS", "/JavaScript", "/XFA", "/Launch", "/RichMediaContent", "/Movie", "/3DD"}
)
CARRYING_KEYS: Final = frozenset({"/EF", "/EmbeddedFiles", "/EmbeddedFile", "/AF"})
ACTIONS: Final = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToR",
        "/GoToE",
        "/Rendition",
        "/Movie",
        "/Sound",
    }
    | {"/RichMediaExecute", "/Hide", "/SetOCGState", "/Trans", "/GoTo3DView"}
)
CARRYING_TYPES: Final = frozenset({"/EmbeddedFile"})
CARRYING_NOTES: Final = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"})


def rewritten(content: bytes) -> bytes:
    """The same pages; Unacceptable when it is broken, locked, acts or carries files."""
    import pikepdf

    # For the whole process; the same each time.
    pikepdf.settings.set_qpdf_limits(flate_max_memory=MOST_UNFOLDED, run_length_max_memory=MOST_UNFOLDED)
    try:
        # Nothing is guessed: a file that readers repair in different ways can look different in each.
        with pikepdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
            return _kept(pdf, content)
    except pikepdf.PasswordError as error:
        raise Unacceptable(
            _("Filen er låst med passord. Lagre den uten passord, og velg den på nytt.")
        ) from error
    except Unacceptable:
        raise
    except Exception as error:  # what a damaged file makes a reader raise is not only its own
        raise Unacceptable(_("PDF-filen er skadet. Lagre eller skann den på nytt.")) from error


def _kept(pdf: "pikepdf.Pdf", content: bytes) -> bytes:
    if pdf.is_encrypted:
        raise Unacceptable(_("Filen er låst. Skriv den ut som en ny PDF, og velg den nye filen."))
    if not len(pdf.pages):
        raise Unacceptable(_("PDF-filen har ingen sider. Velg en annen fil."))
    _refuse_what_acts(pdf)
    if pdf.get_warnings():
        raise Unacceptable(_("PDF-filen er skadet. Lagre eller skann den på nytt."))
    form = pdf.Root.get("/AcroForm", None)
    if form is not None and int(form.get("/SigFlags", 0)) & SIGNED:
        if not content.rstrip().endswith(b"%%EOF"):
            raise Unacceptable(_("PDF-filen er skadet. Lagre eller skann den på nytt."))
        return content
    saved = BytesIO()
    pdf.save(saved, preserve_pdfa=True)
    return saved.getvalue()


def _refuse_what_acts(pdf: "pikepdf.Pdf") -> None:
    for one in [pdf.Root, *pdf.objects]:
        for table in _tables(one, 0):
            keys = set(table.keys())
            named = {str(table[key]) for key in ("/S", "/Type", "/Subtype") if key in keys}
            if keys & ACTING_KEYS or ("/S" in keys and str(table["/S"]) in ACTIONS):
                raise Unacceptable(
                    _("PDF-filen har skript eller handlinger i seg. Skriv den ut som en ny PDF.")
                )
            if keys & CARRYING_KEYS or named & CARRYING_TYPES or named & CARRYING_NOTES:
                raise Unacceptable(_("PDF-filen har andre filer i seg. Skriv den ut som en ny PDF."))


def _tables(one: Any, depth: int) -> Iterator[Any]:
    """The dictionaries in one object of the file; other objects are looked at by themselves."""
    import pikepdf

    if depth > MOST_DEEP:
        raise Unacceptable(_("PDF-filen er skadet. Lagre eller skann den på nytt."))
    if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        yield one
        inner = [
            value
            for _key, value in (
                one.items() if isinstance(one, pikepdf.Dictionary) else one.stream_dict.items()
            )
        ]
    elif isinstance(one, pikepdf.Array):
        inner = list(one)
    else:
        return
    for value in inner:
        if not getattr(value, "is_indirect", False):
            yield from _tables(value, depth + 1)
