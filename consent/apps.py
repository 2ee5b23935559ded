"""The app of consent."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsentConfig(AppConfig):
    name = "consent"
    verbose_name = _("Samtykke")

    def ready(self) -> None:
        from consent.form_edition import FormEdition
        from municipality.administration.merge import stays_with_the_number

        stays_with_the_number(FormEdition)  # whoever is asked from now on is asked by the larger one
