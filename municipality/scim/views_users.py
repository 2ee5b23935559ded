"""/scim/v2/Users: accounts of the municipality as its directory reads, makes, changes and closes them."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rest_framework.response import Response

from municipality.access.refusals import Refused
from municipality.audit.acts import Act
from municipality.scim.api import ScimView
from municipality.scim.errors import not_there
from municipality.scim.filters import USER_NAMES
from municipality.scim.patching import patch_user
from municipality.scim.resources import NO_USER, State, set_user, user_json, whole_user
from municipality.scim.services import (
    Row,
    user_change,
    user_find,
    user_make,
    user_page,
    user_refused,
    user_remove,
)


def said_in(body: dict[str, Any], state: State) -> State:
    """What a whole resource says, over what is there without it."""
    for name, value in body.items():
        set_user(state, name.lower(), value)
    return state


class _UserView(ScimView):
    """What the database refuses is noted, after everything that was done is taken back."""

    refused: tuple[Act, uuid.UUID | None] | None = None

    def dispatch(self, request: Any, *args: Any, **keys: Any) -> Any:
        response = super().dispatch(request, *args, **keys)
        if self.refused:
            user_refused(self.directory, *self.refused)
        return response

    @contextmanager
    def noted(self, act: Act, key: uuid.UUID | None = None) -> Iterator[None]:
        try:
            yield
        except Refused:
            self.refused = (act, key)
            raise

    def now(self, key: uuid.UUID, status: int = 200) -> Response:
        """The answer to a change, which has its event already."""
        row = user_find(self.directory, key, to_change=True)
        if row is None:
            raise not_there()
        return self.one(user_json(row, self.base), row, status)


class Users(_UserView):
    """All of them, by page and filter; and a new one."""

    def get(self, request: Any) -> Response:
        start, count = self.window()
        found = user_page(self.directory, self.ways(USER_NAMES), start, count)
        return self.many((user_json(row, self.base) for row in found["rows"]), found["total"], start)

    def post(self, request: Any) -> Response:
        state = whole_user(said_in(self.body(), dict(NO_USER)))
        with self.noted(Act.ACCOUNT_MAKE):
            key = user_make(self.directory, state)
        return self.now(key, 201)


class OneUser(_UserView):
    """One account."""

    def get(self, request: Any, key: uuid.UUID) -> Response:
        row = user_find(self.directory, key)
        if row is None:
            raise not_there()
        return self.one(user_json(row, self.base), row)

    def put(self, request: Any, key: uuid.UUID) -> Response:
        """Replaced: what is not sent is taken away. Whether it is open stays when nothing is said of it."""
        before = self.to_change(key)
        state = whole_user(said_in(self.body(), NO_USER | {"active": before["active"]}))
        return self.changed(key, state)

    def patch(self, request: Any, key: uuid.UUID) -> Response:
        before = self.to_change(key)
        return self.changed(key, whole_user(patch_user(before, self.body()), before))

    def delete(self, request: Any, key: uuid.UUID) -> Response:
        self.to_change(key)
        user_remove(self.directory, key)
        return Response(status=204)

    def to_change(self, key: uuid.UUID) -> Row:
        row = user_find(self.directory, key, to_change=True)
        if row is None:
            raise not_there()
        self.meets(row)
        return row

    def changed(self, key: uuid.UUID, state: State) -> Response:
        with self.noted(Act.ACCOUNT_CHANGE, key):
            user_change(self.directory, key, state)
        return self.now(key)
