"""`manage.py kostra check`: a process of its own without any environment, its answer and its exit code."""

import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from reporting.kostra import cli, progress
from reporting.kostra.progress import TerminalProgress
from tests.reporting.kostra.making import content_of, number, row, years_in_words

ROOT = Path(__file__).parents[3]
OF_11F = ("--form", "11F", "--year", "2026", "--region", "330100")
CLEAN = content_of(row("11F"))
WARNED = content_of(row("11F", ARBSIT="01"))
WRONG = content_of(row("11F"), row("11F", PERSON_JOURNALNR="J0000012", KJONN="9"))


def command(*words: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """The command as started by hand, with an empty environment."""
    line = [sys.executable, str(ROOT / "manage.py"), "kostra", *map(str, words)]
    kept: dict[str, Any] = {
        "env": {},
        "cwd": "/",
        "capture_output": True,
        "encoding": "utf-8",
        "timeout": 120,
    }
    return subprocess.run(line, check=False, **kept | options)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "11F.dat"


def test_it_answers_in_json_without_any_environment(file: Path) -> None:
    file.write_bytes(WRONG)
    done = command("check", file, *OF_11F, "--format", "json")
    assert (done.returncode, done.stderr) == (1, "")
    answer = json.loads(done.stdout)
    assert {name: answer[name] for name in ("form", "year", "region", "severity", "lines", "summary")} == {
        "form": "11F", "year": 2026, "region": "330100", "severity": "ERROR", "lines": 2, "summary": None,
    }  # fmt: skip
    same_person = [found for found in answer["findings"] if found["rule"] == "05A"]
    assert [found["lines"] for found in same_person] == [[1], [2]]
    assert same_person[1] == {
        "rule": "05A", "severity": "ERROR", "lines": [2], "field": None, "journal": "J0000012",
        "message": "Fødselsnummeret (PERSON_FODSELSNR) står flere ganger i filen: også på linje 1. "
        "Hver person skal ha én linje.",
    }  # fmt: skip
    assert [(found["rule"], found["field"]) for found in answer["findings"] if found["lines"] == [2]] == [
        ("002", "KJONN"), ("05A", None), ("08", "KJONN"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "words", "severity", "code"),
    [
        (CLEAN, (), "OK", 0), (WARNED, (), "WARNING", 0), (WRONG, (), "ERROR", 1), (b"", (), "FATAL", 1),
        (b" ", (), "FATAL", 1), (b" ", ("--no-recipients",), "OK", 0), (CLEAN, ("--no-recipients",), "FATAL", 1),
        (CLEAN[:-10], (), "FATAL", 1), (CLEAN.replace(b"\n", b"\r\n"), (), "OK", 0),
        (CLEAN.replace(b" ", b"\t", 1), (), "FATAL", 1),
        (CLEAN.decode().replace("SB1", "SBÅ").encode(), (), "FATAL", 1),
        (bytes(range(256)) * 4, (), "FATAL", 1),
    ],
)  # fmt: skip
def test_the_exit_code_follows_from_the_severity(
    capsys: pytest.CaptureFixture[str],
    file: Path,
    content: bytes,
    words: tuple[str, ...],
    severity: str,
    code: int,
) -> None:
    file.write_bytes(content)
    assert cli.main(["check", str(file), *OF_11F, *words, "--format", "json"]) == code
    answer = json.loads(capsys.readouterr().out)
    assert answer["severity"] == severity
    assert (answer["summary"] is not None) is (severity in ("OK", "WARNING") and not words)


def test_a_finding_of_the_whole_file_has_no_line_and_no_journal(
    capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    file.write_bytes(b"")
    cli.main(["check", str(file), *OF_11F, "--format", "json"])
    [found] = json.loads(capsys.readouterr().out)["findings"]
    assert (found["rule"], found["severity"], found["lines"], found["journal"]) == ("000", "FATAL", [], None)


def test_the_text_tells_line_journal_field_severity_and_rule(
    capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    file.write_bytes(content_of(row("11F", KJONN="9", PERSON_JOURNALNR="J7")))
    assert cli.main(["check", str(file), *OF_11F]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Økonomisk sosialhjelp (11F) for 2026, region 330100"
    assert (
        "Linje 1, journal J7, KJONN: Feil 08. Kjønn (KJONN) skal være 1 (Mann) eller 2 (Kvinne). Her står det «9»."
        in said
    )
    assert said[-4:] == [
        "Kontroll 002 (feil): 1", "Kontroll 08 (feil): 1", "Linjer i filen: 1",
        "Filen kan ikke sendes før feilene er rettet.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("between", "told"),
    [("", ""), ("\n", "står én tom linje. Den er"), ("\n\r\n", "står 2 tomme linjer. De er")],
)
def test_the_text_tells_of_empty_lines_that_the_numbers_do_not_count(
    capsys: pytest.CaptureFixture[str], file: Path, between: str, told: str
) -> None:
    rows = [row("11F"), row("11F", PERSON_JOURNALNR="J2", PERSON_FODSELSNR=number(1991))]
    file.write_text(f"\n{between}".join(rows) + "\n\n\n", encoding="iso-8859-1", newline="")
    assert cli.main(["check", str(file), *OF_11F]) == 0
    answer = capsys.readouterr().out
    assert "Linjer i filen: 2\n" in answer
    assert told in answer
    assert ("tom" in answer) is bool(told)


def test_the_text_ends_with_the_summary_tables(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    file.write_bytes(content_of(row("11F"), row("11F", PERSON_JOURNALNR="J2", PERSON_FODSELSNR=number(2005))))
    assert cli.main(["check", str(file), *OF_11F]) == 0
    said = capsys.readouterr().out
    assert "Filen er i orden og kan sendes." in said
    assert "Sum i kroner\n  I alt   10800\n  bidrag  10800\n  lån         0\n" in said
    assert "Personer etter alder\n  18-24  1\n  25-44  1\n" in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("12F", "2026", "330100"), "Vi kjenner ikke skjemaet «12F». Disse finnes: 11F, 11CF."),
        (
            ("11F", "2025", "330100"),
            f"Vi kjenner ikke rapporteringsåret «2025» for 11F. Disse finnes: {years_in_words('11F')}.",
        ),
        (("11F", "i år", "330100"), "Vi kjenner ikke rapporteringsåret «i år» for 11F."),
        (("11F", "2026", "3301"), "Regionen skal ha seks siffer"),
        (("11F", "2026", "33010x"), "Regionen skal ha seks siffer"),
    ],
)  # fmt: skip
def test_what_is_asked_wrong_is_answered_in_one_sentence(
    capsys: pytest.CaptureFixture[str], file: Path, words: tuple[str, ...], says: str
) -> None:
    file.write_bytes(CLEAN)
    form, year, region = words
    assert cli.main(["check", str(file), "--form", form, "--year", year, "--region", region]) == 2
    told = capsys.readouterr()
    assert says in told.err
    assert told.out == ""


def test_a_command_that_is_written_wrong_is_explained() -> None:
    for words in (
        (),
        ("check",),
        ("check", "x", "--form", "11F"),
        ("check", "x", *OF_11F, "--format", "xml"),
    ):
        done = command(*words)
        assert done.returncode == 2
        assert "Kommandoen er ikke skrevet riktig" in done.stderr
        assert "the following" not in done.stderr
        assert "Traceback" not in done.stderr


def test_what_cannot_be_read_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, says in (
        (tmp_path / "none.dat", "Vi finner ikke filen"), (tmp_path, "er en mappe"), (pipe, "er ikke en vanlig fil"),
        (tmp_path / "none.dat" / "x", "Vi finner ikke filen"), (Path("x" * 5000), "kan ikke leses"),
    ):  # fmt: skip
        assert cli.main(["check", str(path), *OF_11F]) == 2
        told = capsys.readouterr()
        assert says in told.err
        assert told.out == ""
    kept = tmp_path / "kept.dat"
    kept.write_bytes(CLEAN)

    def forbidden(*_args: object) -> None:
        raise PermissionError(13, "Permission denied")

    # As root, who may read everything, the real thing cannot be had.
    monkeypatch.setattr(Path, "open", forbidden)
    assert cli.main(["check", str(kept), *OF_11F, "--format", "json"]) == 2
    told = capsys.readouterr()
    assert "ikke lov til å lese" in told.err
    assert told.out == ""


def test_one_endless_line_takes_little_memory(file: Path) -> None:
    with file.open("wb") as sparse:
        sparse.truncate(1 << 30)
    words = ["manage.py", "kostra", "check", str(file), *OF_11F]
    limited = (
        f"import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_AS, (600 << 20,) * 2); sys.argv = {words!r};"
        f" runpy.run_path({str(ROOT / 'manage.py')!r}, run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited], check=False, capture_output=True, encoding="utf-8", cwd=ROOT
    )
    assert done.returncode == 1, done.stderr
    assert "Linje 1: Alvorlig feil 001." in done.stdout
    assert "Traceback" not in done.stderr


def test_one_who_has_read_enough_gets_no_traceback(file: Path) -> None:
    file.write_bytes(content_of(*[row("11F", KJONN="9")] * 3000))
    code = file.with_name("code")
    line = f"({sys.executable} {ROOT}/manage.py kostra check {file} {' '.join(OF_11F)}; echo $? > {code}) | head -1"
    done = subprocess.run(
        ["/bin/sh", "-c", line],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={"PATH": os.defpath},
    )
    assert done.stdout.startswith("Økonomisk sosialhjelp")
    assert done.stderr == ""
    assert code.read_text() == "2\n"


def test_one_who_ends_it_gets_no_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    def interrupted(*_args: object) -> None:
        raise KeyboardInterrupt

    file.write_bytes(CLEAN)
    monkeypatch.setattr(cli, "_tell", interrupted)
    assert cli.main(["check", str(file), *OF_11F]) == 130
    assert capsys.readouterr().err == ""


def test_what_stands_in_the_file_does_not_steer_the_terminal(
    capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    file.write_bytes(content_of(row("11F", PERSON_JOURNALNR="J\x9b2J", SAKSBEHANDLER="\x85", KJONN="\x9b")))
    for format_ in ("text", "json"):
        assert cli.main(["check", str(file), *OF_11F, "--format", format_]) == 1
        said = capsys.readouterr().out
        assert not [letter for letter in said if "\x7f" <= letter <= "\x9f"]
        assert ("J\N{REPLACEMENT CHARACTER}2J" if format_ == "text" else "J\\u009b2J") in said
    assert json.loads(said)["findings"][0]["journal"] == "J\x9b2J"


def test_a_terminal_that_knows_no_norwegian_letters_gets_the_rest(file: Path) -> None:
    file.write_bytes(WRONG)
    for format_ in ("text", "json"):
        done = command("check", file, *OF_11F, "--format", format_, env={"PYTHONIOENCODING": "ascii"})
        assert done.returncode == 1
        assert done.stderr == ""


def test_the_registered_command_does_the_same(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    file.write_bytes(CLEAN)
    call_command("kostra", "check", str(file), *OF_11F)
    assert "kan sendes" in capsys.readouterr().out
    file.write_bytes(WRONG)
    with pytest.raises(SystemExit) as ended:
        call_command("kostra", "check", str(file), *OF_11F)
    assert ended.value.code == 1


def test_progress_is_told_on_a_terminal_when_it_takes_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 1000, 1))
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    stream = io.StringIO()
    told = TerminalProgress(stream, total=4000)
    for _line in range(4000):
        told()
    told.hide()
    told.hide()
    said = stream.getvalue().split("\r\x1b[K")
    assert said == ["", *[f"Kontrollerer filen: {share} %" for share in (25, 50, 75, 99)], ""]


def test_progress_is_cleared_before_a_finding_and_before_the_end(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(progress, "STEP", 1)
    monkeypatch.setattr(progress, "QUIET_SECONDS", 0)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    file.write_bytes(WRONG)
    assert cli.main(["check", str(file), *OF_11F]) == 1
    said = terminal.getvalue()
    assert said.startswith("\r\x1b[KKontrollerer filen: 25 %")
    assert said.endswith("\r\x1b[K")
    assert "Kontrollerer" not in capsys.readouterr().out


def test_a_short_check_is_quiet_and_a_file_is_not_a_terminal(file: Path) -> None:
    file.write_bytes(CLEAN)
    ours, theirs = pty.openpty()
    done = command("check", file, *OF_11F, capture_output=False, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    assert done.returncode == 0
    with pytest.raises(OSError, match="Input/output error"):
        os.read(ours, 100)
    os.close(ours)
