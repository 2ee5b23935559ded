"""The runner's parts: locks, ports, secrets, children."""

import os
import signal
import socket
import stat
import sys
import time
from pathlib import Path

import pytest

from runner import memory, system
from runner import state as state_module
from runner.memory import data_in_memory
from runner.processenv import inherited
from runner.processes import await_answer, run_to_end, spawn
from runner.state import State, port_is_free
from runner.terminal import Refusal
from runner.testing import minutes_and_seconds


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> State:
    monkeypatch.setattr(state_module, "ROOT", tmp_path)
    monkeypatch.setattr(state_module, "STATE", tmp_path / ".state")
    return State("demo", None)


def child_of(tmp_path: Path, code: str, name: str = "Part"):
    return spawn(name, [sys.executable, "-c", code], log=tmp_path / "log", env=dict(os.environ), cwd=tmp_path)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_state_is_closed_to_others(state: State) -> None:
    state.secrets()
    assert mode_of(state.folder) == 0o700
    assert mode_of(state.folder / "secrets.json") == 0o600


def test_secrets_are_made_once(state: State) -> None:
    assert state.secrets() == state.secrets()
    assert len(set(state.secrets().values())) == len(state.secrets())


def test_a_second_runner_is_told_who_holds_the_state(state: State) -> None:
    state.lock()
    state.announce("the demo runs at http://127.0.0.1:8000/ (process 1)")
    with pytest.raises(Refusal, match=r"is in use: the demo runs at http://127\.0\.0\.1:8000/"):
        State("demo", None).lock()
    assert State("demo", None).is_locked()


def test_a_port_is_remembered_until_somebody_else_takes_it(state: State) -> None:
    port = state.port("postgres")
    assert state.port("postgres") == port
    with socket.create_server(("127.0.0.1", port)):
        assert not port_is_free(port)
        assert state.port("postgres") != port


def test_a_part_that_ends_is_named_with_its_code_and_the_end_of_its_log(tmp_path: Path) -> None:
    child = child_of(tmp_path, "print('the reason'); raise SystemExit(3)")
    with pytest.raises(Refusal, match=r"Part has ended \(exit code 3\)[\s\S]*the reason"):
        await_answer(child, lambda: False, seconds=60)
    child.await_end()


def test_a_command_that_fails_is_refused_with_its_log(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="Part has ended"):
        run_to_end(child_of(tmp_path, "import sys; sys.exit('no')"))


def test_a_part_that_does_not_want_to_end_is_ended_with_its_children(tmp_path: Path) -> None:
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)"
    forks = f"import os; {stubborn}; pid = os.fork(); pid and print(pid, flush=True); time.sleep(60)"
    child = child_of(tmp_path, forks)
    await_answer(child, lambda: (tmp_path / "log").read_text().endswith("\n"), seconds=60)
    child.patience = 0.2
    child.ask_to_end(signal.SIGTERM)
    child.await_end()
    assert is_gone(int((tmp_path / "log").read_text()))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_whoever_asks_the_runner_to_end_is_heard(tmp_path: Path, number: signal.Signals) -> None:
    code = (
        f"import os, signal, sys; sys.path.insert(0, {str(state_module.ROOT)!r})\n"
        "from runner.terminal import Stop, listen_for_stop\n"
        "listen_for_stop()\n"
        "try:\n"
        f"    os.kill(os.getpid(), {number.value})\n"
        "    signal.pause()\n"
        "except Stop:\n"
        "    sys.exit(0)\n"
    )
    run_to_end(child_of(tmp_path, code))


def test_a_killed_runner_takes_its_children_along(tmp_path: Path) -> None:
    code = (
        "import os, sys, time; from pathlib import Path; from runner.processes import spawn; "
        f"child = spawn('x', ['sleep', '60'], log=Path({str(tmp_path / 'inner')!r}), env=os.environ, cwd=Path('/')); "
        "print(child.process.pid, flush=True); time.sleep(60)"
    )
    runner = spawn(
        "Runner",
        [sys.executable, "-c", code],
        log=tmp_path / "log",
        env={**os.environ, "PYTHONPATH": str(state_module.ROOT)},
        cwd=tmp_path,
    )
    await_answer(runner, lambda: (tmp_path / "log").read_text().endswith("\n"), seconds=60)
    runner.process.kill()
    runner.process.wait()
    assert is_gone(int((tmp_path / "log").read_text()))


def is_gone(pid: int) -> bool:
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        try:
            # A zombie that waits for this machine's init is gone as far as we are concerned.
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.05)
    return False


def test_missing_packages_are_told_in_one_sentence_to_those_who_cannot_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    need = system.Need("a thing", ("thing-1", "thing-2"), lambda: False)
    with pytest.raises(
        Refusal, match=r"^Missing: a thing\. Install it with: sudo apt-get install .* thing-1 thing-2$"
    ):
        system.provide(need)


def test_how_long_the_tests_took_is_told_in_minutes_and_seconds() -> None:
    assert [minutes_and_seconds(seconds) for seconds in (0.2, 59.6, 401)] == [
        "0 min 0 s", "1 min 0 s", "6 min 41 s",
    ]  # fmt: skip


def test_what_python_has_compiled_is_kept_for_the_next_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("LANGUAGE", "nb")
    assert "PYTHONDONTWRITEBYTECODE" not in inherited()
    assert inherited()["LANGUAGE"] == "nb"


def test_what_a_test_run_writes_lies_in_memory_and_is_gone_afterwards_also_after_a_kill(
    state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "MEMORY", tmp_path)
    monkeypatch.setattr(memory, "ROOM", 0)
    with data_in_memory(state, None, state.folder) as data:
        assert (data.parent, mode_of(data)) == (tmp_path, 0o700)
        (data / "a table").touch()
    assert not data.exists()
    killed = data_in_memory(state, None, state.folder)
    left = killed.__enter__()
    with data_in_memory(state, None, state.folder) as data:
        assert data != left
        assert not left.exists()


def test_a_test_run_writes_to_the_state_where_memory_has_no_room(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "ROOM", 2**62)
    with data_in_memory(state, None, state.folder) as data:
        assert data == state.folder
