"""A parent who is written down as a verge, too, reads on as a parent when the mandate is over (D2, D5)."""

import pytest
from django.utils import timezone

from cases.checks.models import What
from cases.checks.services import Shown
from cases.consents.deputies import deputies_told
from cases.conversation.deputies import deputy_end
from municipality.access.identity import as_user
from tests.cast import Cast
from tests.checks.helpers import looked_at
from tests.checks.test_changes import propose
from tests.conversation.test_deputies import enter
from tests.logs.helpers import as_
from tests.logs.opening import open_log


@pytest.mark.parametrize(("responsible", "status"), [(True, 200), (False, 404)])
def test_when_a_mandate_is_over_its_verge_reads_no_more_unless_as_a_parent_with_responsibility(
    cast: Cast, responsible: bool, status: int
) -> None:
    """Else nobody could let that parent in again: nothing is left to give."""
    case_id = open_log(cast)
    enter(cast, case_id, "verge", number=cast.father_number)
    looked_at(cast)
    if responsible:
        propose(cast, case_id, What.RESPONSIBILITY)
        looked_at(cast)
    assert as_(cast.father).get(f"/stafettlogger/{case_id}/").status_code == 200
    with as_user(cast.teacher.pk):
        (verge,) = deputies_told(case_id=case_id)
        deputy_end(case_id=case_id, deputy_id=verge.id, shown=Shown("dokument", timezone.localdate()))
    assert as_(cast.father).get(f"/stafettlogger/{case_id}/").status_code == status
