"""Somebody of the services who can be asked or chosen for something in a case, and how a form writes the choice."""

from typing import NamedTuple


class Candidate(NamedTuple):
    """A person, acting for a unit."""

    user_id: int
    name: str
    unit_id: int
    unit: str

    @property
    def choice(self) -> tuple[str, str]:
        """For a field of choices: what is sent, and what is read."""
        return f"{self.user_id}:{self.unit_id}", f"{self.name}, {self.unit}"


def chosen(sent: str) -> tuple[int, int]:
    """Account and unit of the choice that was sent; call it only with a value that the field has accepted."""
    user_id, unit_id = sent.split(":")
    return int(user_id), int(unit_id)
