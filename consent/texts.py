"""The words of the shared consent form. What is stored with a consent is exactly what was shown."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from municipality.ui.words import in_a_row

FORM_VERSION = "2026-3"


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
        _("Dere kan lese stafettloggen, se hvem som får lese hva, og se hvem som har lest."),
        _("Plikten til å melde fra til barnevernet gjelder uansett hva dere svarer."),
    ]


def plan_explanation() -> list[str]:
    """What a family is told before it says yes to a plan (helse- og omsorgstjenesteloven §§ 7-1 and 7-2)."""
    return [
        _("En individuell plan er for den som trenger hjelp fra flere over lengre tid."),
        _("Planen er frivillig. Dere kan få en koordinator selv om dere sier nei til planen."),
        _("Planen gir ikke i seg selv rett til tjenester."),
    ]


def consent_text(
    *,
    child: str,
    shares: Sequence[tuple[str, Sequence[str]]],
    ends: date,
    coordinated_by: Sequence[str] = (),
) -> str:
    """The whole form as text: the explanation, then what was agreed.

    `shares` holds unit name and names of the kinds of information; `ends` is the last day it holds. `coordinated_by`
    names the coordinating units when the family also said yes to an individuell plan.
    """
    agreed = [
        _("%(unit)s får lese om: %(kinds)s.") % {"unit": unit, "kinds": ", ".join(kinds)}
        for unit, kinds in shares
    ]
    told = explanation()
    if coordinated_by:
        told += plan_explanation()
        agreed += [
            _("Vi sier også ja til en individuell plan for %(child)s.") % {"child": child},
            _("%(units)s velger koordinator sammen med oss.") % {"units": in_a_row(coordinated_by)},
            _("De som er med i stafettloggen, leser planen så lenge samtykket til den gjelder."),
        ]
    until = _("Samtykket gjelder til og med %(date)s.") % {"date": ends.strftime("%d.%m.%Y")}
    heading = _("Samtykke til stafettlogg for %(child)s") % {"child": child}
    return "\n".join([heading, "", *told, "", *agreed, until])
