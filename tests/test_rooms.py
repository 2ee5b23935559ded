"""A room that somebody adds stands in the layers, in the picture and in the table that newcomers read."""

import re
import tomllib
from pathlib import Path

import pytest

from runner.state import ROOT

NO_ROOMS = {"migrations", "management", "data", "__pycache__"}
APPS = ("municipality", "cases", "teams", "reporting")


def rooms(app: str) -> set[str]:
    folders = [file.parent for file in (ROOT / app).glob("*/__init__.py")]
    return {folder.name for folder in folders} - NO_ROOMS


def layers(app: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for contract in project["tool"]["importlinter"]["contracts"]:
        if contract.get("containers") == [app]:
            return {room for row in contract["layers"] for room in row.split(" | ")}
    return set()


def text(path: str) -> str:
    return Path(ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("app", ["municipality", "cases", "teams"])
def test_every_room_has_its_place_among_the_layers(app: str) -> None:
    assert layers(app) == rooms(app)


@pytest.mark.parametrize("app", APPS)
def test_every_room_stands_in_the_table_and_in_the_picture(app: str) -> None:
    table = set(re.findall(rf"`{app}/(\w+)`", text("docs/architecture.md")))
    drawn = set(re.findall(r'<tspan font-weight="600">(\w+)</tspan>', text("docs/rooms.svg")))
    assert rooms(app) <= table
    assert rooms(app) <= drawn


def test_rooms_are_described_by_their_first_line() -> None:
    for app in APPS:
        for room in rooms(app):
            first = text(f"{app}/{room}/__init__.py").partition("\n")[0]
            assert re.fullmatch(r'"""[A-Z].{20,}\.("""|$)', first), f"{app}/{room}"
