"""The findings in a parcel that the page hands back when the workbook is wanted; nothing stays on the server.

It is sealed, so that only what a check has found comes back, from the person who saw it, the same day.
"""

from collections.abc import Iterable
from typing import Any, Final

from django.core import signing

from reporting.kostra.row import Delivery
from reporting.kostra.rule import Finding, Severity

MOST_CHARACTERS: Final = (
    900_000  # beside them the rest of the form must fit below DATA_UPLOAD_MAX_MEMORY_SIZE
)
MOST_SECONDS: Final = 8 * 3600


def _salt(reader: int) -> str:
    # With its fields, so that a parcel from before an update is refused and not read wrongly.
    return f"kostra {','.join(Finding._fields)} {reader}"


def packed(delivery: Delivery, findings: Iterable[Finding], reader: int) -> str:
    """For the account `reader` alone. Empty when there is too much for a form."""
    told = {"form": delivery.form, "year": delivery.year, "rows": [list(one) for one in findings]}
    parcel = signing.dumps(told, salt=_salt(reader), compress=True)
    return parcel if len(parcel) <= MOST_CHARACTERS else ""


def unpacked(parcel: str, reader: int) -> tuple[str, list[Finding]]:
    """The form with its year, and the findings. Raises signing.BadSignature for what this reader was not given."""
    told: dict[str, Any] = signing.loads(parcel, salt=_salt(reader), max_age=MOST_SECONDS)
    rows = [Finding(rule, Severity(severity), *rest) for rule, severity, *rest in told["rows"]]
    return f"{told['form']}-{told['year']}", rows
