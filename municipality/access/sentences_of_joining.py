"""Two logs of one child that become one: the sentences of `refusals.py` about it."""

from typing import Final

from django.utils.translation import gettext_lazy as _

OF_JOINING: Final = {
    "no_yes_to_joining": _("Det er ikke noe ja å ta tilbake her."),
    "joining_has_changed": _("Forslaget er endret i mellomtiden. Se på det på nytt."),
    "no_joining_waits": _("Det er ikke lenger noe å bli enige om. Loggene blir ikke slått sammen nå."),
    "nothing_to_part": _("Loggene kan ikke deles igjen nå. Det må gjøres innen 30 dager."),
}
