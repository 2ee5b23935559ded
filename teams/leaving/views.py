"""The page with everything that somebody has in a unit: for the person, and for the unit's leader."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from municipality.access.verbs import value
from municipality.audit import access_log
from municipality.audit.access_log import Shown
from municipality.audit.acts import Act
from municipality.organisation.models import Unit
from municipality.people.models import User
from municipality.people.request import SignedInRequest, signed_in
from municipality.ui.dates import day_text
from municipality.ui.words import in_a_row
from municipality.writing.page import Saved, WritingPage
from teams.leaving.forms import LeavingForm
from teams.leaving.selectors import my_places, people_of_my_unit, portfolio_of
from teams.leaving.services import Done, HandOver, hand_over, leaving_set


@signed_in
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """My own places, and who works in the units that I lead."""
    led = Unit.objects.filter(pk__in=value("units_i_lead")).order_by("name")
    people = [
        (unit, [one for one in people_of_my_unit(unit) if one.user_id != request.user.pk]) for unit in led
    ]
    context = {"places": my_places(request.user), "led": people}
    return render(request, "leaving/overview.html", context)


class Leave(WritingPage):
    """Until which day, and who takes over what."""

    template = "leaving/leave.html"
    form_class = LeavingForm
    keeps_draft = False
    act = Act.LEAVING_HAND_OVER

    def gate(self, unit_id: int, user_id: int | None = None) -> None:
        self.mine = user_id in (None, self.request.user.pk)
        found = User.objects.filter(pk=user_id or self.request.user.pk).first()
        if found is None or not value("i_see_to_leaving", user=found.pk, unit=unit_id):
            self.refused()
            raise Http404
        self.portfolio = portfolio_of(found, Unit.objects.get(pk=unit_id), self.request.user)

    def about(self) -> dict[str, Any]:
        return {"portfolio": self.portfolio}

    def initial(self) -> dict[str, Any]:
        return {"last_day": self.portfolio.ends}

    def shown(self, form: LeavingForm) -> None:
        logs = [Shown(one.case_id, f"case:{one.case_id}") for one in self.portfolio.logs]
        access_log.record_list(Act.LEAVING_READ, [*logs, *self.portfolio.concerns, self.portfolio.user])

    def refused(self) -> None:
        access_log.refuse(self.act, shown=f"user:{self.kwargs.get('user_id', self.request.user.pk)}")

    def save(self, form: LeavingForm) -> Saved:
        to = self.request.path
        user, unit = self.portfolio.user, self.portfolio.unit
        day = _("Siste dag ved %(unit)s er %(day)s.") % {
            "unit": unit.name,
            "day": day_text(form.day, timezone.localdate()),
        }
        if self.portfolio.is_empty:
            leaving_set(user=user, unit=unit, last_day=form.day)
            return Saved(to, day)
        given = HandOver(
            logs=form.taken(form.logs),
            concerns=form.taken(form.concerns),
            seats=form.taken(form.seats),
            tasks=form.taker("tasks") if self.portfolio.tasks else None,
        )
        done = hand_over(user=user, unit=unit, last_day=form.day, given=given)
        return Saved(to, " ".join(filter(None, [_given(done), _left(done), day])))

    def context(self, form: LeavingForm) -> dict[str, Any]:
        return {"portfolio": self.portfolio, "mine": self.mine}


def _given(done: Done) -> str:
    counted = [
        ngettext("%d stafettlogg", "%d stafettlogger", done.logs) % done.logs if done.logs else "",
        ngettext("%d stafettpinne", "%d stafettpinner", done.batons) % done.batons if done.batons else "",
        ngettext("%d undring", "%d undringer", done.concerns) % done.concerns if done.concerns else "",
        ngettext("%d plass i team", "%d plasser i team", done.seats) % done.seats if done.seats else "",
        ngettext("%d oppgave", "%d oppgaver", done.tasks) % done.tasks if done.tasks else "",
    ]
    words = [one for one in counted if one]
    return _("Gitt videre: %(what)s.") % {"what": in_a_row(words)} if words else ""


def _left(done: Done) -> str:
    if not done.left:
        return ""
    return _("Kan ikke tas over av den du valgte: %(what)s. Velg en annen, så går det ikke til lederen.") % {
        "what": in_a_row(done.left)
    }
