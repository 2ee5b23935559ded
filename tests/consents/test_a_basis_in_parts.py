"""A withdrawal of what one of several answers for parts the bases: nobody else reads less by it."""

from cases.case.models import Case
from municipality.access.identity import as_user
from municipality.organisation.models import Team
from tests.access.play_leaving import LeavingPlay
from tests.access.test_property import team
from tests.cast import Cast

__all__ = ["team"]


def test_who_reads_for_an_item_of_a_team_goes_on_reading_when_a_parent_takes_something_else_back(
    cast: Cast, team: Team
) -> None:
    play = LeavingPlay(cast, team)
    shares = {"child_welfare": {"health"}, "ppt": {"health", "school"}}
    play.open("teacher", "youth", "yes", "yes", "yes", shares, {"health", "school"}, "none")
    [case] = play.cases
    play.refer(case, "teacher", "health", "needed")
    with as_user(cast.adviser.pk):
        assert Case.objects.filter(pk=case.key).exists()
    assert play.withdraw(case, "mother", "child_welfare", "") == (True, True)
    with as_user(cast.adviser.pk):
        assert Case.objects.filter(pk=case.key).exists()
