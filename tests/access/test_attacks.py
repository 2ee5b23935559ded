"""Ways round the rules that somebody tried: what the database answers to statements no page would send."""

import uuid

import pytest
from django.db import Error, transaction
from django.utils import timezone

from consent.services import Share, shares_keep
from municipality.access.identity import as_system, as_user
from municipality.audit.access_log import record
from municipality.audit.acts import Act
from tests.access.scenes import INSERT_ENTRY, answer, is_refused, plain, value, write
from tests.access_log import noted
from tests.cast import Cast

OUTSIDERS = ("stranger", "nav", "other_teacher", "administrator", "privacy_officer", "father")

# Every verb that takes a case, with a case, a user and a unit that the caller has nothing to do with.
VERBS = {
    "participant_add": "participant_add(%(case)s, %(user)s, %(unit)s)",
    "participant_remove": "participant_remove(%(case)s, %(user)s, %(unit)s)",
    "unit_invite": "unit_invite(%(case)s, %(unit)s)",
    "parent_enter": "parent_enter(%(new)s, %(case)s, %(new)s, 'x', 'mor', true, 'opplyst')",
    "consent_enter": (
        "consent_enter(%(new)s, %(case)s, 'samtale', current_date, now(), now() + '1 day', '', '', '{}', false)"
    ),
    "basis_enter": "basis_enter(%(new)s, %(case)s, %(unit)s, '{school}')",
    "family_enter": "family_enter(%(new)s, %(case)s, %(new)s, '{school}', now(), null)",
    "consent_withdraw": "consent_withdraw(%(new)s, %(case)s, %(unit)s, '', 'oral')",
    "baton_offer": "baton_offer(%(new)s, %(case)s, %(user)s, %(unit)s, '')",
    "baton_answer": "baton_answer(%(case)s, true, '')",
    "participant_notify": "participant_notify(%(case)s, %(user)s, 'case.named')",
    "invitation_notify": "invitation_notify(%(case)s, %(unit)s)",
    "entry_notify": "entry_notify(%(case)s)",
    "hidden_entry_count": "hidden_entry_count(%(case)s)",
    "case_participants": "count(*) from case_participants(%(case)s)",
    "family_events": "count(*) from family_events(%(case)s)",
    "baton_candidates": "count(*) from baton_candidates(%(case)s)",
    "named_of_my_units": "count(*) from named_of_my_units(%(case)s)",
    "i_hold": "i_hold(%(case)s)",
    "i_may_write": "i_may_write(%(case)s, %(unit)s)",
    "consent_shown": "consent_shown(%(case)s)",
    "goal_set": "goal_set(%(new)s, %(case)s, %(unit)s, 'x', 'home')",
    "responsible_candidates": "count(*) from responsible_candidates(%(case)s)",
    "plan_start": "plan_start(%(new)s, %(case)s, %(user)s, %(unit)s, 'chose', current_date + 30)",
    "plan_coordinator_choose": "plan_coordinator_choose(%(case)s, %(user)s, %(unit)s, 'chose')",
    "plan_change": "plan_change(%(case)s, 1, current_date + 30)",
    "plan_text_write": "plan_text_write(%(case)s, 0, 'school', 'x')",
    "document_order": "document_order(%(new)s, %(case)s)",
    "plan_candidates": "count(*) from plan_candidates(%(case)s)",
    "plan_in_force": "plan_in_force(%(case)s)",
    "plan_text_hidden": "plan_text_hidden(%(case)s)",
    "i_see_to_plan": "i_see_to_plan(%(case)s)",
    "i_keep_plan": "i_keep_plan(%(case)s)",
    "concern_share": "concern_share(%(case)s, %(user)s)",
    "concern_notify": "concern_notify(%(case)s, 'concern.shared')",
    "event_write": "event_write('case.read', %(unit)s, true, '{}', jsonb_build_object(%(case)s, array[]::text[]), '')",
}


def said_about(verb: str, case_id: uuid.UUID, user: int, unit: int) -> tuple[str, object]:
    """Everything the caller learns: the refusal, or the value."""
    given = {"case": f"'{case_id}'", "user": user, "unit": unit, "new": f"'{uuid.uuid4()}'"}
    found: object = None
    try:
        with transaction.atomic():
            found = plain(f"select {verb % given}")
    except Error as error:
        return str(error).partition("\n")[0], None
    return "done", found


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_a_verb_says_the_same_about_a_case_that_is_there_and_one_that_is_not(
    cast: Cast, log: uuid.UUID, verb: str
) -> None:
    for person in OUTSIDERS:
        with as_user(getattr(cast, person).pk):
            there = said_about(VERBS[verb], log, cast.adviser.pk, cast.ppt.pk)
            nowhere = said_about(VERBS[verb], uuid.uuid4(), cast.adviser.pk, cast.ppt.pk)
            assert there == nowhere, person


def test_nothing_that_an_outsider_tried_changed_anything(cast: Cast, log: uuid.UUID) -> None:
    state = (
        "select (select count(*) from cases_caseusergrant where ended_at is null and valid @> statement_timestamp()),"
        " (select count(*) from cases_casegroupgrant),"
        " (select count(*) from consent_legalbasis where withdrawn_at is null),"
        " (select count(*) from cases_parentalresponsibility), (select count(*) from consent_consent),"
        " (select count(*) from cases_batonoffer), (select count(*) from municipality_notice)"
    )
    with as_system("test"):
        before = plain(state)
    for person in OUTSIDERS:
        with as_user(getattr(cast, person).pk):
            for verb in VERBS.values():
                said_about(verb, log, cast.adviser.pk, cast.ppt.pk)
    with as_system("test"):
        assert plain(state) == before


def test_somebody_without_identity_gets_nothing_done_by_any_verb(cast: Cast, log: uuid.UUID) -> None:
    with as_user(None):
        for verb in sorted(set(VERBS) - {"event_write", "entry_notify"}):
            text, found = said_about(VERBS[verb], log, cast.adviser.pk, cast.ppt.pk)
            assert text != "done" or found in ([(0,)], [(False,)], [(None,)]), verb
    with as_system("test"):
        assert value("select count(*) from cases_caseusergrant where ended_at is not null") == 0


def test_inserting_into_a_foreign_case_says_the_same_as_into_none(cast: Cast, log: uuid.UUID) -> None:
    with as_user(cast.stranger.pk):
        given = (cast.stranger.pk, cast.away_school.pk)
        there = answer(INSERT_ENTRY, uuid.uuid4(), log, *given)
        nowhere = answer(INSERT_ENTRY, uuid.uuid4(), uuid.uuid4(), *given)
    assert there == nowhere
    assert "row-level security" in there
    assert str(log) not in there


def test_an_error_about_a_row_of_ones_own_does_not_repeat_the_row(cast: Cast, log: uuid.UUID) -> None:
    with as_user(cast.teacher.pk):
        said = answer("update cases_entry set text = 'HEMMELIG', kind = null")
        assert "null value" in said
        assert "HEMMELIG" not in said
        assert "DETAIL" not in said


def test_a_function_of_the_caller_is_not_asked_about_rows_that_are_not_shown(
    cast: Cast, log: uuid.UUID
) -> None:
    """A condition that fails on a hidden row would tell of it: only leak-proof ones may come before the policy."""
    with as_user(cast.stranger.pk):
        assert plain("select 1 from cases_case where 1 / (length(subject_name) - 13) > 0") == []
        assert plain("select 1 from cases_entry where cast(text as int) = 1") == []
        assert plain("select 1 from municipality_resident where cast(id::text as int) = 1") == []


def test_returning_shows_no_row_that_the_policy_does_not(cast: Cast, log: uuid.UUID) -> None:
    entry = write(cast, log, "teacher", "school")
    with as_user(cast.adviser.pk):
        assert plain("update cases_entry set text = text where id = %s returning text", entry.pk) == []
        assert (
            plain("update municipality_notice set read_at = now() where user_id <> my_id() returning id")
            == []
        )
        assert (
            plain("update municipality_municipality set small_unit_size = small_unit_size returning id") == []
        )


def test_locking_needs_a_right_that_nobody_has(cast: Cast, log: uuid.UUID) -> None:
    with as_user(cast.teacher.pk):
        for strength in ("for update", "for no key update", "for share", "for key share"):
            assert is_refused(f"select * from cases_case {strength}"), strength
        assert is_refused("lock table cases_case in access exclusive mode")
        assert is_refused("lock table cases_entry in access exclusive mode")


def test_the_statistics_of_the_planner_show_no_value_of_a_closed_table(cast: Cast, log: uuid.UUID) -> None:
    with as_user(cast.stranger.pk):
        assert not plain(
            "select tablename, attname from pg_stats where tablename like any"
            " (array['cases\\_%', 'consent\\_%', 'municipality\\_resident', 'municipality\\_user',"
            " 'municipality\\_event'])"
        )
        assert is_refused("select * from pg_statistic")


def test_row_security_cannot_be_switched_off(cast: Cast, log: uuid.UUID) -> None:
    with as_user(cast.stranger.pk):
        assert "query would be affected by row-level security" in answer(
            "set local row_security = off; select * from cases_case"
        )
        for statement in (
            "alter table cases_case disable row level security", "alter table cases_case no force row level security",
            "drop policy seen on cases_case", "alter role stafett_app bypassrls",
            "set session_replication_role = replica",
            "create or replace function my_id() returns bigint language sql as 'select 1'",
            "alter function my_id() security invoker", "grant stafett_system to stafett_app",
            "create trigger t before insert on cases_entry for each row execute function sealed.refuse_change()",
        ):  # fmt: skip
            said = answer(statement)
            assert "permission denied" in said or "must be owner" in said, statement


def test_a_name_that_is_found_first_cannot_be_put_before_ours(cast: Cast, log: uuid.UUID) -> None:
    with as_user(cast.stranger.pk):
        for statement in (
            "create temporary table cases_caseusergrant (id int)", "create schema mine",
            "create function public.my_units() returns bigint[] language sql as 'select null'",
            "create view public.x as select 1",
            "create operator public.= (leftarg = int, rightarg = text, function = int4eq)",
        ):  # fmt: skip
            assert is_refused(statement), statement
        plain("set local search_path = pg_temp, sealed, public")
        assert plain("select * from cases_case") == []


def test_events_about_a_foreign_case_say_nothing_and_carry_the_callers_name(
    cast: Cast, log: uuid.UUID
) -> None:
    """A try on somebody else's case belongs into that municipality's log; it cannot be made in another's name."""
    with as_user(cast.stranger.pk):
        record(Act.CASE_READ, case_id=log, refused=True)
    assert noted(case_id=log, refused=True)[-1].user_id == cast.stranger.pk


def test_a_relay_holder_takes_in_nobody_of_another_municipality(cast: Cast, log: uuid.UUID) -> None:
    with as_user(cast.stranger.pk):
        far = value("select resident_find_or_register('x', 'x', 'd_nummer')")
    with as_user(cast.teacher.pk):
        enter_parent = "select parent_enter(%s, %s, %s, 'x', 'mor', true, 'opplyst')"
        assert "another_municipality" in answer(enter_parent, uuid.uuid4(), log, far)
        asked = value("select conversation_begin(%s, null, %s)", uuid.uuid4(), log)
        said = "jsonb_build_array(jsonb_build_object('unit', %s, 'kinds', array['school']))"
        keep = f"select shares_keep(%s, {said}, false)"
        assert "another_municipality" in answer(keep, asked, cast.away_school.pk)
        assert answer(keep, asked, cast.nav_office.pk) == "done"


def test_nobody_grows_old_enough_by_a_consent_on_a_day_to_come(cast: Cast, log: uuid.UUID) -> None:
    with as_user(cast.teacher.pk):
        asked = value("select conversation_begin(%s, null, %s)", uuid.uuid4(), log)
        shares_keep(consent_id=asked, shares=[Share(cast.ppt, ["school"])], for_plan=False)
        plain("select period_keep(%s, now() + interval '1 year', '')", asked)
        read = (
            "select text_read(id, changed_at, 'nb', '', '1', 'Det familien ble lest.') from consent_consent"
        )
        plain(f"{read} where id = %s", asked)
        child = value("select id from consent_asked where consent_id = %s and role = 'subject'", asked)
        say = "select answer_register(gen_random_uuid(), %s, 'yes', %s, 'samtale', '', null)"
        assert "a_day_to_come" in answer(say, child, "2040-01-01")
        assert "or_too_old" in answer(say, child, "2020-01-01")
        assert "not_who_asks" in answer(say, uuid.uuid4(), timezone.localdate())
        assert answer(say, child, timezone.localdate()) == "done"


def test_a_session_of_nobody_leaves_no_event_but_a_refused_try(cast: Cast, log: uuid.UUID) -> None:
    with as_user(None):
        record(Act.CASE_READ, case_id=log)
    assert [one.refused for one in noted(user=None, case_id=log)] == [True]
