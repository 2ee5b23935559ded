"""What secrecy asks on «Min dag»: to read before standing in, to sign, to register what others have signed."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.myday.waiting import Waiting
from municipality.people.models import AccountType, User
from municipality.people.workplace import Workplace
from municipality.secrecy.selectors import secrecy_waiting


def of_secrecy(user: User, _place: Workplace) -> list[Waiting]:
    """One line for each sort. Nobody is named: the page that they lead to leaves its own event."""
    if user.account_type != AccountType.STAFF:
        return []
    found, lines = secrecy_waiting(), []
    if found.to_read:
        lines.append(Waiting(_("Les om taushetsplikten"), reverse("secrecy:mine")))
    if found.to_sign:
        lines.append(Waiting(_("Signer taushetserklæringen"), reverse("secrecy:mine")))
    if found.to_register:
        words = ngettext(
            "%(n)d person skal signere en taushetserklæring",
            "%(n)d personer skal signere en taushetserklæring",
            found.to_register,
        )
        lines.append(Waiting(words % {"n": found.to_register}, reverse("secrecy:list")))
    return lines
