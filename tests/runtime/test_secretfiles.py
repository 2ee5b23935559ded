"""The secrets of a first start: made once, kept, closed to others on the machine."""

import stat
from pathlib import Path
from urllib.parse import urlsplit

from municipality.environment_variables import Environment
from municipality.runtime.roles import APP, OWNER, WORKER
from municipality.runtime.secretfiles import BY_HAND, make_secrets
from tests.runtime.containers import read_compose


def read(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text().strip() for file in folder.iterdir()}


def test_every_secret_of_the_containers_is_made_but_the_mail_servers(tmp_path: Path) -> None:
    made = make_secrets(tmp_path / "secrets")
    assert sorted((*made, BY_HAND)) == sorted(read_compose()["secrets"])
    assert sorted(made) == sorted(read(tmp_path / "secrets"))


def test_others_on_the_machine_cannot_enter_and_containers_can_read(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    make_secrets(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o444}


def test_what_is_there_is_kept(tmp_path: Path) -> None:
    (tmp_path / "app_password").write_text("chosen by hand: @/\n")
    make_secrets(tmp_path)
    first = read(tmp_path)
    assert make_secrets(tmp_path) == []
    assert read(tmp_path) == first
    assert first["app_password"] == "chosen by hand: @/"


def test_each_address_holds_the_password_of_its_role(tmp_path: Path) -> None:
    (tmp_path / "app_password").write_text("chosen by hand: @/\n")
    make_secrets(tmp_path)
    secrets = read(tmp_path)
    for name, role in (("owner", OWNER), ("app", APP), ("worker", WORKER)):
        login = Environment({"D": secrets[f"{name}_database_url"]}).database("D")
        assert (login["USER"], login["PASSWORD"]) == (role, secrets[f"{name}_password"])
    assert urlsplit(secrets["redis_url"]).password == secrets["valkey_password"]


def test_a_password_that_is_removed_is_made_anew_together_with_its_address_and_no_other(
    tmp_path: Path,
) -> None:
    make_secrets(tmp_path)
    before = read(tmp_path)
    (tmp_path / "worker_password").unlink()
    assert make_secrets(tmp_path) == ["worker_password", "worker_database_url"]
    after = read(tmp_path)
    assert {name for name in after if after[name] != before[name]} == {
        "worker_password",
        "worker_database_url",
    }
    assert after["worker_password"] in after["worker_database_url"]
