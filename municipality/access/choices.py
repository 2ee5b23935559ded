"""Which words a column takes. The database checks too, since a hand-written statement passes no form.

A page that finds a word its model does not know would fail for everybody who opens it. A choice that is added to a
model is added here by a migration; `tests/attacks` says where one is missing.
"""

from collections.abc import Mapping, Sequence

from django.db import migrations

LISTS = ("kinds", "sources")  # columns that hold several


def known_choices(table: str, columns: Mapping[str, Sequence[str]]) -> migrations.RunSQL:
    """The operation for a migration: each column is one of its words, or a list of them. A later one replaces it."""
    parts, undone = [], []
    for column, words in columns.items():
        listed = "array[" + ", ".join(f"'{word}'" for word in words) + "]"
        check = f"{column}::text[] <@ {listed}" if column in LISTS else f"{column} = any ({listed})"
        parts.append(f"""
            alter table {table} drop constraint if exists {table}_{column}_known;
            alter table {table} add constraint {table}_{column}_known
                check ({check});""")
        undone.append(f"alter table {table} drop constraint if exists {table}_{column}_known;")
    return migrations.RunSQL("".join(parts), "".join(undone))
