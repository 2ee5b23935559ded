"""What the attackers' tests share: a signed-in browser, a note in a line, and a page without what differs by chance."""

import re
import uuid
from typing import Any

from django.test import Client

from cases.logs.models import Entry
from cases.logs.services import entry_write
from municipality.access.identity import as_user
from municipality.organisation.models import Unit
from municipality.people.models import User
from tests.cast import Cast

# What stands after a space is typed into the search of the page.
CASE_PAGES = (
    "/", "/stafettlogger/", "/stafettlogger/ q=Emma", "/stafettlogger/{case}/", "/stafettlogger/{case}/ q=e",
    "/stafettlogger/{case}/ kind=child_welfare", "/stafettlogger/{case}/notat/", "/stafettlogger/{case}/samtykke/",
    "/stafettlogger/{case}/samtykke/nytt/enheter/", "/stafettlogger/{case}/samtykke/trekk/",
    "/stafettlogger/{case}/innsyn/", "/stafettlogger/{case}/utskrift/", "/stafettlogger/{case}/samtykke/utskrift/",
    "/stafettlogger/{case}/ga-ut/", "/stafettlogger/{case}/stafettpinne/", "/stafettlogger/{case}/stafettpinne/svar/",
    "/saksopplysninger/", "/saksopplysninger/{case}/", "/varsler/",
)  # fmt: skip

# What differs from one request to the next: tokens, and times that are told to the minute.
TOKENS = re.compile(r'(?:csrfmiddlewaretoken|mark|once|claim)" value="[^"]*"|nonce="[^"]*"')
BY_CHANCE = re.compile(
    TOKENS.pattern + r'|(?:datetime|title)="[^"]*"'
    r'|name="clock" value="[^"]*"'  # the time that a form proposes
    r"|/hvorfor/\d+/"  # the moment of a reading
    r"|\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d"  # in a file for a spreadsheet
    r"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\dZ+:]*"  # in a copy as data
    r'|"idle": \d+'  # seconds that are left of a session
    r"|kl\. \d\d\.\d\d|akkurat nå|for \d+ (?:minutt|time)(?:er|r)? siden"
)


def browser(user: User) -> Client:
    """Signed in; an error becomes a 500, as for a real visitor."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def words_of(answer: Any) -> str:
    """What can be read of it as text; of a PDF nothing, whose bytes are drawn by chance."""
    kind = answer.headers.get("Content-Type", "")
    return answer.text if not answer.streaming and kind.startswith(("text/", "application/json")) else ""


def look(client: Client, page: str, case_id: uuid.UUID) -> Any:
    """The answer of one of CASE_PAGES; a search is sent as the form sends it."""
    address, _, typed = page.format(case=case_id).partition(" ")
    if not typed:
        return client.get(address)
    field, _, text = typed.partition("=")
    return client.post(address, {field: text}, follow=True)


def note(cast: Cast, case_id: uuid.UUID, author: str, unit: Unit, kind: str, text: str, **more: Any) -> Entry:
    person = getattr(cast, author)
    with as_user(person.pk):
        return entry_write(author=person, unit=unit, case_id=case_id, kind=kind, text=text, **more)


def without_tokens(page: str) -> str:
    """The page without what is drawn by chance, in which any short name can stand."""
    return TOKENS.sub("", page)


def plain(page: str, *known: object) -> str:
    """The page without keys, tokens, times and the `known` values."""
    for value in known:
        page = page.replace(str(value), "*")
    return re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", "*", BY_CHANCE.sub("", page))
