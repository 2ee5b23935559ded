"""A page that is written in, as somebody without JavaScript has it: its form, filled in and sent.

Nothing is sent but what stands in the form: its token, its hidden fields, what is typed into fields that it has, and
the button that is pressed. And what the database holds before and after.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urldefrag, urlencode

from django.apps import apps
from django.db import transaction
from django.test import Client

from municipality.access.identity import as_system
from municipality.people.models import User
from tests.access.scenes import planned
from tests.kill.page import Form, forms_of
from tests.writing.scenes import Scene, Typed

TAG: Final = re.compile("<[^>]*>")
FORM_ENCODED: Final = "application/x-www-form-urlencoded"
OF_THE_FRAME: Final = frozenset({"csrfmiddlewaretoken", "once", "mark"})
OURS: Final = frozenset({"municipality", "consent", "cases", "teams", "reporting"})
# What is written beside what somebody does: that it was seen and refused, that it was sent, what was kept of it.
BESIDE: Final = frozenset(
    {
        "municipality_event",
        "municipality_eventcase",
        "municipality_unsealedevent",
        "municipality_sending",
        "municipality_draft",
        "django_session",
    }
)


def browser(user: User | None) -> Client:
    """Signed in, or nobody; the token of the form is asked for as in production."""
    client = Client(enforce_csrf_checks=True)
    if user is not None:
        client.force_login(user)
    return client


@dataclass
class Filled:
    """A form of a page that was opened, with what somebody has typed into it."""

    form: Form
    url: str
    button: tuple[str, str] | None = None

    @property
    def fields(self) -> dict[str, list[str]]:
        return self.form.fields

    @property
    def words(self) -> dict[str, list[str]]:
        """All that is sent, without token, value and mark."""
        said = {name: values for name, values in self.fields.items() if name not in OF_THE_FRAME}
        return {name: sorted(values) for name, values in said.items() if values}

    def type(self, typed: Typed) -> "Filled":
        """Only what the form lets one type: a field that it shows, a choice that it offers, a button that it has."""
        for name, said in typed.items():
            values = [said] if isinstance(said, str) else list(said)
            if name in {button for button, _value in self.form.buttons}:
                assert (name, values[0]) in self.form.buttons
                self.button = (name, values[0])
                continue
            if name in self.form.hidden:
                assert self.fields[name] == values, f"{name} is hidden"
                continue
            assert name in self.fields or name in self.form.choices, f"the form has no {name}"
            if name in self.form.choices:
                offered = {*self.form.choices[name]}
                assert {*values} - {""} <= offered, f"{name} offers {offered}"
                values = [value for value in values if value in offered]
            self.fields[name] = values
        return self

    def send(self, client: Client) -> Any:
        sent = [
            (name, value.replace("\n", "\r\n") if name in self.form.areas else value)
            for name, values in self.fields.items()
            for value in values
        ]
        pressed = [self.button] if self.button else []
        return client.post(self.url, urlencode([*sent, *pressed]), FORM_ENCODED)


def form_on(answer: Any, page: str, scene: Scene) -> Filled:
    """The form of the page that is sent to the scene's address and has its fields."""
    found = []
    for form in forms_of(answer.text):
        names = {*form.fields, *form.choices, *(name for name, _value in form.buttons)}
        url = urldefrag(form.action).url or page
        hides_another = any(
            form.fields[name] != [scene.typed[name]] for name in form.hidden & scene.typed.keys()
        )
        if url.split("?")[0] == scene.url and scene.typed.keys() <= names and not hides_another:
            found.append(Filled(form, url))
    assert len(found) == 1, f"{len(found)} forms for {scene.url} on {page} ({answer.status_code})"
    return found[0]


def opened(client: Client, scene: Scene, page: str = "") -> Filled:
    """The form as the page carries it."""
    page = page or scene.opens
    answer = client.get(page)
    assert answer.status_code == 200, (page, answer.status_code)
    return form_on(answer, page, scene)


def filled_in(client: Client, scene: Scene, other: Typed | None = None) -> Filled:
    """The form with the scene's words, or with `other` in place of some."""
    return opened(client, scene).type({**scene.typed, **(other or {})})


Rows = dict[tuple[str, str], dict[str, Any]]


def everything() -> Rows:
    """Every row of every table that says something, by table and key."""
    tables = {
        model._meta.db_table: model._meta.pk.column
        for model in apps.get_models()
        if model._meta.app_label in OURS and model._meta.managed and model._meta.db_table not in BESIDE
    }
    statement = " union all ".join(
        f"select '{table}', {key}::text, to_jsonb(t)::text from {table} t" for table, key in tables.items()
    )
    with as_system("test: what is stored"):
        found = planned(statement)
    return {(table, key): _told(json.loads(row)) for table, key, row in found}


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """Without what only tells that somebody has looked: signed in, opened what a notice is about."""
    row.pop("last_login", None)
    row.pop("read_at", None)
    return row


def changed(before: Rows, after: Rows) -> dict[tuple[str, str], set[str]]:
    """The columns of the rows that were there before and say something else now."""
    return {
        key: {name for name, value in row.items() if after[key][name] != value}
        for key, row in before.items()
        if key in after and after[key] != row
    }


def is_stored(text: str, rows: Rows) -> bool:
    """Whether some column says just this."""
    return any(text in _texts(value) for row in rows.values() for value in row.values())


def _texts(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    else:
        yield value


@contextmanager
def taken_back() -> Iterator[None]:
    """What happens within it has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def is_done(answer: Any) -> str:
    """Where it led; empty for the one page that shows a code and leads nowhere."""
    assert answer.status_code == 302 or answer.templates[0].name == "discussions/asked.html", why(answer)
    return str(answer.get("Location", ""))


def why(answer: Any) -> str:
    """What a page says in place of what was expected, for the report of a test that fails."""
    return f"{answer.status_code} {answer.get('Location', '')} {' '.join(TAG.sub(' ', answer.text).split())[:3000]}"


def shown(text: str, answer: Any) -> bool:
    """Whether the page says it."""
    return html.escape(text).replace("\n", "\r\n") in answer.text or html.escape(text) in answer.text


def texts_in(typed: Typed) -> list[str]:
    """What of it was written, and not chosen."""
    return [value for value in typed.values() if isinstance(value, str) and " " in value]
