"""The steps of the conversation about consent, each an act of its own: what is asked, and what everybody says."""

from collections.abc import Callable

from tests.kill.browser import Page
from tests.kill.page import Form
from tests.kill.player import Fields, Player
from tests.kill.sending import STORED
from tests.kill.shared import AHEAD, day

Said = Callable[[Form], dict[str, str | list[str]]]


def step(player: Player, who: str, base: str, name: str, said: Said, *needs: str) -> bool:
    """One step, with what is typed into its form; whether it is done."""

    def fill(page: Page, _mark: str) -> tuple[str, Fields] | None:
        form = page.form(*needs)
        return (form.action, form.filled(**said(form))) if form else None

    # Where nobody was told, the conversation says whether it is done: it goes on with another step.
    act, _to = player.send(
        f"step {name}", who, f"{base}{name}/", fill,
        stands=lambda person, _mark: not person.page(base).form(*needs),
    )  # fmt: skip
    return act.outcome == STORED


def ask(player: Player, who: str, base: str, units: Said) -> bool:
    """From the units to a yes of everybody; whether the last step can be taken."""
    return (
        step(player, who, base, "enheter", units, "shares-0-unit")
        and step(player, who, base, "periode", lambda _form: {"ends": day(AHEAD)}, "ends", "purpose")
        and step(player, who, base, "les", lambda _form: {}, "language", "interpreter")
        and step(player, who, base, "svar", _all_say_yes, "when-how")
    )


def _all_say_yes(form: Form) -> dict[str, str | list[str]]:
    asked = {name: "yes" for name in form.choices if name.startswith("says-") and name.endswith("-answer")}
    return {**asked, "when__how": "samtale"}


def unit(form: Form, name: str) -> str:
    """The value of the unit that is called so."""
    return next(
        value for (field_name, value), label in form.labels.items()
        if field_name == "shares-0-unit" and label.startswith(name)
    )  # fmt: skip
