"""What the frame of every page says of the session: `{% load signin %}`."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings

from municipality.signin.sessions import ENDS

register = template.Library()


@register.inclusion_tag("signin/_session_end.html", takes_context=True)
def session_end(context: Mapping[str, Any]) -> dict[str, Any]:
    """What the page's script shows three minutes before the session ends. Nothing of it is seen before."""
    request = context["request"]
    return {
        "idle": settings.SESSION_COOKIE_AGE,
        "whole": getattr(request, "session", {}).get(ENDS, ""),
        "hours": (
            settings.FAMILY_SESSION_MINUTES if request.user.is_family else settings.STAFF_SESSION_MINUTES
        )
        // 60,
        "csrf_token": context.get("csrf_token"),
    }
