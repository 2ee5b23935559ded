"""Single statements with which somebody would write to strangers, plant a link, fill the disk or break a page."""

import json
import uuid

import pytest
from django.apps import apps
from django.db import transaction

from municipality.access.identity import as_system, as_user
from municipality.administration.forms import SettingsForm
from municipality.notices.models import Notice
from tests.access.scenes import INSERT_ENTRY, answer, is_refused, join, plain, write
from tests.attacks.comparing import Trial, World
from tests.attacks.helpers import browser
from tests.cast import Cast
from tests.concerns.helpers import typed
from tests.logs.opening import open_log
from tests.writing.opened import opened_by

# What a function answers to nobody and to the executive although it is not nothing, and why that may be.
TOLD_TO_ALL = {
    "case_permission": "the key of a permission, which is the same everywhere",
    "child_welfare_units": "the organisation is public knowledge",
    "unit_shown": "computes with what it is given, and reads nothing",
    "grant_lives": "computes with what it is given and the clock",
    "basis_lives": "computes with what it is given and the clock",
    "naming_shown": "computes with what it is given, and reads nothing",
    "measure_shown": "computes with what it is given, and reads nothing",
    "source_given": "computes with what it is given, and reads nothing",
    "affairs_given": "computes with what it is given, and reads nothing",
    "entry_shown": "computes with what it is given, and reads nothing",
    "referral_shown": "computes with what it is given, and reads nothing",
    "knows_of_child_welfare": "computes with what it is given and the public organisation",
    "name_told": "says what it is given, or nothing",
    "statute_last_day": "a day of the calendar",
    "disclosure_ways": "to whom the law lets a service hand out is the same everywhere",
    "event_write": "notes the try in the access log, and answers nothing",
    "entry_notify": "does nothing for anybody but the author, and answers nothing",
    "my_municipality": "the executive's own",
    "my_municipality_as": "the executive's own",
    "my_id": "the executive's own",
    "plan_duties": "nobody's duties are none",
    "my_notice_choices_set": "about the caller's own e-mail, of kinds that there are",
}
NOTHING = {"null", "None", "false", "[]", "0", "''", '""', "{}"}


@pytest.mark.parametrize("person", [None, "executive", "privacy_officer", "administrator", "stranger"])
def test_a_function_answers_nothing_to_those_who_have_no_part_in_the_case(
    cast: Cast, person: str | None
) -> None:
    world = World()
    world.begin()
    world.case_id = open_log(cast)
    join(cast, world.case_id, "adviser", "ppt")
    world.step("opening")
    with as_user(cast.teacher.pk):
        world.read()
    with as_user(getattr(cast, person).pk if person else None):
        answers = Trial(cast, world, 6, effects=False).calls(cast.teacher.pk)
    told = {}
    each = [
        (called, one)
        for called, said in answers.items()
        for one in (said if isinstance(said, list) else [said])
    ]
    for called, said in each:
        name = called.partition("(")[0]
        told_nothing = said[:5] in ("42501", "P0002") if isinstance(said, str) else not set(said[0]) - NOTHING  # type: ignore[index]
        if not told_nothing and name not in TOLD_TO_ALL | OWN.get(person, {}):
            told[called] = said if isinstance(said, str) else said[0]  # type: ignore[index]
    assert told == {}


# What these accounts are for.
OWN: dict[str | None, dict[str, str]] = {
    "administrator": {"seat_give": "seats people", "seat_end": "ends seats", "team_seats": "sees who sits where",
                      "teams_without_leader": "sees who sits where"}
    | dict.fromkeys(
        ("account_make", "account_change", "account_close", "account_reopen", "account_approve", "account_ways",
         "accounts_not_seen", "membership_give", "membership_stop", "overseer_give", "overseer_stop", "emergency_allow",
         "units_without_leader", "agreement_enter", "agreement_end", "form_edition_enter",
         "secrecy_text_enter", "service_secrecy_set",
         "invitation_make", "invitations_make", "accounts_without_way", "staff_file_taken",
         "staff_file_joined", "staff_file_load",
         "scim_token_make", "scim_token_end", "scim_tokens", "groups_suggested"),
        "runs the accounts of the own municipality",
    ),
    "privacy_officer": {"i_see_secrecy_list": "sees who has read or signed"},
    "stranger": dict.fromkeys(
        ("professions_known", "my_units", "my_held_units",
         "i_see_secrecy_list", "units_i_lead", "resident_find_or_register",
         "resident_register_unnumbered", "case_open", "discussion_claim"), "acts in the own municipality",
    ),
}  # fmt: skip


def test_the_application_finds_an_account_by_name_only_with_its_key(cast: Cast) -> None:
    """Somebody with statements of his own would try names, and learn who works here."""
    with as_user(None):
        assert not [row for row in plain("select account_for_sign_in('teacher', 'x')") if row[0] is not None]


def test_an_invitation_is_told_to_units_that_are_invited_and_to_no_other(cast: Cast) -> None:
    case_id = open_log(cast)
    with as_user(cast.teacher.pk):
        for unit in (cast.nav_office, cast.child_welfare, cast.away_school):
            assert is_refused("select invitation_notify(%s, %s)", case_id, unit.pk), unit
        assert answer("select invitation_notify(%s, %s)", case_id, cast.ppt.pk) == "done"
    with as_system("test"):
        told = Notice.objects.filter(user__in=[cast.nav, cast.child_welfare_worker, cast.stranger])
        assert not told.exists()


def test_nobody_is_told_twice_of_what_he_has_not_read(cast: Cast) -> None:
    case_id = open_log(cast)
    join(cast, case_id, "adviser", "ppt")
    entry = write(cast, case_id, "teacher", "school")
    with as_user(cast.teacher.pk):
        for _again in range(3):
            plain("select entry_notify(%s)", entry.pk)
            plain("select invitation_notify(%s, %s)", case_id, cast.clinic.pk)
    with as_system("test"):
        for notice_type in ("entry.written", "case.invited"):
            rows = Notice.objects.filter(notice_type=notice_type).values_list("user", "entry_id", "case_id")
            assert len(rows) == len(set(rows)), notice_type


def test_the_administrator_changes_what_stands_on_the_settings_page_and_nothing_else(
    cast: Cast,
) -> None:
    form = {*SettingsForm.base_fields, "level_names"} - {"version"}
    may = {
        column
        for (column,) in plain(
            "select attname from pg_attribute where attrelid = 'municipality_municipality'::regclass and attnum > 0"
            " and not attisdropped and has_column_privilege('stafett_app', attrelid, attnum, 'update')"
        )
    }
    assert may == form
    with as_user(cast.administrator.pk):
        assert is_refused("update municipality_municipality set number = '0301' where id = %s", cast.home.pk)


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("report_url", "javascript:alert(1)"),
        ("report_url", "http://portal.example.org/"),
        ("report_url", "https://portal.example.org/ onclick"),
        ("report_url", "data:text/html,x"),
        ("child_protection_phone", "ring meg"),
        ("executive_title", ""),
    ],
)
def test_a_setting_that_a_page_shows_is_refused_by_the_database_where_it_could_hurt(
    cast: Cast, column: str, text: str
) -> None:
    with as_user(cast.administrator.pk):
        said = answer(f"update municipality_municipality set {column} = %s", text)
    assert "violates check constraint" in said


@pytest.mark.parametrize(
    ("column", "text"), [("kind", "x"), ("withheld_because", "x"), ("text", "x" * 20_001)]
)
def test_an_entry_takes_only_what_its_form_offers(cast: Cast, column: str, text: str) -> None:
    entry = write(cast, open_log(cast), "teacher", "school")
    with as_user(cast.teacher.pk):
        said = answer(f"update cases_entry set {column} = %s where id = %s", text, entry.pk)
    assert "violates check constraint" in said


def test_the_author_says_neither_the_version_nor_the_day_of_a_change(cast: Cast) -> None:
    entry = write(cast, open_log(cast), "teacher", "school")
    with as_user(cast.teacher.pk):
        plain(
            "update cases_entry set text = 'Nytt', version = 99, changed_at = '2001-01-01' where id = %s",
            entry.pk,
        )
        assert plain(
            "select version, changed_at > now() - interval '1 hour' from cases_entry where id = %s", entry.pk
        ) == [(2, True)]


def test_every_choice_of_a_model_is_checked_by_the_database(db: None) -> None:
    """A page that finds a word it does not know would fail for everybody who opens it."""
    written_by_functions = {
        "municipality_event.act": "one function writes it, and takes the acts that are known (access/test_events)",
        "municipality_notice.notice_type": "the owner's functions choose it",
        "reporting_publishedfigure.indicator": "the system writes it once a day",
    }
    checks: dict[str, str] = {}
    for name, check in plain(
        "select k.conrelid::regclass || '.' || a.attname, pg_get_constraintdef(k.oid) from pg_constraint k"
        " join pg_attribute a on a.attrelid = k.conrelid and k.conkey = array[a.attnum]"
        " where k.contype = 'c' and k.connamespace = 'public'::regnamespace"
    ):
        checks[name] = checks.get(name, "") + check
    missing = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            base = getattr(field, "base_field", field)
            name = f"{model._meta.db_table}.{field.column}"
            if (
                not model._meta.managed
                or not base.choices
                or base.get_internal_type() not in ("CharField", "TextField")
            ):
                continue
            if not all(f"'{word}'" in checks.get(name, "") for word, _label in base.flatchoices):
                missing.add(name)
    assert missing == set(written_by_functions)


def test_a_word_that_a_page_does_not_know_cannot_be_written_by_a_verb(cast: Cast) -> None:
    case_id = open_log(cast)
    with as_user(cast.teacher.pk):
        said = answer("select consent_withdraw(%s, %s, %s, '', 'x')", uuid.uuid4(), case_id, cast.ppt.pk)
        assert "a value that does not fit" in said
        for act in ("Ring meg nå", "ring.meg", "case.readx", None):
            said = answer("select event_write(%s, null, false, '{}', '{}', '')", act)
            assert "not a word" in said, act


def test_a_draft_is_never_saved_in_days_to_come(cast: Cast) -> None:
    with as_user(cast.teacher.pk):
        assert _draft(10, "/x/") == "done"
        plain("update municipality_draft set saved_at = '2999-01-01'")
        assert plain("select saved_at <= clock_timestamp() from municipality_draft") == [(True,)]


def test_a_log_has_one_first_entry(cast: Cast) -> None:
    """Of a first entry that is not shown nothing is counted, so that nobody may write another one."""
    case_id = open_log(cast)
    first = INSERT_ENTRY.replace("'note'", "'first'")
    with as_user(cast.teacher.pk):
        said = answer(first, uuid.uuid4(), case_id, cast.teacher.pk, cast.school.pk)
        assert "row-level security" in said
    with as_user(cast.teacher.pk):
        other = INSERT_ENTRY.replace("'note'", "'x'")
        said = answer(other, uuid.uuid4(), case_id, cast.teacher.pk, cast.school.pk)
        assert "violates check constraint" in said


def test_every_text_that_somebody_writes_has_a_longest_length(db: None) -> None:
    """By the catalogue: text, and what is kept as JSON, in every table that row security guards."""
    without = plain(
        "select c.relname || '.' || a.attname"
        " from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0"
        " where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity and not a.attisdropped"
        " and a.atttypid in ('text'::regtype, 'jsonb'::regtype, 'bytea'::regtype, 'text[]'::regtype) and not exists ("
        "   select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]"
        "   and pg_get_constraintdef(k.oid) ~ '(char_length|octet_length|pg_column_size|cardinality)')"
    )
    assert {name for (name,) in without} == set()


def _draft(size: int, form: str) -> str:
    return answer(
        "insert into municipality_draft (user_id, form, once, sealed, saved_at)"
        " values (my_id(), %s, gen_random_uuid(), convert_to(repeat('x', %s), 'UTF8'), statement_timestamp())",
        form,
        size,
    )


def test_one_person_cannot_fill_the_disk_with_drafts(cast: Cast) -> None:
    with as_user(cast.teacher.pk):
        assert "violates check constraint" in _draft(600_000, "/one/")
        with transaction.atomic():
            said = [_draft(400_000, f"/{number}/") for number in range(20)]
            assert said[0] == "done"
            assert "too_many_drafts" in said[-1]
            transaction.set_rollback(True)
        said = [_draft(10, f"/{number}/") for number in range(130)]
        assert said.count("done") == 100
        assert "too_many_drafts" in said[-1]
        assert answer("update municipality_draft set saved_at = now()") == "done"


def test_who_has_no_room_for_a_draft_is_told_so_and_can_still_send_the_form(cast: Cast) -> None:
    client = browser(cast.teacher)
    with as_user(cast.teacher.pk):
        for number in range(100):
            assert _draft(10, f"/{number}/") == "done"
    form = opened_by(cast.teacher, "/undringer/ny/")
    answered = client.post("/utkast/", form | {"observed": "Hun er ofte alene."})
    assert (answered.status_code, answered.json()) == (413, {"error": "no room"})
    assert "forkast et annet utkast" in client.get("/undringer/ny/").text
    assert client.post("/undringer/ny/", typed()).status_code == 302


def test_the_access_log_takes_no_more_than_a_page_could_show(cast: Cast) -> None:
    write_event = "select event_write('case.list', null, false, %s, %s, 'x')"
    cases = {str(uuid.uuid4()): ["case:x"] for _number in range(5_001)}
    with as_user(cast.teacher.pk):
        for objects, shown in (
            (["case:x"] * 20_000, {}),
            ([], {str(uuid.uuid4()): ["case:x"] * 20_000}),
            ([], cases),
        ):
            assert "too many objects" in answer(write_event, objects, json.dumps(shown))
        assert answer(write_event, ["case:x"] * 500, json.dumps(dict(list(cases.items())[:500]))) == "done"
