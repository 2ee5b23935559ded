"""The app of cases."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = _("Saker")

    def ready(self) -> None:
        from cases.concerns.depending import register_concerns
        from cases.consents.renewal import register_logs
        from cases.conversation.panels import register_panels as register_conversation
        from cases.deviations.panels import register_deviations
        from cases.disclosures.panels import register_disclosures
        from cases.emergency.panels import register_emergencies
        from cases.informing.waiting import register_informing
        from cases.joining.panels import register_joinings
        from cases.logs.selectors import register_milestones
        from cases.myday.awaited import register_awaited
        from cases.myday.charges import register as register_charges
        from cases.myday.sources import register_sources
        from cases.myday.standing_in import register_of_cases
        from cases.navigation import register_navigation
        from cases.notices.registry import register as register_targets
        from cases.notices.targets import of_accounts
        from cases.oversight.charges import in_place_of_leaders
        from cases.plans.panels import register_plans
        from cases.questions.waiting import register_questions
        from cases.reports.panels import register_reports
        from cases.reports.waiting import register_waiting
        from cases.requests.panels import register_requests
        from cases.sealed_columns import register_sealed_columns
        from cases.statute.panels import register_statute
        from cases.work.panels import register_panels

        register_awaited()
        register_logs()
        register_concerns()
        register_conversation()
        register_deviations()
        register_disclosures()
        register_emergencies()
        register_informing()
        register_joinings()
        register_milestones()
        register_navigation()
        register_of_cases()
        register_panels()
        register_plans()
        register_questions()
        register_reports()
        register_requests()
        register_sealed_columns()
        register_sources()
        register_statute()
        register_waiting()
        register_charges("in place of leaders", in_place_of_leaders)
        register_targets("accounts", of_accounts)
