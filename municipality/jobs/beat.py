"""Beat's clock. It keeps nothing: what was done when stands in the database, which also says what is due."""

from datetime import timedelta
from typing import Any

from celery.beat import Scheduler


class Clock(Scheduler):
    """Celery's scheduler without its file, and without its belief in a clock that was ahead.

    Celery compares with when a job was last begun, so a time to come would stop the job until then.
    """

    def setup_schedule(self) -> None:
        """Everything is due when beat starts: one that is started again and again would begin nothing otherwise."""
        self.merge_inplace(self.app.conf.beat_schedule)
        for entry in self.schedule.values():
            entry.last_run_at -= timedelta(days=1)

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """The same, but a last time that is to come counts as now."""
        ahead = [entry for entry in self.schedule.values() if entry.last_run_at > entry.default_now()]
        for entry in ahead:
            entry.last_run_at = entry.default_now()
        if ahead:
            self._heap = None  # its times are of the same clock; made again from the entries
        wait: float = super().tick(*args, **kwargs)
        return wait
