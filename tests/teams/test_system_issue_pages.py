"""A systemsak: raised by anybody who works here, followed to its end, and never about a person."""

import pytest

from municipality.access.identity import as_system
from municipality.audit.models import Event
from municipality.organisation.models import Team
from municipality.people.models import MembershipRole
from municipality.people.services import membership_start
from teams.systemissues.models import SystemIssue
from tests.cast import Cast
from tests.logs.helpers import as_
from tests.logs.opening import open_log
from tests.teams.helpers import approve, begin, decide, make_team, seat

WORDS = {
    "title": "Overgangen fra barnehage til skole",
    "what_fails": "Skolene får vite det for sent.",
    "suggestion": "Møtene holdes før 1. mars.",
}


def raise_it(cast: Cast, url: str, **changes: object) -> SystemIssue:
    as_(cast.teacher).post(url, {**WORDS, "unit": cast.school.pk, **changes})
    with as_system("test"):
        return SystemIssue.objects.get()


def test_whoever_works_here_raises_one_and_follows_it_from_the_page_team(cast: Cast) -> None:
    team = make_team(cast)
    issue = raise_it(cast, f"/team/{team.pk}/systemsak/ny/")
    page = as_(cast.teacher).get(f"/systemsaker/{issue.pk}/").text
    for words in (*WORDS.values(), "Meldt til TST Sentrum", "Teacher, Baksalen skole"):
        assert words in page
    assert f"/systemsaker/{issue.pk}/" in as_(cast.teacher).get("/team/").text
    assert WORDS["title"] in as_(cast.nurse).get(f"/team/{team.pk}/").text


def test_the_form_says_who_reads_it_and_lacks_nothing_when_something_is_wrong(cast: Cast) -> None:
    url = f"/team/{make_team(cast).pk}/systemsak/ny/"
    assert (
        "Leses av: deg, alle som sitter i TST Sentrum, og det overordnede teamet"
        in as_(cast.teacher).get(url).text
    )
    answer = as_(cast.teacher).post(url, {**WORDS, "unit": cast.school.pk, "title": ""})
    assert "Skriv med noen få ord hva det gjelder." in answer.text
    assert WORDS["what_fails"] in answer.text


def test_somebody_in_two_units_says_for_which_one_writes(cast: Cast) -> None:
    url = f"/team/{make_team(cast).pk}/systemsak/ny/"
    with as_system("test: two units"):
        membership_start(user=cast.teacher, unit=cast.clinic, role=MembershipRole.CASEWORKER)
    assert '<option value="" selected>Velg enhet</option>' in as_(cast.teacher).get(url).text
    silent = as_(cast.teacher).post(url, WORDS)
    assert silent.context["form"].errors["unit"] == ["Velg enheten du skriver for."]
    assert raise_it(cast, url).unit == cast.school


def test_a_name_from_ones_own_logs_is_refused_beside_the_field(cast: Cast) -> None:
    url = f"/team/{make_team(cast).pk}/systemsak/ny/"
    open_log(cast)
    answer = as_(cast.teacher).post(
        url, {**WORDS, "unit": cast.school.pk, "what_fails": "Som med Emma i høst."}
    )
    assert "Du har skrevet «Emma», som er navnet på noen du arbeider med." in answer.text
    with as_system("test"):
        assert not SystemIssue.objects.exists()


def test_sent_on_it_is_followed_through_both_teams_to_what_became_of_it(cast: Cast) -> None:
    team = make_team(cast)
    with as_system("test: OST"):
        ost = Team.objects.create(
            municipality=cast.home,
            team_type="OST",
            receives_system_issues=True,
            name="Overordnet samarbeidsteam",
        )
    seat(ost, cast.head, cast.school, "chair")
    issue = raise_it(cast, f"/team/{team.pk}/systemsak/ny/")
    assert as_(cast.head).get(f"/systemsaker/{issue.pk}/").status_code == 404
    first = begin(cast, team)
    decide(cast, first, issue, send_on=True)
    for person in ("teacher", "nurse"):
        assert "Prøv dette." not in as_(getattr(cast, person)).get(f"/systemsaker/{issue.pk}/").text
    approve(cast, first)
    for person in ("teacher", "nurse", "head"):
        page = as_(getattr(cast, person)).get(f"/systemsaker/{issue.pk}/").text
        assert "Sendt videre til det overordnede teamet" in page
        assert "på Overordnet samarbeidsteam" in page
    second = begin(cast, ost, by="head")
    decide(cast, second, issue, by="head", responsible="head")
    approve(cast, second, by="head")
    page = as_(cast.teacher).get(f"/systemsaker/{issue.pk}/").text
    assert "Dette ble det til" in page
    assert "Ansvarlig: Head, Baksalen skole" in page
    assert "ferdig" in page


@pytest.mark.parametrize("person", ["other_teacher", "nav", "administrator", "mother", "stranger"])
def test_whoever_neither_raised_it_nor_sits_in_its_teams_does_not_find_it(cast: Cast, person: str) -> None:
    issue = raise_it(cast, f"/team/{make_team(cast).pk}/systemsak/ny/")
    answer = as_(getattr(cast, person)).get(f"/systemsaker/{issue.pk}/")
    assert answer.status_code == 404
    assert WORDS["title"] not in answer.text
    with as_system("test"):
        assert Event.objects.filter(act="minutes.read", user=getattr(cast, person), refused=True).exists()


@pytest.mark.parametrize(("person", "status"), [("mother", 403), ("administrator", 403), ("stranger", 404)])
def test_nobody_from_outside_raises_one(cast: Cast, person: str, status: int) -> None:
    url = f"/team/{make_team(cast).pk}/systemsak/ny/"
    assert as_(getattr(cast, person)).get(url).status_code == status
