"""Barnevern takes part, which all must not know whose basis does not cover child welfare."""

import random
from dataclasses import replace

from tests.access.play import HOME
from tests.attacks.acts import Act
from tests.attacks.secrets_of_teams import at_the_third_table
from tests.attacks.worlds import Base, World, between, meddle, secret

ME = "child_welfare_worker"


def barnevern(base: Base, dice: random.Random) -> World:
    """It takes part, by the first consent or a later one, and does what it and those who know of it can do."""
    unit, own = HOME[base.opener], base.shares[HOME[base.opener]]
    share = {"child_welfare": dice.choice(
        [("child_welfare", "school"), ("child_welfare",), ("school", "child_welfare", "other")])}  # fmt: skip
    told = share | ({} if _with_the_opener(base) else {unit: (*own, "child_welfare")})
    opening = base.opening
    # Whatever it is about, the reader is told that the first note is not shown, unless he reads it.
    unread = base.first_kind in base.hidden_kinds
    way = dice.choice(["first", *["about it" if unread else "first"] * 3, "later", "later", "kinds only"])
    first: list[Act] = []
    if way == "later":
        first = [Act("consent", "@holder", {"shares": share})]
    elif way == "kinds only":
        opening = _said_more(base, {unit: told.get(unit, own)})
    else:
        more = {"first_kind": "child_welfare", "first_text": "Hemmelig"} if way == "about it" else {}
        opening = _said_more(base, told, **more)
    # What the holder registers, the holder knows: until the reader holds the baton.
    until = given_to_the_reader(base)
    renewed = [
        _with(act, told) if act.verb == "consent" and dice.random() < 0.7 and place < until else act
        for place, act in enumerate(base.tail)
    ]
    first += [Act("name", ME, {"person": ME})]
    # Only of a holder who knows is a case taken to a table with barnevern.
    heard = (
        _at_a_table(base, dice, share["child_welfare"])
        if unit in told and way in ("first", "about it")
        else []
    )
    tries = dice.sample(_they_try(base, dice), dice.choice([1, 2]))
    done = between(dice, heard, *_they_write(base, dice), *_they_plan(base), *tries)
    ends = dice.choice(_they_end(base, dice))
    # What is over before something has come of it leaves little to find.
    after = [*done, *ends] if dice.random() < 0.7 else between(dice, done, ends)
    return World(opening, between(dice, renewed, secret(*first, *after)))


def given_to_the_reader(base: Base) -> int:
    """The place of the act by which the reader gets the baton; beyond the last where none does."""
    places = [
        place
        for place, act in enumerate(base.tail)
        if act.verb == "offer" and act.given.get("person") == base.reader and act.given.get("answer")
    ]
    return min(places, default=len(base.tail))


def _with_the_opener(base: Base) -> bool:
    """Does the reader read for the unit that opened the log? Then its consent cannot cover child welfare either."""
    return HOME[base.opener] == base.reads_for and base.reader not in ("head", "other_teacher")


def _at_a_table(base: Base, dice: random.Random, covered: tuple[str, ...]) -> list[Act]:
    """Of a kind that the reader is given, mostly: then it is barnevern alone that hides it."""
    kind = "school" if "school" in covered and dice.random() < 0.8 else "child_welfare"
    return at_the_third_table(base, dice, kind=kind, me=ME)


def _they_write(base: Base, dice: random.Random) -> list[list[Act]]:
    """A few scenes of barnevern, and of whoever opened the log and may know of it."""
    opener = base.opener
    kind = dice.choice(["school", "other", "child_welfare"])
    again = dice.choice(["", "child_welfare", "school"])
    scenes = [
        [
            Act("write", ME, {"kind": kind, "text": "Hemmelig"}),
            *[Act("rewrite", ME, {"which": 0, "text": "Hemmelig, rettet", "kind": again})]
            * dice.randrange(2),
        ],
        [
            Act("goal", ME, {"text": "Hemmelig mål"}),
            Act("measure", ME, {"which": 0, "responsible": dice.choice([ME, opener, "mother"]), "text": "Hemmelig"}),
            Act("evaluate", dice.choice([ME, opener]), {"which": 0, "kind": kind}),
            Act("remeasure", ME, {"which": 0, "responsible": ME, "text": "Hemmelig, rettet"}),
            Act("regoal", ME, {"which": 0, "text": "Hemmelig, rettet"}),
        ],
        [
            Act("measure", opener, {"which": 0, "responsible": ME, "text": "Hemmelig", "of_both": True}),
            Act("evaluate", opener, {"which": -1, "kind": dice.choice(["school", "other", "child_welfare"])}),
            Act("remeasure", opener, {"which": -1, "responsible": ME, "text": "Hemmelig, rettet"}),
        ],
        [
            Act("measure", ME, {
                "which": 0, "responsible": dice.choice(["mother", ME]), "text": "Hemmelig", "of_both": True}),
            Act("evaluate", ME, {"which": -1, "kind": dice.choice(["school", "child_welfare"])}),
        ],
        [
            Act("write", opener, {"kind": "child_welfare", "text": "Hemmelig"}),
            Act("rewrite", opener, {"which": 0, "text": "Hemmelig, rettet"}),
        ],
    ]  # fmt: skip
    return dice.sample(scenes, 3)


def _they_try(base: Base, dice: random.Random) -> list[list[Act]]:
    """What barnevern tries with what others read, and they with it."""
    return [
        [
            Act("regoal", ME, {"which": 0, "text": "Hemmelig", "of_both": True}),
            Act("evaluate", ME, {"which": 0, "kind": "school", "of_both": True}),
            Act("evaluate", base.opener, {"which": 0, "kind": "child_welfare", "of_both": True}),
            Act("remeasure", base.opener, {"which": 0, "responsible": ME, "text": "Hemmelig", "of_both": True}),
            meddle(base, dice, kind="child_welfare"),
        ],
        [Act("offer", "@holder", {"person": ME, "answer": True})],
    ]  # fmt: skip


def _they_plan(base: Base) -> list[list[Act]]:
    """A document of the plan, and what the person tells of it."""
    order = [Act("order", ME, {"kinds": ("school",), "names_child_welfare": True})]
    tell = [Act("tell", "coordinator", {"kind": "child_welfare", "text": "Hemmelig"})]
    # Before or after what is told of something else it would leave a gap.
    alone = not any(act.verb == "tell" for act in base.tail)
    return [order, *[tell] * alone] if base.planned else []


def _they_end(base: Base, dice: random.Random) -> list[list[Act]]:
    """How it comes to an end, or not."""
    unit = HOME[base.opener]
    alone = {"shares": {"child_welfare": ("child_welfare",)}}
    kind = dice.choice(["", "child_welfare", "other"])
    return [
        [],
        [Act("withdraw", "mother", {"unit": "child_welfare", "kind": kind})],
        [Act("withdraw", "mother", {"unit": unit, "kind": "child_welfare"})],
        [Act("withdraw", ME, {"unit": "child_welfare", "kind": ""})],
        [Act("remove", dice.choice(["@holder", ME]), {"person": ME})],
        [Act("consent", base.opener, alone), Act("withdraw", "mother", {"unit": None, "kind": "child_welfare"})],
    ]  # fmt: skip


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
