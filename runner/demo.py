"""`make demo`: everything on this machine, from an empty folder to a line that begins with `Ready:`."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from municipality.runtime.answers import node_fault, web_fault
from runner import entrypoints, system
from runner.account import service_account
from runner.processenv import for_demo
from runner.processes import Child, await_answer, run_to_end, spawn
from runner.servers import Servers, running
from runner.state import ROOT, STATE, State, port_is_free
from runner.terminal import Refusal, forget_signals, say

ORGANISATIONS = tuple(
    ROOT / "municipality" / "organisation" / "data" / f"{name}.yaml" for name in ("hammerfest", "drammen")
)
MANAGE = (sys.executable, *entrypoints.MANAGE)
OWNERS_COMMANDS = {"migrate", "lay_floor"}
NAME = "demo"
# What the kept data was made from: with other tables or another story it does not fit any more.
MADE_FROM = ("*/migrations/[0-9]*.py", "demo/*.yaml")


class Demo:
    """One running demo: its state, its servers and the commands on them."""

    def __init__(self, state: State, servers: Servers, port: int) -> None:
        self.state, self.servers, self.port = state, servers, port
        self.logs = state.subfolder("log")
        self.providers: Path | None = None  # where the demo's provider has laid what the web must know

    def env(self, process: str) -> dict[str, str]:
        known = {"SIGN_IN_PROVIDERS": str(self.providers)} if process == "web" and self.providers else {}
        return for_demo(self.state, self.servers, process, self.port) | known

    def spawn(self, name: str, process: str, command: Sequence[str]) -> Child:
        log = self.logs / f"{name.lower().replace(' ', '-')}.log"
        return spawn(name, command, log=log, env=self.env(process), cwd=ROOT)

    def command(self, *words: str) -> None:
        """One manage.py command as the login it needs; refused with its log when it fails."""
        process = "migrate" if words[0] in OWNERS_COMMANDS else "worker"
        run_to_end(self.spawn(words[0], process, (*MANAGE, *words)))

    def prepare(self) -> None:
        """Tables, and at the first start the organisations and the stories; beside them the files for the browser."""
        collecting = self.spawn("collectstatic", "worker", (*MANAGE, *entrypoints.COLLECTSTATIC))
        try:
            say("  tables ...")
            self.command(*entrypoints.MIGRATE)
            seeded = self.state.folder / "seeded"
            if not seeded.exists():
                say("  organisations ...")
                self.command("load_organisation", *map(str, ORGANISATIONS))
                say("  families and users of the demo ...")
                self.command("load_demo")
                self.state.write_private("seeded", fingerprint())
        except BaseException:
            collecting.await_end()
            raise
        say("  style sheets and scripts ...")
        run_to_end(collecting)

    def start_provider(self, ending: ExitStack) -> tuple[Child, int]:
        """Whom one can sign in with as in production, and its port. Begun before `prepare`, beside which it starts."""
        port, folder = self.state.port("provider"), self.state.subfolder("providers")
        self.providers = folder / "providers.toml"
        words = (*entrypoints.PROVIDER, "--port", str(port), "--folder", str(folder))
        provider = self.spawn("Provider", "provider", (*MANAGE, *words))
        ending.callback(end_together, [provider])
        return provider, port

    def start(self, ending: ExitStack, provider: Child, port: int) -> list[Child]:
        """Web, worker and beat; returns when all three answer. The provider has laid by then what the web reads."""
        await_answer(provider, lambda: not port_is_free(port), seconds=60)
        wanted = {
            "Web": ("web", entrypoints.WEB),
            "Worker": ("worker", entrypoints.WORKER),
            "Beat": ("worker", entrypoints.BEAT),
        }
        children: list[Child] = []
        ending.callback(end_together, children)
        for name, (process, words) in wanted.items():
            children.append(self.spawn(name, process, (sys.executable, *words)))
        web, worker, beat = children
        queue = self.servers.urls["REDIS_URL"]
        await_answer(web, lambda: not web_fault(self.port), seconds=60)
        await_answer(worker, lambda: not node_fault("worker", queue), seconds=60)
        await_answer(beat, lambda: not node_fault("beat", queue), seconds=60)
        return [*children, provider]


def fingerprint() -> str:
    """Of what the data of the demo is made from."""
    digest = hashlib.sha256()
    for pattern in MADE_FROM:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def refuse_data_of_another_version(state: State) -> None:
    """Tables and people of another version of the code are not migrated: the data is made up, and can be made again."""
    seeded = state.folder / "seeded"
    if seeded.exists() and seeded.read_text(encoding="utf-8") != fingerprint():
        raise Refusal(
            "The demo's data was made by another version of the code. Begin anew with: make demo-reset"
        )


def run(port: int) -> None:
    """Until stopped, or until a part of it ends by itself (refused, with that part's log)."""
    system.provide(system.PDF)
    os.umask(0o077)  # e-mails and other files that the parts write are only for the user who runs them
    account = service_account()
    state = State(NAME, account)
    state.lock()
    refuse_data_of_another_version(state)
    if not port_is_free(port):
        other = 8010 if port == 8000 else 8000
        raise Refusal(f"Port {port} is taken by another program. Choose another one: make demo PORT={other}")
    state.announce(f"the demo runs at http://127.0.0.1:{port}/ (process {os.getpid()})")
    say("Starting the demo")
    with ExitStack() as ending:
        ending.callback(say, "Stopped.")
        say("  database and queue ...")
        servers = ending.enter_context(running(state, account))
        ending.callback(forget_signals)
        demo = Demo(state, servers, port)
        state.write_private("running.json", json_of(servers, port))
        ending.callback((state.folder / "running.json").unlink, missing_ok=True)
        provider, provider_port = demo.start_provider(ending)
        demo.prepare()
        say("  web, worker and clock ...")
        children = demo.start(ending, provider, provider_port)
        ending.callback(say, "Stopping ...")
        say(f"Ready: http://127.0.0.1:{port}/")
        while True:
            for child in (*children, *servers.children):
                child.check()
            time.sleep(0.5)


def manage(words: Sequence[str], port: int) -> int:
    """One manage.py command in the demo's environment, started for it when it does not run. Returns its exit code."""
    if not words:
        raise Refusal('Say which command: make manage CMD="check"')
    os.umask(0o077)
    account = service_account()
    state = State(NAME, account)
    with ExitStack() as ending:
        if state.is_locked():
            servers, port = servers_of(state)
        else:
            state.lock()
            state.announce(f"make manage works on it (process {os.getpid()})")
            servers = ending.enter_context(running(state, account))
        env = Demo(state, servers, port).env("migrate" if words[0] in OWNERS_COMMANDS else "worker")
        process = ending.enter_context(subprocess.Popen([*MANAGE, *words], env=env, cwd=ROOT))
        ending.callback(process.terminate)
        return process.wait()


def reset() -> None:
    """Remove everything the demo has made. Refused while it runs."""
    if not (STATE / NAME).exists():
        say("There is no demo to remove.")
        return
    state = State(NAME, service_account())
    state.lock()
    outside = Path(state.remembered().get("outside", ""))
    if outside.is_absolute() and outside.name.startswith("stafettpinnen-"):
        shutil.rmtree(outside, ignore_errors=True)
    shutil.rmtree(state.folder)
    say("The demo's data is removed. make demo begins anew.")


def end_together(children: Sequence[Child]) -> None:
    """Ask all, then wait for all: the slowest decides how long it takes."""
    for child in children:
        child.ask_to_end(signal.SIGTERM)
    for child in children:
        child.await_end()


def json_of(servers: Servers, port: int) -> str:
    return json.dumps({"urls": servers.urls, "port": port})


def servers_of(state: State) -> tuple[Servers, int]:
    """What the running demo of this folder has written about itself."""
    try:
        said = json.loads((state.folder / "running.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        raise Refusal("The demo is starting or stopping. Try again in a moment.") from None
    return Servers(said["urls"]), said["port"]
