"""What a row of the list says, the same on every side. Knows no settings, since each side has its own."""

from datetime import UTC, date, datetime
from typing import Any, Final

PAGE: Final = 50  # rows, as the page of the application


def moment(at: datetime | None) -> str | None:
    """To the second and in UTC, whatever the time zone of the side that tells it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def row(
    *, key: object, number: str, child: str, born: date, level: int, opened_at: datetime, closed_at: datetime | None,
    unit: str | None = None, holder: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The family's list does not say who holds the baton and where."""
    said: dict[str, Any] = {
        "id": str(key),
        "number": number,
        "child": child,
        "born": born.isoformat(),
        "level": level,
        "opened_at": moment(opened_at),
        "closed_at": moment(closed_at),
    }
    return said if holder is None else {**said, "unit": unit, "holder": holder}
