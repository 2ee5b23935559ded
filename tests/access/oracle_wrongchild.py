"""The rules of notes that were written on the wrong child. False means refused."""

from dataclasses import dataclass, field, replace

from tests.access.oracle_concerns import Concern
from tests.access.oracle_emergencies import EmergencyOracle
from tests.access.oracle_log import Case, Entry


@dataclass
class MoveOracle(EmergencyOracle):
    deviations: list[str] = field(default_factory=list)
    moved: list[tuple[Case, Entry]] = field(default_factory=list)  # as they stood

    def takes_away(self, person: str, case: Case, entry: Entry) -> str:
        """As the author, or as a leader when the author is gone; never a leader out of a strictly protected log."""
        if person in case.kept_out:
            return ""
        if person == entry.author:
            return "author" if self.member(person, entry.unit) else ""
        is_gone = entry.author in case.kept_out or not self.member(entry.author, entry.unit)
        may_lead = self.protection(case) != "strengt_fortrolig" and self.leads(
            person, entry.unit, case.kept_out
        )
        return "leader" if is_gone and may_lead else ""

    def may_go(self, person: str, case: Case, entry: Entry, to: Case) -> bool:
        if to is case or not self.goes_alone(entry):
            return False
        if self.takes_away(person, case, entry) == "author":
            return self.may_write(person, to, entry.unit)
        return (
            self.takes_away(person, case, entry) == "leader"
            and self.leads(person, entry.unit, to.kept_out)
            and self.has_living_basis(to, entry.unit)
            and self.shows_head_of(person, to, entry.unit)
            and (not self.my_parts(person, to) or self.reads_entry(person, case, entry))
        )

    @staticmethod
    def goes_alone(entry: Entry) -> bool:
        return not entry.first and entry.measure is None

    def shows_head_of(self, person: str, case: Case, unit: str) -> bool:
        """Its leader sees the head: the unit holds the baton, opened the log, or somebody takes part."""
        named = any(
            part.unit == unit and not self.hides_part(person, case, part) for part in self.living_parts(case)
        )
        return not case.closed and (unit in {case.holder_unit, case.opening_unit} or named)

    def move(self, person: str, case: Case, entry: Entry, to: Case, about: str, key: str) -> bool:
        """What does not tell of the child alone, a leader who does not read it lets nobody read."""
        if not self.may_go(person, case, entry, to):
            return False
        unread = self.takes_away(person, case, entry) == "leader"
        whose = ("other" if entry.about else "") if unread else about
        self._take_out(case, entry)
        to.entries.append(replace(entry, key=key, about=whose, released=False))
        return True

    def take_out(self, person: str, case: Case, entry: Entry, keeper: str, key: str) -> bool:
        """The author keeps the undring; a leader gives it to a colleague, and is kept out of it."""
        taken_as = self.takes_away(person, case, entry)
        can_keep = self.member(keeper, entry.unit) and not self.stands_under(keeper, case.kept_out)
        able = taken_as == "author" or (taken_as == "leader" and keeper != person and can_keep)
        if not able or not self.goes_alone(entry):
            return False
        self._take_out(case, entry)
        leads = taken_as == "leader"
        concern = Concern(key, entry.author, entry.unit, keeper if leads else person)
        concern.kept_out = {person} if leads else set()
        self.concerns.append(concern)
        return True

    def _take_out(self, case: Case, entry: Entry) -> None:
        """With its copies: no two notes of a history say the same."""
        for one in self.cases.values():
            for note in [*one.entries]:
                if note.text == entry.text and not note.first:
                    one.entries.remove(note)
                    self.moved.append((one, note))

    def reads_object(self, person: str, thing: str, key: str) -> bool:
        """Who of the family could read a note where it stood is told what happened to it there."""
        stood = [(case, note) for case, note in self.moved if note.key == key]
        if thing == "entry" and stood:
            return any(self.reads_entry(person, case, note) for case, note in stood)
        return super().reads_object(person, thing, key)

    def sees_deviation(self, person: str) -> bool:
        return person == "privacy_officer"
