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
# Bytes of one stream that must be unfolded to read the file: a small one can unfold to fill the memory.
MOST_UNFOLDED: Final = 50 * 1024 * 1024
MOST_DEEP: Final = 100
SIGNED: Final = 1  # a bit of /SigFlags

ACTING_KEYS: Final = frozenset(
    ["/JS", "/JavaScript", "/XFA", "/Launch", "/RichMediaContent", "/Movie", "/3DD"]
)
ACTIONS: Final = frozenset(
    [
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToR",
        "/GoToE",
        "/Rendition",
        "/Movie",
        "/Sound",
        "/RichMediaExecute",
    ]
)
CARRYING_KEYS: Final = frozenset(["/EF", "/EmbeddedFiles", "/EmbeddedFile", "/AF"])
CARRYING: Final = frozenset(
    ["/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"]
)

# The parts of a JPEG that say where, when, by whom and with what it was taken: APP1 (Exif, XMP), APP13, comments.
SAYING: Final = frozenset({0xE1, 0xED, 0xFE})
FIRST_SCAN: Final = 0xDA


def rewritten(content: bytes) -> bytes:
    """The same pages; Unacceptable when it is broken, locked, acts or carries files."""
    import pikepdf

    # For the whole process; the same each time.
    pikepdf.settings.set_qpdf_limits(flate_max_memory=MOST_UNFOLDED, run_length_max_memory=MOST_UNFOLDED)
    try:
        # Nothing is guessed: what readers repair in different ways can look different in each.
        with pikepdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
            return _kept(pdf, content)
    except Unacceptable:
        raise
    except pikepdf.PasswordError as error:
        raise Unacceptable(
            _("Filen er låst med passord. Lagre den uten passord, og velg den på nytt.")
        ) from error
    except Exception as error:  # what a damaged file makes a reader raise is not only its own
        raise Unacceptable(_damaged()) from error


def _damaged() -> str:
    return _("PDF-filen er skadet. Lagre eller skann den på nytt.")


def _kept(pdf: "pikepdf.Pdf", content: bytes) -> bytes:
    if pdf.is_encrypted:
        raise Unacceptable(_("Filen er låst. Skriv den ut som en ny PDF, og velg den nye filen."))
    if not len(pdf.pages):
        raise Unacceptable(_("PDF-filen har ingen sider. Velg en annen fil."))
    for one in [pdf.Root, *pdf.objects]:
        for table in _tables(one, 0):
            _refuse_what_acts(table)
    form = pdf.Root.get("/AcroForm", None)
    if form is not None and int(form.get("/SigFlags", 0)) & SIGNED:
        if pdf.get_warnings() or not content.rstrip().endswith(b"%%EOF"):
            raise Unacceptable(_damaged())
        return content
    _quieten_pictures(pdf)
    saved = BytesIO()
    pdf.save(saved, preserve_pdfa=True)
    return saved.getvalue()


def _refuse_what_acts(table: Any) -> None:
    keys = set(table.keys())
    named = {str(table[key]) for key in ("/Type", "/Subtype") if key in keys}
    if keys & ACTING_KEYS or ("/S" in keys and str(table["/S"]) in ACTIONS):
        raise Unacceptable(_("PDF-filen har skript eller handlinger i seg. Skriv den ut som en ny PDF."))
    if keys & CARRYING_KEYS or named & CARRYING:
        raise Unacceptable(_("PDF-filen har andre filer i seg. Skriv den ut som en ny PDF."))


def _tables(one: Any, depth: int) -> Iterator[Any]:
    """The dictionaries in one object of the file; other objects are looked at by themselves."""
    import pikepdf

    if depth > MOST_DEEP:
        raise Unacceptable(_damaged())
    if isinstance(one, pikepdf.Stream):
        one = one.stream_dict
    if isinstance(one, pikepdf.Dictionary):
        yield one
        inner = [value for _key, value in one.items()]
    elif isinstance(one, pikepdf.Array):
        inner = list(one)
    else:
        return
    for value in inner:
        if not getattr(value, "is_indirect", False):
            yield from _tables(value, depth + 1)


def _quieten_pictures(pdf: "pikepdf.Pdf") -> None:
    """A page that was taken with a telephone is a JPEG in the file, and says where it was taken."""
    import pikepdf

    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream) and one.get("/Filter", None) == pikepdf.Name.DCTDecode:
            taken = one.read_raw_bytes()
            if (quiet := without_what_is_said(taken)) != taken:
                parms: Any = one.get("/DecodeParms", None)
                one.write(quiet, filter=pikepdf.Name.DCTDecode, decode_parms=parms)


def without_what_is_said(jpeg: bytes) -> bytes:
    """The JPEG without the parts before the picture that only tell about it; as it is where it is none."""
    kept, place = [jpeg[:2]], 2
    while len(jpeg) > place + 4 and jpeg[place] == 0xFF and jpeg[place + 1] != FIRST_SCAN:
        end = place + 2 + int.from_bytes(jpeg[place + 2 : place + 4], "big")
        if jpeg[place + 1] not in SAYING:
            kept.append(jpeg[place:end])
        place = end
    return b"".join([*kept, jpeg[place:]])
