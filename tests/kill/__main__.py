"""`python -m tests.kill [ACTS] [SEED]`, which is `make kill`. Ends with 1 when anything was lost or left half done."""

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from contextlib import closing
from typing import Any, Final

import psycopg2

from runner.command import command
from runner.processes import Child, spawn
from runner.state import ROOT
from runner.terminal import say
from tests.kill.counting import Counts, count, still_to_do
from tests.kill.world import HURT, PARTS, World, running

URL: Final = "OWNER_DATABASE_URL"
ACTS: Final = 1000
QUIET: Final = 13 * 60.0  # seconds: what a killed worker had begun is taken up after ten minutes
# The demo's logs in which somebody of the staff may write.
LOGS: Final = """
select g.content_object_id::text, array_agg(distinct u.username::text) from cases_caseusergrant g
join municipality_user u on u.id = g.user_id join auth_permission p on p.id = g.permission_id
join cases_case c on c.id = g.content_object_id
where p.codename = 'change_case' and u.account_type = 'staff' and g.valid @> statement_timestamp()
  and c.closed_at is null
group by 1"""


def act(words: list[str]) -> int:
    """The exit code."""
    acts = int(words[0]) if words else ACTS
    seed = int(words[1]) if words[1:] else random.randrange(10_000)
    say(f"{acts} acts, seed {seed}. Again: make kill ACTS={acts} SEED={seed}")
    with running("kill") as world:
        return play(world, acts, seed)


def play(world: World, acts: int, seed: int) -> int:
    """Play, kill, wait until nothing is left to do, count."""
    with closing(psycopg2.connect(world.servers.urls[URL])) as connection, connection.cursor() as cursor:
        cursor.execute(LOGS)
        logs = dict(cursor.fetchall())
        cursor.execute("select statement_timestamp()")
        begun = (cursor.fetchone() or (None,))[0]
    mail = world.state.folder / "mail"
    file = world.state.folder / "play.json"
    said = {"port": world.port, "seed": seed, "acts": acts, "logs": logs}
    file.write_text(json.dumps(said), encoding="utf-8")
    say(f"  {acts} acts in {len(logs)} logs, while {', '.join(PARTS)} are killed ...")
    started = time.monotonic()
    players = spawn(
        "players", (sys.executable, "-m", "tests.kill.play", os.fspath(file)),
        log=world.demo.logs / "players.log", env=dict(os.environ), cwd=ROOT,
    )  # fmt: skip
    try:
        kills = kill_until_played(world, players, random.Random(seed))
    finally:
        players.ask_to_end(signal.SIGTERM)
        players.await_end()
    if players.process.returncode:
        players.check()
    sent = json.loads(file.with_name("sent.json").read_text(encoding="utf-8"))
    if len(sent) < acts:
        say(f"  only {len(sent)} of {acts} acts in the time that there is")
    say(f"  played in {time.monotonic() - started:.0f} seconds; waiting until nothing is left to do ...")
    quiet = await_quiet(world)
    counts = count(world.servers.urls[URL], sent, settled=logs, begun=begun, mail=mail, port=world.port)
    tell(sent, kills, counts, quiet)
    return int(any(counts.wrong.values()))


def kill_until_played(world: World, players: Child, dice: random.Random) -> Counter[str]:
    """Each part by turns in a shuffled order, at moments that nobody knows; how often each."""
    kills: Counter[str] = Counter()
    waiting: list[str] = []
    while players.process.poll() is None:
        waiting = waiting or dice.sample(PARTS, len(PARTS))
        time.sleep(dice.uniform(1.0, 5.0))
        part = waiting.pop()
        how = dice.random()
        if part == "database" and how < 0.4:
            world.cut()
            kills["connections of the web"] += 1
            continue
        if part in HURT and how < 0.7:
            world.hurt(part)
            kills[f"{part} (one process of it)"] += 1
            continue
        world.kill(part)
        kills[part] += 1
        time.sleep(dice.uniform(0.0, 2.5))
        world.start(part)
    return kills


def await_quiet(world: World) -> float:
    """Until no e-mail waits and no document is under way, or long enough; how many seconds it took."""
    began = time.monotonic()
    while time.monotonic() < began + QUIET and still_to_do(world.servers.urls[URL]):
        time.sleep(2)
    return time.monotonic() - began


def tell(sent: list[dict[str, Any]], kills: Counter[str], counts: Counts, quiet: float) -> None:
    """What was done, what must be 0, and what is told apart."""
    acts = Counter(act["what"] for act in sent)
    errors = Counter(answer for act in sent for answer in act["answers"] if answer not in ("302", "200"))
    say(f"\n{len(sent)} acts: " + ", ".join(f"{many} {what}" for what, many in acts.most_common()))
    say(f"{sum(kills.values())} kills: " + ", ".join(f"{many} {part}" for part, many in kills.items()))
    say("answers that were no page: " + (", ".join(f"{many} {a}" for a, many in errors.items()) or "none"))
    say(f"all e-mails sent and all documents made after another {quiet:.0f} seconds\n")
    for title, numbers in (("must be 0", counts.wrong), ("told apart", counts.apart)):
        say(f"{title}:")
        for what, many in numbers.items():
            say(f"  {many:6} {what}")
    for example in counts.examples:
        say(f"  e.g. {example}")


if __name__ == "__main__":
    sys.exit(command(lambda: act(sys.argv[1:])))
