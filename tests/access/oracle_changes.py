"""The rules of changes after a log is open (D5). False means refused.

What narrows is one person's, at once; what widens counts when a second person has looked at it.
"""

from dataclasses import dataclass
from typing import Final

from tests.access.oracle_log import Case, Check
from tests.access.oracle_provisions import ProvisionRules

LEVELS: Final = ("none", "fortrolig", "strengt_fortrolig")


@dataclass
class ChangeRules(ProvisionRules):
    # --- changes that widen ---
    def propose(self, case: Case, actor: str, check: Check) -> bool:
        dated = check.what == "birth_date"
        waits = any((one.what, one.who, one.state) == (check.what, check.who, "waits") for one in case.checks)
        if not self.am_holder(actor, case) or (waits and not dated) or not self._changes(case, check):
            return False
        if dated:  # it takes the place of one that waits, and narrows at once
            self._drop(case, ("birth_date",))
        self.waits_for_two(case, check)
        if dated:
            self.answers_changed(case)
        return True

    def _changes(self, case: Case, check: Check) -> bool:
        if check.what == "responsibility":
            return check.who not in case.responsible
        if check.what == "release":
            was_shut_out = any(one.replaces for one in case.deputies) or any(
                (one.what, one.becomes, one.state) == ("protection", "none", "counts") for one in case.checks
            )
            return self.could_be_let_in(case, check.who) and (case.protected or was_shut_out)
        if check.what == "protection":
            return LEVELS.index(check.becomes) < LEVELS.index(self.protection(case))
        return True

    def could_be_let_in(self, case: Case, who: str) -> bool:
        """Has responsibility, and reads nothing, now or later; from 16 the young person decides."""
        able = who in case.responsible and not self.replaced(case)
        return able and case.oldest < 16 and who not in self.parents_who_read(case)

    def parent_reads(self, case: Case, who: str) -> None:
        if self.could_be_let_in(case, who):
            case.rights += self.rights_of_parent(case, who)

    def looks(self, case: Case, actor: str, check: Check, confirms: bool) -> bool:
        """Nobody is let in by an age that only one of two dates gives."""
        straddles = case.youngest < 16 <= case.oldest and check.what in ("responsibility", "release")
        if (confirms and straddles) or not super().looks(case, actor, check, confirms):
            return False
        if check.deputy is None and confirms:
            self._counts(case, check)
        elif check.what == "birth_date":
            self.answers_changed(case)
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
        self.read_no_more(case, {check.who})
        self.papers_go(case)
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
        # Also who reads no more by the child's age: by another birth date it would begin anew.
        outside = {one.person for one in case.rights if not one.subject} - parents
        if LEVELS.index(level) < max(1, LEVELS.index(was)) or (level == was and not outside):
            return False
        self.protect(case, level)
        self.read_no_more(case, outside)
        self.papers_go(case)
        self._drop(case, ("protection", "release"))
        return True

    def papers_go(self, case: Case) -> None:
        """Said by the rules of plans."""

    def _drop(self, case: Case, what: tuple[str, ...], who: str = "") -> None:
        """What waited was about what was before."""
        for one in case.checks:
            if one.state == "waits" and one.what in what and who in ("", one.who):
                one.state = "ended"
