"""`make lock`: the newest versions that pyproject.toml allows, written with everything they need to requirements/."""

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from runner.state import ROOT
from runner.terminal import say

# Each file begins with the one before it, and names only what that one does not bring.
FILES = ("production", "demo", "dev")


def wanted() -> dict[str, list[str]]:
    """By file, everything pyproject.toml asks for up to and including it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    production = project["dependencies"]
    demo = [*production, *extras["demo"]]
    return {"production": production, "demo": demo, "dev": [*demo, *extras["dev"]]}


def resolve(requirements: list[str]) -> dict[str, str]:
    """Version by name of all that pip would install into an empty environment.

    A requirement for certain machines only is resolved as if this were one, and its version carries the condition.
    """
    everywhere = [text for text in requirements if ";" not in text]
    found = resolve_here(everywhere)
    for text in requirements:
        requirement, _, condition = text.partition(";")
        if condition:
            for name, version in resolve_here([requirement]).items():
                found.setdefault(name, f"{version} ; {condition.strip()}")
    return found


def resolve_here(requirements: list[str]) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        subprocess.run([*pip, "--report", str(report), *requirements], check=True)
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    return {
        entry["metadata"]["name"].lower().replace("_", "-"): entry["metadata"]["version"] for entry in found
    }


def write() -> None:
    """Resolve the whole once, so that the files agree, and give each file its part."""
    asked = wanted()
    versions = resolve(asked["dev"])
    before: set[str] = set()
    previous = ""
    for name in FILES:
        names = versions.keys() if name == "dev" else resolve(asked[name]).keys()
        lines = [f"{package}=={versions[package]}" for package in sorted(names - before)]
        head = [f"# Exact versions for {name}; `make lock` writes this file anew."]
        head += [f"-r {previous}.txt"] if previous else []
        (ROOT / "requirements" / f"{name}.txt").write_text(
            "\n".join([*head, *lines]) + "\n", encoding="utf-8"
        )
        say(f"requirements/{name}.txt: {len(lines)} packages")
        before |= set(names)
        previous = name
