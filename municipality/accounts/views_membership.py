"""One account, with where the person works; and giving and ending such a place."""

from typing import Any, ClassVar

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from municipality.accounts.forms import PlaceForm
from municipality.accounts.gates import account_or_404
from municipality.accounts.overseers import overseers_of
from municipality.accounts.selectors import dated, groups_suggested, waiting_for_approval, ways_of
from municipality.accounts.services import membership_give, membership_stop
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.audit.gates import administrator_or_403
from municipality.clock import begin_of, database_now, database_today, end_of
from municipality.people.models import AccountType, Membership, MembershipRole
from municipality.signin.lately import sign_in_first
from municipality.ui.forms import Form
from municipality.ui.templatetags.ui import day
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved, WritingPage


class Person(WritingPage):
    """Where somebody works and has worked, and one place more."""

    template = "accounts/read.html"
    form_class = PlaceForm
    is_read_first = True
    keeps_draft = False
    act = Act.ACCOUNT_READ
    beside: ClassVar = {
        "has_the_role_already": "role",
        "place_begins_before_today": "starts_on",
        "place_begins_after_the_unit": "starts_on",
        "place_ends_before_it_begins": "ends_on",
    }

    def gate(self, user_id: int) -> HttpResponse | None:
        self.person = account_or_404(self.request, user_id, self.act)
        return sign_in_first(self.request) if self.request.method == "POST" else None

    def about(self) -> dict[str, Any]:
        return {"municipality": self.request.user.municipality}

    def refused(self) -> None:
        access_log.refuse(Act.MEMBERSHIP_CHANGE, shown=f"user:{self.person.pk}")

    def save(self, form: PlaceForm) -> Saved:
        said = form.cleaned_data
        membership_give(
            user=self.person,
            unit=said["unit"],
            role=said["role"],
            profession=said["profession"],
            starts=begin_of(said["starts_on"]) if said["starts_on"] else None,
            ends=end_of(said["ends_on"]) if said["ends_on"] else None,
        )
        told = {"name": self.person.display_name, "unit": said["unit"].name}
        if said["starts_on"] and said["starts_on"] > database_today():
            words = _("%(name)s arbeider i %(unit)s fra og med %(day)s.")
            told["day"] = day(said["starts_on"])
        else:
            words = _("%(name)s arbeider i %(unit)s fra nå.")
        ways = ways_of(self.person)
        if not (ways.by_password or ways.by_provider or ways.invited_until):
            words += " " + _("Send også en invitasjon. Før det kan ingen logge inn med kontoen.")
        return Saved(reverse("accounts:read", args=[self.person.pk]), words % told)

    def shown(self, form: PlaceForm) -> None:
        access_log.record(Act.ACCOUNT_READ, objects=[self.person])

    def context(self, form: PlaceForm) -> dict[str, Any]:
        now = database_now()
        rows = (
            Membership.objects.filter(user=self.person).select_related("unit").order_by("-starts_at", "-pk")
        )
        waiting = [one for one in waiting_for_approval(self.request.user) if one.user == self.person]
        return {
            "shown": self.person,
            "places": [(row, dated(row, now)) for row in rows],
            "overseers": overseers_of(self.person, now),
            "suggested": groups_suggested(self.person),
            "waiting": waiting[0] if waiting else None,
            "ways": ways_of(self.person),
            "is_me": self.person.pk == self.request.user.pk,
            "works": self.person.account_type == AccountType.STAFF and self.person.is_active,
        }


class Stop(ConfirmPage):
    """End a place: what the person read for the unit ends with it."""

    act = Act.MEMBERSHIP_CHANGE

    def gate(self, membership_id: int) -> None:
        administrator_or_403(self.request, self.act)
        found = Membership.objects.select_related("user", "unit").filter(pk=membership_id).first()
        if found is None or (found.ends_at and found.ends_at <= database_now()):
            raise Http404
        self.membership = found
        self.back = reverse("accounts:read", args=[found.user_id])

    def save(self, form: Form) -> Saved:
        membership_stop(self.membership)
        return Saved(self.back, _("Plassen er avsluttet."))

    def context(self, form: Form) -> dict[str, Any]:
        told = {
            "name": self.membership.user.display_name,
            "unit": self.membership.unit.name,
            "role": MembershipRole(self.membership.role).label,
        }
        return {
            "title": _("Skal %(name)s slutte som %(role)s i %(unit)s?") % told,
            "text": _(
                "Personen ser ikke lenger det som var delt med enheten. Det gjelder med en gang. Stafettpinner, "
                "saker og undringer som ikke er gitt videre, går til lederen i enheten."
            )
            if self.membership.starts_at <= database_now()
            else _("Plassen skulle begynne senere. Da begynner den ikke."),
            "confirm_label": _("Avslutt plassen"),
            "cancel_label": _("Behold"),
        }
