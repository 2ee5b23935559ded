"""What each adult who is asked has said of the own affairs before: in this question, or as it holds in the log."""

import uuid
from typing import Any

from cases.case.models import Case, ParentalResponsibility
from cases.consents.own_affairs import own_affairs
from cases.conversation.about import About
from cases.conversation.forms_answers import Own
from cases.conversation.selectors import own_answers_told
from consent.form_words import Words
from consent.models import Asked, Consent, Share
from consent.reading import Section, own_section


def own_of(consent: Consent, case: Case | None, adults: list[Asked], shares: list[Share]) -> list[Own]:
    """A question asks anew: what holds in the log today is proposed to whoever answers about the child too."""
    told = {one.asked_id: one for one in own_answers_told(consent.pk) if one.counts}
    held = _held(case) if case else {}
    found = []
    for adult in adults:
        said = told.get(adult.pk)
        if said:
            holds = _kept(said.units, said.to_child, shares)
        elif adult.has_responsibility and adult.resident_id in held:
            holds = _kept(*held[adult.resident_id], shares)
        else:
            holds = _kept([], False, shares)
        found.append(Own(adult, holds, counts=said is not None))
    return found


def own_text(consent: Consent, about: About, adult: Asked, words: Words) -> Section:
    """What stands about the own affairs in the text for this adult alone, as the adult has said it."""
    shares = list(consent.shares.select_related("unit"))
    (own,) = own_of(consent, about.case, [adult], shares)
    units = [share.unit.name for share in shares if str(share.unit_id) in own.holds["units"]]
    return own_section(words, units, about.first_name if own.holds["to_child"] else "")


def _held(case: Case) -> dict[uuid.UUID | None, tuple[list[int], bool]]:
    """By resident, the units that read it today, and whether the young person does."""
    resident = dict(ParentalResponsibility.objects.filter(case=case).values_list("pk", "parent"))
    return {
        resident[one.parent_id]: ([row.unit_id for row in one.units if row.unit_id], one.to_child)
        for one in own_affairs(case.pk)
    }


def _kept(units: list[int], to_child: bool, shares: list[Share]) -> dict[str, Any]:
    """As the form has it: of the units that are asked about."""
    asked = {share.unit_id for share in shares}
    return {"units": sorted(str(unit) for unit in units if unit in asked), "to_child": to_child}
