"""Choosing a file, seeing what it does, and doing it. The file itself is read in memory and gone with the answer."""

import csv
import io
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.audit.gates import administrator_or_403
from municipality.people.models import MembershipRole
from municipality.people.request import SignedInRequest, signed_in
from municipality.signin.lately import sign_in_first
from municipality.stafffile.columns import HEADERS, NEEDED
from municipality.stafffile.forms import MOST_BYTES, FileForm, LoadForm
from municipality.stafffile.kept import Kept, forget, keep, kept_of
from municipality.stafffile.planning import plan_of
from municipality.stafffile.services import staff_file_load
from municipality.stafffile.showing import MOST_MISTAKES, accounts_shown, counts_of, groups_of
from municipality.ui.upload import MemoryOnly, keep_in_memory
from municipality.writing.page import Saved, WritingPage

# Somebody who is made up, with nothing that a spreadsheet would take for more than text.
EXAMPLE: Final = (
    "kari.eksempel",
    "Kari Eksempel",
    "kari@eksempel.no",
    "12 34 56 78",
    "Bakken skole",
    "",
    "fagperson",
    "lærer",
    "",
    "",
    "",
)


@csrf_exempt  # `_answer` checks the token, once it is said where an upload goes
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: SignedInRequest) -> HttpResponse:
    """Ask for a file, and lead to what it would do. Nothing is changed here."""
    administrator_or_403(request, Act.STAFFFILE_READ)
    # Before a file is chosen: on the way a browser would lose it.
    if request.method != "POST" and (elsewhere := sign_in_first(request)):
        return elsewhere
    return _answer(request, keep_in_memory(request, MOST_BYTES))


@csrf_protect
def _answer(request: SignedInRequest, file: MemoryOnly) -> HttpResponse:
    form = FileForm()
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES, too_large=file.too_large)
        if form.is_valid():
            keep(_key(request), Kept(form.table, form.is_all))
            return redirect("stafffile:changes")
    columns = [
        (header, header in map(HEADERS.get, NEEDED), _meaning(name)) for name, header in HEADERS.items()
    ]
    return render(request, "stafffile/upload.html", {"form": form, "columns": columns})


@signed_in
@require_safe
def example(request: SignedInRequest) -> HttpResponse:
    """A file with the headers and one row, as Excel in Norwegian opens it."""
    administrator_or_403(request, Act.STAFFFILE_READ)
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([list(HEADERS.values()), EXAMPLE])
    return HttpResponse(
        text.getvalue().encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="ansatte.csv"'},
    )


class Changes(WritingPage):
    """What the file would do now, or what is wrong in it; and the button that does it."""

    template = "stafffile/changes.html"
    form_class = LoadForm
    keeps_draft = False
    is_read_first = True
    act = Act.STAFFFILE_LOAD

    def gate(self) -> HttpResponse | None:
        administrator_or_403(self.request, self.act)
        kept = kept_of(_key(self.request))
        if kept is None:
            messages.info(
                self.request, _("Vi har ingen fil fra deg, eller den er for gammel. Velg den på nytt.")
            )
            return redirect("stafffile:upload")
        self.kept = kept
        municipality = self.request.user.municipality
        assert municipality is not None  # noqa: S101 - narrows the type: an administrator has one
        self.plan = plan_of(kept.table, is_all=kept.is_all, municipality=municipality)
        return sign_in_first(self.request) if self.request.method == "POST" else None

    def about(self) -> dict[str, Any]:
        return {"plan": self.plan}

    def initial(self) -> dict[str, Any]:
        return {"plan_shown": self.plan.digest}

    def save(self, form: LoadForm) -> Saved:
        staff_file_load(self.plan)
        forget(_key(self.request))
        return Saved(reverse("accounts:list"), self._told())

    def shown(self, form: LoadForm) -> None:
        if form.is_bound:
            # What is seen now is what the next press means.
            form.data = {**form.data, "plan_shown": self.plan.digest}
        access_log.record_list(Act.STAFFFILE_READ, accounts_shown(self.plan))

    def context(self, form: LoadForm) -> dict[str, Any]:
        mistakes = self.plan.judged.mistakes
        return {
            "plan": self.plan,
            "is_all": self.kept.is_all,
            "rows": len(self.kept.table.lines),
            "unknown": self.kept.table.unknown,
            "mistakes": mistakes[:MOST_MISTAKES],
            "more_mistakes": len(mistakes[MOST_MISTAKES:]),
            "counts": counts_of(self.plan),
            "groups": groups_of(self.plan),
        }

    def _told(self) -> str:
        plan = self.plan
        return _(
            "Endringene er gjort. Kontoer: %(make)s nye, %(change)s endret, %(close)s stengt."
            " Plasser: %(give)s nye, %(alter)s endret, %(stop)s avsluttet."
        ) % {
            "make": len(plan.make),
            "change": len(plan.change),
            "close": len(plan.close),
            "give": len(plan.give),
            "alter": len(plan.alter),
            "stop": len(plan.stop) + len(plan.lost),
        }


def _key(request: SignedInRequest) -> int:
    assert request.user.pk is not None  # noqa: S101 - narrows the type
    return request.user.pk


def _meaning(name: str) -> str:
    roles = ", ".join(str(role.label) for role in MembershipRole)
    return {
        "username": _("Det samme som i kommunens andre systemer. Kjenner igjen personen neste gang."),
        "name": _("Hele navnet."),
        "email": _("E-post på jobb. Tom: den som står fra før, blir stående."),
        "phone": _("Telefon på jobb, til «Hvem ringer jeg?». Tom: den som står fra før, blir stående."),
        "unit": _("Navnet på enheten, slik det står under Organisasjon. Tom: bare en konto, ingen plass."),
        "service": _("Bare når to enheter heter det samme."),
        "role": _("%(roles)s. Tom: fagperson.") % {"roles": roles},
        "profession": _("For eksempel lærer. Tom: det som står fra før, blir stående."),
        "until": _("Siste dag, for eksempel 31.12.2026. Tom: ikke kjent. Er dagen over, avsluttes plassen."),
        "person": _("Objekt-id i Entra ID. Da kan personen logge inn med en gang."),
        "tenant": _("Leier-id (tenant) i Entra ID, når objekt-id er fylt ut."),
    }[name]
