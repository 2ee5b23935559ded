"""The main navigation: each app registers its own entries, the page frame asks which of them this person gets."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from municipality.ui.paging import number_text


@dataclass(frozen=True)
class Item:
    """One entry as shown. `current` is "page" on the page itself, "true" below it, and empty elsewhere."""

    label: str
    url_name: str
    url: str
    current: str
    count: int | None
    key: str
    seldom: bool = False

    @property
    def number(self) -> str:
        """The count in words."""
        return number_text(self.count or 0)


@dataclass(frozen=True)
class _Entry:
    order: int
    label: str | Promise
    url_name: str
    visible: Callable[[HttpRequest], bool]
    count: Callable[[HttpRequest], int] | None
    key: str
    seldom: bool


_entries: dict[str, _Entry] = {}


def signed_in(request: HttpRequest) -> bool:
    """The usual answer to who gets an entry: everybody who has logged in."""
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


def register(
    order: int,
    label: str | Promise,
    url_name: str,
    *,
    visible: Callable[[HttpRequest], bool] = signed_in,
    count: Callable[[HttpRequest], int] | None = None,
    key: str = "",
    seldom: bool = False,
) -> None:
    """
    Adds an entry; call it from the app's `ready()`.

    `label` is lazily translated, `url_name` takes no arguments, `visible` decides per request, `count` gives a number
    of things that wait (0 is not shown); it is asked for on every page, so it counts no more than is said
    (`municipality.ui.paging.enough`). `key` is the letter that leads there after `g`, another for each entry of
    one person. A `seldom` entry stands in the foot of the page, so that the menu keeps to one line; it has no count.
    Registering a `url_name` again replaces the entry.
    """
    _entries[url_name] = _Entry(order, label, url_name, visible, count, key, seldom)


def unregister(url_name: str) -> None:
    """Takes an entry away; one that is not there is ignored."""
    _entries.pop(url_name, None)


def items(request: HttpRequest) -> list[Item]:
    """
    The entries this person gets, in order. At most one is current: the page itself, else the nearest above it.

    Raises NoReverseMatch for an entry whose address does not exist: that is an error in the code, not in the input.
    """
    entries = sorted(
        (e for e in _entries.values() if e.visible(request)), key=lambda e: (e.order, e.url_name)
    )
    addresses = {entry.url_name: reverse(entry.url_name) for entry in entries}
    nearest = max((a for a in addresses.values() if _is_above(a, request.path)), key=len, default="")
    found = []
    for entry in entries:
        url = addresses[entry.url_name]
        current = "" if url != nearest else ("page" if url == request.path else "true")
        count = (entry.count(request) or None) if entry.count else None
        found.append(Item(str(entry.label), entry.url_name, url, current, count, entry.key, entry.seldom))
    return found


def _is_above(address: str, path: str) -> bool:
    # The front page is above everything, which would mark it on every page.
    return path == address or (address != "/" and path.startswith(address.rstrip("/") + "/"))
