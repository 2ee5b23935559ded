"""Who takes a leader's place: over the units of a service, or named by the municipality."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from municipality.accounts.forms import OverseerForm
from municipality.accounts.gates import account_or_404
from municipality.accounts.overseers import chairs, somebody_is_named, units_without_leader
from municipality.accounts.services import overseer_give, overseer_stop
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.audit.gates import administrator_or_403
from municipality.clock import begin_of, database_now, end_of
from municipality.people.models import AccountType, Overseer, User
from municipality.people.request import SignedInRequest, signed_in
from municipality.signin.lately import sign_in_first
from municipality.ui.forms import Form
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved, WritingPage


@signed_in
@require_safe
def overseers(request: SignedInRequest) -> HttpResponse:
    """Each service with who is over its units, and whom the municipality has named."""
    administrator_or_403(request, Act.ACCOUNT_LIST)
    municipality = request.user.municipality
    if municipality is None:
        raise PermissionDenied
    found = chairs(municipality, database_now())
    access_log.record_list(
        Act.ACCOUNT_LIST, [User(pk=one.overseer.user_id) for chair in found for one in chair.people]
    )
    context = {
        "chairs": found,
        "somebody_is_named": somebody_is_named(municipality),
        "without": units_without_leader(),
    }
    return render(request, "accounts/overseers.html", context)


class Give(WritingPage):
    """Somebody takes the place of leaders, from a day until a day."""

    template = "accounts/overseer_give.html"
    form_class = OverseerForm
    keeps_draft = False
    act = Act.OVERSEER_CHANGE
    beside: ClassVar = {
        "steps_in_already": "service",
        "place_begins_before_today": "starts_on",
        "place_ends_before_it_begins": "ends_on",
    }

    def gate(self, user_id: int) -> HttpResponse | None:
        self.person = account_or_404(self.request, user_id, self.act)
        if self.person.account_type != AccountType.STAFF or not self.person.is_active:
            raise Http404
        return sign_in_first(self.request)

    def about(self) -> dict[str, Any]:
        return {"municipality": self.request.user.municipality}

    def refused(self) -> None:
        access_log.refuse(self.act, shown=f"user:{self.person.pk}")

    def save(self, form: OverseerForm) -> Saved:
        said = form.cleaned_data
        overseer_give(
            user=self.person,
            service=form.chosen,
            starts=begin_of(said["starts_on"]) if said["starts_on"] else None,
            ends=end_of(said["ends_on"]) if said["ends_on"] else None,
        )
        words = _("%(name)s trer inn når en leder mangler.") % {"name": self.person.display_name}
        return Saved(reverse("accounts:overseers"), words)

    def shown(self, form: OverseerForm) -> None:
        access_log.record(Act.ACCOUNT_READ, objects=[self.person])

    def context(self, form: OverseerForm) -> dict[str, Any]:
        return {"shown": self.person}


class Stop(ConfirmPage):
    """End the role: what the person saw by it is gone with it."""

    act = Act.OVERSEER_CHANGE

    def gate(self, overseer_id: int) -> None:
        administrator_or_403(self.request, self.act)
        found = Overseer.objects.select_related("user", "service").filter(pk=overseer_id).first()
        if found is None or (found.ends_at and found.ends_at <= database_now()):
            raise Http404
        self.overseer = found
        self.back = reverse("accounts:overseers")

    def save(self, form: Form) -> Saved:
        overseer_stop(self.overseer)
        return Saved(self.back, _("Rollen er avsluttet."))

    def context(self, form: Form) -> dict[str, Any]:
        told = {"name": self.overseer.user.display_name}
        if self.overseer.service:
            told["service"] = self.overseer.service.name
            title = _("Skal %(name)s ikke være leder over enhetene i %(service)s lenger?") % told
        else:
            title = _("Skal kommunen ikke ha pekt ut %(name)s lenger?") % told
        return {
            "title": title,
            "text": _("Stafettpinner som personen holder i en leders sted, går videre."),
            "confirm_label": _("Avslutt rollen"),
            "cancel_label": _("Behold"),
        }
