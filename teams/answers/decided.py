"""What teams have decided for a child, for the individuell plan: what its reader finds on the log's page too."""

from collections.abc import Iterator
from typing import Any

from django.db.models import BooleanField, Func

from cases.case.models import Case
from cases.plans.decided import Decided
from municipality.people.models import User
from teams.answers.stories import Decision, Story, stories
from teams.referrals.models import Referral
from teams.referrals.selectors import told


def decided(case: Case, user: User, listed: bool) -> Iterator[Decided]:
    """Each advice of an approved meeting about the case."""
    # Not known to the family: then it counts as telling, so that nobody gets its paper who may not know.
    tells = Func("unit_id", "team_id", "sent_at", "left_out", function="tells_of_child_welfare")
    tells.output_field = BooleanField(null=True)
    referrals = told(Referral.objects.filter(case=case), listed=listed).annotate(tells=tells)
    for story in stories(case, user, referrals, listed=listed):
        yield from (_decided(story, one) for one in story.decisions if one.item.advice)


def _decided(story: Story, decision: Decision) -> Decided:
    referral: Any = story.referral
    return Decided(
        who=story.team,
        on=decision.item.held_on,
        text=decision.item.advice,
        responsible=decision.responsible,
        deadline=decision.item.deadline,
        corrections=tuple(one.text for one in decision.corrections),
        kind=referral.kind,
        source=referral.source,
        tells_of_child_welfare=referral.tells is not False,
        left_out=tuple(referral.left_out),
        rows=(referral, decision.item),
    )
