"""Holds statements up for random moments, so that what happens at the same time happens in another order.

`pytest -p tests.long.shuffled` with SHUFFLED=<seed>. The same seed draws the same moments for each connection; what the
scheduler adds to them it cannot say.
"""

import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any, Final

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

OFTEN: Final = 0.3  # of all statements
LONGEST: Final = 0.02  # seconds
_numbers = count()


def _hold_up(connection: BaseDatabaseWrapper, **_kwargs: Any) -> None:
    dice = random.Random(f"{os.environ.get('SHUFFLED', '')}/{next(_numbers)}")

    def wait(execute: Callable[..., Any], *arguments: Any) -> Any:
        if dice.random() < OFTEN:
            time.sleep(dice.uniform(0, LONGEST))
        return execute(*arguments)

    connection.execute_wrappers.append(wait)


@pytest.fixture(autouse=True)
def shuffled() -> Iterator[None]:
    """For each test: new connections are held up, and threads give way to one another at odd moments."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(random.Random(os.environ.get("SHUFFLED", "")).choice((1e-5, 1e-4, usual)))
    connection_created.connect(_hold_up)
    try:
        yield
    finally:
        connection_created.disconnect(_hold_up)
        sys.setswitchinterval(usual)
