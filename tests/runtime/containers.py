"""What docker-compose.yml, Dockerfile and .dockerignore say, as Docker would read them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from runner.state import ROOT

SECRETS = "/run/secrets"
ENV_FILE = {
    "ALLOWED_HOSTS": "stafett.example.no",
    "PUBLIC_URL": "https://stafett.example.no",
    "EMAIL_FROM": "Stafettpinnen <ikke-svar@example.no>",
    "WEB_CONCURRENCY": "1",
}
VARIABLE = re.compile(r"\$(?:\$|\{(?P<name>\w+)(?::(?P<how>[-?])(?P<text>[^}]*))?\})")
APP_IMAGE = "stafettpinnen:local"


def interpolated(value: Any, variables: Mapping[str, str]) -> Any:
    """As Compose reads it: ${NAME}, ${NAME:-default}, ${NAME:?what is missing} and $$."""
    if isinstance(value, dict):
        return {key: interpolated(part, variables) for key, part in value.items()}
    if isinstance(value, list):
        return [interpolated(part, variables) for part in value]
    if not isinstance(value, str):
        return value

    def fill(found: re.Match[str]) -> str:
        if found["name"] is None:
            return "$"
        if found["how"] == "?" and not variables.get(found["name"]):
            raise LookupError(f"{found['name']} {found['text']}")
        return variables.get(found["name"]) or found["text"] or ""

    return VARIABLE.sub(fill, value)


def read_compose(variables: Mapping[str, str] = ENV_FILE) -> dict[str, Any]:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    return interpolated(yaml.safe_load(text), variables)


def stages() -> list[list[tuple[str, str]]]:
    """The Dockerfile's instructions as (word, rest), by stage; lines that go on are joined, comments left out."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#")).replace("\\\n", " ")
    found: list[list[tuple[str, str]]] = []
    for line in filter(str.strip, text.splitlines()):
        word, _, rest = line.partition(" ")
        if word == "FROM":
            found.append([])
        found[-1].append((word, " ".join(rest.split())))
    return found


def image_environment() -> dict[str, str]:
    words = [word for name, rest in stages()[-1] if name == "ENV" for word in rest.split()]
    return dict(word.split("=", 1) for word in words)


def let_through() -> set[str]:
    """The paths that .dockerignore excepts from its `*`."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    return {line[1:] for line in lines if line.startswith("!")}


def mounts(service: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(source, target) of each volume and bind; tmpfs has no source."""
    for volume in service.get("volumes", []):
        source, target = volume.split(":")[:2]
        yield source, target
    for folder in service["tmpfs"]:
        yield "", folder.split(":")[0]
