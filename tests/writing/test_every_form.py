"""Every page that somebody writes in, in every way that sending it can go wrong, by what the page itself carries."""

import html
import re
from typing import Any, Final

import pytest

from consent.form_words import PLACEHOLDER, product_words
from municipality.people.fields import IdentityNumberField
from municipality.writing.confirm import ConfirmPage
from tests.cast import Cast
from tests.writing.pages import (
    Filled,
    browser,
    changed,
    everything,
    filled_in,
    form_on,
    is_done,
    is_stored,
    why,
)
from tests.writing.scenes import Scene
from tests.writing.table import EVERY, NO_OTHER_WORDS, NOTHING_IS_TYPED, TABLE, Row
from tests.writing.test_one_path import addresses, is_writing_page
from tests.writing.ways import Ways, send_in_each_way

pytestmark = [pytest.mark.slow(40), pytest.mark.usefixtures("no_navigation", "empty_store")]

# What a change writes besides what was typed, and a day with its hour; a child's name, wherever a log has kept it,
# also in what was read.
OF_A_CHANGE = {
    "version", "changed_at", "written_at", "starts_at", "started_at", "subject_name", "answered_at", "answered_by_id",
}  # fmt: skip
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
WAY_BACK = re.compile('href="(/logg-inn/[^"]*)"')


def limits_of(client: Any, scene: Scene) -> dict[str, int]:
    """The longest text of each field that has one, and that somebody types into."""
    context = client.get(scene.opens).context
    page = context.get("page") or context.get("share_form") or context["form"]
    return {
        form.add_prefix(name): field.max_length
        for form in getattr(page, "all_forms", [page])
        for name, field in form.fields.items()
        if getattr(field, "max_length", None)
        and not field.widget.is_hidden
        and not isinstance(field, IdentityNumberField)
        # A row that may stand empty is one more of those that are filled in.
        and (not form.empty_permitted or any(one.startswith(f"{form.prefix}-") for one in scene.typed))
    }


PHONES = ("child_protection_phone", "phone")
WORDS = product_words("nb").texts


def text_of(length: int, name: str, sent: Filled) -> str:
    """Words to a length; on several lines in a field that takes them."""
    if name in PHONES:
        return "+".ljust(length, "1")
    if name == "report_url":
        return "https://eksempel.no/".ljust(length, "x")
    if name.removeprefix("text_") in WORDS:  # what stands for something else comes first
        needed = [f"{{{one}}}" for one in PLACEHOLDER.findall(WORDS[name.removeprefix("text_")])]
        return " ".join([*needed, *["ord"] * length])
    return ("ord\n" if name in sent.form.areas else "ord ").ljust(4) * length


def exactly(length: int, name: str, sent: Filled) -> str:
    return text_of(length, name, sent)[: length - 1] + ("1" if name in PHONES else "x")


# A code that is kept nowhere, and a page that only a screen that was handed over has (test_on_screen.py).
ON_A_SCREEN = {
    f"{room}:{name}" for room in ("conversation", "new_consent") for name in ("skjerm", "pa_skjermen")
}


def test_every_page_that_is_written_in_stands_in_the_table() -> None:
    pages = {name for name, view in addresses() if is_writing_page(view)}
    assert {row.address for row in TABLE} == pages - ON_A_SCREEN


def test_a_column_is_empty_only_where_it_says_why() -> None:
    confirmations = {
        name for name, view in addresses() if issubclass(getattr(view, "view_class", object), ConfirmPage)
    }
    assert {str(row) for row in TABLE if not row.wrong} == confirmations | NOTHING_IS_TYPED.keys()
    assert {str(row) for row in TABLE if row.wrong and not row.other} == NO_OTHER_WORDS.keys()


def with_a_mistake_and_with_a_text_that_is_too_long_the_page_comes_again_with_all_that_was_typed(
    cast: Cast, row: Row, scene: Scene
) -> None:
    """And then it is stored, with the longest texts that it takes."""
    person = browser(getattr(cast, scene.person))
    limits = limits_of(person, scene)
    assert {KEY.sub("*", name) for name in limits} == {*row.texts}
    before, sent = everything(), filled_in(person, scene)
    meant = {name: sent.fields.get(name, []) for name in row.wrong}
    answer = sent.type(row.wrong).send(person)
    assert answer.status_code == 200
    again = form_on(answer, sent.url, scene)
    assert again.words == sent.words
    assert again.fields["once"] == sent.fields["once"]
    assert 'aria-invalid="true"' in answer.text
    assert everything() == before
    again.button = sent.button
    again.type(meant)
    if limits:
        again = too_long_it_comes_back_whole(person, scene, again, limits)
        assert everything() == before
    longest = {name: exactly(limit, name, sent) for name, limit in limits.items()}
    is_done(again.type(longest).send(person))
    after = everything()
    assert after != before
    assert [name for name, text in longest.items() if not is_stored(text, after)] == []


def too_long_it_comes_back_whole(person: Any, scene: Scene, sent: Filled, limits: dict[str, int]) -> Filled:
    too_long = {name: exactly(limit + 1, name, sent) for name, limit in limits.items()}
    answer = sent.type(too_long).send(person)
    assert answer.status_code == 200
    again = form_on(answer, sent.url, scene)
    assert {name: again.fields[name] for name in limits} == {name: [text] for name, text in too_long.items()}
    for limit in limits.values():
        assert f"Teksten kan ha høyst {limit} tegn. Du har skrevet {limit + 1}." in answer.text
    again.button = sent.button
    return again


def what_was_not_changed_and_what_the_form_does_not_show_stands_as_it_was(
    cast: Cast, row: Row, scene: Scene
) -> None:
    person = browser(getattr(cast, scene.person))
    before = everything()
    is_done(filled_in(person, scene).send(person))
    columns = changed(before, everything())
    names = set().union(*(found for (table, _key), found in columns.items() if table != "consent_reading"))
    assert names
    assert names - OF_A_CHANGE <= scene.typed.keys()


def without_a_session_it_is_kept_and_stands_in_the_form_after_signing_in(
    cast: Cast, row: Row, scene: Scene
) -> None:
    person, nobody = browser(getattr(cast, scene.person)), browser(None)
    before = everything()
    sent = filled_in(person, scene)
    answer = sent.send(nobody)
    if row.wrong:
        assert "Vi har tatt vare på det du skrev" in answer.text
        to = html.unescape(WAY_BACK.findall(answer.text)[0])
    else:
        assert answer.status_code == 302
        to = answer["Location"]
    assert everything() == before
    anew = browser(getattr(cast, scene.person))
    page = anew.get(to, follow=True)
    assert page.status_code == 200, why(page)
    again = form_on(page, page.redirect_chain[-1][0], scene)
    # The code of a question without names is kept nowhere, and made anew.
    assert again.words | {"claim": []} == sent.words | {"claim": []}
    again.button = sent.button
    is_done(again.send(anew))
    assert everything() != before


WAYS: Final[Ways] = {
    with_a_mistake_and_with_a_text_that_is_too_long_the_page_comes_again_with_all_that_was_typed: "wrong",
    what_was_not_changed_and_what_the_form_does_not_show_stands_as_it_was: "changes",
    without_a_session_it_is_kept_and_stands_in_the_form_after_signing_in: "",
}


@EVERY
def test_whatever_goes_wrong_nothing_that_was_typed_is_lost_and_nothing_else_is_changed(
    cast: Cast, row: Row, subtests: pytest.Subtests
) -> None:
    send_in_each_way(cast, row, WAYS, subtests)
