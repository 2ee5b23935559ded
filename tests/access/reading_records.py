"""What everybody finds beside the logs after a history: exactly what the rules say (`oracle_records.py`)."""

from collections import Counter
from typing import Any

from cases.baton.models import BatonMove, BatonOffer
from cases.concerns.models import Concern, ConcernColleague
from consent.models import Asked, Consent, Withdrawal
from municipality.audit.models import Event, EventCase
from municipality.notices.models import Notice
from municipality.writing.models import Draft
from tests.access.oracle_records import Told
from tests.access.play_records import RecordPlay

Found = dict[str, list[dict[str, Any]]]

TABLES: tuple[tuple[type[Any], list[str]], ...] = (
    (Concern, ["id"]), (ConcernColleague, ["concern_id", "user_id"]), (Consent, ["id"]), (Asked, ["consent_id"]),
    (Withdrawal, ["case_id", "unit_id", "kind"]), (BatonMove, ["case_id"]), (BatonOffer, ["id"]),
    (Draft, ["once"]), (Notice, ["id"]), (Event, ["id"]), (EventCase, ["id"]),
)  # fmt: skip
ANSWERS = {
    "events_told": "select c as case_id, e.act, e.name from unnest($1) c cross join lateral family_events(c) e",
    "sightings": "select c as case_id, s.name, s.times from unnest($1) c cross join lateral family_sightings(c) s",
}


def records_are_right(
    play: RecordPlay, person: str, found: Found, notices: dict[str, Told], events: list[Told]
) -> None:
    oracle = play.oracle
    assert _column(found["Concern"], "id") == Counter(
        one.key for one in oracle.concerns if oracle.reads_concern(person, one)
    ), person
    assert {(row["concern_id"], play.names[int(row["user_id"])]) for row in found["ConcernColleague"]} == {
        (one.key, colleague)
        for one in oracle.concerns
        for colleague in one.colleagues
        if oracle.sees_colleague(person, one, colleague)
    }, person
    consents = {one.key for one in oracle.consents if oracle.sees_consent(person, one)}
    consents |= {one.question for one in oracle.newborns if oracle.sees_question(person, one)}
    assert _column(found["Consent"], "id") == Counter(consents), person
    assert set(_column(found["Asked"], "consent_id")) == consents, person
    assert Counter((row["case_id"], row["unit_id"], row["kind"]) for row in found["Withdrawal"]) == Counter(
        (one.case.key, play.units[one.unit].pk if one.unit else None, one.kind)
        for one in oracle.withdrawals
        if oracle.sees_withdrawal(person, one)
    ), person
    assert _column(found["BatonMove"], "case_id") == Counter(
        {case.key: len(case.hands) for case in play.cases if oracle.sees_moves(person, case)}
    ), person
    assert _column(found["BatonOffer"], "id") == Counter(
        one.key for one in oracle.offers if oracle.sees_offer(person, one)
    ), person
    assert _column(found["Draft"], "once") == Counter(
        key for key, owner in oracle.drafts if owner == person
    ), person
    assert _column(found["Notice"], "id") == Counter(
        key for key, one in notices.items() if oracle.sees_notice(person, one)
    ), person
    if person != "privacy_officer":
        assert not found["Event"] + found["EventCase"], person
    for case in play.cases:
        told = [row for row in found["events_told"] if row["case_id"] == case.key]
        seen = [row for row in found["sightings"] if row["case_id"] == case.key]
        assert Counter((row["act"], play.known_as[row["name"]]) for row in told) == oracle.events_of(
            person, case, events
        ), person
        assert Counter({play.known_as[row["name"]]: row["times"] for row in seen}) == oracle.sightings_of(
            person, case, events
        ), person


def _column(rows: list[dict[str, Any]], column: str) -> Counter[str]:
    return Counter(row[column] for row in rows)
