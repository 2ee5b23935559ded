"""Security headers for every answer that the application itself makes."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

NONE: Final = "'none'"
SELF: Final = "'self'"

# The shape is that of Django 6's SECURE_CSP, so that the upgrade is to delete this and use the framework's own.
DEFAULT_CSP: Final[Mapping[str, Sequence[str]]] = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
    "base-uri": [NONE],
}

UNUSED_FEATURES: Final = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)

PERMISSIONS_POLICY: Final = ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES)


def csp_text(policy: Mapping[str, Sequence[str]]) -> str:
    """The header value of a policy: directives in the order given, an empty list gives the bare directive."""
    return "; ".join(" ".join([directive, *sources]) for directive, sources in policy.items())


class HeadersMiddleware:
    """
    Sets the content security policy, permissions policy, referrer policy and opener policy, and forbids storing.

    Must come after the middleware that serves static files: those answers may be stored for long, all others
    never, because a shared computer must not show a page from its cache after log-out.
    The policy comes from the setting SECURE_CSP when it is there, else from DEFAULT_CSP.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.csp = csp_text(getattr(settings, "SECURE_CSP", None) or DEFAULT_CSP)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault(
            "Content-Security-Policy", self.csp
        )  # a file that is handed out has a stricter one
        headers["Permissions-Policy"] = PERMISSIONS_POLICY
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Cache-Control"] = "no-store"
        return response
