"""The log tells what happened, and nothing that a person has typed."""

import json
import logging
import sys

from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch
from django.utils.log import log_response

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


def of_request(
    path: str, logger: str, status: int, text: str, *args: object, route: str = ""
) -> dict[str, object]:
    """What Django's handlers log, on their way through the formatter."""
    request = RequestFactory().get(path)
    if route:
        request.resolver_match = ResolverMatch(lambda: None, (), {}, route=route)
    response = HttpResponse(status=status)
    written: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: written.append(LineFormatter().format(record))  # type: ignore[method-assign]
    log = logging.getLogger(logger)
    log.addHandler(handler)
    try:
        log_response(text, *args, response=response, request=request, logger=log)
    finally:
        log.removeHandler(handler)
    assert len(written) == 1
    return json.loads(written[0])


def test_of_an_address_the_route_is_written_and_never_what_was_typed() -> None:
    for path, route, said in (
        ("/sok/Kari/?q=Kari", "", "Not Found: no route"),
        ("/demo/login/Kari", "demo/login/<str:username>", "Not Found: /demo/login/<str:username>"),
    ):
        assert of_request(path, "django.request", 404, "Not Found: %s", path, route=route)["text"] == said


def test_why_a_form_was_refused_is_written_without_what_was_sent() -> None:
    reason = "Origin checking failed - https://kari.example does not match any trusted origins."
    written = of_request("/", "django.security.csrf", 403, "Forbidden (%s): %s", reason, "/")
    assert written["text"] == "Forbidden (Origin checking failed): no route"
    written = of_request("/", "django.security.DisallowedHost", 400, "Invalid HTTP_HOST header: 'kari'.")
    assert written["text"] == "Bad Request: no route"


def test_what_a_library_fills_into_its_text_is_left_out_when_something_failed() -> None:
    try:
        raise ValueError("Kari")
    except ValueError as error:
        written = line(
            "django.db.backends.base", "Error calling x in on_commit() (%s).", error, exception=True
        )
        thrown = line("gunicorn.error", error, exception=True)  # type: ignore[arg-type]
    assert (written["text"], written["error"]) == ("Error calling x in on_commit()", "ValueError")
    assert (thrown["text"], thrown["error"]) == ("", "ValueError")


def test_a_warning_is_a_line_with_its_place_and_class() -> None:
    text = "/app/x.py:7: CacheKeyWarning: the key 'Kari' has characters\n  warnings.warn(\n"
    assert line("py.warnings", "%s", text)["text"] == "/app/x.py:7 CacheKeyWarning"


def test_a_task_is_named_without_arguments_and_result() -> None:
    said = {"name": "notices.deliver", "description": "raised unexpected", "args": "['Kari']", "exc": "Kari"}
    record = logging.LogRecord(
        "celery.app.trace", logging.ERROR, __file__, 1, "%(name)s %(exc)s", (said,), None
    )
    assert json.loads(LineFormatter().format(record))["text"] == "task notices.deliver raised unexpected"
