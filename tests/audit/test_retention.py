"""D10: events go as whole sealed batches alone, by the owner's command, by a rule that each municipality has given."""

import json
import uuid
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from municipality.access.identity import as_system, as_user
from municipality.audit.acts import Act
from municipality.audit.chain import chain_verify, events_seal
from municipality.audit.models import Event
from municipality.audit.seals import Seal
from municipality.clock import database_today
from municipality.organisation.municipality import Municipality
from tests.access.scenes import plain, value
from tests.audit.chain_helpers import NUMBERS, TABLES, note, nth, seal_some
from tests.cast import Cast
from tests.databases import logged_in

YEARS = 10


def command(*arguments: str, login: str = "worker") -> str:
    out = StringIO()
    with logged_in(login):
        call_command("events", *arguments, stdout=out)
    return out.getvalue()


def keep_for(years: int | None, because: str = "arkivplanen", **which: object) -> None:
    with as_system("test: how long events are kept"):
        Municipality.objects.filter(**which).update(
            event_retention_years=years, event_retention_because=because
        )


def age(seals: int) -> None:
    """The first seals, and their events, are eleven years older than they were, in an intact chain."""
    with logged_in("owner"), transaction.atomic():
        for table in TABLES:
            plain(f"alter table {table} disable trigger user")
        last_old = value(f"select {nth(seals)}")
        plain(
            "update municipality_event set at = at - interval '11 years' where id in"
            " (select unnest(events) from municipality_seal where number <= %s)",
            last_old,
        )
        for (number,) in plain(NUMBERS):
            plain(
                "update municipality_seal set said = sealed.batch_said(events),"
                " sealed_at = sealed_at - make_interval(years => case when number <= %s then 11 else 0 end)"
                " where number = %s",
                last_old,
                number,
            )
            plain(
                "update municipality_seal s set seal = sealed.seal_of(coalesce((select b.seal from municipality_seal b"
                " where b.number < s.number order by b.number desc limit 1), ''), s) where number = %s",
                number,
            )
        for table in TABLES:
            plain(f"alter table {table} enable trigger user")


def before(years: int = YEARS) -> str:
    today = database_today()
    return date(today.year - years, today.month, min(today.day, 28)).isoformat()


@pytest.fixture
def old(committed: Cast, emmas_log: uuid.UUID) -> Cast:
    """Two batches that are eleven years old, with a log in one of them, and one of today."""
    with as_user(committed.teacher.pk):
        plain("select event_write('case.read', null, false, '{}', %s, '')", json.dumps({str(emmas_log): []}))
    seal_some(committed, seals=3)
    age(2)
    keep_for(YEARS)
    return committed


def test_what_is_old_enough_goes_with_its_batch_and_the_seals_stay(old: Cast) -> None:
    assert chain_verify().faults == []
    said = command("remove", "--before", before(), login="owner")
    with as_system("test: what is left"):
        old_seals = Seal.objects.order_by("number")[:2]
        assert f"{sum(len(one.events) for one in old_seals)} hendelser" in said
        assert [bool(one.removed_at) for one in Seal.objects.order_by("number")] == [True, True, False]
        gone = {key for one in old_seals for key in one.events}
        assert not Event.objects.filter(pk__in=gone).exists()
        assert Event.objects.filter(act=Act.DAY_READ).count() == 3
    assert chain_verify().faults == []
    events_seal()
    assert chain_verify().faults == []


def test_the_privacy_officer_sees_that_old_events_were_removed(old: Cast) -> None:
    command("remove", "--before", before(), login="owner")
    with as_user(old.privacy_officer.pk):
        [event] = Event.objects.filter(act=Act.EVENTS_REMOVE)
    assert (event.reason, event.objects_shown) == ("retention", [f"before:{before()}"])


@pytest.mark.parametrize("rule", [(None, "arkivplanen"), (YEARS, ""), (YEARS + 2, "arkivplanen")])
def test_nothing_goes_before_each_municipality_has_said_how_long_and_why(
    old: Cast, rule: tuple[int | None, str]
) -> None:
    keep_for(*rule, pk=old.away.pk)
    with pytest.raises(CommandError, match="lenger"):
        command("remove", "--before", before(), login="owner")
    with as_system("test: all is there"):
        assert not Seal.objects.exclude(removed_at=None).exists()


def test_nothing_of_today_goes_whatever_day_is_typed(old: Cast) -> None:
    with pytest.raises(CommandError, match="lenger"):
        command("remove", "--before", (database_today() + timedelta(days=1)).isoformat(), login="owner")


@pytest.mark.parametrize("login", ["worker", "app"])
def test_only_the_owner_removes_events(old: Cast, login: str) -> None:
    with pytest.raises(CommandError, match="stafett_owner"):
        command("remove", "--before", before(), login=login)


def test_the_command_says_that_all_is_well_or_what_is_wrong(committed: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ennå"):
        command("last")
    note(committed, 2)
    assert "2" in command("seal")
    kept = tmp_path / "seal.json"
    kept.write_text(command("last"), encoding="utf-8")
    note(committed)
    command("seal")
    assert "Alt stemmer" in command("verify", "--against", str(kept))
    kept.write_text(json.dumps({"sha256": "00" * 32}), encoding="utf-8")
    with pytest.raises(CommandError, match="finnes ikke her"):
        command("verify", "--against", str(kept))
    for nonsense in ("{", "[]", '{"sha256": "x"}'):
        kept.write_text(nonsense, encoding="utf-8")
        with pytest.raises(CommandError, match="kan ikke leses"):
            command("verify", "--against", str(kept))
