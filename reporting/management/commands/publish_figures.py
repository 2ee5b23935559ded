"""`manage.py publish_figures`: the figures of this day at once, where they have not been published yet."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from municipality.access.identity import as_system
from municipality.clock import database_today
from reporting.figures.services import figures_publish_everywhere


class Command(BaseCommand):
    """For the first day and for the demo; otherwise the clock does it each night."""

    help = _("Lager dagens tall til kommunens øverste leder. Er de laget i dag allerede, endres ingenting.")

    def handle(self, *args: Any, **options: Any) -> None:
        with as_system("publish figures"):
            published = figures_publish_everywhere(database_today())
        for name, new in published.items():
            words = (
                _("Tallene for %(name)s er laget.") if new else _("Tallene for %(name)s var laget allerede.")
            )
            self.stdout.write(words % {"name": name})
