"""What every page must hold at both widths: axe finds nothing against WCAG 2.1 A and AA, nothing scrolls sideways."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
AXE = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
IS_DARK = "matchMedia('(prefers-color-scheme: dark)').matches"
# Of each element its parent, its tag and its attributes; of those that name or tell apart, also the value.
SHAPES = """() => [...new Set([...document.querySelectorAll("body, body *")].map((element) => [
    element.parentElement.localName, element.localName,
    ...[...element.attributes].map(({name, value}) =>
        /^(class|role|type|aria-(?!labelledby|describedby|controls|label$).*|data-(color|size|variant))$/.test(name)
            ? `${name}=${value}` : name).sort(),
].join(" ")))]"""
# Colours that are on their way to another scheme are neither the one nor the other.
AT_REST = """() => Promise.allSettled(document.getAnimations()
    .filter((animation) => animation.effect.getComputedTiming().endTime !== Infinity)
    .map((animation) => animation.finished)).then(() => null)"""
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")


class View(NamedTuple):
    """A window: its width, and the colours that its owner has chosen."""

    width: int
    scheme: Literal["light", "dark"]


WIDE, NARROW = View(1280, "light"), View(320, "dark")


@dataclass
class Eye:
    """Remembers what it has looked at in this run of a worker process, so that axe does not read it again.

    A page is read again in a view when its address is another (but for keys), or when it holds an element of a shape
    that no page at this address had: another template, a mistake in a form, an empty list, a button that was not there.
    In the view that it is not in, it is looked at then only.
    """

    axe: Axe = field(default_factory=Axe)
    seen: defaultdict[tuple[View, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def look(self, page: Page) -> None:
        """The page in both views; it is left in the one it was in."""
        own = view_of(page)
        other = NARROW if own == WIDE else WIDE
        self._hold(page, own)
        if not {*page.evaluate(SHAPES)} <= self.seen[other, address_of(page)]:
            show(page, other)
            self._hold(page, other)
            show(page, own)

    def _hold(self, page: Page, view: View) -> None:
        assert page.evaluate(SIDEWAYS) <= 0, f"{page.url} scrolls sideways at {view.width}"
        self.accessible(page)

    def accessible(self, page: Page) -> None:
        """The page in the view that it is in; axe does not read again what passed."""
        shapes = {*page.evaluate(SHAPES)}
        seen = self.seen[view_of(page), address_of(page)]
        if shapes <= seen:
            return
        found = self.axe.run(page, options=AXE)
        told = [
            f"{fault['id']}: {fault['help']} -- {node['html']}"
            for fault in found.response["violations"]
            for node in fault["nodes"]
        ]
        assert not told, "\n".join([page.url, *told])
        seen |= shapes


def address_of(page: Page) -> str:
    """Without the keys in it: pages of the same kind have the same."""
    return KEY.sub("*", page.url.split("/", 3)[3])


def view_of(page: Page) -> View:
    assert page.viewport_size
    return View(page.viewport_size["width"], "dark" if page.evaluate(IS_DARK) else "light")


def show(page: Page, view: View) -> None:
    assert page.viewport_size
    page.set_viewport_size({"width": view.width, "height": page.viewport_size["height"]})
    page.emulate_media(color_scheme=view.scheme)
    page.evaluate(AT_REST)
