"""What a reader must not know of, by its kind: who these readers are, and why, and what happens in one world only."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tests.access.play import HOME
from tests.attacks.acts import Act
from tests.attacks.worlds import OUTSIDERS, STAFF, Base, between, veiled, with_veiled


@dataclass
class World:
    """The acts of one of the worlds."""

    opening: list[Act]
    tail: list[Act]
    elsewhere: bool = False  # done by people of other units of the same services


@dataclass(frozen=True)
class Kind:
    """`often`: among the others. `readers`: why each of them must not know. `draw` makes the other world, or None where
    the base has no place for it.
    """

    often: int
    readers: dict[str, str]
    draw: Callable[[Base, random.Random], World | None]


def _secret(*acts: Act) -> list[Act]:
    return [replace(act, secret=True) for act in acts]


def _laid_between(base: Base, dice: random.Random, acts: list[Act]) -> World:
    return World(base.opening, between(dice, base.tail, _secret(*acts)))


def _at_the_second_table(
    base: Base, dice: random.Random, left_out: tuple[str, ...], kind: str, knows: list[str]
) -> list[Act]:
    """A case comes to the table, is decided on, and what comes of it. Its meeting both worlds have."""
    asked = [None, *knows]
    decided = {"table": 1, "responsible": dice.choice(asked), "informs": dice.choice(asked)}
    acts = [
        Act("refer", "@holder", {"table": 1, "kind": kind, "question": "Hemmelig spørsmål", "left_out": left_out}),
        Act("lift", base.chair, {"table": 1}),
        Act("decide", base.chair, decided | {"text": "Hemmelig råd"}),
        Act("decide", base.chair, decided | {"text": "Hemmelig råd, rettet", "again": dice.random() < 0.3}),
        Act("do", base.chair, {"text": "Hemmelig gjort"}),
        Act("correct", dice.choice([base.chair, "mother"]), {"text": "Hemmelig rettelse"}),
        Act("close", dice.choice(["@holder", base.chair]), {}),
    ]  # fmt: skip
    return acts[: dice.choice([1, 1, 1, 3, 4, 6, 7])]


def _at_the_third_table(base: Base, dice: random.Random) -> list[Act]:
    """Barnevern hears a case, and nobody does who must not know of it."""
    me, chair = "child_welfare_worker", base.opener
    kind = dice.choice(["school", "school", "child_welfare"])
    acts = [
        Act("refer", "@holder", {"table": 2, "kind": kind, "question": "Hemmelig spørsmål", "left_out": ()}),
        Act("meet", chair, {"table": 2}),
        Act("lift", chair, {"table": 2}),
        Act(
            "decide",
            chair,
            {"table": 2, "text": "Hemmelig råd", "responsible": me, "informs": dice.choice([None, me])},
        ),
        Act("approve", chair, {"table": 2}),
        Act("do", chair, {"text": "Hemmelig gjort"}),
        Act("correct", dice.choice([me, "mother"]), {"text": "Hemmelig rettelse"}),
    ]
    return acts[: dice.choice([1, 4, 7])]


def _left_out(base: Base, dice: random.Random) -> World | None:
    """Of what the table hears the reader's unit is left out, at which somebody of the unit may sit."""
    if base.reads_for == HOME[base.opener] and base.reader not in ("head", "other_teacher"):
        return None
    out = (base.reads_for,) if base.reads_for and base.reads_for != HOME[base.opener] else ()
    knows = [one for one in (base.chair, base.opener, "nurse", "nav") if HOME[one] not in out]
    acts = _at_the_second_table(base, dice, (*out, "child_welfare"), "school", knows)
    meets = next(
        (at for at, act in enumerate(base.tail) if act.verb == "meet" and act.given["table"] == 1), None
    )
    if meets is None:  # nobody of the second table's reads: then nobody has met there either
        return _laid_between(base, dice, acts[:1])
    # Sent before or after the meeting begins, and decided on before it ends.
    ends = next(
        (at for at, act in enumerate(base.tail) if act.verb == "approve" and act.given["table"] == 1),
        len(base.tail),
    )
    before, during, after = base.tail[: meets + 1], base.tail[meets + 1 : ends], base.tail[ends:]
    sent, decided, then = _secret(*acts[:1]), _secret(*acts[1:4]), _secret(*acts[4:])
    if dice.random() < 0.5:
        return World(
            base.opening, [*before, *between(dice, during, [*sent, *decided]), *between(dice, after, then)]
        )
    return World(base.opening, [
        *between(dice, before, sent), *between(dice, during, decided), *between(dice, after, then)])  # fmt: skip


def _withheld(base: Base, dice: random.Random) -> World:
    """Notes that the law lets be withheld from the family, or that the young person keeps from the parents."""
    acts = []
    for _note in range(dice.choice([1, 2])):
        why: dict[str, Any] = dice.choice(
            [{"withheld": "third_person"}, {"withheld": "child_at_risk"}, {"kept": True}]
        )
        if base.reader == "youth":
            why = {"withheld": "third_person"}
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
    world = _laid_between(base, dice, acts[: dice.choice([1, 2, 4])])
    return World(world.opening, [*world.tail, _meddle(base, dice, withheld="third_person")])


def _meddle(base: Base, dice: random.Random, **said: str) -> Act:
    """An evaluation cannot be kept from those who read its measure: that is tried with one that both worlds have."""
    return Act(
        "try_rewriting", base.opener, {"which": dice.randrange(3), "text": "Hemmelig", **said}, secret=True
    )


def _kinds(base: Base, dice: random.Random) -> World | None:
    """Both worlds have as many notes that are not shown; who wrote them, when, of which kind, and what differs."""
    if len(base.tail) == len(base.common):
        return None
    notes = veiled(base, dice, f"Hemmelig {dice.randrange(100)}")
    return World(base.opening, with_veiled(base.common, dice, notes))


def _barnevern(base: Base, dice: random.Random) -> World:
    """It takes part, by the first consent or a later one, and does what it and those who know of it can do."""
    unit, own = HOME[base.opener], base.shares[HOME[base.opener]]
    share = {"child_welfare": dice.choice(
        [("child_welfare", "school"), ("child_welfare",), ("school", "child_welfare", "other")])}  # fmt: skip
    told = share | ({} if _with_the_opener(base) else {unit: (*own, "child_welfare")})
    opening = base.opening
    # Whatever it is about, the reader is told that the first note is not shown, unless he reads it.
    unread = base.first_kind in base.hidden_kinds
    way = dice.choice(["first", *["about it" if unread else "first"] * 2, "later", "later", "kinds only"])
    first: list[Act] = []
    if way == "later":
        first = [Act("consent", "@holder", {"shares": share})]
    elif way == "kinds only":
        opening = _said_more(base, {unit: told.get(unit, own)})
    else:
        more = {"first_kind": "child_welfare", "first_text": "Hemmelig"} if way == "about it" else {}
        opening = _said_more(base, told, **more)
    renewed = [
        _with(act, told) if act.verb == "consent" and dice.random() < 0.7 else act for act in base.tail
    ]
    first += [Act("name", "child_welfare_worker", {"person": "child_welfare_worker"})]
    scenes = dice.sample(_they_write(base, dice), dice.choice([1, 2])) + dice.sample(
        _they_try(base, dice), dice.choice([1, 2])
    )
    return World(opening, between(dice, renewed, _secret(*first, *between(dice, *scenes))))


def _with_the_opener(base: Base) -> bool:
    """Does the reader read for the unit that opened the log? Then its consent cannot cover child welfare either."""
    return HOME[base.opener] == base.reads_for and base.reader not in ("head", "other_teacher")


def _they_write(base: Base, dice: random.Random) -> list[list[Act]]:
    """Barnevern, and whoever opened the log and may know of it."""
    me, opener = "child_welfare_worker", base.opener
    kind = dice.choice(["school", "other", "child_welfare"])
    again = dice.choice(["", "child_welfare", "school"])
    return [
        [
            Act("write", me, {"kind": kind, "text": "Hemmelig"}),
            *[Act("rewrite", me, {"which": 0, "text": "Hemmelig, rettet", "kind": again})]
            * dice.randrange(2),
        ],
        [
            Act("goal", me, {"text": "Hemmelig mål"}),
            Act(
                "measure",
                me,
                {"which": 0, "responsible": dice.choice([me, opener, "mother"]), "text": "Hemmelig"},
            ),
            Act("evaluate", dice.choice([me, opener]), {"which": 0, "kind": kind}),
            Act("remeasure", me, {"which": 0, "responsible": me, "text": "Hemmelig, rettet"}),
            Act("regoal", me, {"which": 0, "text": "Hemmelig, rettet"}),
        ],
        [
            Act("measure", opener, {"which": 0, "responsible": me, "text": "Hemmelig", "of_both": True}),
            Act("evaluate", opener, {"which": 0, "kind": "child_welfare"}),
            Act("remeasure", opener, {"which": 0, "responsible": me, "text": "Hemmelig, rettet"}),
        ],
        [
            Act("write", opener, {"kind": "child_welfare", "text": "Hemmelig"}),
            Act("rewrite", opener, {"which": 0, "text": "Hemmelig, rettet"}),
        ],
        _at_the_third_table(base, dice),
    ]


def _they_try(base: Base, dice: random.Random) -> list[list[Act]]:
    """What barnevern tries with what others read, and they with it; and how it comes to an end."""
    me, opener, unit = "child_welfare_worker", base.opener, HOME[base.opener]
    alone = {"shares": {"child_welfare": ("child_welfare",)}}
    return [
        [
            Act("regoal", me, {"which": 0, "text": "Hemmelig", "of_both": True}),
            Act("evaluate", me, {"which": 0, "kind": "school", "of_both": True}),
            Act("evaluate", opener, {"which": 0, "kind": "child_welfare", "of_both": True}),
            Act("remeasure", opener, {"which": 0, "responsible": me, "text": "Hemmelig", "of_both": True}),
            _meddle(base, dice, kind="child_welfare"),
        ],
        [Act("offer", "@holder", {"person": me})],
        [Act("order", me, {"kinds": ("school",), "names_child_welfare": True})],
        [
            Act(
                "withdraw",
                "mother",
                {"unit": "child_welfare", "kind": dice.choice(["", "child_welfare", "other"])},
            )
        ],
        [Act("withdraw", "mother", {"unit": unit, "kind": "child_welfare"})],
        [Act("withdraw", me, {"unit": "child_welfare", "kind": ""})],
        [Act("remove", dice.choice(["@holder", me]), {"person": me})],
        [Act("consent", opener, alone), Act("withdraw", "mother", {"unit": None, "kind": "child_welfare"})],
        # What the person tells of it. Before or after what is told of something else it would leave a gap.
        *[[Act("tell", "coordinator", {"kind": "child_welfare", "text": "Hemmelig"})]]
        * (base.planned and not any(act.verb == "tell" for act in base.tail)),
    ]


def _said_more(base: Base, shares: dict[str, tuple[str, ...]], **more: str) -> list[Act]:
    """The same opening, with what else the first consent says."""
    told = [_with(act, shares, **more) if act.verb == "open" else act for act in base.opening]
    return [
        replace(act, given={"kinds": (*act.given["kinds"], "child_welfare")})
        if act.verb == "start_plan" and base.reader != "coordinator"
        else act
        for act in told
    ]


def _with(act: Act, shares: dict[str, tuple[str, ...]], **more: str) -> Act:
    """A consent that says more, but for units that it does not name: barnevern, and of the others those it is about."""
    named = {
        unit: kinds
        for unit, kinds in shares.items()
        if unit == "child_welfare" or unit in act.given["shares"]
    }
    return replace(act, given=act.given | {"shares": act.given["shares"] | named} | more)


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
    acts = between(dice, concern[: dice.choice([1, 2, 4])], draft * dice.randrange(2))
    tells_leader = base.reader == "head" and base.leader_sees and HOME[base.opener] == "school"
    if base.opener != base.reader and not tells_leader and dice.random() < 0.3:
        opening = [
            replace(act, given=act.given | {"concern": True}) if act.verb == "open" else act
            for act in base.opening
        ]
        return World(opening, between(dice, base.tail, _secret(*acts)))
    return _laid_between(base, dice, acts)


def _another_log(base: Base, dice: random.Random) -> World | None:
    """Of the same child, by a unit in which the reader does not work."""
    openers = [
        one for one in ("coordinator", "nav", "other_teacher", "adviser") if HOME[one] != base.reads_for
    ]
    if base.reader == "head":
        openers = [one for one in openers if HOME[one] != "school"]
    by = dice.choice(openers)
    acts = [Act("another_log", by, {"shares": {HOME[by]: ("school", "economy")}, "text": "Hemmelig logg"})]
    return _laid_between(base, dice, acts)


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
BARNEVERN = {"child_welfare_worker": "takes part for barnevern, which is one unit beside others here"}
MOTHER = {"mother": "is not told, as a parent, what is withheld from the family or kept from the parents"}
YOUTH = {"youth": "is not told what the law lets be withheld"}
FAMILY = {
    "mother": "a parent reads the log, and nobody's own papers",
    "youth": "reads the log, and nobody's own papers",
}

KINDS: dict[str, Kind] = {
    "left out": Kind(3, {**TAKES_PART, **NO_PART, **BARNEVERN}, _left_out),
    "withheld": Kind(
        2,
        {**MOTHER, **YOUTH, **dict.fromkeys(("other_teacher", "head", *OUTSIDERS), "takes no part")},
        _withheld,
    ),
    "kinds": Kind(1, {**TAKES_PART, **BARNEVERN}, _kinds),
    "barnevern": Kind(3, {**TAKES_PART, **NO_PART}, _barnevern),
    "apart": Kind(1, {**TAKES_PART, **NO_PART, **BARNEVERN, **FAMILY}, _apart),
    "protected": Kind(
        2, dict.fromkeys(FAMILY, "is not told where somebody protected can be met"), _protected
    ),
    "another log": Kind(1, {**TAKES_PART, **NO_PART, **BARNEVERN}, _another_log),
}


@dataclass(frozen=True)
class Pair:
    """A base, and the acts of the world beside it."""

    name: str
    kind: str
    base: Base
    opening: list[Act]
    tail: list[Act]
    elsewhere: bool

    def knows(self, person: str) -> bool:
        """May this person have known? Of barnevern itself, whoever opened and the family; of the rest anybody else."""
        if self.elsewhere:
            return person not in FAMILY
        if self.kind == "barnevern":
            return person in (self.base.opener, "child_welfare_worker", *FAMILY)
        return person != self.base.reader


def drawn_for(base: Base, number: int) -> Pair:
    """The other world, by number: the kinds that this reader must not know of follow each other."""
    kinds = [
        name for name, kind in KINDS.items() if base.reader in kind.readers for _once in range(kind.often)
    ]
    random.Random(base.reader).shuffle(kinds)
    for turn in range(len(kinds)):
        name = kinds[(number + turn) % len(kinds)]
        if world := KINDS[name].draw(base, random.Random(f"{base.seed}/{number}")):
            return Pair(f"{base.seed}/{number}", name, base, world.opening, world.tail, world.elsewhere)
    raise AssertionError(f"{base.reader} is told everything")
