"""Acts about a whole log: opening it, inviting, withdrawing, a plan and the plan on paper."""

from datetime import timedelta
from typing import Final
from urllib.parse import unquote, urlsplit

from tests.kill.asking import ask, step, unit
from tests.kill.browser import Page
from tests.kill.page import Form
from tests.kill.player import Fields, Player
from tests.kill.sending import STORED, Person
from tests.kill.shared import AHEAD, day, identity_number

CLINIC: Final = "Helsestasjon"
COORDINATING: Final = "Koordinerende enhet"
MOST_PLANS: Final = 3


def open_log(player: Player) -> None:
    """Opens a log from one of the concerns; the clinic's reception is invited and names itself."""
    with player.shared.lock:
        if not player.shared.concerns:
            return
        who, path, born = player.shared.concerns.pop()

    base = f"{path}samtykke/"
    parent = born - timedelta(days=11_000)
    child = {"identity_number": identity_number(born), "address_protection": "none"}
    mother: dict[str, str | list[str]] = {
        "grown_ups__0__name": "Forelder",
        "grown_ups__0__relation": "mor",
        "grown_ups__0__responsible": "yes:folkeregisteret",
        "grown_ups__0__identity_number": identity_number(parent),
    }
    if not (
        step(player, who, base, "barnet", lambda _form: {**child}, "identity_number")
        and step(player, who, base, "voksne", lambda _form: mother, "grown_ups-0-name")
        and ask(player, who, base, _clinic_reads)
    ):
        return

    def fill(page: Page, mark: str) -> tuple[str, Fields] | None:
        form = page.form("first_text", "level")
        return (form.action, form.filled(level="2", first_text=player.text(mark))) if form else None

    act, to = player.send(
        "open a log", who, f"{base}apne/", fill, mark=player.shared.mark(),
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

    def coordinating(form: Form) -> dict[str, str | list[str]]:
        kinds = form.choices["shares-0-kinds"]
        return {
            "shares__0__unit": unit(form, COORDINATING),
            "shares__0__kinds": kinds,
            "plan__for_plan": "on",
        }

    base = f"{path}samtykke/nytt/"
    if not ask(player, holder, base, coordinating):
        return

    def agree(page: Page, _mark: str) -> tuple[str, Fields] | None:
        form = page.form("once", action="/registrer/")
        return (form.action, form.fields) if form else None

    agreed, _to = player.send(
        "further consent", holder, f"{base}registrer/", agree, where=case,
        stands=lambda person, _mark: COORDINATING in person.page(f"{path}samtykke/").text,
    )  # fmt: skip
    if agreed.outcome != STORED or not _join(player, case, "koordinator"):
        return

    def begin(page: Page, _mark: str) -> tuple[str, Fields] | None:
        form = page.form("coordinator", "say")
        if form is None:
            return None
        coordinator = form.choices["coordinator"][0]
        return form.action, form.filled(coordinator=coordinator, say="agreed", revise_on=day(AHEAD))

    begun, _to = player.send(
        "plan", "koordinator", f"{path}plan/start/", begin, where=case,
        stands=lambda person, _mark: person.page(f"{path}plan/").status == 200,
    )  # fmt: skip
    if begun.outcome == STORED:
        with player.shared.lock:
            player.shared.plans.append(("koordinator", case))


def _clinic_reads(form: Form) -> dict[str, str | list[str]]:
    """The clinic stands in the table where it is often asked, and among the units to choose from otherwise."""
    kinds: list[str] = ["school", "health"]
    own: dict[str, str | list[str]] = {"own__kinds": ["school", "family"]}
    for (name, _value), label in form.labels.items():
        if name == "shares-0-unit" and label.startswith(CLINIC):
            return {**own, "shares__0__unit": unit(form, CLINIC), "shares__0__kinds": kinds}
    near = next(name for name in form.choices if name.startswith("near-"))
    return {**own, near.replace("-", "__"): kinds}


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
        return (form.action, form.filled(what=unit, how="oral")) if form and unit else None

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
