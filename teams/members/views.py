"""Who has a seat in a team: giving one and ending one."""

from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.ui.forms import Form
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved, WritingPage
from teams.members.forms import SeatForm
from teams.members.gates import administrator_or_403
from teams.members.models import Seat, SeatRole
from teams.members.selectors import people_to_seat, seated
from teams.members.services import seat_end, seat_give


class Members(WritingPage):
    """Who sits in the team, and one more. The administrator's."""

    template = "members/list.html"
    form_class = SeatForm
    is_read_first = True
    keeps_draft = False
    act = Act.SEAT_CHANGE
    beside: ClassVar = {"seat_is_for_who_works_in_the_unit": "person"}

    def gate(self, team_id: int) -> None:
        self.team = administrator_or_403(self.request, team_id, self.act)
        self.people = people_to_seat(self.team)

    def about(self) -> dict[str, Any]:
        return {"people": self.people}

    def refused(self) -> None:
        access_log.refuse(self.act, shown=f"team:{self.team.pk}")

    def save(self, form: SeatForm) -> Saved:
        """Somebody who already has this seat, for the unit and in the role chosen, keeps it."""
        user, unit = form.chosen
        role, to = form.cleaned_data["role"], reverse("members:list", args=[self.team.pk])
        told = {"name": user.display_name, "team": self.team.name}
        same = Seat.objects.filter(pk__in=[one.seat_id for one in seated(self.team)], user=user, unit=unit)
        if same.filter(role=role).exists():
            return Saved(to, _("%(name)s sitter alt i %(team)s.") % told)
        seat_give(team=self.team, user=user, unit=unit, role=role)
        return Saved(to, _("%(name)s sitter i %(team)s fra nå.") % told)

    def context(self, form: SeatForm) -> dict[str, Any]:
        living = {one.seat_id for one in seated(self.team)}
        seats = list(
            Seat.objects.filter(team=self.team, ends_at=None)
            .select_related("user", "unit")
            .order_by("unit__name", "user__display_name")
        )
        seats.sort(key=lambda seat: SeatRole.values.index(seat.role))
        return {
            "team": self.team,
            "people": self.people,
            "rows": [(seat, seat.pk in living) for seat in seats],
            "led": any(seat.role == SeatRole.CHAIR and seat.pk in living for seat in seats),
        }


class EndSeat(ConfirmPage):
    """End a seat: what the person read through the team ends with it."""

    act = Act.SEAT_CHANGE

    def gate(self, team_id: int, seat_id: int) -> None:
        self.team = administrator_or_403(self.request, team_id, self.act)
        seat = Seat.objects.select_related("user", "unit").filter(pk=seat_id, team=self.team).first()
        if seat is None:
            raise Http404
        self.seat = seat
        self.back = reverse("members:list", args=[self.team.pk])

    def refused(self) -> None:
        access_log.refuse(self.act, shown=f"team:{self.team.pk}")

    def save(self, form: Form) -> Saved:
        seat_end(self.seat)
        words = _("%(name)s sitter ikke lenger i %(team)s.")
        return Saved(self.back, words % {"name": self.seat.user, "team": self.team.name})

    def context(self, form: Form) -> dict[str, Any]:
        return {
            "title": _("Skal %(name)s ut av %(team)s?") % {"name": self.seat.user, "team": self.team.name},
            "text": _(
                "%(name)s ser ikke lenger hva som står på bordet, og mister lesetilgangen som fulgte med teamet. "
                "Referatene blir stående."
            )
            % {"name": self.seat.user},
            "confirm_label": _("Avslutt plassen"),
            "cancel_label": _("Behold"),
        }
