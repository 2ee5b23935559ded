"""«Kom i gang» leads the administrator from an empty installation to the first log, by what there is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from municipality.access.identity import as_system, as_user
from municipality.accounts.services import account_make
from municipality.administration.begin import steps_of
from municipality.organisation.models import Team
from municipality.organisation.municipality import Municipality
from municipality.people.models import AccountType, Membership, MembershipRole
from municipality.people.services import membership_start
from tests.access_log import noted
from tests.cast import make_user
from tests.logs.helpers import as_
from tests.teams.helpers import make_team

ADDRESS = "administration:begin"


def steps(administrator):
    with as_user(administrator.pk):
        return {step.title: step for step in steps_of(administrator.municipality)}


@pytest.fixture
def newcomer(db):
    """The administrator of a municipality of which nothing is known."""
    with as_system("test: an empty installation"):
        home = Municipality.objects.create(number="4204", name="Kristiansand")
        return make_user("newcomer", home, AccountType.ADMINISTRATOR)


def test_of_an_empty_installation_nothing_is_done_and_each_step_leads_somewhere(newcomer):
    found = steps(newcomer)
    assert not any(
        step.done for title, step in found.items() if title[:4] in ("Last", "Gå g", "Lag ", "Gi a")
    )
    client = as_(newcomer)
    page = client.get(reverse(ADDRESS)).text
    for title, step in found.items():
        assert title in page
        if step.url:
            assert client.get(step.url).status_code == 200
    assert "gjenstår" in client.get("/").text


def test_what_is_missing_is_named_and_is_gone_when_it_is_there(cast):
    title = "Gi alle enheter en leder og et mottak"
    lacking = steps(cast.administrator)[title].lacking
    assert f"leder i {cast.ppt.name}" in lacking
    with as_system("test: a leader"):
        membership_start(user=cast.adviser, unit=cast.ppt, role=MembershipRole.LEADER)
    assert f"leder i {cast.ppt.name}" not in steps(cast.administrator)[title].lacking


def test_a_second_administrator_and_the_privacy_officer_are_asked_for(cast):
    title = "Lag kontoer til dem som passer på"
    assert steps(cast.administrator)[title].lacking == ["en administrator til"]
    with as_system("test: another"):
        make_user("second", cast.home, AccountType.ADMINISTRATOR)
    assert steps(cast.administrator)[title].done


def test_an_account_that_waits_for_a_yes_is_named_as_what_is_missing(cast):
    with as_user(cast.administrator.pk):
        account_make(username="per", display_name="Per Annen", email="", account_type="administrator")
    lacking = steps(cast.administrator)["Lag kontoer til dem som passer på"].lacking
    assert lacking == ["en administrator til (Per Annen venter på godkjenning)"]


@pytest.mark.parametrize("person", ["teacher", "privacy_officer", "executive", "mother"])
def test_the_page_is_the_administrators(cast, person):
    assert as_(getattr(cast, person)).get(reverse(ADDRESS)).status_code == 403
    assert [one.act for one in noted(user=getattr(cast, person), refused=True)] == ["begin.read"]


def test_a_team_is_led_while_somebody_has_the_chair_and_works_in_the_unit(cast):
    title, team = "Gi teamene en leder", make_team(cast)
    assert f"leder i {team.name}" not in steps(cast.administrator)[title].lacking
    with as_system("test: the leader leaves"):
        Membership.objects.filter(user=cast.adviser).update(ends_at=timezone.now())
    assert f"leder i {team.name}" in steps(cast.administrator)[title].lacking
    assert "ingen leder" in as_(cast.administrator).get(reverse("teams:list")).text


def test_the_steps_take_no_more_statements_for_many_teams_than_for_one(cast):
    def taken():
        with CaptureQueriesContext(connection) as captured:
            as_(cast.administrator).get("/")
        return len(captured)

    make_team(cast)
    taken()
    before = taken()
    with as_system("test: many teams"):
        Team.objects.bulk_create(
            Team(municipality=cast.home, name=f"Team {number}", team_type="tverrfaglig")
            for number in range(20)
        )
    assert len(steps(cast.administrator)["Gi teamene en leder"].lacking) >= 20
    assert taken() == before
