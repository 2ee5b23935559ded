"""What a father says of himself, and what is written about him, the mother and the young person do not find (D1)."""

import uuid
from pprint import pformat
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from cases.consents.own_affairs import own_affairs, own_affairs_withdraw
from cases.logs.services import entry_change
from consent.models import Answer
from consent.own_answers import OwnHow
from municipality.access.identity import as_user
from tests.access.scenes import write
from tests.attacks.comparing import KEY, World, differences, learned
from tests.attacks.helpers import BY_CHANCE, browser
from tests.cast import Cast
from tests.conversation.helpers import Walk
from tests.examples import examples
from tests.logs.test_whose_affairs import BOTH, adult, log_of_two

pytestmark = pytest.mark.slow(60)

WAYS = examples(2)
PAGES = ("logs:read", "logs:print", "logs:events", "consents:list", "consents:print", "consents:withdraw")


def asked(cast: Cast, case_id: uuid.UUID, **own: Any) -> None:
    """All three say yes about the child, and the father something of himself or nothing."""
    walk = Walk(cast.teacher, case=case_id)
    walk.units([(getattr(cast, unit), kinds) for unit, kinds in BOTH.items()])
    walk.period()
    walk.read()
    prefix = f"own-{walk.person('Fredrik').pk}"
    said = {f"{prefix}-{name}": value for name, value in own.items()}
    walk.says({"Mona": "yes", "Fredrik": "yes", "Emma": "yes"}, **said)
    walk.conclude()


def written_about_him(cast: Cast, case_id: uuid.UUID) -> None:
    """Two notes, one of them changed; what he said to one unit is taken back by the holder and by himself."""
    father = adult(case_id)
    for kind in ("health", "school"):
        note = write(cast, case_id, "nurse", "clinic", kind=kind, text="Hemmelig", about=father)
    with as_user(cast.nurse.pk):
        entry_change(entry=note, version=1, kind="health", text="Hemmelig, rettet", about=father)
    write(cast, case_id, "nurse", "clinic", text="Hemmelig", about_other=True)
    with as_user(cast.teacher.pk):
        told = next(one for one in own_affairs(case_id) if one.parent_id == father)
        own_affairs_withdraw(
            case_id=case_id, parent_id=father, how=OwnHow.ORAL, basis_id=told.units[0].basis_id
        )


def history(cast: Cast, *, of_him: bool) -> World:
    world = World()
    world.begin()
    case_id = world.case_id = log_of_two(cast, number=cast.youth_number, child_answer=Answer.YES)
    world.step("opening")
    units = [str(cast.ppt.pk), str(cast.clinic.pk)]
    asked(cast, case_id, **({"units": units} if of_him else {}))
    world.step("asking")
    if of_him:
        written_about_him(cast, case_id)
    world.step("writing")
    return world


def all_that(cast: Cast, world: World, reader: str) -> dict[str, Any]:
    """What somebody finds in tables, is answered by functions, and is shown."""
    tables, answers = learned(cast, world, reader, most=WAYS)
    found: dict[str, Any] = tables | answers
    client = browser(getattr(cast, reader))
    for page in PAGES:
        with transaction.atomic():
            text = client.get(reverse(page, args=[world.case_id])).text
            transaction.set_rollback(True)
        found[page] = KEY.sub("a key", BY_CHANCE.sub("*", text))
    return found


@pytest.mark.parametrize("reader", ["mother", "youth"])
def test_the_others_of_the_family_find_the_same_whether_he_said_something_or_not(
    cast: Cast, reader: str
) -> None:
    before, found = transaction.savepoint(), []
    for of_him in (True, False):
        found.append(all_that(cast, history(cast, of_him=of_him), reader))
        transaction.savepoint_rollback(before)
    told = differences(*found)
    assert not told, pformat(told, width=200)[:20000]


def test_he_himself_finds_the_difference(cast: Cast) -> None:
    """Or the comparison would prove nothing."""
    before, found = transaction.savepoint(), []
    for of_him in (True, False):
        found.append(all_that(cast, history(cast, of_him=of_him), "father"))
        transaction.savepoint_rollback(before)
    told = differences(*found)
    assert {"cases_entry", "logs:read", "consents:list", "logs:events"} <= set(told)
