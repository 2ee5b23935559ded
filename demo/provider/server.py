"""The three issuers on one port of this machine, and their page: a list of whom one can be."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from django.template.loader import render_to_string

from demo.provider.issuer import Issuer, Refused
from municipality.openid.names import NAMES
from municipality.openid.providers import Kind

LONGEST: Final = 64 * 1024
PATIENCE: Final = 10  # seconds for a client that sends nothing


@dataclass(frozen=True)
class Answer:
    """JSON, a page, or the address that a browser is led to."""

    status: int
    content: bytes = b""
    type: str = "application/json"
    location: str = ""


class ProviderServer(ThreadingHTTPServer):
    """`house` is the address of the demo: its page has our style sheets, and its form leads back there."""

    daemon_threads = True

    def __init__(self, port: int, house: str, issuers: Mapping[Kind, Issuer]) -> None:
        self.house, self.issuers = house, issuers
        super().__init__(("127.0.0.1", port), _Handler)

    def answer(self, method: str, path: str, fields: dict[str, str]) -> Answer:
        """To one request. What nobody is at is 404."""
        name, _, what = path.removeprefix("/").partition("/")
        issuer = self.issuers.get(Kind(name)) if name in list(Kind) else None
        if issuer is None:
            return Answer(404)
        kind = Kind(name)
        try:
            return self._of(issuer, kind, method, what, fields)
        except Refused as refused:
            if what in ("authorize", "logout"):
                return self._page(kind, 400)
            status = 401 if refused.error == "invalid_client" else 400
            return _json({"error": refused.error, "error_description": refused.why}, status)

    def _of(self, issuer: Issuer, kind: Kind, method: str, what: str, fields: dict[str, str]) -> Answer:
        match method, what:
            case "GET", ".well-known/openid-configuration":
                return _json(issuer.metadata())
            case "GET", "jwks":
                return _json(issuer.keys())
            case "POST", "par":
                return _json(issuer.push(fields), 201)
            case "POST", "token":
                return _json(issuer.token(fields))
            case "GET", "authorize":
                name = fields.get("request_uri", "")
                if not issuer.is_asked(name):
                    return self._page(kind, 400)
                families = kind is Kind.IDPORTEN
                return self._page(
                    kind, 200, request_uri=name, people=issuer.people.values(), families=families
                )
            case "POST", "authorize":
                address = issuer.choose(fields.get("request_uri", ""), fields.get("person", ""))
                return Answer(303, location=address)
            case "GET", "logout":
                return Answer(303, location=issuer.leave(fields))
        return Answer(404)

    def _page(self, kind: Kind, status: int, **context: Any) -> Answer:
        text = render_to_string(
            "demo/provider.html", {"house": self.house, "stands_for": NAMES[kind], **context}
        )
        return Answer(status, text.encode(), "text/html; charset=utf-8")

    @property
    def policy(self) -> str:
        """Of the page: nothing but our styles, and forms that lead here and, with the answer, to the demo."""
        ours = f"style-src {self.house}; img-src {self.house}; form-action 'self' {self.house}"
        return f"default-src 'none'; {ours}; frame-ancestors 'none'; base-uri 'none'"


class _Handler(BaseHTTPRequestHandler):
    server: ProviderServer
    timeout = PATIENCE

    def do_GET(self) -> None:
        self._give(
            self.server.answer("GET", urlsplit(self.path).path, dict(parse_qsl(urlsplit(self.path).query)))
        )

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > LONGEST:
            return self._give(Answer(413))
        body = self.rfile.read(int(length)).decode(errors="replace")
        return self._give(self.server.answer("POST", urlsplit(self.path).path, dict(parse_qsl(body))))

    def _give(self, answer: Answer) -> None:
        self.send_response_only(answer.status)
        self.send_header("Content-Type", answer.type)
        self.send_header("Content-Length", str(len(answer.content)))
        self.send_header("Content-Security-Policy", self.server.policy)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        if answer.location:
            self.send_header("Location", answer.location)
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, *_: object) -> None:
        """Addresses hold codes."""


def _json(said: dict[str, Any], status: int = 200) -> Answer:
    return Answer(status, json.dumps(said).encode())
