"""Keeping what is being written, and giving it back to the form it was written in."""

import json
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.db import Error, transaction
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve
from psycopg2 import errors

from municipality.access.verbs import value
from municipality.clock import database_now
from municipality.runtime.sealing import open_sealed, seal
from municipality.writing.models import Draft
from municipality.writing.once import NO_CONTENT, Opened, opened, sending_begin, sending_forget

KEPT_FOR: Final = timedelta(days=30)  # a draft, and what a form was sent as
LARGEST = 200 * 1024  # bytes; several times the longest text anybody has written in a form
NEVER_KEPT = NO_CONTENT | {"confirmed", "claim"}
CHOSEN: Final = "utkast"  # ?utkast=<once> opens one of several drafts
NEW: Final = "nytt"  # ?nytt opens an empty form beside them


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
    """The person has as many drafts as allowed. The text stays in the form, and can be sent."""


def draft_save(form: Opened, typed: QueryDict) -> datetime:
    """Keep what is in the form now, in place of what was kept before; returns when.

    Raises DraftsFull when the person has no room for more; then the former draft of this form stays as it was.
    """
    now = database_now()
    sealed = seal(json.dumps(fields_kept(typed)), **_place(form.user_id, form.page, form.once))
    draft = Draft(user_id=form.user_id, form=form.page, once=form.once, sealed=sealed, saved_at=now)
    try:
        with transaction.atomic():
            Draft.objects.bulk_create(
                [draft],
                update_conflicts=True,
                unique_fields=["user", "form", "once"],
                update_fields=["sealed", "saved_at"],
            )
    except Error as error:
        if isinstance(error.__cause__, errors.ProgramLimitExceeded | errors.CheckViolation):
            raise DraftsFull from error
        raise
    return now


def draft_autosave(form: Opened, typed: QueryDict) -> datetime:
    """The same for what the page sends by itself. Changes nothing when the form itself was sent and done meanwhile.

    Raises DraftsFull.
    """
    if sending_begin(once=form.once, content="") is not None:
        return database_now()
    saved_at = draft_save(form, typed)
    sending_forget(once=form.once)
    return saved_at


def draft_drop(request: HttpRequest) -> None:
    """Forget the draft of the form that was sent."""
    if form := opened(request.POST):
        value("draft_delete", form=form.page, once=form.once)


def drafts_drop(request: HttpRequest) -> None:
    """Forget every draft of this page's form."""
    for draft in drafts_here(request):
        value("draft_delete", form=draft.form, once=draft.once)


def drafts_here(request: HttpRequest) -> list[Draft]:
    """The current user's drafts of this page's form, the newest first."""
    return list(Draft.objects.filter(user=request.user.pk, form=request.path).order_by("-saved_at"))


def draft_kept(request: HttpRequest) -> Draft | None:
    """The draft that this page goes on with: the requested one, else the newest; none if a new form is asked for.

    `writing/_restored.html` says when it was saved.
    """
    if NEW in request.GET:
        return None
    found = drafts_here(request)
    chosen = [one for one in found if str(one.once) == request.GET.get(CHOSEN)]
    return next(iter([*chosen, *found]), None)


def drafts_follow(request: HttpRequest, path: str) -> None:
    """What this page's form is about has another address now: the current user's drafts of it are there from now on."""
    for draft in drafts_here(request):
        draft_save(Opened(draft.user_id, path, draft.once), typed_in(draft))
        value("draft_delete", form=draft.form, once=draft.once)


def address_of(path: str, once: uuid.UUID | str) -> str:
    """The page of a form, going on with this draft."""
    return f"{path}?{urlencode({CHOSEN: str(once)})}"


def typed_in(draft: Draft) -> QueryDict:
    """The fields of a draft, as the browser would send them."""
    return as_typed(json.loads(open_sealed(bytes(draft.sealed), **place_of(draft))))


def fields_kept(typed: QueryDict) -> dict[str, list[Any]]:
    """What of a form is kept, by the names of its fields."""
    return {name: values for name, values in typed.lists() if name not in NEVER_KEPT}


def as_typed(fields: Mapping[str, list[str]]) -> QueryDict:
    """What was kept, as the browser would send it."""
    typed = QueryDict(mutable=True)
    for name, values in fields.items():
        typed.setlist(name, values)
    return typed


def place_of(draft: Draft) -> dict[str, str]:
    """What the encryption of a draft is bound to."""
    return _place(draft.user_id, draft.form, draft.once)


def _place(user_id: int, path: str, once: uuid.UUID) -> dict[str, str]:
    """What the encryption is bound to: a draft that is moved to another person or page no longer opens."""
    return {"table": "municipality_draft", "pk": f"{user_id}:{path}:{once}", "column": "sealed"}
