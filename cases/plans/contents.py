"""What an individuell plan shows, ready for the page and for paper: words and days, no rows.

The order is that of the nine things that the regulation of 22 June 2022 requires; `templates/plans/_sections.html`
has them.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Model

from cases.plans.decided import Decided


@dataclass(frozen=True)
class Evaluated:
    """How a measure went at its last evaluation: what the family may read of it."""

    on: datetime
    effect: str
    text: str
    childs_view: str
    how_heard: str
    parents_view: str
    decision: str


@dataclass(frozen=True)
class PlanMeasure:
    """One measure. `pk` is for a link and empty on paper; `state` is planned, running, done or stopped."""

    pk: str
    what: str
    arena: str
    who: str
    starts_on: date
    deadline: date
    evaluate_on: date
    state: str
    state_words: str
    latest: Evaluated | None

    @property
    def has_ended(self) -> bool:
        return self.state in ("done", "stopped")


@dataclass(frozen=True)
class PlanGoal:
    text: str
    status: str
    is_active: bool
    measures: list[PlanMeasure]


@dataclass(frozen=True)
class PlanArea:
    """An area of life with what the person and the family wish there."""

    name: str
    goals: list[PlanGoal]


@dataclass(frozen=True)
class PlanPerson:
    """Somebody who takes part. `role` is the part in the plan in words; `unit` is empty for the family.

    `phone`: where and when the person can be called at work, if that is told.
    """

    name: str
    role: str
    unit: str
    phone: str = ""


@dataclass(frozen=True)
class Contribution:
    """What one person of the family, or one unit, does in the plan."""

    who: str
    what: list[str]


@dataclass(frozen=True)
class PlanConsent:
    """The family's yes to the plan: when, how, and who answered what."""

    given_on: date
    how: str
    answers: list[tuple[str, str]]


@dataclass(frozen=True)
class PlanShare:
    """What one unit may read, and the last day of it. `named`: somebody there takes part."""

    unit: str
    kinds: list[str]
    last_day: date
    named: bool


@dataclass(frozen=True)
class PlanBody:
    """The units of one owner: the municipality, the state, a private body."""

    owner: str
    units: list[str]


@dataclass(frozen=True)
class PlanVersion:
    """A document that was made of the plan; `pk` when the current user can fetch its file."""

    made_at: datetime
    pk: str


@dataclass(frozen=True)
class PlanContents:
    """The plan as one reader may see it. It holds nothing that is withheld from the family: it is the family's plan.

    `holds` (each text's «kind:area»), `names_child_welfare` and `left_out` (units whose people must not) say who may
    read all of it; `rows` is what was shown, for the access log. `without_names`: places and people of the services
    were not told.
    `about_hidden`: there is a text that the reader is not shown. `reader` is who reads it here; empty for one of the
    services who is not named.
    """

    child: str
    first_name: str
    born: date
    number: str
    municipality: str
    reader: str
    without_names: bool
    in_force: bool
    about: str
    about_hidden: bool
    areas: list[PlanArea]
    people: list[PlanPerson]
    coordinator: str
    coordinator_left: bool
    say: str
    former_coordinators: list[tuple[str, datetime]]
    contributions: list[Contribution]
    started_at: datetime
    revise_on: date
    consent: PlanConsent | None
    shares: list[PlanShare]
    bodies: list[PlanBody]
    versions: list[PlanVersion]
    signers: list[tuple[str, str]]
    decided: list[Decided] = field(default_factory=list)
    holds: list[str] = field(default_factory=list)
    names_child_welfare: bool = False
    left_out: list[int] = field(default_factory=list)
    rows: list[Model] = field(default_factory=list)

    @property
    def goals(self) -> list[PlanGoal]:
        return [goal for area in self.areas for goal in area.goals]

    @property
    def measures(self) -> list[PlanMeasure]:
        return [measure for goal in self.goals for measure in goal.measures]

    @property
    def evaluations_ahead(self) -> list[PlanMeasure]:
        """Measures that are still looked at, the next first."""
        return sorted(
            (measure for measure in self.measures if not measure.has_ended), key=lambda one: one.evaluate_on
        )
