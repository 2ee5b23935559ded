"""Typed readers of the process environment. Everything that is wrong becomes one sentence with a hint.

A secret may be given as NAME or as NAME_FILE (a path whose content is the value, as container platforms mount it).
Secrets are never part of a message.
"""

import base64
import binascii
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32  # AES-256, HMAC-SHA-256 and the seal of the identity all take keys of this length


class SettingsRefused(ImproperlyConfigured):
    """The environment does not allow a start; the text is a sentence for the person who runs the command."""


class Environment:
    """Reads one mapping of variables, normally os.environ."""

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        self.variables = os.environ if variables is None else variables

    def text(self, name: str, default: str = "") -> str:
        """The variable without surrounding space; `default` when missing or empty."""
        return self.variables.get(name, "").strip() or default

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        """One of `allowed`, of which the first is the default; anything else is refused."""
        value = self.text(name, allowed[0])
        if value not in allowed:
            raise SettingsRefused(f"{name} is {value!r}, and must be one of {', '.join(allowed)}.")
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.text(name).lower()
        if value in {"1", "true", "yes", "on"}:
            return True
        if value in {"0", "false", "no", "off"}:
            return False
        if value:
            raise SettingsRefused(f"{name} is {value!r}, and must be yes or no.")
        return default

    def number(self, name: str, *, default: int, least: int = 0) -> int:
        value = self.text(name)
        if not value:
            return default
        if not value.isascii() or not value.isdigit() or int(value) < least:
            raise SettingsRefused(f"{name} is {value!r}, and must be a whole number of at least {least}.")
        return int(value)

    def words(self, name: str, default: tuple[str, ...] = ()) -> list[str]:
        """A list separated by commas."""
        return [word.strip() for word in self.text(name).split(",") if word.strip()] or list(default)

    def secret(self, name: str, default: str = "", *, hint: str = "") -> str:
        """NAME, else the content of the file that NAME_FILE names, else `default`; refused when there is none."""
        file = self.text(f"{name}_FILE")
        if self.text(name) and file:
            raise SettingsRefused(f"Both {name} and {name}_FILE are set. Keep one of them.")
        value = self._content(f"{name}_FILE", Path(file)) if file else self.text(name, default)
        if not value:
            raise SettingsRefused(
                f"{name} is missing. {hint or 'Set it, or name a file in ' + name + '_FILE.'}"
            )
        return value

    def has(self, name: str) -> bool:
        return bool(self.text(name) or self.text(f"{name}_FILE"))

    def key(self, name: str, default: str = "", *, hint: str = "") -> bytes:
        """A key of 32 bytes, written in hexadecimal or base64."""
        return decode_key(name, self.secret(name, default, hint=hint))

    def keys(self, name: str, default: str = "", *, hint: str = "") -> dict[str, bytes]:
        """Keys by their id from `id:base64,id2:base64`. The first is current, the others can still be read with."""
        found: dict[str, bytes] = {}
        for part in self.secret(name, default, hint=hint).split(","):
            key_id, separator, value = part.strip().partition(":")
            if not separator or not key_id.isalnum() or key_id in found:
                raise SettingsRefused(f"{name} must be written as id:base64,id2:base64, each id once.")
            found[key_id] = decode_key(f"{name} ({key_id})", value)
        return found

    def database(self, name: str, default: str = "", *, hint: str = "") -> dict[str, Any]:
        """Django's connection settings from `postgresql://user:password@host:port/name?sslmode=...`."""
        return parse_database(name, self.secret(name, default, hint=hint))

    def email(self, name: str, *, hint: str = "") -> dict[str, Any]:
        """Django's e-mail settings from `smtp://user:password@host:port` (`smtps://` for TLS from the start)."""
        url = urlsplit(self.secret(name, hint=hint))
        if url.scheme not in {"smtp", "smtp+tls", "smtps"} or not url.hostname:
            raise SettingsRefused(
                f"{name} must look like smtp+tls://user:password@host:587 (or smtp, smtps)."
            )
        return {
            "EMAIL_HOST": url.hostname,
            "EMAIL_PORT": _port(name, url) or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[url.scheme],
            "EMAIL_HOST_USER": unquote(url.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
            "EMAIL_USE_TLS": url.scheme == "smtp+tls",
            "EMAIL_USE_SSL": url.scheme == "smtps",
        }

    def address(self, name: str) -> str:
        """Where a service listens: the path of a socket, or `host:port`; empty when it is not set."""
        value = self.text(name)
        host, _colon, port = value.rpartition(":")
        if value and not value.startswith("/") and not (host and port.isascii() and port.isdigit()):
            raise SettingsRefused(f"{name} is {value!r}, and must be the path of a socket, or host:port.")
        return value

    @staticmethod
    def _content(name: str, file: Path) -> str:
        try:
            return file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "not text"
            raise SettingsRefused(f"The file in {name} cannot be read ({file}: {reason}).") from None


def decode_key(name: str, value: str) -> bytes:
    """32 bytes from hexadecimal or base64 text; refused with the length that was found."""
    try:
        if len(value) == 2 * KEY_BYTES:
            return bytes.fromhex(value)
        key = base64.b64decode(value, validate=True)
    except (ValueError, binascii.Error):
        raise SettingsRefused(f"{name} is neither hexadecimal nor base64.") from None
    if len(key) != KEY_BYTES:
        raise SettingsRefused(f"{name} holds {len(key)} bytes, and must hold {KEY_BYTES}.")
    return key


def parse_database(name: str, value: str) -> dict[str, Any]:
    """A Postgres address as Django's HOST, PORT, NAME, USER, PASSWORD and OPTIONS."""
    url = urlsplit(value)
    database = url.path.removeprefix("/")
    if url.scheme not in {"postgresql", "postgres"} or not database or not url.username:
        raise SettingsRefused(f"{name} must look like postgresql://user:password@host:5432/database.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(database),
        "USER": unquote(url.username),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": str(_port(name, url) or ""),
        "OPTIONS": {option: values[-1] for option, values in parse_qs(url.query).items()},
    }


def _port(name: str, url: SplitResult) -> int | None:
    try:
        return url.port
    except ValueError:
        raise SettingsRefused(f"The port in {name} is not a number.") from None
