"""What somebody notices of a world: tables, answers of functions, pages; told so that worlds can be compared."""

import difflib
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.db import transaction
from django.test import Client

from municipality.access.identity import as_user
from tests.access.play import HOME
from tests.access.scenes import plain
from tests.attacks.acts_of_teams import Stage
from tests.attacks.comparing import FUNCTIONS, KEY, Trial, arguments, as_given, differences
from tests.attacks.helpers import BY_CHANCE, browser, words_of
from tests.cast import Cast

LOG, HOME_PAGE = "/stafettlogger/{case}/", "/"
# Where one begins, whether it leads anywhere or not. What stands after a space is typed into the search of the page.
STARTS = (
    LOG, HOME_PAGE, "/stafettlogger/", "/saksopplysninger/", "/saksopplysninger/{case}/", "/varsler/", "/undringer/",
    "/team/", "/stafettlogger/{case}/innsyn/", "/stafettlogger/{case}/samtykke/", "/stafettlogger/{case}/plan/",
    "/stafettlogger/{case}/utskrift/",
    "/stafettlogger/ q=Emma", "/stafettlogger/{case}/ q=Hemmelig", "/stafettlogger/{case}/ kind=child_welfare",
    "/undringer/ q=Emma",
)  # fmt: skip
LINK = re.compile(r'(?:href|action)="(/[^"#?]*)"')
NAME = re.compile(r"<(.*?)>")
# The address of a question about a reading holds its moment, which is another in another world.
NOWHERE = re.compile(r"/static/|/logg-ut/|/hvorfor/\d|<nowhere>")
# The functions by which a page promises who will read or hear something (docs/access.md).
READERS = re.compile("readers$|^team_room$")
MOST_LINES = 24
ALWAYS = {"p_case", "p_meeting", "p_referral"}  # whatever a function tells of these alone is asked


@dataclass
class Seen:
    """All that one person has noticed, by where it was found."""

    tables: dict[str, list[str]]
    functions: dict[str, object]
    pages: dict[str, str]


class Visit:
    """One person reads what he finds. What is drawn is drawn by `seed`, the same in every world that looks the same."""

    def __init__(self, stage: Stage, person: str, seed: str, known: Cast) -> None:
        """`known` are the units and people that functions are asked about."""
        self.known, self.person = known, person
        self.stage, self.world, self.seed = stage, stage.world, seed
        self.me = stage.user(person)
        self.client: Client = browser(self.me)

    def look(self, pages: Sequence[str] | int, *, calls: int) -> Seen:
        """`pages`: which, or how many are found by walking; `calls`: so many functions and verbs are drawn."""
        with as_user(self.me.pk):
            tables = self.world.read()
            functions = self._ask(calls)
        if isinstance(pages, int):
            return Seen(tables, functions, self._walk(pages))
        return Seen(tables, functions, {page: self._read(page)[0] for page in pages})

    def _ask(self, calls: int) -> dict[str, object]:
        """All that functions tell of the case, of items, of oneself and of who will read; others, and verbs, in one
        way each. Of the first verb also what is found after it.
        """
        dice = random.Random(f"{self.seed}/functions")
        words = arguments(self.known, self.world, self.me.pk)
        promised = words | self._mine(words)
        trial = Trial(self.known, self.world, 1)
        functions = plain(FUNCTIONS)
        always = [
            one for one in functions if one[1] != "v" and (set(one[2]) <= ALWAYS or READERS.search(one[0]))
        ]
        others = dice.sample([one for one in functions if one[1] != "v" and one not in always], calls)
        verbs = dice.sample([one for one in functions if one[1] == "v"], calls)
        told = {one[0] for one in always}
        found: dict[str, object] = {}
        for place, (name, _volatile, names, types) in enumerate(verbs + always + others):
            chosen = promised if READERS.search(name) else words
            ways = list(product(*(range(len(chosen[one.removeprefix("p_")])) for one in names)))
            # One item, table or undring says little of another.
            several = name in told and not {"p_meeting", "p_team", "p_concern"}.isdisjoint(names)
            for way in dice.sample(ways, min(len(ways), 4 if several else 1)):
                given = as_given(types, names, chosen, way)
                found[f"{name} {way}"] = trial.each(name, types, given, effect=place == 0)
        return found

    def _mine(self, words: dict[str, list[Any]]) -> dict[str, list[Any]]:
        """Of who will read what one writes oneself: nobody is told of others."""
        unit = [self.stage.home(self.person).pk] if self.person in HOME else words["unit"]
        return {
            "unit": unit, "measure": [None, *words["measure"]], "kinds": [["school", "child_welfare"]],
            "kind": ["school", "child_welfare"], "left_out": words["left_out"][:1],
        }  # fmt: skip

    def _read(self, page: str) -> tuple[str, str]:
        """A page as it is told in every world, and as it is. That it was read is taken back."""
        keys: dict[str, list[str]] = {}
        for key, said in self.world.names().items():
            keys.setdefault(said, []).append(key)
        named = list(dict.fromkeys(NAME.findall(page)))
        if not keys.keys() >= {*named}:
            return "what it is about is not there", ""
        # Of rows that say the same each is read, in whatever order they stand.
        read = [
            self._opened(NAME.sub(lambda found: key_of[found[1]], page))  # noqa: B023
            for each in product(*(keys[said] for said in named))
            for key_of in [dict(zip(named, each, strict=True))]
        ]
        return "\n".join(sorted(told for told, _body in read)), "\n".join(body for _told, body in read)

    def _opened(self, page: str) -> tuple[str, str]:
        address = page.replace("{case}", str(self.stage.case))
        address, _, typed = address.partition(" ")
        before = transaction.savepoint()
        if typed:
            answer: Any = self.client.post(address, dict([typed.split("=")]), follow=True)
        else:
            answer = self.client.get(address)
        body = words_of(answer)
        transaction.savepoint_rollback(before)
        told = f"{answer.status_code} {answer.headers.get('Location', '')}\n{body}"
        return self.world.say(BY_CHANCE.sub("*", told)), body

    def _walk(self, most: int) -> dict[str, str]:
        """From the log and the first page on, along links, while there are any: each type of page is as likely."""
        dice = random.Random(f"{self.seed}/pages")
        names = self.world.names()
        found: dict[str, str] = {}
        ahead = dict.fromkeys(STARTS)
        for step in range(most):
            if not ahead:
                break
            alike: dict[str, list[str]] = {}
            for page in ahead:
                alike.setdefault(re.sub(r"<.*?>", "*", page), []).append(page)
            page = STARTS[step] if step < 2 else dice.choice(alike[dice.choice(sorted(alike))])
            found[page], body = self._read(page)
            for link in LINK.findall(body):
                ahead[KEY.sub(lambda key: f"<{names.get(key[0], 'nowhere')}>", link)] = None
            ahead = {one: None for one in ahead if one not in found and not NOWHERE.search(one)}
        return found


def told_apart(one: Seen, other: Seen) -> list[str]:
    """Where what was noticed differs, for people to read; nothing if nowhere. `other` may have seen fewer pages."""
    found = [
        f"in {where}:\n  - {told[0]}\n  + {told[1]}"
        + (f"\n  and after it {told[2]}" if len(told) > 2 else "")
        for here, there in ((one.tables, other.tables), (one.functions, other.functions))
        for where, told in differences(here, there).items()
    ]
    for page, body in other.pages.items():
        lines = list(difflib.unified_diff(one.pages[page].splitlines(), body.splitlines(), lineterm="", n=0))
        if lines:
            found.append("\n  ".join([f"on {page}:", *[line.rstrip() for line in lines[2:MOST_LINES]]]))
    return found
