"""The pages of the family as a reader meets them: every one that links lead to, as the sentences that we wrote."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

from municipality.people.models import User
from tests.logs.helpers import as_

BLOCKS: Final = {
    "a", "button", "caption", "dd", "div", "dt", "h1", "h2", "h3", "label", "legend", "li", "option", "p", "section",
    "summary", "td", "th", "title", "ul", "ol", "form", "table", "tr", "main", "header", "footer", "nav",
}  # fmt: skip
RUNNING: Final = {"a", "button"}  # part of a sentence when they stand in a paragraph
VOID: Final = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
UNSEEN: Final = {"script", "style", "svg"}
# Written by people, not by us: what they put into the log, and the names of what they agreed on.
BY_PEOPLE: Final = {"app-text"}
HREF: Final = re.compile(r'href="(/[^"#?]*)')
# A full stop that ends no sentence: «tirsdag 24. november», «kl. 10».
NO_END: Final = re.compile(r"(\d|\bkl)\.(?= [a-zæøå\d])")


class _Sentences(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[
            tuple[str, bool]
        ] = []  # each element that is open, and whether its words are not ours
        self.found: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        classes = set((dict(attrs).get("class") or "").split())
        self.open.append((tag, tag in UNSEEN or bool(classes & BY_PEOPLE)))
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not any(foreign for _tag, foreign in self.open):
            self.found[-1] += data

    def _part(self, tag: str) -> None:
        in_running_text = tag in RUNNING and any(one in {"p", "li"} for one, _foreign in self.open)
        if tag in BLOCKS and not in_running_text:
            self.found.append("")


def sentences(html: str) -> list[str]:
    """What the interface says, sentence by sentence."""
    reader = _Sentences()
    reader.feed(html)
    texts = (" ".join(text.split()) for text in reader.found)
    return [
        sentence
        for text in texts
        for sentence in re.split(r"(?<=[.!?·])\s+", NO_END.sub(r"\1", text))
        if sentence
    ]


def pages_of(user: User) -> Iterator[tuple[str, str]]:
    """Address and text of every page that the user reaches by links from the first one."""
    client, waiting, seen = as_(user), ["/"], {"/"}
    while waiting:
        path = waiting.pop(0)
        answer = client.get(path)
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        yield path, answer.text
        new = [one for one in HREF.findall(answer.text) if one not in seen and not one.startswith("/static/")]
        seen.update(new)
        waiting += dict.fromkeys(new)
