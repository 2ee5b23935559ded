"""What comes in: is it a PDF or a picture, is it harmless, and what of it is kept."""

import threading
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from cases.documents.models import MOST_BYTES, FileType
from cases.documents.pdfs import BEGINS as PDF_BEGINS
from cases.documents.pdfs import rewritten
from cases.documents.pictures import redrawn
from cases.documents.scanning import is_set_up, refuse_viruses
from cases.documents.unacceptable import Unacceptable
from municipality.ui.upload import MIB

BEGINNINGS: Final = (
    (PDF_BEGINS, FileType.PDF),
    (b"\x89PNG\r\n\x1a\n", FileType.PNG),
    (b"\xff\xd8\xff", FileType.JPEG),
)
# A picture unfolds to many times its size: a process unfolds one at a time.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Accepted:
    """What is kept of a file. `is_scanned`: a virus scanner has looked at what came in."""

    file_type: FileType
    content: bytes
    is_scanned: bool


def judged(content: bytes) -> Accepted:
    """What to keep of a file that came in. Raises Unacceptable with a sentence for who chose it."""
    if len(content) > MOST_BYTES:
        raise Unacceptable(too_large())
    file_type = _type_of(content)
    refuse_viruses(content)
    with _one_at_a_time:
        kept = rewritten(content) if file_type == FileType.PDF else redrawn(content, file_type)
    if len(kept) > MOST_BYTES:
        raise Unacceptable(too_large())
    return Accepted(file_type, kept, is_scanned=is_set_up())


def too_large() -> str:
    """The sentence for a file that is larger than we take."""
    return _("Filen er for stor. Den kan være på høyst %(most)s MB.") % {"most": MOST_BYTES // MIB}


def _type_of(content: bytes) -> FileType:
    for begins, file_type in BEGINNINGS:
        if content.startswith(begins):
            return file_type
    raise Unacceptable(
        _("Filen må være en PDF eller et bilde (JPEG eller PNG). Lagre den slik, og velg den på nytt.")
    )
