"""Steps of a history: somebody writes down that a report was sent to barnevern."""

from typing import Any

from django.utils import timezone

from cases.reports.services import report_register
from tests.access.oracle_log import Case as OracleCase
from tests.access.oracle_reports import Report
from tests.access.play import home_of
from tests.access.play_births import BirthPlay
from tests.reports.helpers import said, told


class ReportPlay(BirthPlay):
    def report(self, case: OracleCase, actor: str, is_told: bool) -> tuple[Any, bool]:
        return self._report(actor, case, is_told=is_told)

    def report_alone(self, actor: str, is_told: bool) -> tuple[Any, bool]:
        return self._report(actor, None, is_told=is_told)

    def _report(self, actor: str, case: OracleCase | None, *, is_told: bool) -> tuple[Any, bool]:
        unit = home_of(actor)
        done = self.tried(
            actor, report_register,
            author=self.user(actor), unit=self.units[unit], case_id=case.key if case else None,
            said=told() if is_told else said(told_on=timezone.localdate()),
        )  # fmt: skip
        allowed = self.oracle.may_report(actor, unit, case)
        if done:
            self.oracle.reports.append(Report(str(done.pk), actor, unit, case, is_told))
        return done, allowed
