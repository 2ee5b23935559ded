"""The first page: what waits for the person who has signed in, or what Stafettpinnen is for anybody else."""

import uuid
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cases.myday.awaiting import awaited_by, reminder_of
from cases.myday.selectors import day_of, family_logs
from cases.myday.standing_in import standing_in
from cases.myday.waiting import part_of, record_shown, sort_out, waiting_for
from cases.myday.watching import watched
from municipality.access.refusals import NothingThere, Refused
from municipality.administration.begin import steps_of
from municipality.audit import access_log
from municipality.audit.chain import fault_of
from municipality.audit.selectors import chain_told, since_last_look
from municipality.navigation import unread_count
from municipality.notices.selectors import mail_given_up
from municipality.people.ages import FULL_AGE, full_years
from municipality.people.models import AccountType, User
from municipality.people.request import SignedInRequest, signed_in
from municipality.people.workplace import workplace_of
from municipality.signin.views import welcome

ASKED_TOO_OFTEN: Final = "reminded_this_week"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The account decides which page it is; the database decides what is on it."""
    user = request.user
    if not isinstance(user, User):
        return welcome(request)
    if user.is_family:
        return _family(request, user)
    if user.account_type == AccountType.STAFF:
        return _staff(request, user)
    if user.account_type == AccountType.EXECUTIVE:
        return redirect("figures:read")  # a room above this one
    if user.account_type == AccountType.ADMINISTRATOR:
        without_mail = sum(one.people for one in mail_given_up())
        left = sum(not step.done for step in steps_of(user.municipality)) if user.municipality else 0
        context = {"municipality": user.municipality, "without_mail": without_mail, "left": left}
        return render(request, "myday/administrator.html", context)
    return _privacy_officer(request, user)


def _privacy_officer(request: HttpRequest, user: User) -> HttpResponse:
    """What waits there today, in all rooms, and what has come to the access log."""
    chain = chain_told()
    context = {
        "since": since_last_look(user),
        "notices": unread_count(request),
        "watched": watched(),
        "faults": [fault_of(code) for code in chain.faults] if chain else [],
    }
    return render(request, "myday/privacy_officer.html", context)


def _staff(request: HttpRequest, user: User) -> HttpResponse:
    place = workplace_of(request)
    day, waiting, awaiting = day_of(user, place), sort_out(waiting_for(user, place)), awaited_by(user, place)
    cases, away = [row.case for row in day.logs], standing_in(place)
    of_others = [line for one in away for line in one.lines]
    record_shown([*waiting.lines, *of_others, *awaiting.lines, *day.news.lines], cases)
    context = {"day": day, "waiting": waiting, "awaiting": awaiting, "place": place, "standing_in": away}
    return render(request, "myday/staff.html", context)


def _family(request: HttpRequest, user: User) -> HttpResponse:
    logs, waiting = family_logs(user), part_of(waiting_for(user, workplace_of(request)))
    record_shown(waiting.lines, [shown.case for shown in logs])
    own = [shown.case.subject_birth_date for shown in logs if shown.own]
    context = {
        "logs": logs,
        "waiting": waiting,
        "about_reader": bool(own),
        "about_others": len(own) < len(logs),
        "is_young": any(full_years(born, timezone.localdate()) < FULL_AGE for born in own),
    }
    return render(request, "myday/family.html", context)


@require_POST
@signed_in
def remind(request: SignedInRequest, what: str, key: uuid.UUID) -> HttpResponse:
    """Remind whoever is waited for, and return to Min dag. Whether one waits, and how often one may, the verb knows."""
    reminder = reminder_of(what)
    if reminder is None:
        raise Http404
    try:
        reminder.send(key)
    except NothingThere as nothing:
        messages.info(request, str(nothing))
    except Refused as refused:
        access_log.refuse(reminder.act)
        if refused.code != ASKED_TOO_OFTEN:
            raise
        messages.info(request, str(refused))
    else:
        messages.success(request, _("Påminnelsen er sendt. Du kan minne på igjen om en uke."))
    return redirect("home")
