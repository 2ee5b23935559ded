"""docker-compose.yml, Dockerfile and .dockerignore say what real operation relies on."""

import re
import tomllib
from typing import Any

import pytest
from django.conf import settings

from runner import entrypoints, system
from runner.postgres import CLUSTER, DISCREET
from runner.servers import FORGETFUL
from runner.state import ROOT
from tests.runtime.containers import (
    APP_IMAGE,
    SECRETS,
    let_through,
    mounts,
    read_compose,
    stages,
)

COMPOSE = read_compose()
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
RUNS_ON = ("db", "cache", "web", "worker", "beat")
ENDS = ("roles", "setup", "manage", "backup")
OURS = ("setup", "web", "worker", "beat", "manage")
KEYS = {"secret_key", "identity_seal_key", "field_keys", "blind_index_key"}
every_service = pytest.mark.parametrize("name", SERVICES)


def instructions(word: str, stage: int) -> list[str]:
    return [rest for found, rest in stages()[stage] if found == word]


# --- who is who ------------------------------------------------------------------------------------------------------


def test_the_services_are_the_servers_what_runs_and_what_ends() -> None:
    assert sorted(SERVICES) == sorted((*RUNS_ON, *ENDS))


def test_every_image_has_a_version() -> None:
    images = {name: service["image"] for name, service in SERVICES.items()}
    assert images == {
        **dict.fromkeys(("db", "roles", "backup"), "postgres:18"),
        "cache": "valkey/valkey:9.1",
        **dict.fromkeys(OURS, APP_IMAGE),
    }
    assert {rest.split()[0] for stage in (0, 1) for rest in instructions("FROM", stage)} == {
        "python:3.11-slim-bookworm"
    }


def test_our_processes_are_those_of_the_demo() -> None:
    commands = {name: tuple(SERVICES[name]["command"]) for name in OURS}
    assert commands == {
        "setup": ("python", *entrypoints.MANAGE, *entrypoints.MIGRATE),
        "web": ("python", *entrypoints.WEB),
        "worker": ("python", *entrypoints.WORKER),
        "beat": ("python", *entrypoints.BEAT),
        "manage": ("python", *entrypoints.MANAGE, "help"),
    }


@pytest.mark.parametrize("heading", ["What runs", "A test installation, from an empty machine"])
def test_without_docker_the_documentation_starts_the_same(heading: str) -> None:
    operations = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    section = operations.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    told = " ".join(section.replace("\\\n", " ").split())
    for words in (entrypoints.WEB, entrypoints.WORKER, entrypoints.BEAT):
        assert f"python {' '.join(words)} " in told


def test_the_database_is_made_and_run_as_in_the_demo() -> None:
    db = SERVICES["db"]
    assert db["environment"]["POSTGRES_INITDB_ARGS"].split() == list(CLUSTER)
    assert db["command"] == ["postgres", *(f"--{name}={value}" for name, value in DISCREET.items())]


def test_the_queue_forgets_as_in_the_demo() -> None:
    lines = SERVICES["cache"]["command"][-1].splitlines()
    assert [line for line in lines if line in FORGETFUL] == list(FORGETFUL)


# --- closed ----------------------------------------------------------------------------------------------------------


@every_service
def test_no_container_can_change_its_image_or_gain_rights(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    assert "cap_add" not in service


@every_service
def test_nobody_in_a_container_is_root(name: str) -> None:
    user, group = SERVICES[name]["user"].split(":")
    assert int(user) > 0
    assert int(group) > 0


def test_the_user_of_our_containers_is_the_one_that_the_image_knows() -> None:
    assert instructions("USER", -1) == [SERVICES["web"]["user"]]
    user, group = SERVICES["web"]["user"].split(":")
    (run,) = instructions("RUN", -1)
    assert f"useradd --uid {user} --gid {group}" in run


def test_only_the_web_is_reached_from_outside_and_only_from_this_machine() -> None:
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert ports == {"web": ["127.0.0.1:8000:8000"]}
    assert SERVICES["web"]["environment"]["BEHIND_TLS_PROXY"] == "yes"


def test_servers_stand_on_networks_that_lead_nowhere_and_each_process_on_those_it_needs() -> None:
    internal = {name for name, network in COMPOSE["networks"].items() if network.get("internal")}
    assert internal == {"database", "queue"}
    assert {name: set(service["networks"]) for name, service in SERVICES.items()} == {
        "db": {"database"},
        "roles": {"database"},
        "setup": {"database"},
        "manage": {"database"},
        "backup": {"database"},
        "cache": {"queue"},
        "beat": {"queue"},
        "web": {"database", "queue", "outside"},
        "worker": {"database", "queue", "outside"},
    }


# --- secrets ---------------------------------------------------------------------------------------------------------


def test_each_process_has_the_secrets_of_its_own_work_and_no_other() -> None:
    assert {name: set(service["secrets"]) for name, service in SERVICES.items()} == {
        "db": {"superuser_password"},
        "cache": {"valkey_password"},
        "roles": {
            "superuser_password",
            "owner_password",
            "app_password",
            "worker_password",
            "backup_password",
        },
        "setup": {"owner_database_url"} | KEYS,
        "web": {"app_database_url", "redis_url"} | KEYS,
        "worker": {"worker_database_url", "redis_url", "email_url"} | KEYS,
        "beat": {"redis_url"} | KEYS,
        "manage": {"worker_database_url"} | KEYS,
        "backup": {"backup_password"},
    }


@every_service
def test_a_service_reads_each_of_its_secrets_and_no_file_that_it_is_not_given(name: str) -> None:
    service = SERVICES[name]
    read = set(re.findall(rf"{SECRETS}/(\w+)", str((service.get("environment"), service["command"]))))
    assert read == set(service["secrets"])


def test_secrets_are_files_of_a_folder_that_git_and_the_image_do_not_know() -> None:
    assert {name: secret["file"] for name, secret in COMPOSE["secrets"].items()} == {
        name: f"./secrets/{name}" for name in COMPOSE["secrets"]
    }
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/secrets/", "/providers/", "/files/", "/.env"} <= set(ignored)
    assert not {"secrets", "providers", "files", ".env"} & let_through()


@every_service
def test_no_variable_holds_a_password(name: str) -> None:
    environment = SERVICES[name].get("environment", {})
    assert [key for key, value in environment.items() if re.search(r"://[^/]*:[^/]*@", str(value))] == []
    hidden = re.compile(r"PASSWORD|SECRET|KEY")
    assert [key for key in environment if hidden.search(key) and not key.endswith("_FILE")] == []


# --- what is kept ----------------------------------------------------------------------------------------------------


def test_what_must_outlive_a_container_has_a_volume() -> None:
    kept = {
        (name, source, target)
        for name, service in SERVICES.items()
        for source, target in mounts(service)
        if source and not source.startswith("./")
    }
    assert kept == {("db", "database", "/var/lib/postgresql")}
    assert set(COMPOSE["volumes"]) == {"database"}


@every_service
def test_files_of_the_project_are_mounted_to_be_read_only(name: str) -> None:
    binds = [volume for volume in SERVICES[name].get("volumes", []) if volume.startswith("./")]
    assert all(volume.endswith(":ro") for volume in binds)
    # Who runs it makes the folder, or Docker an empty one.
    of_the_project = {volume.split(":")[0] for volume in binds} - {"./providers", "./files"}
    assert all((ROOT / file).is_file() for file in of_the_project)


# --- start, health, end ----------------------------------------------------------------------------------------------


def test_what_runs_is_started_again_and_asked_for_its_health_and_what_ends_is_not() -> None:
    assert {name: SERVICES[name]["restart"] for name in RUNS_ON} == dict.fromkeys(RUNS_ON, "unless-stopped")
    assert {name: SERVICES[name]["restart"] for name in ENDS} == dict.fromkeys(ENDS, "no")
    assert [name for name in SERVICES if "healthcheck" in SERVICES[name]] == list(RUNS_ON)
    assert [name for name in SERVICES if "profiles" in SERVICES[name]] == ["manage", "backup"]


def test_nothing_of_ours_starts_before_the_roles_are_set_and_the_tables_are_laid() -> None:
    waits = {
        name: {
            other: wait["condition"].removeprefix("service_") for other, wait in service["depends_on"].items()
        }
        for name, service in SERVICES.items()
        if "depends_on" in service
    }
    ready = {"setup": "completed_successfully", "cache": "healthy"}
    assert waits == {
        "roles": {"db": "healthy"},
        "setup": {"roles": "completed_successfully"},
        "web": ready,
        "worker": ready,
        "beat": ready,
        "manage": {"setup": "completed_successfully"},
        "backup": {"db": "healthy"},
    }


@pytest.mark.parametrize("name", OURS)
def test_our_processes_run_in_production_with_variables_that_the_documentation_knows(name: str) -> None:
    documented = re.findall(
        r"^\| `(\w+)`( \(file\))? \|",
        (ROOT / "docs" / "operations.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    known = {
        word for variable, file in documented for word in (variable, f"{variable}_FILE")[: 1 + bool(file)]
    }
    environment = SERVICES[name]["environment"]
    assert environment["MODE"] == "production"
    assert set(environment) <= known


# --- the image -------------------------------------------------------------------------------------------------------


def test_the_image_holds_the_locked_packages_of_production_only() -> None:
    installed = [line for line in instructions("RUN", 0) if "pip install" in line]
    assert len(installed) == 1
    assert installed[0].endswith("--require-hashes --no-deps -r requirements/production.txt")
    assert {path for path in let_through() if path.startswith("requirements")} == {
        "requirements/production.txt"
    }


def test_the_image_holds_what_lays_out_a_pdf() -> None:
    (run,) = instructions("RUN", -1)
    installed = run.split("--no-install-recommends ")[1].split(" && ")[0].split()
    assert {*system.PDF.packages, "libharfbuzz-subset0"} == set(installed)


def test_the_image_holds_all_rooms_and_nothing_but_what_runs() -> None:
    first = next(
        line
        for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
    assert first == "*"
    rooms = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    needed = {*rooms["root_packages"], "manage.py", "templates", "static"} - {"demo", "runner"}
    assert needed <= let_through()
    assert let_through() - needed == {"requirements/production.txt", "locale"}
    assert {app for app in settings.INSTALLED_APPS if (ROOT / app).is_dir()} <= needed | {"demo"}


def test_the_image_is_copied_from_a_stage_whose_secrets_are_gone() -> None:
    assert instructions("COPY", 0) == ["requirements/production.txt requirements/production.txt", ". ."]
    assert [line.split()[0] for line in instructions("COPY", -1)] == ["--from=build"] * 3
    (collects,) = [line for line in instructions("RUN", 0) if "collectstatic" in line]
    assert f"manage.py {' '.join(entrypoints.COLLECTSTATIC)} &&" in collects
    assert collects.endswith("&& rm -r /tmp/secrets")
    assert not [line for stage in (0, 1) for line in instructions("ARG", stage)]
