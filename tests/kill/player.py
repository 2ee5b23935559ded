"""A player: acts as whoever the act needs, and keeps what was sent."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.kill.browser import NoAnswer, Page
from tests.kill.sending import GAVE_UP, GaveUp, Person, Sent, send
from tests.kill.shared import Shared

Fields = dict[str, list[str]]


@dataclass
class Player:
    """Plays as whoever the act needs; `person` gives the browser of that name."""

    shared: Shared
    dice: random.Random
    person: Callable[[str], Person]
    done: list[Sent] = field(default_factory=list)

    def play(self, act: Callable[["Player"], None]) -> None:
        """One act, or several where one leads to the next."""
        try:
            act(self)
        except GaveUp:
            self.done.append(Sent(act.__name__, "", "", outcome=GAVE_UP, at=time.time()))

    def text(self, mark: str) -> str:
        return f"Dette er skrevet mens maskinene faller. {mark}. " + "Vi prøver faste leggetider. " * 5

    def send(
        self, what: str, who: str, path: str, fill: Callable[[Page, str], Any], *,
        stands: Callable[[Person, str], bool], mark: str = "", where: str = "",
    ) -> tuple[Sent, str]:  # fmt: skip
        """One act, sent until it is stored; autosaved on the way like by a browser with script, every other time."""
        person, act = self.person(who), Sent(what, who, mark, where)
        self.done.append(act)
        slowly = self.dice.random() < 0.5

        def filled(page: Page) -> tuple[str, Fields] | None:
            said: tuple[str, Fields] | None = fill(page, mark)
            form = page.form(*(said[1] if said else ()))
            if said and slowly and form and form.draft_url:
                autosave(person, form.draft_url, said[1])
            return said

        with self.shared.form(who, path):
            return act, send(person, act, path, filled, lambda: stands(person, mark))


def autosave(person: Person, draft_url: str, fields: Fields) -> bool:
    """As static/js/draft.js does it; whether the answer was that it is kept."""
    try:
        token = fields.get("csrfmiddlewaretoken", [""])[0]
        return person.browser.post(draft_url, fields, **{"X-CSRFToken": token}).status == 200
    except NoAnswer:
        return False
