"""`manage.py lay_floor`: the rules of access as the SQL files have them now, without a migration."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connection
from django.utils.translation import gettext as _

from municipality.access.floor import lay, migrations_wait
from municipality.runtime.roles import OWNER


class Command(BaseCommand):
    """For developers of these rules; otherwise `migrate` ends with it. Needs the owner's login, as `migrate` does.

    Refused, exit 1, with another login or if a migration is missing. If the SQL is wrong nothing is laid,
    and Postgres' message is shown.
    """

    help = _("Legger tilgangsreglene i databasen på nytt, slik de står i SQL-filene nå.")

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("select session_user")
            (login,) = cursor.fetchone()
        if login != OWNER:
            raise CommandError(
                _("Reglene legges av databasens eier, %(owner)s. Denne innloggingen er %(login)s.")
                % {"owner": OWNER, "login": login}
            )
        if migrations_wait():
            raise CommandError(
                _(
                    "Databasen mangler migreringer, og reglene er skrevet for tabellene etter dem. Kjør først migrate."
                )
            )
        try:
            laid = lay()
        except Error as wrong:
            raise CommandError("\n".join([str(wrong).strip(), *getattr(wrong, "__notes__", ())])) from wrong
        self.stdout.write(
            _(
                "Reglene er lagt: %(function)d funksjoner og %(policy)d regler for rader, med alt som hører til."
            )
            % laid
        )
