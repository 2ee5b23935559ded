"""Sending something as people do: some press twice; after an error some send the same form again at once, others look
whether it stands there, and open the form anew if not."""

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from tests.kill.browser import Browser, NoAnswer, Page

LIMIT: Final = 150.0  # seconds for one act, waiting included; a person would have called somebody by then
LOOKS: Final = 3
HASTY: Final = 0.1  # how many press a second time before there is an answer
IMPATIENT: Final = 0.5  # how many send the same form again after an error, without looking
STORED, NOT_POSSIBLE, REFUSED, GAVE_UP = "stored", "not possible", "refused", "gave up"


class GaveUp(Exception):
    """The page could not be had within the time of one act."""


@dataclass
class Sent:
    """One act: what the sender was told each time, and how it ended as far as the sender knows.

    `despite_error`: it was found standing after an answer that was an error. `gone`: how often the text was sent,
    answered with the sign-in page, and then neither stored nor in the form nor on the page. `refused`: pages that did
    not offer the act.
    """

    what: str
    who: str
    mark: str
    where: str = ""
    answers: list[str] = field(default_factory=list)
    outcome: str = ""
    despite_error: bool = False
    gone: int = 0
    refused: list[str] = field(default_factory=list)
    at: float = 0.0

    def told(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Person:
    """Somebody with a browser, who waits a little and tries again. `limit` is when patience ends."""

    browser: Browser
    dice: random.Random
    limit: float = 0.0

    def begin(self) -> None:
        self.limit = time.monotonic() + LIMIT

    def pause(self) -> None:
        """A second or two. Raises GaveUp when patience is at its end."""
        if time.monotonic() > self.limit:
            raise GaveUp
        time.sleep(self.dice.uniform(0.3, 1.5))

    def page(self, path: str) -> Page:
        """The page once it comes: signed in again where that is asked, tried again after an error."""
        while True:
            try:
                page = self.browser.get(path)
                if page.is_sign_in:
                    self.browser.sign_in()
                elif page.status < 500:
                    return page
            except NoAnswer:
                pass
            self.pause()

    def search(self, path: str, text: str) -> Page:
        """What the page's search finds."""
        while True:
            form = self.page(path).form("q")
            if form is None:
                return self.page(path)
            try:
                answer = self.browser.post(path, form.filled(q=text))
                if answer.leads_to and not answer.is_sign_in:
                    return self.page(answer.leads_to)
            except NoAnswer:
                pass
            self.pause()


Fill = Callable[[Page], tuple[str, dict[str, list[str]]] | None]


def send(person: Person, act: Sent, path: str, fill: Fill, stands: Callable[[], bool]) -> str:
    """Send what `fill` makes of the page at `path`, until it is stored; where the answer led, or "".

    `fill` returns address and fields, or None when the page does not offer it. `stands` looks whether it is there.
    """
    person.begin()
    try:
        return _send(person, act, path, fill, stands)
    except GaveUp:
        act.outcome = GAVE_UP
        return ""
    finally:
        act.at = time.time()


def _send(person: Person, act: Sent, path: str, fill: Fill, stands: Callable[[], bool]) -> str:
    while True:
        filled = _filled(person, act, path, fill)
        if filled is None:
            act.outcome = NOT_POSSIBLE
            return ""
        answer = _post(person, act, filled[0] or path, filled[1])
        while (answer is None or answer.status >= 500) and person.dice.random() < IMPATIENT:
            person.pause()
            answer = _post(person, act, filled[0] or path, filled[1])
        if answer and answer.leads_to and not answer.is_sign_in:
            act.outcome = STORED
            return answer.leads_to
        if answer and answer.status == 200 and not answer.is_sign_in:
            act.outcome = REFUSED
            return ""
        person.pause()
        if stands():
            act.outcome, act.despite_error = STORED, True
            return ""
        if answer and answer.is_sign_in and not _kept(person, act, path, answer):
            act.gone += 1


def _filled(person: Person, act: Sent, path: str, fill: Fill) -> tuple[str, dict[str, list[str]]] | None:
    """What is sent. A page that does not offer it is asked for again, as people do who know that it was there."""
    for again in range(LOOKS):
        if again:
            person.pause()
        page = person.page(path)
        if filled := fill(page):
            return filled
        act.refused.append(f"{page.status} {page.path}")
    return None


def _post(person: Person, act: Sent, where: str, fields: dict[str, list[str]]) -> Page | None:
    """The answer, None when none came: the last one, where somebody has pressed twice."""
    address = urlsplit(where)._replace(fragment="").geturl()

    def press(_time: int) -> Page | None:
        try:
            answer = person.browser.post(address, fields)
        except NoAnswer:
            act.answers.append("none")
            return None
        act.answers.append("sign-in" if answer.is_sign_in else str(answer.status))
        return answer

    times = range(2 if person.dice.random() < HASTY else 1)
    with ThreadPoolExecutor(2) as fingers:
        return list(fingers.map(press, times))[-1]


def _kept(person: Person, act: Sent, path: str, answer: Page) -> bool:
    """Whether the text still stands on the page of the answer, or in the form when one comes back signed in."""
    if not act.mark or act.mark in answer.text:
        return True
    if answer.leads_to:
        try:
            if act.mark in person.browser.get(answer.leads_to).text:
                return True
        except NoAnswer:
            return True  # nothing came, so the page before is still there
    return act.mark in person.page(path).text
