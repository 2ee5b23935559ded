"""One JSON line per log record, to stdout, without anything a person has typed and without anybody's address.

Exceptions are written as type and places: their texts may quote a row (a failed constraint names the values). Of a
request the route is written, never the path, which may contain anything.
"""

import json
import logging
import logging.config
import re
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final

PLACES: Final = 8  # innermost frames of an exception that are worth a line
_WARNING: Final = re.compile(r"(\S+:\d+): (\w+):")


def settings_for(level: str, loggers: Mapping[str, Any]) -> dict[str, Any]:
    """What `logging.config.dictConfig` takes: everything to stdout, in lines of LineFormatter."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "municipality.runtime.logs.LineFormatter"}},
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": "line",
            }
        },
        "root": {"handlers": ["stdout"], "level": level},
        "loggers": dict(loggers),
    }


def configure(settings: dict[str, Any]) -> None:
    """LOGGING_CONFIG of the project. Warnings of Python are records too, and not lines of their own."""
    logging.config.dictConfig(settings)
    logging.captureWarnings(capture=True)


class LineFormatter(logging.Formatter):
    """Formats a record as {"at", "level", "from", "text"} and, for an exception, {"error", "places"}."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "text": _text(record),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__qualname__
            line["places"] = [
                f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])[-PLACES:]
            ]
        return json.dumps(line, ensure_ascii=False)


def _text(record: logging.LogRecord) -> str:
    if record.name == "celery.app.trace" and isinstance(record.args, dict):
        # Celery's own text quotes arguments, results and exceptions.
        return f"task {record.args.get('name')} {record.args.get('description', 'finished')}"
    if hasattr(record, "status_code") and hasattr(record, "request"):
        return _of_request(record)
    if record.name == "py.warnings":
        found = _WARNING.match(record.getMessage())
        return " ".join(found.groups()) if found else "a warning"
    if record.name.startswith("gunicorn.") and str(record.msg).startswith("Invalid request from"):
        return "Invalid request"  # goes on with the address of the person who asked, and what was sent
    if record.exc_info or record.name.startswith("django."):
        # What is filled in may be the exception's own text, or a path.
        return str(record.msg).partition("%")[0].rstrip(" (:") if isinstance(record.msg, str) else ""
    return record.getMessage()


def _of_request(record: logging.LogRecord) -> str:
    match = getattr(record.request, "resolver_match", None)  # type: ignore[attr-defined]
    where = f"/{match.route}" if match else "no route"
    what = HTTPStatus(record.status_code).phrase  # type: ignore[attr-defined]
    if record.name == "django.security.csrf" and isinstance(record.args, tuple):
        # The reason; after the dash comes what was sent.
        what += f" ({str(record.args[0]).partition(' - ')[0]})"
    return f"{what}: {where}"
