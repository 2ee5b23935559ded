"""/scim/v2/Groups: what the directory suggests, and who is in it. Nothing is opened by it."""

import uuid
from typing import Any

from rest_framework.response import Response

from municipality.scim.api import ScimView
from municipality.scim.errors import not_there
from municipality.scim.filters import GROUP_NAMES
from municipality.scim.patching import patch_group
from municipality.scim.resources import NO_GROUP, State, group_json, set_group, whole_group
from municipality.scim.services import Row, group_change, group_find, group_make, group_page, group_remove


def said_in(body: dict[str, Any]) -> State:
    """What a whole resource says."""
    state = dict(NO_GROUP)
    for name, value in body.items():
        set_group(state, name.lower(), value)
    return whole_group(state)


class _GroupView(ScimView):
    def to_change(self, key: uuid.UUID) -> Row:
        row = group_find(self.directory, key, to_change=True)
        if row is None:
            raise not_there()
        return row

    def now(self, key: uuid.UUID, status: int = 200) -> Response:
        row = self.to_change(key)
        return self.one(group_json(row, self.base), row, status)


class Groups(_GroupView):
    """All of them, by page and filter; and a new one."""

    def get(self, request: Any) -> Response:
        start, count = self.window()
        ways = self.ways(GROUP_NAMES)
        found = group_page(self.directory, ways, start, count, members=not self.excludes("members"))
        return self.many((group_json(row, self.base) for row in found["rows"]), found["total"], start)

    def post(self, request: Any) -> Response:
        return self.now(group_make(self.directory, said_in(self.body())), 201)


class OneGroup(_GroupView):
    """One group."""

    def get(self, request: Any, key: uuid.UUID) -> Response:
        row = group_find(self.directory, key, members=not self.excludes("members"))
        if row is None:
            raise not_there()
        return self.one(group_json(row, self.base), row)

    def put(self, request: Any, key: uuid.UUID) -> Response:
        self.meets(self.to_change(key))
        group_change(self.directory, key, said_in(self.body()))
        return self.now(key)

    def patch(self, request: Any, key: uuid.UUID) -> Response:
        before = self.to_change(key)
        self.meets(before)
        group_change(self.directory, key, whole_group(patch_group(before, self.body())))
        return self.now(key)

    def delete(self, request: Any, key: uuid.UUID) -> Response:
        self.meets(self.to_change(key))
        group_remove(self.directory, key)
        return Response(status=204)
