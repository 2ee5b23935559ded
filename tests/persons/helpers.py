"""What the tests of corrections share: somebody who gets another number, and who is found by which."""

import uuid
from datetime import date
from typing import Any

from django.utils import timezone

from cases.case.models import Ascertained, Case, ParentalResponsibility
from cases.checks.models import What
from cases.checks.services import Shown, change_propose
from cases.persons.services import Correction, person_correct
from municipality.access.identity import as_system, as_user
from municipality.people.identity_number import IdentityNumber, parse
from municipality.people.services import resident_find_or_register
from municipality.signin.proof import ResidentIdentity
from municipality.signin.selectors import accounts_of
from tests.cast import Cast
from tests.checks.helpers import confirm, waits_for

# One girl of the register of test persons, born 12.03.2010: her D-number, and what it became.
BORN = date(2010, 3, 12)
D_NUMBER, NATIONAL = (parse(digits, on=date(2026, 1, 1)) for digits in ("52831090081", "12831090098"))


def correct(
    cast: Cast, case_id: uuid.UUID, *, relation: str = "", by: str = "teacher", **changes: Any
) -> None:
    """The child, or the parent with this relation; all else is as it is. The leader looks at another birth date."""
    if "birth_date" in changes:
        before = waits_for(cast.head)
        born_on(cast, case_id, changes.pop("birth_date"), by=by)
        confirm(cast.head, *[key for key in waits_for(cast.head) if key not in before])
        if not changes:
            return
    with as_system("test: as it is"):
        case = Case.objects.get(pk=case_id)
        parent = ParentalResponsibility.objects.get(case=case, relation=relation) if relation else None
    given: dict[str, Any] = {
        "name": parent.name if parent else case.subject_name,
        "relation": parent.relation if parent else None,
        "source": Ascertained.REGISTER,
    }
    with as_user(getattr(cast, by).pk):
        person_correct(case=case, parent=parent, correction=Correction(**given | changes))


def born_on(cast: Cast, case_id: uuid.UUID, born: date, by: str = "teacher") -> None:
    """The holder has seen that the child is born that day; nobody else has looked at it."""
    with as_user(getattr(cast, by).pk):
        change_propose(
            case_id=case_id, what=What.BIRTH_DATE, becomes=born.isoformat(),
            shown=Shown("dokument", timezone.localdate()),
        )  # fmt: skip


def found_by(cast: Cast, number: IdentityNumber, by: str = "nurse") -> uuid.UUID:
    """Whom somebody in the municipality finds, or registers, who types the number."""
    with as_user(getattr(cast, by).pk):
        return resident_find_or_register(number)


def account_of(number: IdentityNumber) -> int | None:
    """Of whoever signs in with it now; None of those who have nothing here."""
    with as_user(None):
        return next(iter(accounts_of(ResidentIdentity(number))), None)
