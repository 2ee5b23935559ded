"""The rules of provisions (D2), and of changes after a log is open (D5). False means refused.

What narrows is one person's, at once; what widens counts when a second person has looked at it. After each of them the
answers that the family has given are counted anew.
"""

from dataclasses import dataclass, replace
from typing import Final

from tests.access.oracle_answers import EVERY_AREA, PROVISIONS, is_open, open_areas
from tests.access.oracle_case import Agreed, Basis, Case, Check, FamilyRight
from tests.access.oracle_deputies import HEALTH, DeputyRules
from tests.cast import EVERY_KIND

LEVELS: Final = ("none", "fortrolig", "strengt_fortrolig")


@dataclass
class ChangeRules(DeputyRules):
    # --- what the answers open ---
    def open_now(self, case: Case, agreed: Agreed) -> set[str]:
        if case.deputies:
            return open_areas(case.age, self.answers_of_parents(case, agreed.said["mother"]), agreed.own)
        return {
            area
            for area in EVERY_AREA
            if is_open(area, case.age, agreed.own, self.parents_said_yes(case, agreed, area))
        }

    def parents_said_yes(self, case: Case, agreed: Agreed, area: str) -> bool:
        """All who answer, and who has lost that as long as one person alone has seen it. A lost yes carries nothing."""
        stopping = {one for one, loss in agreed.lost.items() if not any(case.losses[one][loss:])}
        asked = {one for one in agreed.answers | stopping if not self.need_not_answer(case, one, area)}
        return all(agreed.said[one] == "yes" for one in asked) and bool(asked & agreed.answers)

    def lost_now(self, case: Case) -> dict[str, int]:
        """Nor is it set aside in what is asked afterwards, until two have seen it."""
        return {
            one: len(seen) - 1
            for one, seen in case.losses.items()
            if one not in case.responsible and not seen[-1]
        }

    def need_not_answer(self, case: Case, who: str, area: str) -> bool:
        return any(
            one.who == who and one.state == "counts" and area in PROVISIONS.get(one.what, ())
            for one in case.checks
        )

    def count_anew(self, case: Case) -> None:
        """What the answers give now, but for what the family has taken back; the same people go on."""
        at = 1 + max((one.over_at for one in case.bases if one.over), default=0)
        for agreed in case.agreed:
            for unit in dict.fromkeys(one.unit for one in case.bases if one.agreed is agreed):
                self._count_unit_anew(case, agreed, unit, at)

    def _count_unit_anew(self, case: Case, agreed: Agreed, unit: str, at: int) -> None:
        of_unit = [one for one in case.bases if one.agreed is agreed and one.unit == unit]
        held = [one for one in of_unit if not one.withdrawn]
        taken = {area for one in of_unit if one.withdrawn for area in one.sources}
        left = self.open_now(case, agreed) - taken
        if not held or left == {area for one in held if not one.over for area in one.sources}:
            return
        people = dict.fromkeys(
            part.person
            for part in case.parts
            if part.basis in held and not part.ended and part.for_items is None and not part.stands_in
            if self.member(part.person, unit) and part.person not in case.kept_out
        )
        for basis in held:
            if not basis.over:
                basis.alive = basis.ahead = False
                basis.over_at = at
        parted: dict[frozenset[str], set[str]] = {}
        for area in left:
            parted.setdefault(self._kinds_left(held, area), set()).add(area)
        own_yes = {adult for one in held for adult in one.own_yes}
        for kinds, sources in parted.items():
            if kinds:
                basis = replace(held[0], kinds=set(kinds), sources=sources, own_yes=set(own_yes))
                basis.alive, basis.over_at = True, 0
                case.bases.append(basis)
                case.invited += [basis] * any(one in case.invited for one in held)
        for person in people:
            self.take_in(case, person, unit)

    def _kinds_left(self, held: list[Basis], area: str) -> frozenset[str]:
        """Something can have been taken back for some sources alone."""
        counted = [one for one in held if area in one.sources] or held
        return frozenset(counted[0].kinds).intersection(*[one.kinds for one in counted])

    # --- provisions ---
    def provide(self, case: Case, actor: str, check: Check) -> bool:
        """By who asks the family, about a parent who answers; the same once."""
        stands = any(
            (one.what, one.who) == (check.what, check.who) and one.state in ("waits", "counts")
            for one in case.checks
        )
        answers = check.who in case.responsible and case.age < 18
        if not self.am_holder(actor, case) or not answers or stands:
            return False
        self.waits_for_two(case, check)
        return True

    def no_longer(self, case: Case, actor: str, check: Check) -> bool:
        """What waits is not to be looked at, or a provision does not hold any longer."""
        counts = check.state == "counts" and check.what in PROVISIONS
        if not self.am_holder(actor, case) or not (check.state == "waits" or counts):
            return False
        check.state = "ended"
        if counts:
            self.answers_changed(case)
        return True

    def waits_for_two(self, case: Case, check: Check) -> None:
        check.unit, case.changed = case.holder_unit, True
        case.checks.append(check)

    def answers_changed(self, case: Case) -> None:
        self.count_anew(case)
        self.settle(case)

    # --- changes that widen ---
    def propose(self, case: Case, actor: str, check: Check) -> bool:
        waits = any((one.what, one.who, one.state) == (check.what, check.who, "waits") for one in case.checks)
        if not self.am_holder(actor, case) or waits or not self._changes(case, check):
            return False
        self.waits_for_two(case, check)
        return True

    def _changes(self, case: Case, check: Check) -> bool:
        if check.what == "responsibility":
            return check.who not in case.responsible
        if check.what == "release":
            return self.could_be_let_in(case, check.who) and case.protected
        if check.what == "protection":
            return LEVELS.index(check.becomes) < LEVELS.index(self.protection(case))
        return True

    def could_be_let_in(self, case: Case, who: str) -> bool:
        """Has responsibility, and reads nothing, now or later; from 16 the young person decides."""
        reads = any(
            one.person == who and (one.until_age is None or one.until_age > case.age) for one in case.rights
        )
        return who in case.responsible and case.age < 16 and not reads

    def parent_reads(self, case: Case, who: str) -> None:
        if self.could_be_let_in(case, who):
            kinds, sources = set(EVERY_KIND), set(EVERY_AREA)
            case.rights += [
                FamilyRight(who, False, kinds, sources, 0, 16),
                FamilyRight(who, False, kinds - {HEALTH}, sources - {HEALTH}, 16, 18),
            ]

    def looks(self, case: Case, actor: str, check: Check, confirms: bool) -> bool:
        if not super().looks(case, actor, check, confirms):
            return False
        if check.deputy is None and confirms:
            self._counts(case, check)
        return True

    def _counts(self, case: Case, check: Check) -> None:
        if check.what == "responsibility":
            case.responsible.add(check.who)
            if (
                not case.protected
            ):  # the municipality shows it to parents where the young person consented alone
                self.parent_reads(case, check.who)
        elif check.what == "release":
            self.parent_reads(case, check.who)
        elif check.what == "protection":
            self.protect(case, check.becomes)
        else:
            if check.what == "lost":
                case.losses[check.who][check.becomes] = True
            elif check.what == "birth_date":
                case.age = check.becomes
            self.answers_changed(case)

    # --- changes that narrow ---
    def loses(self, case: Case, actor: str, check: Check) -> bool:
        """Reads nothing from now on, and a yes counts no more. What had none stops until two have seen it."""
        if not self.am_holder(actor, case) or check.who not in case.responsible:
            return False
        case.responsible.discard(check.who)
        losses = case.losses.setdefault(check.who, [])
        check.becomes = len(losses)
        losses.append(False)
        case.rights = [one for one in case.rights if one.person != check.who]
        self._drop(case, ("responsibility", "release"), check.who)
        for agreed in case.agreed:
            if check.who in agreed.answers:
                agreed.answers.discard(check.who)
                agreed.lost[check.who] = check.becomes
        self.waits_for_two(case, check)
        self.answers_changed(case)
        return True

    def protection(self, case: Case) -> str:
        return LEVELS[case.protected + (case.protected and case.strict)]

    def protect(self, case: Case, level: str) -> None:
        case.protected, case.strict = level != "none", level == LEVELS[2]

    def set_protection(self, case: Case, actor: str, level: str, parents: frozenset[str]) -> bool:
        """Of the parents only these read on."""
        if not self.am_holder(actor, case):
            return False
        was = self.protection(case)
        outside = {
            one.person
            for one in case.rights
            if not one.subject and one.person not in parents and (one.until_age or 99) > case.age
        }
        if LEVELS.index(level) < max(1, LEVELS.index(was)) or (level == was and not outside):
            return False
        self.protect(case, level)
        case.rights = [one for one in case.rights if one.person not in outside]
        self._drop(case, ("protection", "release"))
        case.changed = True
        return True

    def _drop(self, case: Case, what: tuple[str, ...], who: str = "") -> None:
        """What waited was about what was before."""
        for one in case.checks:
            if one.state == "waits" and one.what in what and who in ("", one.who):
                one.state = "ended"

    def correct_birth_date(self, case: Case, actor: str, age: int) -> bool:
        """One person, but where it would wake a log that rests."""
        if not self.am_holder(actor, case):
            return False
        slept, was = self.rests(case), case.age
        if slept and any(self.wakes(case, agreed, age) for agreed in case.agreed):
            return False
        assert case.age == was
        case.age = age
        self._drop(case, ("birth_date",))
        self.count_anew(case)
        case.changed = True
        return True

    def wakes(self, case: Case, agreed: Agreed, age: int) -> bool:
        """Whether at this age these answers would give some unit something that was not taken back."""
        was, case.age = case.age, age
        opened = self.open_now(case, agreed)
        case.age = was
        bases = [one for one in self.counted(case) if one.agreed is agreed]
        return any(
            opened - {area for one in bases if one.unit == unit and one.withdrawn for area in one.sources}
            for unit in {one.unit for one in bases if not one.withdrawn}
        )
