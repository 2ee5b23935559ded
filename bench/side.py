"""One tree's side of `make bench AGAINST=...`: `python -P bench/side.py CASES STATE`, with that tree as PYTHONPATH.

Each tree has its own: cluster, bootstrap, migrations, rows and application are made by the tree that is measured. Says
where it listens, as a line of JSON, and serves until its input ends.
"""

import json
import os
import signal
import sys

from bench.databases import OWNER_URL, prepared
from bench.scale import Scale
from bench.visitor import server
from runner.account import service_account
from runner.processenv import for_demo
from runner.processes import end_with_parent, run_to_end, spawn
from runner.servers import running
from runner.state import ROOT, State
from runner.terminal import Refusal, Stop, forget_signals, listen_for_stop


def serve(cases: int, name: str) -> None:
    """Until the parent closes our input. Raises Refusal as the bench of the tree does."""
    os.umask(0o077)
    account = service_account()
    state = State(name, account)
    state.lock()
    with running(state, account) as servers:
        databases = prepared(state, servers, Scale(cases))
        env = for_demo(state, databases.ours, "web", 1) | _settings(state)
        collect = (sys.executable, str(ROOT / "manage.py"), "collectstatic", "--no-input", "--verbosity=0")
        log = state.subfolder("log") / "collectstatic.log"
        run_to_end(spawn("collectstatic", collect, log=log, env=env, cwd=ROOT))
        with server(state, "ours", "municipality.wsgi", env, "/healthz") as port:
            told = {
                "port": port,
                "cluster": servers.urls[OWNER_URL],
                "database": databases.ours.urls[OWNER_URL].rsplit("/", 1)[1],
                "superuser_password": state.secrets()["SUPERUSER_PASSWORD"],
            }
            sys.stdout.write(f"{json.dumps(told)}\n")
            sys.stdout.flush()
            sys.stdin.read()


def _settings(state: State) -> dict[str, str]:
    """The tree's own, with a connection that is kept: a new one each minute reads the catalogue, which is no page's."""
    folder = state.subfolder("settings")
    (folder / "kept_connection.py").write_text(
        "from bench.ours.settings import *\nDATABASES['default']['CONN_MAX_AGE'] = None\n", encoding="utf-8"
    )
    path = os.pathsep.join([os.fspath(folder), os.environ["PYTHONPATH"]])
    return {"DJANGO_SETTINGS_MODULE": "kept_connection", "PYTHONPATH": path}


def main() -> int:
    end_with_parent(signal.SIGTERM)
    listen_for_stop()
    try:
        serve(int(sys.argv[1]), sys.argv[2])
    except Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    except Stop:
        return 130
    finally:
        forget_signals()
    return 0


if __name__ == "__main__":
    sys.exit(main())
