"""Pairs of worlds that differ in what a reader must not know of: all that he finds, and is answered, is the same.

A number draws a history, and of other worlds with the same history what is laid between its acts. `make test` plays the
same forty pairs in every run, `make long PART=worlds` a thousand others. What is drawn is in `worlds.py`, `secrets.py`
and the files that it brings in, how it is done in `acts.py`, what is compared in `noticing.py`.
"""

import os
import random
from collections.abc import Sequence

import pytest
from django.db import transaction

from tests.attacks.acts import Act, Answer
from tests.attacks.acts_of_teams import Stage
from tests.attacks.comparing import World
from tests.attacks.elsewhere import KEYS_THAT_LEAD_NOWHERE, places
from tests.attacks.noticing import Seen, Visit, told_apart
from tests.attacks.secrets import SECRETS, Pair, drawn_for
from tests.attacks.worlds import Base, draw_base, tables
from tests.cast import Cast
from tests.examples import MANY, examples

pytestmark = pytest.mark.slow(40)

SEED = os.environ.get("WORLDS", "1")
PER_BASE = 5  # pairs that have the first of their worlds in common
PAGES = 30 if MANY else 8  # that are walked to in the first world
READ_AGAIN = 8 if MANY else 3  # of these in each other
CALLS = 12 if MANY else 4
LONGEST = 1200  # characters of a difference


def play(stage: Stage, acts: Sequence[Act]) -> list[Answer]:
    """On from where it is, the acts of both worlds one step each."""
    return [stage.play(act) for act in acts]


class Worlds:
    """The base of some pairs, played once, and the other worlds beside it."""

    def __init__(self, cast: Cast, base: Base) -> None:
        self.base = base
        self.cast = cast
        self.ground = self._stage(cast, "TST")
        if base.protected:  # both are there in both worlds: the organisation is public knowledge
            self.elsewhere = self._stage(places(cast)["there"].cast, "Team")
            for stage in (self.ground, self.elsewhere):
                stage.world = World(but=KEYS_THAT_LEAD_NOWHERE)
                stage.world.begin()
        self.dice = random.Random(f"{base.seed}/pages to read again")

    def _stage(self, cast: Cast, place: str) -> Stage:
        return Stage(
            cast,
            tables(self.base),
            reader=self.base.reader,
            leader_sees_concerns=self.base.leader_sees,
            place=place,
        )

    def differences(self, pairs: Sequence[Pair]) -> list[str]:
        """Stories of the pairs that the reader can tell apart."""
        opened, found, later = self.ground.copy(), [], []
        before = transaction.savepoint()
        opening = play(opened, self.base.opening)
        said, seen = self._noticed(opened, self.base.tail, PAGES)
        said = opening + said
        for pair in pairs:
            if pair.opening != self.base.opening or pair.elsewhere:
                later.append(pair)
                continue
            answers, there = self._noticed(opened, pair.tail, self._pages(seen))
            found += self._compared(pair, said, opening + answers, seen, there)
        transaction.savepoint_rollback(before)
        for pair in later:
            before = transaction.savepoint()
            stage = (self.elsewhere if pair.elsewhere else self.ground).copy()
            answers = play(stage, pair.opening)
            more, there = self._noticed(stage, pair.tail, self._pages(seen))
            found += self._compared(pair, said, answers + more, seen, there)
            transaction.savepoint_rollback(before)
        return found

    def _pages(self, seen: Seen) -> list[str]:
        return self.dice.sample(sorted(seen.pages), min(READ_AGAIN, len(seen.pages)))

    def _noticed(
        self, stage: Stage, tail: Sequence[Act], pages: Sequence[str] | int
    ) -> tuple[list[Answer], Seen]:
        """How the tail was answered, and what the reader finds after it. Everything is taken back."""
        before, stage = transaction.savepoint(), stage.copy()
        answers = play(stage, tail)
        seen = Visit(stage, self.base.reader, self.base.seed, self.cast).look(pages, calls=CALLS)
        transaction.savepoint_rollback(before)
        return answers, seen

    def _compared(
        self, pair: Pair, said: list[Answer], answers: list[Answer], seen: Seen, there: Seen
    ) -> list[str]:
        """What those who must not know were answered, too. Who knows may do otherwise then: that tells nobody."""
        both = zip(
            [one for one in said if not one.act.secret],
            [one for one in answers if not one.act.secret],
            strict=True,
        )
        other = [(here, there) for here, there in both if here.said != there.said]
        if any(pair.knows(here.by) for here, _there in other):
            return []
        told = [f"{here.act} was answered\n  - {here.said}\n  + {there.said}" for here, there in other]
        told += told_apart(seen, there)
        if not told:
            return []
        why = SECRETS[pair.secret].readers[self.base.reader]
        story = [
            f"{pair.name}, {pair.secret}: {self.base.reader}, who {why}",
            *map(str, answers),
            *[one[:LONGEST] for one in told[:6]],
        ]
        return ["\n".join(story)]


@pytest.mark.parametrize("number", range(-(-examples(40) // PER_BASE)))
@pytest.mark.usefixtures("navigation_on_the_first_page")
def test_who_must_not_know_finds_the_same_in_both_worlds(cast: Cast, number: int) -> None:
    base = draw_base(SEED, number)
    pairs = [drawn_for(base, number * PER_BASE + place) for place in range(PER_BASE)]
    stories = Worlds(cast, base).differences(pairs)
    assert not stories, "\n\n".join([f"Again: WORLDS={SEED}, and -k '[{number}]'", *stories])
