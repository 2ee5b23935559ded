"""The first step of handing out: the log, to whom, and by what; and saying otherwise before it is made."""

import uuid
from collections.abc import Callable
from typing import Any, ClassVar, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cases.case.head import CaseHead
from cases.case.models import Case
from cases.disclosures.forms import BeginForm, FindForm, SaidForm, as_stored
from cases.disclosures.gates import in_hand_or_404, log_found, works_here_or_403
from cases.disclosures.selectors import logs_found, ways_for
from cases.disclosures.services import disclosure_begin, disclosure_change, note
from municipality.audit import access_log
from municipality.audit.access_log import Shown
from municipality.audit.acts import Act
from municipality.people.request import SignedInRequest, signed_in
from municipality.ui.words import Child
from municipality.writing.page import Saved, WritingPage

# The same where there is no log, where only others have written, and where it is not mine to hand out.
NOTHING: Final = gettext_lazy("Enheten din har ingen notater som du kan utlevere der.")
UNSEEN_BY_THE_FAMILY: Final = "disclosure:found"  # as `hidden_in_disclosures` knows it


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: SignedInRequest) -> HttpResponse:
    """By the number of the log, or of the child; neither may stand in an address."""
    works_here_or_403(request)
    form = FindForm(request.POST or None)
    if not form.is_valid():
        return render(request, "disclosures/find.html", {"form": form})
    found = logs_found(form.cleaned_data["number"], form.cleaned_data["person"])
    if len(found) == 1:
        return redirect("disclosures:begin", found[0].case_id)
    if found:
        access_log.record_list(
            Act.DISCLOSURE_FIND, [Shown(one.case_id, UNSEEN_BY_THE_FAMILY) for one in found]
        )
        numbers = ", ".join(one.number for one in found)
        words = _("Enheten har notater i flere saker: %(numbers)s. Skriv nummeret på den det gjelder.")
        form.add_error(form.asked, words % {"numbers": numbers})
    else:
        access_log.refuse(Act.DISCLOSURE_FIND)
        form.add_error(form.asked, NOTHING)
    return render(request, "disclosures/find.html", {"form": form})


class Begin(WritingPage):
    """Of a log, open or closed, from its page or its number."""

    template = "disclosures/begin.html"
    form_class: ClassVar[Callable[..., Any]] = BeginForm
    act = Act.DISCLOSURE_BEGIN

    def gate(self, case_id: uuid.UUID) -> HttpResponse | None:
        works_here_or_403(self.request)
        found = log_found(case_id)
        if found is None:
            messages.info(self.request, NOTHING)
            return redirect("disclosures:find")
        self.log, self.units = found
        return None

    def about(self) -> dict[str, Any]:
        return {"units": self.units, "ways": ways_for([one.unit_id for one in self.units])}

    def shown(self, form: BeginForm) -> None:
        access_log.record_list(Act.DISCLOSURE_FIND, [Shown(self.kwargs["case_id"], UNSEEN_BY_THE_FAMILY)])

    def refused(self) -> None:
        access_log.refuse(self.act)

    def save(self, form: BeginForm) -> Saved:
        key = disclosure_begin(case_id=self.kwargs["case_id"], unit_id=form.unit_id, said=form.said)
        return Saved(reverse("disclosures:choose", args=[key]))

    def context(self, form: BeginForm) -> dict[str, Any]:
        child = Child(self.log.child_name, self.log.birth_date)
        back_url, back_words = _page_of(self.kwargs["case_id"])
        leader_reads = any(one.leader_reads for one in self.units)
        return {
            "log": self.log,
            "child": child,
            "units": self.units,
            "leader_reads": leader_reads,
            "back_url": back_url,
            "back_words": back_words,
        }


def _page_of(case_id: uuid.UUID) -> tuple[str, str]:
    """Where one came from, and what it is called: the log or its head, for who reads it."""
    if Case.objects.filter(pk=case_id).exists():
        return reverse("logs:read", args=[case_id]), _("Stafettloggen")
    if head := CaseHead.objects.one(case_id):
        return reverse("heads:read", args=[case_id]), _("Sak %(number)s") % {"number": head.number}
    return reverse("bylaw:overview"), _("Uten samtykke")


class Change(WritingPage):
    """Another recipient or provision, before it is made."""

    template = "disclosures/change.html"
    form_class: ClassVar[Callable[..., Any]] = SaidForm
    act = Act.DISCLOSURE_CHANGE

    def gate(self, disclosure_id: uuid.UUID) -> None:
        self.disclosure = in_hand_or_404(disclosure_id, self.act)

    def about(self) -> dict[str, Any]:
        return {"ways": ways_for([self.disclosure.unit_id])}

    def initial(self) -> dict[str, Any]:
        return as_stored(self.disclosure)

    def shown(self, form: SaidForm) -> None:
        note(Act.DISCLOSURE_READ, self.disclosure)

    def refused(self) -> None:
        access_log.refuse(self.act, shown=f"disclosure:{self.disclosure.id}")

    def save(self, form: SaidForm) -> Saved:
        disclosure_change(disclosure=self.disclosure, version=form.cleaned_data["version"], said=form.said)
        return Saved(reverse("disclosures:choose", args=[self.disclosure.id]))

    def context(self, form: SaidForm) -> dict[str, Any]:
        return {"disclosure": self.disclosure}
