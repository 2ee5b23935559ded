"""One JSON line per log record, to stdout, without anything a person has typed.

Exceptions are written as type and places: their texts may quote a row (a failed constraint names the values).
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

PLACES = 8  # innermost frames of an exception that are worth a line


class LineFormatter(logging.Formatter):
    """Formats a record as {"at", "level", "from", "text"} and, for an exception, {"error", "places"}."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "text": self._text(record),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__qualname__
            line["places"] = [
                f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])[-PLACES:]
            ]
        return json.dumps(line, ensure_ascii=False)

    @staticmethod
    def _text(record: logging.LogRecord) -> str:
        if record.name == "celery.app.trace" and isinstance(record.args, dict):
            # Celery's own text quotes arguments, results and exceptions.
            return f"task {record.args.get('name')} {record.args.get('description', 'finished')}"
        return (
            record.getMessage().partition("?")[0]
            if record.name.startswith("django.")
            else record.getMessage()
        )
