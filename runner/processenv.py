"""The environment that each process gets: its own database login, and the secrets of the state."""

import os
from pathlib import Path

from runner.servers import URLS, Servers
from runner.state import State

SECRETS = ("SECRET_KEY", "IDENTITY_SEAL_KEY", "FIELD_KEYS", "BLIND_INDEX_KEY")
LOGINS = dict(zip(("web", "worker", "migrate"), URLS, strict=True))
OURS = (
    *SECRETS, *URLS, "REDIS_URL", "MODE", "STATE_DIR", "STATIC_ROOT", "PROCESS", "DJANGO_SETTINGS_MODULE",
    "SIGN_IN_PROVIDERS",
)  # fmt: skip
# Where Python may keep nothing of what it has compiled, each of our many processes compiles all of it anew.
COMPILED = "PYTHONDONTWRITEBYTECODE"


def inherited() -> dict[str, str]:
    """The caller's environment without what we decide, so that a variable from elsewhere cannot mix two systems."""
    ours = {*OURS, COMPILED, *(f"{name}_FILE" for name in OURS)}
    return {name: value for name, value in os.environ.items() if name not in ours}


def for_demo(state: State, servers: Servers, process: str, port: int) -> dict[str, str]:
    """For `web`, `provider`, `worker` (also beat and commands) or `migrate`."""
    secrets = state.secrets()
    login = "web" if process == "provider" else process  # it asks no database, and may least there
    return {
        **inherited(),
        **{name: secrets[name] for name in SECRETS},
        "MODE": "demo",
        "PROCESS": f"stafett-{process}",
        "DATABASE_URL": servers.urls[LOGINS[login]],
        "REDIS_URL": servers.urls["REDIS_URL"],
        "PORT": str(port),
        "STATE_DIR": str(state.folder),
        "STATIC_ROOT": str(state.folder / "static"),
        "PYTHONUNBUFFERED": "1",
    }


def for_tests(state: State, servers: Servers) -> dict[str, str]:
    """Tests get all three logins, and fixed secrets from the settings."""
    return {**inherited(), **servers.urls, "MODE": "test", "STATE_DIR": str(state.folder)}


def for_production_check(folder: Path, servers: Servers, secrets: dict[str, str]) -> dict[str, str]:
    """What a municipality would set, with values of no consequence, so that `check --deploy` judges production."""
    return {
        **inherited(),
        **{name: secrets[name] for name in SECRETS},
        "MODE": "production",
        "ALLOWED_HOSTS": "stafett.example.no",
        "PUBLIC_URL": "https://stafett.example.no",
        "EMAIL_URL": "smtp+tls://user:password@mail.example.no:587",
        "EMAIL_FROM": "Stafettpinnen <ikke-svar@example.no>",
        "BEHIND_TLS_PROXY": "yes",
        "DATABASE_URL": servers.urls["DATABASE_URL"],
        "REDIS_URL": servers.urls["REDIS_URL"],
        "STATE_DIR": str(folder),
    }
