"""A log with everything in it that a family can meet."""

import uuid

from django.utils import timezone

from cases.logs.services import entry_write
from consent.models import Answer
from municipality.access.identity import as_system, as_user
from municipality.notices.models import Notice, NoticeType
from tests.cast import Cast
from tests.logs.helpers import join
from tests.logs.opening import open_log
from tests.plans.helpers import make_plan
from tests.statute.helpers import opened
from tests.teams.helpers import approve, begin, decide, make_team, refer
from tests.work.helpers import evaluate, relative, set_goal, set_measure


def lay_full_log(cast: Cast) -> uuid.UUID:
    """Nora's own, who is 15 and said yes herself; her mother reads it too."""
    case_id = open_log(cast, child_name="Nora Snøkvist", number=cast.youth_number, child_answer=Answer.YES)
    join(cast, case_id, "nurse", "adviser")
    goal = set_goal(cast, case_id, text="Nora har noen å være sammen med")
    evaluate(cast, set_measure(cast, case_id, goal))
    for person in ("youth", "mother"):
        set_measure(cast, case_id, goal, responsible=relative(cast, person), what="Gå på trening sammen")
    with as_user(cast.teacher.pk):
        entry_write(
            author=cast.teacher, unit=cast.school, case_id=case_id, kind="school", text="Et notat.",
            kept_from_parents=True,
        )  # fmt: skip
    team = make_team(cast)
    referral = refer(cast, case_id, team)
    meeting = begin(cast, team)
    decide(cast, meeting, referral, responsible="nurse", informs="teacher", follow_up_days=7)
    approve(cast, meeting)
    make_plan(cast, case_id)
    opened(cast, case_id)
    with as_system("test: they have been told, or one line would say more than there is room for"):
        Notice.objects.filter(notice_type=NoticeType.STATUTE_DECIDED).update(read_at=timezone.now())
    return case_id
