"""The parts of a file: encrypted one by one, each bound to its document and its place."""

from collections.abc import Iterator
from typing import Final

from cases.documents.models import PART_BYTES, Document, DocumentPart
from municipality.access.identity import as_user
from municipality.runtime.sealing import open_bytes, seal_bytes

TABLE: Final = "cases_documentpart"


class GoneMeanwhile(Exception):
    """The reader lost the right to it, or it was deleted, while it was on its way."""


def place_of(document_id: object, place: int) -> dict[str, str]:
    """What the encryption is bound to: a part in another document, or at another place, no longer opens."""
    return {"table": TABLE, "pk": f"{document_id}/{place}", "column": "sealed"}


def sealed_parts(document_id: object, content: bytes) -> Iterator[tuple[int, bytes]]:
    """Place and encrypted bytes of each part."""
    for place, start in enumerate(range(0, len(content), PART_BYTES)):
        yield place, seal_bytes(content[start : start + PART_BYTES], **place_of(document_id, place))


def streamed(document: Document, user_id: int) -> Iterator[bytes]:
    """The file, part by part, each asked for as the reader: never all of it in memory, and no more of it to somebody
    who may not read it any longer. The page that begins it has noted that it was read.
    """
    for place in range(document.part_count):
        with as_user(user_id):
            part = DocumentPart.objects.filter(document=document.pk, place=place).first()
        if part is None:
            raise GoneMeanwhile
        yield open_bytes(bytes(part.sealed), **place_of(document.pk, place))
