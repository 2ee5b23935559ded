"""Which worlds are drawn: a history that both have, and what is laid between its acts in one of them.

A number draws the same pair in every run. What is secret, and for whom, is in `secrets.py`; how an act is done, in
`acts.py`; what somebody notices of it, in `noticing.py`.
"""

import random
from dataclasses import dataclass, field, replace
from typing import Any

from tests.access.play import HOME
from tests.attacks.acts import Act, Shares

# Who reads, as often as they are named. Each takes another part in the log, or none.
READERS = (
    "nurse", "mother", "adviser", "head", "nurse", "teacher", "mother", "ppt_colleague", "nav", "adviser",
    "child_welfare_worker", "nurse", "coordinator", "youth", "other_teacher", "nurse", "mother", "outsider",
)  # fmt: skip
OUTSIDERS = ("stranger", "administrator", "executive", "father", "other_coordinator")
STAFF = tuple(HOME)
# What a unit may be told. None covers child welfare: that is a secret.
MAY_BE_TOLD: dict[str, tuple[tuple[str, ...], ...]] = {
    "school": (("school", "family"), ("school", "family"), ("school",), ("school", "family", "economy")),
    "clinic": (("school", "health"), ("school", "health"), ("school",), ("health",)),
    "ppt": (("school",), ("school",), ("school", "health")),
    "nav_office": (("economy", "school"), ("school",), ("school", "economy"), ("economy",)),
    "coordinating": (("school", "family"), ("school",)),
}
NAMED_BY = {
    "nurse": "nurse", "adviser": "adviser", "ppt_colleague": "adviser", "nav": "nav", "teacher": "other_teacher",
    "child_welfare_worker": "child_welfare_worker",
}  # fmt: skip
OFTEN_JOIN = {"nurse": 0.7, "adviser": 0.6, "ppt_colleague": 0.3, "nav": 0.3, "teacher": 0.7}
CAPPED = ("health", "family", "economy", "other")  # of these one learns how many are not shown


@dataclass
class Base:
    """What both worlds have. `opening` comes first, without a secret between its acts, but for those of the opening."""

    seed: str
    reader: str
    opener: str
    child: str
    shares: Shares
    chair: str  # of the second table, from which somebody is left out
    leader_sees: bool
    planned: bool
    protected: bool  # the address
    first_kind: str = "school"
    joined: list[str] = field(default_factory=list)
    opening: list[Act] = field(default_factory=list)
    common: list[Act] = field(
        default_factory=list
    )  # the tail, without what is hidden from the reader in both
    tail: list[Act] = field(default_factory=list)

    @property
    def reads_for(self) -> str:
        """The reader's unit; none for the family and others."""
        return HOME.get(self.reader, "")

    @property
    def hidden_kinds(self) -> list[str]:
        """The kinds of information that the reader's unit is not given, by the first consent or by that to a plan."""
        given = {*self.shares.get(self.reads_for, ())}
        if self.reads_for == "coordinating":
            plans = [act.given["kinds"] for act in self.opening if act.verb == "start_plan"]
            given |= {kind for kinds in plans for kind in kinds}
        return [kind for kind in CAPPED if kind not in given]

    @property
    def writers(self) -> list[str]:
        """Those beside the reader who take part and may write."""
        return [person for person in self.joined if person != self.reader]


@dataclass
class World:
    """The acts of one of the worlds."""

    opening: list[Act]
    tail: list[Act]
    elsewhere: bool = False  # done by people of other units of the same services


def reader_of(number: int) -> str:
    """They take turns."""
    reader = READERS[number % len(READERS)]
    return OUTSIDERS[number // len(READERS) % len(OUTSIDERS)] if reader == "outsider" else reader


def draw_base(series: str, number: int) -> Base:
    """A log that is opened, joined and worked on, in which the reader takes the part that he has in the cast."""
    seed, reader = f"{series}/{number}", reader_of(number)
    dice = random.Random(seed)
    openers = {"teacher": ["adviser"], "adviser": ["teacher"], "coordinator": ["teacher"]}
    opener = dice.choice(openers.get(reader, ["teacher", "teacher", "teacher", "adviser"]))
    units = ["school", "clinic", "ppt"] + ["nav_office"] * (reader == "nav" or dice.random() < 0.7)
    shares = {unit: dice.choice(MAY_BE_TOLD[unit]) for unit in units}
    if reader == "child_welfare_worker":
        shares["child_welfare"] = ("school", "child_welfare")
    chair = "nurse" if HOME.get(reader) == "ppt" else "adviser"
    if HOME.get(reader) != "school" and opener == "teacher" and dice.random() < 0.5:
        chair = "teacher"
    base = Base(
        seed=seed, reader=reader, opener=opener, shares=shares, chair=chair,
        child="youth" if reader == "youth" or dice.random() < 0.15 else "emma",
        leader_sees=dice.random() < 0.7,
        planned=opener == "teacher" and (reader == "coordinator" or dice.random() < 0.4),
        protected=reader in ("mother", "youth") and number // 5 % 2 == 1,
    )  # fmt: skip
    joins = [one for one in NAMED_BY if _joins(base, one, dice)]
    base.joined = [opener, *joins, *["coordinator"] * base.planned]
    base.first_kind = dice.choice(["school", "school", *base.hidden_kinds])
    base.opening = _opening(base, dice, joins)
    base.tail = _tail(base, dice)
    return base


def _joins(base: Base, person: str, dice: random.Random) -> bool:
    """Who is not named is so when the team hears the case, if the unit may hear it."""
    unit, often = HOME[person], OFTEN_JOIN.get(person, 0)
    if unit not in base.shares or unit == HOME[base.opener]:  # not invited, so nobody receives for it
        return False
    if person == base.reader:
        often = 0.5 if person == "nav" else 1  # or the reception of a unit that is invited
    return dice.random() < often


def tables(base: Base) -> list[dict[str, str]]:
    """At the second sit its chair, barnevern as everywhere, and whoever reads; at the third who may know of it."""
    first = {
        "adviser": "chair",
        "nurse": "member",
        "child_welfare_worker": "member",
        "ppt_colleague": "member",
    }
    sit = dict.fromkeys(("adviser", "nurse", "child_welfare_worker", "nav", "ppt_colleague"), "member")
    if base.reader in STAFF and base.reads_for not in (HOME[base.opener], "away_school"):
        sit[base.reader] = "member"
    return [first, sit | {base.chair: "chair"}, {base.opener: "chair", "child_welfare_worker": "member"}]


def _opening(base: Base, dice: random.Random, joins: list[str]) -> list[Act]:
    says = {"child": base.child, "shares": base.shares, "first_kind": base.first_kind}
    says["address_protection"] = "fortrolig" if base.protected else "none"
    acts = [Act("open", base.opener, says)]
    acts += [Act("name", NAMED_BY[person], {"person": person}) for person in joins]
    if base.planned:
        acts.append(Act("start_plan", "teacher", {"kinds": dice.choice(MAY_BE_TOLD["coordinating"])}))
    return acts


def _tail(base: Base, dice: random.Random) -> list[Act]:
    """What happens after that: a few scenes, their acts in order, one laid between another."""
    some = [_notes, _notes, _work, _work, _table, _table, _people, _people, _apart, _plan]
    scenes = [scene(base, dice) for scene in dice.sample(some, 4)]
    if base.reads_for:
        scenes += [[Act("meet", base.chair, {"table": 1})]]
        if dice.random() < 0.7:
            scenes[-1].append(Act("approve", base.chair, {"table": 1}))
    if HOME.get(base.reader) == "school":
        scenes += [_shown_to_reader(base, dice)]
    base.common = [*between(dice, *scenes), *_holding(base, dice)]
    if not (base.reads_for in base.shares and base.hidden_kinds and base.writers):
        return base.common
    return with_veiled(base.common, dice, veiled(base, dice, "Skjult"))


def _holding(base: Base, dice: random.Random) -> list[Act]:
    """At last the reader gets the baton, often, and tries with it whether barnevern or another item is there."""
    me = base.reader
    if me not in base.joined or me == "child_welfare_worker" or dice.random() < 0.3:
        return []
    asks = {
        "table": 1,
        "kind": "school",
        "question": "Hva med oss?",
        "left_out": dice.choice([(), ("child_welfare",)]),
    }
    tries = [
        Act("remove", me, {"person": "child_welfare_worker"}),
        Act("withdraw", me, {"unit": dice.choice([None, "child_welfare"]), "kind": "child_welfare"}),
        Act("withdraw", me, {"unit": "child_welfare", "kind": ""}),
        Act("offer", me, {"person": "child_welfare_worker"}),
        Act("refer", me, asks),
        Act("refer", me, asks),
    ]
    given = [Act("cancel_offer", "@holder", {}), Act("offer", "@holder", {"person": me, "answer": True})]
    return [*given, *dice.sample(tries, 3)]


def between(dice: random.Random, *scenes: list[Act]) -> list[Act]:
    """The acts of all the scenes, each scene in its order."""
    order = [number for number, scene in enumerate(scenes) for _act in scene]
    dice.shuffle(order)
    left = [iter(scene) for scene in scenes]
    return [next(left[number]) for number in order]


def secret(*acts: Act) -> list[Act]:
    """The same, as one of the worlds has them."""
    return [replace(act, secret=True) for act in acts]


def laid_between(base: Base, dice: random.Random, acts: list[Act]) -> World:
    """The other world: these acts anywhere between those that both have."""
    return World(base.opening, between(dice, base.tail, secret(*acts)))


def meddle(base: Base, dice: random.Random, **said: Any) -> Act:
    """An evaluation cannot be kept from those who read its measure: that is tried with one that both worlds have."""
    which = dice.randrange(3)
    return Act("try_rewriting", base.opener, {"which": which, "text": "Hemmelig", **said}, secret=True)


def veiled(base: Base, dice: random.Random, text: str) -> list[Act]:
    """A note of a kind that the reader is not given, and what its author does with it."""
    by, kind = dice.choice(base.writers), dice.choice(base.hidden_kinds)
    again = Act("rewrite", by, {"which": 0, "text": "Skjult, rettet"}, secret=True)
    return [Act("write", by, {"kind": kind, "text": text}, secret=True), *[again] * dice.randrange(3)]


def with_veiled(acts: list[Act], dice: random.Random, notes: list[Act]) -> list[Act]:
    """How many such notes there are is told, so both worlds have one: while nobody can have left yet."""
    ends = next((at for at, act in enumerate(acts) if act.verb in ("remove", "withdraw")), len(acts))
    return [*between(dice, acts[:ends], notes[:1]), *between(dice, acts[ends:], notes[1:])]


def _kind(base: Base, person: str, dice: random.Random) -> str:
    return dice.choice([*base.shares.get(HOME[person], ()), "school"])


def _notes(base: Base, dice: random.Random) -> list[Act]:
    first, second = dice.choice(base.joined), dice.choice(base.joined)
    return [
        Act("write", first, {"kind": _kind(base, first, dice), "text": "Et notat"}),
        Act("write", second, {"kind": "school", "text": "Et notat til"}),
        Act("rewrite", first, {"which": dice.randrange(2), "text": "Et annet notat"}),
    ]


def _work(base: Base, dice: random.Random) -> list[Act]:
    first, second, third = (dice.choice(base.joined) for _one in range(3))
    kind = _kind(base, third, dice)
    if base.hidden_kinds and third != base.reader and dice.random() < 0.7:
        kind = dice.choice(base.hidden_kinds)
    acts = [
        Act("goal", first, {"text": "Å ha noen å være sammen med"}),
        Act(
            "measure",
            first,
            {"which": 0, "responsible": dice.choice([second, "mother", first]), "text": "Leksehjelp"},
        ),
    ]
    more = [
        Act(
            "regoal",
            second,
            {"which": 0, "text": "Å ha det fint", "status": dice.choice(["active", "reached"])},
        ),
        Act(
            "remeasure", third, {"which": 0, "responsible": dice.choice([first, "mother"]), "text": "Trening"}
        ),
        Act("time_passes", third, {"which": 0}),
        Act("evaluate", first, {"which": -1, "kind": "school", "decision": "done", "next_on": None}),
    ]
    evaluated = Act("evaluate", third, {"which": 0, "kind": kind})
    one = dice.choice(more)
    return [*acts, evaluated, one] if one.verb == "evaluate" else [*acts, *between(dice, [evaluated], [one])]


def _table(base: Base, dice: random.Random) -> list[Act]:
    """A case at the first table, which barnevern is always left out of."""
    asked = [None, *[one for one in ("nurse", "adviser", base.opener) if "school" in base.shares[HOME[one]]]]
    acts = [
        Act("refer", "@holder", {
            "table": 0, "kind": "school", "question": "Hva kan vi prøve?", "left_out": ("child_welfare",)}),
        Act("meet", "adviser", {"table": 0}),
        Act("lift", "adviser", {"table": 0}),
        Act("decide", "adviser", {"table": 0, "text": "Prøv dette.", "responsible": dice.choice(asked),
                                  "informs": dice.choice(asked), "again": dice.random() < 0.3}),
        Act("approve", "adviser", {"table": 0}),
        Act("do", "adviser", {"text": "Gjort."}),
        Act("correct", dice.choice(["adviser", "nurse", "mother"]), {"text": "Det var en annen dag."}),
        Act("close", "@holder", {}),
    ]  # fmt: skip
    return acts[: dice.choice([3, 5, 8])]


def _people(base: Base, dice: random.Random) -> list[Act]:
    """Who takes part, who holds the baton, what the consent covers. The reader is never given more kinds."""
    units = [unit for unit in base.shares if unit != "child_welfare"]
    # Who has lost the log finds little in it, so it is seldom the reader who loses it.
    loses = dice.random() < 0.2
    withdrawn = units if loses else [unit for unit in units if unit != base.reads_for]
    some = [
        Act("offer", "@holder", {"person": dice.choice(base.joined), "answer": dice.choice([True, True, False, None])}),
        Act("withdraw", "mother", {
            "unit": dice.choice(withdrawn), "kind": dice.choice(["", "school", "health", "family"])}),
        Act("withdraw", "mother", {"unit": None, "kind": dice.choice(["economy", "family"])}),
        Act("withdraw", "@holder", {"unit": None, "kind": "child_welfare"}),
        Act("consent", "@holder", {"shares": {unit: base.shares[unit] for unit in dice.sample(units, 2)}}),
        Act("remove", "@holder", {"person": dice.choice(base.joined if loses else base.writers)}),
        Act("cancel_offer", "@holder", {}),
        Act("read_notices", base.reader, {}),
    ]  # fmt: skip
    return dice.sample(some, 3)


def _apart(base: Base, dice: random.Random) -> list[Act]:
    """Undringer and drafts of the reader and of others who may be known to him."""
    me = base.reader if base.reader in STAFF else "teacher"
    return [
        Act("concern", me, {"text": "Alene i friminuttene"}),
        Act("draft", me, {"page": "/stafettlogger/{case}/notat/", "text": "Et utkast"}),
        Act("change_concern", me, {"which": -1, "text": "Ofte alene"}),
    ]


def _shown_to_reader(base: Base, dice: random.Random) -> list[Act]:
    """An undring of a colleague, in the unit where there are more of them."""
    by = dice.choice([one for one in STAFF if HOME[one] == base.reads_for and one != base.reader])
    return [Act("concern", by, {"text": "Sint i garderoben", "shown_to": (base.reader,)})]


def _plan(base: Base, dice: random.Random) -> list[Act]:
    if not base.planned:
        return _notes(base, dice)
    return [
        Act("tell", "coordinator", {"kind": "school", "text": "Jeg liker fotball"}),
        Act("order", dice.choice([*base.joined, "mother"]), {"kinds": ("school",)}),
        Act("tell", "coordinator", {"kind": "school", "text": "Jeg liker ski"}),
    ]
