"""Two worlds, one with something that most must not know of: everybody who must not finds the same in both."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from pprint import pformat
from typing import Any

from django.db import transaction
from django.urls import get_resolver

from tests.attacks.comparing import World, differences, learned
from tests.attacks.helpers import BY_CHANCE, browser, words_of
from tests.cast import Cast
from tests.permissions import SIGN_OUT, TABLE, addresses


def pages_of(
    cast: Cast, person: str, filled: Mapping[str, Any], *, only: Sequence[str] = ()
) -> dict[str, Any]:
    """How every address answers, if one only looks: of those about nothing, and about what `filled` names.

    Or those called `only`.
    """
    client, found = browser(getattr(cast, person)), {}
    for called, address in addresses(get_resolver()).items():
        path = "/" + address
        for variable, key in filled.items():
            path = path.replace(variable, str(key))
        if "<" in path or called in SIGN_OUT or "GET" not in TABLE.get(called, {}):
            continue
        if only and called not in only:
            continue
        with transaction.atomic():
            answer: Any = client.get(path)
            found[called] = f"{answer.status_code} {BY_CHANCE.sub('*', words_of(answer))}"
            transaction.set_rollback(True)
    return found


def assert_all_find_the_same(
    cast: Cast,
    readers: Sequence[str],
    filled: Mapping[str, Any],
    lay: Callable[[], Mapping[str, uuid.UUID]],
    *,
    most: int,
    otherwise: Callable[[], None] = lambda: None,
) -> None:
    """With and without what `lay` makes in the log that `filled` names: in tables, answers and pages.

    It says which parts of an address its keys fill in. In the other world happens `otherwise`; each is taken back.
    Every function is called in at most `most` ways.
    """
    keys: Mapping[str, uuid.UUID] = {}
    seen: dict[str, list[dict[str, Any]]] = {reader: [] for reader in readers}
    for is_laid in (True, False):
        before = transaction.savepoint()
        world = World()
        world.begin()
        world.case_id = filled["<uuid:case_id>"]
        if is_laid:
            keys = lay()
        else:
            otherwise()
        world.step("all of it")
        for reader, found in seen.items():
            # What the administrator makes gets the next number, and numbers are not given back.
            parts = ({}, {}) if reader == "administrator" else learned(cast, world, reader, most=most)
            found.append(parts[0] | parts[1] | pages_of(cast, reader, {**filled, **keys}))
        transaction.savepoint_rollback(before)
    assert_none_differ(seen)


def assert_none_differ(seen: Mapping[str, Sequence[dict[str, Any]]]) -> None:
    """Of what each found in two worlds."""
    told = {reader: differences(*both) for reader, both in seen.items()}
    apart = {reader: one for reader, one in told.items() if one}
    assert not apart, pformat(apart, width=200)[:20000]
