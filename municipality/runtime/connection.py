"""What each connection sets when it is made: it overrides what a login has set for itself."""

from typing import Any

from municipality.runtime.roles import OWNER, WORKER

# Under REPEATABLE READ a transaction would go on reading after a withdrawal; `my_id()` answers nobody then, so that a
# changed default would lock everybody out. The others would too, or change what a statement means.
FIXED = {
    "default_transaction_isolation": "read committed",
    "default_transaction_read_only": "off",
    "default_transaction_deferrable": "off",
    "row_security": "on",
    "search_path": "public",
    "standard_conforming_strings": "on",
    "transform_null_equals": "off",
    # Row security makes the cost of a statement look high, and to compile it takes longer than to run it.
    "jit": "off",
}
# Milliseconds. Injected SQL can lift these, but nothing that is merely forgotten stays open.
WEB = {
    "statement_timeout": "30000",
    "transaction_timeout": "120000",
    "idle_in_transaction_session_timeout": "60000",
}
# A task is ended after five minutes (municipality/celery.py); a command may take longer.
TASKS = {
    "statement_timeout": "300000",
    "transaction_timeout": "900000",
    "idle_in_transaction_session_timeout": "300000",
}


def connection_options(user: str, *, limits: bool = True) -> str:
    """The `options` of libpq for a login: nothing for the owner, whose migrations take as long as they take.

    Without `limits` for tests, which hold a transaction for as long as they look at it.
    """
    if user == OWNER:
        return ""
    settings = FIXED | ((TASKS if user == WORKER else WEB) if limits else {})
    return " ".join(f"-c {name}={value.replace(' ', chr(92) + ' ')}" for name, value in settings.items())


def database_settings(database: dict[str, Any], *, process: str, test: bool) -> dict[str, Any]:
    """What Django's DATABASES takes, of what a DATABASE_URL says. `process` is how Postgres names the connection."""
    options = database["OPTIONS"]
    options.setdefault("application_name", process)
    options.setdefault("connect_timeout", "10")
    ours = connection_options(database["USER"], limits=not test)  # the last one wins
    options["options"] = f"{options.get('options', '')} {ours}".strip()
    return {
        **database,
        "ATOMIC_REQUESTS": True,
        # A live server's idle connections would keep the test database from going.
        "CONN_MAX_AGE": 0 if test else 60,
        "CONN_HEALTH_CHECKS": True,
    }
