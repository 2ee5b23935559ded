"""What a family is being asked: what comes next of it, beside an undring and in a log whose baton I hold."""

import uuid
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.case.models import Case
from cases.conversation.selectors import OPEN
from cases.myday.waiting import Group, Waiting
from consent.models import Consent, ConsentState
from municipality.access.verbs import Among
from municipality.people.models import User
from municipality.people.workplace import Workplace

ASKED: Final = Group("asked", "logs:list", gettext_lazy("Stafettlogger"))


def asked_about_concerns() -> dict[uuid.UUID, str]:
    """Where the question stands, of each of my own undringer about which a family is asked."""
    begun = Consent.objects.filter(Among("my_concerns", "concern_id"), state__in=OPEN, case_id=None)
    return {key: state for key, state in begun.values_list("concern_id", "state") if key}


def next_words(state: str | None) -> str:
    """What is next for an undring, or in a log where the family is asked for more."""
    if state is None:
        return _("Avklar undringen om %(name)s")
    if state == ConsentState.WAITING:
        return _("Registrer svar om samtykke for %(name)s")
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
