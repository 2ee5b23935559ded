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
from municipality.organisation.loader import Summary, load_organisation


class Command(BaseCommand):
    """All of a file or nothing, one after the other.

    A wrong file ends it and gives each mistake as `FILE:LINE: what is wrong`, exit 1.
    """

    help = _("Laster inn kommunens tjenester, enheter, distrikter, team og temaer fra en YAML-fil.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", type=Path, nargs="+", metavar=_("FIL"), help=_("YAML-filen som beskriver kommunen")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for file in options["files"]:
            self._load(file)

    def _load(self, file: Path) -> None:
        try:
            with transaction.atomic(), as_system("load organisation"):
                summary = load_organisation(file)
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
        self._tell(summary)

    def _tell(self, summary: Summary) -> None:
        self.stdout.write(_("%(name)s er lastet inn.") % {"name": summary.municipality})
        for count in summary.counts:
            self.stdout.write(
                _("  %(label)s: %(in_use)d i bruk (%(new)d nye, %(changed)d endret)")
                % {"label": count.label, "in_use": count.in_use, "new": count.new, "changed": count.changed}
            )
            for name in count.out_of_use:
                self.stdout.write(_("    Ikke lenger i bruk: %(name)s") % {"name": name})
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
