"""`manage.py create_administrator`: an administrator, and the link by which the first sign-in is chosen."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from municipality.localaccounts.administrators import administrator_invite_again, administrator_make


class Command(BaseCommand):
    """Asks nothing. Prints the link, which works once and for 72 hours, and keeps only its hash; exit 1 with a sentence
    when it refuses. With --again a new link for an administrator who has lost password or factors."""

    help = _("Lager en administrator som logger inn med passord, og viser lenken til å velge det.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar=_("BRUKERNAVN"))
        parser.add_argument("--municipality", metavar=_("NUMMER"), help=_("kommunens nummer, fire sifre"))
        parser.add_argument("--name", metavar=_("NAVN"), help=_("navnet som vises"))
        parser.add_argument(
            "--email", default="", metavar=_("ADRESSE"), help=_("får vite at innloggingen er endret")
        )
        parser.add_argument(
            "--again", action="store_true", help=_("ny lenke til en administrator som har mistet alt")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LOCAL_ACCOUNTS and not settings.SIGN_IN_PROVIDERS:
            raise CommandError(
                _(
                    "Det er ingen måte å logge inn på. Sett LOCAL_ACCOUNTS=yes, eller SIGN_IN_PROVIDERS til en fil."
                )
            )
        try:
            if options["again"]:
                link = administrator_invite_again(options["username"])
            elif not options["municipality"] or not options["name"]:
                raise CommandError(_("Skriv --municipality og --name, eller --again for en som finnes."))
            else:
                link = administrator_make(
                    municipality_number=options["municipality"],
                    username=options["username"],
                    name=options["name"],
                    email=options["email"],
                )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(_("Lenken virker én gang, i 72 timer. Den som har den, blir administrator:"))
        self.stdout.write(link)
