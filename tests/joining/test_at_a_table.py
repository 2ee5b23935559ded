"""An item of the newer log on a team's table comes along, is heard by the same people, and goes back."""

import uuid

from municipality.access.identity import as_system, as_user
from teams.referrals.models import Referral
from tests.cast import Cast
from tests.joining.joined import joined, part, two_that_can
from tests.teams.helpers import begin, make_team, refer

PEOPLE = ("teacher", "adviser", "ppt_colleague", "nurse", "child_welfare_worker", "mother")


def readers(cast: Cast, item: uuid.UUID) -> set[str]:
    found = set()
    for person in PEOPLE:
        with as_user(getattr(cast, person).pk):
            if Referral.objects.filter(pk=item).exists():
                found.add(person)
    return found


def case_of(item: uuid.UUID) -> uuid.UUID:
    with as_system("test: the row"):
        return Referral.objects.get(pk=item).case_id


def test_an_item_comes_along_while_the_meeting_is_held_and_goes_back(cast: Cast) -> None:
    two = two_that_can(cast)
    team = make_team(cast)
    item = refer(cast, two.newer, team, by="nurse", kind="health", left_out=("child_welfare",)).pk
    begin(cast, team)
    before = readers(cast, item)
    joined(cast, two)
    assert case_of(item) == two.older
    assert readers(cast, item) == before
    part(cast, two)
    assert case_of(item) == two.newer
    assert readers(cast, item) == before
