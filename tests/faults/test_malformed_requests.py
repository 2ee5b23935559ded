"""Whatever is wrong with a request: our own page in Norwegian, at most one line in the log, never a server error."""

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT
from django.urls import get_resolver

from municipality.runtime.logs import LineFormatter
from municipality.ui.wellformed import take_out
from tests.cast import Cast

CODED = "application/x-www-form-urlencoded"
SAMPLE = (
    "/", "/healthz", "/logg-inn/", "/logg-ut/", "/undringer/ny/", "/stafettlogger/",
    "/utkast/", "/utkast/forkast/", "/kostra/", "/kostra/regneark/", "/innsynslogg/", "/finnes/ikke/",
)  # fmt: skip
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "KARI")
PART = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="q"{{}}\r\n\r\n{{}}\r\n--{BOUNDARY}--\r\n'.format
)

# What is sent: body, content type, and what stands in the environment besides.
REQUESTS: dict[str, tuple[bytes | str, str, dict[str, str]]] = {
    "unknown charset": ("q=x", f"{CODED}; charset=xyz", {}),
    "charset of Windows": ("q=x", f"{CODED}; charset=latin-1", {}),
    "charset that is no text": ("q=x", f"{CODED}; charset=rot13", {}),
    "charset of a file": (PART("", "x"), f"{MULTIPART_CONTENT}; charset=hex", {}),
    "charset in other words": ("q=x", f"{CODED}; charset*=xyz''%41", {}),
    "part in an unknown charset": (PART("; x*=xyz''%41", "x"), MULTIPART_CONTENT, {}),
    "no boundary": ("q=x", "multipart/form-data", {}),
    "boundary of other letters": ("q=x", "multipart/form-data; boundary=æøå", {}),
    "part without an end": (f"--{BOUNDARY}\r\nContent-Dis", MULTIPART_CONTENT, {}),
    "part that is coded wrong": (
        PART("\r\nContent-Transfer-Encoding: base64", "%%%"), MULTIPART_CONTENT, {}),
    "file without a name": (PART('; filename=""', "x"), MULTIPART_CONTENT, {}),
    "file with a null": (PART('; filename="a\0b"', "x\0"), MULTIPART_CONTENT, {}),
    "too many fields": ("&".join(f"a{n}=" for n in range(1100)), CODED, {}),
    "too much": ("q=" + "x" * (1024 * 1024 + 1), CODED, {}),
    "half an escape": ("q=%zz&%=%&%e", CODED, {"QUERY_STRING": "q=%zz&%=%&%e"}),
    "bytes that are no text": (b"q=\xff\xfe&\xed\xa0\x80=1", CODED, {"QUERY_STRING": "q=%ff%fe&%ed%a0%80=1"}),
    "null in the form": ("q=%00&\0=\0", CODED, {}),
    "null in the query": ("", CODED, {"QUERY_STRING": "q=%00&next=%00&form=%00&page=\0"}),
    "null in cookies": ("q=x", CODED, {"HTTP_COOKIE": "session=a\0bcdefghijk; csrf=\0"}),
    "cookies that are none": ("q=x", CODED, {"HTTP_COOKIE": "session=; session=\xe6\xf8; =;;csrf=" + "x" * 99}),
    "null in a header": ("q=x", CODED, {"HTTP_ACCEPT_LANGUAGE": "\0", "HTTP_X_CSRFTOKEN": "\0"}),
    "length that is no number": ("q=x", CODED, {"CONTENT_LENGTH": "Kari"}),
    "length of a file that is no number": (PART("", "x"), MULTIPART_CONTENT, {"CONTENT_LENGTH": "\u00b2"}),
    "length below nothing": ("q=x", CODED, {"CONTENT_LENGTH": "-5"}),
    "other host": ("q=x", CODED, {"HTTP_HOST": "kari.example"}),
    "host that is none": ("q=x", CODED, {"HTTP_HOST": "[::Kari"}),
    "json with half a character": (json.dumps({"q": "\ud800"}), "application/json", {}),
    "content type that is none": ("q=x", "\0;;;=", {}),
    "origin of others": ("q=x", CODED, {"HTTP_ORIGIN": "https://kari.example"}),
}  # fmt: skip
# Whoever sends these is told that it was not understood, whatever the address.
NOT_UNDERSTOOD = {
    name for name in REQUESTS if name.startswith(("charset", "unknown charset", "length")) or "host" in name
}


class Behind:
    """The test's browser reaches Django as the server's does."""

    def __init__(self, handler: Any) -> None:
        self.handler = handler

    def __call__(self, environ: dict[str, Any]) -> Any:
        take_out(environ)
        return self.handler(environ)


@pytest.fixture
def written() -> Any:
    """The lines that this test leaves in the log."""
    lines: list[dict[str, Any]] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(json.loads(LineFormatter().format(record)))

    handler = Kept(logging.WARNING)
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)


def send(client: Client, method: str, address: str, what: str) -> Any:
    body, content_type, environment = REQUESTS[what]
    path, _, query = address.partition("?")
    more = {"QUERY_STRING": query, **environment}
    data = body if method not in ("GET", "HEAD") else b""
    if method in ("GET", "HEAD"):
        more |= {"CONTENT_TYPE": content_type}
    return client.generic(method, path, data, content_type, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("what", REQUESTS)
def test_a_malformed_request_gets_our_own_page_and_one_line(
    cast: Cast, written: list[dict[str, Any]], what: str
) -> None:
    """Sent with the form's token missing, and past that check, so that the view is the first to read the form."""
    strict, lenient = (Client(raise_request_exception=False, enforce_csrf_checks=on) for on in (True, False))
    for client in (strict, lenient):
        client.handler = Behind(client.handler)  # type: ignore[assignment]
        client.force_login(cast.teacher)
    wrong: list[Any] = []
    rounds = [
        *((address, "POST", lenient) for address in SAMPLE if address != "/logg-ut/"),
        *((address, "POST", strict) for address in SAMPLE),
        *((address, "GET", lenient) for address in SAMPLE),
        *((SAMPLE[number % len(SAMPLE)], method, lenient) for number, method in enumerate(METHODS)),
    ]
    for address, method, client in rounds:
        written.clear()
        try:
            answer = send(client, method, address, what)
        except Exception as error:  # noqa: BLE001 - what reaches the server is its English page
            wrong.append((method, address, repr(error)))
            continue
        own = answer.status_code < 400 or answer.status_code == 405 or method in ("HEAD", "TRACE")
        own = own or 'lang="nb"' in answer.text or answer["Content-Type"] == "application/json"
        said = json.dumps(written)
        refused = answer.status_code == 400 or what not in NOT_UNDERSTOOD
        quiet = len(written) <= 1 and "Kari" not in said and "kari" not in said
        if answer.status_code >= 500 or not own or not quiet or not refused:
            wrong.append((method, address, answer.status_code, written[:2]))
    assert wrong == []


@pytest.mark.parametrize(
    "path", ["/\0/", "/%00", "/%ED%A0%80/", "/%ff/", "/../../etc/passwd", "/" + "x" * 9000]
)
def test_a_path_that_nobody_writes_is_not_found(cast: Cast, written: list[dict[str, Any]], path: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(cast.teacher)
    answer = client.generic("GET", path)
    assert answer.status_code == 404
    assert 'lang="nb"' in answer.text
    assert [one["text"] for one in written] == ["Not Found: no route"]


@pytest.mark.parametrize("page", [400, 403, 404, 500])
def test_an_error_page_comes_when_nothing_of_the_request_can_be_read(page: int) -> None:
    class Nothing:
        """Every look at it fails."""

        def __getattr__(self, name: str) -> Any:
            raise RuntimeError(name)

    show: Callable[..., Any] = get_resolver().resolve_error_handler(page)
    answer = show(Nothing()) if page == 500 else show(Nothing(), exception=RuntimeError())
    assert answer.status_code == page
    assert 'lang="nb"' in answer.text
