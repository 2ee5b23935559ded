"""R4: which entries staff read, who writes and changes them, and what nobody writes by plain statements."""

import uuid
from datetime import timedelta

from django.utils import timezone

from cases.logs.models import Entry, EntryVersion
from cases.logs.services import entry_change
from municipality.access.identity import as_system, as_user
from tests.access.models_of_a_case import readers
from tests.access.scenes import (
    INSERT_ENTRY,
    everybody_who,
    is_refused,
    plain,
    seen_by,
    value,
    withdraw,
    write,
)
from tests.cast import EVERYBODY, Cast


def test_a_kind_that_is_withdrawn_takes_its_entries_and_leaves_the_others(cast: Cast, log: uuid.UUID) -> None:
    health = write(cast, log, "nurse", "clinic", "health")
    with as_system("test"):
        first = Entry.objects.get(role="first")
    assert seen_by(cast, "nurse", Entry) == {first.pk, health.pk}
    write(cast, log, "teacher", "school", "school")
    withdraw(cast, log, "mother", None, "school")
    assert seen_by(cast, "nurse", Entry) == {health.pk}
    assert readers(cast, log) == {"teacher", "nurse", "mother"}  # PPT had this kind only
    with as_user(cast.nurse.pk):
        assert value("select hidden_entry_count(%s)", log) == 1


def test_staff_read_the_kinds_of_their_basis_and_their_own_texts(cast: Cast, log: uuid.UUID) -> None:
    health = write(cast, log, "nurse", "clinic", "health")
    family = write(cast, log, "teacher", "school", "family")
    own = write(cast, log, "adviser", "ppt", "economy")
    with as_system("test"):
        first = Entry.objects.get(role="first")
    assert seen_by(cast, "nurse", Entry) == {first.pk, health.pk}
    assert seen_by(cast, "teacher", Entry) == {first.pk, family.pk}
    assert seen_by(cast, "adviser", Entry) == {first.pk, own.pk}
    hidden = {}
    for person in ("nurse", "teacher", "adviser", "mother", "head", "stranger"):
        with as_user(getattr(cast, person).pk):
            hidden[person] = value("select hidden_entry_count(%s)", log)
    assert hidden == {"nurse": 2, "teacher": 2, "adviser": 2, "mother": 0, "head": 0, "stranger": 0}


def test_an_entry_that_changes_its_kind_changes_its_readers(cast: Cast, log: uuid.UUID) -> None:
    entry = write(cast, log, "nurse", "clinic", "school")
    assert entry.pk in seen_by(cast, "teacher", Entry)
    with as_user(cast.nurse.pk):
        entry_change(entry=entry, version=1, kind="health", text="Helse")
    assert entry.pk not in seen_by(cast, "teacher", Entry)


def test_what_an_entry_said_before_is_kept_and_read_by_its_author_alone(cast: Cast, log: uuid.UUID) -> None:
    entry = write(cast, log, "nurse", "clinic", "school")
    with as_user(cast.nurse.pk):
        entry_change(entry=entry, version=1, kind="school", text="Nytt")
        assert list(EntryVersion.objects.values_list("version", "text")) == [(1, "Notat")]
    found = everybody_who(cast, EVERYBODY, EntryVersion.objects.exists)
    assert found == {"nurse"}
    withdraw(cast, log, "mother", "clinic")
    assert not seen_by(cast, "nurse", EntryVersion)


def test_an_entry_is_written_by_participants_only_as_oneself_and_for_the_own_unit(
    cast: Cast, log: uuid.UUID
) -> None:
    for person, author, unit in (
        ("stranger", "stranger", "away_school"),
        ("other_teacher", "other_teacher", "school"),
        ("head", "head", "school"),
        ("teacher", "nurse", "school"),
        ("teacher", "teacher", "clinic"),
        ("mother", "mother", "school"),
        ("administrator", "administrator", "school"),
    ):
        with as_user(getattr(cast, person).pk):
            given = (uuid.uuid4(), log, getattr(cast, author).pk, getattr(cast, unit).pk)
            assert is_refused(INSERT_ENTRY, *given), (person, author, unit)
    with as_user(cast.teacher.pk):
        assert not is_refused(INSERT_ENTRY, uuid.uuid4(), log, cast.teacher.pk, cast.school.pk)


def test_an_entry_is_changed_by_its_author_only_and_not_in_a_closed_log(cast: Cast, log: uuid.UUID) -> None:
    entry = write(cast, log, "nurse", "clinic", "school")
    for person in ("teacher", "adviser", "mother", "stranger"):
        with as_user(getattr(cast, person).pk):
            assert plain("update cases_entry set text = 'y' where id = %s", entry.pk) == [(0,)]
    with as_user(cast.nurse.pk):
        assert plain("update cases_entry set text = 'y' where id = %s", entry.pk) == [(1,)]
        for column, other in (
            ("author_id", cast.teacher.pk),
            ("unit_id", cast.school.pk),
            ("signature", "x"),
        ):
            assert is_refused(f"update cases_entry set {column} = %s where id = %s", other, entry.pk), column
        assert is_refused("delete from cases_entry where id = %s", entry.pk)
    withdraw(cast, log, "mother")
    with as_user(cast.nurse.pk):
        assert plain("update cases_entry set text = 'z' where id = %s", entry.pk) == [(0,)]


def test_nobody_writes_cases_grants_bases_parents_or_events_by_plain_statements(
    cast: Cast, log: uuid.UUID
) -> None:
    with as_user(cast.teacher.pk):
        for table in (
            "cases_case", "cases_caseusergrant", "cases_casegroupgrant", "cases_parentalresponsibility",
            "cases_entryversion", "cases_batonmove", "cases_batonoffer", "cases_concerncolleague", "consent_consent",
            "consent_asked", "consent_reply", "consent_share", "consent_legalbasis",
            "consent_withdrawal", "municipality_event",
            "municipality_resident", "municipality_sealedidentity", "municipality_familyaccount",
            "municipality_user", "municipality_user_groups",
            "municipality_membership", "municipality_unit", "auth_group", "auth_permission",
        ):  # fmt: skip
            assert is_refused(f"insert into {table} default values"), table
            assert is_refused(f"delete from {table}"), table
        for table, column in (
            ("cases_case", "holder_id"), ("cases_caseusergrant", "ended_at"), ("consent_legalbasis", "withdrawn_at"),
            ("consent_legalbasis", "kinds"), ("municipality_membership", "ends_at"), ("municipality_user", "is_active"),
            ("municipality_event", "reason"), ("municipality_familyaccount", "user_id"),
            ("municipality_notice", "user_id"),
        ):  # fmt: skip
            assert is_refused(f"update {table} set {column} = null"), table
        assert is_refused("insert into municipality_notice (id) values (gen_random_uuid())")


def test_the_database_signs_and_dates_an_entry_whatever_its_writer_says(cast: Cast, log: uuid.UUID) -> None:
    key = uuid.uuid4()
    statement = INSERT_ENTRY.replace("now()", "now() - interval '1 year'")
    with as_user(cast.nurse.pk):
        plain(statement, key, log, cast.nurse.pk, cast.clinic.pk)
    with as_system("test"):
        entry = Entry.objects.defer(None).get(pk=key)
    assert entry.signature == f"{cast.nurse.display_name}, {cast.clinic.name}"
    assert timezone.now() - entry.written_at < timedelta(minutes=5)
