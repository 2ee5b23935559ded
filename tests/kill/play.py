"""The players: `python -m tests.kill.play FILE`, where FILE says port, seed, how many acts and which logs there are.

A process of its own, since the one that starts and kills has one thread. Writes what was sent beside FILE.
"""

import json
import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Any, Final

from tests.kill.acts import ACTS, EARLY, WEIGHTS
from tests.kill.browser import Browser
from tests.kill.player import Player
from tests.kill.sending import Person
from tests.kill.shared import Shared

SIDE_BY_SIDE: Final = 5
LONGEST: Final = 900.0  # seconds; whatever was sent until then is counted


def play(said: dict[str, Any]) -> list[dict[str, Any]]:
    """All acts, by several players side by side; what they sent."""
    shared = Shared(said["logs"], seed=said["seed"])
    shared.baton = {case: Lock() for case in shared.settled}
    ends = time.monotonic() + LONGEST
    players = [_player(shared, said["port"], said["seed"] * 10 + number) for number in range(SIDE_BY_SIDE)]

    def play_one(player: Player) -> None:
        while time.monotonic() < ends and (done := _done(players)) < said["acts"]:
            acts = [act for act in WEIGHTS if act not in EARLY or done < said["acts"] / 2]
            player.play(ACTS[player.dice.choices(acts, [WEIGHTS[act] for act in acts])[0]])

    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        list(pool.map(play_one, players))
    return [act.told() for player in players for act in player.done]


def _player(shared: Shared, port: int, seed: int) -> Player:
    """Each has browsers of their own, one for each name that they act as."""
    dice = random.Random(seed)
    people: dict[str, Person] = {}

    def person(username: str) -> Person:
        if username not in people:
            people[username] = Person(Browser(port, username), dice)
        people[username].begin()
        return people[username]

    return Player(shared, dice, person)


def _done(players: list[Player]) -> int:
    return sum(len(player.done) for player in players)


if __name__ == "__main__":
    file = Path(sys.argv[1])
    sent = play(json.loads(file.read_text(encoding="utf-8")))
    file.with_name("sent.json").write_text(json.dumps(sent, indent=1), encoding="utf-8")
