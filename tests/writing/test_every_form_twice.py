"""Every page that somebody writes in: sent twice, after going back, and from two windows."""

import html
from typing import Any, Final

import pytest

from tests.cast import Cast
from tests.writing.pages import (
    Filled,
    browser,
    everything,
    filled_in,
    form_on,
    is_done,
    opened,
    shown,
    texts_in,
    why,
)
from tests.writing.scenes import Scene, Typed
from tests.writing.table import EVERY, Ends, Row
from tests.writing.ways import Ways, send_in_each_way

pytestmark = [pytest.mark.slow(40), pytest.mark.usefixtures("no_navigation")]


def sent_twice_it_is_done_once(cast: Cast, row: Row, scene: Scene) -> None:
    person = browser(getattr(cast, scene.person))
    sent = filled_in(person, scene)
    first = sent.send(person)
    led, after = is_done(first), everything()
    second = sent.send(person)
    assert is_done(second) == led
    assert everything() == after


def back_with_other_words_the_first_stands_and_the_page_asks(cast: Cast, row: Row, scene: Scene) -> None:
    person = browser(getattr(cast, scene.person))
    sent = filled_in(person, scene)
    led, after = is_done(sent.send(person)), everything()
    answer = sent.type(row.other).send(person)
    assert everything() == after
    if row.changes:
        assert_both_texts_are_shown(scene, row.other, answer)
        return
    if row.address != "discussions:ask":
        assert answer.status_code == 409
        assert f'href="{html.escape(led)}"' in answer.text
    for text in texts_in(row.other):
        assert shown(text, answer)


def the_same_words_from_two_windows(cast: Cast, row: Row, scene: Scene) -> None:
    two_windows(cast, row, scene, scene.typed, row.same)


def other_words_from_another_window(cast: Cast, row: Row, scene: Scene) -> None:
    two_windows(cast, row, scene, {**scene.typed, **row.other}, row.otherwise)


def what_somebody_else_has_changed_first_is_shown_beside_ones_own(cast: Cast, row: Row, scene: Scene) -> None:
    two_windows(cast, row, scene, {**scene.typed, **row.other}, row.otherwise, row.rival)


def two_windows(cast: Cast, row: Row, scene: Scene, typed: Typed, ends: Ends, rival: str = "") -> None:
    """Both are opened, then both are sent; the second is the scene's person."""
    person = browser(getattr(cast, scene.person))
    other = browser(getattr(cast, rival)) if rival else person
    first, second = filled_in(other, scene), opened(person, scene).type(typed)
    assert ("version" in first.fields) == row.changes
    led, after = is_done(first.send(other)), everything()
    answer = second.send(person)
    if ends is Ends.LED:
        assert is_done(answer) == led
        assert everything() == after
    elif ends is Ends.STORED:
        is_done(answer)
        assert everything() != after
    elif ends is Ends.MET:
        assert everything() == after
        again = assert_both_texts_are_shown(scene, typed, answer)
        is_done(again.send(person))
    else:
        assert everything() == after
        assert [text for text in texts_in(typed) if not shown(text, answer)] == [], why(answer)


def assert_both_texts_are_shown(scene: Scene, typed: Typed, answer: Any) -> Filled:
    assert answer.status_code == 200
    assert "Ingenting er tapt. Dette er lagret nå:" in answer.text
    for text in [*texts_in(scene.typed), *texts_in(typed)]:
        assert shown(text, answer)
    return form_on(answer, scene.url, scene)


WAYS: Final[Ways] = {
    sent_twice_it_is_done_once: "",
    back_with_other_words_the_first_stands_and_the_page_asks: "other",
    the_same_words_from_two_windows: "",
    other_words_from_another_window: "other",
    what_somebody_else_has_changed_first_is_shown_beside_ones_own: "rival",
}


@EVERY
def test_what_is_sent_more_than_once_is_done_once_and_asks_where_the_words_differ(
    cast: Cast, row: Row, subtests: pytest.Subtests
) -> None:
    send_in_each_way(cast, row, WAYS, subtests)
