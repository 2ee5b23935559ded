"""The rules of decisions by statute (R2, R3). False means refused."""

from dataclasses import dataclass, field

from tests.access.oracle_case import CHILD_WELFARE
from tests.access.oracle_log import Case, Entry
from tests.access.oracle_work import Measure
from tests.access.oracle_wrongchild import MoveOracle

AWAY = "away_school"


@dataclass(eq=False)
class Named:
    """Somebody of the receiving unit. `is_over`: removed, left the unit, or kept out since."""

    person: str
    is_over: bool = False
    has_left: bool = False


@dataclass(eq=False)
class Statute:
    """`unit` lets `receiver` read its notes of these kinds. `is_over`: ended, or its last day has passed."""

    key: str
    case: Case
    unit: str
    receiver: str
    kinds: set[str]
    decided_by: str
    named: list[Named] = field(default_factory=list)
    is_over: bool = False


@dataclass
class StatuteOracle(MoveOracle):
    statutes: list[Statute] = field(default_factory=list)

    def leads_by_law(self, person: str, case: Case, unit: str) -> bool:
        return self.leads(person, unit, case.kept_out) and not self.stands_under(person, case.kept_out)

    def can_be_opened(self, entry: Entry) -> bool:
        """Never others' affairs, nor what others than barnevern have evaluated of a measure that names it.

        In a history a note is withheld because it tells of somebody else.
        """
        measure = entry.measure
        names = isinstance(measure, Measure) and self.names_barnevern(measure)
        return not (entry.about or entry.withheld) and (not names or self.tells_of_barnevern(entry))

    @staticmethod
    def tells_of_barnevern(entry: Entry) -> bool:
        return CHILD_WELFARE in (entry.unit, entry.kind)

    def may_decide(self, person: str, case: Case, unit: str) -> bool:
        wrote = any(entry.unit == unit and self.can_be_opened(entry) for entry in case.entries)
        return self.leads_by_law(person, case, unit) and wrote and not case.closed and not case.strict

    def receives_by_law(self, unit: str, receiver: str) -> bool:
        return unit != receiver and receiver != AWAY and receiver not in self.closed

    def decide(
        self, case: Case, actor: str, unit: str, receiver: str, kinds: set[str], *, ordered: bool
    ) -> bool:
        """`ordered`: by what barnevern has ordered others to tell; else by the unit's own provision."""
        gives = ordered or unit == CHILD_WELFARE
        by_a_provision = unit != CHILD_WELFARE and receiver == CHILD_WELFARE if ordered else True
        kinds_fit = (CHILD_WELFARE in kinds) <= gives and (unit == CHILD_WELFARE) <= (CHILD_WELFARE in kinds)
        able = self.may_decide(actor, case, unit) and self.receives_by_law(unit, receiver)
        return able and by_a_provision and kinds_fit

    def statute_holds(self, one: Statute) -> bool:
        over = one.is_over or one.case.closed or one.case.strict
        return not over and self.receives_by_law(one.unit, one.receiver)

    def receives_statute(self, person: str, one: Statute) -> bool:
        able = self.receivers_of(one.receiver, one.case.kept_out)
        return self.statute_holds(one) and person in able and not self.stands_under(person, one.case.kept_out)

    def can_be_named(self, actor: str, person: str, one: Statute) -> bool:
        able = {
            p
            for p, unit, _role in self.living
            if unit == one.receiver and p != one.decided_by and not self.stands_under(p, one.case.kept_out)
        }
        own = person != actor or self.member(person, one.receiver, "reception") or able == {person}
        return person in able and own

    def name_by_statute(self, actor: str, person: str, one: Statute) -> bool:
        if not self.receives_statute(actor, one) or not self.can_be_named(actor, person, one):
            return False
        one.named = [*(n for n in one.named if n.person != person or n.is_over), Named(person)]
        return True

    def unname_by_statute(self, actor: str, person: str, one: Statute) -> bool:
        own = actor == person and self.reads_statute(person, one)
        rows = [n for n in one.named if n.person == person and not n.is_over]
        if not (own or self.receives_statute(actor, one)) or not rows:
            return False
        rows[0].is_over = True
        return True

    def end_statute(self, actor: str, one: Statute) -> bool:
        if not self.leads_by_law(actor, one.case, one.unit) or not self.statute_holds(one):
            return False
        one.is_over = True
        return True

    def reads_statute(self, person: str, one: Statute) -> bool:
        named = any(n.person == person and not n.is_over and not n.has_left for n in one.named)
        able = self.member(person, one.receiver) and not self.stands_under(person, one.case.kept_out)
        return self.statute_holds(one) and named and able

    def opens(self, person: str, one: Statute) -> set[str]:
        """The notes that this person reads by it."""
        if not self.reads_statute(person, one):
            return set()
        return {
            entry.key
            for entry in one.case.entries
            if entry.unit == one.unit
            and entry.kind in one.kinds
            and self.can_be_opened(entry)
            and (CHILD_WELFARE in one.kinds or not self.tells_of_barnevern(entry))
        }

    def told_of_statute(self, person: str, one: Statute) -> bool:
        """Those of the family who read the log."""
        return bool(self.my_rights(person, one.case))

    def keep_out(self, case: Case, actor: str, person: str) -> bool:
        """What the person had is not given back when let in."""
        done = super().keep_out(case, actor, person)
        if done:
            self._ends(person, case)
        return done

    def _ends(self, person: str, case: Case) -> None:
        for one in self.statutes:
            for named in one.named:
                named.is_over = named.is_over or (named.person == person and one.case is case)

    def settle_leavers(self) -> None:
        for one in self.statutes:
            for named in one.named:
                gone = named.has_left or not self.works_in(named.person, one.receiver)
                named.is_over = named.is_over or gone
        super().settle_leavers()
