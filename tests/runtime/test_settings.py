"""What a start refuses, seen as the one who runs the command sees it: one sentence, no traceback."""

import subprocess
import sys

import pytest

from municipality.runtime.secretfiles import new_secrets
from runner.state import ROOT

SECRETS = ("SECRET_KEY", "IDENTITY_SEAL_KEY", "FIELD_KEYS", "BLIND_INDEX_KEY")
PRODUCTION = {
    **{name: value for name, value in new_secrets().items() if name in SECRETS},
    "ALLOWED_HOSTS": "stafett.example.no",
    "PUBLIC_URL": "https://stafett.example.no",
    "DATABASE_URL": "postgresql://stafett_app:x@127.0.0.1:1/stafett",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "EMAIL_URL": "smtp+tls://mail.example.no",
    "EMAIL_FROM": "Stafettpinnen <ikke-svar@example.no>",
}
SHOW = "from django.conf import settings as s; print(({}))"


def start(environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        env={"PATH": "/usr/bin:/bin", **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def refusal(environment: dict[str, str]) -> str:
    done = start(environment, "manage.py", "migrate", "--plan")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    return done.stderr


@pytest.mark.parametrize("name", sorted({*PRODUCTION} - {"PUBLIC_URL"}))
def test_production_names_the_variable_that_is_missing(name: str) -> None:
    message = refusal({key: value for key, value in PRODUCTION.items() if key != name})
    assert message.startswith(f"Stafettpinnen does not start: {name} is missing")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"IDENTITY_SEAL_KEY": "11" * 32}, "one of those that the tests use"),
        ({"FIELD_KEYS": "a:" + "22" * 32}, "one of those that the tests use"),
        ({"MODE": "debug"}, "MODE is 'debug'"),
        ({"SECRET_KEY": "short"}, "fewer than 50"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS is *"),
        ({"PUBLIC_URL": "http://stafett.example.no"}, "not https"),
        ({"EMAIL_FROM": "Stafettpinnen <ikke-svar@kommune..no>"}, "EMAIL_FROM is missing or no address"),
        ({"SIGN_IN_PROVIDERS": "/nowhere.toml"}, "The file in SIGN_IN_PROVIDERS cannot be read"),
        ({"SYNTHETIC_NUMBERS": "yes"}, "SYNTHETIC_NUMBERS is for a test installation"),
        ({"MODE": "demo"}, "ALLOWED_HOSTS names stafett.example.no"),
        ({"MODE": "test"}, "ALLOWED_HOSTS names stafett.example.no"),
    ],
)
def test_what_is_unsafe_is_refused(change: dict[str, str], said: str) -> None:
    assert said in refusal(PRODUCTION | change)


def test_gunicorn_is_refused_with_the_same_sentence() -> None:
    done = start({}, "-c", "import municipality.wsgi")
    assert done.stderr.startswith("Stafettpinnen does not start: ALLOWED_HOSTS is missing")


def test_production_is_the_default_and_closed() -> None:
    done = start(
        PRODUCTION | {"DJANGO_SETTINGS_MODULE": "municipality.settings"},
        "-c",
        SHOW.format(
            "s.MODE, s.DEBUG, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
            " s.SESSION_COOKIE_NAME, s.SECURE_HSTS_SECONDS > 31536000"
        ),
    )
    assert done.stdout.strip() == "('production', False, True, True, True, '__Host-session', True)", (
        done.stderr
    )


def test_a_session_ends_after_thirty_idle_minutes_unless_the_setting_says_otherwise() -> None:
    show = SHOW.format(
        "s.SESSION_COOKIE_AGE, s.SESSION_SAVE_EVERY_REQUEST, s.SESSION_EXPIRE_AT_BROWSER_CLOSE"
    )
    environment = {"MODE": "test", "DJANGO_SETTINGS_MODULE": "municipality.settings"}
    assert start(environment, "-c", show).stdout.strip() == "(1800, True, True)"
    assert start(environment | {"SESSION_MINUTES": "10"}, "-c", show).stdout.startswith("(600,")
