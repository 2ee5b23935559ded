"""A form as the server has shown it: the hidden fields that come with what is sent."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.test import Client

from municipality.people.models import User
from municipality.writing.once import MARK, ONCE, Opened, fresh, mark_of


def opened_by(user: User, page: str, once: uuid.UUID | None = None) -> dict[str, str]:
    """The value and the mark of a form that `user` has opened on `page`."""
    form = Opened(user.pk, page, once or fresh())
    return {ONCE: str(form.once), MARK: mark_of(form)}


def autosave(
    user: User, page: str, typed: Mapping[str, Any], *, client: Client | None = None
) -> dict[str, str]:
    """What the browser sends by itself a moment after the last key; returns the hidden fields of the form."""
    form = opened_by(user, page)
    if client is None:
        client = Client()
        client.force_login(user)
    answer = client.post("/utkast/", {**form, **typed})
    assert answer.status_code == 200, answer.content
    return form
