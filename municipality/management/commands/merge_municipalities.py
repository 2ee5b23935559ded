"""`manage.py merge_municipalities ENDING STAYING`: make one municipality part of another."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from municipality.access.identity import as_system
from municipality.administration.merge import (
    MergeRefusedError,
    known_in_both,
    merge_announce,
    municipalities_merge,
    overseers_of,
)
from municipality.administration.merge_plan import MergePlan
from municipality.organisation.depending import depending_on
from municipality.organisation.municipality import Municipality
from municipality.people.models import AccountType, User


class Command(BaseCommand):
    """First `--dry-run`, then `--announce`, and on the day without either. Exit 1 with a sentence when refused."""

    help = _("Gjør én kommune til en del av en annen: enheter, stafettlogger og ansatte følger med.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ending", metavar=_("FRA"), help=_("nummeret til kommunen som opphører"))
        parser.add_argument("staying", metavar=_("TIL"), help=_("nummeret til kommunen som består"))
        parser.add_argument(
            "--dry-run", action="store_true", help=_("viser hva som ville skje, og endrer ingenting")
        )
        parser.add_argument(
            "--announce",
            type=date.fromisoformat,
            metavar=_("DAG"),
            help=_(
                "melder at det skjer fra og med dagen (2027-01-01); administratorene i begge ser hva som vil skje"
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic(), as_system("merge municipalities"):
            ending, staying = (self._found(options[name]) for name in ("ending", "staying"))
            try:
                if options["announce"]:
                    merge_announce(ending=ending, staying=staying, day=options["announce"])
                    self.stdout.write(
                        _(
                            "Meldt. Administratorene i begge kommunene ser på siden «Organisasjon» hva som vil skje."
                        )
                    )
                    return
                counts = self._counts(ending, staying)
                plan = municipalities_merge(ending=ending, staying=staying, dry_run=options["dry_run"])
            except MergeRefusedError as refused:
                raise CommandError(" ".join(refused.reasons)) from None
        self._tell(plan, counts, dry_run=options["dry_run"])

    def _found(self, number: str) -> Municipality:
        found = Municipality.objects.filter(number=number).first()
        if found is None:
            raise CommandError(_("Det er ingen kommune med nummeret %(number)s.") % {"number": number})
        return found

    def _counts(self, ending: Municipality, staying: Municipality) -> list[str]:
        """What comes along, in numbers; names are nobody's business here."""
        units = {unit.pk: unit.name for unit in ending.unit_set.all()}
        lines = [
            f"  {units[key]}: {', '.join(depends)}."
            for key, depends in depending_on(units).items()
            if depends
        ]
        residents, staff = known_in_both(ending, staying)
        lines.append(
            _("  Kjent i begge: %(residents)d innbyggere, %(staff)d ansatte.")
            % {"residents": residents, "staff": staff}
        )
        much = (
            User.objects.filter(municipality=ending, is_active=True)
            .exclude(account_type=AccountType.STAFF)
            .count()
        )
        over = overseers_of(ending).count()
        lines.append(
            _(
                "  Dette bestemmer folk etterpå: %(much)d kontoer som åpner mye, blir ved det gamle nummeret. "
                "%(over)d som tar en leders plass, slutter med det. Nye lages i %(name)s. Nøkler til kataloger "
                "lages på nytt."
            )
            % {"much": much, "over": over, "name": staying.name}
        )
        return lines

    def _tell(self, plan: MergePlan, counts: list[str], *, dry_run: bool) -> None:
        told = {"ending": plan.ending.name, "staying": plan.staying.name}
        done = (
            _("Prøve: slik ville det bli. Ingenting er endret.")
            if dry_run
            else _("%(ending)s er en del av %(staying)s.")
        )
        self.stdout.write(done % told)
        self.stdout.write(
            _("  %(units)d enheter, %(teams)d team og %(districts)d distrikter følger med.")
            % {"units": len(plan.units), "teams": len(plan.teams), "districts": len(plan.districts)}
        )
        for words, names in (
            (_("  Samme tjeneste i begge: %(names)s."), [theirs.key for theirs, _ours in plan.joined]),
            (_("  Nye tjenester: %(names)s."), [row.key for row in plan.services]),
            (_("  Samme tema i begge: %(names)s."), [row.name for row in plan.same_themes]),
        ):
            if names:
                self.stdout.write(words % {"names": ", ".join(names)})
        for line in [f"  {words}." for words in plan.renamed] + counts:
            self.stdout.write(line)
        for one in plan.settings:
            self.stdout.write(
                _("  Ulik innstilling: %(name)s. %(ending)s: %(theirs)s. %(staying)s, som gjelder: %(ours)s.")
                % {"name": one.name, "theirs": one.ending, "ours": one.staying, **told}
            )
        if not dry_run:
            self.stdout.write(_("Ta med enhetene i filen til %(staying)s før den lastes inn igjen.") % told)
