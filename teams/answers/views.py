"""What a team was asked and what it answered: about a child, and about how the services work together."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from municipality.audit import access_log
from municipality.audit.acts import Act
from municipality.notices.services import notices_seen
from municipality.people.request import SignedInRequest, signed_in
from teams.answers.issues import said_about
from teams.answers.stories import stories
from teams.meetings.selectors import called_off_for
from teams.members.selectors import my_team_ids
from teams.referrals.gates import referral_or_404
from teams.systemissues.models import SystemIssue


@signed_in
@require_safe
def read_referral(request: SignedInRequest, referral_id: uuid.UUID) -> HttpResponse:
    """What was asked, its state, and what the team said."""
    referral = referral_or_404(referral_id, Act.REFERRAL_READ)
    case, user = referral.case, request.user
    story = stories(case, user, [referral])[0]
    shown = [referral, *(decision.item for decision in story.decisions), *story.corrections]
    access_log.record(Act.REFERRAL_READ, case_id=case.pk, objects=shown)
    notices_seen(referral_id=referral_id)
    context = {
        "referral": referral,
        "case": case,
        "story": story,
        "called_off": called_off_for(referral),
    }
    return render(request, "answers/referral.html", context)


@signed_in
@require_safe
def read_issue(request: SignedInRequest, issue_id: uuid.UUID) -> HttpResponse:
    """What fails, and its history: raised, taken up, sent on, answered. For its author and the teams it has been in."""
    found = SystemIssue.objects.select_related("raised_in", "team", "unit", "author")
    issue = found.filter(pk=issue_id).first()
    if issue is None:
        access_log.refuse(Act.MINUTES_READ, shown=f"systemissue:{issue_id}")
        raise Http404
    said = said_about(issue)
    if said:
        access_log.record(Act.MINUTES_READ, objects=[one.item for one in said])
    context = {"issue": issue, "said": said, "teams": set(my_team_ids())}
    return render(request, "answers/issue.html", context)
