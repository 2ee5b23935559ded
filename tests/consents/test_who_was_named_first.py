"""When consents are counted anew, all who take part are given theirs at one moment."""

from cases.case.models import Case
from municipality.access.identity import as_system
from municipality.organisation.models import Team
from tests.access.play_leaving import LeavingPlay
from tests.access.test_property import team
from tests.cast import Cast

__all__ = ["team"]


def test_the_baton_goes_to_who_was_named_first_also_when_consents_were_counted_anew(
    cast: Cast, team: Team
) -> None:
    play = LeavingPlay(cast, team)
    shares = {unit: {"school"} for unit in ("ppt", "nav_office", "coordinating")}
    play.open("nurse", "youth", "yes", "yes", "yes", shares, {"school"}, "none")
    [case] = play.cases
    for unit in shares:
        assert play.welcome(case, unit) == (True, True)
    assert play.loses(case, "nurse", "mother") == (True, True)
    play.leave("nurse")
    play.settle()
    with as_system("test: who holds it"):
        assert Case.objects.get(pk=case.key).holder == cast.adviser
