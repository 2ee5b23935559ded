"""The rules of two logs that become one, and two again. False means refused."""

from dataclasses import dataclass, field, replace
from typing import Any

from tests.access.oracle_log import Agreed, Case, Entry
from tests.access.oracle_noes import OwnAnswers
from tests.access.oracle_records import Told
from tests.access.oracle_statute import StatuteOracle

ACTS = {"joining.join", "joining.part"}  # which both logs have


@dataclass(eq=False)
class Joined:
    """`entries` and `agreed` came from the newer log, and so did `things`; `before` are the notes of the older."""

    older: Case
    newer: Case
    entries: list[Entry]
    before: list[Entry]
    agreed: list[Agreed]
    things: list[Any]
    moved: list[tuple[Case, Entry]]
    first: Entry | None
    over: bool = False


@dataclass
class JoinOracle(StatuteOracle):
    joined: list[Joined] = field(default_factory=list)

    # --- what can be joined ---
    def is_awake(self, case: Case) -> bool:
        counted = any(basis.alive for basis in self.counted(case))
        return not case.closed and not self.rests(case) and counted

    def has_a_part(self, people: set[str], case: Case) -> bool:
        """From now on or later: also what nobody can use now, since the person has left the unit.

        And what somebody wrote. A leader loses the place by who leads them elsewhere.
        """
        named = {part.person for part in case.parts if not (part.ended or part.basis.over)}
        wrote = {entry.author for entry in case.entries if entry.unit} - case.kept_out
        units = {case.holder_unit, case.opening_unit} | {basis.unit for basis in case.bases if basis.alive}
        units |= {entry.unit for entry in case.entries if entry.unit}
        units |= {statute.unit for statute in self.statutes if statute.case is case}
        leaders = {one for unit in units for one in self.leaders_of(unit, case.kept_out)[1]}
        received = {one for unit in units for one in self.receivers_of(unit, case.kept_out)}
        over = any(self.stands_under(one, people) for one in leaders)
        return over or bool(people & (named | wrote | received | {case.holder}))

    def can_be_asked(self, older: Case, newer: Case) -> bool:
        logs = ((older, newer), (newer, older))
        return (
            all(self.is_awake(case) and not case.strict and not case.pregnancy for case, _other in logs)
            and all(self.may_hold(other, case.holder_unit) for case, other in logs)
            and not any(self.has_a_part(case.kept_out, other) for case, other in logs)
        )

    @staticmethod
    def family_is_the_same(older: Case, newer: Case) -> bool:
        def said(case: Case) -> Any:
            rights = {
                (one.person, one.subject, frozenset(one.kinds), one.from_age, one.until_age)
                for one in case.rights
                if one.until_age is None or one.until_age > case.age
            }
            return case.age, case.protected, rights, case.responsible

        return bool(said(older) == said(newer))

    def logs_join(self, older: Case, newer: Case, *, held_by_newer: bool) -> bool:
        agree = self.holds(older.holder, older) and self.holds(newer.holder, newer)
        if not (agree and self.can_be_asked(older, newer) and self.family_is_the_same(older, newer)):
            return False
        kept: tuple[Any, ...] = (*self.consents, *self.withdrawals, *self.statutes)
        first = next((entry for entry in newer.entries if entry.first), None)
        one = Joined(
            older, newer, newer.entries, older.entries, newer.agreed, [thing for thing in kept if thing.case is newer],
            [(case, entry) for case, entry in self.moved if case is newer], first,
        )  # fmt: skip
        self.joined.append(one)
        self.are_of(older, one)
        for statute in self.statutes:
            statute.is_over = statute.is_over or statute.case is older
        if first:
            first.first = False
        older.entries = older.entries + newer.entries
        older.bases = older.bases + newer.bases
        older.invited = older.invited + newer.invited
        older.parts = sorted(older.parts + newer.parts, key=lambda part: part.order)
        older.agreed = older.agreed + newer.agreed
        older.exceptions = older.exceptions + newer.exceptions
        older.kept_by_name |= newer.kept_by_name
        older.excepted |= newer.excepted
        for who, answers in newer.parents_said.items():
            older.parents_said.setdefault(who, OwnAnswers()).said.extend(answers.said)
        newer.rights, newer.entries, newer.bases, newer.invited, newer.parts = [], [], [], [], []
        newer.closed, newer.offer = True, None
        if held_by_newer and (older.holder, older.holder_unit) != (newer.holder, newer.holder_unit):
            self.give(older, newer.holder, newer.holder_unit)
        self.settle_baton(older)
        return True

    def are_of(self, case: Case, one: Joined) -> None:
        for thing in one.things:
            thing.case = case
        came = [entry for _case, entry in one.moved]
        self.moved = [(case if entry in came else stood, entry) for stood, entry in self.moved]

    # --- and parted ---
    def logs_part(self, one: Joined) -> bool:
        older, newer = one.older, one.newer
        if one.over or not self.holds(older.holder, older):
            return False
        one.over, kept_out = True, older.kept_out
        newer.bases = [basis for basis in older.bases if basis.agreed in one.agreed]
        older.bases = [basis for basis in older.bases if basis not in newer.bases]
        newer.invited = [basis for basis in older.invited if basis in newer.bases]
        older.invited = [basis for basis in older.invited if basis in older.bases]
        newer.parts = [part for part in older.parts if part.basis in newer.bases]
        older.parts = [part for part in older.parts if part.basis in older.bases]
        older.agreed = [agreed for agreed in older.agreed if agreed not in one.agreed]
        newer.closed, newer.age, newer.rights = False, older.age, [replace(right) for right in older.rights]
        self.are_of(newer, one)
        newer.entries = [entry for entry in older.entries if self.goes_with_it(one, entry)]
        older.entries = [entry for entry in older.entries if entry not in newer.entries]
        if one.first:
            one.first.first = True
        for case in (older, newer):
            case.kept_by_name |= kept_out
            for part in case.parts:
                part.ended = part.ended or part.person in kept_out
            self.settle_baton(case)
        return True

    def goes_with_it(self, one: Joined, entry: Entry) -> bool:
        """What came, and what was written since by who reads the newer log alone; of who reads neither, by the unit."""
        if entry in one.entries or entry in one.before:
            return entry in one.entries
        if self.my_parts(entry.author, one.older) or self.my_parts(entry.author, one.newer):
            return not self.my_parts(entry.author, one.older)
        here, there = ({basis.unit for basis in case.bases} for case in (one.older, one.newer))
        return entry.unit in there - here

    # --- the family is told of both ---
    def told_of(self, person: str, case: Case, event: Told) -> bool:
        for one in self.joined:
            if not one.over and one.older is case and event.case == one.newer.key and event.act not in ACTS:
                event = replace(event, case=case.key)
        return super().told_of(person, case, event)
