"""A connection beside Django's own, with the login that a test needs."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg2
from django.db import connection

from municipality.environment_variables import Environment

URLS = {"owner": "OWNER_DATABASE_URL", "app": "DATABASE_URL", "worker": "WORKER_DATABASE_URL"}


@contextmanager
def connected_as(role: str, options: str = "") -> Iterator[Any]:
    """A cursor on this test's database; each statement is its own transaction. `options` as libpq takes them."""
    login = Environment().database(URLS[role])
    beside = psycopg2.connect(
        host=login["HOST"], port=login["PORT"], user=login["USER"], password=login["PASSWORD"],
        dbname=connection.settings_dict["NAME"], options=options,
    )  # fmt: skip
    with closing(beside):
        beside.autocommit = True
        with beside.cursor() as cursor:
            yield cursor
