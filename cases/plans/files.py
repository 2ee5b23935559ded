"""The file of a document, encrypted at rest with the keys of the fields."""

from cases.plans.models import PlanDocument, PlanFile
from municipality.runtime.sealing import open_bytes, seal_bytes


def place_of(document_id: object) -> dict[str, str]:
    """What the encryption is bound to: a file that is moved to another document no longer opens."""
    return {"table": "cases_planfile", "pk": str(document_id), "column": "sealed"}


def seal_file(document: PlanDocument, content: bytes) -> bytes:
    """What is stored of the PDF."""
    return seal_bytes(content, **place_of(document.pk))


def open_file(file: PlanFile) -> bytes:
    """The PDF of a file that row security has handed over."""
    return open_bytes(bytes(file.sealed), **place_of(file.pk))
