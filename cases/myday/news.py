"""What is new to somebody since they last looked, grouped by child: «Oskar Multemyr, 9 år: 2 notater, 1 tiltak».

A notice is the mark (docs/decisions/0024): it is new until its person opens what it is about, or says that all is read.
"""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from cases.myday.waiting import named_apart
from cases.notices.registry import Target, targets_of
from cases.notices.targets import Subjects, subjects_of
from municipality.notices.models import Notice, NoticeType
from municipality.ui.dates import day_text
from municipality.ui.paging import MOST, enough
from municipality.ui.words import Child, in_a_row

# The page lists these as things to do, with their own link.
SAID_AS_TASKS: Final = (
    NoticeType.INVITED, NoticeType.INVITATION_REMINDED, NoticeType.LEFT_ALONE,
    NoticeType.BATON_OFFERED, NoticeType.BATON_REMINDED, NoticeType.BATON_RETURNED,
    NoticeType.MEASURE_YOURS, NoticeType.MEASURE_REMINDED, NoticeType.TASK_GIVEN,
    NoticeType.CHECK_ASKED, NoticeType.EMERGENCY_OPENED, NoticeType.STATUTE_RECEIVED,
    NoticeType.REQUEST_RECEIVED, NoticeType.REQUEST_DUE,
    NoticeType.QUESTION_SENT, NoticeType.QUESTION_ASKED,
    NoticeType.JOINING_ASKED,
)  # fmt: skip

# What there is of a type, in words that stand in a row: with their number, or said once.
COUNTED: Final = {
    NoticeType.CONCERN_REGISTERED: ngettext_lazy("%(n)d ny undring", "%(n)d nye undringer", "n"),
    NoticeType.ENTRY: ngettext_lazy("%(n)d notat", "%(n)d notater", "n"),
    NoticeType.MEASURE_SET: ngettext_lazy("%(n)d tiltak", "%(n)d tiltak", "n"),
    NoticeType.EVALUATED: ngettext_lazy("%(n)d evaluering", "%(n)d evalueringer", "n"),
}
SAID: Final = {
    NoticeType.CONCERN_SHARED: gettext_lazy("delt med deg"),
    NoticeType.CONCERN_GIVEN: gettext_lazy("du følger opp undringen nå"),
    NoticeType.CONCERN_LEFT: gettext_lazy("ingen følger opp undringen nå"),
    NoticeType.NAMED: gettext_lazy("du er med i stafettloggen"),
    NoticeType.HANDED: gettext_lazy("du har overtatt etter en kollega"),
    NoticeType.SEAT_GIVEN: gettext_lazy("du har fått plass i et team"),
    NoticeType.SEAT_LEFT: gettext_lazy("en plass i et team er ledig"),
    NoticeType.BATON_ANSWERED: gettext_lazy("svar om stafettpinnen"),
    NoticeType.CONSENT_REGISTERED: gettext_lazy("samtykke er registrert"),
    NoticeType.WITHDRAWN: gettext_lazy("samtykke er trukket"),
    NoticeType.CONSENT_ENDS: gettext_lazy("samtykke går snart ut"),
    NoticeType.EMERGENCY_TOLD: gettext_lazy("noen har lest loggen i en nødssituasjon"),
    NoticeType.CHECK_ANSWERED: gettext_lazy("svar fra kontrollen"),
    NoticeType.COORDINATOR: gettext_lazy("du er koordinator for individuell plan"),
    NoticeType.PLAN_STARTED: gettext_lazy("individuell plan er startet"),
    NoticeType.DOCUMENT_READY: gettext_lazy("individuell plan er klar som PDF"),
    NoticeType.REFERRAL_SENT: gettext_lazy("meldt til teamet ditt"),
    NoticeType.REFERRAL_REMINDED: gettext_lazy("noen venter på svar fra teamet ditt"),
    NoticeType.REFERRAL_ANSWERED: gettext_lazy("svar fra teamet"),
    NoticeType.MEETING_PLANNED: gettext_lazy("teammøte er satt opp"),
    NoticeType.MEETING_CANCELLED: gettext_lazy("teammøte er avlyst"),
    NoticeType.STATUTE_NAMED: gettext_lazy("du kan lese noe fra en annen enhet uten samtykke"),
    NoticeType.STATUTE_ENDED: gettext_lazy("noe en annen enhet fikk lese, er avsluttet"),
    NoticeType.STATUTE_DECIDED: gettext_lazy("en enhet får lese uten samtykke"),
    NoticeType.REQUEST_LATE: gettext_lazy("en enhet har ikke svart en familie innen fristen"),
    NoticeType.REQUEST_ANSWERED: gettext_lazy("svar på noe du har bedt om"),
    NoticeType.JOINING_CHANGED: gettext_lazy("det er noe nytt om å slå sammen to logger"),
    NoticeType.JOINING_JOINED: gettext_lazy("to logger er slått sammen"),
    NoticeType.JOINING_PARTED: gettext_lazy("to logger er delt igjen"),
    NoticeType.SIGN_IN_CHANGED: gettext_lazy("det du logger inn med, er endret"),
    NoticeType.PLACE_ENDS: gettext_lazy("den siste dagen din i en enhet er satt"),
    NoticeType.ADMINISTRATORS_PLACE: gettext_lazy("en administrator har fått plass i enheten din"),
    NoticeType.DECLARATION_CHANGED: gettext_lazy("taushetserklæringen har fått ny tekst"),
    NoticeType.CHAIN_BROKEN: gettext_lazy("kontrollen av innsynsloggen fant noe du må se på"),
    NoticeType.ABSENCE_REGISTERED: gettext_lazy("det er meldt fravær som gjelder deg"),
    NoticeType.ABSENCE_CHANGED: gettext_lazy("fravær som gjelder deg, er endret"),
    NoticeType.ABSENCE_ENDED: gettext_lazy("fravær som gjelder deg, er avsluttet"),
    NoticeType.DEVIATION: gettext_lazy("det er registrert et avvik"),
    NoticeType.DEVIATION_DUE: gettext_lazy("fristen for et avvik går snart ut"),
    NoticeType.READING_TOLD: gettext_lazy("noen har lest loggen uten å ha lov til det"),
    NoticeType.READING_SOURCE: gettext_lazy("noen har lest notater fra enheten din uten å ha lov til det"),
    NoticeType.QUESTION_ANSWERED: gettext_lazy("du har fått svar på et spørsmål"),
    NoticeType.QUESTION_CONCLUDED: gettext_lazy("et spørsmål om hva som er lest, er avgjort"),
}
# News of nothing but such an answer leads to where it stands.
ANSWERED_AT: Final = {
    NoticeType.CHECK_ANSWERED: "consents:list",
    NoticeType.REQUEST_ANSWERED: "requests:of_log",
}
ISSUES_SENT: Final = ngettext_lazy(
    "%(n)d systemsak er meldt til teamet ditt", "%(n)d systemsaker er meldt til teamet ditt", "n"
)


@dataclass(frozen=True)
class News:
    """What is new about one child, meeting or unit: `about` may be empty, `text` says how much of what."""

    url: str
    about: str
    text: str
    child: Child | None = None
    case_id: uuid.UUID | None = None
    shown: tuple[Model, ...] = ()


@dataclass(frozen=True)
class Newest:
    """The latest first; with `and_more` there is older news that nobody has looked through."""

    lines: list[News]
    and_more: bool = False

    def __bool__(self) -> bool:
        return bool(self.lines)


def unread_news() -> Newest:
    """Of the current user. Asks a fixed number of times, whatever there is."""
    unread = Notice.objects.filter(read_at=None).exclude(notice_type__in=SAID_AS_TASKS)
    notices = list(enough(unread.order_by("-created_at", "pk")))
    if not notices:
        return Newest([])
    subjects, targets = subjects_of(notices), targets_of(notices)
    groups: dict[object, list[Notice]] = {}
    for notice in notices[:MOST]:
        groups.setdefault(_group(notice, targets.get(notice.pk)), []).append(notice)
    lines = [_line(group, subjects, targets.get(group[0].pk)) for group in groups.values()]
    return Newest(named_apart(lines), and_more=len(notices) > MOST)


def _group(notice: Notice, target: Target | None) -> object:
    if notice.notice_type == NoticeType.CONCERN_REGISTERED:
        return notice.notice_type
    return (
        notice.case_id
        or notice.concern_id
        or notice.meeting_id
        or (target and target.url)
        or notice.notice_type
    )


def _line(notices: Sequence[Notice], subjects: Subjects, target: Target | None) -> News:
    first = notices[0]
    if first.notice_type == NoticeType.CONCERN_REGISTERED:
        return _concerns(notices, subjects)
    text = _counted(notices)
    if case := subjects.cases.get(first.case_id):
        types = {NoticeType(one.notice_type) for one in notices}
        page = ANSWERED_AT[types.pop()] if len(types) == 1 and types <= ANSWERED_AT.keys() else "logs:read"
        url = reverse(page, args=[case.pk])
        return News(url, case.whom, text, case.child, case.pk, (case,))
    if head := subjects.heads.get(first.case_id):
        about = " ".join(filter(None, [head.initials, head.number]))
        return News(reverse("heads:read", args=[head.pk]), about, text, shown=(head,))
    if concern := subjects.concerns.get(first.concern_id):
        return News(
            reverse("concerns:read", args=[concern.pk]), concern.whom, text, concern.child, shown=(concern,)
        )
    if first.notice_type == NoticeType.REFERRAL_SENT:
        text = str(ISSUES_SENT % {"n": len(notices)})
    return News(target.url if target else reverse("notices:list"), target.words if target else "", text)


def _concerns(notices: Sequence[Notice], subjects: Subjects) -> News:
    """To a leader, without the child: who clarifies it, and until when."""
    found = [subjects.concerns[one.concern_id] for one in notices if one.concern_id in subjects.concerns]
    text = _counted(notices)
    if found:
        authors = in_a_row(sorted({one.author.display_name for one in found}))
        day = day_text(min(one.deadline for one in found), timezone.localdate())
        who = {"what": text, "who": authors, "day": day}
        text = _("%(what)s, %(who)s avklarer innen %(day)s") % who
    url = reverse("concerns:read", args=[found[0].pk]) if len(found) == 1 else reverse("concerns:list")
    return News(url, "", text, shown=tuple(found))


def _counted(notices: Sequence[Notice]) -> str:
    """«2 notater, 1 tiltak», what came last first."""
    types = Counter(NoticeType(notice.notice_type) for notice in notices)
    return ", ".join(
        str(COUNTED[one] % {"n": n}) if one in COUNTED else str(SAID[one]) for one, n in types.items()
    )
