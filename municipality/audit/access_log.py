"""Writing the access log. The database fills in who asks, when, and which basis let them: the caller cannot."""

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, NamedTuple

from django.db.models import Model

from municipality.access.verbs import value
from municipality.audit.acts import Act

MOST_NAMED: Final = 5000  # one event names no more things


class Shown(NamedTuple):
    """Something that a page showed, by `thing:key`, and the case it belongs to; None of what belongs to no case."""

    case_id: uuid.UUID | None
    what: str


request_id: ContextVar[str] = ContextVar("request_id", default="")
REFERENCE_LENGTH = 8
_refused: ContextVar[list[tuple[Act, uuid.UUID | None, list[Shown]]]] = ContextVar("refused")


@contextmanager
def one_request() -> Iterator[None]:
    """What is noted inside belongs to one request, with its own name."""
    named, noted = request_id.set(str(uuid.uuid4())), _refused.set([])
    try:
        yield
    finally:
        request_id.reset(named)
        _refused.reset(noted)


def reference() -> str:
    """The beginning of the request's name, for somebody to read out: it finds the event, and the line of the log."""
    return request_id.get()[:REFERENCE_LENGTH].upper()


def record(
    act: Act,
    *,
    case_id: uuid.UUID | None = None,
    unit_id: int | None = None,
    objects: Iterable[Model] = (),
    refused: bool = False,
) -> None:
    """Write one event in the current transaction: an act, or a page about one case or none.

    `objects` are what it showed or changed; with a `case_id` all of them belong to that case.
    """
    _write(act, [Shown(case_id, what) for what in map(_words, objects)], unit_id, case_id, refused)


def record_list(act: Act, shown: Iterable[Model | Shown]) -> None:
    """Write one event for a page that shows any number of cases: every family finds its own in it.

    A row belongs to the case of its `case_id`. A page that shows nobody leaves an event too.
    """
    _write(act, [one if isinstance(one, Shown) else _shown(one) for one in shown])


def record_many(act: Act, objects: Sequence[Model]) -> None:
    """The same for what belongs to no case and may be more than one event can name."""
    for start in range(0, len(objects), MOST_NAMED):
        record(act, objects=objects[start : start + MOST_NAMED])


def _shown(row: Model) -> Shown:
    return Shown(getattr(row, "case_id", None), _words(row))


def _words(row: Model) -> str:
    return f"{row._meta.model_name}:{row.pk}"


def _write(
    act: Act,
    shown: Iterable[Shown],
    unit_id: int | None = None,
    case_id: uuid.UUID | None = None,
    refused: bool = False,
) -> None:
    by_case: dict[str, list[str]] = {str(case_id): []} if case_id else {}
    of_no_case: list[str] = []
    for one in dict.fromkeys(shown):
        rows = by_case.setdefault(str(one.case_id), []) if one.case_id else of_no_case
        rows.append(one.what)
    value(
        "event_write",
        act=act.value, unit=unit_id, refused=refused, objects=of_no_case, shown=json.dumps(by_case),
        request=request_id.get(),
    )  # fmt: skip


def refuse(act: Act, *, case_id: uuid.UUID | None = None, shown: str = "") -> None:
    """Note a refused try (R8). It is written after the view's own transaction has been rolled back."""
    _refused.get().append((act, case_id, [Shown(case_id, shown)] if shown else []))


def write_refusals() -> None:
    """Write what `refuse` has noted in this request."""
    noted = _refused.get()
    for act, case_id, shown in noted:
        _write(act, shown, None, case_id, refused=True)
    noted.clear()
