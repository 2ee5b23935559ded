"""The app of cases."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = _("Saker")

    def ready(self) -> None:
        from cases.demo.guide import demo_guide
        from cases.myday.sources import register_sources
        from cases.navigation import register_navigation
        from cases.plans.panels import register_plans
        from cases.work.panels import register_panels
        from municipality.people.signin import register_demo_guide

        register_navigation()
        register_demo_guide(demo_guide)
        register_panels()
        register_plans()
        register_sources()
