"""Words that somebody writes in a running demo, and all the places beside the database where they must not be."""

import base64
import binascii
import json
import os
import quopri
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote_plus

import redis
from django.urls import reverse

from municipality.people.identity_number import IdentityNumber
from tests.cast import synthetic_number, years_ago
from tests.kill.browser import Browser, Page

NAME: Final = "Zyxwald Plantesen"
PHRASE: Final = "kvitrekjerring"
NUMBER: Final[IdentityNumber] = synthetic_number(years_ago(9), 6)
WORDS: Final = ("zyxwald", "plantesen", PHRASE, NUMBER.digits)
IN_LETTERS: Final = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
LOG_LINK: Final = re.compile(r'href="(/stafettlogger/[0-9a-f-]{36}/)"')
TITLE: Final = re.compile(r"<title>(.*?)</title>", re.DOTALL)
DATABASE: Final = "PG_VERSION"  # in the folder of every database, and in no other
BOUNDARY: Final = "a-boundary"
DEEPEST: Final = 3
PATIENCE: Final = 120.0


def words_in(content: bytes, deep: int = DEEPEST) -> set[str]:
    """Those of `WORDS` that stand there, also percent-encoded, quoted-printable, or in base64 within base64."""
    ways = (
        content,
        quopri.decodestring(content),
        unquote_plus(content.decode("latin-1")).encode("latin-1", "replace"),
    )
    found = {word for word in WORDS for way in ways if word.encode() in way.lower()}
    if deep:
        for part in IN_LETTERS.findall(content):
            for decode in (base64.b64decode, base64.urlsafe_b64decode):
                try:
                    found |= words_in(decode(part + b"=" * (-len(part) % 4)), deep - 1)
                except (binascii.Error, ValueError):
                    continue
    return found


@dataclass
class Planted:
    """What was asked for since `began`, and how it was answered."""

    pages: list[Page] = field(default_factory=list)
    began: float = field(default_factory=time.time)

    def get(self, browser: Browser, path: str) -> Page:
        page = browser.get(path)
        self.pages.append(page)
        return page

    def send(self, browser: Browser, page: Page, *names: str, **typed: str) -> Page:
        """Fills in the form with these fields, saves it as a draft as the browser does, then sends it."""
        form = page.form(*names)
        assert form is not None, (page.path, page.status, names)
        fields = form.filled(**typed)
        if form.draft_url:
            token = fields["csrfmiddlewaretoken"][0]
            kept = browser.post(form.draft_url, fields, **{"X-CSRFToken": token})
            assert kept.status == 200, kept
        answer = browser.post(form.action or page.path, fields)
        self.pages.append(answer)
        return self.get(browser, answer.leads_to) if answer.leads_to else answer


def signed_in(port: int, username: str) -> Browser:
    browser = Browser(port, username)
    assert browser.sign_in()
    return browser


def plant(port: int) -> Planted:
    """What people do with a name, a number and a phrase; also what goes wrong."""
    planted, teacher, nurse = Planted(), signed_in(port, "larer"), signed_in(port, "helsesykepleier")
    said = {
        "child_name": NAME,
        "birth_date": f"{years_ago(9):%d.%m.%Y}",
        "observed": f"{NAME} er en {PHRASE}.",
    }
    form = planted.get(teacher, "/undringer/ny/")
    refused = planted.send(teacher, form, "child_name", "observed", **(said | {"birth_date": PHRASE}))
    assert PHRASE in refused.text
    concern = planted.send(teacher, form, "child_name", "observed", **said)
    assert PHRASE in concern.text
    child = planted.get(teacher, f"{concern.path}samtykke/barnet/")
    planted.send(
        teacher, child, "identity_number", which_number="identity", identity_number=NUMBER.digits,
        address_protection="none",
    )  # fmt: skip
    for path in ("/undringer/", "/stafettlogger/"):
        found = planted.send(teacher, planted.get(teacher, path), "q", q=NAME)
        assert NAME in found.text
    log = LOG_LINK.findall(planted.get(nurse, "/stafettlogger/").text)[0]
    note = planted.send(
        nurse, planted.get(nurse, f"{log}notat/"), "text", "kind", text=f"{NAME} er en {PHRASE}."
    )
    assert PHRASE in note.text
    # What is asked for is not there, not allowed, or not sent by a page of ours.
    for path in (
        f"/stafettlogger/{NUMBER.digits}/",
        f"/undringer/?navn={PHRASE}",
        f"/{PHRASE}",
        f"{concern.path}?{PHRASE}",
    ):
        planted.get(nurse, path)
    planted.pages.append(nurse.post("/undringer/ny/", {"observed": [NAME], "csrfmiddlewaretoken": [PHRASE]}))
    planted.pages.append(
        nurse.post("/undringer/ny/", {"csrfmiddlewaretoken": [nurse.cookies["csrf"]], PHRASE: [NAME]})
    )
    upload(planted, signed_in(port, "administrator"))
    # What was typed while somebody was signed out waits for the sign-in.
    unsent = planted.get(teacher, "/undringer/ny/").form("child_name", "observed")
    assert unsent is not None
    teacher.cookies.pop("session")
    token = unsent.fields["csrfmiddlewaretoken"][0]
    kept = teacher.post(unsent.draft_url, unsent.filled(**said), **{"X-CSRFToken": token})
    assert json.loads(kept.text)["kept"], kept
    return planted


def upload(planted: Planted, administrator: Browser) -> None:
    """A file of staff, as its example is, with names and a name of its own."""
    path = reverse("stafffile:upload")
    planted.get(administrator, path)
    header = planted.get(administrator, reverse("stafffile:example")).text.splitlines()[0].lstrip("\ufeff")
    row = ";".join([NAME] * (header.count(";") + 1))
    part = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name="
    body = (
        f'{part}"csrfmiddlewaretoken"\r\n\r\n{administrator.cookies["csrf"]}\r\n'
        f'{part}"file"; filename="{NAME}.csv"\r\nContent-Type: text/csv\r\n\r\n{header}\n{row}\n\r\n--{BOUNDARY}--\r\n'
    )
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    planted.pages.append(administrator.ask("POST", path, body, headers))


def environment(process: Path) -> dict[str, str]:
    parts = (process / "environ").read_bytes().decode(errors="replace").split("\0")
    return dict(part.split("=", 1) for part in parts if "=" in part)


def processes(folder: Path) -> Iterator[Path]:
    """All that run with this folder as their own."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == folder:
                yield process
        except OSError:
            continue


def await_mail(folder: Path, before: set[Path]) -> None:
    """Until the worker has sent what was led to since."""
    limit = time.monotonic() + PATIENCE
    while not set(folder.glob("*")) - before:
        assert time.monotonic() < limit, "no e-mail"
        time.sleep(0.2)


def files(folder: Path) -> Iterator[Path]:
    """Everything in it but databases, whose rows row security guards."""
    for place, folders, names in os.walk(folder):
        folders[:] = (
            []
            if DATABASE in names
            else [one for one in folders if not (Path(place) / one / DATABASE).exists()]
        )
        yield from (Path(place) / name for name in names)


def in_the_cache_server(url: str) -> Iterator[tuple[str, bytes]]:
    """Every key, with all that stands there."""
    server: Any = redis.Redis.from_url(url)
    readers: dict[bytes, Callable[[bytes], Any]] = {
        b"string": server.get,
        b"list": lambda key: server.lrange(key, 0, -1),
        b"set": server.smembers,
        b"hash": server.hgetall,
        b"zset": lambda key: server.zrange(key, 0, -1),
    }
    for key in server.scan_iter():
        held = readers[server.type(key)](key)
        yield key.decode(errors="replace"), key + (held if isinstance(held, bytes) else repr(held).encode())


def places(folder: Path, planted: Planted) -> Iterable[tuple[str, bytes]]:
    """Where the words could be, each with what stands there."""
    for page in planted.pages:
        yield f"the address that {page.path} leads to", page.leads_to.encode()
        if page.status == 404:
            yield f"the page that says that there is no {page.path}", page.text.encode()
        for title in TITLE.findall(page.text):
            yield f"the title of {page.path}", title.encode()
    for process in processes(folder):
        yield f"the arguments of {process.name}", (process / "cmdline").read_bytes()
        for descriptor in (process / "fd").glob("*"):
            try:
                yield f"a file that {process.name} has open", str(descriptor.readlink()).encode()
            except OSError:
                continue
    for file in (*files(folder / ".state"), *files(folder / "tmp")):
        yield f"the name of {file}", file.name.encode()
        if file.stat().st_mtime >= planted.began:
            yield str(file), file.read_bytes()
