"""Who reads what, on paper: each unit as paper names it (R10)."""

import uuid

from cases.case.models import Case
from cases.case.names import Told
from consent.models import LegalBasis
from consent.selectors import SharedWith, shared_with


def shares_on_paper(case: Case) -> list[SharedWith]:
    """The consents in force, each unit as it is told on paper."""
    alive = [share for share in shared_with(case.pk) if share.alive]
    bases = LegalBasis.objects.filter(pk__in=[share.basis_id for share in alive])
    told: dict[uuid.UUID, str] = dict(
        bases.annotate(told=Told("basis_unit", listed=True)).values_list("pk", "told")
    )
    named = [share._replace(unit=told[share.basis_id]) for share in alive if share.basis_id in told]
    return sorted(named, key=lambda share: (share.unit, share.ends))  # their own order would be that of names
