"""The players of `make kill` send again only what does not stand, and notice when a text is gone."""

import random
from collections.abc import Iterator

import pytest

from tests.kill.browser import SIGN_IN, Browser, NoAnswer, Page
from tests.kill.page import forms_of
from tests.kill.sending import STORED, Person, Sent, send

FORM = '<form action="/notat/"><textarea name="text">\n</textarea></form>'
DONE = Page("/notat/", 302, "", "/logg/")
OUT = Page("/notat/", 302, "", f"{SIGN_IN}?next=/notat/")
BROKEN = Page("/notat/", 500, "")


class Scripted(Browser):
    """Answers what is sent with what stands in `answers`; None is a lost connection."""

    def __init__(self, *answers: Page | None) -> None:
        super().__init__(0, "larer")
        self.answers: Iterator[Page | None] = iter(answers)
        self.sent = 0

    def get(self, path: str) -> Page:
        return Page(path, 200, FORM)

    def post(self, path: str, fields: dict[str, list[str]], **headers: str) -> Page:
        self.sent += 1
        if (answer := next(self.answers)) is None:
            raise NoAnswer
        return answer


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    monkeypatch.setattr("tests.kill.sending.HASTY", 0)
    monkeypatch.setattr("tests.kill.sending.IMPATIENT", 0)


def played(browser: Scripted, *, stands: bool) -> Sent:
    act = Sent("note", "larer", "Qyx")
    send(
        Person(browser, random.Random(1)), act, "/notat/",
        lambda page: ("/notat/", forms_of(page.text)[0].filled(text="Qyx")), lambda: stands,
    )  # fmt: skip
    return act


@pytest.mark.parametrize("fault", [BROKEN, None])
def test_what_does_not_stand_after_an_error_is_sent_again(fault: Page | None) -> None:
    browser = Scripted(fault, DONE)
    act = played(browser, stands=False)
    assert (act.outcome, act.despite_error, act.gone, browser.sent) == (STORED, False, 0, 2)


@pytest.mark.parametrize("fault", [BROKEN, None, OUT])
def test_what_stands_in_spite_of_the_error_is_not_sent_again(fault: Page | None) -> None:
    browser = Scripted(fault)
    act = played(browser, stands=True)
    assert (act.outcome, act.despite_error, act.gone, browser.sent) == (STORED, True, 0, 1)


def test_somebody_in_haste_sends_the_same_form_twice_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.kill.sending.HASTY", 1)
    act = played(Scripted(DONE, DONE), stands=True)
    assert (act.outcome, act.answers) == (STORED, ["302", "302"])


@pytest.mark.parametrize("fault", [BROKEN, None])
def test_somebody_impatient_sends_the_same_form_again_without_looking(
    fault: Page | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.kill.sending.IMPATIENT", 1)
    act = played(Scripted(fault, fault, DONE), stands=True)
    assert (act.outcome, act.despite_error, len(act.answers)) == (STORED, False, 3)


def test_a_text_that_the_sign_in_page_takes_the_place_of_is_gone() -> None:
    act = played(Scripted(OUT, DONE), stands=False)
    assert (act.outcome, act.gone, act.answers) == (STORED, 1, ["sign-in", "302"])


def test_a_text_that_the_page_shows_again_is_not_gone() -> None:
    shown = Page("/notat/", 403, "<p>Qyx</p>")
    assert played(Scripted(shown, DONE), stands=False).gone == 0


def test_a_form_is_read_as_a_browser_sends_it() -> None:
    (form,) = forms_of(
        '<form action="/a/" data-draft-url="/utkast/?form=/a/"><input type="hidden" name="token" value="t">'
        '<textarea name="text">\nså &amp; så</textarea><select name="unit"><option value="">Velg</option>'
        '<option value="7" selected>PPT</option></select><input type="checkbox" name="kinds" value="school" checked>'
        '<input type="checkbox" name="kinds" value="health"><button name="more" value="1">Flere</button></form>'
    )
    assert form.fields == {"token": ["t"], "text": ["så & så"], "unit": ["7"], "kinds": ["school"]}
    assert form.choices == {"unit": ["", "7"], "kinds": ["school", "health"]}
    assert (form.action, form.draft_url, form.labels["unit", "7"]) == ("/a/", "/utkast/?form=/a/", "PPT")
    assert form.filled(text="ny", child__name="x")["child-name"] == ["x"]
