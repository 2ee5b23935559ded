"""Keeping what is being written, and giving it back to the form it was written in."""

import json
from datetime import datetime
from urllib.parse import quote

from django.core.exceptions import BadRequest
from django.db import Error, transaction
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve, reverse
from psycopg2 import errors

from municipality.access.verbs import value
from municipality.clock import database_now
from municipality.drafts.models import Draft
from municipality.people.sealing import open_sealed, seal

LARGEST = 200 * 1024  # bytes; several times the longest text anybody has written in a form
NEVER_KEPT = ("csrfmiddlewaretoken", "confirmed")


def draft_url(request: HttpRequest) -> str:
    """Where the form of this page sends what is typed (`draft_url` of ui/form.html)."""
    return f"{reverse('drafts:save')}?form={quote(request.path)}"


def own_path(text: str) -> str:
    """The path if it is a page of this application; BadRequest otherwise, so that drafts are no store for anything."""
    longest = Draft._meta.get_field("form").max_length
    try:
        if len(text) > (longest or 0):
            raise Resolver404
        resolve(text)
    except Resolver404:
        raise BadRequest("not a page of ours") from None
    return text


class DraftsFull(Exception):
    """The person keeps as many drafts as one may. What stands in the form stays there, and can be sent."""


def draft_save(*, user_id: int, path: str, typed: QueryDict) -> datetime:
    """Keep what stands in the form now, over what was kept before; returns when. One draft per person and form.

    Raises DraftsFull when the person has no room for more; then the former draft of this form stays as it was.
    """
    now = database_now()
    fields = {name: values for name, values in typed.lists() if name not in NEVER_KEPT}
    sealed = seal(json.dumps(fields), **_place(user_id, path))
    try:
        with transaction.atomic():
            Draft.objects.bulk_create(
                [Draft(user_id=user_id, form=path, sealed=sealed, saved_at=now)],
                update_conflicts=True,
                unique_fields=["user", "form"],
                update_fields=["sealed", "saved_at"],
            )
    except Error as error:
        if isinstance(error.__cause__, errors.ProgramLimitExceeded | errors.CheckViolation):
            raise DraftsFull from error
        raise
    return now


def draft_drop(request: HttpRequest, path: str = "") -> None:
    """Forget the draft of this page (or of `path`): the form was sent, or the person does not want it."""
    value("draft_delete", form=path or request.path)


def draft_kept(request: HttpRequest) -> Draft | None:
    """The draft of this page; `drafts/_restored.html` says when it was saved."""
    return Draft.objects.filter(user=request.user.pk, form=request.path).first()


def draft_of(request: HttpRequest) -> QueryDict | None:
    """What was typed in this page's form and not sent, as the browser would send it; None when there is nothing."""
    draft = draft_kept(request)
    return _as_typed(draft) if draft else None


def draft_initial(request: HttpRequest) -> dict[str, str | list[str]]:
    """The same for `Form(initial=...)`: one text, or a list where a field was sent several times; else empty.

    A checkbox that was taken away is not in it: forms with one that is on from the start take `draft_of`.
    """
    typed = draft_of(request)
    if typed is None:
        return {}
    return {name: values if len(values) > 1 else "".join(values) for name, values in typed.lists()}


def _place(user_id: int, path: str) -> dict[str, str]:
    """What the encryption is bound to: a draft that is moved to another person or page no longer opens."""
    return {"table": "municipality_draft", "pk": f"{user_id}:{path}", "column": "sealed"}


def _as_typed(draft: Draft) -> QueryDict:
    typed = QueryDict(mutable=True)
    fields = json.loads(open_sealed(bytes(draft.sealed), **_place(draft.user_id, draft.form)))
    for name, values in fields.items():
        typed.setlist(name, values)
    return typed
