"""One person's browser: cookies, redirects, and the one click with which the demo signs in."""

from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from typing import Final
from urllib.parse import urlencode, urlsplit

from tests.kill.page import Form, forms_of

SIGN_IN: Final = "/logg-inn/"
PATIENCE: Final = 20.0  # seconds for one answer
MOST_REDIRECTS: Final = 6


class NoAnswer(Exception):
    """The connection was refused or lost, or nothing came in time."""


@dataclass(frozen=True)
class Page:
    """`leads_to` is the path that a redirect names, before it is followed."""

    path: str
    status: int
    text: str
    leads_to: str = ""

    @property
    def is_sign_in(self) -> bool:
        return (self.leads_to or self.path).startswith(SIGN_IN)

    def form(self, *names: str, action: str = "") -> Form | None:
        """The first form with all these fields whose address ends so."""
        for form in forms_of(self.text):
            if all(name in form.fields or name in form.choices for name in names) and form.action.endswith(
                action
            ):
                return form
        return None


@dataclass
class Browser:
    """Signed in as `username` once `sign_in` has been answered; knows by itself nothing of whether that still holds."""

    port: int
    username: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Page:
        """The page at the end of the redirects. Raises NoAnswer."""
        page = self.ask("GET", path)
        for _redirect in range(MOST_REDIRECTS):
            if not page.leads_to:
                break
            page = self.ask("GET", page.leads_to)
        return page

    def post(self, path: str, fields: dict[str, list[str]], **headers: str) -> Page:
        """The answer itself: a redirect is not followed. Raises NoAnswer."""
        body = urlencode(fields, doseq=True)
        return self.ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", **headers})

    def sign_in(self) -> bool:
        """Whether it went well. Raises NoAnswer."""
        self.cookies.pop("session", None)
        self.get(SIGN_IN)
        fields = {"csrfmiddlewaretoken": [self.cookies.get("csrf", "")]}
        return self.post(f"/demo/login/{self.username}", fields).status == 302

    def ask(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> Page:
        """One request and its answer. Raises NoAnswer."""
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, {**sent, **(headers or {})})
            response = connection.getresponse()
            text = response.read().decode("utf-8", "replace")
        except (OSError, HTTPException) as error:
            raise NoAnswer(f"{method} {path}: {type(error).__name__}") from error
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie", []):
            self._keep(SimpleCookie(line))
        where = urlsplit(response.headers.get("Location", ""))
        leads_to = f"{where.path}?{where.query}" if where.query else where.path
        return Page(path, response.status, text, leads_to if 300 <= response.status < 400 else "")

    def _keep(self, said: SimpleCookie) -> None:
        for name, morsel in said.items():
            if morsel.value and morsel["max-age"] != "0":
                self.cookies[name] = morsel.value
            else:
                self.cookies.pop(name, None)
