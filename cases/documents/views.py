"""Fetching a document. It is never shown as a page of ours: a browser saves it, and runs nothing in it."""

import uuid
from typing import Final

from django.http import Http404, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.documents.keeping import streamed
from cases.documents.models import Document, FileType
from consent.models import Consent
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.request import SignedInRequest, signed_in

MEDIA: Final = {
    FileType.PDF: "application/pdf",
    FileType.PNG: "image/png",
    FileType.JPEG: "image/jpeg",
}


@signed_in
@require_safe
def fetch(request: SignedInRequest, file_id: uuid.UUID) -> HttpResponseBase:
    """The file, for those who may read it. Its name gives the day and no person (R10)."""
    document = Document.objects.filter(pk=file_id).first()
    if document is None:
        access_log.refuse(Act.FILE_FETCH, shown=f"document:{file_id}")
        raise Http404
    of_a_paper = Consent.objects.filter(people__replies__papers=document.pk).values_list("case_id", flat=True)
    case_id = of_a_paper.first() if document.reply_id else document.case_id
    access_log.record(Act.FILE_FETCH, case_id=case_id, objects=[document])
    name = f"dokument-{timezone.localdate(document.added_at)}.{document.file_type}"
    return StreamingHttpResponse(
        streamed(document, request.user.pk),
        content_type=MEDIA[FileType(document.file_type)],
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Length": str(document.size),
            "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        },
    )
