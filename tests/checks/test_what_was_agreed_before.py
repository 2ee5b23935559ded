"""Who is given responsibility, and loses it again: what was agreed before that parent answered goes on (D5)."""

from cases.checks.models import What
from tests.access.scenes import join
from tests.cast import Cast
from tests.checks.helpers import looked_at
from tests.checks.test_changes import lose, propose, reads, status
from tests.logs.opening import open_log


def test_what_was_agreed_before_a_parent_had_responsibility_does_not_stop_when_it_is_lost_again(
    cast: Cast,
) -> None:
    case_id = open_log(cast)  # the mother alone has responsibility
    join(cast, case_id, "adviser", "ppt")
    propose(cast, case_id, What.RESPONSIBILITY)
    looked_at(cast)
    assert status(cast.father, case_id) == 200
    lose(cast, case_id)
    assert status(cast.father, case_id) == 404
    assert reads(case_id, cast.ppt.pk)
    looked_at(cast)
    assert reads(case_id, cast.ppt.pk)
