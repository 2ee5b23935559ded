"""What a reader must not know of, by its name: who these readers are, and why, and what happens in one world only."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tests.access.play import HOME
from tests.attacks.acts import Act
from tests.attacks.secrets_of_barnevern import barnevern, given_to_the_reader
from tests.attacks.secrets_of_teams import left_out
from tests.attacks.worlds import (
    OUTSIDERS,
    STAFF,
    Base,
    World,
    between,
    laid_between,
    meddle,
    secret,
    tables,
    veiled,
    with_veiled,
)


@dataclass(frozen=True)
class Secret:
    """`often`: among the others. `readers`: why each of them must not know. `draw` makes the other world, or None where
    the base has no place for it.
    """

    often: int
    readers: dict[str, str]
    draw: Callable[[Base, random.Random], World | None]


def _withheld(base: Base, dice: random.Random) -> World:
    """Notes that the law lets be withheld from the family, that the young person keeps from the parents, or that are
    about the father himself."""
    acts = []
    for _note in range(dice.choice([1, 2])):
        why: dict[str, Any] = dice.choice(
            [
                {"withheld": "told_by_child"},
                {"withheld": "child_at_risk"},
                {"kept": True},
                {"of_father": True},
            ]
        )
        if base.reader == "youth":
            why = dice.choice([{"withheld": "told_by_child"}, {"of_father": True}])
        if base.reader == "head":  # who leads the unit of its author is told that something is withheld (D7)
            why = dice.choice([{"kept": True}, {"of_father": True}])
        by = dice.choice(base.writers)
        acts.append(
            Act("write", by, {"kind": dice.choice(["school", "family", "health"]), "text": "Hemmelig", **why})
        )
        acts.append(
            Act(
                "rewrite",
                by,
                {"which": 0, "text": "Hemmelig, rettet", "kind": dice.choice(["school", "other"])},
            )
        )
    world = laid_between(base, dice, acts[: dice.choice([1, 2, 4])])
    told: list[dict[str, Any]] = [{"kept": True}] + [{"withheld": "told_by_child"}] * (base.reader != "head")
    return World(world.opening, [*world.tail, meddle(base, dice, **dice.choice(told))])


def _kinds(base: Base, dice: random.Random) -> World | None:
    """Both worlds have as many notes that are not shown; who wrote them, when, of which kind, and what differs."""
    if len(base.tail) == len(base.common):
        return None
    notes = veiled(base, dice, f"Hemmelig {dice.randrange(100)}")
    return World(base.opening, with_veiled([_said_otherwise(base, act) for act in base.common], dice, notes))


def _said_otherwise(base: Base, act: Act) -> Act:
    """What is decided is seen with the measure, and what an evaluation of a kind that is not given says is not."""
    if act.verb != "evaluate" or act.by == base.reader or act.given["kind"] in base.shares[base.reads_for]:
        return act
    said = {
        "text": "Hemmelig",
        "effect": 5,
        "childs_view": "Hemmelig",
        "parents_view": "Hemmelig",
        "how_heard": "observed",
    }
    return replace(act, given=act.given | said)


def _apart(base: Base, dice: random.Random) -> World | None:
    """Others' undringer and drafts. Who leads the unit is told of its undringer where the municipality says so."""
    authors = [
        one for one in ("teacher", "other_teacher", "nurse", "adviser", "ppt_colleague", "nav", "coordinator",
                        "other_coordinator", "child_welfare_worker", "head")
        if one != base.reader and not (base.reader == "head" and base.leader_sees and HOME[one] == "school")
    ]  # fmt: skip
    # Of the reader's own unit, where others beside its author may read: above all of these he must not know.
    near = [one for one in authors if HOME[one] == base.reads_for]
    by = dice.choice(near if near and dice.random() < 0.7 else authors)
    colleagues = [one for one in STAFF if HOME[one] == HOME[by] and one not in (by, base.reader)]
    page = dice.choice(["/undringer/ny/", "/stafettlogger/{case}/notat/", "/stafettlogger/{case}/mal/nytt/"])
    concern = [
        Act("concern", by, {"text": "Hemmelig undring"}),
        *[Act("share_concern", by, {"which": 0, "person": one}) for one in colleagues[:1]],
        Act("change_concern", by, {"which": 0, "text": "Hemmelig, rettet"}),
        Act("close_concern", by, {"which": 0}),
    ]
    draft = [Act("draft", by, {"page": page, "text": "Hemmelig utkast"})]
    tail = [_shown_to_more(base, act) for act in base.tail]
    acts = between(dice, concern[: dice.choice([1, 2, 4])], draft * dice.randrange(2))
    tells_leader = base.reader == "head" and base.leader_sees and HOME[base.opener] == "school"
    if base.opener != base.reader and not tells_leader and dice.random() < 0.3:
        opening = [
            replace(act, given=act.given | {"concern": True}) if act.verb == "open" else act
            for act in base.opening
        ]
        return World(opening, between(dice, tail, secret(*acts)))
    return World(base.opening, between(dice, tail, secret(*acts)))


def _shown_to_more(base: Base, act: Act) -> Act:
    """Whoever is shown an undring is not told who else is."""
    if "shown_to" not in act.given:
        return act
    more = [one for one in STAFF if HOME[one] == HOME[act.by] and one not in (act.by, base.reader)]
    return replace(act, given=act.given | {"shown_to": (*act.given["shown_to"], *more)})


def _another_log(base: Base, dice: random.Random) -> World | None:
    """Of the same child, by a unit in which the reader does not work."""
    openers = [
        one for one in ("coordinator", "nav", "other_teacher", "adviser") if HOME[one] != base.reads_for
    ]
    if base.reader == "head":
        openers = [one for one in openers if HOME[one] != "school"]
    by = dice.choice(openers)
    acts = [Act("another_log", by, {"shares": {HOME[by]: ("school", "economy")}, "text": "Hemmelig logg"})]
    return laid_between(base, dice, acts)


def _excepted(base: Base, dice: random.Random) -> World | None:
    """When the family is asked anew, it excepts somebody who has no part in anything here."""
    acts = [*base.opening, *base.tail]
    # Who sits at a table on which the log is put reads what is asked there.
    at_tables = set().union(*tables(base)) if any(act.verb == "refer" for act in acts) else set()
    idle = [
        one
        for one in ("other_coordinator", "ppt_colleague", "nav", "coordinator")
        if one not in at_tables and one != base.reader
        and not any(one in (act.by, *map(str, act.given.values())) for act in acts)
        and one not in base.joined
    ]  # fmt: skip
    asked = [place for place, act in enumerate(base.tail) if act.verb == "consent"]
    if not idle or not asked:
        return None
    tail, at = list(base.tail), dice.choice(asked)
    tail[at] = replace(tail[at], given=tail[at].given | {"excepted": dice.choice(idle)})
    return World(base.opening, tail)


def _a_birth(base: Base, dice: random.Random) -> World | None:
    """The mother expects a child, or has had it: a log of hers, in another unit than the reader's."""
    openers = ("coordinator", "nav", "other_teacher", "adviser")
    away = [one for one in openers if HOME[one] != base.reads_for]
    by = dice.choice([one for one in away if base.reader != "head" or HOME[one] != "school"])
    given = {"shares": {HOME[by]: ("school", "health")}, "born": dice.random() < 0.7}
    return laid_between(base, dice, [Act("her_log", by, given)])


def _waits(base: Base, dice: random.Random) -> World | None:
    """Registered, and no second person has looked at it. Who holds the baton knows.

    Not another birth date, which narrows at once what everybody reads.
    """
    if given_to_the_reader(base) < len(base.tail):
        return None
    acts = [Act("propose", "@holder", {"what": "responsibility", "relation": "far"})]
    acts += [Act("provide", "@holder", {"ground": "daily_care"})] * dice.randrange(2)
    return laid_between(base, dice, acts)


def _protected(base: Base, _dice: random.Random) -> World | None:
    """With a protected address the family is not told who helps: in the other world others of the same services."""
    return World(base.opening, base.tail, elsewhere=True) if base.protected else None


TAKES_PART = {
    "nurse": "takes part for another unit, and sits in the team",
    "adviser": "takes part, leads the team, or holds the baton",
    "teacher": "takes part in a log that somebody else has opened",
    "ppt_colleague": "is a colleague in the same unit as somebody who takes part",
    "nav": "is the reception of a unit that is invited, or takes part",
    "coordinator": "keeps the plan",
}
NO_PART = {
    "head": "leads the holder's unit, and sees heads alone",
    "other_teacher": "receives for the school, and takes no part",
    **dict.fromkeys(OUTSIDERS, "has nothing to do with the child"),
}
NO_SECOND_PERSON = {one: why for one, why in NO_PART.items() if one not in ("head", "father")}
BARNEVERN = {"child_welfare_worker": "takes part for barnevern, which is one unit beside others here"}
MOTHER_OF_PEOPLE = {"mother": "is not told which person is excepted, who may be the other parent"}
MOTHER = {"mother": "is not told, as a parent, what is withheld from the family or kept from the parents"}
YOUTH = {"youth": "is not told what the law lets be withheld"}
FAMILY = {
    "mother": "a parent reads the log, and nobody's own papers",
    "youth": "reads the log, and nobody's own papers",
}

SECRETS: dict[str, Secret] = {
    "left out": Secret(3, {**TAKES_PART, **NO_PART, **BARNEVERN}, left_out),
    "withheld": Secret(
        2,
        {**MOTHER, **YOUTH, **dict.fromkeys(("other_teacher", "head", *OUTSIDERS), "takes no part")},
        _withheld,
    ),
    "kinds": Secret(1, {**TAKES_PART, **BARNEVERN}, _kinds),
    "barnevern": Secret(3, {**TAKES_PART, **NO_PART}, barnevern),
    "apart": Secret(1, {**TAKES_PART, **NO_PART, **BARNEVERN, **FAMILY}, _apart),
    "protected": Secret(
        2, dict.fromkeys(FAMILY, "is not told where somebody protected can be met"), _protected
    ),
    "excepted": Secret(1, {**NO_PART, **MOTHER_OF_PEOPLE}, _excepted),
    "waits": Secret(2, {**TAKES_PART, **NO_SECOND_PERSON, **BARNEVERN}, _waits),
    "a birth": Secret(1, {**TAKES_PART, **NO_PART, **BARNEVERN, "youth": "reads the own log"}, _a_birth),
    "another log": Secret(1, {**TAKES_PART, **NO_PART, **BARNEVERN}, _another_log),
}


@dataclass(frozen=True)
class Pair:
    """A base, and the acts of the world beside it."""

    name: str
    secret: str
    base: Base
    opening: list[Act]
    tail: list[Act]
    elsewhere: bool

    def knows(self, person: str) -> bool:
        """May this person have known? Of barnevern itself, whoever opened and the family; of the rest anybody else."""
        if self.elsewhere:
            return person not in FAMILY
        if self.secret == "barnevern":
            return person in (self.base.opener, "child_welfare_worker", *FAMILY)
        return person != self.base.reader


def drawn_for(base: Base, number: int) -> Pair:
    """The other world, by number: the secrets that this reader must not know of follow each other."""
    secrets = [
        name for name, one in SECRETS.items() if base.reader in one.readers for _once in range(one.often)
    ]
    random.Random(base.reader).shuffle(secrets)
    for turn in range(len(secrets)):
        name = secrets[(number + turn) % len(secrets)]
        if world := SECRETS[name].draw(base, random.Random(f"{base.seed}/{number}")):
            return Pair(f"{base.seed}/{number}", name, base, world.opening, world.tail, world.elsewhere)
    raise AssertionError(f"{base.reader} is told everything")
