"""Which documents there are, as far as the current user reads them."""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F

from cases.documents.models import Document


def papers_of(consents: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Document]]:
    """What was signed on paper when these were asked, in the order it came in. Each has `asked_id`: whose answer."""
    of = {"consent_id": F("reply__asked__consent"), "asked_id": F("reply__asked")}
    found = defaultdict(list)
    for paper in Document.objects.filter(reply__asked__consent__in=consents).annotate(**of):
        found[paper.consent_id].append(paper)
    return found
