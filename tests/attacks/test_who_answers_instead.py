"""Two worlds that differ in who answers instead: barnevern after a decision, or somebody with a mandate.

Who must not know of barnevern finds no difference, where no parent has responsibility. (Where one has, the decision
takes the answer from that parent and a mandate does not: that somebody else answers is told to everybody.)
"""

from collections.abc import Mapping
from typing import Any

import pytest

from cases.conversation.services import person_keep
from consent.models import Asked, Role
from municipality.access.identity import as_user
from tests.access.scenes import join
from tests.attacks.comparing import World, differences, learned
from tests.cast import Cast
from tests.conversation.asking import MOTHER, ask
from tests.conversation.test_deputies import instead, says
from tests.conversation.test_who_answers import born
from tests.examples import examples
from tests.logs.helpers import as_
from tests.writing.pages import taken_back

WAYS = examples(2)
READERS = ("adviser", "head", "nurse")
PAGES = ("", "samtykke/", "samtykke/utskrift/")


def history(cast: Cast, kind: str) -> tuple[World, dict[str, list[Any]]]:
    """The undring, the log and its page, as they look to others."""
    world = World()
    world.begin()
    question = ask(cast, born(9))
    with as_user(cast.teacher.pk):
        mother = Asked.objects.get(consent=question.consent_id, name=MOTHER)
        person_keep(
            consent_id=question.consent_id, person_id=mother.pk, role=Role.PARENT, name=mother.name,
            relation="mor", has_responsibility=False, ascertained="dokument",
        )  # fmt: skip
    deputy = instead(question, kind)
    world.step("asking")
    pages = {"undring": look(cast, "head", f"/undringer/{question.concern.pk}/")}
    says(question, deputy, "yes")
    world.case_id = question.open()
    world.step("opening")
    join(cast, world.case_id, "adviser", "ppt")
    world.step("the adviser joins")
    return world, pages | {
        page: look(cast, "adviser", f"/stafettlogger/{world.case_id}/{page}") for page in PAGES
    }


def look(cast: Cast, person: str, url: str) -> list[Any]:
    answer = as_(getattr(cast, person)).get(url)
    words = ("etter vedtak", "omsorg", "arneverntjenesten", "verge", "Vera")
    return [answer.status_code, *[answer.text.count(word) for word in words]]


@pytest.mark.slow(40)
def test_who_must_not_know_of_barnevern_cannot_tell_which_decision_it_is(cast: Cast) -> None:
    seen: list[Mapping[str, Any]] = []
    for kind in ("care_order", "verge"):
        with taken_back():
            world, pages = history(cast, kind)
            seen.append({"pages": pages, **{one: learned(cast, world, one, most=WAYS) for one in READERS}})
    one, other = seen
    assert one["pages"] == other["pages"]
    assert one["pages"]["samtykke/"][1] > 0  # that somebody else answers is told
    for reader in READERS:
        (rows, answers), (other_rows, other_answers) = one[reader], other[reader]
        assert differences(rows, other_rows) == {}, reader
        assert differences(answers, other_answers) == {}, reader
