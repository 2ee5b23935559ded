"""People of the same name in one place, told apart: by profession, else by user name."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from municipality.people.models import Membership, User
from municipality.people.workplace import ALIVE

Row = TypeVar("Row", bound=NamedTuple)


class Named(NamedTuple):
    """An account as a list or a choice names it: `words` are the name, mostly with the unit."""

    user_id: int
    unit_id: int
    words: str


def told_apart(people: Sequence[Named]) -> list[str]:
    """The words for each of them, in the same order; more of them where two people would be called the same."""
    return [one.words + more for one, more in zip(people, additions(people), strict=True)]


def apart_in(unit_id: int, people: Sequence[Row]) -> list[Row]:
    """Rows of people of one unit, with `user_id` and `name`: the same rows, with names that tell them apart."""
    found: Sequence[Any] = people
    words = told_apart([Named(one.user_id, unit_id, one.name) for one in found])
    return [one._replace(name=said) for one, said in zip(found, words, strict=True)]


def additions(people: Sequence[Named]) -> list[str]:
    """What is added to the words for each, in the same order: « (lærer)», mostly nothing.

    A profession is told where the current user may see the membership: in the own units. No query where all differ.
    """
    times = Counter(one.words.casefold() for one in people)
    twice = [one for one in people if times[one.words.casefold()] > 1]
    if len({one.user_id for one in twice}) < 2:
        return ["" for _one in people]
    keys = [one.user_id for one in twice]
    professions = {
        (user, unit): profession
        for user, unit, profession in Membership.objects.filter(ALIVE, user__in=keys)
        .exclude(profession="")
        .values_list("user_id", "unit_id", "profession")
    }
    usernames = dict(User.objects.filter(pk__in=keys).values_list("pk", "username"))
    said = [(one, professions.get((one.user_id, one.unit_id), "")) for one in people]
    same = Counter((one.words.casefold(), profession) for one, profession in said)
    told = []
    for one, profession in said:
        if times[one.words.casefold()] == 1:
            more = ""
        elif profession and same[one.words.casefold(), profession] == 1:
            more = profession
        else:
            more = usernames.get(one.user_id, "")
        told.append(f" ({more})" if more else "")
    return told
