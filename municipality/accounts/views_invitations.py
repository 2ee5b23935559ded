"""Inviting somebody to sign in, or all who cannot yet."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from municipality.accounts.views import OfAccount
from municipality.audit.acts import Act
from municipality.audit.gates import administrator_or_403
from municipality.localaccounts.selectors import without_way
from municipality.localaccounts.services import invitation_make, invitations_make
from municipality.signin.lately import sign_in_first
from municipality.ui.forms import Form
from municipality.writing.confirm import ConfirmPage
from municipality.writing.page import Saved


class Invite(OfAccount):
    """A link by e-mail, with which the person chooses how to sign in."""

    act = Act.INVITATION_MAKE
    danger = False

    def is_possible(self) -> bool:
        return self.person.is_active and bool(self.person.email)

    def save(self, form: Form) -> Saved:
        invitation_make(user_id=self.person.pk)
        return Saved(self.back, _("Invitasjonen er på vei. Den virker én gang, i 72 timer."))

    def context(self, form: Form) -> dict[str, Any]:
        told = {"name": self.person.display_name, "email": self.person.email}
        return {
            "title": _("Invitere %(name)s til å logge inn?") % told,
            "text": _(
                "En lenke sendes til %(email)s. Den som åpner den, velger hvordan hun eller han vil logge inn, og blir "
                "denne personen her. Er adressen riktig?"
            )
            % told,
            "confirm_label": _("Send invitasjonen"),
            "cancel_label": _("Ikke nå"),
        }


class InviteAll(ConfirmPage):
    """A link by e-mail for everybody who has an address and no way in yet: after a file with employees, say."""

    act = Act.INVITATION_MAKE
    danger = False

    def gate(self) -> HttpResponse | None:
        administrator_or_403(self.request, self.act)
        self.back = reverse("accounts:list")
        self.to_invite = sum(one.has_address for one in without_way())
        if not self.to_invite:
            raise Http404
        return sign_in_first(self.request)

    def save(self, form: Form) -> Saved:
        invited = invitations_make()
        words = ngettext(
            "%(n)d invitasjon er på vei. Den virker én gang, i 72 timer.",
            "%(n)d invitasjoner er på vei. De virker én gang, i 72 timer.",
            invited,
        )
        return Saved(self.back, words % {"n": invited})

    def context(self, form: Form) -> dict[str, Any]:
        title = ngettext("Invitere %(n)d person?", "Invitere %(n)d personer?", self.to_invite)
        return {
            "title": title % {"n": self.to_invite},
            "text": _(
                "Hver av dem får en lenke på e-post, og velger selv hvordan hun eller han vil logge inn. De som kan "
                "logge inn fra før, eller alt har en invitasjon som virker, får ingen."
            ),
            "confirm_label": _("Send invitasjonene"),
            "cancel_label": _("Ikke nå"),
        }
