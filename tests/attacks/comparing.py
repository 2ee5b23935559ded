"""All that one person can learn from the database with statements of his own, told so that two worlds can be compared.

Tables, columns and functions come from the catalogue: a new one is compared without being named anywhere. Random keys
become descriptions of the rows they lead to, or of the gap where no row is found; times become the step of the history
in which they fell. What is left must be the same, byte for byte, for somebody who may not know of the difference.
"""

import json
import random
import re
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from itertools import product
from typing import Any

from django.db import Error, connection, transaction

from cases.requests.deadlines import due_on
from municipality.access.identity import as_system, as_user
from tests.access.scenes import plain, planned, value
from tests.cast import Cast

KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?\+00(?::00)?")
SEALED = re.compile(r"\\\\x(?:[0-9a-f]{2}){40,}")
NUMBER = re.compile(r"S-[0-9A-Z]{5}\b")
READABLE = """
    select c.relname::text, array_agg(a.attname::text order by a.attnum),
           coalesce((select a.attname::text from pg_index i join pg_attribute a
                     on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
                     where i.indrelid = c.oid and i.indisprimary and i.indnatts = 1), '')
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
      and has_column_privilege('stafett_app', c.oid, a.attnum, 'select')
    group by c.oid order by 1
"""
FUNCTIONS = """
    select p.proname::text, p.provolatile::text, coalesce(p.proargnames[1:p.pronargs], '{}'),
           array(select format_type(t, null) from unnest(p.proargtypes) with ordinality as a (t, n) order by n)
    from pg_proc p
    where p.pronamespace = 'public'::regnamespace and has_function_privilege('stafett_app', p.oid, 'execute')
    order by 1
"""

WHOSE = {"unit", "user", "user_unit", "responsible", "informs", "author"}


@dataclass
class Row:
    table: str
    key: str
    cells: str
    said: str = ""


@dataclass
class World:
    """One history. `steps` say when each of them was over; `visible` is what a reader found last.

    `but` names columns by table that are not compared.
    """

    case_id: uuid.UUID | None = None
    steps: list[tuple[str, datetime]] = field(default_factory=list)
    visible: list[Row] = field(default_factory=list)
    counted: dict[str, int] = field(default_factory=dict)  # the last of each counter when the history began
    but: Mapping[str, Collection[str]] = field(default_factory=dict)
    tables: list[tuple[str, list[str], str]] = field(default_factory=list)  # that are READABLE

    def begin(self) -> None:
        with as_system("test: counters"):
            for table, _columns, key in plain(READABLE):
                if key and value("select pg_get_serial_sequence(%s, %s)", table, key):
                    self.counted[table] = value(f"select coalesce(max({key}), 0) from {table}")
        self.step("before")

    def step(self, name: str) -> None:
        self.steps.append((name, value("select clock_timestamp()")))

    def moment(self, text: str) -> str:
        at = datetime.fromisoformat(text).astimezone(UTC)
        if at <= self.steps[0][1]:
            return text
        for name, over in self.steps:
            if at <= over:
                return f"during {name}"
        return "now" if at <= value("select clock_timestamp()") else text

    def plain(self, text: str) -> str:
        text = TIME.sub(lambda found: self.moment(found[0]), text)
        text = SEALED.sub(lambda found: f"{len(found[0])} sealed", text)
        return NUMBER.sub("S-*", text)

    def read(self) -> dict[str, list[str]]:
        """Every row of every table and view that the one who asks finds, by table."""
        self.tables = self.tables or plain(READABLE)
        key_of = {table: key for table, _columns, key in self.tables}
        union = " union all ".join(
            f"select '{table}', to_jsonb(q)::text from (select {self.compared(table, columns)} from {table}) q"
            for table, columns, _key in self.tables
        )
        self.visible = []
        for table, found_text in planned(union):
            text, row = found_text, json.loads(found_text)
            if table in self.counted and row[key_of[table]] > self.counted[table]:
                row[key_of[table]] = "counted"
                text = json.dumps(row, ensure_ascii=False)
            key = str(row.get(key_of[table] or "-", ""))
            self.visible.append(Row(table, key if KEY.fullmatch(key) else "", self.plain(text)))
        self._describe()
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.visible:
            found[row.table].append(row.said)
        return {table: sorted(rows) for table, rows in found.items()}

    def compared(self, table: str, columns: list[str]) -> str:
        return ", ".join(column for column in columns if column not in self.but.get(table, ()))

    def _describe(self) -> None:
        """Each row in words, with what its keys lead to instead of the keys."""
        for row in self.visible:
            row.said = KEY.sub("key", row.cells)
        for _round in range(3):
            names = self.names()
            for row in self.visible:
                row.said = KEY.sub(lambda found: names.get(found[0], "nowhere"), row.cells)  # noqa: B023

    def names(self) -> dict[str, str]:
        """What each key that is found leads to."""
        told: dict[str, list[str]] = defaultdict(list)
        for row in self.visible:
            if row.key:
                told[row.key].append(row.table + sha256(row.said.encode()).hexdigest()[:8])
        return {key: "+".join(sorted(rows)) for key, rows in told.items()}

    def say(self, text: str) -> str:
        names = self.names()
        return KEY.sub(lambda found: names.get(found[0], "nowhere"), self.plain(text))

    def answer(self, text: str | None) -> str:
        """What a function returned. What it tells by random keys stands in an order that is the same in every world."""
        return self.say(json.dumps(_by_name(json.loads(text or "null"), self.names()), ensure_ascii=False))

    def keys(self, table: str, most: int = 3) -> list[tuple[str, ...]]:
        """Keys of rows that the reader found, in an order that is the same in every world.

        Rows that say the same stand in no such order: their keys are one value, of which each is tried.
        """
        alike: dict[str, list[str]] = defaultdict(list)
        for row in self.visible:
            if row.table == table:
                alike[row.said].append(row.key)
        return [tuple(alike[said]) for said in sorted(alike)[:most]] or [(str(uuid.uuid4()),)]

    def all_keys(self, table: str) -> list[str]:
        """The same as one list."""
        return [key for alike in self.keys(table) for key in alike]


def arguments(cast: Cast, world: World, me: int) -> dict[str, list[Any]]:
    """What somebody would try for each name of an argument. A new name has to be added: then its verb is tried."""
    units = [unit.pk for unit in (cast.child_welfare, cast.school, cast.clinic, cast.ppt, cast.nav_office)]
    people = [
        user.pk for user in (cast.child_welfare_worker, cast.teacher, cast.nurse, cast.adviser, cast.nav)
    ]
    people += [me]
    kinds = ["", "school", "child_welfare", "family"]
    asked_for = [[{"unit": unit, "kinds": ["school", "child_welfare"]}] for unit in units[:3]]
    residents = world.keys("municipality_resident")
    today = value("select current_date")
    fresh = [str(uuid.uuid4())]
    asked = plain("select changed_at from consent_consent order by changed_at desc limit 1")
    texts = (
        "text why reason objects request name index place what question title"
        " words what_fails suggestion tried claim summary advice childs_view parents_view"
        " interpreter purpose heard_words"
        " password totp credential public_key hash token address"
    )
    return {one: ["Et ord"] for one in texts.split()} | {
        "form": ["/undringer/ny/"], "once": fresh, "content": ["x"], "result": ["/"],
        "case": [str(world.case_id)], "cases": [[str(world.case_id)], None], "start": [0, 1], "most": [100, 1],
        "id": fresh, "unit": [*units, None], "user_unit": units, "user": people,
        "responsible": [*people, None], "informs": [None, *people], "kind": kinds, "capacity": ["staff"],
        "notice_type": ["case.named"], "account_type": ["staff"],
        "kinds": [["school"], ["school", "child_welfare"], ["child_welfare"]],
        "sources": [["health", "education", "school", "child_welfare", "others"], ["education"]],
        "source": ["school", "child_welfare", ""], "asked": world.keys("consent_asked", 6),
        "answer": ["yes", "no", "given"],
        "said_on": [today], "seen_on": [today], "heard_on": [today], "ground": ["sole"],
        "becomes": ["none", "2018-02-01"], "protected_too": [[], world.keys("cases_parentalresponsibility")],
        "shares": [json.dumps(one) for one in asked_for], "residents": ["{}"], "language": ["nb"],
        "number_sealed": [None], "number_begins": [""], "holds": [["school:"], ["school:education"]],
        "listed": [False, True], "me": [me], "author": people, "of_child_welfare": [True, False],
        "p_names_child_welfare": [True],
        "names_child_welfare": [True, False], "responsible_of_child_welfare": [True, False],
        "withheld": [""], "kept": [False], "to_parents": [True], "to_family": [True], "to_other_parents": [True],
        "adults": [world.keys("cases_parentalresponsibility"), []],
        "about": [*world.keys("cases_parentalresponsibility"), None],
        "about_other": [False, True], "released": [False, True], "to_child": [True], "of_child": [False, True],
        "codename": ["view_case", "change_case"],
        "left_out": [[], [cast.child_welfare.pk], [cast.child_welfare.pk, cast.clinic.pk], [cast.clinic.pk]],
        "my_unit": units, "responsible_unit": [*units, None],
        "valid": ["[2026-01-01,2100-01-01)", "[2025-01-01,2026-01-01)"], "ended_at": [None, "2026-01-01"],
        "withdrawn_at": [None], "added": [True, False], "leads": [True, False],
        "units": [units[:1], units[1:2]], "sent_at": ["2026-01-01"], "starts_at": ["2100-01-01"],
        "absence": world.keys("cases_absence"), "stand_in": [*people, None], "users": [people],
        "resident": [*residents, None], "parent": [*residents, *world.keys("cases_parentalresponsibility"), None],
        "who": residents, "says": ["yes", "no"], "holder": ["mine", "other"],
        "number_type": ["d_nummer"], "old_leads": [True, False], "subject": residents,
        "entry": world.keys("cases_entry") + fresh, "entries": [world.all_keys("cases_entry")],
        "goal": world.keys("cases_goal"),
        "wording": world.keys("cases_workversion"), "correction": world.keys("teams_correction"),
        "plan": world.keys("cases_individualplan"), "named": world.keys("cases_plancoordinator"),
        "withdrawal": world.keys("consent_withdrawal"), "task": world.keys("teams_task"),
        "measure": world.keys("cases_measure"), "concern": [*world.keys("cases_concern"), None],
        "consent": world.keys("consent_consent"), "reading": [*fresh, None],
        "changed_at": [asked[0][0] if asked else today], "basis": world.keys("consent_legalbasis", 9),
        "offer": world.keys("cases_batonoffer"), "offers": [world.all_keys("cases_batonoffer")],
        "measures": [world.all_keys("cases_measure")],
        "referral": [*world.keys("teams_referral"), None],
        "referrals": [world.all_keys("teams_referral")], "meeting": world.keys("teams_meeting"),
        "discussion": [None], "issue": [None], "item": world.keys("teams_minutesitem"),
        "team": [team for (team,) in plain("select id from municipality_team order by id")] or [1],
        "theme": [theme for (theme,) in plain("select id from municipality_theme order by id")] or [None],
        "seat": [seat for (seat,) in plain("select id from teams_seat order by id")] or [None],
        "present": [[]], "version": [1, 0], "refused": [False], "yes": [True, False], "up": [True],
        "how": ["oral"], "starts": [today], "ends": ["2027-01-01"], "deadline": ["2026-12-20"],
        "evaluate": ["2026-12-15"], "follow_up_on": [None], "next": ["2026-12-20"], "since": [today],
        "birth_date": ["2018-01-01"], "expects": [None], "revise_on": [None],
        "for_plan": [False], "protection": ["none"], "level": [1], "relation": ["annen"], "responsibility": [True],
        "ascertained": ["opplyst"], "sealed": [b"x"], "role": ["member"], "say": ["family"], "arena": ["school"],
        "life_area": ["leisure"], "status": ["reached"], "effect": [3], "decision": ["continue"],
        "how_heard": ["talk"], "wish": ["advice"], "urgent": [False], "send_on": [False], "age_band": ["6-9"],
        "act": ["entry.write"], "shown": ["{}", json.dumps({str(world.case_id): []})],
        "on": [False, True], "number": ["S-00000"], "username": ["teacher"], "code": ["x"],
        "step": [1], "sign_count": [0], "hashes": [["x"]],
        "staff_plan": ["{}"], "agreement": [1], "edition": [1], "name": ["x"], "own_name": ["x"], "texts": ["{}"],
        "valid_from": ["2100-01-01"], "signed_on": [today], "paper": ["x"], "stood": [0], "secrecy": ["health"],
        "municipality": [cast.home.pk],
        "checked_by": ["x"], "fact": ["", "x"], "exclusion": fresh, "facts": [fresh],
        "before": [None, "2100-01-01"], "before_id": [None], "reason": ["x"], "later_because": [""],
        "review_on": [None, "2026-12-15"], "roles": [["caseworker"]], "services": [["nav"]],
        "token": ["x"], "usernames": [["teacher"], ["mother"]],
        "wanted_by": world.keys("consent_asked", 2), "is_asked": [True, False],
        "wanted": [json.dumps([{"user": me, "index": "x"}])],
        "organisation": ["310000000"], "agreed_on": [today], "ends_on": [None], "index": ["x"],
        "overseer": [1], "service": [None],
        "membership": [1], "profession": ["x"], "display_name": ["x"], "email": ["", "x@example.org"],
        "phone": ["12 34 56 78"], "phone_hours": ["x"], "ways": [["none"]],
        "tenants": [["x"]],
        "hash": ["x"], "tenant": ["x"], "scim_token": [1], "said": ["{}"], "filter": [None], "first": [1], "rows": [10],
        "to": people,
        "members": [True], "lock": [False], "because": ["kin"], "kept_out": [[], [cast.teacher.pk]],
        "reply": world.keys("consent_reply"), "file_type": ["pdf"], "size": [1], "scanned": [False], "place": [0],
        "document": world.keys("cases_document"), "deputy": fresh,
        "until": ["2100-01-01", today], "recipient": ["child_welfare"],
        "provision": ["own_tasks", "ordered"], "body": ["x"], "person": ["x"], "demanded_on": [today],
        "reference": [""], "told_on": [today, None], "hidden_because": ["", "child_at_risk"],
        "notes": [world.all_keys("cases_entry")[:1], []], "versions": [[1], []],
        "into": [str(world.case_id)], "keeper": [*people, None], "discovered": [None],
        "child_name": ["x"], "due_date": [None], "closes": [True],
        "deviation": [*world.keys("cases_deviation"), *fresh],
        "part": [*world.keys("cases_requestpart"), None],
        "demand": ["insight", "correction"], "came": ["here", "orally"], "came_on": [today],
        "due_on": [str(due_on("insight", today))], "should_be": ["x"], "words_shown": [True],
        "read_at": [None], "refusal": [""], "handed": [""], "sent_to": [""], "answered": [False],
        "asked_services": [[1]], "contact": ["x"],
        "thing": [f"report:{key}" for key in world.all_keys("cases_report")[:2]] or [f"report:{fresh[0]}"],
        "happened": ["x"], "happened_on": [None, today], "question": [*world.keys("cases_question"), *fresh, None],
        "pattern": ["many", "surname", ""], "outcome": ["in_order"],
        "statute": world.keys("cases_statute"),
        "receiver": units, "last_day": [today], "at": [None],
        "key": ["x"], "way": ["test"], "browser": [""], "session": ["x"],
    }  # fmt: skip


def _by_name(told: Any, names: dict[str, str]) -> Any:
    if isinstance(told, dict) and any(map(KEY.fullmatch, told)):
        return sorted([names.get(key, "nowhere"), json.dumps(one)] for key, one in told.items())
    if isinstance(told, dict):
        return {key: _by_name(one, names) for key, one in told.items()}
    return [_by_name(one, names) for one in told] if isinstance(told, list) else told


def as_given(
    types: list[str], names: list[str], words: dict[str, list[Any]], way: tuple[int, ...]
) -> list[list[Any]]:
    """One way of the arguments, in their order, once for each of the rows that say the same; a word alone stands for
    a list of it.
    """
    given = [words[one.removeprefix("p_")][at] for one, at in zip(names, way, strict=True)]
    return [
        [
            [one] if of_type == "text[]" and isinstance(one, str) else one
            for of_type, one in zip(types, each, strict=True)
        ]
        for each in product(*(one if isinstance(one, tuple) else (one,) for one in given))
    ]


@dataclass
class Trial:
    """What calling every function says and does, as one person: each in at most `most` ways, the same in all worlds."""

    cast: Cast
    world: World
    most: int
    effects: bool = True  # look at all that the caller finds after each verb

    def calls(self, me: int) -> dict[str, object]:
        words = arguments(self.cast, self.world, me)
        found: dict[str, object] = {}
        for name, volatile, names, types in plain(FUNCTIONS):
            for way in self.ways(name, names, words):
                given = as_given(types, names, words, way)
                tried = ", ".join(TIME.sub("moment", KEY.sub("key", str(one))) for one in given[0])
                found[f"{name}({tried}) {way}"] = self.each(
                    name, types, given, effect=self.effects and volatile == "v"
                )
        return found

    def ways(self, name: str, names: list[str], words: dict[str, list[Any]]) -> list[tuple[int, ...]]:
        """At most `most`, half of them about barnevern and its people, who stand first among the units and people."""
        unknown = {one.removeprefix("p_") for one in names} - words.keys()
        assert not unknown, f"{name}: what does somebody try for {unknown}?"
        ways = list(product(*(range(len(words[one.removeprefix("p_")])) for one in names)))
        about = [
            way for way in ways if not any(at for at, one in zip(way, names, strict=True) if one[2:] in WHOSE)
        ]
        chance = random.Random(name)
        chosen = set(chance.sample(about, min(len(about), self.most // 2)))
        rest = [way for way in ways if way not in chosen]
        return sorted(chosen | set(chance.sample(rest, min(len(rest), self.most - len(chosen)))))

    def each(self, name: str, types: list[str], given: list[list[Any]], *, effect: bool) -> object:
        """What it says and does; asked about several rows that say the same, as often as there are rows."""
        found = [self.one(name, types, one, effect=effect) for one in given]
        return found[0] if len(found) == 1 else sorted(found, key=repr)

    def one(self, name: str, types: list[str], given: list[Any], *, effect: bool) -> object:
        """What it answers, or how it refuses; and all that the caller finds afterwards. Everything is taken back."""
        places, found = ", ".join(f"%s::{one}" for one in types), self.world.visible
        before = transaction.savepoint()
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"select to_jsonb(q)::text from {name}({places}) q", given)
                said = sorted(self.world.answer(text) for (text,) in cursor.fetchall())
                after = self.world.read() if effect else {}
        except Error as error:
            cause = error.__cause__
            told = str(error).split("\n")[0]
            return f"{getattr(cause, 'pgcode', '')} {self.world.say(told)}"
        finally:
            transaction.savepoint_rollback(before)
            self.world.visible = found
        return said, after


def learned(
    cast: Cast, world: World, person: str, *, most: int
) -> tuple[dict[str, list[str]], dict[str, object]]:
    """All that somebody finds, and all that the functions answer him."""
    me = getattr(cast, person).pk
    with as_user(me):
        return world.read(), Trial(cast, world, most).calls(me)


def differences(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """What is not the same in both, short enough to read."""
    found: dict[str, Any] = {}
    for name in sorted(one.keys() | other.keys()):
        here, there = one.get(name), other.get(name)
        if here == there:
            continue
        if isinstance(here, list) and isinstance(there, list):
            found[name] = (
                [row for row in here if row not in there],
                [row for row in there if row not in here],
            )
        elif isinstance(here, tuple) and isinstance(there, tuple):
            found[name] = (here[0], there[0], differences(here[1], there[1]))
        else:
            found[name] = (here, there)
    return found
