"""Which areas are open when parents answer, provisions come and go, and responsibility is lost: said without SQL."""

from dataclasses import dataclass, field

from tests.access.oracle_answers import EVERY_AREA, PROVISIONS, is_open


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
        return any(
            held == "counts" and area in PROVISIONS[ground] for ground, held in self.provisions.items()
        )


@dataclass
class Family:
    age: int
    own: str
    parents: dict[str, Parent]

    def open_areas(self) -> set[str]:
        return {area for area in EVERY_AREA if self._is_open(area)}

    def _is_open(self, area: str) -> bool:
        asked = [
            one
            for one in self.parents.values()
            if (one.answers or one.lost_unseen) and not one.need_not(area)
        ]
        said_yes = all(one.now == "yes" for one in asked) and any(one.answers for one in asked)
        return is_open(area, self.age, self.own, said_yes)

    def changed(self) -> None:
        """What is asked is another thing: a yes does not count any longer, a no does."""
        for one in self.parents.values():
            one.counts = False
