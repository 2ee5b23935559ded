"""Filters (RFC 7644, 3.4.2.2): a small part of the language, read into conditions that the database compares as values.

Nothing of a filter becomes a statement. What is read is `eq`, `co`, `sw`, `pr`, `and`, `or` and parentheses; everything
else is refused with invalidFilter.
"""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from django.utils.translation import gettext_lazy as _

from municipality.scim.errors import ScimError

LONGEST: Final = 1000
DEEPEST: Final = 10
MOST: Final = 20  # conditions, when it is written as alternatives
USER_NAMES: Final[Mapping[str, str]] = {
    "username": "userName",
    "displayname": "displayName",
    "externalid": "externalId",
    "active": "active",
    "emails": "emails",
    "emails.value": "emails",
    'emails[type eq "work"].value': "emails",
    "id": "id",
}
GROUP_NAMES: Final[Mapping[str, str]] = {
    "displayname": "displayName",
    "externalid": "externalId",
    "id": "id",
}
EXACT: Final = frozenset({"externalId", "id"})  # the others know no capital letters
_URN: Final = r"(?:urn:ietf:params:scim:schemas:core:2\.0:(?:User|Group):)?"
_NAME: Final = rf'{_URN}([A-Za-z][\w.]*(?:\[[^\]"]*"[^"]*"\](?:\.\w+)?)?)'
_TOKEN: Final = re.compile(rf'\s*(?:([()])|(?:("(?:[^"\\]|\\.)*")|{_NAME})(?=[\s()]|$))', re.IGNORECASE)


class Condition(NamedTuple):
    name: str
    how: str
    value: str | None


Ways = list[list[Condition]]  # one of them must hold as a whole


def refused() -> ScimError:
    return ScimError(
        400,
        "invalidFilter",
        _("Filteret kan ikke leses. Vi leser eq, co, sw, pr, and og or, om noen få felter."),
    )


def ways_of(text: str, names: Mapping[str, str]) -> Ways:
    """The filter as alternatives. Raises ScimError (invalidFilter)."""
    if len(text) > LONGEST:
        raise refused()
    reader = _Reader(_tokens(text), names)
    ways = reader.any_of(0)
    if reader.rest:
        raise refused()
    return ways


def _tokens(text: str) -> list[str]:
    found, at = [], 0
    while text[at:].strip():
        token = _TOKEN.match(text, at)
        if token is None:
            raise refused()
        found.append(token[1] or token[2] or token[3])
        at = token.end()
    return found


class _Reader:
    """Reads tokens from the left; `and` binds before `or`."""

    def __init__(self, tokens: list[str], names: Mapping[str, str]) -> None:
        self.rest, self.names = tokens[::-1], names

    def next(self) -> str:
        if not self.rest:
            raise refused()
        return self.rest.pop()

    def comes(self, word: str) -> bool:
        """Takes the word, if it is the next."""
        if self.rest and self.rest[-1].lower() == word:
            self.rest.pop()
            return True
        return False

    def any_of(self, depth: int) -> Ways:
        ways = self.all_of(depth)
        while self.comes("or"):
            ways = ways + self.all_of(depth)
        return self.few(ways)

    def all_of(self, depth: int) -> Ways:
        ways = self.one(depth)
        while self.comes("and"):
            more = self.one(depth)
            ways = self.few([left + right for left in ways for right in more])
        return ways

    def few(self, ways: Ways) -> Ways:
        if sum(map(len, ways)) > MOST:
            raise refused()
        return ways

    def one(self, depth: int) -> Ways:
        if self.comes("("):
            if depth == DEEPEST:
                raise refused()
            inside = self.any_of(depth + 1)
            if not self.comes(")"):
                raise refused()
            return inside
        name = self.names.get(self.next().lower())
        if name is None:
            raise refused()
        how = self.next().lower()
        return [[Condition(name, how, self.value(name, how))]]

    def value(self, name: str, how: str) -> str | None:
        if how == "pr":
            return None
        said = self.next()
        if how not in ("eq", "co", "sw") or (name == "active" and how != "eq"):
            raise refused()
        if said.startswith('"'):
            said = _unquoted(said)
        elif said.lower() not in ("true", "false") or name != "active":
            raise refused()
        return said if name in EXACT else said.lower()


def _unquoted(said: str) -> str:
    return re.sub(r'\\(["\\/])', r"\1", said[1:-1])
