"""What a team hears of a case that the reader must not know of: since its unit is left out, since the item is of a kind
that the unit is not given, or since it tells of barnevern.
"""

import random

from tests.access.play import HOME
from tests.attacks.acts import Act
from tests.attacks.worlds import Base, World, between, laid_between, secret


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


def at_the_third_table(
    base: Base, dice: random.Random, *, kind: str, me: str, left_out: tuple[str, ...] = ()
) -> list[Act]:
    """A case is heard by whoever opened the log and by barnevern, or without it: `me` has the task that comes of it."""
    chair, informs = base.opener, dice.choice([None, me])
    acts = [
        Act("refer", "@holder", {"table": 2, "kind": kind, "question": "Hemmelig spørsmål", "left_out": left_out}),
        Act("meet", chair, {"table": 2}),
        Act("lift", chair, {"table": 2}),
        Act("decide", chair, {"table": 2, "text": "Hemmelig råd", "responsible": me, "informs": informs}),
        Act("approve", chair, {"table": 2}),
        Act("do", chair, {"text": "Hemmelig gjort"}),
        Act("correct", dice.choice([me, "mother"]), {"text": "Hemmelig rettelse"}),
    ]  # fmt: skip
    return acts[: dice.choice([1, 4, 7])]


def left_out(base: Base, dice: random.Random) -> World | None:
    """Of what the table hears the reader's unit is left out, at which somebody of the unit may sit."""
    if base.reads_for == HOME[base.opener] and base.reader not in ("head", "other_teacher"):
        return None
    kinds = [kind for kind in base.hidden_kinds if kind in base.shares[HOME[base.opener]]]
    if kinds and base.reads_for in base.shares and dice.random() < 0.3:
        return _of_a_kind(base, dice, dice.choice(kinds))
    out = (base.reads_for,) if base.reads_for and base.reads_for != HOME[base.opener] else ()
    knows = [one for one in (base.chair, base.opener, "nurse", "nav") if HOME[one] not in out]
    acts = _at_the_second_table(base, dice, (*out, "child_welfare"), "school", knows)
    meets = next(
        (at for at, act in enumerate(base.tail) if act.verb == "meet" and act.given["table"] == 1), None
    )
    if meets is None:  # nobody of the second table's reads: then nobody has met there either
        return laid_between(base, dice, acts[:1])
    # Sent before or after the meeting begins, and decided on before it ends.
    ends = next(
        (at for at, act in enumerate(base.tail) if act.verb == "approve" and act.given["table"] == 1),
        len(base.tail),
    )
    during, after = base.tail[meets + 1 : ends], base.tail[ends:]
    sent, decided, then = secret(*acts[:1]), secret(*acts[1:4]), secret(*acts[4:])
    if dice.random() < 0.5:
        return World(
            base.opening,
            [*base.tail[: meets + 1], *between(dice, during, [*sent, *decided]), *between(dice, after, then)],
        )
    # Often before both worlds bring the case to a table: whoever is named for both items was so since the first.
    brought = next((at for at, act in enumerate(base.tail[:meets]) if act.verb == "refer"), meets + 1)
    by = dice.choice([brought, meets + 1])
    return World(base.opening, [
        *between(dice, base.tail[:by], sent), *base.tail[by : meets + 1], *between(dice, during, decided),
        *between(dice, after, then)])  # fmt: skip


def _of_a_kind(base: Base, dice: random.Random, kind: str) -> World:
    """At the third table nobody of the unit sits who would have to be left out, but barnevern."""
    acts = at_the_third_table(base, dice, kind=kind, me=base.opener, left_out=("child_welfare",))
    if base.reader == "child_welfare_worker":
        acts = acts[:1]  # who sits there sees when it meets
    return laid_between(base, dice, acts)
