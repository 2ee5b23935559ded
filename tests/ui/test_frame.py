"""What the frame of every page needs is its own: a page that gives it another value would show that in the menu."""

import ast
from pathlib import Path

from django.conf import settings
from django.test import RequestFactory

from municipality.ui.context import frame

ROOMS = ("cases", "consent", "demo", "municipality", "reporting", "teams")


def test_no_page_takes_a_name_of_the_frame() -> None:
    taken = frame(RequestFactory().get("/")).keys()
    views = [one for room in ROOMS for one in Path(settings.BASE_DIR, room).rglob("views*.py")]
    assert views
    assert {f"{one}: {name}" for one in views for name in _given(one) if name in taken} == set()


def _given(path: Path) -> set[object]:
    """The keys of what a view can give to a page; what is looked up in a dictionary at once is no page's."""
    nodes = list(ast.walk(ast.parse(path.read_text())))
    looked_up = {id(node.value) for node in nodes if isinstance(node, ast.Subscript)}
    return {
        key.value
        for node in nodes
        if isinstance(node, ast.Dict) and id(node) not in looked_up
        for key in node.keys
        if isinstance(key, ast.Constant)
    }
