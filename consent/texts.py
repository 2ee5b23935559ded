"""The words of the shared consent form. What is stored with a consent is exactly what was shown."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

FORM_VERSION = "2026-1"


def explanation() -> list[str]:
    """What every family is told before it answers, one sentence or two per item."""
    return [
        _("Det er frivillig å samtykke. Dere får hjelp selv om dere sier nei."),
        _(
            "Samtykket gjelder bare de enhetene og de opplysningene dere velger, og bare så lenge dere velger."
        ),
        _(
            "Dere kan når som helst trekke samtykket, muntlig eller skriftlig, for alle eller for én enhet. "
            "Dere trenger ikke å si hvorfor."
        ),
        _("Dere kan lese stafettloggen, se hvem som deler hva, og se hvem som har lest."),
        _("Plikten til å melde fra til barnevernet gjelder uansett hva dere svarer."),
    ]


def consent_text(*, child: str, shares: Sequence[tuple[str, Sequence[str]]], ends: date) -> str:
    """The whole form as text: the explanation, then what was agreed.

    `shares` holds unit name and names of the kinds of information; `ends` is the last day it holds.
    """
    agreed = [
        _("%(unit)s får lese om: %(kinds)s.") % {"unit": unit, "kinds": ", ".join(kinds)}
        for unit, kinds in shares
    ]
    until = _("Samtykket gjelder til og med %(date)s.") % {"date": ends.strftime("%d.%m.%Y")}
    heading = _("Samtykke til stafettlogg for %(child)s") % {"child": child}
    return "\n".join([heading, "", *explanation(), "", *agreed, until])
