"""/scim/v2/Users: accounts of the municipality as its directory reads, makes, changes and closes them."""

import uuid
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


class Users(ScimView):
    """All of them, by page and filter; and a new one."""

    def get(self, request: Any) -> Response:
        start, count = self.window()
        found = user_page(self.directory, self.ways(USER_NAMES), start, count)
        return self.many((user_json(row, self.base) for row in found["rows"]), found["total"], start)

    def post(self, request: Any) -> Response:
        state = whole_user(said_in(self.body(), dict(NO_USER)))
        row = self.found(user_make(self.directory, state))
        return self.one(user_json(row, self.base), row, 201)

    def found(self, key: uuid.UUID) -> Row:
        row = user_find(self.directory, key, to_change=True)
        if row is None:
            raise not_there()
        return row


class OneUser(ScimView):
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
        try:
            user_change(self.directory, key, state)
        except Refused:
            self.refused_about = key
            raise
        row = user_find(self.directory, key, to_change=True)
        if row is None:
            raise not_there()
        return self.one(user_json(row, self.base), row)

    refused_about: uuid.UUID | None = None

    def dispatch(self, request: Any, *args: Any, **keys: Any) -> Any:
        response = super().dispatch(request, *args, **keys)
        if self.refused_about:  # what was done is taken back by now
            user_refused(self.directory, Act.ACCOUNT_CHANGE, self.refused_about)
        return response
