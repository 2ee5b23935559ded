"""What is brought to a team without a name: no path leads from it to the one who asked, or to a child."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import models

from municipality.access.identity import as_system, as_user
from municipality.access.refusals import NothingThere
from municipality.audit.models import Event
from municipality.notices.models import Notice
from municipality.organisation.models import Service, Team, Theme, Unit
from teams.discussions.models import AnonymousDiscussion
from teams.discussions.services import ALPHABET, answer_for, discussion_ask, fresh_code
from teams.meetings.models import Correction, MinutesItem, Task
from teams.meetings.services import correction_add
from teams.members.models import SeatRole
from teams.systemissues.models import SystemIssue
from teams.systemissues.services import system_issue_raise
from tests.access.scenes import is_refused, plain, seen_by, value
from tests.access.team_scenes import who_finds
from tests.access_log import noted
from tests.cast import EVERYBODY, FAMILY, Cast
from tests.teams.helpers import approve, begin, decide, make_team, seat


@pytest.fixture
def team(cast: Cast) -> Team:
    return make_team(cast)


@pytest.fixture
def theme(cast: Cast) -> Theme:
    with as_system("test: themes"):
        Theme.objects.create(municipality=cast.away, name="Skolefravær")
        return Theme.objects.create(municipality=cast.home, name="Skolefravær")


def ask(
    cast: Cast,
    team: Team,
    theme: Theme,
    *,
    by: str = "teacher",
    unit: str = "school",
    what: str = "Hva nå?",
) -> str:
    with as_user(getattr(cast, by).pk):
        return discussion_ask(
            claim=fresh_code(),
            team=team,
            unit=getattr(cast, unit),
            age_band="6-9",
            theme=theme,
            arena="school",
            tried="Samtaler",
            question=what,
        )


def the_discussion() -> AnonymousDiscussion:
    with as_system("test"):
        return AnonymousDiscussion.objects.get()


def test_the_record_has_no_place_for_a_person_a_case_or_a_time_of_day() -> None:
    fields = {field.name: field for field in AnonymousDiscussion._meta.get_fields() if field.concrete}
    related = {name: field.related_model for name, field in fields.items() if field.is_relation}
    assert related == {"team": Team, "service": Service, "unit": Unit, "theme": Theme}
    days = {name for name, field in fields.items() if isinstance(field, models.DateField)}
    assert days == {"asked_on", "answered_on"}
    assert not [name for name in fields if isinstance(fields[name], models.DateTimeField)]
    assert set(fields) - set(related) - days == {
        "id",
        "age_band",
        "arena",
        "tried",
        "question",
        "claim",
        "answer",
    }


def test_the_table_in_the_database_is_that_record_and_no_more(db: None) -> None:
    columns = plain(
        "select attname, format_type(atttypid, null) from pg_attribute"
        " where attrelid = 'teams_anonymousdiscussion'::regclass and attnum > 0 and not attisdropped"
    )
    assert {name for name, _type in columns} == {
        field.column for field in AnonymousDiscussion._meta.get_fields() if field.concrete
    }
    assert {of_type for _name, of_type in columns} == {
        "uuid",
        "bigint",
        "smallint",
        "character varying",
        "text",
        "date",
    }
    to = {
        row[0]
        for row in plain(
            "select confrelid::regclass::text from pg_constraint"
            " where conrelid = 'teams_anonymousdiscussion'::regclass and contype = 'f'"
        )
    }
    assert to == {"municipality_team", "municipality_service", "municipality_unit", "municipality_theme"}
    assert not plain(
        "select 1 from pg_trigger where tgrelid = 'teams_anonymousdiscussion'::regclass and not tgisinternal"
    )


def test_asking_writes_one_row_in_one_table_and_nothing_anywhere_else(
    cast: Cast, team: Team, theme: Theme
) -> None:
    tables = [
        row[0]
        for row in plain(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
        )
    ]
    closed = {"auth_group_permissions", "guardian_userobjectpermission", "guardian_groupobjectpermission"}

    def counts() -> dict[str, int]:
        with as_system("test: count"):
            return {table: value(f"select count(*) from {table}") for table in tables if table not in closed}

    before = counts()
    ask(cast, team, theme)
    after = counts()
    assert {table for table in after if after[table] != before[table]} == {"teams_anonymousdiscussion"}
    with as_system("test"):
        assert not Event.objects.exists()
        assert not Notice.objects.exists()


def test_the_team_is_not_told_when_or_after_what_it_came(cast: Cast, team: Team, theme: Theme) -> None:
    ask(cast, team, theme)
    with as_user(cast.adviser.pk):
        assert AnonymousDiscussion.objects.get().question == "Hva nå?"
        for hidden in ("xmin", "ctid", "cmin", "tableoid"):
            assert is_refused(f"select {hidden} from teams_anonymousdiscussion"), hidden
        assert is_refused("select pg_xact_commit_timestamp(xmin) from teams_anonymousdiscussion")


@pytest.mark.parametrize(("children", "kept"), [(None, False), (19, False), (20, True)])
def test_a_small_unit_is_kept_as_its_service_only(
    cast: Cast, team: Team, theme: Theme, children: int | None, kept: bool
) -> None:
    with as_system("test: how many children"):
        Unit.objects.filter(pk=cast.school.pk).update(children=children)
    ask(cast, team, theme)
    row = the_discussion()
    assert row.service_id == cast.school.service_id
    assert row.unit_id == (cast.school.pk if kept else None)


def test_those_who_sit_in_the_team_read_it_and_nobody_else_not_even_the_one_who_asked(
    cast: Cast, team: Team, theme: Theme
) -> None:
    ask(cast, team, theme)
    assert who_finds(cast, AnonymousDiscussion, the_discussion().pk) == {
        "adviser",
        "nurse",
        "child_welfare_worker",
    }


@pytest.mark.parametrize(
    "person", ["stranger", "administrator", "privacy_officer", "executive", *FAMILY, "nav"]
)
def test_one_asks_for_the_own_unit_in_the_own_municipality(
    cast: Cast, team: Team, theme: Theme, person: str
) -> None:
    with pytest.raises(PermissionDenied):
        ask(cast, team, theme, by=person)
    with as_system("test"):
        assert not AnonymousDiscussion.objects.exists()


def test_a_foreign_team_or_theme_or_one_that_is_no_more_is_not_asked(
    cast: Cast, team: Team, theme: Theme
) -> None:
    with as_system("test"):
        away = Team.objects.create(municipality=cast.away, team_type="TST", name="TST Øst")
        foreign = Theme.objects.get(municipality=cast.away)
    for asked, about in ((away, theme), (team, foreign)):
        with pytest.raises(PermissionDenied):
            ask(cast, asked, about)
    with as_system("test"):
        Team.objects.filter(pk=team.pk).update(active=False)
    with pytest.raises(PermissionDenied):
        ask(cast, team, theme)


def test_the_same_words_on_the_same_day_are_one_question(cast: Cast, team: Team, theme: Theme) -> None:
    ask(cast, team, theme)
    with pytest.raises(NothingThere):
        ask(cast, team, theme)
    ask(cast, team, theme, what="Noe annet?")


def test_the_code_fetches_the_answer_and_says_nothing_to_whoever_has_it_not(
    cast: Cast, team: Team, theme: Theme
) -> None:
    code = ask(cast, team, theme)
    assert len(set(code) - {"-"} - set(ALPHABET)) == 0
    assert code.replace("-", "") not in the_discussion().claim
    meeting = begin(cast, team)
    decide(cast, meeting, the_discussion())
    with as_user(cast.nav.pk):
        found = answer_for(code.lower().replace("-", " "))
        assert found is not None
        assert (found.team, found.question, found.answer) == ("TST Sentrum", "Hva nå?", "")
    approve(cast, meeting)
    with as_user(cast.other_teacher.pk):
        found = answer_for(code)
        assert found is not None
        assert found.answer == "Prøv dette."
        assert answer_for("2345-6789-ABCD") is None
    for person in ("stranger", "mother", "administrator", "privacy_officer", "executive"):
        with as_user(getattr(cast, person).pk):
            assert answer_for(code) is None, person
    with as_user(None):
        assert answer_for(code) is None


def test_neither_minutes_nor_a_correction_of_a_discussion_is_an_event(
    cast: Cast, team: Team, theme: Theme
) -> None:
    ask(cast, team, theme)
    row = the_discussion()
    meeting = begin(cast, team)
    decide(cast, meeting, row, responsible="nurse")
    approve(cast, meeting)
    with as_user(cast.nurse.pk):
        correction_add(item=MinutesItem.objects.get(), text="x")
    events = noted()
    assert {one.act for one in events} == {"meeting.plan", "meeting.start", "meeting.approve"}
    assert not [one for one in events if any(str(row.pk) in shown for shown in one.objects)]


def test_minutes_tasks_and_corrections_of_a_discussion_are_the_teams(
    cast: Cast, team: Team, theme: Theme
) -> None:
    ask(cast, team, theme)
    meeting = begin(cast, team)
    decide(cast, meeting, the_discussion(), responsible="nurse")
    approve(cast, meeting)
    sitting = {"adviser", "nurse", "child_welfare_worker"}
    with as_user(cast.child_welfare_worker.pk):
        item = MinutesItem.objects.get()
        correction_add(item=item, text="x")
    with as_system("test"):
        keys = {model: model.objects.get().pk for model in (MinutesItem, Task, Correction)}
        assert Correction.objects.get().signature == "Child_welfare_worker, Barneverntjenesten"
    for model, key in keys.items():
        assert who_finds(cast, model, key) == sitting, model
    for person in sorted(set(EVERYBODY) - sitting):
        with as_user(getattr(cast, person).pk):
            assert is_refused("select correction_add(%s, %s, 'x')", uuid.uuid4(), item.pk), person


def test_only_somebody_at_the_table_is_responsible_and_nobody_informs_a_family(
    cast: Cast, team: Team, theme: Theme
) -> None:
    ask(cast, team, theme)
    meeting = begin(cast, team)
    for how in (
        {"responsible": "teacher"},
        {"responsible": "mother"},
        {"informs": "nurse"},
        {"send_on": True},
    ):
        with pytest.raises(PermissionDenied):
            decide(cast, meeting, the_discussion(), **how)
    decide(cast, meeting, the_discussion(), responsible="child_welfare_worker")


def test_a_discussion_of_another_team_is_not_on_this_table(cast: Cast, team: Team, theme: Theme) -> None:
    with as_system("test"):
        other = Team.objects.create(municipality=cast.home, team_type="TST", name="TST Nord")
    seat(other, cast.adviser, cast.ppt, SeatRole.CHAIR)
    ask(cast, other, theme)
    meeting = begin(cast, team)
    with as_system("test"):
        key = AnonymousDiscussion.objects.get().pk
    with as_user(cast.adviser.pk):
        assert is_refused(
            "select minutes_write(%s, null, %s, null, 0, '', '', null, null, null, null, false)",
            meeting.pk,
            key,
        )


# --- systemsaker ---
@pytest.fixture
def ost(cast: Cast) -> Team:
    with as_system("test: the OST"):
        team = Team.objects.create(
            municipality=cast.home, team_type="OST", receives_system_issues=True, name="OST"
        )
        Team.objects.create(municipality=cast.away, team_type="OST", receives_system_issues=True, name="OST")
    seat(team, cast.head, cast.school, SeatRole.CHAIR)
    return team


@pytest.fixture
def issue(cast: Cast, team: Team) -> SystemIssue:
    with as_user(cast.teacher.pk):
        key = system_issue_raise(
            team=team, unit=cast.school, title="Overganger", what_fails="x", suggestion=""
        )
        return SystemIssue.objects.get(pk=key)


def test_a_systemsak_goes_to_the_ost_and_its_outcome_comes_back(
    cast: Cast, team: Team, ost: Team, issue: SystemIssue
) -> None:
    here = {"teacher", "adviser", "nurse", "child_welfare_worker"}
    assert who_finds(cast, SystemIssue, issue.pk) == here, "its author and the team"
    meeting = begin(cast, team)
    decide(cast, meeting, issue, send_on=True)
    assert who_finds(cast, SystemIssue, issue.pk) == here, "not before the approval"
    approve(cast, meeting)
    assert who_finds(cast, SystemIssue, issue.pk) == here | {"head"}
    again = begin(cast, team)
    with pytest.raises(PermissionDenied):
        decide(cast, again, issue)
    above = begin(cast, ost, by="head")
    decide(cast, above, issue, by="head", responsible="head")
    assert len(seen_by(cast, "nurse", MinutesItem)) == 1, (
        "the OST's minutes are its own until they are approved"
    )
    approve(cast, above, by="head")
    with as_user(cast.teacher.pk):
        told = SystemIssue.objects.get(pk=issue.pk)
        assert (told.outcome, told.closed_at is not None, told.team_id) == ("Prøv dette.", True, ost.pk)
    assert len(seen_by(cast, "nurse", MinutesItem)) == 2
    for person in ("nav", "mother", "stranger", "administrator"):
        assert seen_by(cast, person, MinutesItem) == seen_by(cast, person, Task) == set(), person
    later = begin(cast, ost, by="head")
    with pytest.raises(PermissionDenied):
        decide(cast, later, issue, by="head")


def test_a_systemsak_that_is_not_sent_on_stays_with_the_team(
    cast: Cast, team: Team, ost: Team, issue: SystemIssue
) -> None:
    meeting = begin(cast, team)
    decide(cast, meeting, issue)
    approve(cast, meeting)
    with as_user(cast.teacher.pk):
        kept = SystemIssue.objects.get(pk=issue.pk)
        assert (kept.team_id, kept.sent_on_at, kept.outcome) == (team.pk, None, "Prøv dette.")


def test_a_systemsak_does_not_go_to_the_ost_of_another_municipality(
    cast: Cast, team: Team, issue: SystemIssue
) -> None:
    with as_system("test: the neighbour has one"):
        Team.objects.create(municipality=cast.away, team_type="OST", receives_system_issues=True, name="OST")
    meeting = begin(cast, team)
    decide(cast, meeting, issue, send_on=True)
    approve(cast, meeting)
    with as_system("test: whose it is"):
        kept = SystemIssue.objects.get(pk=issue.pk)
        assert (kept.team_id, kept.sent_on_at) == (team.pk, None)


def test_the_ost_sends_nothing_further_and_a_municipality_without_one_keeps_it(
    cast: Cast, team: Team, issue: SystemIssue
) -> None:
    meeting = begin(cast, team)
    decide(cast, meeting, issue, send_on=True)
    approve(cast, meeting)
    with as_user(cast.adviser.pk):
        kept = SystemIssue.objects.get(pk=issue.pk)
        assert (kept.team_id, kept.closed_at, kept.sent_on_at) == (team.pk, None, None)


@pytest.mark.parametrize(
    "person", ["stranger", "administrator", "privacy_officer", "executive", *FAMILY, "nav"]
)
def test_a_systemsak_is_raised_for_the_own_unit_in_the_own_municipality(
    cast: Cast, team: Team, person: str
) -> None:
    with as_user(getattr(cast, person).pk), pytest.raises(PermissionDenied):
        system_issue_raise(team=team, unit=cast.school, title="x", what_fails="x", suggestion="")
    assert seen_by(cast, person, SystemIssue) == set()


def test_nobody_writes_any_of_it_by_a_plain_statement(
    cast: Cast, team: Team, theme: Theme, issue: SystemIssue
) -> None:
    ask(cast, team, theme)
    for person in ("adviser", "teacher", "administrator"):
        with as_user(getattr(cast, person).pk):
            for table in ("teams_anonymousdiscussion", "teams_systemissue"):
                assert is_refused(f"update {table} set id = id")
                assert is_refused(f"delete from {table}")
            assert is_refused(
                "update teams_anonymousdiscussion set answer = %s", date(2026, 1, 1).isoformat()
            )
