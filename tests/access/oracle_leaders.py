"""The rules of who has a leader's place, and who is kept out (D6).

A unit's leaders; else whoever is over the units of its service; else whom the municipality has named.
"""

from collections.abc import Collection

NAMED = ""  # by the municipality, and over no service
OF_ANOTHER_MUNICIPALITY = "away_school"


class Leaders:
    """What it asks of the oracle: `memberships` (person, unit, role), `overseers` (person, service), `same_service`."""

    memberships: set[tuple[str, str, str]]
    overseers: set[tuple[str, str]]
    same_service: dict[str, str]
    outside: set[str]
    signed: set[tuple[str, str]]

    @property
    def living(self) -> set[tuple[str, str, str]]:
        """D16: a place in an outside body gives nothing before secrecy binds its person."""
        return {one for one in self.memberships if one[1] not in self.outside or one[:2] in self.signed}

    def stands_under(self, person: str, kept_out: Collection[str]) -> bool:
        """Is kept out, or works where somebody leads who is."""
        led = {unit for other, unit, role in self.memberships if other in kept_out and role == "leader"}
        return person in kept_out or any(p == person and unit in led for p, unit, _role in self.memberships)

    def chain(self, unit: str) -> list[set[str]]:
        """Who could have the place, by rank."""
        here = unit != OF_ANOTHER_MUNICIPALITY
        service = self.same_service[unit]
        return [
            {p for p, u, role in self.living if u == unit and role == "leader"},
            {p for p, over in self.overseers if over == service},
            {p for p, over in self.overseers if over == NAMED and here},
        ]

    def leaders_of(self, unit: str, kept_out: Collection[str] = ()) -> tuple[int, set[str]]:
        """The rank of those who have the place, from 1, and who they are; nobody has rank 4."""
        for rank, people in enumerate(self.chain(unit), start=1):
            able = {person for person in people if not self.stands_under(person, kept_out)}
            if able:
                return rank, able
        return 4, set()

    def leads(self, person: str, unit: str, kept_out: Collection[str] = ()) -> bool:
        return person in self.leaders_of(unit, kept_out)[1]

    def receivers_of(self, unit: str, kept_out: Collection[str] = ()) -> set[str]:
        """The reception; where nobody there can, whoever has the leader's place."""
        able = {p for p, u, role in self.living if u == unit and role == "reception"} - set(kept_out)
        return able or self.leaders_of(unit, kept_out)[1]
