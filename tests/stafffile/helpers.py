"""Files of staff as somebody sends them, and what came of it."""

import html
import io
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from municipality.access.identity import as_system
from municipality.people.models import Membership, User
from tests.cast import Cast
from tests.logs.helpers import as_

HEADERS = "brukernavn;navn;e-post;enhet;rolle;yrke;til"
TENANT = "00000000-0000-0000-0000-00000000000a"


def person_key(number: int) -> str:
    return f"00000000-0000-0000-0000-{number:012d}"


def everybody_of(cast: Cast) -> list[str]:
    """The rows of all who work in the municipality, as they are."""
    with as_system("test: who works here"):
        found = (
            Membership.objects.filter(unit__municipality=cast.home)
            .select_related("user", "unit")
            .order_by("pk")
        )
        return [
            f"{one.user.username};{one.user.display_name};;{one.unit.name};{one.get_role_display()};;"
            for one in found
        ]


def csv_of(*rows: str, headers: str = HEADERS) -> bytes:
    return "\r\n".join([headers, *rows]).encode()


def workbook_of(*rows: list[Any]) -> bytes:
    book, content = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def words(response: Any) -> str:
    """The page's words, without markup."""
    assert response.status_code == 200, response.status_code
    body = response.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())


def send(client: Client, content: bytes, scope: str = "some") -> Any:
    """Choose the file, and go where that leads."""
    file = SimpleUploadedFile("ansatte.csv", content)
    return client.post(reverse("stafffile:upload"), {"file": file, "scope": scope}, follow=True)


def digest(response: Any) -> str:
    found = re.search(r'name="plan_shown" value="([0-9a-f]+)"', response.text)
    return found[1] if found else ""


def press(client: Client, response: Any, **more: str) -> Any:
    """The button under what `response` shows."""
    return client.post(reverse("stafffile:changes"), {"plan_shown": digest(response), **more}, follow=True)


def load(cast: Cast, content: bytes, scope: str = "some", **more: str) -> str:
    """Choose the file and say yes; the words of the page that comes then."""
    client = as_(cast.administrator)
    return words(press(client, send(client, content, scope), **more))


def shown(cast: Cast, content: bytes, scope: str = "some") -> str:
    return words(send(as_(cast.administrator), content, scope))


def named(username: str) -> Any:
    """The account, or None."""
    with as_system("test: read"):
        return User.objects.filter(username=username).first()


def places(username: str) -> list[tuple[str, str, str]]:
    """Unit, role and profession of the places that have not ended."""
    with as_system("test: read"):
        found = Membership.objects.filter(user__username=username).order_by("unit__name", "role")
        return [
            (one.unit.name, one.role, one.profession)
            for one in found.select_related("unit")
            if one.ends_at is None or one.ends_at > timezone.now()
        ]
