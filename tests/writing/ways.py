"""Every way in which one page can be sent, from the same scene."""

from collections.abc import Callable, Mapping

import pytest

from tests.cast import Cast
from tests.writing.pages import taken_back
from tests.writing.scenes import Scene
from tests.writing.table import Row

# Each way, and the column of the table without which a row has none of it.
Ways = Mapping[Callable[[Cast, Row, Scene], None], str]
# What lies behind these is not in the database alone, and so is not taken back.
LAID_ANEW = {"stafffile:changes"}


def send_in_each_way(cast: Cast, row: Row, ways: Ways, subtests: pytest.Subtests) -> None:
    """What lies behind the page is laid once, and every way begins there: what one has done is taken back."""
    scene = row.scene(cast)
    for way in [way for way, column in ways.items() if not column or getattr(row, column)]:
        with subtests.test(way.__name__), taken_back():
            way(cast, row, row.scene(cast) if row.address in LAID_ANEW else scene)
