"""Withdrawing a consent on which the grants of a crowd rest: `python -m bench.withdrawal CASES ROUNDS FILE`.

Ours is the application's own verb, as the web's login, with the commit. By hand it is the same on plain tables, where
a statement of its own rewrites the period of every grant. Everything is put back after each round.
"""

import hashlib
import json
import os
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import django
import psycopg2
from psycopg2 import extensions

from bench.scale import WITHDRAWN_CASE, Scale

CASE: Final = uuid.UUID(hashlib.md5(WITHDRAWN_CASE.encode(), usedforsecurity=False).hexdigest())
KEY: Final = f"'{CASE}'::uuid"
# The case's row is locked, the withdrawal noted, as the verb does.
BY_HAND: Final = f"""
begin;
select from cases_case where id = {KEY} for update;
update bench.basis set withdrawn_at = statement_timestamp() where id = {KEY};
update bench.usergrant set valid = tstzrange(lower(valid), statement_timestamp()) where basis_id = {KEY};
insert into consent_withdrawal (id, case_id, kind, how, registered_by_id, registered_at)
    values (gen_random_uuid(), {KEY}, '', 'oral', %(holder)s, statement_timestamp());
commit;
"""
PUT_BACK: Final = f"""
update consent_legalbasis set withdrawn_at = null where id = {KEY};
update cases_case set closed_at = null, closed_because = '' where id = {KEY};
update bench.basis set withdrawn_at = null where id = {KEY};
update bench.usergrant g set valid = b.valid from consent_legalbasis b where g.basis_id = {KEY} and b.id = {KEY};
delete from consent_withdrawal where case_id = {KEY};
"""
LIVING: Final = "select count(*) from {table} where basis_id = {key} and valid @> statement_timestamp()"
TABLES: Final = ("cases_caseusergrant", "bench.usergrant", "consent_legalbasis", "cases_case")


def measure(scale: Scale, rounds: int) -> dict[str, Any]:
    """Milliseconds of each round, by side, and how many grants died in each."""
    from consent.models import HowWithdrawn
    from consent.services import consent_withdraw
    from municipality.access.identity import as_user

    holder = scale.numbers()["first_crowd"] + 1
    with psycopg2.connect(os.environ["OWNER_DATABASE_URL"]) as owner, owner.cursor() as cursor:
        owner.autocommit = True

        def ours() -> None:
            with as_user(holder):
                consent_withdraw(case_id=CASE, how=HowWithdrawn.ORAL)

        def by_hand() -> None:
            cursor.execute(BY_HAND, {"holder": holder})

        times: dict[str, list[float]] = {"ours": [], "by hand": []}
        grants = _living(cursor, TABLES[0])
        for number in range(rounds + 1):
            for side, act, table in (("ours", ours, TABLES[0]), ("by hand", by_hand, TABLES[1])):
                took = _timed(act)
                if _living(cursor, table):
                    raise RuntimeError(f"{side}: grants are alive after the withdrawal")
                if number:  # the first round warms up
                    times[side].append(took)
            cursor.execute(PUT_BACK)
            for table in TABLES:
                cursor.execute(f"vacuum {table}")
            if not _living(cursor, TABLES[0]) == _living(cursor, TABLES[1]) == grants:
                raise RuntimeError("the grants could not be put back")
    return {"grants": grants, "times": times}


def _timed(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - began)


def _living(cursor: extensions.cursor, table: str) -> int:
    cursor.execute(LIVING.format(table=table, key=KEY))
    return int((cursor.fetchone() or (0,))[0])


if __name__ == "__main__":
    django.setup()
    cases, rounds, file = sys.argv[1:]
    Path(file).write_text(json.dumps(measure(Scale(int(cases)), int(rounds))), encoding="utf-8")
