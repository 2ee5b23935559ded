"""The rules of what is kept beside a log: what the family answered and took back, where the baton has been,
drafts, notices, and the access log as the family meets it.
"""

from collections import Counter
from dataclasses import dataclass, field

from tests.access.oracle_case import CHILD_WELFARE
from tests.access.oracle_concerns import ConcernRules
from tests.access.oracle_log import Case
from tests.access.oracle_table import Referral
from tests.access.oracle_teams import TeamOracle

# What of an event is about a thing that somebody may not read: how its act begins, and what things.
ABOUT = {
    ("entry.", "measure.evaluate"): ("entry",),
    ("referral.", "minutes.", "curtain.", "task.", "agenda."): ("referral", "minutesitem", "task"),
    ("own_affairs.",): ("parentalresponsibility",),
    ("disclosure.",): ("disclosure",),
    ("emergency.",): ("emergency",),
}
OF_A_PLAN = {"plan.started", "plan.coordinator", "plan.document"}
KEEPING_OUT = {"case.keep_out", "case.let_in"}
LISTS = {"case.list", "case.search", "head.list", "day.read", "notice.list", "agenda.read", "absence.read"}


@dataclass(eq=False)
class Consent:
    key: str
    case: Case
    registrar: str
    units: set[str]


@dataclass(eq=False)
class Withdrawal:
    case: Case
    unit: str | None
    kind: str


@dataclass(eq=False)
class Offer:
    key: str
    case: Case
    asks: str
    asked: str


@dataclass(frozen=True)
class Told:
    """One event, or one notice, as the database keeps it: by or for whom, and what it is about (`thing`, `key`)."""

    person: str
    act: str
    case: str
    objects: tuple[tuple[str, str], ...]


@dataclass
class RecordOracle(TeamOracle, ConcernRules):
    families: frozenset[str] = frozenset({"mother", "father", "youth"})
    consents: list[Consent] = field(default_factory=list)
    withdrawals: list[Withdrawal] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    drafts: list[tuple[str, str]] = field(default_factory=list)  # key, person

    # --- what the family has answered and taken back ---
    def sees_consent(self, person: str, consent: Consent) -> bool:
        """That there is one for barnevern alone is for those who may know, and for whoever registered it."""
        return self.reads_case(person, consent.case) and (
            person == consent.registrar
            or self.may_know(person, consent.case)
            or bool(consent.units - {self.child_welfare_unit})
        )

    def sees_withdrawal(self, person: str, one: Withdrawal) -> bool:
        of_barnevern = one.unit == self.child_welfare_unit or one.kind == CHILD_WELFARE
        return self.reads_case(person, one.case) and (
            not of_barnevern or self.knows_of_child_welfare(person, one.case)
        )

    def withdraw(self, case: Case, actor: str, unit: str | None, kind: str) -> bool:
        """The family of a child with a protected address names no unit: an answer would tell of it."""
        if unit and case.protected and self.my_rights(actor, case):
            return False
        return super().withdraw(case, actor, unit, kind)

    def took_back(self, case: Case, unit: str | None, kind: str) -> None:
        self.withdrawals.append(Withdrawal(case, unit, kind))

    # --- where the baton has been ---
    def sees_moves(self, person: str, case: Case) -> bool:
        """Not the family of a child with a protected address: it is told of nobody who helps."""
        masked = case.protected and not self.my_parts(person, case)
        return self.may_know(person, case) and not masked

    def sees_offer(self, person: str, offer: Offer) -> bool:
        return (
            (person == offer.asks and self.passes_baton(person, offer.case))
            or (self.holds(person, offer.case) and self.waits(offer))
            or (person == offer.asked and self.reads_case(person, offer.case))
            or self.sees_moves(person, offer.case)
        )

    def waits(self, offer: Offer) -> bool:
        """Whether it is the question that waits, to somebody of whom all may know."""
        latest = [one for one in self.offers if one.case is offer.case][-1]
        asked = offer.case.offer
        return asked is not None and latest is offer and asked[2] != self.child_welfare_unit

    # --- what is told ---
    def sees_notice(self, person: str, notice: Told) -> bool:
        """One's own, while one may read all that it is about."""
        case = self.cases.get(notice.case)
        plan = self.plan_of(case) if case and notice.act in OF_A_PLAN else None
        if notice.act in OF_A_PLAN and not (plan and self.reads_plan(person, plan)):
            return False
        about_case = case is None or self.reads_case(person, case) or self.reads_head(person, case)
        return (
            notice.person == person
            and about_case
            and all(self.reads_object(person, thing, key) for thing, key in notice.objects)
        )

    def reads_object(self, person: str, thing: str, key: str) -> bool:
        """Anything that a notice or an event can be about. What the rules have no word for hides nothing."""
        if thing == "entry":
            return any(
                self.reads_entry(person, case, entry)
                for case in self.cases.values()
                for entry in case.entries
                if entry.key == key
            )
        if thing == "measure":
            return any(self.reads_measure(person, one) for one in self.measures if one.key == key)
        if thing == "concern":
            of_it = [one for one in self.concerns if one.key == key]
            return any(
                self.reads_concern(person, one) or self.sees_concern_head(person, one) for one in of_it
            )
        if thing == "meeting":
            return self.sits(person)
        if thing == "parentalresponsibility":  # what an adult has taken back is the adult's alone
            return any(
                case.adults.get(person) == key and self.my_rights(person, case)
                for case in self.cases.values()
            )
        if thing in ("referral", "minutesitem", "task"):
            return any(self.reads_referral(person, one) for one in self._referrals(key))
        return True

    def _referrals(self, key: str) -> list[Referral]:
        """What a key of a referral, its minutes or a task of these is about."""
        found = [one for one in self.referrals if one.key == key]
        return found + [
            one.referral
            for one in self.minutes
            if one.key == key or any(task.key == key for task in one.tasks)
        ]

    def told_of(self, person: str, case: Case, event: Told) -> bool:
        """D8: the family is told of events about what it may read, and not of those of another one of the family."""
        if not self.my_rights(person, case) or event.case != case.key:
            return False
        if event.person in self.families and event.person != person:
            return False
        if event.act in KEEPING_OUT:  # the one kept out may be the parent who asks
            return False
        return not any(
            event.act.startswith(acts) and thing in things and not self.reads_object(person, thing, key)
            for acts, things in ABOUT.items()
            for thing, key in event.objects
        )

    def named(self, person: str, case: Case, who: str) -> str:
        """R7 (f): with a protected address nobody of the services has a name."""
        return "" if case.protected and who != person else who

    def events_of(self, person: str, case: Case, events: list[Told]) -> Counter[tuple[str, str]]:
        """By act and person, as often as each is told."""
        return Counter(
            (one.act, self.named(person, case, one.person))
            for one in events
            if one.act not in LISTS and self.told_of(person, case, one)
        )

    def sightings_of(self, person: str, case: Case, events: list[Told]) -> Counter[str]:
        """How often each of the services has seen the child in a list in which it stood for something else as well."""
        return Counter(
            self.named(person, case, one.person)
            for one in events
            if one.act in LISTS
            and one.person not in self.families
            and self.told_of(person, case, one)
            and any(self.reads_object(person, thing, key) for thing, key in one.objects)
        )
