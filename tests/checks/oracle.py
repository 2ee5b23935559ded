"""Which areas are open when parents answer, provisions come and go, and responsibility is lost: said without SQL."""

from dataclasses import dataclass, field

from tests.access.oracle_answers import EVERY_AREA, PARENTS_UNTIL, YOUNG_FROM

AREAS_OF = {
    "sole": set(EVERY_AREA),
    "lives_with": {"education", "school", "others"},
    "daily_care": {"health"},
    "against_harm": {"health"},
}


@dataclass
class Parent:
    """`answers`: has responsibility. `lost_unseen`: has lost it, and nobody else has looked at that."""

    said: str = "not_asked"
    counts: bool = False  # said to what is asked now
    answers: bool = True
    lost_unseen: bool = False
    provisions: dict[str, str] = field(default_factory=dict)  # ground: waits, or counts

    @property
    def now(self) -> str:
        return self.said if self.counts or self.said == "no" else "not_asked"

    def need_not(self, area: str) -> bool:
        return any(held == "counts" and area in AREAS_OF[ground] for ground, held in self.provisions.items())


@dataclass
class Family:
    age: int
    own: str
    parents: dict[str, Parent]

    def open_areas(self) -> set[str]:
        return {area for area in EVERY_AREA if self._is_open(area)}

    def _is_open(self, area: str) -> bool:
        if (self.own == "no" and self.age >= 15) or (self.age >= YOUNG_FROM[area] and self.own != "yes"):
            return False
        if self.age >= PARENTS_UNTIL[area]:
            return True
        asked = [
            one
            for one in self.parents.values()
            if (one.answers or one.lost_unseen) and not one.need_not(area)
        ]
        return all(one.now == "yes" for one in asked) and any(one.answers for one in asked)

    def changed(self) -> None:
        """What is asked is another thing: a yes does not count any longer, a no does."""
        for one in self.parents.values():
            one.counts = False
