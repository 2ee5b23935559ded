"""One history, played on the database through the verbs and on the oracle at once: who is there, how a step is tried.

`play_log.py` adds what happens in a log, and each further `play_*.py` the steps of its subject.
"""

from copy import copy
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import event, note

from municipality.access.identity import as_user
from municipality.access.refusals import NothingThere
from municipality.people.models import User
from municipality.versions import ChangedMeanwhile
from tests.access.oracle_log import Case as OracleCase
from tests.access.oracle_secrecy import SecrecyOracle
from tests.access.oracle_table import Seat
from tests.cast import EVERYBODY, Cast
from tests.teams.helpers import SEATS

AT_UNIT = {
    "school": ("teacher", "other_teacher", "head"),
    "clinic": ("nurse",),
    "ppt": ("adviser", "ppt_colleague"),
    "child_welfare": ("child_welfare_worker",),
    "nav_office": ("nav",),
    "coordinating": ("coordinator", "other_coordinator"),
    "away_school": ("stranger",),
}
ROLES = {
    "head": ["leader"],
    "teacher": ["caseworker"],
    "other_teacher": ["caseworker"],
    "ppt_colleague": ["caseworker"],
    "other_coordinator": ["caseworker"],
}
WORKERS = [person for people in AT_UNIT.values() for person in people]
HOME = {person: unit for unit, people in AT_UNIT.items() for person in people}


def home_of(person: str) -> str:
    """The unit somebody acts for. Who only takes a leader's place has none, and is refused wherever he tries."""
    return HOME.get(person, "school")


PEOPLE = (*EVERYBODY, "overseer", "named_person")  # who reads after a history
NO_CASE = {
    "appoint", "dismiss", "lead", "give_concern", "keep_out_of_concern", "let_into_concern", "settle_concerns",
    "open", "leave", "join", "settle", "second_job", "seat", "unseat", "begin", "approve", "concern", "share",
    "end_concern", "draft", "look", "clock", "rename", "close_unit", "open_unit", "away",
    "change_absence", "end_absence", "days_pass", "open_pregnancy", "newborn_grows", "parents_answer",
    "name_by_statute", "unname_by_statute", "end_statute", "statute_goes_by", "report_alone",
    "join_logs", "part_logs", "go_outside", "sign", "unsign", "new_words",
}  # fmt: skip


class Play:
    """Each step is tried on the database and on the oracle, and both must agree on whether it was allowed."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        # Of its own: a history that renames a unit is taken back, and leaves the name on the object.
        self.units = {name: copy(getattr(cast, name)) for name in AT_UNIT}
        memberships = {
            (person, unit, role)
            for unit, everybody in AT_UNIT.items()
            for person in everybody
            for role in ROLES.get(person, ["caseworker", "reception"] + ["leader"] * (person == "stranger"))
        }
        services = {name: str(unit.service_id) for name, unit in self.units.items()}
        self.oracle = SecrecyOracle(memberships, "child_welfare", services)
        self.oracle.seats = [Seat(person, unit, role.value) for person, unit, role in SEATS]
        self.cases: list[OracleCase] = []
        self.gone: dict[str, list[tuple[str, str]]] = {}

    def user(self, person: str) -> User:
        found: User = getattr(self.cast, person)
        return found

    def tried(self, person: str, act: Any, *args: Any, **kwargs: Any) -> Any:
        """What the act returned, or None when the database refused it."""
        with as_user(self.user(person).pk):
            try:
                with transaction.atomic():
                    return act(*args, **kwargs) or True
            except (PermissionDenied, NothingThere, ChangedMeanwhile):
                return None
            except Exception as error:  # a refusal by a policy or a unique key arrives as a database error
                refused = "row-level security" in str(error) or isinstance(error, IntegrityError)
                if not refused:
                    raise
                return None

    def step(self, step: tuple[Any, ...]) -> None:
        verb, *rest = step
        if verb in NO_CASE:
            answers = getattr(self, verb)(*rest)
        else:
            number, *arguments = rest
            if not self.cases:
                return
            case = self.cases[number % len(self.cases)]
            arguments = [self.resolve(case, argument, arguments) for argument in arguments]
            answers = getattr(self, verb)(case, *arguments)
        self.oracle.settle_items()
        if answers is None:  # nothing there to do it with
            return
        database, oracle = answers
        note(f"{step}: database {bool(database)}, oracle {oracle}")
        event(f"{verb} {'allowed' if oracle else 'refused'}")
        assert bool(database) == oracle, step

    def resolve(self, case: OracleCase, token: Any, beside: list[Any]) -> Any:
        """The person, unit or kind that a token stands for in this case now; anything else is itself."""
        if token == "@holder":
            return case.holder
        if token == "@asked":
            return case.offer[1] if case.offer else "nurse"
        if token == "%own":
            return home_of(self.resolve(case, beside[1], []))
        if token == "#chair":  # a kind that the chair of the team may hear of
            heard = sorted(kind for basis in self.oracle.living_bases(case, "ppt") for kind in basis.kinds)
            return heard[0] if heard else "school"
        if isinstance(token, str) and token[:1] == "@":
            taking_part = sorted({part.person for part in self.oracle.living_parts(case)}) or WORKERS
            return taking_part[int(token[1:]) % len(taking_part)]
        if isinstance(token, str) and token[:1] == "%":
            return case.bases[int(token[1:]) % len(case.bases)].unit
        return token
