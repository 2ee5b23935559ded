"""`manage.py events verify|seal|last|remove`: the chain of seals over the access log."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _

from municipality.access.verbs import refusals
from municipality.audit.chain import chain_verify, events_seal, is_in_the_chain, kept_form, last_seal
from municipality.runtime.roles import OWNER


class Command(BaseCommand):
    """Exit 1 with a sentence for each thing that is wrong. All but `remove` run with the worker's login."""

    help = _("Kontrollerer, forsegler og rydder i innsynsloggen.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        verify = acts.add_parser(
            "verify", help=_("ser om noen har endret, fjernet eller lagt til en hendelse")
        )
        verify.add_argument(
            "--against", metavar=_("FIL"), type=Path, help=_("et segl som er tatt vare på et annet sted")
        )
        acts.add_parser("seal", help=_("forsegler det som er skrevet siden sist, med en gang"))
        acts.add_parser("last", help=_("skriver det siste seglet, som tas vare på et annet sted"))
        remove = acts.add_parser("remove", help=_("fjerner hendelser som er gamle nok; databasens eier"))
        remove.add_argument("--before", type=date.fromisoformat, metavar=_("DAG"), required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['act']}")(options)

    def _verify(self, options: dict[str, Any]) -> None:
        found = chain_verify()
        faults = [one.text for one in found.faults]
        if options["against"] and not self._is_here(options["against"]):
            faults.append(_("Seglet i filen finnes ikke her. Noen kan ha laget alle seglene på nytt."))
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write(_("Alt stemmer, til og med segl %(seal)d.") % {"seal": found.last_seal})

    def _is_here(self, kept: Path) -> bool:
        try:
            return is_in_the_chain(json.loads(kept.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise CommandError(_("Filen kan ikke leses: %(why)s") % {"why": error}) from None

    def _seal(self, _options: dict[str, Any]) -> None:
        self.stdout.write(_("Forseglet nå: %(n)d hendelser.") % {"n": events_seal()})

    def _last(self, _options: dict[str, Any]) -> None:
        last = last_seal()
        if last is None:
            raise CommandError(_("Ingenting er forseglet ennå."))
        self.stdout.write(json.dumps(kept_form(last.seal)))

    def _remove(self, options: dict[str, Any]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("select session_user")
            (login,) = cursor.fetchone()
        if login != OWNER:
            raise CommandError(
                _("Hendelser fjernes av databasens eier, %(owner)s. Denne innloggingen er %(login)s.")
                % {"owner": OWNER, "login": login}
            )
        try:
            with refusals("events_remove"), connection.cursor() as cursor:
                cursor.execute("select sealed.events_remove(%s)", [options["before"]])
                (gone,) = cursor.fetchone()
        except PermissionDenied as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(_("Fjernet: %(n)d hendelser. Seglene er igjen.") % {"n": gone})
