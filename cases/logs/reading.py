"""The page of a log as one reader sees it: its notes, the baton, who takes part."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from cases.baton.models import BatonOffer, OfferAnswer
from cases.baton.services import latest_offer
from cases.case.models import Case
from cases.case.selectors import Participant, participants
from cases.logs import selectors
from cases.logs.models import Entry, EntryRole
from consent.selectors import SharedWith, shared_with
from municipality.access.verbs import value
from municipality.organisation.choices import KindOfInformation
from municipality.people.models import User
from municipality.ui.paging import Slice, slice_of

PER_PAGE: Final = 20
FEW: Final = 3  # with more notes than this the page offers a search


@dataclass(frozen=True)
class Note:
    """An entry with the words beside it. `mine`: its reader wrote it, and may change it."""

    entry: Entry
    author: str
    kind: str
    mine: bool

    @property
    def has_more(self) -> bool:
        """Whether there is something below its text."""
        entry = self.entry
        return bool(self.mine or entry.changed_at or entry.withheld_because or entry.kept_from_parents)


@dataclass(frozen=True)
class LookedFor:
    """What a reader looks for among the notes: a kind of information, or words in the text; empty shows all."""

    text: str
    kind: str

    def __bool__(self) -> bool:
        return bool(self.text or self.kind)

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """Those to choose from, with their labels."""
        return [(value, str(label)) for value, label in KindOfInformation.choices]


@dataclass(frozen=True)
class Notes:
    """The first concern, and one page of what was written after it. `hidden`: how many this reader is not shown."""

    first: Note | None
    page: Slice[Note]
    looked_for: LookedFor
    hidden: int

    @property
    def can_be_searched(self) -> bool:
        return bool(self.looked_for) or self.page.has_other_pages or len(self.page.rows) > FEW

    @property
    def entries(self) -> list[Entry]:
        """Every row that is shown."""
        return [note.entry for note in ([self.first] if self.first else []) + self.page.rows]


def notes_of(case: Case, user: User, looked_for: LookedFor, page: str | None, *, may_change: bool) -> Notes:
    """What `user`, the current user, may read. Costs one page, however long the log is (docs/performance.md)."""
    kinds = dict(looked_for.kinds)

    first = Entry.objects.filter(case=case, role=EntryRole.FIRST).first()
    found = slice_of(selectors.timeline(case, kind=looked_for.kind, text=looked_for.text), page, PER_PAGE)
    signed = selectors.signatures([*([first] if first else []), *found.rows])

    def told(entry: Entry) -> Note:
        # No signature where access ended between the two questions.
        mine = may_change and entry.author_id == user.pk
        return Note(entry, signed.get(entry.pk, ""), kinds[entry.kind], mine=mine)

    return Notes(
        first=told(first) if first else None,
        page=found.told(told),
        looked_for=looked_for,
        hidden=0 if user.is_family else selectors.hidden_entry_count(case),
    )


@dataclass(frozen=True)
class Baton:
    """The baton as one reader sees it: `mine` to pass on; `asked` to take it; `latest`: what my own question led to."""

    mine: bool
    asked: BatonOffer | None
    latest: BatonOffer | None


def baton_of(case: Case, user: User, *, may_change: bool) -> Baton:
    if case.holder_id == user.pk:
        return Baton(mine=may_change, asked=None, latest=latest_offer(case.pk))
    if user.is_family or not value("my_offers"):
        return Baton(mine=False, asked=None, latest=None)
    asked = BatonOffer.objects.filter(case=case, user=user, answer=OfferAnswer.WAITING)
    return Baton(mine=False, asked=asked.first(), latest=None)


@dataclass(frozen=True)
class TakingPart:
    """Who takes part, and the consents in force. `without_mail`: of the family, in words, to the relay holder only."""

    people: list[Participant]
    shares: list[SharedWith]
    without_mail: str

    @cached_property
    def holder(self) -> Participant | None:
        return next((one for one in self.people if one.holds), None)


def taking_part_in(case: Case, user: User) -> TakingPart:
    return TakingPart(
        people=participants(case),
        shares=[share for share in shared_with(case.pk) if share.alive],
        without_mail=selectors.family_without_mail(case) if case.holder_id == user.pk else "",
    )
