"""What Postgres itself says about the floor: every table is closed or stands here with the reason why not."""

import uuid
from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from cases.concerns.services import KeptOut, concern_keep_out, concern_register, concern_share
from cases.keepout.services import case_keep_out
from cases.logs.services import entry_change
from consent.services import form_edition_enter
from municipality.access.floor import lay, sql_files
from municipality.access.identity import as_system, as_user
from municipality.accounts.services import account_make, overseer_give
from municipality.administration.emergency import emergency_allow
from municipality.audit.acts import Act
from municipality.audit.chain import events_seal
from municipality.notices.models import Way
from municipality.organisation.agreements import agreement_enter
from municipality.organisation.models import Theme
from municipality.people.services import shortcuts_turn
from municipality.profile.services import email_ask, notice_choices_set
from municipality.secrecy.models import STANDARD
from municipality.secrecy.services import secrecy_text_enter
from municipality.writing.models import Draft
from municipality.writing.once import sending_begin, sending_end
from reporting.figures.services import figures_publish
from runner.state import ROOT
from teams.discussions.services import discussion_ask, fresh_code
from teams.meetings.models import MinutesItem
from teams.meetings.services import correction_add
from teams.systemissues.services import system_issue_raise
from tests.absence.scene import away
from tests.access.scenes import answer, is_refused, join, plain, value, withdraw, write
from tests.cast import Cast
from tests.databases import logged_in
from tests.deviations.helpers import a_reading
from tests.disclosures.helpers import made
from tests.documents.papers import put
from tests.emergency.helpers import allow, open_as
from tests.joining.helpers import says
from tests.logs.opening import open_log
from tests.plans.helpers import make_plan, order, tell
from tests.questions.helpers import advised_question
from tests.reports.helpers import reported
from tests.requests.helpers import asked, looked_again
from tests.statute.helpers import opened
from tests.teams.helpers import approve, begin, decide, make_team, refer
from tests.work.helpers import evaluate, set_goal, set_measure
from tests.wrongchild.helpers import a_deviation

# Tables of `public` without row security, and why each may be.
OPEN_TABLES = {
    "django_migrations": "names of migrations",
    "django_content_type": "names of models",
    "auth_permission": "names of permissions",
    "auth_group": "one group per unit, named after it; who is in it stands in municipality_user_groups",
    "auth_group_permissions": "no right at all",
    "guardian_userobjectpermission": "no right at all: our grants have direct keys",
    "guardian_groupobjectpermission": "no right at all: our grants have direct keys",
    "municipality_job": "names of jobs, and when each last did its work",
    "municipality_earliernumber": "the organisation is public knowledge",
    "municipality_service": "the organisation is public knowledge",
    "municipality_district": "the organisation is public knowledge",
    "municipality_team_members": "services of a team, not persons",
    "municipality_team_when_needed": "services of a team, not persons",
    "municipality_theme": "the organisation is public knowledge",
    "municipality_theme_services": "the organisation is public knowledge",
}
ROOMS_OF_TEAMS = {
    "seat",
    "referral",
    "agenda",
    "meeting",
    "curtain",
    "minutes",
    "task",
    "systemissue",
}  # first words of acts
# Row security is on, and its policy shows every row; units and teams to all but families.
PUBLIC_KNOWLEDGE = {
    "municipality_municipality", "municipality_unit", "municipality_unitname", "municipality_team",
}  # fmt: skip
CLOSED_TO_ALL = {"auth_group_permissions", "guardian_userobjectpermission", "guardian_groupobjectpermission"}

# All that the web writes by plain statements: whole rows, and columns by name.
WRITES = {
    "municipality_draft": {"INSERT", "UPDATE"},
    "cases_entry": {"INSERT"},
    "cases_concern": {"INSERT"},
    "cases_report": {"INSERT"},
}
UPDATES_COLUMNS = {
    # Whose affairs a note tells of can only be narrowed (whose_affairs_stay).
    "cases_entry": {
        "kind", "text", "withheld_because", "kept_from_parents", "about_id", "about_other", "version", "changed_at",
    },
    "cases_concern": {
        "child_name", "birth_date", "due_date", "observed", "since", "version", "closed_at", "outcome",
        "outcome_reason",
    },
    # Its author's own note; a leader reads it only where the municipality says why, too.
    "cases_report": {
        "child_name", "birth_date", "due_date", "sent_on", "sent_to", "receipt", "answered_on", "told_on",
        "hidden_because", "review_on", "leader_reads", "version",
    },
    "municipality_notice": {"read_at"},
    "municipality_municipality": {
        "consent_age", "parents_read_from_consent_age", "both_parents_must_sign", "young_no_stops_health", "rest_days",
        "consent_months", "limit_warning_days", "end_warning_days",
        "leader_sees_concerns", "leader_reads_reports_because", "concern_deadline_days",
        "concern_retention_months", "outside_retention_months", "log_from_level", "evaluation_weeks", "july_counts",
        "small_unit_size", "disclosure_threshold", "executive_title", "child_protection_phone",
        "report_url", "level_names", "event_retention_years", "event_retention_because",
        "patterns_talked_on", "patterns_talked_because", "pattern_logs_a_day", "pattern_from_hour",
        "pattern_to_hour", "pattern_outside_times", "pattern_refused",
    },
}  # fmt: skip

TABLES = (
    "select c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c"
    " where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')"
)

# A right to every column, or for rights that only a whole table can have, to the table.
HAS_RIGHT_TO_ALL_COLUMNS = (
    "select case when %(right)s in ('INSERT', 'UPDATE', 'REFERENCES') then (select bool_and("
    "has_column_privilege('stafett_app', %(table)s, attnum, %(right)s)) from pg_attribute"
    " where attrelid = %(table)s::regclass and attnum > 0 and not attisdropped)"
    " else has_table_privilege('stafett_app', %(table)s, %(right)s) end"
)


def all_columns(table: str, right: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(HAS_RIGHT_TO_ALL_COLUMNS, {"table": table, "right": right})
        return bool(cursor.fetchone()[0])


# Functions answer about the caller's own rows, or to the application before anybody is known.
READ_BY_NOBODY = {
    "cases_disclosure",
    "cases_advice",
    "cases_deviationlog",
    "cases_disclosednote",
    "cases_familyrequest",
    "cases_requestpart",
    "cases_hiddenlook",
    "cases_emergency",
    "municipality_declaration",
    "cases_joining",
    "cases_joinedrow",
    "municipality_seal",
    "municipality_unsealedevent",
    "municipality_chainlook",
    "cases_widening",
    "cases_statute",
    "cases_statutereader",
    "cases_informing",
    "cases_question",
    "cases_questionlog",
    "consent_deputy",
    "cases_birth",
    "cases_movednote",
    "consent_exclusion",
    "consent_factknown",
    "municipality_sealedidentity",
    "municipality_sending",
    "municipality_signedin",
    "municipality_accountidentity",
    "municipality_scimtoken",
    "municipality_scimuser",
    "municipality_scimgroup",
    "municipality_scimmember",
    "municipality_localaccount",
    "municipality_passkey",
    "municipality_recoverycode",
    "municipality_invitation",
    "municipality_signintry",
    "municipality_emailconfirmation",
    "consent_joinanswer",
    "consent_ownanswer",
    "consent_ownanswerunit",
    "consent_reading",
}


def person_tables() -> set[str]:
    return {table for table, on, _forced in plain(TABLES) if on} - PUBLIC_KNOWLEDGE


def test_every_table_has_forced_row_security_or_a_written_reason(db: None) -> None:
    rows = plain(TABLES)
    assert {table for table, on, forced in rows if not (on and forced)} == set(OPEN_TABLES)


def test_every_model_stands_on_a_table_that_is_closed_or_on_a_view_that_asks_as_the_caller(db: None) -> None:
    tables = {table for table, _on, _forced in plain(TABLES)}
    of_models = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label
        in {"municipality", "consent", "cases", "teams", "reporting", "auth", "guardian"}
    }
    assert of_models - tables == {"cases_casehead"}


def test_every_closed_table_has_a_policy_but_those_nobody_reads(db: None) -> None:
    with_policy = {table for (table,) in plain("select distinct tablename from pg_policies")}
    assert person_tables() - with_policy == READ_BY_NOBODY


def test_every_policy_is_for_the_application_and_for_one_command_but_own_drafts(db: None) -> None:
    rows = plain("select tablename, roles::text[], cmd from pg_policies where schemaname = 'public'")
    assert {tuple(roles) for _table, roles, _cmd in rows} == {("stafett_app",)}
    assert {table for table, _roles, cmd in rows if cmd == "ALL"} == {"municipality_draft"}


def test_a_policy_of_a_room_above_only_narrows_what_the_table_shows(db: None) -> None:
    """Notices and entries are told about by rooms above theirs, which may take rows away and never add any."""
    permissive = plain(
        "select policyname from pg_policies where tablename in ('municipality_notice', 'cases_entry')"
        " and permissive = 'PERMISSIVE'"
    )
    assert {name for (name,) in permissive} == {"read", "seen", "written", "changed"}


@pytest.mark.parametrize("outside", ["public", "sealed"])
def test_every_view_asks_as_the_caller_or_lies_where_nobody_enters(db: None, outside: str) -> None:
    views = plain(
        "select relname, 'security_invoker=true' = any (coalesce(reloptions, '{}')) from pg_class"
        " where relnamespace = to_regnamespace(%s) and relkind in ('v', 'm')",
        outside,
    )
    assert views
    assert outside == "sealed" or all(invoker for _name, invoker in views)


def test_the_rules_of_a_log_name_no_act_and_no_table_of_teams(db: None) -> None:
    of_teams = {act.value for act in Act if act.value.split(".")[0] in ROOMS_OF_TEAMS}
    assert len(of_teams) > 10
    of_cases = [file for file in sql_files() if file.is_relative_to(ROOT / "cases")]
    assert len(of_cases) > 20
    for file in of_cases:
        text = file.read_text(encoding="utf-8")
        assert [word for word in ("teams_", *of_teams) if word in text] == [], file.name


def test_nobody_but_the_owner_makes_objects_that_a_function_could_find_first(db: None) -> None:
    for role in ("stafett_app", "stafett_system", "stafett_worker"):
        assert not value("select has_schema_privilege(%s, 'public', 'create')", role)
        assert not value("select has_database_privilege(%s, current_database(), 'temporary')", role)
        assert not value("select has_database_privilege(%s, current_database(), 'create')", role)


def test_the_application_cannot_enter_the_sealed_schema(db: None) -> None:
    for role in ("stafett_app", "stafett_system", "stafett_worker"):
        assert not value(
            "select has_schema_privilege(%s, n.oid, 'usage') from pg_namespace n where nspname = 'sealed'",
            role,
        )
    assert "permission denied for schema sealed" in answer("select * from sealed.identity_key")
    assert "permission denied for schema sealed" in answer("select * from sealed.entry_reader")


def test_the_application_writes_exactly_what_is_listed_here(db: None) -> None:
    rights = ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN")
    found: dict[str, set[str]] = {}
    for table, _on, _forced in plain(TABLES):
        held = {right for right in rights if all_columns(table, right)}
        if held:
            found[table] = held
    assert found == WRITES


def test_the_application_updates_only_columns_that_do_not_decide_who_reads(db: None) -> None:
    found: dict[str, set[str]] = {}
    for table, column in plain(
        "select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0"
        " where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not a.attisdropped"
        " and has_column_privilege('stafett_app', c.oid, a.attnum, 'update')"
    ):
        if not all_columns(table, "UPDATE"):
            found.setdefault(table, set()).add(column)
    assert found == UPDATES_COLUMNS


def test_the_system_role_changes_neither_the_access_log_nor_the_migrations(db: None) -> None:
    for right in ("INSERT", "UPDATE", "DELETE", "TRUNCATE"):
        for table in (
            "municipality_event",
            "municipality_eventcase",
            "municipality_seal",
            "municipality_unsealedevent",
            "municipality_chainlook",
            "django_migrations",
            *sorted(CLOSED_TO_ALL - {"auth_group_permissions"}),
        ):
            assert not value("select has_table_privilege('stafett_system', %s, %s)", table, right), (
                table,
                right,
            )
    assert not plain(
        f"select relname from ({TABLES}) t where has_table_privilege('stafett_system', relname, 'truncate')"
    )


def test_tables_that_nobody_uses_cannot_even_be_read(db: None) -> None:
    for table in CLOSED_TO_ALL:
        assert "permission denied" in answer(f"select * from {table}"), table
    assert "permission denied" in answer("select * from municipality_sealedidentity")


def test_the_roles_are_what_the_design_says(db: None) -> None:
    rows = plain(
        "select rolname, rolcanlogin, rolbypassrls, rolinherit, rolsuper or rolcreaterole or rolreplication"
        " from pg_roles where rolname like 'stafett\\_%%'"
    )
    assert set(rows) == {
        ("stafett_owner", True, True, True, False),
        ("stafett_app", True, False, True, False),
        ("stafett_system", False, True, True, False),
        ("stafett_worker", True, False, False, False),
        ("stafett_backup", True, True, True, False),
    }
    members = plain(
        "select m.rolname, r.rolname, a.inherit_option, a.set_option, a.admin_option from pg_auth_members a"
        " join pg_roles m on m.oid = a.member join pg_roles r on r.oid = a.roleid where m.rolname like 'stafett\\_%%'"
    )
    assert set(members) == {
        ("stafett_worker", "stafett_app", False, True, False),
        ("stafett_worker", "stafett_system", False, True, False),
        ("stafett_backup", "pg_read_all_data", True, True, False),
        ("stafett_owner", "pg_signal_backend", True, True, False),
    }


def every_table_of_teams_filled(cast: Cast, case_id: uuid.UUID) -> None:
    team = make_team(cast)
    with as_system("test: a theme"):
        theme = Theme.objects.create(municipality=cast.home, name="Skolefravær")
    with as_user(cast.teacher.pk):
        discussion_ask(
            claim=fresh_code(),
            team=team,
            unit=cast.school,
            age_band="6-9",
            theme=theme,
            arena="school",
            tried="",
            question="Hva nå?",
        )
        system_issue_raise(team=team, unit=cast.school, title="x", what_fails="x", suggestion="")
    referral = refer(cast, case_id, team, left_out=("clinic", "child_welfare"))
    meeting = begin(cast, team)
    decide(cast, meeting, referral, responsible="adviser")
    approve(cast, meeting)
    with as_user(cast.adviser.pk):
        correction_add(item=MinutesItem.objects.get(), text="x")


def every_table_filled(cast: Cast) -> None:
    """A row in every table that holds a person."""
    case_id = open_log(cast, shares={"school": ("school",), "ppt": ("school",), "clinic": ("health",)})
    join(cast, case_id, "adviser", "ppt")
    away(cast, "adviser", "ppt_colleague")
    entry = write(cast, case_id, "teacher", "school")
    with as_user(cast.teacher.pk):
        entry_change(entry=entry, version=1, kind="school", text="Annet")
        plain("select baton_offer(%s, %s, %s, %s, '')", uuid.uuid4(), case_id, cast.adviser.pk, cast.ppt.pk)
        concern = concern_register(
            author=cast.teacher, unit=cast.school, child_name="Emma", birth_date=date(2018, 1, 1), observed="x",
            since=date(2026, 1, 1),
        )  # fmt: skip
        concern_share(concern=concern, colleague_id=cast.other_teacher.pk)
        concern_keep_out(concern=concern, kept_out=KeptOut(cast.head.pk, "kin"))
        case_keep_out(case_id=case_id, kept_out=KeptOut(cast.nav.pk, "other"))
        Draft.objects.create(
            user=cast.teacher, form="/x/", once=uuid.uuid4(), sealed=b"x", saved_at="2026-01-01T10:00:00Z"
        )
        once = uuid.uuid4()
        sending_begin(once=once, content="x")
        sending_end(once=once, result="/")
        shortcuts_turn(on=False)
        notice_choices_set({"logs": Way.NONE})
    with as_user(cast.mother.pk):
        email_ask("ingrid@example.org")
    with as_user(cast.administrator.pk):
        account_make(username="x", display_name="x", email="", account_type="executive")
        overseer_give(user=cast.other_coordinator, service=cast.school.service)
        agreement_enter(organisation="310000000", name="x", agreed_on=date(2026, 1, 1), ends_on=None)
        form_edition_enter(
            language="uk", name="x", own_name="x", texts={}, valid_from=timezone.localdate(), checked_by=""
        )
    with as_user(cast.administrator.pk):
        secrecy_text_enter(kind="notice", texts={"nb": "x"}, stood=STANDARD)
        emergency_allow(roles=["caseworker"], services=["nav"])
    allow(cast, "skole")
    open_as(cast.other_teacher, case_id)
    reported(cast.teacher, case_id=case_id)
    made(cast.teacher, case_id)
    a_deviation(cast, case_id)
    asked(cast.mother, case_id)
    looked_again(cast.teacher)
    a_reading(case_id, cast.nurse, cast.clinic)
    advised_question(cast, [case_id])
    opened(cast, case_id, to="nurse", receiver_id=cast.clinic.pk)
    says(cast.teacher, case_id)
    events_seal()
    measure = set_measure(cast, case_id, set_goal(cast, case_id))
    evaluate(cast, measure)  # leaves a former wording
    every_table_of_teams_filled(cast, case_id)
    plan_filled(cast, case_id)
    put(cast, case_id, "teacher", "school")
    withdraw(cast, case_id, "mother", "clinic")
    with as_system("test: figures"):
        figures_publish(municipality=cast.home, day=date(2026, 1, 1))


def plan_filled(cast: Cast, case_id: uuid.UUID) -> None:
    """A plan with a text, a former text, and a document with its file, which is made as soon as it is asked for."""
    plan = make_plan(cast, case_id)
    tell(cast, plan, "Jeg liker hester.")
    tell(cast, plan, "Jeg liker hunder.", version=1)
    order(cast, plan, "mother")


def test_without_identity_the_web_login_finds_no_person_in_any_table(committed: Cast) -> None:
    every_table_filled(committed)
    tables = person_tables()
    with as_system("test: count"):
        readable = tables - READ_BY_NOBODY
        assert {table for table in readable if not value(f"select count(*) from {table}")} == set()
    with logged_in("app"):
        assert plain("select session_user, current_user") == [("stafett_app", "stafett_app")]
        for table in tables | {"cases_casehead"}:
            said = answer(f"select 1 / count(*) from {table}")
            assert "division by zero" in said or "permission denied" in said, table
        for table in tables:
            assert is_refused(f"truncate {table} cascade"), table


def test_the_floor_laid_twice_is_the_same_and_keeps_nothing_of_an_earlier_one(transactional_db: None) -> None:
    with logged_in("owner"):
        before = snapshot()
        plain("create policy forgotten on cases_case for select to stafett_app using (true)")
        plain("create function forgotten() returns int language sql as 'select 1'")
        plain("create function sealed.forgotten() returns int language sql as 'select 1'")
        plain("create view forgotten_view as select * from cases_case")
        plain("grant select on forgotten_view to stafett_app")
        plain("grant delete on cases_case to stafett_app")
        assert snapshot() != before
        lay()
        assert snapshot() == before


def snapshot() -> set[tuple[str, ...]]:
    """All that a floor consists of, in an order of its own."""
    parts = (
        "select 'policy', tablename, policyname, cmd, roles::text, qual, with_check from pg_policies",
        (
            "select 'function', oid::regprocedure::text, md5(pg_get_functiondef(oid)), proacl::text from pg_proc"
            " where pronamespace in ('public'::regnamespace, 'sealed'::regnamespace)"
        ),
        "select 'view', schemaname, viewname, definition from pg_views where schemaname in ('public', 'sealed')",
        "select 'trigger', tgrelid::regclass::text, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal",
        (
            "select 'security', relname, relrowsecurity::text, relforcerowsecurity::text from pg_class"
            " where relnamespace = 'public'::regnamespace"
        ),
        (
            "select 'right', relname, a.grantee::regrole::text, a.privilege_type from pg_class, aclexplode(relacl) a"
            " where relnamespace = 'public'::regnamespace"
        ),
        (
            "select 'column right', attrelid::regclass::text, attname, a.grantee::regrole::text, a.privilege_type"
            " from pg_attribute, aclexplode(attacl) a where attrelid in (select oid from pg_class"
            " where relnamespace = 'public'::regnamespace)"
        ),
    )
    with connection.cursor() as cursor:
        found: set[tuple[str, ...]] = set()
        for part in parts:
            cursor.execute(part)
            found |= set(cursor.fetchall())
    return found
