"""Readers of the environment: what they take, and the sentence they refuse with."""

import base64
from pathlib import Path

import pytest

from municipality.environment_variables import Environment, SettingsRefused


def refused(call: object, *arguments: object, **options: object) -> str:
    with pytest.raises(SettingsRefused) as refusal:
        call(*arguments, **options)  # type: ignore[operator]
    return str(refusal.value)


def test_an_empty_variable_counts_as_missing() -> None:
    assert Environment({"A": "  "}).text("A", "default") == "default"


def test_a_choice_is_one_of_the_allowed_and_the_first_is_the_default() -> None:
    assert Environment({}).choice("MODE", ("production", "demo")) == "production"
    assert "must be one of production, demo" in refused(
        Environment({"MODE": "debug"}).choice, "MODE", ("production", "demo")
    )


@pytest.mark.parametrize(("text", "value"), [("yes", True), ("ON", True), ("0", False), ("", True)])
def test_a_flag_is_yes_or_no(text: str, value: bool) -> None:
    assert Environment({"F": text}).flag("F", default=True) is value


def test_a_flag_that_is_neither_yes_nor_no_is_refused() -> None:
    assert "must be yes or no" in refused(Environment({"F": "maybe"}).flag, "F", default=False)


@pytest.mark.parametrize("text", ["-1", "3.5", "four", "٣", "0"])
def test_a_number_below_the_least_or_not_a_number_is_refused(text: str) -> None:
    assert "whole number of at least 1" in refused(Environment({"N": text}).number, "N", default=5, least=1)


def test_words_are_separated_by_commas() -> None:
    assert Environment({"W": "a, b ,,c"}).words("W") == ["a", "b", "c"]


def test_a_secret_is_read_from_its_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("from the file\n")
    assert Environment({"S_FILE": str(file)}).secret("S") == "from the file"


def test_a_secret_given_twice_is_refused(tmp_path: Path) -> None:
    assert "Both S and S_FILE" in refused(Environment({"S": "a", "S_FILE": str(tmp_path)}).secret, "S")


def test_a_secret_file_that_is_missing_is_named(tmp_path: Path) -> None:
    message = refused(Environment({"S_FILE": str(tmp_path / "gone")}).secret, "S")
    assert "gone" in message
    assert "No such file" in message


def test_a_missing_secret_is_refused_with_the_hint() -> None:
    assert refused(Environment({}).secret, "S", hint="Do this.") == "S is missing. Do this."


def test_a_key_is_hexadecimal_or_base64() -> None:
    raw = bytes(range(32))
    assert Environment({"K": raw.hex()}).key("K") == raw
    assert Environment({"K": base64.b64encode(raw).decode()}).key("K") == raw


@pytest.mark.parametrize("text", ["short", "zz" * 32, base64.b64encode(b"x" * 31).decode()])
def test_a_key_of_wrong_form_or_length_is_refused_without_being_quoted(text: str) -> None:
    assert text not in refused(Environment({"K": text}).key, "K")


def test_the_first_of_several_keys_is_current() -> None:
    keys = Environment({"K": f"new:{'aa' * 32}, old:{'bb' * 32}"}).keys("K")
    assert list(keys) == ["new", "old"]
    assert keys["old"] == b"\xbb" * 32


@pytest.mark.parametrize("text", ["aa" * 32, f"a:{'aa' * 32},a:{'bb' * 32}", f":{'aa' * 32}"])
def test_keys_without_an_id_of_their_own_are_refused(text: str) -> None:
    assert "each id once" in refused(Environment({"K": text}).keys, "K")


def test_a_database_address_becomes_connection_settings() -> None:
    login = Environment(
        {"D": "postgresql://app:p%40ss@db.example:5433/stafett?sslmode=verify-full"}
    ).database("D")
    assert (login["USER"], login["PASSWORD"], login["HOST"], login["PORT"], login["NAME"]) == (
        "app",
        "p@ss",
        "db.example",
        "5433",
        "stafett",
    )
    assert login["OPTIONS"] == {"sslmode": "verify-full"}


@pytest.mark.parametrize(
    "text", ["mysql://a:b@c/d", "postgresql://host/db", "postgresql://u:secret@host:x/db"]
)
def test_an_address_that_is_not_postgres_is_refused_without_its_password(text: str) -> None:
    assert "secret" not in refused(Environment({"D": text}).database, "D")


def test_a_mail_address_says_how_it_is_encrypted() -> None:
    mail = Environment({"E": "smtp+tls://user:pw@mail.example"}).email("E")
    assert (mail["EMAIL_PORT"], mail["EMAIL_USE_TLS"], mail["EMAIL_USE_SSL"]) == (587, True, False)
