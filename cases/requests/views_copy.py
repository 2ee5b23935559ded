"""«Last ned en kopi»: made when it is asked for, for who asks, and kept nowhere. File names say no name (R10)."""

import uuid

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.requests.copying import Copy, as_data, copy_of
from cases.requests.gates import family_log_or_404
from cases.requests.paper import copy_paper
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.people.request import SignedInRequest, signed_in


def _copy(request: SignedInRequest, case_id: uuid.UUID, act: Act) -> Copy:
    case = family_log_or_404(request, case_id, act)
    copy = copy_of(case, request.user)
    access_log.record(act, case_id=case.pk, objects=list(dict.fromkeys(copy.objects)))
    return copy


def _attached(ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="kopi-{timezone.localdate()}.{ending}"'}


@signed_in
@require_safe
def copy_pdf(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    paper = copy_paper(_copy(request, case_id, Act.COPY_FETCH))
    return HttpResponse(paper.content, content_type="application/pdf", headers=_attached("pdf"))


@signed_in
@require_safe
def copy_data(request: SignedInRequest, case_id: uuid.UUID) -> HttpResponse:
    data = as_data(_copy(request, case_id, Act.COPY_DATA))
    return JsonResponse(
        data, headers=_attached("json"), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
