"""Two worlds that differ in what the second person must not know look the same to that person."""

import re
import uuid
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from cases.checks.selectors import checks_for_me
from consent.services import Share, shares_keep
from municipality.access.identity import as_system, as_user
from municipality.organisation.municipality import Municipality
from tests.attacks.helpers import without_tokens
from tests.cast import Cast, years_ago
from tests.checks.helpers import provide
from tests.conversation.asking import ask
from tests.logs.helpers import as_

UNIQUE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d\d[.:]\d\d\b|\d+ minutt\w*|akkurat nå")


def seen(cast: Cast, shares: list[tuple[str, list[str]]]) -> list[Any]:
    """What the leader finds of a question about these, which are the whole difference."""
    before = transaction.savepoint()
    question = ask(cast, years_ago(9), father=True)
    with as_user(cast.teacher.pk):
        asked = [Share(getattr(cast, unit), kinds) for unit, kinds in shares]
        shares_keep(consent_id=question.consent_id, shares=asked, for_plan=False)
    question.read_aloud()
    question.say_all(mother="yes", father="not_reached")
    key = provide(question)
    with as_user(cast.head.pk):
        found: list[Any] = [
            [value for value in one if not isinstance(value, uuid.UUID)][:-1] for one in checks_for_me()
        ]
    for url in (reverse("checks:list"), reverse("checks:look", args=[key]), reverse("home")):
        text = as_(cast.head).get(url).text.partition("<main")[2].partition("</main>")[0]
        found.append(UNIQUE.sub("", without_tokens(text)))
    transaction.savepoint_rollback(before)
    return found


@pytest.mark.parametrize(
    "shares",
    [
        [("child_welfare", ["child_welfare"])],
        [("ppt", ["school", "child_welfare"])],
        [("clinic", ["health"]), ("nav_office", ["economy"])],
    ],
)
def test_the_second_person_learns_nothing_of_units_kinds_or_barnevern(
    cast: Cast, shares: list[tuple[str, list[str]]]
) -> None:
    with as_system("test: leaders do not see undringer by their role"):
        Municipality.objects.filter(pk=cast.home.pk).update(leader_sees_concerns=False)
    assert seen(cast, shares) == seen(cast, [("ppt", ["school"])])
