"""Which documents there are, as far as the current user reads them."""

import uuid

from cases.documents.models import Document
from municipality.access.columns import unread


def papers_of(consent_id: uuid.UUID) -> list[Document]:
    """What was signed on paper when this was asked, with the answer it belongs to; in the order it came in."""
    found = Document.objects.filter(reply__asked__consent=consent_id).select_related("reply")
    return list(found.defer(*unread(Document), *unread(Document, "reply")))
