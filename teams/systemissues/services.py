"""Raising a systemsak. A meeting decides what happens with it (`teams/meetings/services.py`)."""

import uuid

from django.db import transaction

from municipality.access.verbs import call
from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.services import deliver_soon
from municipality.organisation.models import Team, Unit


@transaction.atomic
def system_issue_raise(*, team: Team, unit: Unit, title: str, what_fails: str, suggestion: str) -> uuid.UUID:
    """Put a flaw in how services work together on a team's table, and tell its leader. By anybody who works here.

    PermissionDenied for a unit that is not the user's own.
    """
    issue_id = uuid.uuid4()
    call(
        "system_issue_raise",
        id=issue_id,
        team=team.pk,
        unit=unit.pk,
        title=title,
        what_fails=what_fails,
        suggestion=suggestion,
    )
    deliver_soon()
    access_log.record(Act.SYSTEM_ISSUE_RAISE, unit_id=unit.pk)
    return issue_id
