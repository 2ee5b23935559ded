"""What people do, each with a text that is found again by its mark."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from threading import Lock
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from municipality.people.identity_number import FIRST_WEIGHTS, SECOND_WEIGHTS
from tests.kill.browser import NoAnswer, Page
from tests.kill.page import Form
from tests.kill.sending import GAVE_UP, NOT_POSSIBLE, STORED, GaveUp, Person, Sent, send

AHEAD: Final = 200  # days; what is agreed lasts longer than the run
CLINIC, COORDINATING = "Helsestasjon", "Koordinerende enhet"
MOST_PLANS: Final = 3
Fields = dict[str, list[str]]


def day(ahead: int) -> str:
    """As somebody writes it in a form."""
    return f"{datetime.now(UTC).date() + timedelta(days=ahead):%d.%m.%Y}"


def identity_number(born: date) -> str:
    """A synthetic one (month + 80) for somebody born that day."""
    for individual in range(500 if born.year >= 2000 else 0, 1000):
        digits = f"{born:%d}{born.month + 80}{born:%y}{individual:03d}"
        for weights in (FIRST_WEIGHTS, SECOND_WEIGHTS):
            digits += str(-sum(w * int(d) for w, d in zip(weights, digits, strict=False)) % 11)
        if len(digits) == 11:
            return digits
    raise ValueError(f"no number for {born}")


@dataclass
class Shared:
    """What all players know: the logs, who may write in each, and what was written where.

    `settled` logs are the demo's own, which nobody withdraws from. `mine` are the logs opened here and the concerns
    that no log was opened for yet, by their author.
    """

    settled: dict[str, list[str]]
    plans: list[tuple[str, str]] = field(default_factory=list)
    opened: dict[str, list[str]] = field(default_factory=dict)
    concerns: list[tuple[str, str, date]] = field(default_factory=list)
    entries: list[tuple[str, str]] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    lock: Lock = field(default_factory=Lock)
    forms: dict[tuple[str, str], Lock] = field(default_factory=dict)
    baton: dict[str, Lock] = field(default_factory=dict)
    births: int = 0
    seed: int = 0
    begun: int = 0

    def mark(self) -> str:
        """A word of letters that stands nowhere else."""
        with self.lock:
            self.begun += 1
            number = self.seed * 100_000 + self.begun
        letters = ""
        while number:
            number, rest = divmod(number, 20)
            letters = "bcdfghjklmnpqrstvwxz"[rest] + letters
        return f"Qy{letters}"

    def form(self, who: str, path: str) -> Lock:
        """One person has one draft of a form, so two players do not fill the same in for the same person."""
        with self.lock:
            return self.forms.setdefault((who, path), Lock())

    def birthday(self) -> date:
        """Another one for each child, so that each has another number."""
        with self.lock:
            self.births += 1
            return date(2012, 1, 1) + timedelta(days=self.births)

    def some_log(self, dice: random.Random) -> tuple[str, str]:
        """Somebody who may write in a log, and the log."""
        with self.lock:
            logs = {**self.settled, **self.opened}
        case = dice.choice(sorted(logs))
        return dice.choice(logs[case]), case


@dataclass
class Player:
    """Plays as whoever the act needs; `person` gives the browser of that name."""

    shared: Shared
    dice: random.Random
    person: Callable[[str], Person]
    done: list[Sent] = field(default_factory=list)

    def play(self, act: str) -> None:
        """One act by name, or two where the second answers the first."""
        try:
            ACTS[act](self)
        except GaveUp:
            self.done.append(Sent(act, "", "", outcome=GAVE_UP, at=time.time()))

    def text(self, mark: str) -> str:
        return f"Dette er skrevet mens maskinene faller. {mark}. " + "Vi prøver faste leggetider. " * 5

    def send(
        self, kind: str, who: str, path: str, fill: Callable[[Page, str], Any], *,
        stands: Callable[[Person, str], bool], mark: str = "", where: str = "",
    ) -> tuple[Sent, str]:  # fmt: skip
        """One act, sent until it is stored; autosaved on the way like by a browser with script, every other time."""
        person, act = self.person(who), Sent(kind, who, mark, where)
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


def open_log(player: Player) -> None:
    """Opens a log from one of the concerns; the clinic's reception is invited and names itself."""
    with player.shared.lock:
        if not player.shared.concerns:
            return
        who, path, born = player.shared.concerns.pop()

    def fill(page: Page, mark: str) -> tuple[str, Fields] | None:
        form = page.form("child-identity_number", "first-first_text")
        if form is None:
            return None
        parent = born - timedelta(days=11_000)
        said = {
            "child__identity_number": identity_number(born),
            "parents__0__name": f"Forelder {mark}",
            "parents__0__relation": "mor",
            "parents__0__has_responsibility": "yes",
            "parents__0__ascertained": "folkeregisteret",
            "parents__0__answer": "yes",
            "parents__0__identity_number": identity_number(parent),
            "agreement__ends": day(AHEAD),
            "agreement__explained": "on",
            "first__first_text": player.text(mark),
            "shares__0__unit": _unit(form, CLINIC),
        }
        kinds = {"own__kinds": ["school", "family"], "shares__0__kinds": ["school", "health"]}
        return form.action, form.filled(**said, **kinds)

    act, to = player.send(
        "open a log", who, f"{path}stafettlogg/", fill, mark=player.shared.mark(),
        stands=lambda person, mark: mark in _log_of(person, path),
    )  # fmt: skip
    if act.outcome == STORED and to:
        case = to.split("/")[2]
        with player.shared.lock:
            player.shared.opened[case] = [who]
        if _join(player, case, "helsesykepleier"):
            with player.shared.lock:
                player.shared.opened[case].append("helsesykepleier")
        if len(player.shared.plans) < MOST_PLANS:
            _make_plan(player, case, who)


def _log_of(person: Person, concern_path: str) -> str:
    """What stands in the log that was opened from the concern; nothing when none was."""
    page = person.page(concern_path)
    for part in page.text.split('href="/stafettlogger/')[1:]:
        if len(part.split("/")[0]) == 36:
            return person.page(f"/stafettlogger/{part.split('/')[0]}/").text
    return ""


def _join(player: Player, case: str, who: str) -> bool:
    """A reception names itself; whether it takes part now."""
    path = f"/saksopplysninger/{case}/"

    def fill(page: Page, _mark: str) -> tuple[str, Fields] | None:
        form = page.form("myself")
        return (form.action, form.fields) if form else None

    act, _to = player.send(
        "join", who, path, fill, where=case,
        stands=lambda person, _mark: person.page(f"/stafettlogger/{case}/").status == 200,
    )  # fmt: skip
    return act.outcome == STORED


def _make_plan(player: Player, case: str, holder: str) -> None:
    """The family says yes to a plan, the coordinating unit joins and starts it."""
    path = f"/stafettlogger/{case}/"

    def agree(page: Page, _mark: str) -> tuple[str, Fields] | None:
        form = page.form("shares-0-unit", "plan-for_plan")
        if form is None:
            return None
        said = {
            name: "yes"
            for name, offered in form.choices.items()
            if name.endswith("answer") and "yes" in offered
        }
        return form.action, form.filled(
            **said, plan__for_plan="on", shares__0__unit=_unit(form, COORDINATING), agreement__explained="on",
            shares__0__kinds=form.choices["shares-0-kinds"], agreement__ends=day(AHEAD),
        )  # fmt: skip

    agreed, _to = player.send(
        "further consent", holder, f"{path}samtykke/nytt/", agree, where=case,
        stands=lambda person, _mark: COORDINATING in person.page(f"{path}samtykke/").text,
    )  # fmt: skip
    if agreed.outcome != STORED or not _join(player, case, "koordinator"):
        return

    def begin(page: Page, _mark: str) -> tuple[str, Fields] | None:
        form = page.form("coordinator", "say")
        return (form.action, form.filled(say="agreed", revise_on=day(AHEAD))) if form else None

    begun, _to = player.send(
        "plan", "koordinator", f"{path}plan/start/", begin, where=case,
        stands=lambda person, _mark: person.page(f"{path}plan/").status == 200,
    )  # fmt: skip
    if begun.outcome == STORED:
        with player.shared.lock:
            player.shared.plans.append(("koordinator", case))


def _unit(form: Form, name: str) -> str:
    """The value of the unit that is called so."""
    return next(
        value for (field_name, value), label in form.labels.items()
        if field_name == "shares-0-unit" and label.startswith(name)
    )  # fmt: skip


def withdraw(player: Player) -> None:
    """Takes the consent to the clinic back, in a log that was opened here; its holder stays."""
    with player.shared.lock:
        whole = [case for case, people in player.shared.opened.items() if len(people) > 1]
        if not whole:
            return
        case = player.dice.choice(sorted(whole))
        who = player.shared.opened[case][0]
        player.shared.opened[case] = [who]

    def fill(page: Page, _mark: str) -> tuple[str, Fields] | None:
        form = page.form("what")
        unit = _clinic(page)
        return (form.action, form.filled(what=unit)) if form and unit else None

    path = f"/stafettlogger/{case}/samtykke/trekk/"
    player.send(
        "withdrawal", who, path, fill, where=case,
        stands=lambda person, _mark: not _clinic(person.page(path)),
    )  # fmt: skip


def _clinic(page: Page) -> str:
    """The value beside which the clinic stands; "" when it takes no part."""
    form = page.form("what")
    for value in form.choices.get("what", []) if form else []:
        after = page.text.split(f'name="what" value="{value}"', 1)[-1]
        if CLINIC in after.split("</label>", 1)[0]:
            return value
    return ""


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


def order_pdf(player: Player) -> None:
    """Asks for a plan on paper."""
    if not player.shared.plans:
        return
    who, case = player.dice.choice(player.shared.plans)

    def fill(page: Page, _mark: str) -> tuple[str, Fields] | None:
        form = page.form("csrfmiddlewaretoken", action="/plan/pdf/")
        return (form.action, form.fields) if form else None

    path = f"/stafettlogger/{case}/plan/"
    act, to = player.send("PDF asked for", who, path, fill, where=case, stands=lambda _person, _mark: False)
    act.where = urlsplit(unquote(to)).path


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


ACTS: Final[dict[str, Callable[[Player], None]]] = {
    "note": note, "concern": concern, "open a log": open_log, "withdrawal": withdraw, "goal": goal,
    "baton": baton, "draft": draft, "notices read": read_all, "search": search, "PDF": order_pdf, "sign in": sign_in,
}  # fmt: skip
# How often each is played. A PDF that a killed worker had begun is taken up after ten minutes, so none is asked for
# in the second half.
WEIGHTS: Final = {
    "note": 34, "concern": 16, "open a log": 7, "withdrawal": 5, "goal": 9, "baton": 6, "draft": 9, "notices read": 5,
    "search": 4, "PDF": 3, "sign in": 2,
}  # fmt: skip
EARLY: Final = ("PDF",)
