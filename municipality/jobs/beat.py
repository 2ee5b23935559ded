"""Beat's clock. It keeps nothing: the database knows what was done when, and what is due."""

from datetime import timedelta
from typing import Any

from celery.beat import Scheduler


class Clock(Scheduler):
    """Celery's scheduler without its file, and not misled by a clock that was ahead.

    Celery compares with the last start of a job, so a time in the future would stop the job until then.
    """

    def setup_schedule(self) -> None:
        """Everything is due when beat starts: otherwise a beat that keeps being restarted would begin nothing."""
        self.merge_inplace(self.app.conf.beat_schedule)
        for entry in self.schedule.values():
            entry.last_run_at -= timedelta(days=1)

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """The same, but a last time in the future counts as now."""
        ahead = [entry for entry in self.schedule.values() if entry.last_run_at > entry.default_now()]
        for entry in ahead:
            entry.last_run_at = entry.default_now()
        if ahead:
            self._heap = None  # its times are of the same clock; made again from the entries
        wait: float = super().tick(*args, **kwargs)
        return wait
