"""Writing the access log. The database fills in who asks, when, and which basis let them: the caller cannot."""

import json
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection
from django.db.models import Model

from municipality.access.verbs import value
from municipality.audit.acts import Act

request_id: ContextVar[str] = ContextVar("request_id", default="")
_refused: ContextVar[list[tuple[Act, uuid.UUID | None, list[str]]]] = ContextVar("refused")


@contextmanager
def one_request() -> Iterator[None]:
    """What is noted inside belongs to one request, which has a name of its own."""
    named, noted = request_id.set(str(uuid.uuid4())), _refused.set([])
    try:
        yield
    finally:
        request_id.reset(named)
        _refused.reset(noted)


def record(
    act: Act,
    *,
    case_id: uuid.UUID | None = None,
    unit_id: int | None = None,
    objects: Iterable[Model] = (),
    refused: bool = False,
) -> None:
    """Write one event in the current transaction: one page view or one act, with the objects it showed or changed."""
    shown = [f"{instance._meta.model_name}:{instance.pk}" for instance in objects]
    _write(act, case_id, unit_id, shown, refused)


def record_each(act: Act, shown: Iterable[tuple[uuid.UUID, Model]]) -> None:
    """Write one event for each case of a page that shows several, in one statement: every family finds its own.

    `shown` are pairs of a case and a row that the page shows of it; none, and nothing is written.
    """
    by_case: dict[uuid.UUID, list[str]] = {}
    for case_id, instance in shown:
        by_case.setdefault(case_id, []).append(f"{instance._meta.model_name}:{instance.pk}")
    if not by_case:
        return
    events = [
        {"id": str(uuid.uuid4()), "case_id": str(case_id), "objects": objects}
        for case_id, objects in by_case.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "select event_write(p_id => e.id, p_act => %s, p_case => e.case_id, p_unit => null, p_refused => false,"
            " p_objects => e.objects, p_request => %s)"
            " from jsonb_to_recordset(%s::jsonb) as e (id uuid, case_id uuid, objects text[])",
            [act.value, request_id.get(), json.dumps(events)],
        )


def _write(act: Act, case_id: uuid.UUID | None, unit_id: int | None, shown: list[str], refused: bool) -> None:
    value(
        "event_write",
        id=uuid.uuid4(), act=act.value, case=case_id, unit=unit_id, refused=refused, objects=shown,
        request=request_id.get(),
    )  # fmt: skip


def refuse(act: Act, *, case_id: uuid.UUID | None = None, shown: str = "") -> None:
    """Note a refused try. It is written after the view's own transaction has been rolled back."""
    _refused.get().append((act, case_id, [shown] if shown else []))


def write_refusals() -> None:
    """Write what `refuse` has noted in this request."""
    noted = _refused.get()
    for act, case_id, shown in noted:
        _write(act, case_id, None, shown, True)
    noted.clear()
