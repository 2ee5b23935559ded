"""Every page that somebody writes in: sent twice, after going back, and from two windows."""

import html
from collections.abc import Sequence
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
    taken_back,
    texts_in,
    why,
)
from tests.writing.scenes import Scene, Typed
from tests.writing.table import EVERY, Ends, Row
from tests.writing.ways import Ways, send_in_each_way

# What is typed in each, and how its sending ends.
Windows = Sequence[tuple[Typed, Ends]]

pytestmark = [pytest.mark.slow(40), pytest.mark.usefixtures("no_navigation")]


def sent_twice_it_is_done_once_and_back_with_other_words_the_first_stands_and_the_page_asks(
    cast: Cast, row: Row, scene: Scene
) -> None:
    person = browser(getattr(cast, scene.person))
    sent = filled_in(person, scene)
    led, after = is_done(sent.send(person)), everything()
    assert is_done(sent.send(person)) == led
    assert everything() == after
    if row.other:
        other_words_later(row, scene, led, sent.type(row.other).send(person))
        assert everything() == after


def other_words_later(row: Row, scene: Scene, led: str, answer: Any) -> None:
    if row.changes:
        assert_both_texts_are_shown(scene, row.other, answer)
        return
    if row.address != "discussions:ask":
        assert answer.status_code == 409
        assert f'href="{html.escape(led)}"' in answer.text
    for text in texts_in(row.other):
        assert shown(text, answer)


def the_same_words_from_another_window_and_other_words_from_a_third(
    cast: Cast, row: Row, scene: Scene
) -> None:
    """From the third one apart, where the second is stored as well."""
    words: Windows = [(scene.typed, row.same)]
    others: Windows = [({**scene.typed, **row.other}, row.otherwise)] if row.other else []
    if row.same is Ends.LED:
        from_windows(cast, row, scene, [*words, *others])
        return
    with taken_back():
        from_windows(cast, row, scene, words)
    if others:
        from_windows(cast, row, scene, others)


def what_somebody_else_has_changed_first_is_shown_beside_ones_own(cast: Cast, row: Row, scene: Scene) -> None:
    from_windows(cast, row, scene, [({**scene.typed, **row.other}, row.otherwise)], row.rival)


def from_windows(cast: Cast, row: Row, scene: Scene, words: Windows, rival: str = "") -> None:
    """All are opened, then all are sent; those after the first by the scene's person, each with its words and end."""
    person = browser(getattr(cast, scene.person))
    other = browser(getattr(cast, rival)) if rival else person
    first = filled_in(other, scene)
    later = [(opened(person, scene).type(typed), typed, ends) for typed, ends in words]
    assert ("version" in first.fields) == row.changes
    led, after = is_done(first.send(other)), everything()
    for window, typed, ends in later:
        answer = window.send(person)
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
    sent_twice_it_is_done_once_and_back_with_other_words_the_first_stands_and_the_page_asks: "",
    the_same_words_from_another_window_and_other_words_from_a_third: "",
    what_somebody_else_has_changed_first_is_shown_beside_ones_own: "rival",
}


@EVERY
def test_what_is_sent_more_than_once_is_done_once_and_asks_where_the_words_differ(
    cast: Cast, row: Row, subtests: pytest.Subtests
) -> None:
    send_in_each_way(cast, row, WAYS, subtests)
