"""Who reads what, on paper: each unit as paper names it (R10), and what one adult has said of the own affairs."""

import uuid
from dataclasses import dataclass

from django.http import Http404

from cases.case.models import Case
from cases.case.names import Told
from cases.consents.own_affairs import OfAdult
from consent.form_words import Words
from consent.models import LegalBasis
from consent.reading import Section, own_section
from consent.selectors import SharedWith, shared_with
from municipality.people.request import SignedInRequest


@dataclass(frozen=True)
class OwnOnPaper:
    """For one adult alone, in these words."""

    words: Words
    section: Section


def adult_of_paper(case: Case, request: SignedInRequest, told: list[OfAdult]) -> OfAdult | None:
    """Whose paper it is: an adult's is the own. The relay holder makes one for everybody, or for an adult (`?til=`).

    `told` is what the reader is told of (`own_affairs`); not found for another adult.
    """
    wanted = request.GET.get("til")
    if not wanted or any(one.mine for one in told):
        return next((one for one in told if one.mine), None)
    found = next((one for one in told if str(one.parent_id) == wanted), None)
    if found is None or case.holder_id != request.user.pk:
        raise Http404
    return found


def own_on_paper(case: Case, adult: OfAdult, words: Words) -> OwnOnPaper:
    told = _told_on_paper([one.basis_id for one in adult.units if one.basis_id])
    child = case.first_name if adult.to_child else ""
    return OwnOnPaper(words, own_section(words, sorted(set(filter(None, told.values()))), child))


def _told_on_paper(bases: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    found = LegalBasis.objects.filter(pk__in=bases).annotate(told=Told("basis_unit", listed=True))
    return dict(found.values_list("pk", "told"))


def shares_on_paper(case: Case) -> list[SharedWith]:
    """The consents in force, each unit as it is told on paper."""
    alive = [share for share in shared_with(case.pk) if share.alive]
    told = _told_on_paper([share.basis_id for share in alive])
    named = [share._replace(unit=told[share.basis_id]) for share in alive if share.basis_id in told]
    return sorted(named, key=lambda share: (share.unit, share.ends))  # their own order would be that of names
