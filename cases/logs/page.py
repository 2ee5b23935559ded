"""The page of a log as one reader sees it: its notes, the baton, who takes part."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from operator import itemgetter
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.baton.history import baton_history
from cases.baton.models import BatonOffer, OfferAnswer
from cases.baton.services import latest_offer
from cases.case.models import Case
from cases.case.selectors import Holder, Participant, holder_of, participants
from cases.consents.asking_anew import to_ask
from cases.logs import selectors
from cases.logs.models import Entry, EntryRole
from cases.logs.panels import Happened
from consent.selectors import SharedWith, longest_of_each, registered_consents, shared_with
from municipality.access.verbs import value
from municipality.organisation.choices import KindOfInformation
from municipality.people.models import User
from municipality.ui.paging import Slice, slice_of
from municipality.ui.words import in_a_row

PER_PAGE: Final = 20
FEW: Final = 3  # with more notes than this the page offers a search


@dataclass(frozen=True)
class Note:
    """An entry with the words beside it. `mine`: its reader wrote it, and may change it.

    `about`: the adult whose own affairs it tells of. `disagreed`: what the family wants to stand instead; empty when it
    disagrees without words, None when it does not.
    """

    entry: Entry
    author: str
    kind: str
    mine: bool
    about: str = ""
    disagreed: str | None = None

    @property
    def whose(self) -> str:
        """«Om Fredrik selv»; nothing when it is about the child."""
        if self.entry.about_other:
            return _("Om noen andre")
        return _("Om %(name)s selv") % {"name": self.about.split()[0]} if self.about else ""

    @property
    def has_more(self) -> bool:
        """Whether there is something below its text."""
        entry = self.entry
        return bool(
            self.mine
            or self.whose
            or self.disagreed is not None
            or entry.changed_at
            or entry.withheld_because
            or entry.kept_from_parents
        )


def note_of(
    entry: Entry, signed: dict[uuid.UUID, selectors.Signed], kinds: dict[str, str], *, mine: bool
) -> Note:
    """Without a signature where access ended between the two questions."""
    by = signed.get(entry.pk)
    if by is None:
        return Note(entry, "", kinds[entry.kind], mine=mine)
    return Note(entry, by.words, kinds[entry.kind], mine=mine, about=by.about, disagreed=by.disagreed)


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
    newer_than_page: datetime | None

    def with_what_happened(self, happened: Iterable[Happened]) -> list[Note | Happened]:
        """The notes of this page and the lines that belong among them, the newest first; no lines in a search."""
        lines: list[tuple[datetime, Note | Happened]] = [
            (note.entry.written_at, note) for note in self.page.rows
        ]
        if not self.looked_for:
            oldest = self.page.rows[-1].entry.written_at if self.page.has_next else None
            lines += [(one.moment, one) for one in happened if self._is_of_page(one.moment, oldest)]
        return [line for _moment, line in sorted(lines, key=itemgetter(0), reverse=True)]

    def _is_of_page(self, moment: datetime, oldest: datetime | None) -> bool:
        newest = self.newer_than_page
        return (newest is None or moment < newest) and (oldest is None or moment >= oldest)

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
    timeline = selectors.timeline(case, kind=looked_for.kind, text=looked_for.text)
    found = slice_of(timeline, page, PER_PAGE)
    signed = selectors.signatures([*([first] if first else []), *found.rows])

    def told(entry: Entry) -> Note:
        mine = may_change and entry.author_id == user.pk
        return note_of(entry, signed, kinds, mine=mine)

    return Notes(
        first=told(first) if first else None,
        page=found.told(told),
        looked_for=looked_for,
        hidden=0 if user.is_family else selectors.hidden_entry_count(case),
        newer_than_page=timeline[found.start - 1].written_at if found.has_previous else None,
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
    """Who takes part, and the consents in force, and those that have ended.

    `without_mail`: of the family, in words, to the relay holder only. `as_stand_in`: the reader, who takes part as one.
    `at_rest`: who asks the family whether a log shall go on that no unit reads any more (D4).
    """

    people: list[Participant]
    shares: list[SharedWith]
    ended: list[SharedWith]
    without_mail: str
    as_stand_in: Participant | None
    at_rest: Holder | None

    @cached_property
    def units(self) -> list[SharedWith]:
        """Each unit once, by the consent that lasts longest."""
        return longest_of_each(self.shares)

    @cached_property
    def holder(self) -> Participant | None:
        return next((one for one in self.people if one.holds), None)


def taking_part_in(case: Case, user: User) -> TakingPart:
    shares, people = shared_with(case.pk), participants(case)
    alive = [share for share in shares if share.alive]
    return TakingPart(
        people=people,
        shares=alive,
        ended=[share for share in shares if not share.alive],
        as_stand_in=next((one for one in people if one.user_id == user.pk and one.stands_in_for), None),
        without_mail=selectors.family_without_mail(case) if case.holder_id == user.pk else "",
        at_rest=None if alive or case.closed_at else holder_of(case),
    )


def asks_anew(case: Case, user: User, taking_part: TakingPart) -> bool:
    """Whether the family should be asked again; for the family and the relay holder."""
    if not user.is_family and case.holder_id != user.pk:
        return False
    return bool(to_ask(case, [*taking_part.shares, *taking_part.ended], is_subject=False))


def happened_in(case: Case, taking_part: TakingPart) -> Iterator[Happened]:
    """The log's own short lines: opened, consents, the baton, closed. What other rooms know of, they bring."""
    yield Happened(case.opened_at, _("Stafettloggen ble åpnet"))
    url = reverse("consents:list", args=[case.pk])
    for consent in registered_consents(case.pk):
        words = _("Familien sa nei til nytt samtykke") if consent.is_refused else _("Samtykke ble registrert")
        yield Happened(consent.registered_at, words, url)
    ended: dict[datetime, set[str]] = defaultdict(set)
    for share in taking_part.ended:
        ended[share.withdrawn_at or share.ends].add(share.unit)
    withdrawn = {share.withdrawn_at for share in taking_part.ended}
    for moment, units in ended.items():
        words = (
            _("Samtykke ble trukket: %(units)s")
            if moment in withdrawn
            else _("Samtykke gjelder ikke lenger: %(units)s")
        )
        yield Happened(moment, words % {"units": in_a_row(sorted(units))}, url)
    for move in baton_history(case.pk):
        yield Happened(move.moved_at, move.words)
    if case.closed_at:
        yield Happened(case.closed_at, _("Stafettloggen ble avsluttet"))
