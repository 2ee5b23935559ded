"""What would happen if one municipality became part of another, from what the organisation is: public knowledge alone.

Services are the same by their key. Units, districts and teams stay what they are, with all that rests on them; where
the other has one of that name, they get the municipality's name behind their own. What people must decide is listed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from municipality.organisation.choices import KindOfInformation
from municipality.organisation.models import District, Service, Team, Theme, Unit
from municipality.organisation.municipality import Municipality
from municipality.organisation.schema import SETTINGS

LONGEST_NAME: Final = 120
LONGEST_KEY: Final = 60


@dataclass(frozen=True)
class Moved:
    """A unit, district or team that comes along; `name` and `key` are those that it will have."""

    row: Any
    name: str
    key: str = ""

    @property
    def is_renamed(self) -> bool:
        return self.name != self.row.name

    @property
    def words(self) -> str:
        """What changes for it; empty where nothing does."""
        said = []
        if self.is_renamed:
            said.append(_("heter %(name)s") % {"name": self.name})
        if self.key and self.key != self.row.key:
            said.append(_("får nøkkelen %(key)s") % {"key": self.key})
        return f"{self.row.name}: {', '.join(said)}" if said else ""


@dataclass(frozen=True)
class Differs:
    """A setting that is not the same in both; that of the municipality that stays will hold."""

    name: str
    ending: str
    staying: str


@dataclass
class MergePlan:
    """`ending` becomes part of `staying`. With anything in `stops` it cannot be done as things are."""

    ending: Municipality
    staying: Municipality
    joined: list[tuple[Service, Service]] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    units: list[Moved] = field(default_factory=list)
    districts: list[Moved] = field(default_factory=list)
    teams: list[Moved] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)
    same_themes: list[Theme] = field(default_factory=list)
    settings: list[Differs] = field(default_factory=list)
    stops: list[str] = field(default_factory=list)

    @property
    def renamed(self) -> list[str]:
        """What gets another name or key, in words."""
        return [one.words for one in [*self.units, *self.districts, *self.teams] if one.words]


def merge_plan(ending: Municipality, staying: Municipality) -> MergePlan:
    """Read for the current user, who may see both organisations; changes nothing."""
    plan = MergePlan(ending, staying)
    _services(plan)
    _parts(plan)
    for name, column in SETTINGS.items():
        theirs, ours = getattr(ending, name), getattr(staying, name)
        if theirs != ours:
            plan.settings.append(Differs(str(column.verbose_name), _said(theirs), _said(ours)))
    return plan


def _services(plan: MergePlan) -> None:
    known = {row.key: row for row in Service.objects.filter(municipality=plan.staying)}
    for row in Service.objects.filter(municipality=plan.ending).order_by("name"):
        same = known.get(row.key)
        if same is None:
            plan.services.append(row)
            continue
        plan.joined.append((row, same))
        of_barnevern = [one.kind_of_information == KindOfInformation.CHILD_WELFARE for one in (row, same)]
        if any(of_barnevern) and not all(of_barnevern):
            # Who must not know of barnevern follows from the service: what was hidden would be seen, or the reverse.
            plan.stops.append(
                _("Tjenesten «%(key)s» er barnevern i bare den ene kommunen. Gi den en annen nøkkel først.")
                % {"key": row.key}
            )


def _parts(plan: MergePlan) -> None:
    ending, staying = plan.ending, plan.staying
    service_of = {theirs.pk: ours.pk for theirs, ours in plan.joined}
    here = Unit.objects.filter(municipality=staying)
    names = set(here.values_list("service", "name"))
    keys = set(here.values_list("key", flat=True))
    for unit in Unit.objects.filter(municipality=ending).order_by("name", "pk"):
        service = service_of.get(unit.service_id, unit.service_id)
        name = _free(unit.name, ending, (other for key, other in names if key == service))
        key = unit.key if unit.key not in keys else f"{unit.key[: LONGEST_KEY - 5]}-{ending.number}"
        names.add((service, name))
        keys.add(key)
        plan.units.append(Moved(unit, name, key))
    plan.districts = _renamed(District.objects.filter(municipality=ending), District, plan)
    plan.teams = _renamed(Team.objects.filter(municipality=ending), Team, plan)
    known = set(Theme.objects.filter(municipality=staying).values_list("name", flat=True))
    for theme in Theme.objects.filter(municipality=ending).order_by("name"):
        (plan.same_themes if theme.name in known else plan.themes).append(theme)


def _renamed(rows: Iterable[Any], model: Any, plan: MergePlan) -> list[Moved]:
    known = list(model.objects.filter(municipality=plan.staying).values_list("name", flat=True))
    return [Moved(row, _free(row.name, plan.ending, known)) for row in rows]


def _free(name: str, ending: Municipality, taken: Iterable[str]) -> str:
    taken = set(taken)
    if name not in taken:
        return name
    base = f"{name[: LONGEST_NAME - len(ending.name) - 5]} {ending.name}"
    wanted, number = base, 1
    while wanted in taken:
        number += 1
        wanted = f"{base} {number}"
    return wanted


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nei")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(map(str, value))
    return str(value) or "–"
