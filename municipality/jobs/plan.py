"""What there is to do and when. Tasks are listed by name: the rooms above are not imported."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings

# How long a job may be late before somebody has to look: a single PDF may take five minutes.
EACH_MINUTE_LATE_AFTER: Final = timedelta(minutes=15)
DAILY_LATE_AFTER: Final = timedelta(hours=1)


@dataclass(frozen=True)
class Planned:
    """One job. Without `at` it is done each minute; with it once a day, and as soon as possible when it was missed."""

    name: str
    task: str
    at: time | None = None

    @property
    def late_after(self) -> timedelta:
        return DAILY_LATE_AFTER if self.at else EACH_MINUTE_LATE_AFTER

    def is_due(self, done: datetime | None, now: datetime) -> bool:
        """Whether it is to be done now. A time in the future, by a clock that was ahead, counts as never."""
        return self.at is None or _is_before(done, self._latest(now), now)

    def is_late(self, done: datetime | None, now: datetime) -> bool:
        """Whether it should have been done so long ago that something is wrong."""
        return _is_before(done, self._latest(now - self.late_after), now)

    def _latest(self, now: datetime) -> datetime:
        """The last moment until `now` at which it was due."""
        if self.at is None:
            return now
        zone = ZoneInfo(settings.TIME_ZONE)
        today = now.astimezone(zone).date()
        due = datetime.combine(today, self.at, zone)
        return due if due <= now else datetime.combine(today - timedelta(days=1), self.at, zone)


def _is_before(done: datetime | None, due: datetime, now: datetime) -> bool:
    return done is None or done > now or done < due


JOBS: Final = (
    Planned("look-at-database", "municipality.jobs.tasks.look_at_database"),
    Planned("seal-events", "municipality.audit.tasks.seal_events"),
    Planned("settle-expired", "cases.consents.tasks.settle_expired"),
    Planned("settle-leavers", "teams.leaving.tasks.settle_leavers"),
    Planned("deliver-notices", "municipality.notices.tasks.deliver_notices"),
    Planned("send-invitations", "municipality.localaccounts.tasks.send_invitations"),
    Planned("send-email-links", "municipality.profile.tasks.send_email_links"),
    Planned("make-plan-documents-left", "cases.plans.tasks.make_plan_documents_left"),
    Planned("remind-of-deviations", "cases.deviations.tasks.remind_of_deviations"),
    Planned("verify-events", "municipality.audit.tasks.verify_events", at=time(2)),
    Planned("forget-old-sessions", "municipality.signin.tasks.forget_old_sessions", at=time(3)),
    Planned("delete-old-drafts", "municipality.writing.tasks.delete_old_drafts", at=time(3, 10)),
    Planned("forget-old-concerns", "cases.concerns.tasks.forget_old_concerns", at=time(3, 20)),
    Planned("forget-old-requests", "cases.requests.tasks.forget_old_requests", at=time(3, 25)),
    Planned("forget-old-plan-files", "cases.plans.tasks.forget_old_plan_files", at=time(3, 30)),
    Planned("forget-old-email-links", "municipality.profile.tasks.forget_old_email_links", at=time(3, 40)),
    Planned("remind-requests", "cases.requests.tasks.remind_requests", at=time(5, 10)),
    Planned("forget-old-questions", "cases.questions.tasks.forget_old_questions", at=time(3, 50)),
    Planned("warn-of-ends", "cases.consents.tasks.warn_of_ends", at=time(5)),
    Planned("publish-figures", "reporting.tasks.publish_figures", at=time(4)),
)
