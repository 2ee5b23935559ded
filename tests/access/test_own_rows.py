"""What a policy keeps to a person's own rows is found by an index, and not by looking through everybody's."""

from typing import Final

from municipality.access.identity import as_user
from tests.access.scenes import plain
from tests.cast import Cast
from tests.databases import logged_in

# Policies that say no more than whose the row is, with the column that says it.
OWN_ROWS: Final = r"""
    select tablename::text, substring(qual from '^\((\w+) = ')
    from pg_policies where roles @> '{stafett_app}' and cmd in ('SELECT', 'ALL')
    and qual ~ '^\(\w+ = \(+ SELECT my_id\(\) AS my_id\)+(::numeric)?\)$'
"""


def test_own_rows_are_found_by_an_index_though_other_policies_ask_too(committed: Cast) -> None:
    owned = plain(OWN_ROWS)
    assert {"municipality_notice", "municipality_draft", "municipality_familyaccount"} <= {
        table for table, _column in owned
    }
    with logged_in("app"), as_user(committed.teacher.pk):
        plain("set local enable_seqscan = off")
        for table, column in owned:
            plan = "\n".join(line for (line,) in plain(f"explain (costs off) select 1 from {table}"))
            assert f"Index Cond: ({column} = " in plan, table
