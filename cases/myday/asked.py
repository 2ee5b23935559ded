"""What a family is being asked, beside an undring and in a log whose baton I hold; and what is to be asked anew."""

import uuid
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.case.models import Case
from cases.consents.renewal import ToRenew, consents_to_renew
from cases.conversation.selectors import OPEN
from cases.myday.waiting import Group, Waiting
from consent.models import Consent, ConsentState
from consent.selectors import questions_about_undringer
from municipality.access.verbs import Among
from municipality.people.models import User
from municipality.people.workplace import Workplace
from municipality.ui.paging import MOST

ASKED: Final = Group("asked", "logs:list", gettext_lazy("Stafettlogger"))
CLOSING: Final = Group("closing", "logs:list", gettext_lazy("Stafettlogger"))


def asked_about_concerns() -> dict[uuid.UUID, str]:
    """Where the question stands, of each of my own undringer about which a family is asked, or has said no."""
    return questions_about_undringer(Consent.objects.filter(Among("my_concerns", "concern_id")))


def next_words(state: str | None) -> str:
    """What is next for an undring, or in a log where the family is asked for more."""
    if state not in OPEN:
        return _("Avklar undringen om %(name)s")
    if state == ConsentState.WAITING:
        return _("Følg opp svarene om samtykke for %(name)s")
    return _("Fortsett samtalen om samtykke for %(name)s")


def asked_in_logs(user: User, place: Workplace) -> list[Waiting]:
    """What I have begun to ask a family in a log whose baton I hold."""
    if not place.units:
        return []
    begun = Consent.objects.filter(Among("my_batons", "case_id"), state__in=OPEN)
    states = dict(begun.values_list("case_id", "state"))
    cases = Case.objects.filter(pk__in=states).order_by("opened_at") if states else []
    return [
        Waiting(
            text=next_words(states[case.pk]) % {"name": case.whom},
            url=reverse("new_consent:go_on", args=[case.pk]),
            group=ASKED,
            child=case.child,
            shown=(case,),
        )
        for case in cases
    ]


def closing(user: User, place: Workplace) -> list[Waiting]:
    """Consents for units that close, in the logs whose baton I hold: to ask for anew, in time."""
    asked = consents_to_renew()[: MOST + 1] if place.units else []
    cases = (
        {case.pk: case for case in Case.objects.filter(pk__in={one.case_id for one in asked})}
        if asked
        else {}
    )
    return [_to_renew(one, cases[one.case_id]) for one in asked if one.case_id in cases]


def _to_renew(one: ToRenew, case: Case) -> Waiting:
    if one.successor:
        words = _("Be om nytt samtykke for %(successor)s, som tar over for %(unit)s")
    elif one.last_day:
        words = _("Spør familien hvem som skal få lese når %(unit)s stenger")
    else:
        words = _("Be om nytt samtykke: en enhet stenger")
    page = reverse("consents:list", args=[case.pk])
    return Waiting(
        text=words % {"successor": one.successor, "unit": one.unit},
        url=page,
        group=CLOSING,
        due=one.last_day,
        about=case.whom,
        child=case.child,
        shown=(case,),
    )
