"""What the page frame (templates/base.html) needs on every page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from municipality.ui import navigation
from municipality.ui.paging import number_text


def frame(request: HttpRequest) -> dict[str, Any]:
    """
    Context processor: `demo`, `test_installation`, `navigation`, `waits` (how much its entries count together, in
    words, "" for nothing), `person` (None when nobody is logged in), `accessibility_url`.

    Works on a request that no authentication middleware has seen, since error pages are rendered from anywhere.
    """
    signed_in = navigation.signed_in(request)
    entries = navigation.items(request) if signed_in else []
    counted = sum(entry.count or 0 for entry in entries)
    return {
        "demo": bool(getattr(settings, "DEMO", False)),
        "test_installation": bool(getattr(settings, "SYNTHETIC_NUMBERS", False)),
        "navigation": entries,
        "waits": number_text(counted) if counted else "",
        "person": getattr(request, "user", None) if signed_in else None,
        "accessibility_url": getattr(settings, "ACCESSIBILITY_STATEMENT_URL", "") or "",
    }
