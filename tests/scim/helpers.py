"""A directory that pushes accounts, as Entra ID would."""

import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from municipality.access.identity import as_system, as_user
from municipality.people.models import User
from municipality.scim.patching import SCHEMA
from municipality.scim.tokens import token_make

TENANT = "11111111-2222-3333-4444-555555555555"
OTHER_TENANT = "99999999-2222-3333-4444-555555555555"
OBJECT = "aaaaaaaa-0000-4000-8000-000000000001"


@dataclass
class Push:
    """Requests with one token."""

    token: str
    client: Client = field(default_factory=Client)

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent = "" if body is None else body if isinstance(body, str) else json.dumps(body)
        return self.client.generic(
            method,
            f"/scim/v2/{path}",
            sent,
            content_type="application/scim+json",
            headers={"Authorization": f"Bearer {self.token}", **headers},
        )

    def get(self, path: str, **asked: str) -> Any:
        return self.client.get(f"/scim/v2/{path}", asked, headers={"Authorization": f"Bearer {self.token}"})

    def make(self, username: str = "aile@kommune.example", **more: Any) -> Any:
        made = self(
            "POST", "Users", {"userName": username, "displayName": "Áile Åsmyr", "active": True, **more}
        )
        assert made.status_code == 201, made.text
        return made.json()

    def patch(self, path: str, *operations: dict[str, Any], **headers: str) -> Any:
        return self("PATCH", path, {"schemas": [SCHEMA], "Operations": operations}, **headers)

    def find(self, filter_: str, kind: str = "Users") -> list[dict[str, Any]]:
        answer = self.get(kind, filter=filter_)
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["Resources"]
        return found

    def key_of(self, user: User) -> str:
        (one,) = self.find(f'userName eq "{user.username}"')
        return str(uuid.UUID(one["id"]))


def directory_of(administrator: User, tenant: str = TENANT) -> Push:
    with as_user(administrator.pk):
        return Push(token_make(tenant))


def stored(username: str) -> User:
    with as_system("test: read"):
        return User.objects.get(username=username)


def as_it_is(user: User) -> User:
    with as_system("test: read"):
        return User.objects.get(pk=user.pk)
