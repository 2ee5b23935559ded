"""The log tells what happened, and nothing that a person has typed."""

import json
import logging
import sys

from municipality.runtime.logs import LineFormatter


def line(name: str, text: str, *args: object, exception: bool = False) -> dict[str, object]:
    record = logging.LogRecord(
        name, logging.ERROR, __file__, 1, text, args, sys.exc_info() if exception else None
    )
    return json.loads(LineFormatter().format(record))


def test_an_exception_is_written_as_type_and_place_without_its_text() -> None:
    try:
        raise ValueError("Key (name)=(Kari Nordmann) already exists")
    except ValueError:
        written = line("django.request", "Internal Server Error: %s", "/saker/1/", exception=True)
    assert written["error"] == "ValueError"
    assert "test_logs.py" in str(written["places"])
    assert "Kari" not in json.dumps(written)


def test_a_query_string_is_left_out() -> None:
    assert line("django.request", "Not Found: %s", "/sok/?q=Kari")["text"] == "Not Found: /sok/"


def test_a_task_is_named_without_arguments_and_result() -> None:
    said = {"name": "notices.deliver", "description": "raised unexpected", "args": "['Kari']", "exc": "Kari"}
    record = logging.LogRecord(
        "celery.app.trace", logging.ERROR, __file__, 1, "%(name)s %(exc)s", (said,), None
    )
    assert json.loads(LineFormatter().format(record))["text"] == "task notices.deliver raised unexpected"
