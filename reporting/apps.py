"""The app of reporting."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = _("Rapportering")

    def ready(self) -> None:
        from cases.myday.charges import register as register_charges
        from municipality.administration.merge import stays_with_the_number
        from reporting.figures.models import PublishedFigure
        from reporting.kostra.charges import kostra_files
        from reporting.navigation import register_navigation

        register_charges("kostra", kostra_files)
        register_navigation()
        stays_with_the_number(PublishedFigure)
