"""What every page must hold at both widths: axe finds nothing against WCAG 2.1 A and AA, nothing scrolls sideways."""

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
# Without loading style sheets a second time, which no rule of these needs.
AXE = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"], "preload": False}
VIOLATIONS = "options => axe.run(options).then(({violations}) => violations)"
# In one question, since each costs a way to the browser and back. First all is at rest: colours that are on their way,
# to another scheme or of a button that comes, are neither the one nor the other. Of each element its tag and what
# decides how it looks and what it is to those who do not see it.
READING = """async () => {
    await Promise.allSettled(document.getAnimations()
        .filter((animation) => animation.effect.getComputedTiming().endTime !== Infinity)
        .map((animation) => animation.finished));
    return {
        dark: matchMedia("(prefers-color-scheme: dark)").matches,
        sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        has_axe: "axe" in window,
        shapes: [...new Set([...document.querySelectorAll("body, body *")].map((element) => [
            element.localName,
            ...[...element.attributes]
                .filter(({name}) => /^(class|style|role|type|alt|aria-.*|data-(color|size|variant))$/.test(name))
                .map(({name, value}) => /^(alt|aria-(labelledby|describedby|controls|label))$/.test(name)
                    ? name : `${name}=${value}`).sort(),
        ].join(" ")))],
    };
}"""
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")


class View(NamedTuple):
    """A window: its width, and the colours that its owner has chosen."""

    width: int
    scheme: Literal["light", "dark"]


WIDE, NARROW = View(1280, "light"), View(320, "dark")


@dataclass
class Reading:
    """What the eye needs to know of a page as it is now."""

    address: str  # without the keys in it: pages of the same view have the same
    view: View
    sideways: int
    has_axe: bool
    shapes: set[str]


@dataclass
class Eye:
    """Remembers what it has looked at in this run of a worker process, so that axe does not read it again.

    A page is read again in a view when its address is another (but for keys), or when it holds an element of a shape
    that no page had in this view: a mistake in a form, an empty list, a button that was not there. In the view that it
    is not in, it is looked at then only.
    """

    addresses: set[tuple[View, str]] = field(default_factory=set)
    shapes: defaultdict[View, set[str]] = field(default_factory=lambda: defaultdict(set))

    def look(self, page: Page) -> None:
        """The page in both views; it is left in the one it was in."""
        here = read(page)
        other = NARROW if here.view == WIDE else WIDE
        self._hold(page, here)
        if not self._knows(replace(here, view=other)):
            show(page, other)
            self._hold(page, read(page))
            show(page, here.view)

    def accessible(self, page: Page) -> None:
        """The page in the view that it is in; axe does not read again what passed."""
        self._pass(page, read(page))

    def _hold(self, page: Page, here: Reading) -> None:
        assert here.sideways <= 0, f"{page.url} scrolls sideways at {here.view.width}"
        self._pass(page, here)

    def _knows(self, here: Reading) -> bool:
        return (here.view, here.address) in self.addresses and here.shapes <= self.shapes[here.view]

    def _pass(self, page: Page, here: Reading) -> None:
        if self._knows(here):
            return
        if not here.has_axe:
            page.evaluate(AXE_SCRIPT)
        told = [
            f"{fault['id']}: {fault['help']} -- {node['html']}"
            for fault in page.evaluate(VIOLATIONS, AXE)
            for node in fault["nodes"]
        ]
        assert not told, "\n".join([page.url, *told])
        self.addresses.add((here.view, here.address))
        self.shapes[here.view] |= here.shapes


def read(page: Page) -> Reading:
    page.wait_for_load_state()
    said = page.evaluate(READING)
    assert page.viewport_size
    return Reading(
        address=KEY.sub("*", page.url.split("/", 3)[3]),
        view=View(page.viewport_size["width"], "dark" if said["dark"] else "light"),
        sideways=said["sideways"],
        has_axe=said["has_axe"],
        shapes={*said["shapes"]},
    )


def show(page: Page, view: View) -> None:
    assert page.viewport_size
    page.set_viewport_size({"width": view.width, "height": page.viewport_size["height"]})
    page.emulate_media(color_scheme=view.scheme)
