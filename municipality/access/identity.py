"""Who asks. Every row that a database session sees follows from the answer, so there is no default.

`as_user` seals the identity for this transaction and this connection: a value that somebody else wrote into
the setting, or carried over from another connection, gives no identity in `my_id()` in Postgres (`identity.sql`).
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db import connection, transaction

_asking: ContextVar[int | None] = ContextVar("asking", default=None)
_as_system: ContextVar[bool] = ContextVar("as_system", default=False)


def asking_user_id() -> int | None:
    """The primary key of the user this code runs for; None for nobody and for the system."""
    return None if _as_system.get() else _asking.get()


def seal_key() -> bytes:
    """The key that Postgres keeps in `sealed.identity_key`, laid there by every migrate."""
    return hashlib.sha256(settings.IDENTITY_SEAL_KEY.encode()).digest()


def seal_code(text: str) -> str:
    """The code for this text that only the application and `is_sealed()` can compute, for this connection."""
    connection.ensure_connection()
    backend_pid = connection.connection.get_backend_pid()
    inner = hashlib.sha256(seal_key() + f"{text}:{backend_pid}".encode()).digest()
    return hashlib.sha256(seal_key() + inner).hexdigest()


def _sealed(user_id: int) -> str:
    """Worth something on the connection of the transaction that has begun, and nowhere else."""
    return f"{user_id}:{seal_code(str(user_id))}"


@contextmanager
def _set_locally(wanted: Mapping[str, tuple[Callable[[], str], str]]) -> Iterator[None]:
    """SET LOCAL, put back on the way out: a released savepoint would keep it until the outer transaction ends.

    By name what it shall be, and what it is where nobody has set it. After an exception the rollback puts it back, and
    without an outer transaction its end does. The values are asked for inside the transaction, since only its beginning
    shows that a kept connection is lost, and takes a new one.
    """
    nested = connection.in_atomic_block
    if not nested:
        # Django looks once per request; tasks and commands have many transactions.
        connection.health_check_done = False  # type: ignore[attr-defined]
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Each is read before it is set: Postgres computes the columns of a row in their order.
            one = "coalesce(nullif(current_setting(%s, true), ''), %s), set_config(%s, %s, true)"
            cursor.execute(
                f"select {', '.join([one] * len(wanted))}",
                [part for name, (value, unset) in wanted.items() for part in (name, unset, name, value())],
            )
            before = cursor.fetchone()[::2]
        yield
        if nested and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(
                    f"select {', '.join(['set_config(%s, %s, true)'] * len(wanted))}",
                    [part for pair in zip(wanted, before, strict=True) for part in pair],
                )


@contextmanager
def as_user(user_id: int | None) -> Iterator[None]:
    """Run a transaction for one user; None is nobody, who sees no person.

    Raises RuntimeError inside `as_system`, whose role would show all.
    """
    if _as_system.get():
        raise RuntimeError("as_user inside as_system would read past row security")
    token = _asking.set(user_id)
    try:
        with _set_locally({"app.user_id": (lambda: "" if user_id is None else _sealed(user_id), "")}):
            yield
    finally:
        _asking.reset(token)


@contextmanager
def as_system(reason: str) -> Iterator[None]:
    """Run a transaction past row security, for a named reason. The web's database login cannot do this at all."""
    if not reason:
        raise ValueError("as_system needs a reason")
    token = _as_system.set(True)
    try:
        with _set_locally({"role": (lambda: "stafett_system", "none"), "app.reason": (lambda: reason, "")}):
            yield
    finally:
        _as_system.reset(token)
