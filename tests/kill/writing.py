"""Acts that leave a text: a note, a concern, a goal with its measure, a draft."""

import time

from tests.kill.browser import Page
from tests.kill.player import Fields, Player, autosave
from tests.kill.sending import NOT_POSSIBLE, STORED, Sent
from tests.kill.shared import AHEAD, day


def note(player: Player) -> None:
    """Writes in a log."""
    who, case = player.shared.some_log(player.dice)
    path = f"/stafettlogger/{case}/"

    def fill(page: Page, mark: str) -> tuple[str, Fields] | None:
        form = page.form("text", "kind")
        return (form.action, form.filled(text=player.text(mark))) if form else None

    act, _to = player.send(
        "note", who, f"{path}notat/", fill, mark=player.shared.mark(), where=case,
        stands=lambda person, mark: mark in person.page(path).text,
    )  # fmt: skip
    if act.outcome == STORED and case in player.shared.settled:
        _remember_entry(player, who, path)


def _remember_entry(player: Player, who: str, path: str) -> None:
    """One of the own notes, on whose page something can be typed and not sent."""
    page = player.person(who).page(path)
    links = [part.split('"')[0] for part in page.text.split(f'href="{path}notat/')[1:]]
    with player.shared.lock:
        for link in links:
            if link.count("-") == 4 and link not in player.shared.known:
                player.shared.known.add(link)
                player.shared.entries.append((who, f"{path}notat/{link}"))


def concern(player: Player) -> None:
    """Wonders about a child."""
    who, born = player.dice.choice(("larer", "larer2")), player.shared.birthday()

    def fill(page: Page, mark: str) -> tuple[str, Fields] | None:
        form = page.form("child_name", "observed")
        said = {"child_name": f"Barn {mark}", "birth_date": f"{born:%d.%m.%Y}"}
        return (form.action, form.filled(observed=player.text(mark), **said)) if form else None

    act, to = player.send(
        "concern", who, "/undringer/ny/", fill, mark=player.shared.mark(),
        stands=lambda person, mark: f"Barn {mark}" in person.search("/undringer/", mark).text.replace("&nbsp;", " "),
    )  # fmt: skip
    if act.outcome == STORED and to:
        with player.shared.lock:
            player.shared.concerns.append((who, to, born))


def goal(player: Player) -> None:
    """Sets a goal, with its first measure."""
    who, case = player.shared.some_log(player.dice)
    path = f"/stafettlogger/{case}/"

    def fill(page: Page, mark: str) -> tuple[str, Fields] | None:
        form = page.form("goal-text", "measure-what")
        if form is None:
            return None
        ends = day(AHEAD)
        responsible = next(value for value in form.choices["measure-responsible"] if value)
        return form.action, form.filled(
            goal__text=player.text(mark), goal__life_area="school", measure__what=player.text(mark),
            measure__responsible=responsible, measure__arena="school", measure__deadline=ends,
        )  # fmt: skip

    player.send(
        "goal and measure", who, f"{path}mal/nytt/", fill, mark=player.shared.mark(), where=case,
        stands=lambda person, mark: mark in person.page(path).text,
    )  # fmt: skip


def draft(player: Player) -> None:
    """Types in one of the own notes and does not send it."""
    with player.shared.lock:
        if not player.shared.entries:
            return
        # Each only once: a later draft takes the place of an earlier one.
        who, path = player.shared.entries.pop(player.dice.randrange(len(player.shared.entries)))
    person, act = player.person(who), Sent("draft", who, player.shared.mark(), path)
    player.done.append(act)
    person.begin()
    page = person.page(path)
    form = page.form("text")
    if form is None or not form.draft_url:
        act.outcome = NOT_POSSIBLE
        return
    fields = form.filled(text=player.text(act.mark))
    while not autosave(person, form.draft_url, fields):
        act.answers.append("not kept")
        person.pause()
        if fresh := person.page(path).form("text"):
            fields["csrfmiddlewaretoken"] = fresh.fields["csrfmiddlewaretoken"]
    act.outcome, act.at = STORED, time.time()
