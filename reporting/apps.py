"""The app of reporting."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = _("Rapportering")

    def ready(self) -> None:
        from cases.demo.rooms import register as register_demo_part
        from reporting.demo import lay_figures
        from reporting.navigation import register_navigation

        register_demo_part("figures", lay_figures)
        register_navigation()
