"""Lays a municipality's file into the database: adds new parts, changes others, sets the rest out of use."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from municipality.organisation.document import OrganisationFileError, Problem
from municipality.organisation.loaded import Count, Summary, UnitsUnsaidError, change
from municipality.organisation.models import District, Part, PartQuerySet, Service, Team, Theme
from municipality.organisation.municipality import EarlierNumber, Municipality
from municipality.organisation.said import OrganisationSaid
from municipality.organisation.schema import read_organisation
from municipality.organisation.unit_loader import UnitsLoading

P = TypeVar("P", bound=Part)


def load_organisation(path: Path, *, close_missing: bool = False, dry_run: bool = False) -> Summary:
    """Load the file, all of it or nothing, and say what was done; with `dry_run` what would be done.

    Raises OrganisationFileError with every mistake when the file is wrong, and UnitsUnsaidError when units are gone
    from it that people, logs or undringer depend on, unless `close_missing` says that they close today; nothing is
    loaded then. The session must be allowed to write the organisation (run inside `as_system`).
    """
    said = read_organisation(path)
    with transaction.atomic():
        loading = _Loading(said, close_missing=close_missing)
        summary = loading.run()
        if loading.problems:
            raise OrganisationFileError(path, loading.problems)
        if dry_run:
            transaction.set_rollback(True)
        elif summary.unsaid:
            raise UnitsUnsaidError(summary)
    return summary


class _Loading:
    """One load of one file. The municipality's row is locked first, so that two loads follow each other."""

    def __init__(self, said: OrganisationSaid, *, close_missing: bool) -> None:
        self.said = said
        self.close_missing = close_missing
        self.counts: list[Count] = []
        self.problems: list[Problem] = []
        self.municipality = self._municipality()

    def run(self) -> Summary:
        said = self.said
        former_names = dict(Service.objects.filter(municipality=self.municipality).values_list("pk", "name"))
        told = [
            {name: value for name, value in vars(service).items() if value is not None}
            for service in said.services
        ]
        services = {row.key: row for row in self._keep(Service, "key", told)}
        districts = {
            row.name: row for row in self._keep(District, "name", [{"name": name} for name in said.districts])
        }
        units = UnitsLoading(
            self.municipality,
            said,
            services,
            districts,
            former_names=former_names,
            close_missing=self.close_missing,
        )
        units.run()
        self.counts.append(units.count)
        self.problems += units.problems
        self.services = services
        self._keep(
            Team,
            "name",
            [vars(team) | {"district": districts.get(team.district)} for team in said.teams],
            links=["members", "when_needed"],
        )
        self._keep(Theme, "name", [vars(theme) for theme in said.themes], links=["services"])
        return Summary(
            self.municipality.name, self.counts, self.municipality.missing, units.renamed, units.leaving
        )

    def _municipality(self) -> Municipality:
        said = self.said
        municipality = (
            Municipality.objects.select_for_update().filter(number=said.number).first()
            # The same municipality under a former number: it has been given a new one, and keeps its rows.
            or Municipality.objects.select_for_update()
            .filter(number__in=[one.number for one in said.earlier_numbers if one.name == said.name])
            .filter(name=said.name)
            .order_by("-number")
            .first()
        )
        if municipality and municipality.merged_at:
            told = {"name": municipality.name, "other": municipality.merges_into}
            words = _("%(name)s er blitt en del av %(other)s, og har ingen egen fil lenger.")
            self.problems.append(Problem(said.line, words % told))
        count = Count(str(Municipality._meta.verbose_name_plural), in_use=1)
        self.counts.append(count)
        values = {"number": said.number, "name": said.name} | said.settings
        if municipality is None:
            count.new = 1
            municipality = Municipality.objects.create(**values)
            self._earlier_numbers(municipality)
        else:
            count.changed = int(change(municipality, values) | self._earlier_numbers(municipality))
        return municipality

    def _earlier_numbers(self, municipality: Municipality) -> bool:
        """Whether the file says something new of them. What it does not mention stays: a number is history."""
        said = {one.number: {"name": one.name, "last_day": one.last_day} for one in self.said.earlier_numbers}
        known = {row.number: row for row in municipality.earlier_numbers.all()}
        changes = [change(known[number], values) for number, values in said.items() if number in known]
        new = [
            EarlierNumber(municipality=municipality, number=number, **values)
            for number, values in said.items()
            if number not in known
        ]
        EarlierNumber.objects.bulk_create(new)
        return any(changes) or bool(new)

    def _keep(
        self, model: type[P], key: str, said: Sequence[Mapping[str, Any]], links: Sequence[str] = ()
    ) -> list[P]:
        """Make the municipality's rows of the model say what the file says, and return those in use.

        `key` is the field that a row is known by, `links` those that hold keys of services.
        """
        rows = PartQuerySet(model).filter(municipality=self.municipality).order_by("pk")
        gone = {getattr(row, key): row for row in rows}
        count = Count(str(model._meta.verbose_name_plural), in_use=len(said))
        kept = []
        for item in said:
            values = {name: value for name, value in item.items() if name not in links}
            known = gone.pop(item[key], None)
            row = known or PartQuerySet(model).create(municipality=self.municipality, **values)
            changes = [
                change(row, values | {"active": True}),
                *(self._link(row, link, item[link]) for link in links),
            ]
            count.new += known is None
            count.changed += known is not None and any(changes)
            kept.append(row)
        for row in gone.values():
            if change(row, {"active": False}):
                count.out_of_use.append(row.name)
        self.counts.append(count)
        return kept

    def _link(self, row: Part, link: str, keys: Sequence[str]) -> bool:
        manager = getattr(row, link)
        wanted = {self.services[key].pk for key in keys}
        if set(manager.values_list("pk", flat=True)) == wanted:
            return False
        manager.set(wanted)
        return True
