"""Signing people in as a provider's answer would, without the provider."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory

from municipality.access.identity import as_system, as_user
from municipality.audit.access_log import one_request, write_refusals
from municipality.people.models import User
from municipality.runtime.sessions import SessionStore
from municipality.signin.arriving import arrive, arrive_as
from municipality.signin.models import AccountIdentity
from municipality.signin.proof import BodyIdentity, EmployeeIdentity, Identity, Proof
from municipality.signin.selectors import index_of

ISSUER = "https://provider.test"


def proof(**changes: Any) -> Proof:
    known: dict[str, Any] = {
        "way": "test", "at": datetime.now(UTC), "issuer": ISSUER, "subject": "someone", "session": "s-1",
    }  # fmt: skip
    return Proof(**{**known, **changes})


def belongs(user: User, identity: EmployeeIdentity | BodyIdentity) -> None:
    """The identity leads to the account, as after an invitation."""
    with as_system("test: an identity"):
        AccountIdentity.objects.create(
            user=user,
            index=index_of(identity),
            organisation=identity.organisation if isinstance(identity, BodyIdentity) else "",
            joined_at=datetime.now(UTC),
        )


def come(
    identity: Identity | User, shown: Proof | None = None, after: str = "/varsler/"
) -> tuple[HttpResponse, Client]:
    """The answer to somebody who has come from a provider, and the browser that goes on with it."""
    request = RequestFactory().get("/", HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
    request.session, request.user = SessionStore(), AnonymousUser()
    with one_request(), as_user(None):
        if isinstance(identity, User):
            answer = arrive_as(request, identity.pk, shown or proof(), after=after)
        else:
            answer = arrive(request, identity, shown or proof(), after=after)
        write_refusals()
        if not request.session.is_empty():
            request.session.save()
    client = Client()
    if request.session.session_key:
        client.cookies["session"] = request.session.session_key
    return answer, client
