"""KOSTRA: NAV's leader has a file checked before it is sent. It is read in memory, and gone with the answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, cast

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.organisation.models import Unit
from municipality.people.request import SignedInRequest, signed_in
from municipality.ui.upload import MemoryOnly, keep_in_memory
from reporting.kostra.checking import Check
from reporting.kostra.forms import MOST_BYTES, CheckForm
from reporting.kostra.gates import nav_office_or_403
from reporting.kostra.parcel import unpacked
from reporting.kostra.report import Report, report_of
from reporting.kostra.row import OSLO
from reporting.kostra.workbook import CONTENT_TYPE, workbook


@csrf_exempt  # `_answer` checks the token, once it is said where an upload goes
@signed_in
@require_http_methods(["GET", "POST"])
def check(request: SignedInRequest) -> HttpResponse:
    """Ask for a file, and show what was found in it. Each reading is an event, without what was read."""
    unit = nav_office_or_403(request, Act.KOSTRA_CHECK)
    return _answer(request, unit, keep_in_memory(request, MOST_BYTES))


@csrf_protect
def _answer(request: SignedInRequest, unit: Unit, upload: MemoryOnly) -> HttpResponse:
    if request.method == "POST":
        form = CheckForm(request.POST, request.FILES, too_large=upload.too_large)
        if form.is_valid():
            access_log.record(Act.KOSTRA_CHECK, unit_id=unit.pk)
            report = _checked(request, form)
            return render(request, "kostra/report.html", {"report": report, "delivery": form.delivery})
    else:
        number = unit.municipality.number
        # Which bydel of Oslo it is, the leader says.
        form = CheckForm(initial={"region": number if number == OSLO else f"{number}00"})
    return render(request, "kostra/check.html", {"form": form})


def _checked(request: SignedInRequest, form: CheckForm) -> Report:
    file: UploadedFile = form.cleaned_data["file"]

    @contextmanager
    def anew() -> Iterator[IO[bytes]]:
        file.seek(0)
        yield cast("IO[bytes]", file.file)

    assert request.user.pk is not None  # noqa: S101 - narrows the type
    return report_of(Check(form.delivery, form.edition, anew), form.delivery, request.user.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def download(request: SignedInRequest) -> HttpResponse:
    """The findings of the page one came from, as a workbook. Somebody who had to sign in again comes with nothing."""
    unit = nav_office_or_403(request, Act.KOSTRA_DOWNLOAD)
    assert request.user.pk is not None  # noqa: S101 - narrows the type
    try:
        name, findings = unpacked(request.POST.get("findings", ""), request.user.pk)
    except BadSignature:
        messages.info(request, _("Kontrollen er for gammel. Velg filen på nytt."))
        return redirect("kostra:check")
    access_log.record(Act.KOSTRA_DOWNLOAD, unit_id=unit.pk)
    return HttpResponse(
        workbook(findings),
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="kostra-{name}.xlsx"'},
    )
