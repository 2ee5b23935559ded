"""What stands in the database afterwards, read as its owner, beside what the players were told."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from email import message_from_string
from pathlib import Path
from typing import Any, Final

import psycopg2
from psycopg2 import extensions

from tests.kill.browser import Browser
from tests.kill.sending import STORED, Person

# Where the text of an act stands: one row for each time that it was stored.
PLACES: Final = {
    "note": "select count(*) from cases_entry where position(%s in text) > 0 and role = 'note'",
    "concern": "select count(*) from cases_concern where position(%s in observed) > 0",
    "open a log": "select count(*) from cases_entry where position(%s in text) > 0 and role = 'first'",
    "goal and measure": "select count(*) from cases_goal where position(%s in text) > 0",
    "baton asked": "select count(*) from cases_batonoffer where position(%s in why) > 0",
}
MADE: Final = "position('Qy' in {}) > 0"
EVENT: Final = (
    "not exists (select from municipality_event e left join municipality_eventcase c on c.event_id = e.id"
    " where e.act = '{}' and '{}:' || x.id = any (e.objects_shown || c.objects_shown))"
)
NOTICE: Final = "not exists (select from municipality_notice n where n.notice_type = '{}' and n.{} = x.id)"

# Rows that an act which was broken off would leave. Each must find none.
HALF_DONE: Final = {
    "note without its event": f"select from cases_entry x where role = 'note' and {MADE.format('text')}"
    f" and {EVENT.format('entry.write', 'entry')}",
    # Told apart from notes that nobody else may read by others of the same log, kind and author that were told of.
    "note without its notice": f"select from cases_entry x where role = 'note' and {MADE.format('text')}"
    f" and x.case_id = any (%(settled)s::uuid[]) and {NOTICE.format('entry.written', 'entry_id')}"
    " and exists (select from cases_entry o join municipality_notice n on n.entry_id = o.id"
    " where n.notice_type = 'entry.written' and o.case_id = x.case_id and o.kind = x.kind"
    " and o.author_id = x.author_id)",
    "concern without its event": f"select from cases_concern x where {MADE.format('observed')}"
    f" and {EVENT.format('concern.register', 'concern')}",
    "concern without its notice": f"select from cases_concern x where {MADE.format('observed')}"
    f" and {NOTICE.format('concern.registered', 'concern_id')}",
    "goal without its event": f"select from cases_goal x where {MADE.format('text')}"
    f" and {EVENT.format('goal.set', 'goal')}",
    "goal without its measure": f"select from cases_goal x where {MADE.format('text')}"
    " and not exists (select from cases_measure m where m.goal_id = x.id)",
    "log without its event": "select from cases_case x where not exists"
    " (select from municipality_event e join municipality_eventcase c on c.event_id = e.id"
    " where e.act = 'case.open' and c.case_id = x.id)",
    "log without a first entry": "select from cases_case x where not exists"
    " (select from cases_entry e where e.case_id = x.id and e.role = 'first')",
    "open log without a living basis": "select from cases_case x where closed_at is null and not exists"
    " (select from consent_legalbasis b where b.case_id = x.id and b.basis_type = 'consent'"
    " and b.valid @> statement_timestamp())",
    "log whose holder did not get the baton last": "select from cases_case x where closed_at is null and holder_id is"
    " distinct from (select user_id from cases_batonmove m where m.case_id = x.id order by moved_at desc limit 1)",
    "yes to the baton without a move": "select from cases_batonoffer x where answer = 'accepted' and not exists"
    " (select from cases_batonmove m where m.case_id = x.case_id and m.user_id = x.user_id"
    " and m.moved = 'accepted' and m.moved_at >= x.offered_at)",
    "withdrawal without its event": "select from consent_withdrawal x where not exists"
    " (select from municipality_event e join municipality_eventcase c on c.event_id = e.id"
    " where e.act = 'consent.withdraw' and c.case_id = x.case_id)",
    "plan document that stays begun": "select from cases_plandocument x where state not in ('ready', 'failed')",
    "document without one of its parts": "select from cases_document x where (x.size - 1) / 262144 + 1"
    " <> (select count(*) from cases_documentpart p where p.document_id = x.id)",
    "plan document without its file": "select from cases_plandocument x where state = 'ready' and not exists"
    " (select from cases_planfile f where f.document_id = x.id)",
}
STILL_TO_DO: Final = (
    "select (select count(*) from municipality_notice where sent_at is null)"
    " + (select count(*) from cases_plandocument where state not in ('ready', 'failed'))"
)
# One transaction of the worker marks all that one e-mail told of with the same moment.
MAILS_MEANT: Final = (
    "select u.email, count(distinct n.sent_at) from municipality_notice n join municipality_user u on u.id = n.user_id"
    " where n.sent_at > %(begun)s and u.email <> '' group by u.email"
)


@dataclass
class Counts:
    """`wrong` must all be 0; `apart` are told beside it; `examples` say which."""

    wrong: dict[str, int] = field(default_factory=dict)
    apart: dict[str, int] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)


Ask = Callable[..., list[tuple[Any, ...]]]


def still_to_do(url: str) -> int:
    """Notices whose e-mail waits, and documents that are not made yet."""
    with closing(psycopg2.connect(url)) as connection:
        return int(_asking(connection)(STILL_TO_DO)[0][0])


def count(
    url: str, sent: Sequence[dict[str, Any]], *, settled: Iterable[str], begun: Any, mail: Path, port: int
) -> Counts:
    """Everything that is counted. `begun` is when the players began, by the database's clock."""
    counts = Counts()
    with closing(psycopg2.connect(url)) as connection:
        ask = _asking(connection)
        _texts(ask, sent, counts)
        _withdrawals(ask, sent, counts)
        _notices_read(ask, sent, counts)
        for what, query in HALF_DONE.items():
            counts.wrong[f"half done: {what}"] = len(ask(query, {"settled": list(settled)}))
        counts.wrong["e-mail never sent"] = ask(
            "select count(*) from municipality_notice where sent_at is null and given_up_at is null"
        )[0][0]
        _mails(ask(MAILS_MEANT, {"begun": begun}), mail, counts)
        counts.apart["plan documents that failed"] = len(
            ask("select from cases_plandocument where state = 'failed'")
        )
    _drafts(sent, port, counts)
    counts.wrong["given up after two minutes and a half"] = _tally(
        counts, sent, lambda act: act["outcome"] == "gave up"
    )
    counts.wrong["form refused"] = _tally(counts, sent, lambda act: act["outcome"] == "refused")
    counts.apart["pages that were refused, and came when they were asked for again"] = sum(
        bool(act["refused"]) and act["outcome"] == STORED for act in sent
    )
    counts.apart["not offered any more (somebody else was faster)"] = sum(
        act["outcome"] == "not possible" for act in sent
    )
    return counts


def _asking(connection: extensions.connection) -> Ask:
    connection.autocommit = True

    def ask(query: str, parameters: Any = None) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(query, parameters)
            return list(cursor.fetchall())

    return ask


def _tally(counts: Counts, sent: Sequence[dict[str, Any]], wrong: Callable[[dict[str, Any]], bool]) -> int:
    found = [act for act in sent if wrong(act)]
    counts.examples += [
        f"{act['what']} by {act['who']} {act['mark']}: {', '.join(act['answers'])}" for act in found[:3]
    ]
    return len(found)


def _texts(ask: Ask, sent: Sequence[dict[str, Any]], counts: Counts) -> None:
    """Lost, and stored more than once: by itself, by pressing twice, or by sending again after an error."""
    rows = {
        act["mark"]: ask(PLACES[act["what"]], [act["mark"]])[0][0] for act in sent if act["what"] in PLACES
    }
    by_text = [act for act in sent if act["what"] in PLACES]
    counts.wrong["lost: the answer said stored"] = _tally(
        counts, by_text, lambda act: act["outcome"] == STORED and rows[act["mark"]] == 0
    )
    counts.wrong["lost: sign-in page instead of the text"] = _tally(counts, sent, lambda act: act["gone"] > 0)
    counts.wrong["stands twice"] = _tally(counts, by_text, lambda act: rows[act["mark"]] > 1)
    counts.apart["sent more than once"] = sum(len(act["answers"]) > 1 for act in by_text)
    counts.apart["stored though the answer was an error (found before it was sent again)"] = sum(
        act["despite_error"] for act in sent
    )


def _withdrawals(ask: Ask, sent: Sequence[dict[str, Any]], counts: Counts) -> None:
    stand: dict[str, int] = dict(
        ask("select case_id::text, count(*) from consent_withdrawal group by case_id")
    )
    acts = [act for act in sent if act["what"] == "withdrawal" and act["outcome"] == STORED]
    counts.wrong["lost: withdrawal"] = _tally(counts, acts, lambda act: act["where"] not in stand)
    counts.wrong["doubled: withdrawal"] = _tally(counts, acts, lambda act: stand.get(act["where"], 0) > 1)


def _notices_read(ask: Ask, sent: Sequence[dict[str, Any]], counts: Counts) -> None:
    """Whoever marked all as read has none unread from before, but for what may not be seen any more."""
    lost = 0
    for act in sent:
        if act["what"] == "notices read" and act["outcome"] == STORED:
            lost += ask(
                "select count(*) from municipality_notice n join municipality_user u on u.id = n.user_id"
                " join cases_caseusergrant g on g.content_object_id = n.case_id and g.user_id = u.id"
                " and g.valid @> statement_timestamp() where n.read_at is null and u.username = %s"
                " and n.created_at < to_timestamp(%s) and n.case_id is not null and n.entry_id is null",
                [act["who"], act["at"] - 1],
            )[0][0]
    counts.wrong["lost: notices marked as read"] = lost


def _drafts(sent: Sequence[dict[str, Any]], port: int, counts: Counts) -> None:
    """As their writers see them: they are encrypted."""
    people: dict[str, Person] = {}

    def lost(act: dict[str, Any]) -> bool:
        if act["what"] != "draft" or act["outcome"] != STORED:
            return False
        person = people.setdefault(act["who"], Person(Browser(port, act["who"]), random.Random(0)))
        person.begin()
        return act["mark"] not in person.page(act["where"]).text

    counts.wrong["lost: draft that was kept"] = _tally(counts, sent, lost)


def _mails(meant: Iterable[tuple[str, int]], folder: Path, counts: Counts) -> None:
    """More e-mails than the worker has noted as sent left twice: it was killed between sending and noting."""
    left: Counter[str] = Counter()
    numbers: Counter[str] = Counter()
    for file in sorted(folder.glob("*")) if folder.exists() else []:
        for text in file.read_text(encoding="utf-8").split("-" * 79):
            message = message_from_string(text.strip())
            if message["To"]:
                left[message["To"]] += 1
                numbers[message["Message-ID"]] += 1
    noted = dict(meant)
    counts.apart["e-mails that left"] = sum(left.values())
    counts.apart["of these, sent twice"] = sum(max(0, left[to] - noted.get(to, 0)) for to in left)
    counts.apart["of these, with the same Message-ID"] = sum(many - 1 for many in numbers.values())
