"""Saksopplysninger uten innhold: the reception names who shall work with a case, leaders follow, a holder offers on."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.baton.services import latest_offer
from cases.heads.forms import NamePersonForm
from cases.heads.selectors import named_of_my_units
from cases.logs.gates import signed_in_user
from cases.logs.models import Case, CaseHead
from cases.logs.services import person_name, person_remove
from municipality.access.refusals import NothingThere
from municipality.audit import log
from municipality.audit.acts import Act


def head_or_404(request: HttpRequest, case_id: uuid.UUID, act: Act) -> CaseHead:
    found = CaseHead.objects.select_related("for_unit__municipality", "holder_unit")
    head = found.filter(pk=case_id).first()
    if head is None:
        log.refuse(request, act, case_id=case_id)
        raise Http404
    return head


@login_required
@require_safe
def list_heads(request: HttpRequest) -> HttpResponse:
    """Heads of the cases that wait for or take place in one's units; those that wait for somebody to be named first."""
    found = CaseHead.objects.select_related("holder_unit", "for_unit")
    heads = sorted(found, key=lambda head: (not head.as_holder, not head.waits_for_reception, head.number))
    log.record(Act.HEAD_LIST, objects=heads)
    return render(request, "heads/list.html", {"heads": heads})


@login_required
@require_safe
def read(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """One head: what may be known without being named, and what can be done from here."""
    head = head_or_404(request, case_id, Act.HEAD_READ)
    log.record(Act.HEAD_READ, case_id=head.pk, unit_id=head.for_unit_id)
    return render(request, "heads/read.html", page_context(request, head))


def page_context(
    request: HttpRequest, head: CaseHead, form: NamePersonForm | None = None
) -> dict[str, object]:
    named = named_of_my_units(head.pk)
    user = signed_in_user(request)
    if head.as_reception and form is None and head.for_unit:
        form = NamePersonForm(unit=head.for_unit, named={one.user_id for one in named})
    return {
        "head": head,
        "named": named,
        "form": form,
        "i_am_named": Case.objects.filter(pk=head.pk).exists(),
        "can_name_myself": head.as_reception and user.pk not in {one.user_id for one in named},
        "latest": latest_offer(head.pk) if head.as_holder else None,
    }


@login_required
@require_POST
def name(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Name a colleague, or oneself (`myself`)."""
    head = head_or_404(request, case_id, Act.PERSON_NAME)
    user = signed_in_user(request)
    if not head.as_reception or head.for_unit is None:
        log.refuse(request, Act.PERSON_NAME, case_id=head.pk)
        raise PermissionDenied
    if request.POST.get("myself"):
        person_name(case_id=head.pk, person=user, unit=head.for_unit)
        messages.success(request, _("Du er med i stafettloggen nå."))
        return redirect("logs:read", head.pk)
    form = NamePersonForm(
        request.POST, unit=head.for_unit, named={one.user_id for one in named_of_my_units(head.pk)}
    )
    if not form.is_valid():
        return render(request, "heads/read.html", page_context(request, head, form))
    person = form.cleaned_data["person"]
    person_name(case_id=head.pk, person=person, unit=head.for_unit)
    messages.success(
        request, _("%(name)s er med i stafettloggen nå, og har fått beskjed.") % {"name": person}
    )
    return redirect("heads:read", head.pk)


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, case_id: uuid.UUID, user_id: int) -> HttpResponse:
    """End a colleague's part. By reception or leader; what the colleague has written stays."""
    head = head_or_404(request, case_id, Act.PERSON_REMOVE)
    colleague = next((one for one in named_of_my_units(head.pk) if one.user_id == user_id), None)
    if colleague is None:
        log.refuse(request, Act.PERSON_REMOVE, case_id=head.pk)
        raise Http404
    if request.method == "POST" and request.POST.get("confirmed"):
        try:
            person_remove(case_id=head.pk, person_id=user_id, unit_id=colleague.unit_id)
        except NothingThere as nothing:
            messages.info(request, str(nothing))
        else:
            messages.success(
                request, _("%(name)s er ikke lenger med i stafettloggen.") % {"name": colleague.name}
            )
        still_there = CaseHead.objects.filter(pk=head.pk).exists()
        return redirect("heads:read", head.pk) if still_there else redirect("heads:list")
    context = {
        "title": _("Skal %(name)s ikke være med lenger?") % {"name": colleague.name},
        "text": _("%(name)s kan ikke lese mer i loggen. Det som er skrevet, blir stående.")
        % {"name": colleague.name},
        "confirm_label": _("Avslutt tilgangen"),
        "cancel_label": _("Behold"),
        "cancel_url": reverse("heads:read", args=[head.pk]),
        "danger": True,
    }
    return render(request, "ui/confirm_page.html", context)
