"""`manage.py load_demo`: personas to sign in as, and six made-up families. Production has no such command."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from demo.laying import OrganisationMissing
from demo.loading import load_demo


class Command(BaseCommand):
    """All of it or nothing; a second time changes nothing."""

    help = _("Laster inn personer og familier til demoen. Alle er oppdiktet.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_demo()
        except OrganisationMissing as missing:
            raise CommandError(
                _(
                    "Demoen trenger organisasjonen til Hammerfest og Drammen, og finner ikke %(missing)s. "
                    "Kjør først:\n%(commands)s"
                )
                % {
                    "missing": missing,
                    "commands": "\n".join(
                        f"  manage.py load_organisation municipality/organisation/data/{name}.yaml"
                        for name in ("hammerfest", "drammen")
                    ),
                }
            ) from missing
        if loaded is None:
            self.stdout.write(_("Demoen er lastet inn fra før. Ingenting er endret."))
            return
        self.stdout.write(
            _(
                "Demoen er lastet inn: %(personas)d personer, %(logs)d stafettlogger og %(concerns)d undring, "
                "og %(neighbours)d stafettlogger som bare tallene teller."
            )
            % {
                "personas": loaded.personas,
                "logs": loaded.logs,
                "concerns": loaded.concerns,
                "neighbours": loaded.neighbours,
            }
        )
