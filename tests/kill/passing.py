"""Acts in passing: the baton asked and taken, notices read, a search, signing out and in."""

import time

from tests.kill.browser import NoAnswer, Page
from tests.kill.player import Fields, Player
from tests.kill.sending import STORED, Person, Sent


def baton(player: Player) -> None:
    """The holder asks, and the one asked says yes."""
    case = player.dice.choice(sorted(player.shared.settled))
    with player.shared.baton[case]:
        people = player.shared.settled[case]
        path = f"/stafettlogger/{case}/stafettpinne/"
        holder = next((who for who in people if _asks(player.person(who), path)), "")
        if not holder:
            return
        _offer(player, holder, case, path)
        for who in people:
            if who != holder:
                _accept(player, who, case, path)


def _asks(person: Person, path: str) -> bool:
    person.begin()
    page = person.page(path)
    return page.status == 200 and bool(page.form("to"))


def _offer(player: Player, holder: str, case: str, path: str) -> None:
    def fill(page: Page, mark: str) -> tuple[str, Fields] | None:
        form = page.form("to", "why")
        if form is None:
            return None
        return form.action, form.filled(to=player.dice.choice(form.choices["to"]), why=f"Tar du over? {mark}")

    player.send(
        "baton asked", holder, path, fill, mark=player.shared.mark(), where=case,
        stands=lambda person, _mark: person.page(path).form("to") is None,
    )  # fmt: skip


def _accept(player: Player, who: str, case: str, path: str) -> None:
    def fill(page: Page, _mark: str) -> tuple[str, Fields] | None:
        form = page.form("csrfmiddlewaretoken") if page.path.endswith("/svar/") else None
        answers = [form] if form else []
        return (f"{path}svar/", {**answers[0].fields, "answer": ["yes"]}) if answers else None

    person = player.person(who)
    person.begin()
    if not person.page(f"{path}svar/").path.endswith("/svar/"):
        return
    player.send(
        "baton taken", who, f"{path}svar/", fill, where=case,
        stands=lambda one, _mark: not one.page(f"{path}svar/").path.endswith("/svar/"),
    )  # fmt: skip


def read_all(player: Player) -> None:
    """Marks all notices as read."""
    who = player.dice.choice(("larer", "larer2", "helsesykepleier", "nav"))
    begun = time.time()

    def fill(page: Page, _mark: str) -> tuple[str, Fields] | None:
        form = page.form("csrfmiddlewaretoken", action="/alle-lest/")
        return (form.action, form.fields) if form else None

    act, _to = player.send("notices read", who, "/varsler/", fill, stands=lambda _person, _mark: False)
    act.at = begun


def search(player: Player) -> None:
    """Looks for a child."""
    who = player.dice.choice(("larer", "larer2", "helsesykepleier"))
    act, person = Sent("search", who, "", outcome=STORED), player.person(who)
    player.done.append(act)
    person.begin()
    person.search("/stafettlogger/", "Snøkvist")


def sign_in(player: Player) -> None:
    """Signs out and in again."""
    who = player.dice.choice(("larer", "larer2", "helsesykepleier", "nav", "ppt"))
    act, person = Sent("sign in", who, ""), player.person(who)
    player.done.append(act)
    person.begin()
    while True:
        try:
            if person.browser.sign_in():
                break
        except NoAnswer:
            pass
        act.answers.append("not yet")
        person.pause()
    act.outcome = STORED
