"""A search whose text is never in an address.

Nobody's name is to be left in the history of a shared computer, in a copied link or in the log of a server in front of
us (R10). The form posts to its own page; what was typed stays in the session, on the server, and the answer is sent on
to `?sok=1`:

    if request.method == "POST":
        return search_keep(request, "q")
    name = search_of(request, "q")["q"]

Turning pages keeps `sok=1`. The page without it shows everything, and forgets what was searched for there.
"""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from municipality.ui.plain_text import as_stored

MARK: Final = "sok"
LONGEST: Final = 200  # longer than any name or number; the rest of what was typed is left out


def search_keep(request: HttpRequest, *fields: str) -> HttpResponse:
    """Remembers the posted `fields` for this page and this session only; sends on to the page that uses them.

    An empty search forgets, and leads to the plain page. Nothing is refused: the text is looked for as it would be
    stored, and a field that is missing is empty. The view turns away those who may not see the page
    before this is called.
    """
    typed = {field: as_stored(request.POST.get(field, "")).strip()[:LONGEST] for field in fields}
    if not any(typed.values()):
        request.session.pop(_key(request), None)
        return redirect(request.path)
    request.session[_key(request)] = typed
    return redirect(f"{request.path}?{MARK}=1")


def search_of(request: HttpRequest, *fields: str) -> dict[str, str]:
    """What was searched for on this page; empty text for a field that was not. Without `sok` it is forgotten."""
    if MARK not in request.GET:
        request.session.pop(_key(request), None)
    typed = request.session.get(_key(request), {})
    return {field: typed.get(field, "") for field in fields}


def _key(request: HttpRequest) -> str:
    return f"{MARK}:{request.path}"
