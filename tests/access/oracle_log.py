"""What a log consists of by the rules: bases, rights, parts, entries, what waits for a second person."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.access.oracle_noes import OwnAnswers


@dataclass(eq=False)
class Agreed:
    """A question that came into force: what the young person and each parent said, and who of them answers for it."""

    own: str
    said: dict[str, str]
    answers: set[str]  # had responsibility then, and has it
    deputies: dict[Any, str] = field(default_factory=dict)  # who answered instead, or beside them
    lost: dict[str, int] = field(
        default_factory=dict
    )  # in which of their losses somebody was one who answers


@dataclass(eq=False)
class Basis:
    unit: str
    kinds: set[str]
    sources: set[str]
    alive: bool = True
    ahead: bool = False  # not begun
    for_plan: bool = False
    registrar: str = ""
    over_at: int = 0  # the order in which bases of the case ended
    withdrawn: bool = False
    taken: bool = False  # back by the family, also what had ended by itself
    agreed: Agreed | None = None
    own_yes: set[str] = field(
        default_factory=set
    )  # adults who named the unit when this consent was asked for

    @property
    def over(self) -> bool:
        return not (self.alive or self.ahead)


@dataclass
class FamilyRight:
    person: str
    subject: bool
    kinds: set[str]
    sources: set[str]
    from_age: int
    until_age: int | None


@dataclass(eq=False)
class Part:
    person: str
    unit: str
    basis: Basis
    ended: bool = False
    for_items: list[object] | None = None  # named for these alone: reads while a team has them on its table
    stands_in: object = None  # the absence of a colleague in which the person stands in
    order: int = field(default_factory=count().__next__)  # in which people were named


@dataclass
class Entry:
    key: str
    text: str
    author: str
    unit: str
    kind: str
    withheld: bool
    kept: bool
    first: bool = False
    measure: object = None  # what it evaluates
    about: str = ""  # the adult whose own affairs it tells of, or "other"
    released: bool = False  # to the other parents


@dataclass(eq=False)
class Deputy:
    """Who answers instead: barnevern by a decision (`replaces` the parents), or a verge who can sign in."""

    key: str
    replaces: bool
    is_over: bool = False  # somebody has registered it
    was_over: bool = False  # and a second person has looked at it
    is_seen: bool = False  # a second person has looked at what this one opens
    waits: bool = False  # a yes does not count before that
    shut_out: bool = False  # what this one read was taken away since


@dataclass(eq=False)
class Check:
    """What a second person is to look at: somebody who answers instead, a provision, or a change (`what`, of `who`)."""

    deputy: Deputy | None
    over: bool
    registrar: str
    unit: str
    state: str = "waits"
    key: str = ""
    what: str = ""
    who: str = ""
    becomes: Any = None


@dataclass(eq=False)
class Case:
    key: str
    opening_unit: str
    holder: str
    holder_unit: str
    age: int
    strict: bool
    bases: list[Basis] = field(default_factory=list)
    rights: list[FamilyRight] = field(default_factory=list)
    invited: list[Basis] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    hands: list[tuple[str, str]] = field(default_factory=list)
    offer: tuple[str, str, str] | None = None
    closed: bool = False
    pregnancy: str = ""  # of a woman's own log (D11): "expecting", then "born" or "ended"
    protected: bool = False  # its address
    kept_by_name: set[str] = field(default_factory=set)
    excepted: set[str] = field(default_factory=set)  # by their profession
    rested_enough: bool = False  # the time of its rest is out
    deputies: list[Deputy] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)  # what a second person has looked at, or is to
    agreed: list[Agreed] = field(default_factory=list)
    responsible: set[str] = field(default_factory=lambda: {"mother"})
    father_says: str = "yes"  # whenever he is asked
    care_says: str = "yes"  # as barnevern, where it is in the place of the parents
    losses: dict[str, list[bool]] = field(
        default_factory=dict
    )  # of responsibility, and whether two have seen it
    changed: bool = False  # the birth date has been corrected
    exceptions: list[str] = field(default_factory=list)  # who asked for each that stands
    expired: bool = False  # the dates of some basis were passed by hand
    own: OwnAnswers = field(default_factory=OwnAnswers)  # of the young person
    parents_said: dict[str, OwnAnswers] = field(default_factory=dict)
    adults: dict[str, str] = field(default_factory=dict)  # who is registered in it, with the key there
    own_said: dict[str, tuple[set[str], bool]] = field(
        default_factory=dict
    )  # an adult's last words: units, the child

    @property
    def ages(self) -> set[int]:
        """D5: as the log has it, and as it waits to be looked at: what rests on an age lies within both."""
        dated = [one for one in self.checks if one.what == "birth_date" and one.state == "waits"]
        return {self.age, *(one.becomes for one in dated if not self.closed)}

    @property
    def youngest(self) -> int:
        return min(self.ages)

    @property
    def oldest(self) -> int:
        return max(self.ages)

    @property
    def kept_out(self) -> set[str]:
        return self.kept_by_name | self.excepted

    def over(self, *bases: Basis, withdrawn: bool) -> None:
        """These have ended, all at one moment."""
        now = 1 + max((one.over_at for one in self.bases if one.over), default=0)
        for basis in bases:
            basis.alive = basis.ahead = False
            basis.over_at, basis.withdrawn, basis.taken = now, withdrawn, basis.taken or withdrawn
