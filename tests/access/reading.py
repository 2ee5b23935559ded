"""After a history: everybody reads everything past the pages, and finds what the oracle says."""

import json
import uuid
from collections import defaultdict
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

from cases.case.head import CaseHead
from cases.case.models import Case, ParentalResponsibility
from cases.logs.models import Entry
from cases.plans.models import (
    IndividualPlan,
    PlanCoordinator,
    PlanDocument,
    PlanFile,
    PlanText,
)  # fmt: skip
from cases.work.models import Evaluation, Goal, Measure, WorkVersion
from consent.models import LegalBasis
from municipality.access.identity import as_system, as_user
from municipality.people.models import Membership, Resident, User
from teams.meetings.models import Attendance, Correction, Meeting, MinutesItem, Task
from teams.members.models import Seat
from teams.referrals.models import Referral
from tests.access import promises
from tests.access.play import PEOPLE
from tests.access.play_statute import StatutePlay
from tests.access.reading_disclosures import ANSWERS as ABOUT_DISCLOSURES
from tests.access.reading_disclosures import disclosures_are_right
from tests.access.reading_emergencies import ANSWERS as ABOUT_EMERGENCIES
from tests.access.reading_emergencies import emergencies_are_right
from tests.access.reading_leaders import ANSWERS as ABOUT_LEADERS
from tests.access.reading_leaders import TABLES as OF_LEADERS
from tests.access.reading_leaders import leaders_are_right
from tests.access.reading_own import ANSWERS as ABOUT_ADULTS
from tests.access.reading_own import own_affairs_are_right
from tests.access.reading_records import ANSWERS as ABOUT_RECORDS
from tests.access.reading_records import TABLES as OF_RECORDS
from tests.access.reading_records import records_are_right
from tests.access.reading_reports import ANSWERS as ABOUT_REPORTS
from tests.access.reading_reports import TABLES as OF_REPORTS
from tests.access.reading_reports import reports_are_right
from tests.access.reading_statute import ANSWERS as ABOUT_STATUTES
from tests.access.reading_statute import statutes_are_right
from tests.access.reading_wrongchild import TABLES as OF_MOVES
from tests.access.reading_wrongchild import deviations_are_right
from tests.access.scenes import value

Found = dict[str, list[dict[str, Any]]]

# What each table is asked for: all of it, and never a filter for who asks.
COLUMNS: tuple[tuple[type[Any], list[str]], ...] = (
    (Case, ["id"]), (Entry, ["id"]), (CaseHead, ["case_id"]), (ParentalResponsibility, ["case_id"]),
    (LegalBasis, ["case_id", "unit_id", "kinds_told", "basis_type"]),
    (Goal, ["id"]), (Measure, ["id"]), (WorkVersion, ["goal_id", "measure_id", "version"]),
    (Evaluation, ["entry_id"]),
    (IndividualPlan, ["id"]), (PlanCoordinator, ["plan_id"]), (PlanText, ["plan_id"]), (PlanDocument, ["id"]),
    (PlanFile, ["document_id"]),
    (Referral, ["id"]), (MinutesItem, ["id"]), (Task, ["id"]), (Correction, ["id"]), (Meeting, ["id"]),
    (Attendance, ["meeting_id"]), (Seat, ["id"]), *OF_RECORDS, *OF_LEADERS, *OF_REPORTS, *OF_MOVES,
)  # fmt: skip
TABLES: dict[str, QuerySet[Any, Any]] = {
    model.__name__: (LegalBasis.objects.told() if model is LegalBasis else model._default_manager)
    .order_by()
    .values(*columns)
    for model, columns in COLUMNS
}
# What the reading functions answer about the cases ($1), and the referrals ($2) in the latest meeting ($3).
ANSWERS = {
    "hidden": "select c as case_id, hidden_entry_count(c) as n from unnest($1) c",
    "promised": promises.ASKED,
    "promised_of_referrals": promises.ASKED_OF_REFERRALS,
    "participants": "select c as case_id, p.* from unnest($1) c cross join lateral case_participants(c) p",
    "room": "select * from referral_rooms($2, $3)",
    **ABOUT_RECORDS,
    **ABOUT_LEADERS,
    **ABOUT_ADULTS,
    **ABOUT_REPORTS,
    **ABOUT_STATUTES,
    **ABOUT_DISCLOSURES,
    **ABOUT_EMERGENCIES,
    "candidates": "select r as referral_id, o.* from unnest($2) r cross join lateral minutes_candidates($3, r) o",
}


def prepare() -> None:
    """All that somebody reads as one prepared statement, in the ORM's own words, and another that counts the rows.

    Planned once in a connection; everybody asks it after every history.
    """
    with connection.cursor() as cursor:
        cursor.execute("set local plan_cache_mode = force_generic_plan")
        cursor.execute("select 1 from pg_prepared_statements where name = 'everything'")
        if cursor.fetchone():
            return
        parts = {name: rows.query.sql_with_params() for name, rows in TABLES.items()}
        assert not any(params for _sql, params in parts.values())
        asked = {name: sql for name, (sql, _params) in parts.items()} | ANSWERS
        union = " union all ".join(
            f"select '{name}', to_jsonb(q) from ({sql}) q" for name, sql in asked.items()
        )
        cursor.execute(f"prepare everything (uuid[], uuid[], uuid) as {union}")
        rows = " + ".join(f"(select count(*) from ({sql}) q)" for sql, _params in parts.values())
        cursor.execute(f"prepare how_many as select {rows}")


def found_by(play: StatutePlay) -> Found:
    """What the one who asks finds, by table and function."""
    oracle = play.oracle
    meeting = oracle.meetings[-1].key if oracle.meetings else uuid.uuid4()
    found: Found = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            "execute everything (%s, %s, %s)",
            [
                [uuid.UUID(case.key) for case in play.cases],
                [uuid.UUID(one.key) for one in oracle.referrals],
                meeting,
            ],
        )
        for name, row in cursor.fetchall():
            found[name].append(json.loads(row))
    return found


def everything_read(play: StatutePlay, looking: str, *, by_orm: bool) -> int:
    """Everybody reads every table without a filter; `looking` also asks guardian, and the ORM itself.

    Answers how many rows were compared: each row that there is, for each person who finds it or does not.
    """
    notices, events = play.notices(), play.events()
    for person in PEOPLE:
        with as_user(play.user(person).pk):
            found = found_by(play)
            records_are_right(play, person, found, notices, events)
            leaders_are_right(play, person, found)
            reports_are_right(play, person, found)
            deviations_are_right(play, person, found)
            statutes_are_right(play, person, found)
            disclosures_are_right(play, person, found)
            emergencies_are_right(play, person, found)
            _cases(play, person, found)
            _work(play, person, found)
            _teams(play, person, found)
            if person == looking:
                _guardian(play, person)
                for name, rows in TABLES.items() if by_orm else ():
                    assert rows.count() == len(found[name]), (person, name)
    with as_system("test"):
        there_is: int = value("execute how_many")
        for row in Case.objects.all():
            case = play.oracle.cases[str(row.pk)]
            holder = play.user(case.holder).pk, play.units[case.holder_unit].pk
            assert (row.holder_id, row.holder_unit_id) == holder
            assert (row.closed_at is not None) == case.closed
    with as_user(None):
        found = found_by(play)
        assert not any(found[name] for name in TABLES)
        nobody: tuple[type[Model], ...] = (Membership, Resident, User)
        assert not any(model._default_manager.exists() for model in nobody)
    return there_is * len(PEOPLE)


def keys(rows: list[dict[str, Any]], column: str = "id") -> set[str]:
    return {row[column] for row in rows if row[column] is not None}


def _cases(play: StatutePlay, person: str, found: Found) -> None:
    oracle, cases = play.oracle, play.cases
    mine = {case.key for case in cases if oracle.reads_case(person, case)}
    entries = {e.key for case in cases for e in case.entries if oracle.reads_entry(person, case, e)}
    heads = {case.key for case in cases if oracle.reads_head(person, case)}
    assert keys(found["Case"]) == mine, person
    assert len(found["Case"]) == len(mine)
    assert keys(found["Entry"]) == entries, person
    assert keys(found["CaseHead"], "case_id") == heads, person
    with_adults = {case.key for case in cases if case.key in mine and case.adults}
    assert keys(found["ParentalResponsibility"], "case_id") == with_adults, person
    bases = {
        (row["case_id"], row["unit_id"], frozenset(row["kinds_told"]))
        for row in found["LegalBasis"]
        if row["basis_type"] == "consent"
    }
    assert bases == {
        (case.key, play.units[basis.unit].pk, frozenset(oracle.told_kinds(person, case, basis)))
        for case in cases
        for basis in case.bases
        if oracle.sees_basis(person, case, basis)
    }, person
    hidden = {row["case_id"]: row["n"] for row in found["hidden"]}
    assert hidden == {case.key: oracle.hidden_count(person, case) for case in cases}, person
    promises.promises_hold(play, person, found["promised"])
    own_affairs_are_right(play, person, found["own"])
    for case in cases:
        # With a protected address the family sees units and names of nobody, which its own tests say.
        if any(right.person == person for right in case.rights):
            continue
        assert {
            (row["user_id"], row["unit_id"])
            for row in found["participants"]
            if row["case_id"] == case.key and row["capacity"] == "staff" and row["unit_id"]
        } == {
            (play.user(part.person).pk, play.units[part.unit].pk)
            for part in oracle.living_parts(case)
            if oracle.sees_part(person, case, part)
        }, person


def _work(play: StatutePlay, person: str, found: Found) -> None:
    oracle = play.oracle
    goals = {goal.key for goal in oracle.goals if oracle.reads_goal(person, goal)}
    measures = {one.key for one in oracle.measures if oracle.reads_measure(person, one)}
    formers = {(one.measure.key, one.version) for one in oracle.formers if oracle.reads_former(person, one)}
    assert keys(found["Goal"]) == goals, person
    assert keys(found["Measure"]) == measures, person
    assert {(row["measure_id"], row["version"]) for row in found["WorkVersion"]} == formers, person
    assert keys(found["Evaluation"], "entry_id") == {
        entry.key
        for case in play.cases
        for entry in case.entries
        if entry.measure and oracle.reads_entry(person, case, entry)
    }, person
    plans = [plan for plan in oracle.plans if oracle.reads_plan(person, plan)]
    assert keys(found["IndividualPlan"]) == {plan.key for plan in plans}, person
    assert keys(found["PlanCoordinator"], "plan_id") == {plan.key for plan in plans}, person
    told = {plan.key for plan in plans if oracle.reads_plan_text(person, plan)}
    assert keys(found["PlanText"], "plan_id") == told, person
    papers = [(plan, paper) for plan in oracle.plans for paper in plan.documents]
    seen = {paper.key for plan, paper in papers if oracle.sees_document(person, plan, paper)}
    files = {paper.key for plan, paper in papers if oracle.reads_file(person, plan, paper)}
    assert keys(found["PlanDocument"]) == seen, person
    assert keys(found["PlanFile"], "document_id") == files, person


def _teams(play: StatutePlay, person: str, found: Found) -> None:
    oracle = play.oracle
    referrals = {one.key for one in oracle.referrals if oracle.reads_referral(person, one)}
    minutes = [one for one in oracle.minutes if oracle.reads_minutes(person, one)]
    meetings = {one.key for one in oracle.meetings} if oracle.sits(person) else set()
    assert keys(found["Referral"]) == referrals, person
    assert keys(found["MinutesItem"]) == {one.key for one in minutes}, person
    assert keys(found["Task"]) == {task.key for one in minutes for task in one.tasks}, person
    assert keys(found["Correction"]) == {key for one in minutes for key in one.corrections}, person
    assert keys(found["Meeting"]) == meetings, person
    assert keys(found["Attendance"], "meeting_id") == meetings, person
    promises.promises_about_referrals_hold(play, person, found["promised_of_referrals"])
    user = play.user(person)
    works_here = user.municipality_id == play.cast.home.pk and user.account_type in {"staff", "administrator"}
    assert bool(found["Seat"]) == works_here, person
    heard = [
        one
        for one in oracle.referrals
        if oracle.meetings and oracle.sits(person) and oracle.hears(person, one)
    ]
    assert {(row["referral_id"], row["name"], row["may_hear"]) for row in found["room"]} == {
        (one.key, seat.person.capitalize(), oracle.hears(seat.person, one))
        for one in heard
        for seat in oracle.living_seats()
    }, person
    led = [one for one in heard if oracle.sits(person, "chair", "secretary")]
    assert {(row["referral_id"], row["user_id"]) for row in found["candidates"]} == {
        (one.key, play.user(other).pk) for one in led for other in PEOPLE if oracle.hears(other, one)
    }, person


def _guardian(play: StatutePlay, person: str) -> None:
    """What django-guardian answers for the one who asks."""
    fresh = User.objects.get(pk=play.user(person).pk)
    for case in play.cases:
        instance = Case(pk=uuid.UUID(case.key))
        reads, changes = play.oracle.reads_case(person, case), play.oracle.may_change(person, case)
        assert fresh.has_perm("cases.view_case", instance) == reads, person
        assert fresh.has_perm("cases.change_case", instance) == changes, person
