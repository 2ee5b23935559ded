"""`manage.py setup`: from an empty database to the first administrator, without questions or with them."""

import io
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from municipality.access.identity import as_system
from municipality.organisation.models import Unit
from municipality.people.models import AccountType, User

ORGANISATION = """
municipality: {number: "4204", name: Kristiansand}
services:
  - {key: skole, name: Skole}
units:
  - {service: skole, names: [Lund skole]}
"""
ANSWERS = 'organisation = "my.yaml"\nusername = "kari.sjef"\nname = "Kari Eksempel"\nemail = "kari@kommune.invalid"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "my.yaml").write_text(ORGANISATION, encoding="utf-8")
    (tmp_path / "setup.toml").write_text(ANSWERS, encoding="utf-8")
    return tmp_path


def run(*arguments):
    out = io.StringIO()
    call_command("setup", *map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


def test_from_a_file_it_loads_the_municipality_makes_the_administrator_and_says_what_is_missing(db, folder):
    said = run("--file", folder / "setup.toml")
    assert "Kristiansand er lastet inn." in said
    [link] = [line for line in said.splitlines() if "/invitasjon/" in line]
    assert "SIGN_IN_PROVIDERS" in said
    assert "leder i Lund skole, mottak i Lund skole" in said
    with as_system("test: read"):
        made = User.objects.get(username="kari.sjef")
        assert (made.account_type, made.is_active) == (AccountType.ADMINISTRATOR, True)
        assert Unit.objects.get().name == "Lund skole"
    page = Client().get("/invitasjon/" + link.split("/invitasjon/")[1])
    assert "Du er invitert til Stafettpinnen" in page.text


def test_doing_it_again_makes_nobody_anew_and_shows_the_list(db, folder):
    run("--file", folder / "setup.toml")
    said = run("--file", folder / "setup.toml")
    assert "Administratoren kari.sjef finnes alt." in said
    assert "/invitasjon/" not in said
    assert "Dette mangler:" in said
    with as_system("test: count"):
        assert User.objects.count() == 1


def test_of_what_is_missing_it_names_the_first_ten(db, folder):
    schools = ", ".join(f"Skole {n}" for n in range(10))
    many = ORGANISATION.replace("Lund skole", schools)
    (folder / "my.yaml").write_text(many, encoding="utf-8")
    [line] = [line for line in run("--file", folder / "setup.toml").splitlines() if "leder i Skole 0" in line]
    assert line.endswith("mottak i Skole 4 og 10 til")


class Terminal(io.StringIO):
    """Somebody sits there."""

    def isatty(self) -> bool:
        return True


def test_without_a_file_it_asks(db, folder, monkeypatch):
    answers = iter([str(folder / "my.yaml"), "kari.sjef", "Kari Eksempel", ""])
    monkeypatch.setattr("builtins.input", lambda _question: next(answers))
    monkeypatch.setattr(sys, "stdin", Terminal())
    assert "/invitasjon/" in run()


def test_where_nobody_can_answer_it_says_so(db, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with pytest.raises(CommandError, match="bruk --file"):
        run()


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("organisation = 1", "skal ha tekst"),
        (ANSWERS + 'more = "x"\n', "ikke mer"),
        ("not toml", "ikke TOML"),
        (ANSWERS.replace("kari.sjef", ""), "Brukernavn|blank|tom|fylles"),
    ],
)
def test_a_wrong_file_is_refused_in_a_sentence(db, folder, answers, said):
    (folder / "setup.toml").write_text(answers, encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        run("--file", folder / "setup.toml")
    assert any(one in str(refused.value) for one in said.split("|"))
    with as_system("test: count"):
        assert not User.objects.exists()


def test_a_file_that_is_not_there_is_said_to_be_so(db, folder):
    with pytest.raises(CommandError, match="kan ikke leses"):
        run("--file", folder / "nothing.toml")
