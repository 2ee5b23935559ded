"""How large the made-up municipality of one run is, and who in it is measured."""

from dataclasses import dataclass
from typing import Final

PARENT, NARROW, MEDIUM, WIDE = "parent", "narrow", "medium", "wide"
LEADER, RECEPTION = "leader", "reception"
READERS: Final = (PARENT, NARROW, MEDIUM, WIDE)  # of the list, from few cases to many
CHAIR: Final = MEDIUM  # of the one team there is
EVERYBODY: Final = (*READERS, LEADER, RECEPTION)
CROWD: Final = 5000  # persons with two grants each on the one basis that is withdrawn
WITHDRAWN_CASE: Final = "crowded"


@dataclass(frozen=True)
class Scale:
    """Numbers that follow from the number of cases.

    Keys count up: accounts as teachers, leaders, specialists, receptions, the crowd, parents; units as schools,
    offices, barnevern, the crowd's.
    """

    cases: int

    @property
    def schools(self) -> int:
        return max(4, self.cases // 500)

    @property
    def offices(self) -> int:
        return max(4, self.cases // 2000)

    @property
    def teachers(self) -> int:
        return max(8, self.cases // 100)

    @property
    def specialists(self) -> int:
        return max(8, self.cases // 200)

    @property
    def crowd(self) -> int:
        return min(CROWD, self.cases)

    @property
    def parents(self) -> int:
        return self.cases // 2 + 2

    def numbers(self) -> dict[str, int]:
        """Everything the seeding statements refer to. `first_x` is the number before the first x."""
        leaders = self.teachers
        specialists = leaders + self.schools
        receptions = specialists + self.specialists
        crowd = receptions + self.offices
        return {
            "cases": self.cases,
            "schools": self.schools,
            "offices": self.offices,
            "teachers": self.teachers,
            "specialists": self.specialists,
            "crowd": self.crowd,
            "parents": self.parents,
            "first_leader": leaders,
            "first_specialist": specialists,
            "first_reception": receptions,
            "first_crowd": crowd,
            "first_parent": crowd + self.crowd,
            "child_welfare": self.schools + self.offices + 1,
            "crowd_unit": self.schools + self.offices + 2,
        }

    def accounts(self) -> dict[str, int]:
        """The keys of those who are measured."""
        numbers = self.numbers()
        return {
            PARENT: numbers["first_parent"] + 1,
            WIDE: numbers["first_specialist"] + 1,
            MEDIUM: numbers["first_specialist"] + 2,
            NARROW: numbers["first_specialist"] + 3,
            LEADER: numbers["first_leader"] + 1,
            RECEPTION: numbers["first_reception"] + 4,
        }
