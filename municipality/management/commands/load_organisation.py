"""`manage.py load_organisation FILE ...`: lay municipalities' organisations into the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from municipality.access.identity import as_system
from municipality.organisation.document import OrganisationFileError
from municipality.organisation.loaded import Summary, UnitsUnsaidError
from municipality.organisation.loader import load_organisation


class Command(BaseCommand):
    """All of a file or nothing, one after the other.

    A wrong file ends it and gives each mistake as `FILE:LINE: what is wrong`, exit 1. So does one in which a unit is
    missing that people, logs or undringer depend on.
    """

    help = _("Laster inn kommunens tjenester, enheter, distrikter, team og temaer fra en YAML-fil.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", type=Path, nargs="+", metavar=_("FIL"), help=_("YAML-filen som beskriver kommunen")
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("Viser hva som ville skje, og endrer ingenting.")
        )
        parser.add_argument(
            "--close-missing",
            action="store_true",
            help=_("Enheter som er borte fra filen, stenger i dag, også når noe henger på dem."),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for file in options["files"]:
            self._load(file, close_missing=options["close_missing"], dry_run=options["dry_run"])

    def _load(self, file: Path, *, close_missing: bool, dry_run: bool) -> None:
        try:
            with transaction.atomic(), as_system("load organisation"):
                summary = load_organisation(file, close_missing=close_missing, dry_run=dry_run)
        except OrganisationFileError as refused:
            for line in refused.lines():
                self.stderr.write(line)
            self.stderr.write(
                ngettext(
                    "Ingenting er lastet inn. Rett feilen og prøv igjen.",
                    "Ingenting er lastet inn. Rett de %(count)d feilene og prøv igjen.",
                    len(refused.problems),
                )
                % {"count": len(refused.problems)}
            )
            raise SystemExit(1) from refused
        except UnitsUnsaidError as refused:
            self._tell_units(refused.summary)
            self._refuse_unsaid(refused.summary)
            raise SystemExit(1) from refused
        self._tell(summary, dry_run=dry_run)
        if summary.unsaid:
            self._refuse_unsaid(summary)
            raise SystemExit(1)

    def _refuse_unsaid(self, summary: Summary) -> None:
        """What the file has to say before it is loaded."""
        for unit in summary.unsaid:
            self.stderr.write(
                _(
                    "«%(name)s» er ikke i filen. Nytt navn: {key: %(key)s, name: ...} i «names». Stenger: "
                    "{key: %(key)s, last_day: ..., successor: ...} i «closed»."
                )
                % {"name": unit.name, "key": unit.key}
            )
        self.stderr.write(_("Ingenting er lastet inn. Med --close-missing stenger de i dag."))

    def _tell(self, summary: Summary, *, dry_run: bool) -> None:
        done = (
            _("Prøve: slik ville %(name)s bli. Ingenting er endret.")
            if dry_run
            else _("%(name)s er lastet inn.")
        )
        self.stdout.write(done % {"name": summary.municipality})
        for count in summary.counts:
            self.stdout.write(
                _("  %(label)s: %(in_use)d i bruk (%(new)d nye, %(changed)d endret)")
                % {"label": count.label, "in_use": count.in_use, "new": count.new, "changed": count.changed}
            )
            for name in count.out_of_use:
                self.stdout.write(_("    Ikke lenger i bruk: %(name)s") % {"name": name})
        self._tell_units(summary)
        self.stdout.write(
            _("I alt %(new)d nye, %(changed)d endret, %(gone)d tatt ut av bruk.")
            % {
                "new": sum(count.new for count in summary.counts),
                "changed": sum(count.changed for count in summary.counts),
                "gone": sum(len(count.out_of_use) for count in summary.counts),
            }
        )
        for words in summary.missing:
            self.stdout.write(
                _("Mangler: %(setting)s. Administratoren skriver det under «Innstillinger».")
                % {"setting": words}
            )

    def _tell_units(self, summary: Summary) -> None:
        for one in summary.renamed:
            self.stdout.write(_("  %(before)s heter nå %(name)s.") % {"before": one.before, "name": one.name})
        for unit in summary.leaving:
            self.stdout.write("  " + unit.words)
