"""What happens in a generated world: acts in words, and the stage that plays them through the services.

What is secret is kept apart from what both worlds have: the third note that both have is the same note, whatever
else was written before it.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable
from copy import copy, deepcopy
from dataclasses import dataclass, field
from typing import Any, Self

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils import timezone

from cases.baton.services import baton_answer, baton_offer, baton_offer_cancel
from cases.case.models import Case, ParentalResponsibility
from cases.case.services import participant_add, participant_remove
from cases.checks.models import What
from cases.checks.services import Shown, change_propose, provision_register
from cases.concerns.models import Concern
from cases.concerns.services import concern_change, concern_close, concern_register, concern_share
from cases.conversation.exclusions import exclusion_add
from cases.conversation.services import conversation_begin, conversation_drop
from cases.documents.services import document_keep
from cases.logs.models import Entry
from cases.logs.services import entry_change, entry_write
from cases.plans.models import IndividualPlan
from consent.models import Answer as Says
from consent.models import Asked, HowWithdrawn
from consent.services import Agreement, Share, consent_register, consent_withdraw
from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere
from municipality.access.verbs import refusals
from municipality.notices.services import notices_read_all
from municipality.organisation.models import Team, Unit
from municipality.organisation.municipality import Municipality
from municipality.people.models import MembershipRole, User
from municipality.people.services import membership_start
from municipality.versions import ChangedMeanwhile
from municipality.writing.drafts import draft_save
from municipality.writing.once import Opened
from teams.meetings.models import Meeting
from tests.access.play import HOME
from tests.attacks.comparing import World
from tests.cast import Cast, years_ago
from tests.documents.papers import SMALL
from tests.logs.opening import open_log
from tests.plans.helpers import in_days
from tests.teams.helpers import seat

FAMILY = ("mother", "youth")
Shares = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Act:
    """`by` is somebody of the cast or "@holder"; `secret`: one of the worlds does not have it, or otherwise."""

    verb: str
    by: str
    given: dict[str, Any] = field(default_factory=dict)
    secret: bool = False

    def __str__(self) -> str:
        given = ", ".join(f"{name}={one!r}" for name, one in self.given.items())
        return f"{'SECRET ' if self.secret else ''}{self.by}: {self.verb}({given})"


@dataclass(frozen=True)
class Answer:
    """What somebody was answered."""

    act: Act
    by: str
    said: str

    def __str__(self) -> str:
        return f"{self.act}: {self.said}"


@dataclass
class Made:
    """What the acts have made, of the secret ones or of the others, in the order in which it was made."""

    entries: dict[str, list[uuid.UUID]] = field(default_factory=lambda: defaultdict(list))  # by their author
    evaluations: list[uuid.UUID] = field(default_factory=list)
    goals: list[uuid.UUID] = field(default_factory=list)
    measures: list[uuid.UUID] = field(default_factory=list)
    referrals: list[uuid.UUID] = field(default_factory=list)
    concerns: list[uuid.UUID] = field(default_factory=list)


class Nothing(Exception):
    """There is nothing to do this with."""


def one_of(made: list[uuid.UUID], which: int) -> uuid.UUID:
    if not made:
        raise Nothing
    return made[which % len(made)]


class LogStage:
    """One world while it is played. Whatever is refused leaves nothing behind, and how it was answered is kept."""

    def __init__(
        self,
        cast: Cast,
        tables: list[dict[str, str]],
        *,
        reader: str,
        leader_sees_concerns: bool,
        place: str = "TST",
    ) -> None:
        """`tables`: of each team who sits in it, and as what. `reader` does nothing in secret, as holder either.

        `place` is what its teams are called.
        """
        self.cast, self.reader = cast, reader
        self.world = World()
        self.made = {False: Made(), True: Made()}
        with as_system("test: teams and a setting"):
            Municipality.objects.filter(pk=cast.home.pk).update(leader_sees_concerns=leader_sees_concerns)
            self.teams = [
                Team.objects.create(municipality=cast.home, team_type="TST", name=f"{place} {number}")
                for number, _table in enumerate(tables)
            ]
        for team, table in zip(self.teams, tables, strict=True):
            for person, role in table.items():
                seat(team, self.user(person), self.home(person), role)
        with as_system("test: the school has a reception, too"):
            membership_start(user=cast.other_teacher, unit=cast.school, role=MembershipRole.RECEPTION)
        self.world.begin()
        self.meetings: dict[int, Meeting] = {}  # by the table
        self.plan: IndividualPlan | None = None

    def copy(self) -> Self:
        """The same stage, to be played on from here, after a rollback once more."""
        other = copy(self)
        other.world = copy(self.world)
        other.world.steps = list(self.world.steps)
        other.made, other.meetings = deepcopy(self.made), dict(self.meetings)
        return other

    @property
    def case(self) -> uuid.UUID:
        assert self.world.case_id
        return self.world.case_id

    def user(self, person: str) -> User:
        found: User = getattr(self.cast, person)
        return found

    def home(self, person: str) -> Unit:
        unit: Unit = getattr(self.cast, HOME[person])
        return unit

    def holder(self) -> str:
        with as_system("test: who holds the baton"):
            case = Case.objects.get(pk=self.case)
        return next((name for name in HOME if self.user(name).pk == case.holder_id), "nobody")

    def play(self, act: Act) -> Answer:
        """What is in both worlds is a step of the history; what is secret falls into the next one."""
        by = self.holder() if act.by == "@holder" else act.by
        if act.secret and by == self.reader:
            return Answer(act, by, "not by who reads")
        do: Callable[..., None] = getattr(self, act.verb)
        try:
            with transaction.atomic(), as_user(self.user(by).pk), refusals():
                do(by, self.made[act.secret], **act.given)
            said = "done"
        except (Nothing, ObjectDoesNotExist):
            said = "nothing there"
        except (PermissionDenied, NothingThere, ChangedMeanwhile, IntegrityError) as error:
            said = f"{type(error).__name__} {error}".split("\n")[0].strip()
        if not act.secret:
            self.world.step(f"{len(self.world.steps)} {act.verb}")
        return Answer(act, by, said)

    # --- the log
    def open(
        self, by: str, _made: Made, *, child: str, shares: Shares, concern: bool = False, **more: Any
    ) -> None:
        told = None
        if concern:
            told = self._concern(by, "Hemmelig undring før loggen")
        if child == "youth":
            more |= {"number": self.cast.youth_number, "child_answer": Says.YES}
        self.world.case_id = open_log(
            self.cast, opener=by, unit=HOME[by], shares=shares, concern=told, **more
        )

    # --- who takes part, and what they may read
    def name(self, by: str, _made: Made, *, person: str) -> None:
        participant_add(case_id=self.case, person=self.user(person), unit=self.home(person))

    def remove(self, _by: str, _made: Made, *, person: str) -> None:
        participant_remove(case_id=self.case, person_id=self.user(person).pk, unit_id=self.home(person).pk)

    def consent(self, _by: str, _made: Made, *, shares: Shares, excepted: str = "") -> None:
        """The mother says yes. `excepted`: a person whom she does not want to read."""
        with as_system("test: who answers"):
            case = Case.objects.select_related("holder_unit").get(pk=self.case)
            mother = case.parents.get(has_responsibility=True).parent_id
        if excepted:
            asked = conversation_begin(case=case)
            exclusion_add(
                consent_id=asked, user_id=self.user(excepted).pk,
                wanted_by=Asked.objects.get(consent=asked, resident=mother).pk,
            )  # fmt: skip
        consent_register(
            case_id=self.case,
            agreement=Agreement(
                "samtale", timezone.localdate(), in_days(100),
                [Share(getattr(self.cast, unit), list(kinds)) for unit, kinds in shares.items()],
                {mother: Says.YES},
            ),
            own=case.holder_unit,
        )  # fmt: skip

    def withdraw(self, _by: str, _made: Made, *, unit: str | None, kind: str) -> None:
        consent_withdraw(
            case_id=self.case, unit_id=getattr(self.cast, unit).pk if unit else None, kind=kind,
            how=HowWithdrawn.ORAL,
        )  # fmt: skip

    # --- what waits for a second person
    def propose(self, _by: str, _made: Made, *, what: str, relation: str = "", becomes: str = "") -> None:
        """A change of the log that widens: nothing of it holds yet."""
        parent = (
            ParentalResponsibility.objects.get(case=self.case, relation=relation).pk if relation else None
        )
        shown = Shown("dokument", timezone.localdate(), timezone.localdate(), "Hemmelig hørt")
        change_propose(case_id=self.case, what=What(what), parent_id=parent, becomes=becomes, shown=shown)

    def provide(self, _by: str, _made: Made, *, ground: str) -> None:
        """The mother need not answer, if a second person says so; what is asked is forgotten again."""
        asked = conversation_begin(case=Case.objects.get(pk=self.case))
        mother = Asked.objects.get(consent=asked, relation="mor").pk
        shown = Shown("vurdert", timezone.localdate(), timezone.localdate(), "Hemmelig hørt")
        provision_register(person_id=mother, ground=ground, shown=shown)
        conversation_drop(consent_id=asked)

    def offer(self, _by: str, _made: Made, *, person: str, answer: bool | None = None) -> None:
        """Asked, and answered at once unless `answer` is None."""
        user = self.user(person)
        offer = baton_offer(case_id=self.case, user_id=user.pk, unit_id=self.home(person).pk, why="")
        if answer is not None:
            with as_user(user.pk):
                baton_answer(case_id=self.case, offer_id=offer, yes=answer)

    def cancel_offer(self, _by: str, _made: Made) -> None:
        baton_offer_cancel(case_id=self.case)

    def read_notices(self, _by: str, _made: Made) -> None:
        notices_read_all()

    # --- notes
    def write(
        self,
        by: str,
        made: Made,
        *,
        kind: str,
        text: str,
        withheld: str = "",
        kept: bool = False,
        of_father: bool = False,
    ) -> None:
        father = ParentalResponsibility.objects.get(case=self.case, relation="far").pk if of_father else None
        entry = entry_write(
            author=self.user(by), unit=self.home(by), case_id=self.case, kind=kind, text=text,
            withheld_because=withheld, kept_from_parents=kept, about=father,
        )  # fmt: skip
        made.entries[by].append(entry.pk)
        if of_father:  # documents are about the child
            return
        document_keep(
            case=Case.objects.get(pk=self.case), unit=self.home(by), kind=kind, file=SMALL,
            withheld_because=withheld, kept=kept,
        )  # fmt: skip

    def rewrite(self, by: str, made: Made, *, which: int, text: str, kind: str = "") -> None:
        """One's own. What it says of who is kept from it stays."""
        self._rewrite(one_of(made.entries[by], which), text, kind)

    def try_rewriting(self, _by: str, _made: Made, *, which: int, text: str, **said: Any) -> None:
        """An evaluation that both worlds have, by its author, who would keep it from somebody."""
        self._rewrite(one_of(self.made[False].evaluations, which), text, **said)

    def _rewrite(
        self, key: uuid.UUID, text: str, kind: str = "", withheld: str = "", *, kept: bool = False
    ) -> None:
        with as_system("test: the note"):
            entry = Entry.objects.get(pk=key)
            about = entry.about_id
        with as_user(entry.author_id):
            entry_change(
                entry=entry, version=entry.version, kind=kind or entry.kind, text=text,
                withheld_because=withheld or entry.withheld_because,
                kept_from_parents=kept or entry.kept_from_parents, about=about,
            )  # fmt: skip

    # --- what one keeps for oneself
    def _concern(self, by: str, text: str) -> Concern:
        return concern_register(
            author=self.user(by), unit=self.home(by), child_name="Emma Eksempel", birth_date=years_ago(9),
            observed=text, since=timezone.localdate(),
        )  # fmt: skip

    def concern(self, by: str, made: Made, *, text: str, shown_to: tuple[str, ...] = ()) -> None:
        concern = self._concern(by, text)
        for person in shown_to:
            concern_share(concern=concern, colleague_id=self.user(person).pk)
        made.concerns.append(concern.pk)

    def _my_concern(self, made: Made, which: int) -> Concern:
        key = one_of(made.concerns, which)
        with as_system("test: the undring"):
            return Concern.objects.get(pk=key)

    def share_concern(self, _by: str, made: Made, *, which: int, person: str) -> None:
        concern = self._my_concern(made, which)
        with as_user(concern.author_id):
            concern_share(concern=concern, colleague_id=self.user(person).pk)

    def change_concern(self, _by: str, made: Made, *, which: int, text: str) -> None:
        concern = self._my_concern(made, which)
        with as_user(concern.author_id):
            concern_change(
                concern=concern, version=concern.version, child_name=concern.child_name, observed=text,
                birth_date=concern.birth_date, since=concern.since,
            )  # fmt: skip

    def close_concern(self, _by: str, made: Made, *, which: int) -> None:
        concern = self._my_concern(made, which)
        with as_user(concern.author_id):
            concern_close(concern=concern, reason="Ikke behov.")

    def draft(self, by: str, _made: Made, *, page: str, text: str) -> None:
        form = Opened(self.user(by).pk, page.format(case=self.case), uuid.uuid4())
        draft_save(form, QueryDict(f"text={text}"))

    def another_log(self, by: str, _made: Made, *, shares: Shares, text: str) -> None:
        """Of the same child, in which the readers take no part."""
        log = open_log(self.cast, opener=by, unit=HOME[by], shares=shares, first_text=text)
        entry_write(author=self.user(by), unit=self.home(by), case_id=log, kind="economy", text=text)
